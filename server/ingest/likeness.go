package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsflash/widget"
)

// likeness is the part of the words of the shorter text that the other has too.
func likeness(a, b string) float64 {
	wordsA, wordsB := titleWords(a), titleWords(b)
	if len(wordsA) > len(wordsB) {
		wordsA, wordsB = wordsB, wordsA
	}
	if len(wordsA) == 0 {
		return 0
	}
	known := map[string]bool{}
	for _, w := range wordsB {
		known[w] = true
	}
	both := 0
	for _, w := range wordsA {
		if known[w] {
			both++
		}
	}
	return float64(both) / float64(len(wordsA))
}

// titleWords parts a headline into words, and into single characters in scripts without spaces.
func titleWords(s string) (words []string) {
	s = strings.ToLower(s[:min(len(s), 4*widget.MaxTitle)])
	for field := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		if r, _ := utf8.DecodeRuneInString(field); unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
			for _, r := range field {
				words = append(words, string(r))
			}
			continue
		}
		words = append(words, field)
	}
	return words
}

// coverage is low for a text that is short, also beside the title that it is part of.
func coverage(text, title string) float64 {
	words := float64(len(titleWords(text)))
	return min(words, 6) / 6 * min(1, 2.5*words/float64(max(1, len(titleWords(title)))))
}

func sameText(a, b string) bool {
	return strings.Join(titleWords(a), " ") == strings.Join(titleWords(b), " ")
}
