package locale

import (
	"strconv"
	"strings"
	"time"
)

// ReadTime is the label for a number of minutes, "3 min read"; "" for less than one.
func (s Strings) ReadTime(minutes int) string {
	if minutes < 1 {
		return ""
	}
	return s.count(s.readTime, minutes)
}

// CommentCount is the text of the link to the comments. A negative count means that nobody has counted.
func (s Strings) CommentCount(n int) string {
	if n < 0 {
		return s.Comments
	}
	return s.count(s.comments, n)
}

func (s Strings) count(f forms, n int) string {
	return strings.ReplaceAll(f.pick(s.Lang, n), "#", s.number(n))
}

// number writes n, which is not negative, with the language's grouping.
func (s Strings) number(n int) string {
	digits := strconv.Itoa(n)
	if n < s.ungroup {
		return digits
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + s.group + digits[i:]
	}
	return digits
}

// Date is the calendar day of t in t's own zone, as a newspaper in the language prints it; "" for the zero time.
func (s Strings) Date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	year, month, day := t.Date()
	var b strings.Builder
	for _, r := range s.date {
		switch {
		case r == 'D' && day == 1 && s.firstDay != "":
			b.WriteString(s.firstDay)
		case r == 'D':
			b.WriteString(strconv.Itoa(day))
		case r == 'M':
			b.WriteString(s.months[month-1])
		case r == 'Y':
			b.WriteString(strconv.Itoa(year))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Byline is the line of the authors' names, "By A, B and C"; "" when no name is left without its blanks.
func (s Strings) Byline(names []string) string {
	kept := make([]string, 0, len(names))
	for _, name := range names {
		if name = strings.TrimSpace(name); name != "" {
			kept = append(kept, name)
		}
	}
	if len(kept) == 0 {
		return ""
	}
	list := kept[0]
	for i, name := range kept[1:] {
		between := s.comma
		if i == len(kept)-2 {
			between = s.before(name)
		}
		list += between + name
	}
	return strings.Replace(s.By, "%s", list, 1)
}

// before is "and" as it sounds before a name. Spanish "y" becomes "e" before an i; the Hebrew "and" is written onto a
// Hebrew word and hyphenated before any other: ICU's ListFormatter has the same two exceptions.
func (s Strings) before(name string) string {
	switch s.Lang {
	case "es":
		n := strings.ToLower(name)
		for _, i := range []string{"i", "í", "hi", "hí"} {
			if strings.HasPrefix(n, i) && !strings.HasPrefix(n, "hia") && !strings.HasPrefix(n, "hie") {
				return " e "
			}
		}
	case "he":
		if r := []rune(name)[0]; r < 'א' || r > 'ת' {
			return s.and + "-"
		}
	}
	return s.and
}
