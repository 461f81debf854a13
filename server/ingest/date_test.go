package ingest

import (
	"strings"
	"testing"
	"time"

	"newsflash/widget"
)

func TestDatesThatSayWhatTheyMean(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		// RFC 822 and 5322, and what feeds make of them
		"Sat, 08 Nov 2025 09:00:00 +0500":         "2025-11-08T09:00:00+05:00",
		"Sat, 8 Nov 2025 09:00 +0500":             "2025-11-08T09:00:00+05:00",
		"08 Nov 25 09:00 GMT":                     "2025-11-08T09:00:00Z",
		"08 Nov 99 09:00 UT":                      "1999-11-08T09:00:00Z",
		"Fri, 08 Nov 2025 09:00:00 Z":             "2025-11-08T09:00:00Z", // a wrong weekday
		"Samedi, 08 Nov 2025 09:00:00 GMT":        "2025-11-08T09:00:00Z",
		"Sat 08 Nov 2025 09:00:00 GMT":            "2025-11-08T09:00:00Z",
		"sat,08 nov 2025 09:00:00 gmt":            "2025-11-08T09:00:00Z",
		"Saturday, 08-Nov-25 09:00:00 UTC":        "2025-11-08T09:00:00Z",
		"Sat Nov  8 09:00:00 2025 +0000":          "2025-11-08T09:00:00Z",
		"Sat Nov 8 09:00:00 PST 2025":             "2025-11-08T09:00:00-08:00",
		"Sat Nov 08 2025 09:00:00 GMT-0700 (MST)": "2025-11-08T09:00:00-07:00",
		"Sat, 08 Nov 2025 09:00:00 GMT+05:30":     "2025-11-08T09:00:00+05:30",
		"Sat, 08 Nov 2025 09:00:00 +0100 CET":     "2025-11-08T09:00:00+01:00",
		"Sat, 08 Nov 2025 09:00:00 --0700":        "2025-11-08T09:00:00-07:00",
		"Sat, 08 Nov 2025 09:00:00 -07":           "2025-11-08T09:00:00-07:00",
		"Sat, 08 Nov 2025 24:00:00 GMT":           "2025-11-09T00:00:00Z",
		"Sat, 08 Nov 2025 23:59:60 GMT":           "2025-11-08T23:59:59Z",
		"Sat, 08 Nov 2025 9:05:00 PM EST":         "2025-11-08T21:05:00-05:00",
		"Sat, 08 Nov 2025 12:05 a.m. EST":         "2025-11-08T00:05:00-05:00",
		// RFC 3339 and ISO 8601
		"2025-11-08T09:00:00+05:00":               "2025-11-08T09:00:00+05:00",
		"2025-11-08T09:00:00.123456789Z":          "2025-11-08T09:00:00Z",
		"2025-11-08t09:00z":                       "2025-11-08T09:00:00Z",
		"2025-11-08 09:00:00 +0500":               "2025-11-08T09:00:00+05:00",
		"2025-11-08T09:00:00+05:00[Asia/Karachi]": "2025-11-08T09:00:00+05:00",
		"2025-11-08T09:00:00:-0700":               "2025-11-08T09:00:00-07:00",
		"2025-11-08T09:00:00-07:00:00":            "2025-11-08T09:00:00-07:00",
		"2025-1-8T9:00:00Z":                       "2025-01-08T09:00:00Z",
		"20251108T090000Z":                        "2025-11-08T09:00:00Z",
		"20251108T0900+0500":                      "2025-11-08T09:00:00+05:00",
		"1762592400":                              "2025-11-08T09:00:00Z",
		"1762592400000":                           "2025-11-08T09:00:00Z",
		// days stay days
		"2025-11-08": "2025-11-08", "2025/11/8": "2025-11-08", "20251108": "2025-11-08", "2025.11.08": "2025-11-08",
		"08 Nov 2025": "2025-11-08", "Nov. 8, 2025": "2025-11-08", "November 8th, 2025": "2025-11-08", "Sat, 8 November 2025": "2025-11-08",
		"25/12/2025": "2025-12-25", "12/25/2025": "2025-12-25", "25.12.2025": "2025-12-25", "11/11/2025": "2025-11-11",
		// languages
		"3. März 2019": "2019-03-03", "Dienstag, 3. März 2019": "2019-03-03", "Dienstag 3. März 2019, 14:05 Uhr MEZ": "2019-03-03T14:05:00+01:00",
		"3 mars 2019": "2019-03-03", "mar. 3 avr. 2019": "2019-04-03", "3 de marzo de 2019": "2019-03-03", "1º de março de 2019": "2019-03-01",
		"3 марта 2019 г., 14:05 MSK": "2019-03-03T14:05:00+03:00", "3 marca 2019": "2019-03-03", "3 Mart 2019": "2019-03-03",
		"2019年3月3日": "2019-03-03", "2019년 3월 3일": "2019-03-03", "۸ نومبر ۲۰۲۵": "2025-11-08", "٨ تشرين الثاني ٢٠٢٥": "2025-11-08",
		"8 नवंबर 2025": "2025-11-08", "Published: Monday, 8 November 2025 | 14:05 GMT": "2025-11-08T14:05:00Z", "Posted 3 March 2019": "2019-03-03",
	} {
		if got, warning := readDate(Input{}, text); got.String() != want || warning != "" {
			t.Errorf("%q: %s (%s), want %s", text, got, warning, want)
		}
	}
}

func TestZonesHaveTheirOffsets(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
		"AKST": "-09:00", "AKDT": "-08:00", "HST": "-10:00", "GMT": "Z", "UT": "Z", "UTC": "Z", "Z": "Z", "WET": "Z", "BST": "+01:00", "CET": "+01:00",
		"CEST": "+02:00", "MEZ": "+01:00", "MESZ": "+02:00", "EET": "+02:00", "EEST": "+03:00", "MSK": "+03:00", "PKT": "+05:00", "NPT": "+05:45",
		"WIB": "+07:00", "HKT": "+08:00", "SGT": "+08:00", "JST": "+09:00", "KST": "+09:00", "AWST": "+08:00", "ACST": "+09:30", "AEST": "+10:00",
		"AEDT": "+11:00", "NZST": "+12:00", "NZDT": "+13:00", "SAST": "+02:00", "EAT": "+03:00", "WAT": "+01:00", "BRT": "-03:00", "ART": "-03:00",
		"NST": "-03:30", "NDT": "-02:30", "IDT": "+03:00",
	} {
		got, warning := readDate(Input{}, "Sat, 08 Nov 2025 09:00:00 "+name)
		if got.String() != "2025-11-08T09:00:00"+want || warning != "" {
			t.Errorf("%s: %s (%s), want %s", name, got, warning, want)
		}
	}
	for name, months := range map[string][2]string{"ET": {"-05:00", "-04:00"}, "PT": {"-08:00", "-07:00"}} {
		for i, month := range []string{"Jan", "Jul"} {
			if got, _ := readDate(Input{}, month+" 8, 2025 9:00 a.m. "+name); !strings.HasSuffix(got.String(), months[i]) {
				t.Errorf("%s in %s: %s", name, month, got)
			}
		}
	}
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestSourceTellsWhatADateMeans(t *testing.T) {
	t.Parallel()
	karachi, kolkata, berlin := zone(t, "Asia/Karachi"), zone(t, "Asia/Kolkata"), zone(t, "Europe/Berlin")
	const noZone, several, month, which = "has no time zone", "is not known or can be several", "which number is the month", "which number is which"
	for _, c := range []struct {
		in            Input
		text          string
		want, warning string
	}{
		{Input{}, "2025-11-08T09:00:00", "2025-11-08", noZone},
		{Input{Zone: karachi}, "2025-11-08T09:00:00", "2025-11-08T09:00:00+05:00", ""},
		{Input{Zone: berlin}, "Sat, 08 Nov 2025 09:00:00", "2025-11-08T09:00:00+01:00", ""},
		{Input{Zone: berlin}, "Sat, 08 Jul 2025 09:00:00", "2025-07-08T09:00:00+02:00", ""},
		{Input{Zone: karachi}, "2025-11-08T09:00:00Z", "2025-11-08T09:00:00Z", ""},
		{Input{Zone: karachi}, "2025-11-08", "2025-11-08", ""},
		{Input{}, "Sat, 08 Nov 2025 09:00:00 IST", "2025-11-08", several},
		{Input{Lang: "en"}, "Sat, 08 Nov 2025 09:00:00 IST", "2025-11-08", several},
		{Input{Lang: "en-IN"}, "Sat, 08 Nov 2025 09:00:00 IST", "2025-11-08T09:00:00+05:30", ""},
		{Input{Lang: "hi"}, "Sat, 08 Nov 2025 09:00:00 IST", "2025-11-08T09:00:00+05:30", ""},
		{Input{Lang: "he"}, "Sat, 08 Nov 2025 09:00:00 IST", "2025-11-08T09:00:00+02:00", ""},
		{Input{Lang: "en-IE"}, "Sat, 08 Jul 2025 09:00:00 IST", "2025-07-08T09:00:00+01:00", ""},
		{Input{Zone: kolkata}, "Sat, 08 Nov 2025 09:00:00 IST", "2025-11-08T09:00:00+05:30", ""},
		{Input{Lang: "zh-CN"}, "Sat, 08 Nov 2025 09:00:00 CST", "2025-11-08T09:00:00+08:00", ""},
		{Input{Lang: "bn"}, "Sat, 08 Nov 2025 09:00:00 BST", "2025-11-08T09:00:00+06:00", ""},
		{Input{Lang: "en-AU"}, "Sat, 08 Nov 2025 09:00:00 EST", "2025-11-08T09:00:00+10:00", ""},
		{Input{Zone: karachi}, "Sat, 08 Nov 2025 09:00:00 XYZT", "2025-11-08", several},
		{Input{}, "Sat, 08 Nov 2025 09:00:00 A", "2025-11-08", several},
		{Input{}, "Sat, 08 Nov 2025 09:00:00 +9900", "2025-11-08", several},
		{Input{}, "08/11/2025", "", month},
		{Input{Lang: "en"}, "08/11/2025", "", month},
		{Input{Lang: "en-CA"}, "08/11/2025", "", month},
		{Input{Lang: "ja"}, "08/11/2025", "", month},
		{Input{Lang: "en-GB"}, "08/11/2025", "2025-11-08", ""},
		{Input{Lang: "ur"}, "08/11/2025", "2025-11-08", ""},
		{Input{Lang: "es"}, "08/11/2025", "2025-11-08", ""},
		{Input{Lang: "de"}, "8.11.2025 09:00 MEZ", "2025-11-08T09:00:00+01:00", ""},
		{Input{Lang: "en-US"}, "08/11/2025", "2025-08-11", ""},
		{Input{Lang: "en-US"}, "8/11/25 9:05 PM EST", "2025-08-11T21:05:00-05:00", ""},
		{Input{}, "8/11/25", "", which},
	} {
		got, warning := readDate(c.in, c.text)
		if got.String() != c.want || (warning == "") != (c.warning == "") || !strings.Contains(warning, c.warning) {
			t.Errorf("%q of %s in %v: %s (%s), want %s (%s)", c.text, c.in.Lang, c.in.Zone, got, warning, c.want, c.warning)
		}
	}
}

func TestNonsenseIsNoDate(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"yesterday", "now", "2 hours ago", "09:00", "09:00 GMT", "Sat", "November", "8 November", "0000-00-00", "0000-00-00 00:00:00", "2025-02-30",
		"32 Nov 2025", "2025-11-08T25:00:00Z", "2025-11-08T09:61:00Z", "13 pm 8 Nov 2025", "0001-01-01T00:00:00Z", "9999-12-31", "8 Foo 2025",
		"Mon, 02 Jan 2006 15 -0700", "8 Nov 2025 9 Nov 2025", "The town of 8 November 2025 lies", "{{ date }}", "Thu, 1 Jan", "99/99/9999", "-1", "\xff\xfe",
		"3 listopad Nov mars 2019", strings.Repeat("8 Nov 2025 ", 50),
	} {
		if got, warning := readDate(Input{Lang: "en-GB", Zone: time.UTC}, text); !got.IsZero() || warning == "" {
			t.Errorf("%q: %s (%s)", text, got, warning)
		}
	}
	if got, warning := readDate(Input{}, " \t"); !got.IsZero() || warning != "" {
		t.Errorf("nothing: %s (%s)", got, warning)
	}
}

func FuzzReadDate(f *testing.F) {
	for _, seed := range []string{"Sat, 08 Nov 2025 09:00:00 EST", "2025-11-08T09:00:00+05:00[x]", "8/11/25 9 pm (PKT)", "٨ تشرين الثاني ٢٠٢٥", "24:00 1.1.1 ))((", "2019年3月3日", "1762592400"} {
		f.Add(seed, "en-GB")
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		date, warning := readDate(Input{Lang: lang}, text)
		if date.IsZero() != (date == widget.Date{}) || date.IsZero() && warning == "" && strings.TrimSpace(text) != "" {
			t.Errorf("%q: %v (%s)", text, date, warning)
		}
		if _, err := widget.ParseDate(date.String()); err != nil && !date.IsZero() {
			t.Errorf("%q became %q: %v", text, date, err)
		}
		parseTextDate(text)
	})
}
