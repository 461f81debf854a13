package locale

import (
	"strconv"
	"strings"
	"time"
	"unicode"
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

// number writes n, which is not negative, with the language's grouping and digits.
func (s Strings) number(n int) string {
	digits := strconv.Itoa(n)
	if n < s.ungroup {
		return s.localDigits(digits)
	}
	group, size := s.group, 3
	if s.zero == zeros["arab"] || s.zero == zeros["arabext"] {
		group = "٬" // theirs in every language
	}
	for i := len(digits) - size; i > 0; i -= size {
		digits = digits[:i] + group + digits[i:]
		if s.lakh {
			size = 2
		}
	}
	return s.localDigits(digits)
}

// localDigits writes a text's Latin digits as the language's.
func (s Strings) localDigits(text string) string {
	if s.zero == 0 {
		return text
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return s.zero + r - '0'
		}
		return r
	}, text)
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
	return s.localDigits(b.String())
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
	list := s.isolated(kept[0])
	for i, name := range kept[1:] {
		between := s.comma
		switch {
		case i < len(kept)-2:
		case i > 0 && s.andLast != "":
			between = s.andLast
		default:
			between = s.before(name)
		}
		list += between + s.isolated(name)
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

// isolated keeps a name that runs, in part or whole, against the language's direction from reordering its neighbours:
// "ليلى, سامي" in an English byline would be read from the right, the second author first. The isolates of Unicode's
// bidirectional algorithm (UAX #9, section 2.7) do so in plain text too, where no element can.
func (s Strings) isolated(name string) string {
	if !strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) && rightToLeft(r) != (s.Dir == "rtl") }) {
		return name
	}
	return "\u2068" + name + "\u2069"
}

// rightToLeft is true in the blocks that Unicode keeps for scripts that run from right to left (DerivedBidiClass.txt).
func rightToLeft(r rune) bool {
	return r >= 0x590 && r < 0x900 || r >= 0xfb1d && r < 0xfe00 || r >= 0xfe70 && r < 0xff00 ||
		r >= 0x10800 && r < 0x11000 || r >= 0x1e800 && r < 0x1f000
}
