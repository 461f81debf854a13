package ingest

import (
	"strings"
	"time"
)

// monthNames are names of months in the form that dates have them, and their short forms. Where two languages use one name for
// two months, it is left out.
var monthNames = func() map[string]time.Month {
	names := map[string]time.Month{}
	for i, line := range []string{
		"january jan januar jänner januari janvier janv enero ene janeiro gennaio gen ocak oca января янв січня stycznia sty ledna ianuarie جنوری يناير كانون_الثاني ژانویه ינואר जनवरी জানুয়ারি ιανουαρίου",
		"february feb februar feber februari février fevrier févr fév fevereiro fev febrero febbraio şubat şub февраля фев лютого lutego února februarie فروری فبراير شباط فوریه פברואר फरवरी फ़रवरी ফেব্রুয়ারি φεβρουαρίου",
		"march mar märz marz mrz maart mrt mars marzo março marco maret mart марта мар березня marca března martie مارچ مارس آذار מרץ मार्च মার্চ μαρτίου",
		"april apr avril avr abril abr aprile nisan nis апреля апр квітня kwietnia kwi dubna aprilie اپریل أبريل ابريل نيسان آوریل אפריל अप्रैल এপ্রিল απριλίου",
		"may mai mei mayo maio maggio mag maj mayıs мая май травня maja května مئی مايو أيار مه מאי मई মে μαΐου",
		"june jun juni juin junio junho giugno giu haziran haz июня июн червня czerwca cze června iunie جون يونيو حزيران ژوئن יוני जून জুন ιουνίου",
		"july jul juli juillet juil julio julho luglio lug temmuz tem июля июл липня lipca lip července iulie جولائی يوليو تموز ژوئیه יולי जुलाई জুলাই ιουλίου",
		"august aug augustus août aout agosto ago agustus ağustos ağu августа авг серпня sierpnia sie srpna اگست أغسطس اغسطس آب اوت אוגוסט अगस्त আগস্ট αυγούστου",
		"september sept sep septembre septiembre setiembre setembro settembre set eylül eyl сентября сен сент вересня września wrz září septembrie ستمبر سبتمبر أيلول سپتامبر ספטמבר सितंबर सितम्बर সেপ্টেম্বর σεπτεμβρίου",
		"october oct oktober okt octobre octubre outubro out ottobre ott ekim eki октября окт жовтня października paź října octombrie اکتوبر أكتوبر اكتوبر تشرين_الأول אוקטובר अक्टूबर অক্টোবর οκτωβρίου",
		"november nov novembre noviembre novembro kasım kas ноября ноя листопада listopada listopadu noiembrie نومبر نوفمبر تشرين_الثاني نوامبر נובמבר नवंबर नवम्बर নভেম্বর νοεμβρίου",
		"december dec dezember dez décembre decembre déc diciembre dic dezembro dicembre desember des aralık ara декабря дек грудня grudnia gru prosince decembrie دسمبر ديسمبر كانون_الأول دسامبر דצמבר दिसंबर दिसम्बर ডিসেম্বর δεκεμβρίου",
	} {
		for name := range strings.FieldsSeq(line) {
			names[strings.ReplaceAll(name, "_", " ")] = time.Month(i + 1)
		}
	}
	return names
}()

// besideDates are words that stand in a date without changing it, and names of days that are no months in any language.
var besideDates = phrases(append([]string{
	"st", "nd", "rd", "th", "er", "º", "ª", "de", "del", "of", "the", "at", "on", "um", "uhr", "à", "a", "le", "the", "den", "am",
	"el", "kl", "г", "года", "р", "года.", "року", "في", "کو", "د", "hrs", "hours", "h",
	"mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun",
}, englishDays...)...)

// dayNames are whole names of days, also those that are a month's in another language.
var dayNames = phrases(append([]string{
	"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
	"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo",
}, englishDays...)...)

var englishDays = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
