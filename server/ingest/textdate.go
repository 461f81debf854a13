package ingest

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"newsflash/widget"
)

var (
	datePrefix = regexp.MustCompile(`(?i)^(?:published|posted|updated|last updated|date|شائع|تاریخ|نشر|تاريخ) ?(?:on|at)?[:：]?\s+`)
	weekday    = regexp.MustCompile(`^[\p{L}\p{M}]{3,12}[,،.]\s+`)
	clock      = regexp.MustCompile(`(?i)[,،]?\s+(?:at |[-|–] ?)?\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?$`)
	monthFirst = regexp.MustCompile(`^([\p{L}\p{M}]{2,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$`)
	dayFirst   = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th|\.)? ([\p{L}\p{M}]{2,12}(?: [\p{L}\p{M}]{4,8})?)[.,،]?,? (\d{4})$`)
	slashed    = regexp.MustCompile(`^\d{1,2}[/.]\d{1,2}[/.]\d{4}$`)
)

var monthNames = func() map[string]time.Month {
	names := map[string]time.Month{}
	for i, line := range []string{
		"january,jan,جنوری,يناير,كانون الثاني", "february,feb,فروری,فبراير,شباط", "march,mar,مارچ,مارس,آذار",
		"april,apr,اپریل,أبريل,ابريل,نيسان", "may,مئی,مايو,أيار", "june,jun,جون,يونيو,حزيران", "july,jul,جولائی,يوليو,تموز",
		"august,aug,اگست,أغسطس,اغسطس,آب", "september,sept,sep,ستمبر,سبتمبر,أيلول", "october,oct,اکتوبر,أكتوبر,اكتوبر,تشرين الأول",
		"november,nov,نومبر,نوفمبر,تشرين الثاني", "december,dec,دسمبر,ديسمبر,كانون الأول",
	} {
		for name := range strings.SplitSeq(line, ",") {
			names[name] = time.Month(i + 1)
		}
	}
	return names
}()

// digits writes Arabic-Indic and Persian digits as ASCII.
var digits = strings.NewReplacer("٠", "0", "١", "1", "٢", "2", "٣", "3", "٤", "4", "٥", "5", "٦", "6", "٧", "7", "٨", "8", "٩", "9",
	"۰", "0", "۱", "1", "۲", "2", "۳", "3", "۴", "4", "۵", "5", "۶", "6", "۷", "7", "۸", "8", "۹", "9")

// parseTextDate reads a date as pages print it, with the month's name in English, Urdu or Arabic. A clock time behind it is
// left out, for no zone is printed with it. Dates of numbers alone are not read: 8/11 is a day in August or in November.
func parseTextDate(s string) (widget.Date, bool) {
	if len(s) > 120 {
		return widget.Date{}, false
	}
	s = digits.Replace(strings.Join(strings.Fields(s), " "))
	s = datePrefix.ReplaceAllString(s, "")
	if date, err := widget.ParseDate(s); err == nil {
		return date, true
	}
	s = clock.ReplaceAllString(s, "")
	for _, text := range []string{s, weekday.ReplaceAllString(s, "")} {
		if m := monthFirst.FindStringSubmatch(text); m != nil {
			return makeDay(m[3], m[1], m[2])
		}
		if m := dayFirst.FindStringSubmatch(text); m != nil {
			return makeDay(m[3], m[2], m[1])
		}
	}
	return widget.Date{}, false
}

func makeDay(year, month, day string) (widget.Date, bool) {
	m, ok := monthNames[strings.ToLower(month)]
	if !ok {
		return widget.Date{}, false
	}
	date, err := widget.ParseDate(fmt.Sprintf("%s-%02d-%02s", year, int(m), day)) // knows how long months are
	return date, err == nil
}
