package widget

import (
	"fmt"
	"time"
)

// Date is a moment with the publisher's own zone, or a calendar day where the source gave no time. A day never gains
// a midnight: it is printed and stored as "2006-01-02".
type Date struct {
	Time time.Time
	Day  bool // only the calendar day of Time counts
}

// ParseDate reads RFC 3339 ("2025-11-08T09:00:00+05:00", seconds optional) or a bare day ("2025-11-08"). A time without
// a zone is refused: guessing one would move the story.
func ParseDate(s string) (Date, error) {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return checked(Date{Time: t, Day: true}, s)
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z0700"} {
		if t, err := time.Parse(layout, s); err == nil {
			return checked(Date{Time: t}, s)
		}
	}
	return Date{}, fmt.Errorf("%q is not a date: write it as 2025-11-08 or 2025-11-08T09:00:00+05:00", Excerpt(s))
}

func checked(d Date, s string) (Date, error) {
	if y := d.Time.Year(); y < MinYear || y > MaxYear {
		return Date{}, fmt.Errorf("%q is not a believable date: the year must be from %d to %d", Excerpt(s), MinYear, MaxYear)
	}
	return d, nil
}

// IsZero reports that there is no date.
func (d Date) IsZero() bool { return d.Time.IsZero() }

// String gives the machine form, for <time datetime> and storage; "" for no date.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Day:
		return d.Time.Format(time.DateOnly)
	default:
		return d.Time.Format(time.RFC3339)
	}
}

// MarshalText writes String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDate reads; empty text is no date.
func (d *Date) UnmarshalText(b []byte) (err error) {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(b))
	return err
}
