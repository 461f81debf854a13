// Package readtime estimates how long a story takes to read, and reads the labels with which publishers say so
// themselves. The estimate adds words, characters of scripts that are read by the character, and looks at pictures:
// 238 words a minute for silent reading of English prose (Brysbaert 2019, "How many words do we read per minute?"),
// 500 characters a minute and 12, 11, ... 3 seconds a picture (Medium's published rule).
package readtime

import (
	"unicode"

	"github.com/rivo/uniseg"

	"newsflash/widget"
)

// One minute in units in which a word, a character and a second are whole numbers, so that no rounding moves a story
// of exactly three minutes to four: the least common multiple of 238, 500 and 60.
const (
	minute    = 178_500
	word      = minute / 238
	character = minute / 500
	second    = minute / 60

	firstPicture, leastPicture = 12, 3 // seconds
	lettersPerWord             = 5     // of scripts that write no spaces between words and are not read by the character
)

// byCharacter holds the scripts that are read by the character. The marks of length belong to no single script in
// Unicode but are part of Katakana words.
var (
	byCharacter = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo}
	byLetter    = []*unicode.RangeTable{unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}
)

const lengthMark, halfLengthMark = 'ー', 'ｰ'

// Minutes is the estimate for a story of that text and so many different pictures, lead picture included: whole
// minutes, rounded up, from 1 to widget.MaxMinutes; 0 when there is no text.
func Minutes(text string, pictures int) int {
	words, cjk := Count(text)
	return FromCounts(words, cjk, pictures)
}

// FromCounts is Minutes for a text that has been counted. Negative counts are none.
func FromCounts(words, cjk, pictures int) int {
	if words <= 0 && cjk <= 0 {
		return 0
	}
	// Above what these limits allow the answer is MaxMinutes in any case; below, nothing overflows.
	words, cjk = clamp(words, widget.MaxMinutes*238), clamp(cjk, widget.MaxMinutes*500)
	pictures = clamp(pictures, widget.MaxMinutes*60)
	total := words*word + cjk*character + looking(pictures)*second
	return clamp((total+minute-1)/minute, widget.MaxMinutes)
}

func clamp(n, limit int) int { return max(0, min(n, limit)) }

// looking is the time for that many pictures in seconds.
func looking(pictures int) int {
	const falling = firstPicture - leastPicture // pictures that get more than the least
	n := min(pictures, falling)
	return n*firstPicture - n*(n-1)/2 + (pictures-n)*leastPicture
}

// Count counts words as UAX #29 finds them, where a word holds a letter or a digit, and apart from them the Chinese,
// Japanese and Korean characters. Five Thai, Lao, Khmer or Burmese letters make a word; a rest makes one more.
func Count(text string) (words, cjk int) {
	letters, state := 0, -1
	var segment string
	for text != "" {
		segment, text, state = uniseg.FirstWordInString(text, state)
		isWord := false
		for _, r := range segment {
			switch {
			case r == lengthMark || r == halfLengthMark:
				cjk++
			case !unicode.IsLetter(r) && !unicode.IsNumber(r):
			case r < 0x0e00: // below Thai, the first of these scripts
				isWord = true
			case unicode.In(r, byCharacter...):
				cjk++
			case unicode.In(r, byLetter...) && unicode.IsLetter(r):
				letters++
			default:
				isWord = true
			}
		}
		if isWord {
			words++
		}
	}
	return words + (letters+lettersPerWord-1)/lettersPerWord, cjk
}
