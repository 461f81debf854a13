package related_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"newsflash/server/related"
	"newsflash/widget"
)

func texts(a widget.Article) (all []string) {
	for _, t := range related.Terms(a) {
		all = append(all, t.Text)
	}
	slices.Sort(all)
	return all
}

func TestTokens(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		"The Minister's Plan":       "minister plan the",
		"L’eau d'Évian":             "eau évian",
		"ＦＵＬＬ ﬁsh STRASSE":          "fish full strasse",
		"ΟΔΟΣ οδος":                 "οδοσ",
		"co-op 3.14 U.S. x":         "14 co op",
		"soft\u00adhyphen":          "softhyphen",
		"می‌رود":                    "میرود",
		"كتاب کتاب":                 "کتاب",
		"مُحَمَّد":                  "محمد",
		"הַבַּיִת":                  "הבית",
		"हिन्दी":                    "हिन्दी",
		"大熊猫吃竹子":                    "吃竹 大熊 熊猫 猫吃 竹子",
		"茶":                         "茶",
		"ニュース":                      "ュー ニュ ース",
		"新ニュース2025年":                "2025 ニュ ース ュー 年 新ニ",
		"서울시":                       "서울 울시",
		"ไทย":                       "ทย ไท",
		"<b>& \"quoted\" OR ferry*": "ferry or quoted",
		"":                          "",
		"!?\x00\x1b[m":              "",
		"\xff\xfeabc":               "abc",
		"😀🇵🇰":                       "",
	} {
		words := strings.Fields(want)
		slices.Sort(words)
		if got := texts(widget.Article{Title: title}); !slices.Equal(got, words) {
			t.Errorf("terms of %q are %q, want %q", title, got, words)
		}
	}
}

func TestFold(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"The Hedge That Came Back", "the hedge that came back", " “The hedge\tthat came back…” ", "THE HEDGE—THAT CAME BACK!"},
		{"云岭上的茶馆，只在雾散之前开门", "云岭上的茶馆 只在雾散之前开门"},
		{"!", "", "\x00"},
	} {
		for _, s := range same[1:] {
			if related.Fold(s) != related.Fold(same[0]) {
				t.Errorf("%q is folded to %q, %q to %q", s, related.Fold(s), same[0], related.Fold(same[0]))
			}
		}
	}
	for _, other := range [][2]string{{"Part 1", "Part 2"}, {"A plan", "Plan"}, {"茶馆", "茶"}, {"It's", "Its"}} {
		if related.Fold(other[0]) == related.Fold(other[1]) {
			t.Errorf("%q and %q are folded alike", other[0], other[1])
		}
	}
}

// TestMostTelling: headline and tags come first, stop words do not crowd out what a text is about, and there is an end.
func TestMostTelling(t *testing.T) {
	t.Parallel()
	var body strings.Builder
	for i := range 500 {
		fmt.Fprintf(&body, "<p>The ferry and the harbour of the island, with the sea and word%d.</p>", i)
	}
	terms := related.Terms(widget.Article{Title: "Crossing reopens", Tags: []string{"Boats"}, Deck: "Passengers return", Body: body.String()})
	if len(terms) != related.MaxTerms {
		t.Fatalf("%d terms, want %d", len(terms), related.MaxTerms)
	}
	var first []string
	for _, term := range terms[:8] {
		first = append(first, term.Text)
	}
	for _, want := range []string{"crossing", "reopens", "boats", "passengers", "return", "ferry", "harbour", "island"} {
		if !slices.Contains(first, want) {
			t.Errorf("%q is not among the first terms %q", want, first)
		}
	}
}

// TestLimits: neither a long text nor a long word makes long terms or many.
func TestLimits(t *testing.T) {
	t.Parallel()
	word := strings.Repeat("wörd", 1<<18)
	a := widget.Article{Title: word, Tags: []string{word}, Deck: word, Body: "<p>" + word + "</p>" + strings.Repeat("<p>end </p>", 1<<17)}
	checkTerms(t, a)
	long := strings.Repeat("beginning ", 7000) // 70 kB
	if got := texts(widget.Article{Body: "<p>" + long + "</p><p>unreachable</p>"}); !slices.Contains(got, "beginning") || slices.Contains(got, "unreachable") {
		t.Errorf("terms of a long text are %q", got)
	}
	if n := len(related.Fold(word)); n > 40*utf8.UTFMax {
		t.Errorf("a long word is folded to %d bytes", n)
	}
}

// checkTerms holds what an index may rely on.
func checkTerms(t *testing.T, a widget.Article) {
	t.Helper()
	p := related.NewProfile(a)
	if len(p.Terms) > related.MaxTerms {
		t.Fatalf("%d terms", len(p.Terms))
	}
	seen := map[string]bool{}
	for _, term := range p.Terms {
		if term.Weight == 0 || seen[term.Text] || term.Text == "" || utf8.RuneCountInString(term.Text) > 40 || !utf8.ValidString(term.Text) {
			t.Fatalf("term %q, weight %d, seen before: %v", term.Text, term.Weight, seen[term.Text])
		}
		seen[term.Text] = true
		if bad := strings.IndexFunc(term.Text, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.N, unicode.M) }); bad >= 0 {
			t.Fatalf("term %q holds more than letters, digits and marks", term.Text)
		}
	}
	if f := related.Fold(a.Title); f != p.Folded || related.Fold(f) != f {
		t.Fatalf("title %q is folded to %q, and that to %q", a.Title, f, related.Fold(f))
	}
	if !slices.IsSorted(p.Sketch) || len(p.Sketch) > 128 {
		t.Fatalf("sketch of %d hashes", len(p.Sketch))
	}
}

func FuzzTerms(f *testing.F) {
	f.Add("The minister's plan", "<p>It was <b>bold</b>.</p>", "a,b")
	f.Add("大熊猫 ニュース 서울 ไทย", "<p>熊<em>猫</em>", "\x00")
	f.Add("مُحَمَّد ـــ می‌رود", "<script>x</script>&amp;&#0;", "\xff")
	f.Add("ß ﬁ İ ς Σ ǆ ㍿ ½ ⅷ", "<p", "<")
	f.Fuzz(func(t *testing.T, title, body, tags string) {
		checkTerms(t, widget.Article{Title: title, Body: body, Deck: title, Tags: strings.Split(tags, ",")})
	})
}
