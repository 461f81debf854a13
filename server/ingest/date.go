package ingest

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"newsflash/widget"
)

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
