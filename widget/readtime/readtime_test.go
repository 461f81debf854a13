package readtime_test

import (
	"math"
	"strings"
	"testing"
	"unicode"

	"newsflash/widget"
	"newsflash/widget/readtime"
)

func TestFromCounts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ words, cjk, pictures, want int }{
		{0, 0, 0, 0},
		{1, 0, 0, 1},
		{238, 0, 0, 1},
		{239, 0, 0, 2},
		{238, 0, 1, 2},
		{560, 0, 0, 3},
		{0, 1500, 0, 3},
		{0, 1501, 0, 4},
		{119, 500, 0, 2},
		{1000, 0, 12, 6},
		{0, 0, 9, 0},
		{-5, -1, 0, 0},
		{1, 0, -3, 1},
		{1, 0, 10, 2},
		{1, 0, 9, 2},
		{math.MaxInt, math.MaxInt, math.MaxInt, widget.MaxMinutes},
		{1, 0, math.MaxInt, widget.MaxMinutes},
		{238 * widget.MaxMinutes, 0, 0, widget.MaxMinutes},
		{238*widget.MaxMinutes - 238, 0, 0, widget.MaxMinutes - 1},
	} {
		if got := readtime.FromCounts(c.words, c.cjk, c.pictures); got != c.want {
			t.Errorf("FromCounts(%d, %d, %d) = %d, want %d", c.words, c.cjk, c.pictures, got, c.want)
		}
	}
}

// TestPictures holds the seconds: 12, 11, ... 4, then 3 for every other one, 75 for the first ten.
func TestPictures(t *testing.T) {
	t.Parallel()
	seconds := 0
	for n := 1; n <= 40; n++ {
		seconds += max(12-(n-1), 3)
		words := 238*2 - (238*seconds+59)/60%238 // leaves room for what is over whole minutes
		want := (words*60 + seconds*238 + 238*60 - 1) / (238 * 60)
		if got := readtime.FromCounts(words, 0, n); got != want {
			t.Errorf("%d pictures and %d words: %d minutes, want %d", n, words, got, want)
		}
	}
}

func TestCount(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]int{
		"":                                {0, 0},
		" \n\t— … !":                      {0, 0},
		"The can't-miss 3.5 % rise, U.S.": {6, 0},
		"Grüße aus Łódź":                  {3, 0},
		"آج کی خبر":                       {3, 0},
		"می\u200cخواهم":                   {1, 0}, // one word with a zero-width non-joiner
		"आज की ख़बर":                      {3, 0},
		"中文新闻":                            {0, 4},
		"東京タワーでニュース":                      {0, 10},
		"한국 뉴스":                           {0, 4},
		"他用 iPhone 17 拍照，很好。":             {2, 6},
		"ข่าวด่วน":                        {2, 0}, // 6 letters; the marks above are none
		"ข่าว news":                       {2, 0},
		"🎉🎉":                              {0, 0},
	} {
		if words, cjk := readtime.Count(text); [2]int{words, cjk} != want {
			t.Errorf("Count(%q) = %d words, %d characters, want %v", text, words, cjk, want)
		}
	}
}

func TestMinutes(t *testing.T) {
	t.Parallel()
	if got := readtime.Minutes(strings.Repeat("word ", 239), 0); got != 2 {
		t.Errorf("239 words take %d minutes, want 2", got)
	}
	if got := readtime.Minutes("", 4); got != 0 {
		t.Errorf("pictures without text have a label of %d minutes, want none", got)
	}
}

func TestParseLabel(t *testing.T) {
	t.Parallel()
	for label, want := range map[string]int{
		"3 min read": 3, "3 min": 3, "3min": 3, "5 minute read": 5, " 12 Minutes ": 12, "PT5M": 5, "pt5m": 5, "PT1H5M": 65, "PT2H": 120,
		"PT90S": 2, "PT5M30S": 6, "P0DT4M": 4, "阅读 3 分钟": 3, "約3分で読めます": 3, "所要時間3分": 3, "3분 읽기": 3, "3 Min. Lesezeit": 3,
		"Lesezeit: 3 Minuten": 3, "Lecture 4 min": 4, "٣ دقائق": 3, "۱۲ دقیقه": 12, "३ मिनट": 3, "۳ منٹ": 3, "４分": 4, "Reading time – 7 mins": 7,
		"Minutes to read: 8": 8, "1 hr 5 min": 65, "1 hour read": 60, "2 Std. 10 Min.": 130, "< 1 min read": 1, "600 min": 600, "อ่าน 3 นาที": 3,
		"": 0, "3": 0, "read": 0, "min": 0, "0 min": 0, "-3 min": 0, "601 min": 0, "99999 min": 0, "3 comments": 0, "8 November 2025": 0, "3-5 min": 0,
		"2.5 min": 0, "PT": 0, "P": 0, "PT0S": 0, "PT5X": 0, "PT5M5M": 0, "PT-5M": 0, "PT5M1H": 0, "P1Y": 0, "PT1.5M": 0, "PT1000000000000000000000M": 0,
		"PT5M trailing": 0, "admin 3": 0, "3 percent": 0, "3 ministers": 0, "3 hot takes": 0, "3 times": 0, "1 hot 5 min": 0, "\xff3 min": 0, strings.Repeat("x", 500) + " 3 min": 0,
	} {
		if got, ok := readtime.ParseLabel(label); got != want || ok != (want > 0) {
			t.Errorf("ParseLabel(%q) = %d, %v, want %d", label, got, ok, want)
		}
	}
}

// TestDigitsOfEveryScript pins the layout of Unicode's digits that the reading of numbers rests on.
func TestDigitsOfEveryScript(t *testing.T) {
	t.Parallel()
	for lo := rune(0); lo <= unicode.MaxRune; lo++ {
		if !unicode.Is(unicode.Nd, lo) {
			continue
		}
		for d := range 10 {
			want := 10 + d
			if got, _ := readtime.ParseLabel("1" + string(lo+rune(d)) + " min"); got != want {
				t.Fatalf("digit %U is read as %d, want %d", lo+rune(d), got-10, d)
			}
		}
		lo += 9
	}
}

func FuzzReadTime(f *testing.F) {
	for _, s := range []string{"3 min read", "PT1H5M", "阅读 3 分钟", "٣ دقائق", "p1dt", "1 hr 5 min", "\xff", "ข่าว"} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, s string, pictures int) {
		if n, ok := readtime.ParseLabel(s); ok != (n > 0) || n > widget.MaxMinutes {
			t.Errorf("ParseLabel(%q) = %d, %v", s, n, ok)
		}
		words, cjk := readtime.Count(s)
		n := readtime.Minutes(s, pictures)
		if words < 0 || cjk < 0 || n < 0 || n > widget.MaxMinutes || (n == 0) != (words+cjk == 0) {
			t.Errorf("%q with %d pictures: %d words, %d characters, %d minutes", s, pictures, words, cjk, n)
		}
	})
}
