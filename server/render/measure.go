package render

import (
	"strings"
	"unicode"
)

// How long texts are and how many lines they take, as far as can be told without the reader's fonts: height.go counts with it.

// lines sets a text word by word into lines of a width and counts them.
func lines(text string, size, inner float64) float64 {
	if text == "" {
		return 0
	}
	width := max(inner/size, 4) // em
	count, used := 1.0, 0.0
	for word := range strings.FieldsSeq(text) {
		for _, part := range breakable(word) {
			w := advance(part)
			if used > 0 && used+w > width {
				count++
				used = 0
			}
			for ; w > width; w -= width { // a long word breaks anywhere
				count++
			}
			used += w
		}
		used += space
	}
	return count
}

// breakable splits a word where a line may end inside it: between ideographs and kana. Korean keeps its words whole.
func breakable(word string) []string {
	if scriptLine(word) != ideographLine || strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Hangul, r) }) {
		return []string{word}
	}
	return strings.Split(word, "")
}

// Widths in hundredths of an em of Noto Serif Bold, which Android's browsers set headlines in and which is among the wider of the
// usual families: from "a" and "A" on, and for what else is common.
var (
	smallWidths = [26]float64{60, 65, 53, 65, 57, 41, 56, 67, 35, 34, 64, 35, 99, 67, 61, 64, 65, 52, 49, 40, 67, 61, 86, 65, 58, 53}
	largeWidths = [26]float64{75, 67, 67, 77, 65, 62, 77, 82, 40, 40, 73, 65, 95, 79, 79, 64, 79, 71, 59, 65, 75, 70, 107, 73, 69, 67}
	otherWidths = map[rune]float64{
		' ': 26, '.': 29, ',': 29, ':': 30, ';': 30, '!': 38, '?': 55, '\'': 29, '"': 51, '’': 28, '‘': 28, '“': 49, '”': 49,
		'-': 31, '–': 50, '—': 100, '(': 40, ')': 40, '/': 29, '&': 80, '%': 91, '·': 29, '@': 91,
	}
	space = otherWidths[' '] / 100 // em
)

// advance is a text's length in em, set in the widest face that the card uses.
func advance(text string) (em float64) {
	for _, r := range text {
		other, known := otherWidths[r]
		switch {
		case known:
			em += other / 100
		case r >= 'a' && r <= 'z':
			em += smallWidths[r-'a'] / 100
		case r >= 'A' && r <= 'Z':
			em += largeWidths[r-'A'] / 100
		case unicode.In(r, unicode.Mn, unicode.Cf): // no width of their own
		case ideographic(r) || r >= 0x3000 && r < 0x3040 || r >= 0xff00 && r < 0xff61:
			em++
		case unicode.Is(unicode.Arabic, r), unicode.Is(unicode.Hebrew, r):
			em += .41
		case unicode.IsUpper(r):
			em += .74
		case r < 0x250:
			em += .57
		default:
			em += .65
		}
	}
	return em
}

func ideographic(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

const (
	arabicLine     = 1.95 // Nastaliq needs it, Naskh less
	ideographLine  = 1.35
	devanagariLine = 1.4
)

// scriptLine is the line height that a script needs, 0 for the usual one.
func scriptLine(text string) float64 {
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Arabic, r):
			return arabicLine
		case ideographic(r):
			return ideographLine
		case unicode.Is(unicode.Devanagari, r):
			return devanagariLine
		}
	}
	return 0
}
