package ingest

import (
	"unicode"
)

// scripts are those that only one widely written language uses.
var scripts = []struct {
	table *unicode.RangeTable
	lang  string
}{
	{unicode.Hiragana, "ja"},
	{unicode.Katakana, "ja"},
	{unicode.Hangul, "ko"},
	{unicode.Thai, "th"},
	{unicode.Greek, "el"},
	{unicode.Hebrew, "he"},
	{unicode.Armenian, "hy"},
	{unicode.Georgian, "ka"},
	{unicode.Bengali, "bn"},
	{unicode.Tamil, "ta"},
	{unicode.Telugu, "te"},
	{unicode.Gujarati, "gu"},
	{unicode.Gurmukhi, "pa"},
	{unicode.Kannada, "kn"},
	{unicode.Malayalam, "ml"},
	{unicode.Sinhala, "si"},
	{unicode.Khmer, "km"},
	{unicode.Lao, "lo"},
	{unicode.Myanmar, "my"},
	{unicode.Ethiopic, "am"},
	{unicode.Han, "zh"},
}

const (
	langText  = 4 << 10 // bytes of text that are looked at
	minShare  = .1      // of its letters that a script must have to tell the language
	minLetter = 20      // letters without which nothing is said
)

// language says which language a page is in that names none, where its letters leave no doubt: Latin, Cyrillic and
// Devanagari serve too many, and of the languages in Arabic letters Urdu alone has its own.
func (p *page) language() {
	if p.Article.Lang != "" {
		return
	}
	letters, urdu := 0, 0
	counts := make([]int, len(scripts))
	for _, r := range startBytes(p.Article.Title+" "+p.Article.Body, langText) {
		if !unicode.IsLetter(r) || r < 0x80 {
			continue
		}
		letters++
		switch r {
		case 'ٹ', 'ڈ', 'ڑ', 'ں', 'ے', 'ہ':
			urdu++
		}
		for i, s := range scripts {
			if unicode.Is(s.table, r) {
				counts[i]++
				break
			}
		}
	}
	if letters < minLetter {
		return
	}
	if float64(urdu) > minShare/2*float64(letters) {
		p.fill("lang", &p.Article.Lang, "ur", "html:script")
	}
	for i, n := range counts {
		if float64(n) > minShare*float64(letters) {
			p.fill("lang", &p.Article.Lang, scripts[i].lang, "html:script")
		}
	}
}
