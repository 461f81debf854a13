package locale

import "strings"

// scriptAndRegion picks both out of a tag's further subtags by their shape (RFC 5646, section 2.1), before any extension.
func scriptAndRegion(subtags []string) (script, region string) {
	for _, s := range subtags {
		switch len(s) {
		case 1:
			return script, region
		case 2:
			region = s
		case 3:
			if s[0] <= '9' { // letters are an extended language
				region = s
			}
		case 4:
			if s[0] > '9' { // a digit starts a variant, such as 1996
				script = s
			}
		}
	}
	return script, region
}

// inRegion makes the changes that readers of a region would miss.
func inRegion(s Strings, script, region string) Strings {
	in := func(regions string) bool { return region != "" && strings.Contains(regions, region) }
	switch s.Lang {
	case "en":
		// Exactly the regions of CLDR that write the month first. Plain "en" does not: most of the world does not either.
		if in("as bi ca gu mh mp ph pr um us vi") {
			s.date = "M D, Y"
		}
		s.lakh = region == "in"
	case "de":
		switch {
		case region == "at":
			s.group = "\u00a0" // no-break space
			s.months = append([]string{"Jänner"}, s.months[1:]...)
		case in("ch li"):
			s.group = "'"
		}
	case "es":
		return spanishIn(s, in)
	case "pt":
		if region != "" && region != "br" {
			s.firstDay, s.group, s.ungroup = "", "\u00a0", 10_000
			s.Share = "Partilhar"
		}
	case "ar":
		return arabicIn(s, in)
	case "fa":
		if region == "af" {
			s.months = monthsDari
		}
	case "ur":
		if region == "in" {
			s.zero = zeros["arabext"]
		}
	case "zh":
		if script == "hant" || script == "" && in("tw hk mo") {
			return traditional
		}
	}
	return s
}

// spanishIn has the grouping of the region: only in Spain four digits stay whole.
func spanishIn(s Strings, in func(regions string) bool) Strings {
	switch {
	case in("419 br bz cu do gt hn mx ni pa pe pr sv us"):
		s.group, s.ungroup = ",", 0
	case in("ar bo cl co ec py uy ve"):
		s.ungroup = 0
	case in("cr"):
		s.group, s.ungroup = "\u00a0", 0
	}
	return s
}

// arabicIn has the month names of the region, and its digits: Latin in the Maghreb, the Emirates and where no region is
// named.
func arabicIn(s Strings, in func(regions string) bool) Strings {
	if in("bh dj eg er il iq jo km kw lb mr om ps qa sa sd so ss sy td ye") {
		s.zero = zeros["arab"]
	}
	if in("dz lb ly ma mr tn") {
		s.group = "."
	}
	switch {
	case in("iq jo lb ps sy"):
		s.months = monthsLevant
	case in("dz tn"):
		s.months = monthsAlgeria
	case in("ma"):
		s.months = monthsMorocco
	case in("mr"):
		s.months = monthsMauritania
	}
	return s
}

// zeros are the digits nought of the numbering systems that a tag may name.
var zeros = map[string]rune{"latn": 0, "arab": '٠', "arabext": '۰', "deva": '०'}

// numbering is the numbering system that a tag names in its extension (UTS #35, section 3.6.1), "" for none. Private use
// ("-x-") hides what follows.
func numbering(subtags []string) string {
	singleton := ""
	for i, s := range subtags {
		switch {
		case singleton == "x":
		case len(s) == 1:
			singleton = s
		case singleton == "u" && s == "nu":
			if i+1 < len(subtags) {
				return subtags[i+1]
			}
		}
	}
	return ""
}
