package sanitize

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/bidi"

	"newsflash/widget"
)

// rightToLeft holds the scripts (ISO 15924) of living languages that run from right to left.
var rightToLeft = map[string]bool{
	"Adlm": true, "Arab": true, "Aran": true, "Hebr": true, "Mand": true, "Nkoo": true, "Rohg": true, "Samr": true,
	"Syrc": true, "Syre": true, "Syrj": true, "Syrn": true, "Thaa": true, "Yezi": true,
}

// language cleans language and direction. The direction is the source's own, else that of the language's script, else
// that of the headline's first letter that has one.
func (c *cleaner) language() {
	if s := strings.TrimSpace(c.in.Lang); s != "" {
		if c.out.Lang = canonicalLang(s); c.out.Lang == "" {
			c.warn("lang", "%q is no known language: give a tag like en or ur-PK; it was left out", cleanLine(widget.Excerpt(s)))
		}
	}
	switch dir := strings.ToLower(strings.TrimSpace(c.in.Dir)); dir {
	case "ltr", "rtl":
		c.out.Dir = dir
		return
	case "":
	default:
		c.warn("dir", "%q is no direction: give ltr or rtl; it was taken from language and headline", cleanLine(widget.Excerpt(dir)))
	}
	c.out.Dir = direction(c.out.Lang, c.out.Title)
}

// canonicalLang is the canonical form of a BCP 47 tag, "" when s is none or names no language.
func canonicalLang(s string) string {
	if len(s) > widget.MaxLang {
		return ""
	}
	tag, err := language.Parse(s)
	if err != nil {
		return ""
	}
	canonical := tag.String()
	if strings.HasPrefix(canonical, "und") || len(canonical) > widget.MaxLang || !langs.MatchString(canonical) {
		return ""
	}
	return canonical
}

func direction(lang, title string) string {
	if lang != "" {
		if script, confidence := language.Make(lang).Script(); confidence != language.No {
			if rightToLeft[script.String()] {
				return "rtl"
			}
			return "ltr"
		}
	}
	for _, r := range title {
		properties, _ := bidi.LookupRune(r)
		switch properties.Class() {
		case bidi.L:
			return "ltr"
		case bidi.R, bidi.AL:
			return "rtl"
		}
	}
	return "ltr"
}
