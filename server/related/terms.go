package related

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What is read of a text.
const (
	maxText  = 64 << 10 // bytes of a story: what it is about is said by then
	maxToken = 40       // runes of a token; longer ones are cut
)

// dense holds the scripts that write no spaces between words, or whose words change at their ends (Hangul). Their texts
// give overlapping pairs of letters, so that an index knows any word of two letters or more without a dictionary.
var dense = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

const (
	firstDense                   = 'ก' // below it are none of these scripts
	lengthMark                   = 'ー' // part of Katakana words, of no single script in Unicode
	tatweel                      = 'ـ' // stretches Arabic words, says nothing
	nonJoiner, joiner, softBreak = '\u200c', '\u200d', '\u00ad'
)

// variants are Arabic letters that Urdu and Persian texts write in two ways, by the keyboard at hand.
var variants = map[rune]rune{'ي': 'ی', 'ى': 'ی', 'ك': 'ک', 'ہ': 'ه', 'ۃ': 'ة'}

// tokens splits a text into what two articles can share and calls use for each: words of letters, digits and marks,
// folded by compatibility (NFKC) and case. Other than by UAX #29 a word also ends at an apostrophe or a full stop, so
// that "minister's" and "l'eau" meet "minister" and "eau"; what is left of one letter is dropped. A token never holds an
// ASCII character that is no letter or digit: no query language can see more in it than a word. Its bytes change after
// the call.
func tokens(text string, use func(token []byte)) {
	t := tokenizer{use: use}
	t.text(text)
}

// Fold is a text as titles and tags are compared: its words without case, signs and spaces of their own.
func Fold(text string) string {
	var words []string
	t := tokenizer{whole: true, use: func(word []byte) { words = append(words, string(word)) }}
	t.text(text)
	return strings.Join(words, " ")
}

type tokenizer struct {
	use   func([]byte)
	whole bool // keep every word as it is: no pairs, no least length
	word  []byte
	runes int  // in word
	prev  rune // the letter before in a run of a dense script, 0 for none
	alone bool // prev is in no pair yet
}

func (t *tokenizer) text(s string) {
	if len(s) > maxText {
		end := maxText
		for end > 0 && !utf8.RuneStart(s[end]) {
			end--
		}
		s = s[:end]
	}
	for _, r := range norm.NFKC.String(strings.ToValidUTF8(s, " ")) {
		t.add(r)
	}
	t.endWord()
	t.endRun()
}

func (t *tokenizer) add(r rune) {
	switch {
	case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		t.letter(r)
	case 'A' <= r && r <= 'Z':
		t.letter(r + 'a' - 'A')
	case r == joiner || r == nonJoiner || r == softBreak || r == tatweel || isPoint(r):
	case r < utf8.RuneSelf || !unicode.In(r, unicode.L, unicode.N, unicode.M):
		t.endWord()
		t.endRun()
	case !t.whole && isDense(r):
		t.denseLetter(r)
	default:
		if v, ok := variants[r]; ok {
			r = v
		}
		t.letter(unicode.ToLower(unicode.ToUpper(r))) // both: the two small sigmas have one capital
	}
}

func isDense(r rune) bool {
	return r >= firstDense && (r == lengthMark || unicode.In(r, dense...))
}

// isPoint tells the vowel points of Arabic and Hebrew, which most texts leave out.
func isPoint(r rune) bool {
	return r >= 0x591 && r <= 0x5c7 && r != 0x5be && r != 0x5c0 && r != 0x5c3 || r >= 0x64b && r <= 0x652 || r == 0x670
}

func (t *tokenizer) letter(r rune) {
	t.endRun()
	if t.runes++; t.runes <= maxToken {
		t.word = utf8.AppendRune(t.word, r)
	}
}

func (t *tokenizer) denseLetter(r rune) {
	t.endWord()
	if t.prev != 0 {
		t.use(utf8.AppendRune(utf8.AppendRune(t.word[:0], t.prev), r))
	}
	t.prev, t.alone = r, t.prev == 0
}

func (t *tokenizer) endWord() {
	if t.runes > 1 || t.whole && t.runes > 0 {
		t.use(t.word)
	}
	t.word, t.runes = t.word[:0], 0
}

func (t *tokenizer) endRun() {
	if t.prev != 0 && t.alone {
		t.use(utf8.AppendRune(t.word[:0], t.prev))
	}
	t.prev, t.alone = 0, false
}
