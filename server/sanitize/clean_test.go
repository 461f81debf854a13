package sanitize_test

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

func TestPlainText(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"  one \t\r\n two\v\fthree ":                      "one two three",
		"<b>not</b> &amp; HTML":                           "<b>not</b> &amp; HTML",
		"cafe\u0301":                                      "caf\u00e9",
		"e\u200b\u0301":                                   "\u00e9",
		"a\x00b\x1bc\u0085d\u009fe\x7f":                   "abc de",
		"a\u2028b\u2029c":                                 "a b c",
		"\ufeffa\u200bb\u2060c\u00ad":                     "abc\u00ad",
		"\u202eabc\u202c\u2066d\u2069\u200e\u200f\u061ce": "abcde",
		"می\u200cخواهم":                                   "می\u200cخواهم",
		"👩\u200d👩\u200d👧 ❤\ufe0f":                         "👩\u200d👩\u200d👧 ❤\ufe0f",
		"क्\u200dष":                                       "क्\u200dष",
		"a\U000e0041\U000e0042b":                          "ab",
		"a\ue000b\U000f0000c":                             "abc",
		"a\uffffb\ufdd0c\U0001ffffd\u0378e":               "abcde",
		"new \U0001fae9 \U0002ebf0":                       "new \U0001fae9 \U0002ebf0", // Unicode 16 and 15.1
		"a\xff\xfeb":                                      "a\ufffdb",
		"10\u00a0000\u202f€ 東京\u3000大阪":                   "10\u00a0000\u202f€ 東京\u3000大阪",
		"a\u00a0\u00a0b \u00a0c\u00a0":                    "a b c",
		"Z" + strings.Repeat("\u0344", 10):                "Z" + strings.Repeat("\u0308\u0301", 6), // normalisation makes two of one
		"Z" + strings.Repeat("\u0300", 50):                "Z" + strings.Repeat("\u0300", 12),
		"a\ufff9b\ufffbc\ufffcd":                          "abcd",
	} {
		if got, _ := clean(t, widget.Article{Title: "T " + in}); got.Title != "T "+want {
			t.Errorf("%q is cleaned to %q, want %q", in, got.Title, want)
		}
	}
}

func TestInvisibleIsEmpty(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", " ", "\u3164", "\u200d\u200c", "\u00ad", "\u2800 \ufe0f", "\x00", "\u034f"} {
		_, _, err := sanitize.Clean(widget.Article{Title: s})
		if field(err) != "title" {
			t.Errorf("the title %q: %v", s, err)
		}
		if got, _ := clean(t, widget.Article{Kicker: s}); got.Kicker != "" {
			t.Errorf("the kicker %q stays as %q", s, got.Kicker)
		}
	}
}

// field is the field that an error names.
func field(err error) string {
	var f *widget.FieldError
	if errors.As(err, &f) {
		return f.Field
	}
	return ""
}

func TestRefused(t *testing.T) {
	t.Parallel()
	long := func(n int) string { return strings.Repeat("ä", n+1) }
	links := make([]widget.Link, widget.MaxRelated+1)
	tags := make([]string, widget.MaxTags+1)
	for i := range tags {
		tags[i] = fmt.Sprint("tag ", i)
	}
	for want, a := range map[string]widget.Article{
		"id":               {ID: "No Slug"},
		"source":           {Source: strings.Repeat("x", widget.MaxURL+1)},
		"guid":             {GUID: strings.Repeat("x", widget.MaxGUID+1)},
		"url":              {URL: "javascript:alert(1)"},
		"title":            {Title: long(widget.MaxTitle)},
		"kicker":           {Kicker: long(widget.MaxKicker)},
		"deck":             {Deck: long(widget.MaxDeck)},
		"dateline":         {Dateline: long(widget.MaxDateline)},
		"section":          {Section: long(widget.MaxTag)},
		"authors":          {Authors: make([]widget.Author, widget.MaxAuthors+1)},
		"authors[1].name":  {Authors: []widget.Author{{Name: "A"}, {Name: long(widget.MaxName)}}},
		"related":          {Related: links},
		"related[1].title": {Related: []widget.Link{{Title: "A"}, {Title: long(widget.MaxTitle)}}},
		"cross_links":      {CrossLinks: links},
		"tags":             {Tags: tags},
		"tags[1]":          {Tags: []string{"a", long(widget.MaxTag)}},
		"picture.caption":  {Picture: &widget.Picture{URL: address, Caption: long(widget.MaxCaption)}},
		"picture.credit":   {Picture: &widget.Picture{URL: address, Credit: long(widget.MaxCredit)}},
		"correction.note":  {Correction: &widget.Correction{Note: long(widget.MaxNote)}},
	} {
		if a.Title == "" {
			a.Title = "T"
		}
		got, _, err := sanitize.Clean(a)
		if field(err) != want {
			t.Errorf("%s: %v", want, err)
		}
		if !reflect.DeepEqual(got, sanitize.Article{}) {
			t.Errorf("%s: an article comes with the error", want)
		}
	}
}

func TestAllErrorsTogether(t *testing.T) {
	t.Parallel()
	_, _, err := sanitize.Clean(widget.Article{ID: "?", URL: "x y", Kicker: strings.Repeat("x", 99)})
	for _, want := range []string{`id "?" is not usable`, "title is empty", "kicker is 99 characters, at most 80 are allowed", `url "x y" holds a space`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	got, warnings := clean(t, widget.Article{
		URL:        " HTTPS://News.Example/a?b=1#c ",
		Authors:    []widget.Author{{Name: "A", URL: "/a"}, {Name: "B", URL: "javascript:x"}, {URL: "https://a.example"}},
		Related:    []widget.Link{{Title: "A", URL: "b"}, {Title: "B", URL: "data:x"}, {URL: "https://a.example"}, {Title: "C"}},
		CrossLinks: []widget.Link{{Title: "A", URL: "//c.example/x"}, {Title: "B", URL: "https://u:p@a.example"}},
		Comments:   widget.Comments{URL: `https:\\a.example`},
		Picture:    &widget.Picture{URL: "ftp://a.example/a.jpg", Caption: "x"},
	})
	if got.URL != "https://news.example/a?b=1#c" {
		t.Errorf("the article is at %s", got.URL)
	}
	if want := []widget.Author{{Name: "A", URL: "https://news.example/a"}, {Name: "B"}}; !slices.Equal(got.Authors, want) {
		t.Errorf("authors are %v", got.Authors)
	}
	if want := []widget.Link{{Title: "A", URL: "https://news.example/b"}, {Title: "B"}, {Title: "C"}}; !slices.Equal(got.Related, want) {
		t.Errorf("related are %v", got.Related)
	}
	if want := []widget.Link{{Title: "A", URL: "https://c.example/x"}, {Title: "B"}}; !slices.Equal(got.CrossLinks, want) {
		t.Errorf("cross links are %v", got.CrossLinks)
	}
	if got.Comments.URL != "" || got.Picture != nil {
		t.Errorf("comments are at %s, the picture is %v", got.Comments.URL, got.Picture)
	}
	want := []string{"authors[1].url", "authors[2]", "comments.url", "cross_links[1].url", "picture.url", "related[1].url", "related[2]"}
	if got := slices.Sorted(maps.Keys(warnings)); !slices.Equal(got, want) {
		t.Errorf("warnings are on %v, want %v", got, want)
	}
}

// TestAddressesAreASCII holds that what is hostile in a text can't hide in the query of an address either.
func TestAddressesAreASCII(t *testing.T) {
	t.Parallel()
	hidden := "https://news.example/ä?q=ä\u202e\U000e0041#ä"
	got, _ := clean(t, widget.Article{URL: hidden, Picture: &widget.Picture{URL: hidden}, Body: `<a href="` + hidden + `">x</a><img src="` + hidden + `">`})
	want := "https://news.example/%C3%A4?q=%C3%A4%E2%80%AE%F3%A0%81%81#%C3%A4"
	if got.URL != want || got.Picture.URL != want || strings.Count(got.Body, want) != 2 {
		t.Errorf("got %s, %s, %s", got.URL, got.Picture.URL, got.Body)
	}
	_, _, err := sanitize.Clean(widget.Article{Title: "T", URL: "https://news.example/?" + strings.Repeat("ä", 700)})
	if field(err) != "url" {
		t.Errorf("an address that is too long once it is encoded: %v", err)
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("", 5*3600)
	got, warnings := clean(t, widget.Article{
		Published: widget.Date{Time: time.Date(2025, 11, 8, 9, 0, 0, 999, zone)},
		Updated:   widget.Date{Time: time.Date(99999, 1, 1, 0, 0, 0, 0, time.UTC)},
		Related:   []widget.Link{{Title: "A", Date: widget.Date{Time: time.Date(2025, 11, 8, 9, 0, 0, 0, zone), Day: true}}, {Title: "B", Date: widget.Date{Time: time.Unix(-1<<50, 0)}}},
	})
	if s := got.Published.String(); s != "2025-11-08T09:00:00+05:00" {
		t.Errorf("published %s", s)
	}
	if s := got.Related[0].Date.String(); s != "2025-11-08" || !got.Updated.IsZero() || !got.Related[1].Date.IsZero() {
		t.Errorf("the others are %s, %v, %v", s, got.Updated, got.Related[1].Date)
	}
	if warnings["updated"] == "" || warnings["related[1].date"] == "" {
		t.Errorf("warnings are %v", warnings)
	}
}

func TestListsAndNumbers(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]bool{0: true, 7: true, widget.MaxComments: true, -1: false, widget.MaxComments + 1: false, math.MinInt: false} {
		got, warnings := clean(t, widget.Article{Comments: widget.Comments{Count: &n}})
		if (got.Comments.Count != nil) != want || (warnings["comments.count"] == "") != want || want && *got.Comments.Count != n {
			t.Errorf("%d comments become %v, %v", n, got.Comments.Count, warnings)
		}
	}
	got, warnings := clean(t, widget.Article{
		Tags: []string{"Peace", " peace ", "", "Kabul", "\u200b", "C++", "C"}, Withdrawn: true, Correction: &widget.Correction{Note: " "},
	})
	if want := []string{"Peace", "Kabul", "C++", "C"}; !slices.Equal(got.Tags, want) {
		t.Errorf("tags are %q", got.Tags)
	}
	if !got.Withdrawn || got.Correction != nil || warnings["correction.note"] == "" {
		t.Errorf("withdrawn %v, correction %v, warnings %v", got.Withdrawn, got.Correction, warnings)
	}
}

func TestProvenance(t *testing.T) {
	t.Parallel()
	in := map[string]string{"ti\x00tle": "json-ld:\u202eheadline", "z": strings.Repeat("ä", 150), "empty": "", strings.Repeat("k", 300): "v"}
	got, _ := clean(t, widget.Article{Provenance: in})
	want := map[string]string{"title": "json-ld:headline", "z": strings.Repeat("ä", 100), strings.Repeat("k", 200): "v"}
	if !maps.Equal(got.Provenance, want) {
		t.Errorf("provenance is %v", got.Provenance)
	}
	if got, _ = clean(t, widget.Article{Provenance: map[string]string{"title": strings.Repeat("\u200d", 80) + "x"}}); got.Provenance != nil {
		t.Errorf("an invisible value stays: %q", got.Provenance)
	}
	for i := range 100 {
		in[fmt.Sprintf("field %02d", i)] = "x"
	}
	got, _ = clean(t, widget.Article{Provenance: in})
	if len(got.Provenance) != 40 || got.Provenance["field 39"] == "" || got.Provenance["field 40"] != "" {
		t.Errorf("%d entries of provenance: %v", len(got.Provenance), got.Provenance)
	}
}

func TestReadTime(t *testing.T) {
	t.Parallel()
	body := strings.Repeat("<p>seven words make this one short paragraph</p>", 34) // 238 words
	picture := `<img src="https://news.example/1.jpg" alt="A bear">`
	lead := &widget.Picture{URL: "https://news.example/1.jpg"}
	for _, c := range []struct {
		name string
		in   widget.Article
		want widget.ReadTime
	}{
		{"no body", widget.Article{Picture: lead, Deck: "x"}, widget.ReadTime{}},
		{"words", widget.Article{Body: body}, widget.ReadTime{Minutes: 1}},
		{"one word more", widget.Article{Body: body + "more"}, widget.ReadTime{Minutes: 2}},
		{"picture", widget.Article{Body: body + picture}, widget.ReadTime{Minutes: 2}},
		{"four pictures", widget.Article{Body: body[:len(body)/2] + strings.Repeat(picture, 4), Picture: lead}, widget.ReadTime{Minutes: 1}},
		{"lead", widget.Article{Body: body, Picture: lead}, widget.ReadTime{Minutes: 2}},
		{"hidden code", widget.Article{Body: body + "<script>" + body + "</script>"}, widget.ReadTime{Minutes: 1}},
		{"label", widget.Article{Body: body, ReadTime: widget.ReadTime{Minutes: 3, FromPublisher: true}}, widget.ReadTime{Minutes: 3, FromPublisher: true}},
		{"not the publisher's", widget.Article{Body: body, ReadTime: widget.ReadTime{Minutes: 3}}, widget.ReadTime{Minutes: 1}},
		{"nonsense", widget.Article{Body: body, ReadTime: widget.ReadTime{Minutes: -3, FromPublisher: true}}, widget.ReadTime{Minutes: 1}},
	} {
		got, warnings := clean(t, c.in)
		if got.ReadTime != c.want || (warnings["read_time"] != "") != (c.name == "nonsense") {
			t.Errorf("%s: %+v, %v, want %+v", c.name, got.ReadTime, warnings, c.want)
		}
	}
}

// TestNothingShared holds that neither the input nor what Fields gave changes a clean article.
func TestNothingShared(t *testing.T) {
	t.Parallel()
	n := 1
	in := widget.Article{
		Title: "T", Authors: []widget.Author{{Name: "A"}}, Tags: []string{"a"}, Related: []widget.Link{{Title: "A"}}, CrossLinks: []widget.Link{{Title: "A"}},
		Picture: &widget.Picture{URL: address}, Comments: widget.Comments{Count: &n}, Correction: &widget.Correction{Note: "x"}, Provenance: map[string]string{"a": "b"},
	}
	a, _, err := sanitize.Clean(in)
	if err != nil {
		t.Fatal(err)
	}
	spoil := func(f widget.Article) {
		f.Authors[0].Name, f.Tags[0], f.Related[0].Title, f.CrossLinks[0].Title = "!", "!", "!", "!"
		f.Picture.URL, *f.Comments.Count, f.Correction.Note, f.Provenance["a"] = "!", 0, "!", "!"
	}
	before := a.Fields()
	spoil(in)
	spoil(a.Fields())
	if after := a.Fields(); !reflect.DeepEqual(before, after) {
		t.Errorf("%+v became %+v", before, after)
	}
}

func TestZeroArticle(t *testing.T) {
	t.Parallel()
	var a sanitize.Article
	if !reflect.DeepEqual(a.Fields(), widget.Article{}) || !a.Body().Empty() || a.Body().String() != "" {
		t.Errorf("the zero article has %+v", a.Fields())
	}
}
