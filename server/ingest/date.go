package ingest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"newsflash/widget"
)

// maxDate is the length in bytes from which a text is no date.
const maxDate = 120

var (
	spacedTime = regexp.MustCompile(`^(\d{4}-\d\d-\d\d)[ Tt](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?) ?([+-]\d\d:?\d\d|[Zz]|UTC|GMT)?$`)
	// errors name both forms that are accepted
	noZone = "%q has no time zone, and a guessed one would move the story: write it as %sT09:00:00+05:00 or as %[2]s"
)

// parseDate reads the machine dates that editors and their systems write: RFC 3339, also with spaces as YAML has them, or a
// bare day, which stays a day. For a time without a zone it returns the day alone, together with the error.
func parseDate(s string) (widget.Date, error) {
	s = strings.TrimSpace(s)
	m := spacedTime.FindStringSubmatch(s)
	if m == nil {
		return widget.ParseDate(s)
	}
	if m[3] != "" {
		zone := strings.NewReplacer("UTC", "Z", "GMT", "Z", "z", "Z").Replace(m[3])
		return widget.ParseDate(m[1] + "T" + m[2] + zone)
	}
	day, err := widget.ParseDate(m[1])
	if err != nil {
		return widget.Date{}, err
	}
	return day, fmt.Errorf(noZone, widget.Excerpt(s), day.Time.Format(time.DateOnly))
}

var (
	compact   = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(?:\.\d{1,9})?(Z|[+-]\d{4})?$`)
	epochTime = regexp.MustCompile(`^1\d{9}(?:\d{3})?$`) // until 2033
	isoSplit  = regexp.MustCompile(`^(\d{4}-\d{1,2}-\d{1,2})[Tt]`)
	clockTime = regexp.MustCompile(`(?i)(?:^|[^\d:.])(\d{1,2})[:h](\d{2})(?::(\d{1,2}))?(?:[.,]\d{1,9})?(?:\s*([ap])\.?\s?m\b\.?)?|(?:^|[^\d:.])(\d{1,2})\s*([ap])\.?m\b\.?`)
	offset    = regexp.MustCompile(`(?i)^[:\s]*(?:(?:GMT|UTC|UT)\s*)?([+-]{1,2})(\d{1,2}):?(\d{2})?(?::\d\d)?(?:[^\d]|$)`)
	lastZone  = regexp.MustCompile(`\s[+-]\d{4}$`)
	zoneWord  = regexp.MustCompile(`^\s*\(?([A-Za-z]{1,5})\b\)?`)
	hours     = regexp.MustCompile(`(?i)^\s*(?:uhr|hrs|hours)\b\.?`)
	bracketed = regexp.MustCompile(`\s*[(\[][^()\[\]]{0,60}[)\]]\s*$`)
)

// readDate reads a date as feeds, pages and interfaces write them: RFC 822, 850 and 3339 with their common mistakes, dates in
// words in two dozen languages, numbers. What is not said is not made up:
//
//   - A date without a time is a day. A weekday is not looked at, for it is often wrong.
//   - A time without a zone is in in.Zone; where that is nil, only its day is taken, with a warning. The same holds for a zone
//     that is not known or means several, where neither in.Zone nor the region of in.Lang tells which (see zones).
//   - 08/11/2025 is read in the order of in.Lang's region, or not at all; 25/11/2025 can be read by anyone.
//   - For what is no date at all the date is zero, and the warning says so.
//
// The warning is a sentence without its full stop, "" for none.
func readDate(in Input, text string) (widget.Date, string) {
	s := digits.Replace(oneLine(text))
	if s == "" {
		return widget.Date{}, ""
	}
	if len(s) > maxDate {
		return widget.Date{}, fmt.Sprintf("%q is longer than a date; it is left out", widget.Excerpt(s))
	}
	if date, err := widget.ParseDate(s); err == nil { // most are so, and it is fast
		return date, ""
	}
	s = datePrefix.ReplaceAllString(s, "")
	if epochTime.MatchString(s) {
		n, _ := strconv.ParseInt(s[:10], 10, 64) // ten digits
		return plausible(widget.Date{Time: time.Unix(n, 0).UTC()}, s)
	}
	if m := compact.FindStringSubmatch(s); m != nil {
		s = m[1] + "-" + m[2] + "-" + m[3]
		if m[4] != "" {
			s += " " + m[4] + ":" + m[5] + ":" + (m[6] + "00")[:2] + m[7]
		}
	}
	rest, clock, ok := takeClock(isoSplit.ReplaceAllString(s, "$1 "))
	day, warning := readDay(in, rest)
	if word, behind, found := strings.Cut(strings.TrimSpace(rest), " "); day.IsZero() && found && !strings.ContainsAny(word, "0123456789") {
		if d, w := readDay(in, behind); !d.IsZero() { // a weekday in a language that we do not know
			day, warning = d, w
		}
	}
	if day.IsZero() || !ok {
		if warning == "" {
			warning = fmt.Sprintf("%q is no time of a day:", widget.Excerpt(s))
		}
		return widget.Date{}, warning + " write it as 2025-11-08 or 2025-11-08T09:00:00+05:00"
	}
	if !clock.said {
		return plausible(widget.Date{Time: day, Day: true}, s)
	}
	return clock.on(in, day, s)
}

// plausible drops what is outside the years that articles can have.
func plausible(d widget.Date, s string) (widget.Date, string) {
	if y := d.Time.Year(); y < widget.MinYear || y > widget.MaxYear {
		return widget.Date{}, fmt.Sprintf("%q is not a believable date; it is left out", widget.Excerpt(s))
	}
	return d, ""
}

// clock is a time of a day with its zone.
type clock struct {
	said                 bool
	hour, minute, second int
	zone                 *time.Location // from a number
	name                 string         // of the zone, "" for none
}

// takeClock takes the time with its zone out of a date; ok is false when it is none.
func takeClock(s string) (rest string, c clock, ok bool) {
	aside := ""
	for m := bracketed.FindString(s); m != "" && len(m) < len(s); m = bracketed.FindString(s) {
		aside, s = strings.Trim(m, " ()[]"), s[:len(s)-len(m)]
	}
	at := clockTime.FindStringSubmatchIndex(s)
	if at == nil {
		return lastZone.ReplaceAllString(s, ""), c, true
	}
	part := func(i int) string {
		if at[2*i] < 0 {
			return ""
		}
		return s[at[2*i]:at[2*i+1]]
	}
	c.said = true
	half := strings.ToLower(part(4) + part(6))
	c.hour, c.minute, c.second = atoi(part(1)+part(5)), atoi(part(2)), atoi(part(3))
	ok = c.set(half)
	before, after := s[:at[0]], s[at[1]:]
	if start := max(at[2], at[10]); start > at[0] { // the character before the hour
		before = s[:start]
	}
	after = c.takeZone(after)
	if m := lastZone.FindString(before + after); m != "" && c.zone == nil && c.name == "" {
		after = strings.TrimSuffix(after, m)
		c.takeZone(m)
	}
	if c.zone == nil && c.name == "" && isZone(aside) {
		c.name = aside
	}
	return before + " " + after, c, ok
}

// set applies "am" and "pm", and reports whether there is such a time. 24:00 is the day's end, a leap second the one before.
func (c *clock) set(half string) bool {
	if half != "" {
		if c.hour < 1 || c.hour > 12 {
			return false
		}
		c.hour %= 12
		if half == "p" {
			c.hour += 12
		}
	}
	if c.second == 60 {
		c.second = 59
	}
	return (c.hour < 24 || c.hour == 24 && c.minute == 0 && c.second == 0) && c.minute < 60 && c.second < 60
}

// takeZone takes the zone off the start of what follows a time. Of an offset and a name, the offset counts.
func (c *clock) takeZone(s string) string {
	s = hours.ReplaceAllString(s, "")
	if m := offset.FindStringSubmatchIndex(s); m != nil {
		hour, minutes := atoi(s[m[4]:m[5]]), 0
		end := m[5]
		if m[6] >= 0 {
			minutes, end = atoi(s[m[6]:m[7]]), m[7]
		}
		if hour <= 14 && minutes < 60 {
			seconds := (hour*60 + minutes) * 60
			if strings.HasSuffix(s[m[2]:m[3]], "-") {
				seconds = -seconds
			}
			c.zone = time.FixedZone("", seconds)
			if seconds == 0 {
				c.zone = time.UTC
			}
		} else {
			c.name = strings.TrimSpace(s[m[2]:end])
		}
		s = strings.TrimPrefix(s[end:], ":00")
	}
	if m := zoneWord.FindStringSubmatchIndex(s); m != nil {
		word := s[m[2]:m[3]]
		_, month := monthNames[strings.ToLower(word)]
		if isZone(word) || word == strings.ToUpper(word) && !month && (len(word) == 1 || !besideDates[strings.ToLower(word)]) {
			if c.zone == nil && c.name == "" {
				c.name = word
			}
			s = s[m[1]:]
		}
	}
	return s
}

// on gives the moment of a time on a day.
func (c clock) on(in Input, day time.Time, s string) (widget.Date, string) {
	local := time.Date(day.Year(), day.Month(), day.Day(), c.hour, c.minute, c.second, 0, time.UTC)
	zone, warning := c.zone, ""
	switch {
	case zone != nil:
	case c.name != "":
		if zone = zoneOf(in, c.name, local); zone == nil {
			warning = fmt.Sprintf("%q has the time zone %q, which is not known or can be several; only its day is taken", widget.Excerpt(s), c.name)
		}
	case in.Zone != nil:
		zone = in.Zone
	default:
		warning = fmt.Sprintf("%q has no time zone, and a guessed one would move the story; only its day is taken: give the source's zone", widget.Excerpt(s))
	}
	if zone == nil {
		date, unbelievable := plausible(widget.Date{Time: day, Day: true}, s)
		if unbelievable != "" {
			warning = unbelievable
		}
		return date, warning
	}
	return plausible(widget.Date{Time: time.Date(day.Year(), day.Month(), day.Day(), c.hour, c.minute, c.second, 0, zone)}, s)
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // a few digits, or "" for 0
	return n
}
