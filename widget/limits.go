package widget

import (
	"fmt"
	"unicode/utf8"
)

// What an article may hold. Longer text is refused with the field's name, not cut: a shortened headline is a wrong headline.
const (
	MaxID         = 100     // bytes
	MaxURL        = 2048    // bytes, after serialisation
	MaxGUID       = 1024    // bytes
	MaxTitle      = 300     // runes
	MaxDeck       = 1000    // runes
	MaxKicker     = 80      // runes
	MaxDateline   = 120     // runes
	MaxName       = 120     // runes, an author's name
	MaxAuthors    = 20      // names in a byline
	MaxAlt        = 1000    // runes; WCAG advice is far less, the report warns from 250
	MaxCaption    = 1000    // runes
	MaxCredit     = 200     // runes
	MaxBody       = 1 << 20 // bytes of HTML
	MaxRelated    = 24      // related stories, and cross links
	MaxTags       = 40
	MaxTag        = 80     // runes, also a section's
	MaxNote       = 2000   // runes of a correction's note
	MaxPixels     = 30_000 // width or height of a picture
	MaxFiles      = 16     // of a picture: sizes times formats
	MaxMinutes    = 600    // read time
	MaxComments   = 100_000_000
	MaxLang       = 35 // bytes; RFC 5646 section 4.4.1
	MinYear       = 1600
	MaxYear       = 2200
	maxExcerptLen = 60 // runes of a bad value that an error repeats
)

// FieldError says which field of an article breaks a rule and what would keep it.
type FieldError struct {
	Field  string // the JSON name, with the place in a list: "related[3].url"
	Reason string // a sentence without its full stop: "is 412 characters, at most 300 are allowed"
}

func (e *FieldError) Error() string { return e.Field + " " + e.Reason }

// CheckText returns a *FieldError when s has more than limit runes.
func CheckText(field, s string, limit int) error {
	if len(s) <= limit { // no more runes than bytes
		return nil
	}
	if n := utf8.RuneCountInString(s); n > limit {
		return &FieldError{field, fmt.Sprintf("is %d characters, at most %d are allowed", n, limit)}
	}
	return nil
}

// Excerpt shortens a bad value so that an error can repeat it.
func Excerpt(s string) string {
	if utf8.RuneCountInString(s) <= maxExcerptLen {
		return s
	}
	return string([]rune(s)[:maxExcerptLen]) + "…"
}
