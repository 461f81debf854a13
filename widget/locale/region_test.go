package locale

import (
	"strings"
	"testing"
	"time"
)

// The default numbering systems of CLDR 48, for every region in which it knows the language.
func TestDigits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ digits, tags string }{
		{"0123456789", "ar ar-001 ar-AE ar-DZ ar-EH ar-LY ar-MA ar-TN ar-US ar-Arab-AE"},
		{"٠١٢٣٤٥٦٧٨٩", "ar-BH ar-DJ ar-EG ar-ER ar-IL ar-IQ ar-JO ar-KM ar-KW ar-LB ar-MR ar-OM ar-PS ar-QA ar-SA ar-SD ar-SO ar-SS ar-SY ar-TD ar-YE ar-Arab-EG AR_eg"},
		{"۰۱۲۳۴۵۶۷۸۹", "fa fa-IR fa-AF ur-IN ur-Arab-IN"},
		{"0123456789", "ur ur-PK hi hi-IN ko he zh zh-TW ja de fr es pt tr en en-IN nl"},
		// What a tag asks for wins over its region.
		{"0123456789", "ar-EG-u-nu-latn fa-u-nu-latn ur-IN-u-nu-latn ar-EG-u-ca-gregory-nu-latn ar-EG-t-en-u-nu-latn AR-EG-U-NU-LATN"},
		{"٠١٢٣٤٥٦٧٨٩", "ar-u-nu-arab ar-AE-u-nu-arab de-u-nu-arab ar-u-nu-arab-x-nu-latn nl-u-nu-arab"},
		{"۰۱۲۳۴۵۶۷۸۹", "ur-PK-u-nu-arabext ar-EG-u-nu-arabext"},
		{"०१२३४५६७८९", "hi-u-nu-deva hi-IN-u-nu-deva zh-TW-u-nu-deva"},
		// What asks for nothing that is known leaves the language's own.
		{"٠١٢٣٤٥٦٧٨٩", "ar-EG-u-nu ar-EG-u-nu-thai ar-EG-x-u-nu-latn ar-EG-t-nu-latn ar-EG-u-ca-latn ar-EG-u-nu-a"},
	} {
		for _, tag := range strings.Fields(c.tags) {
			s := For(tag)
			if got := s.number(1) + s.number(234) + s.number(567) + s.number(890); got != s.localDigits("1234567890") || s.localDigits("0123456789") != c.digits {
				t.Errorf("%s: digits are %q, and 1, 234, 567, 890 are %q; want %q", tag, s.localDigits("0123456789"), got, c.digits)
			}
		}
	}
}

// The month names of CLDR 48 by hand, where a language or a region has its own.
func TestMonths(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]string{
		"ko":    "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월",
		"hi":    "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
		"ar":    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
		"ar-SY": "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول",
		"ar-TN": "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
		"ar-MA": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
		"ar-MR": "يناير فبراير مارس إبريل مايو يونيو يوليو أغشت شتمبر أكتوبر نوفمبر دجمبر",
		"fa-AF": "جنوری فبروری مارچ اپریل می جون جولای اگست سپتمبر اکتوبر نومبر دسمبر",
	} {
		months := strings.Fields(want)
		if strings.Contains(want, "|") {
			months = strings.Split(want, "|")
		}
		for i, month := range months {
			got := For(tag).Date(time.Date(2025, time.Month(i+1), 8, 0, 0, 0, 0, time.UTC))
			if !strings.Contains(got, " "+month+" ") {
				t.Errorf("%s: month %d is in %q, want %q", tag, i+1, got, month)
			}
		}
	}
}
