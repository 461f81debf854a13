package ingest

import (
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"

	"newsflash/widget"
)

// zones gives the offsets of the abbreviations that dates of news are printed with, in minutes east of Greenwich. Go's time.Parse
// makes up the offset 0 for those it does not know. RFC 822's single letters but Z are not among them: it had their signs wrong
// (RFC 5322, 4.3), so nobody knows what they mean.
var zones = map[string]int{
	"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0,
	"WEST": 60, "CET": 60, "MEZ": 60, "WAT": 60, "CEST": 120, "MESZ": 120, "EET": 120, "CAT": 120, "SAST": 120, "EEST": 180, "IDT": 180,
	"MSK": 180, "MSD": 240, "EAT": 180, "TRT": 180, "SAMT": 240, "YEKT": 300, "OMST": 360, "NOVT": 420, "KRAT": 420, "IRKT": 480,
	"YAKT": 540, "VLAT": 600, "MAGT": 660, "PETT": 720,
	"IRST": 210, "IRDT": 270, "AZT": 240, "GET": 240, "AFT": 270, "PKT": 300, "UZT": 300, "NPT": 345, "BTT": 360, "MMT": 390,
	"ICT": 420, "WIB": 420, "WITA": 480, "WIT": 540, "SGT": 480, "HKT": 480, "MYT": 480, "PHT": 480, "JST": 540, "KST": 540,
	"AWST": 480, "ACST": 570, "ACDT": 630, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780, "FJT": 720,
	"EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PDT": -420, "ADT": -180, "NST": -210, "NDT": -150,
	"AKST": -540, "AKDT": -480, "HST": -600, "HAST": -600, "HDT": -540, "BRT": -180, "BRST": -120, "ART": -180, "CLT": -240, "CLST": -180,
	"COT": -300, "PET": -300, "VET": -240, "UYT": -180, "BOT": -240,
	"CST": -360, "PST": -480, "BST": 60, // where no region says otherwise: see several
}

// several are the abbreviations that mean different times, by region. Those that are not among zones have no usual meaning.
var several = map[string]map[string]int{
	"IST": {"IN": 330, "LK": 330, "IL": 120, "IE": 60},
	"CST": {"CN": 480, "TW": 480, "HK": 480, "MO": 480, "CU": -300},
	"PST": {"PH": 480},
	"BST": {"BD": 360},
	"AST": {"SA": 180, "KW": 180, "QA": 180, "BH": 180, "IQ": 180, "YE": 180, "CA": -240, "BM": -240, "PR": -240, "VI": -240, "TT": -240, "BB": -240, "JM": -240},
	"GST": {"AE": 240, "OM": 240, "GS": -120},
	"SST": {"SG": 480, "AS": -660, "WS": -660},
	"AMT": {"AM": 240, "BR": -240},
	"WST": {"AU": 480, "WS": 780},
	"EST": {"AU": 600},
	"EDT": {"AU": 660},
	"MST": {"MY": 480, "MM": 390},
	"ECT": {"EC": -300},
	"BDT": {"BD": 360, "BN": 480},
}

// places are zones that are named for summer and winter alike.
var places = map[string]string{"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}

// zoneOf returns the zone that an abbreviation means at a local time, nil where that is not known. The source's own zone has the
// first word where it goes by this name, then the region of its language.
func zoneOf(in Input, name string, local time.Time) *time.Location {
	name = strings.ToUpper(name)
	if in.Zone != nil {
		there := time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), local.Second(), 0, in.Zone)
		if own, offset := there.Zone(); own == name {
			return time.FixedZone(name, offset)
		}
	}
	if place, ok := places[name]; ok {
		zone, err := time.LoadLocation(place)
		if err != nil { // a system without zones
			return nil
		}
		return zone
	}
	minutes, known := zones[name]
	if there, ok := several[name]; ok {
		if own, ok := there[region(in.Lang)]; ok {
			minutes, known = own, true
		}
	}
	if !known {
		return nil
	}
	if minutes == 0 {
		return time.UTC
	}
	return time.FixedZone(name, minutes*60)
}

// isZone reports that a word is the name of a zone, known or not to be told from others.
func isZone(name string) bool {
	name = strings.ToUpper(name)
	_, fixed := zones[name]
	_, regional := several[name]
	_, place := places[name]
	return fixed || regional || place
}

// region returns the country that a language tag names or, where one language is at home in one country, implies; "" for none.
// English, Spanish, French, Portuguese and Arabic are not at home in one.
func region(lang string) string {
	tag, err := language.Parse(lang)
	if err != nil {
		return ""
	}
	country, confidence := tag.Region()
	base, _ := tag.Base()
	if confidence != language.Exact && slices.Contains([]string{"en", "es", "fr", "pt", "ar"}, base.String()) {
		return ""
	}
	if confidence == language.No || !country.IsCountry() {
		return ""
	}
	return country.String()
}

// order is how a region writes dates of three numbers.
type order int

const (
	unknownOrder order = iota
	dayFirst
	monthFirst
)

// orderOf returns the order of a source's dates that end with the year. Languages that are at home in several countries still
// have one order where all of these do.
func orderOf(lang string) order {
	country := region(lang)
	base, _ := language.Make(lang).Base()
	switch {
	case slices.Contains([]string{"US", "PH", "PR", "GU", "AS", "VI", "MP", "FM", "PW", "MH"}, country):
		return monthFirst
	case slices.Contains([]string{"CA", "CN", "JP", "KR", "KP", "TW", "HU", "LT", "MN"}, country): // both are seen, or neither
		return unknownOrder
	case country != "", slices.Contains([]string{"es", "fr", "pt", "ar"}, base.String()):
		return dayFirst
	}
	return unknownOrder
}

const mostEast, mostWest = 14, -12 // hours from UTC

// asShown puts times in UTC into a zone where the story is from the day that its publisher shows: "2025-11-09T02:18:00Z" of a paper
// in New York is from 8 November for all its readers. The moments stay the same.
func (d *Draft) asShown(day widget.Date) {
	a := &d.Article
	if !day.Day || !isUTC(a.Published) {
		return
	}
	shown := day.Time.Format(time.DateOnly)
	for hours := range mostEast + 1 {
		for _, east := range []int{-hours, hours} {
			zone := time.FixedZone("", east*60*60)
			if east < mostWest || a.Published.Time.In(zone).Format(time.DateOnly) != shown {
				continue
			}
			if a.Published.Time = a.Published.Time.In(zone); isUTC(a.Updated) {
				a.Updated.Time = a.Updated.Time.In(zone)
			}
			return
		}
	}
}

func isUTC(d widget.Date) bool {
	_, offset := d.Time.Zone()
	return !d.IsZero() && !d.Day && offset == 0
}
