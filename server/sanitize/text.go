package sanitize

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxMarks is the number of combining marks that may follow each other. Vocalised Hebrew or Tibetan needs up to about 8;
// towers of marks spill over the lines around the card.
const maxMarks = 12

// Special characters that the rules below name. Go source may not hold them as they are.
const (
	softHyphen     = '\u00ad'
	graphemeJoiner = '\u034f'
	noBreakSpace   = '\u00a0'
	narrowNoBreak  = '\u202f'
	ideographic    = '\u3000'
	nonJoiner      = '\u200c'
	joiner         = '\u200d'
)

// dropped holds what has no place in a text: controls, what changes the direction of the text around it (Unicode
// Technical Report 36, "Bidirectional Text Spoofing"), what can't be seen but makes two texts differ, tag characters,
// and the object replacement character. The joiners stay: Persian, Urdu, Indic scripts and emoji need them.
var dropped = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x0000, 0x0008, 1},
		{0x000e, 0x001f, 1},
		{0x007f, 0x0084, 1},
		{0x0086, 0x009f, 1},
		{0x061c, 0x061c, 1},
		{0x200b, 0x200b, 1},
		{0x200e, 0x200f, 1},
		{0x202a, 0x202e, 1},
		{0x2060, 0x206f, 1},
		{0xfeff, 0xfeff, 1},
		{0xfff9, 0xfffc, 1},
	},
	R32:         []unicode.Range32{{0xe0000, 0xe0fff, 1}},
	LatinOffset: 4,
}

// plane 2 and 3 hold nothing but ideographs, and the blocks from U+1F000 to U+1FBFF pictographs: what Go's tables do not
// know there yet is a newer name or emoji, not nonsense.
func newer(r rune) bool {
	return (r >= 0x1f000 && r <= 0x1fbff || r >= 0x20000 && r <= 0x3ffff) && r&0xfffe != 0xfffe
}

func isDropped(r rune) bool {
	if r < 0x7f {
		return r < ' ' && (r < '\t' || r > '\r')
	}
	return unicode.Is(dropped, r) || unicode.In(r, unicode.Co, unicode.Cs) || unicode.Is(unicode.Cn, r) && !newer(r)
}

// cleanText repairs UTF-8, drops what has no place in a text and normalises to NFC. White space stays as it is. It is
// what every text has in common, in a field or in the body.
func cleanText(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r > '~' || isDropped(r) }) < 0 {
		return s
	}
	s = strings.ToValidUTF8(s, "\ufffd")
	s = strings.Map(func(r rune) rune {
		if isDropped(r) {
			return -1
		}
		return r
	}, s)
	marks := 0
	return strings.Map(func(r rune) rune {
		switch {
		case r >= utf8.RuneSelf && unicode.Is(unicode.M, r):
			marks++
		case r != joiner && r != nonJoiner:
			marks = 0
		}
		if marks > maxMarks {
			return -1
		}
		return r
	}, norm.NFC.String(s))
}

// cleanLine is cleanText on one line: runs of white space are one space, none is left at the ends, and what shows
// nothing at all is "".
func cleanLine(s string) string {
	s = strings.TrimFunc(collapse(cleanText(s)), unicode.IsSpace)
	if invisible(s) {
		return ""
	}
	return s
}

// collapse makes each run of white space one space. A no-break space or an ideographic one that stands alone is meant.
func collapse(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for s != "" {
		end := strings.IndexFunc(s, unicode.IsSpace)
		if end < 0 {
			end = len(s)
		}
		b.WriteString(s[:end])
		if s = s[end:]; s == "" {
			break
		}
		first, _ := utf8.DecodeRuneInString(s)
		rest := strings.TrimLeftFunc(s, unicode.IsSpace)
		alone := len(s)-len(rest) == utf8.RuneLen(first)
		if !alone || first != noBreakSpace && first != narrowNoBreak && first != ideographic {
			first = ' '
		}
		b.WriteRune(first)
		s = rest
	}
	return b.String()
}

// invisible reports that a reader would see nothing: white space, joiners, soft hyphens, variation selectors, the
// Hangul fillers and the blank Braille cell alone.
func invisible(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		switch r {
		case softHyphen, graphemeJoiner, nonJoiner, joiner, '\u115f', '\u1160', '\u3164', '\uffa0', '\u2800', '\u180e':
			return false
		}
		return r > ' ' && !unicode.IsSpace(r) && !unicode.Is(unicode.Variation_Selector, r)
	}) < 0
}

// fold is what is left of a text when only its letters and digits count, for comparing: an alternative text and a
// caption that differ by a full stop say the same.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// same reports that two texts say the same.
func same(a, b string) bool {
	f := fold(a)
	return f != "" && f == fold(b)
}

// cut is cleanLine of at most limit bytes.
func cut(s string, limit int) string {
	if s = cleanLine(s); len(s) <= limit {
		return s
	}
	for !utf8.RuneStart(s[limit]) {
		limit--
	}
	return cleanLine(s[:limit])
}
