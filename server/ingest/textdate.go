package ingest

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"newsflash/widget"
)

var (
	datePrefix = regexp.MustCompile(`(?i)^(?:published|posted|updated|last updated|date|veröffentlicht|publié|publicado|شائع|تاریخ|نشر|تاريخ) ?(?:on|at|am|le|el)?[:：]?\s+`)
	weekday    = regexp.MustCompile(`^[\p{L}\p{M}-]{2,14}[,،.]\s*`)
	numeric    = regexp.MustCompile(`^(\d{1,4})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{1,4})\.?$`)
	ideograms  = regexp.MustCompile(`^(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日号號일]?`)
	dateParts  = regexp.MustCompile(`\d+|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)?`)
	slashed    = regexp.MustCompile(`^\d{1,2}[/.]\d{1,2}[/.]\d{4}$`)
)

// digits writes Arabic-Indic, Persian, Devanagari, Bengali and full-width digits as ASCII.
var digits = func() *strings.Replacer {
	var pairs []string
	for _, zero := range []rune{'٠', '۰', '०', '০', '０'} {
		for i := range 10 {
			pairs = append(pairs, string(zero+rune(i)), string(rune('0'+i)))
		}
	}
	return strings.NewReplacer(pairs...)
}()

// parseTextDate reads a date as pages print it, with the month's name (see monthNames). A clock time with it is left out, for no
// zone is printed with it. Dates of numbers alone are not read, but 2025-11-08: 8/11 is a day in August or in November.
func parseTextDate(s string) (widget.Date, bool) {
	if len(s) > maxDate {
		return widget.Date{}, false
	}
	s = datePrefix.ReplaceAllString(digits.Replace(oneLine(s)), "")
	if date, err := widget.ParseDate(s); err == nil {
		return date, true
	}
	rest, _, ok := takeClock(s)
	rest = strings.Trim(rest, " ,،|–-")
	if !ok || numeric.MatchString(rest) {
		return widget.Date{}, false
	}
	day, _ := readDay(Input{}, rest)
	date, wrong := plausible(widget.Date{Time: day, Day: true}, s)
	return date, !day.IsZero() && wrong == ""
}

// readDay reads a date without its time. The time is zero when there is none, and the warning says why.
func readDay(in Input, s string) (day time.Time, warning string) {
	s = strings.Trim(s, " ,،|–-;/·•")
	if day, _ = wordDay(s); !day.IsZero() { // before the weekday goes: "Nov." looks like one
		return day, ""
	}
	s = strings.TrimSpace(weekday.ReplaceAllString(s, ""))
	if m := ideograms.FindStringSubmatch(s); m != nil {
		return makeDay(s, atoi(m[1]), atoi(m[2]), atoi(m[3]))
	}
	bare := s
	if word, rest, ok := strings.Cut(s, " "); ok && besideDates[strings.ToLower(word)] {
		bare = strings.TrimSpace(rest)
	}
	if m := numeric.FindStringSubmatch(bare); m != nil {
		return numericDay(in, bare, m[1:])
	}
	return wordDay(s)
}

func noDate(s string) (time.Time, string) {
	return time.Time{}, fmt.Sprintf("%q is no date that can be read:", widget.Excerpt(s))
}

// numericDay reads three numbers. Which is the month only the order of the source's region tells, unless one is above 12.
func numericDay(in Input, s string, parts []string) (time.Time, string) {
	a, b, c := atoi(parts[0]), atoi(parts[1]), atoi(parts[2])
	if len(parts[0]) == 4 && len(parts[2]) <= 2 {
		return makeDay(s, a, b, c)
	}
	if len(parts[0]) > 2 || len(parts[2]) != 2 && len(parts[2]) != 4 {
		return noDate(s)
	}
	year := fullYear(parts[2])
	order := orderOf(in.Lang)
	switch {
	case len(parts[2]) == 2 && order == unknownOrder: // even the year could be the first
		return time.Time{}, fmt.Sprintf("%q does not say which number is which: give the source's language with its country, or", widget.Excerpt(s))
	case a > 12 || a == b:
		return makeDay(s, year, b, a)
	case b > 12:
		return makeDay(s, year, a, b)
	case order == dayFirst:
		return makeDay(s, year, b, a)
	case order == monthFirst:
		return makeDay(s, year, a, b)
	}
	return time.Time{}, fmt.Sprintf("%q does not say which number is the month, and no country is known that would: give the source's language with its country, or", widget.Excerpt(s))
}

// fullYear completes a year of two digits as RFC 5322 (4.3) does.
func fullYear(s string) int {
	year := atoi(s)
	switch {
	case len(s) != 2:
		return year
	case year < 50:
		return 2000 + year
	}
	return 1900 + year
}

// wordDay reads a date with the month's name: "8 November 2025", "November 8th, 2025", "2025 Nov 8", "8-Nov-25". All its words
// must be known, so that a sentence with a date in it is none.
func wordDay(s string) (time.Time, string) {
	var numbers []string
	month := time.Month(0)
	parts := dateParts.FindAllString(strings.ToLower(s), -1)
	for i := 0; i < len(parts); i++ {
		part := parts[i]
		if part[0] >= '0' && part[0] <= '9' {
			numbers = append(numbers, part)
			continue
		}
		m, ok := monthNames[part]
		if i+1 < len(parts) {
			if pair, both := monthNames[part+" "+parts[i+1]]; both {
				m, ok = pair, true
				i++
			}
		}
		switch {
		case ok && month == 0:
			month = m
		case ok && month != m || !ok && !besideDates[part]:
			return noDate(s)
		}
	}
	if month == 0 || len(numbers) != 2 {
		return noDate(s)
	}
	day, year := numbers[0], numbers[1]
	if len(day) == 4 {
		day, year = year, day
	}
	if len(day) > 2 || len(year) != 4 && len(year) != 2 {
		return noDate(s)
	}
	return makeDay(s, fullYear(year), int(month), atoi(day))
}

// makeDay knows how long months are.
func makeDay(s string, year, month, day int) (time.Time, string) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < 1 || month < 1 || month > 12 || t.Day() != day || t.Month() != time.Month(month) {
		return noDate(s)
	}
	return t, ""
}
