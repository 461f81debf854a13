// Package locale holds the words that a card says itself, and how each of its languages writes dates, counts and bylines.
//
// It is compiled into WebAssembly, so it is a small table instead of golang.org/x/text. Month names, date order, plural
// categories, digit grouping and list patterns are those of Unicode CLDR 48 (https://cldr.unicode.org); where newspapers
// write otherwise, a comment says so. Digits are Latin and days are Gregorian in every language.
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

	readTime forms
	comments forms
	date     string // D, M and Y stand for the day, the month's name and the year
	firstDay string // for D on the first of a month; empty: "1"
	months   []string
	comma    string // between names
	and      string // before the last name
	group    string // between groups of three digits
	ungroup  int    // numbers below stay whole
}

// For finds the words for a BCP 47 tag in any case, also with underscores. An unknown language gets English: compare Lang
// to see it. Script and region choose the spelling, the date order and the list's details where they differ.
func For(tag string) Strings {
	subtags := strings.FieldsFunc(strings.ToLower(tag), func(r rune) bool { return r == '-' || r == '_' })
	if len(subtags) == 0 {
		return english
	}
	language := subtags[0]
	if language == "iw" { // Hebrew until 1989; some systems still say it
		language = hebrew.Lang
	}
	for _, s := range all {
		if s.Lang == language {
			script, region := scriptAndRegion(subtags[1:])
			return inRegion(*s, script, region)
		}
	}
	return english
}

// scriptAndRegion picks both out of a tag's further subtags by their shape (RFC 5646, section 2.1), before any extension.
func scriptAndRegion(subtags []string) (script, region string) {
	for _, s := range subtags {
		switch len(s) {
		case 1:
			return script, region
		case 2:
			region = s
		case 4:
			if s[0] > '9' { // a digit starts a variant, such as 1996
				script = s
			}
		}
	}
	return script, region
}

// inRegion makes the changes that readers of a region would miss.
func inRegion(s Strings, script, region string) Strings {
	switch s.Lang {
	case "en":
		// Exactly the regions of CLDR that write the month first. Plain "en" does not: most of the world does not either.
		if region != "" && strings.Contains("as bi ca gu mh mp ph pr um us vi", region) {
			s.date = "M D, Y"
		}
	case "de":
		if region == "at" {
			s.months = append([]string{"Jänner"}, s.months[1:]...)
		}
	case "pt":
		if region != "" && region != "br" {
			s.firstDay = ""
		}
	case "zh":
		if script == "hant" || script == "" && (region == "tw" || region == "hk" || region == "mo") {
			return traditional
		}
	}
	return s
}
