package ingest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"newsflash/widget"
)

// months are the names of the months as pages print them, in Latin, Cyrillic and other alphabets; Urdu and Arabic ones are monthNames.
var months = func() map[string]int {
	names := map[string]int{}
	for i, line := range []string{
		"january jan januar jänner jän janvier janv enero ene janeiro gennaio gen januari ianuarie ocak stycznia styczeń sty января янв січня ledna leden januára január ιανουαρίου tammikuuta जनवरी",
		"february feb februar février févr fevrier fév febrero fevereiro fev febbraio februari februarie şubat lutego luty lut февраля фев лютого února únor február φεβρουαρίου helmikuuta फरवरी फ़रवरी",
		"march mar märz mrz maerz mars marzo março marco maart mrt martie mart marca marzec марта мар березня března březen március μαρτίου maaliskuuta मार्च",
		"april apr avril avr abril abr aprile aprilie nisan kwietnia kwiecień kwi апреля апр квітня dubna duben április απριλίου huhtikuuta अप्रैल",
		"may mai mayo maio maggio mag mei maj mayıs maja мая май травня května květen május μαΐου μαίου toukokuuta मई",
		"june jun juni juin junio junho giugno giu iunie haziran czerwca czerwiec cze июня июн червня června červen június ιουνίου kesäkuuta जून",
		"july jul juli juillet juil julio julho luglio lug iulie temmuz lipca lipiec lip июля июл липня července červenec július ιουλίου heinäkuuta जुलाई",
		"august aug août aout agosto ago augustus augusti ağustos sierpnia sierpień sie августа авг серпня srpna srpen augusztus αυγούστου elokuuta अगस्त",
		"september sept sep septembre septiembre setiembre setembro set settembre septembrie eylül września wrzesień wrz сентября сен сент вересня září szeptember σεπτεμβρίου syyskuuta सितंबर सितम्बर",
		"october oct oktober okt octobre octubre outubro out ottobre ott octombrie ekim października październik paź октября окт жовтня října říjen október οκτωβρίου lokakuuta अक्टूबर",
		"november nov novembre noviembre novembro noiembrie kasım listopada listopad lis ноября ноя нояб листопада listopadu november νοεμβρίου marraskuuta नवंबर नवम्बर",
		"december dec dezember dez décembre déc decembre diciembre dic dezembro dicembre decembrie aralık grudnia grudzień gru декабря дек грудня prosince prosinec δεκεμβρίου joulukuuta दिसंबर दिसम्बर",
	} {
		for name := range strings.FieldsSeq(line) {
			names[name] = i + 1
		}
	}
	for name, month := range monthNames {
		names[name] = int(month)
	}
	return names
}()

// Dates as they stand in a line of text.
var (
	shownForms = []struct {
		form             *regexp.Regexp
		year, month, day int // groups
	}{
		{regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日`), 1, 2, 3},
		{regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d\d)\s*년\s*(\d{1,2})\s*월\s*(\d{1,2})\s*일`), 1, 2, 3},
		{regexp.MustCompile(`(?:^|[^\d/.-])((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[^\d/-])`), 1, 2, 3},
		{regexp.MustCompile(`(?:^|[^\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?:$|[^\d])`), 3, 2, 1},
		{regexp.MustCompile(`(?:^|[^\d.])(\d\d?)\.(\d\d?)\.([012]\d)(?:$|[^\d.])`), 3, 2, 1},
		{regexp.MustCompile(`(?:^|[^\d])(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?[\s/-]+(?:de |d’|d'|of |di )?([\p{L}\p{M}]{3,14})\.?,?،?[\s/-]+(?:de |del |of )?((?:19|20)\d\d)(?:$|[^\d])`), 3, 2, 1},
		{regexp.MustCompile(`(?:^|[^\p{L}])([\p{L}\p{M}]{3,14})\.?[\s/]+(\d{1,2})(?:st|nd|rd|th)?,?[\s/]+(?:at \d{1,2}:\d\d\s?[ap]\.?m\.?,? )?((?:19|20)\d\d)(?:$|[^\d])`), 3, 1, 2},
	}
	slashedForm = regexp.MustCompile(`(?:^|[^\d/])(\d{1,2})[/-](\d{1,2})[/-]((?:19|20)\d\d)(?:$|[^\d/])`)
	clockZone   = regexp.MustCompile(`(\d{1,2})[:.h](\d{2})(?::(\d{2}))?\s*([ap]\.?m\.?)?\s*\(?(GMT|UTC|Z|[+-]\d\d:?\d\d)\b`)
	urlDate     = regexp.MustCompile(`/((?:19|20)[0-4]\d)(?:/|-)?(?:(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])|/(\d)/(\d\d?))(?:[/_.-]|$)`)
	urlNameDate = regexp.MustCompile(`[/_-]((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:[/_.-]|$)`)
	epochText   = regexp.MustCompile(`^1\d{9}(?:\d{3})?$`)
)

const (
	minDigits    = 5    // of a date
	maxShownDate = 160  // bytes of a line that is searched for a date
	firstWebYear = 1994 // no address is older
)

// findDate finds the first date in a line of text. A time of day counts only with a zone that is no matter of opinion.
func findDate(text string) (date widget.Date, found bool) {
	if !hasDigits(text, minDigits) {
		return widget.Date{}, false
	}
	text = digits.Replace(strings.Join(strings.Fields(startBytes(text, maxShownDate)), " "))
	if epochText.MatchString(text) {
		return epoch(text)
	}
	for _, f := range shownForms {
		for _, m := range f.form.FindAllStringSubmatch(text, 4) {
			if date, found = dayOf(m[f.year], m[f.month], m[f.day]); found {
				return withClock(date, text), true
			}
		}
	}
	if m := slashedForm.FindStringSubmatch(text); m != nil {
		first, _ := strconv.Atoi(m[1])
		second, _ := strconv.Atoi(m[2])
		switch { // 8/11 is a day in August or in November: only what can be read in one way is
		case first > 12 || first == second:
			date, found = dayOf(m[3], m[2], m[1])
		case second > 12:
			date, found = dayOf(m[3], m[1], m[2])
		}
		return withClock(date, text), found
	}
	if date, found = parseTextDate(text); found {
		return date, true
	}
	return widget.Date{}, false
}

// hasDigits reports that there are at least n digits of any script in a text: a day and a year have five.
func hasDigits(text string, n int) bool {
	for _, r := range text {
		if r >= '0' && r <= '9' || r >= 0x660 && unicode.IsDigit(r) {
			if n--; n == 0 {
				return true
			}
		}
	}
	return false
}

func dayOf(year, month, day string) (widget.Date, bool) {
	m, err := strconv.Atoi(month)
	if err != nil {
		m = months[strings.ToLower(month)]
	}
	if len(year) == 2 {
		year = "20" + year
	}
	date, err := widget.ParseDate(fmt.Sprintf("%s-%02d-%02s", year, m, day)) // knows how long months are
	return date, err == nil
}

func withClock(day widget.Date, text string) widget.Date {
	m := clockZone.FindStringSubmatch(text)
	if m == nil || day.IsZero() {
		return day
	}
	hour, _ := strconv.Atoi(m[1])
	if half := strings.ToLower(m[4]); half != "" && hour <= 12 {
		hour %= 12
		if half[0] == 'p' {
			hour += 12
		}
	}
	zone := m[5]
	if zone == "GMT" || zone == "UTC" {
		zone = "Z"
	}
	full, err := widget.ParseDate(fmt.Sprintf("%sT%02d:%s:00%s", day, hour, m[2], zone))
	if err != nil {
		return day
	}
	return full
}

// epoch reads seconds or milliseconds since 1970.
func epoch(text string) (widget.Date, bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return widget.Date{}, false
	}
	if len(text) > 10 {
		n /= 1000
	}
	return widget.Date{Time: time.Unix(n, 0).UTC()}, true
}

// dateOfURL reads the day that many sites write into a story's address.
func dateOfURL(address string) (widget.Date, bool) {
	for _, form := range []*regexp.Regexp{urlDate, urlNameDate} {
		if m := form.FindStringSubmatch(address); m != nil {
			if len(m) > 4 && m[2] == "" {
				m[2], m[3] = m[4], m[5]
			}
			if date, ok := dayOf(m[1], m[2], m[3]); ok && date.Time.Year() >= firstWebYear {
				return date, true
			}
		}
	}
	return widget.Date{}, false
}
