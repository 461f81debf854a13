// Package locale holds the words that a card says itself, and how each of its languages writes dates, counts and bylines.
//
// It is compiled into WebAssembly, so it is a small table instead of golang.org/x/text. Month names, date order, plural
// categories, digits, their grouping and list patterns are those of Unicode CLDR 48 (https://cldr.unicode.org); where
// newspapers write otherwise, a comment says so. Days are Gregorian in every language, also where CLDR prefers another
// calendar. What machines read, such as a time element's datetime, does not come from here and stays in Latin digits.
package locale

import "strings"

// Strings are the card's own words in one language. No field is empty. A field with "%s" holds it exactly once.
type Strings struct {
	Lang string // the language alone: "zh", also for "zh-Hant-TW"
	Dir  string // "ltr" or "rtl"

	ReadHere   string // button: opens the story in the card
	Close      string // button
	Related    string // heading
	AlsoSee    string // heading
	By         string // "By %s": all names of the byline
	Updated    string // stands before a date
	Correction string // heading
	Withdrawn  string // a sentence
	Comments   string // link, when nobody has counted
	ReadAt     string // "Read at %s": a site
	TextSize   string // names the group of the two next
	Smaller    string // button
	Larger     string // button
	UpdatedAt  string // "Updated at %s": a time of the day
	Show       string // button: the update
	Display    string // button: opens the settings below
	Appearance string // names the group of the three next
	Automatic  string // button
	Light      string // button
	Dark       string // button
	Measure    string // names the group of the two next
	Shorter    string // button
	Longer     string // button
	Listen     string // button
	Pause      string // button: of listening
	Resume     string // button: goes on with listening
	Share      string // button
	Copied     string // says that the story's address can be pasted
	Find       string // button, and the field's label
	Previous   string // button: of what was found
	Next       string // button
	Back       string // button: to the story before
	Enlarge    string // button

	readTime forms
	comments forms
	date     string // D, M and Y stand for the day, the month's name and the year
	firstDay string // for D on the first of a month; empty: "1"
	months   []string
	comma    string // between names
	and      string // before the last name
	andLast  string // before the last of three names or more; empty: and
	group    string // between groups of three Latin digits
	lakh     bool   // only the last group has three digits, all others two
	ungroup  int    // numbers below stay whole
	zero     rune   // the digit nought, which nine others follow; 0: Latin digits
}

// For finds the words for a BCP 47 tag in any case, also with underscores. An unknown language gets English: compare Lang
// to see it. Script and region choose the spelling, the date order, the digits and the grouping where they differ; an
// extension such as "-u-nu-latn" chooses the digits whatever the region.
func For(tag string) Strings {
	subtags := strings.FieldsFunc(strings.ToLower(tag), func(r rune) bool { return r == '-' || r == '_' })
	if len(subtags) == 0 {
		return english
	}
	language := subtags[0]
	script, region := scriptAndRegion(subtags[1:])
	switch {
	case language == "iw": // Hebrew until 1989; some systems still say it
		language = hebrew.Lang
	case language == hindi.Lang && script == "latn": // CLDR's parent of Hindi in Latin letters
		language, region = english.Lang, "in"
	}
	found := english
	for _, s := range all {
		if s.Lang == language {
			found = inRegion(*s, script, region)
		}
	}
	if zero, chosen := zeros[numbering(subtags[1:])]; chosen {
		found.zero = zero
	}
	return found
}
