package ingest

import (
	"hash/maphash"
	"unicode"
	"unicode/utf8"
)

const shingle = 4 // words

var seed = maphash.MakeSeed()

// shingles counts each run of four words; in scripts without spaces a character is a word.
func shingles(text string) map[uint64]int {
	counts := map[uint64]int{}
	var last [shingle]uint64
	n := 0
	add := func(word string) {
		copy(last[:], last[1:])
		last[shingle-1] = maphash.String(seed, word)
		if n++; n >= shingle {
			var sum uint64
			for _, h := range last {
				sum = sum*1099511628211 + h
			}
			counts[sum]++
		}
	}
	start := -1
	for i, r := range text {
		single := r >= 0x2e80 && (unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r))
		inWord := !single && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
		if start >= 0 && !inWord {
			add(text[start:i])
			start = -1
		}
		switch {
		case single:
			add(text[i : i+utf8.RuneLen(r)])
		case inWord && start < 0:
			start = i
		}
	}
	if start >= 0 {
		add(text[start:])
	}
	return counts
}

// agreement is the F1 measure of two texts' shingles: 1 for the same text, 0 for texts that share no four words.
func agreement(a, b string) float64 { return agree(shingles(a), shingles(b)) }

func agree(a, b map[uint64]int) float64 {
	total, both := 0, 0
	for s, n := range a {
		total += n
		both += min(n, b[s])
	}
	for _, n := range b {
		total += n
	}
	if total == 0 {
		return 0
	}
	return 2 * float64(both) / float64(total)
}
