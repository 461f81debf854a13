package related

import (
	"math"
	"unicode"
	"unicode/utf8"
)

// A store of three articles can't know which words are rare. So every term starts as if background articles had been
// counted already, in which short words are common: frequent words are short in every language (Zipf 1935, "The
// Psycho-Biology of Language"). That stands for a list of stop words, and fades as the store's own counts grow.
const background = 60

// prior is the share of background articles that a term of so many letters is taken to be in.
func prior(term string) float64 {
	r, size := utf8.DecodeRuneInString(term)
	if isDense(r) {
		return densePrior(term, r, size)
	}
	switch utf8.RuneCountInString(term) {
	case 1, 2, 3:
		return .9
	case 4:
		return .3
	case 5:
		return .1
	default:
		return .02
	}
}

// densePrior tells pairs of Hiragana, which is what Japanese grammar is written in, from those of other letters.
func densePrior(term string, r rune, size int) float64 {
	second, _ := utf8.DecodeRuneInString(term[size:])
	switch kana := unicode.In(second, unicode.Hiragana); {
	case size == len(term), kana && unicode.In(r, unicode.Hiragana):
		return .9
	case kana || unicode.In(r, unicode.Hiragana):
		return .3
	default:
		return .05
	}
}

// rarity is BM25's inverse document frequency of a term that so many of total articles have; it is above 0.
func rarity(term string, having, total int) float64 {
	n := float64(having) + prior(term)*background
	return math.Log1p((max(float64(total)+background-n, 0) + .5) / (n + .5))
}
