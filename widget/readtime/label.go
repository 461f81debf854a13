package readtime

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsflash/widget"
)

// maxLabel is the length in bytes from which a text is no label.
const maxLabel = 120

// The words for minute and hour in lower case, as labels of news pages write them: whole words where a longer one would
// be another ("percent", "ministers", "hot"), else beginnings, for the sake of inflection and of scripts without spaces.
var (
	minuteWords = []string{"min", "mins", "dk", "menit", "minit", "perc", "phút"}
	minuteStems = []string{
		"minut", "minuut", "mínút", "dakika", "daqiqa", "dəqiqə", "分", "분", "دقيق", "دقائق", "دقیق", "منٹ", "דק", "мин", "хв", "λεπτ", "मिनट", "मिनिट", "মিনিট", "நிமிட", "ਮਿੰਟ", "నిమిష", "นาที", "րոպե", "წუთ",
	}
	hourWords = []string{
		"h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "heure", "heures", "hora", "horas", "ora", "ore",
		"uur", "timme", "timmar", "ч", "год", "sa", "saat", "jam", "giờ",
	}
	hourStems = []string{"小时", "小時", "時間", "시간", "ساع", "گھنٹ", "час", "ώρ", "घंट", "ชั่วโมง", "שע"}
)

// ParseLabel reads a publisher's label: an ISO 8601 duration ("PT5M", "PT1H5M", seconds round up) or text with one number
// and a word for minutes ("3 min read", "阅读 3 分钟", "٣ دقائق"), also after hours ("1 hr 5 min"). Digits may be of any
// script. Anything else, also a range, a fraction or what is not from 1 to widget.MaxMinutes minutes, is not ok.
func ParseLabel(s string) (minutes int, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxLabel || !utf8.ValidString(s) {
		return 0, false
	}
	s = strings.ToLower(s)
	if minutes, ok = duration(s); !ok {
		minutes, ok = phrase(s)
	}
	if !ok || minutes < 1 || minutes > widget.MaxMinutes {
		return 0, false
	}
	return minutes, true
}

// duration reads P[nD][T[nH][nM][nS]] in lower case: each unit at most once and in this order.
func duration(s string) (minutes int, ok bool) {
	s, ok = strings.CutPrefix(s, "p")
	if !ok {
		return 0, false
	}
	days, clock, _ := strings.Cut(s, "t")
	seconds, found := 0, false
	take := func(rest, unit string, worth int) string {
		number, after, has := strings.Cut(rest, unit)
		n, valid := whole(number)
		if !has || !valid {
			return rest
		}
		seconds, found = seconds+n*worth, true
		return after
	}
	days = take(days, "d", 24*60*60)
	clock = take(take(take(clock, "h", 60*60), "m", 60), "s", 1)
	return (seconds + 59) / 60, found && days == "" && clock == ""
}

// whole reads decimal digits only, at most 6 of them, which keeps every sum of seconds far from overflow on 64 bits and
// days of nonsense out.
func whole(s string) (n int, ok bool) {
	for _, r := range s {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = n*10 + int(r-'0')
	}
	return n, s != "" && len(s) <= 6
}

// phrase reads a label in words.
func phrase(s string) (minutes int, ok bool) {
	numbers, hours, unit := 0, false, false
	last, afterNumber := rune(0), false
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case unicode.Is(unicode.Nd, r):
			n, length := number(s)
			if numbers++; length == 0 || last == '-' || last == '−' || numbers > 1 && !hours {
				return 0, false
			}
			minutes, size, afterNumber = minutes+n, length, true
		case unicode.IsLetter(r):
			w := s[:wordLength(s)]
			switch {
			case slices.Contains(minuteWords, w) || startsWith(w, minuteStems):
				unit = true
			case afterNumber && numbers == 1 && (slices.Contains(hourWords, w) || startsWith(w, hourStems)):
				hours, minutes = true, minutes*60
			}
			size, afterNumber = len(w), false
		}
		last, s = r, s[size:]
	}
	return minutes, numbers == 1 && unit != hours || numbers == 2 && unit && hours
}

func wordLength(s string) int {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	if end < 0 {
		return len(s)
	}
	return end
}

func startsWith(word string, stems []string) bool {
	return slices.ContainsFunc(stems, func(stem string) bool { return strings.HasPrefix(word, stem) })
}

// number reads the decimal digits of any script at the start of s, at most 4. Unicode keeps the digits of a script
// together and in order, each range a multiple of ten long, so the place in the range gives the value.
func number(s string) (n, length int) {
	digits := 0
	for i, r := range s {
		if !unicode.Is(unicode.Nd, r) {
			break
		}
		if digits++; digits > 4 {
			return 0, 0
		}
		n, length = n*10+value(r), i+utf8.RuneLen(r)
	}
	return n, length
}

func value(r rune) int {
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return int(r-rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return int(r-rune(t.Lo)) % 10
		}
	}
	return 0
}
