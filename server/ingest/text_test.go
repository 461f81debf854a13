package ingest

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

// one decodes a source that holds exactly one article.
func one(t *testing.T, name, text string) Draft {
	t.Helper()
	drafts := Decode(Input{Name: name, Data: []byte(text)})
	if len(drafts) != 1 {
		t.Fatalf("Decode(%s) gives %d drafts, want 1", name, len(drafts))
	}
	return drafts[0]
}

// good is one for a source without an error.
func good(t *testing.T, name, text string) Draft {
	t.Helper()
	d := one(t, name, text)
	if d.Err != nil {
		t.Fatalf("Decode(%s): %v", name, d.Err)
	}
	return d
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestTextExample(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../../shared/examples/article.txt")
	if os.IsNotExist(err) {
		t.Skip("the example is not here")
	}
	d := good(t, "article.txt", string(data))
	a := d.Article
	equal(t, "kicker", a.Kicker, "Newsflash")
	equal(t, "headline's end", a.Title[strings.LastIndex(a.Title, " as ")+1:], "as Istanbul Talks Hit Deadlock")
	equal(t, "deck's start", strings.HasPrefix(a.Deck, "Pakistan seeks enforceable"), true)
	equal(t, "read time", a.ReadTime, widget.ReadTime{Minutes: 3, FromPublisher: true})
	equal(t, "alts said", strings.Count(a.Picture.Alt+a.Body, "Taliban spokesperson Zabihullah Mujahid details"), 1)
	equal(t, "day", a.Published.String(), "2025-11-08")
	equal(t, "dateline", a.Dateline, "Islamabad")
	equal(t, "body's start", strings.HasPrefix(a.Body, "<p>The latest round"), true)
	equal(t, "cross links", a.CrossLinks, []widget.Link{{Title: "Pakistan Presses Taliban Over TTP Safe Havens During Istanbul Talks; Sources"}})
	equal(t, "related titles", len(a.Related), 3)
	if n := strings.Count(a.Body, "<p>"); n < 10 {
		t.Errorf("%d paragraphs, want 10 or more", n)
	}
	for _, foreign := range []string{"Also see", "Alt:", "Related", "Chromebooks", "Post a comment", "Leave a Reply", "email address"} {
		if strings.Contains(a.Body, foreign) {
			t.Errorf("the body holds %q", foreign)
		}
	}
	clean, _, err := sanitize.Clean(a)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "clean day", clean.Fields().Published.String(), "2025-11-08")
}

func TestTextFixtures(t *testing.T) {
	t.Parallel()
	d := good(t, "harbour.txt", read(t, "testdata/harbour.txt"))
	equal(t, "harbour", d.Article, widget.Article{
		Kicker: "Coast Desk", Title: "Harbour Ferry Returns After Three Winters of Repairs",
		Deck:    "The Marrow Point crossing opens on Monday with a quieter boat and a longer timetable.",
		Authors: []widget.Author{{Name: "Ilse Varga"}, {Name: "Tom Okafor"}}, Published: day(t, "2026-02-14"), Updated: day(t, "2026-02-16"),
		ReadTime: widget.ReadTime{Minutes: 4, FromPublisher: true}, Picture: &widget.Picture{Alt: "A white ferry ties up at a stone quay."},
		Dateline: "Marrow Point", CrossLinks: []widget.Link{{Title: "How the Quay Was Rebuilt; A Timeline"}},
		Related: []widget.Link{{Title: "Night Buses Extended to the Old Town"}, {Title: "Fishing Quotas: What Changes in Spring"}},
		Body:    "<p>The ferry left at dawn with forty passengers &amp; one dog. Its captain called the crossing &lt;smooth&gt;.</p>\n<p>Comments from the town were kind, and the second paragraph goes over two lines.</p>",
		Provenance: map[string]string{
			"kicker": "text:line 1", "title": "text:line 3", "deck": "text:line 5", "read_time": "text:line 7", "picture.alt": "text:line 9",
			"authors": "text:line 13", "published": "text:line 15", "updated": "text:line 17", "dateline": "text:line 19",
			"cross_links": "text:line 24", "related": "text:line 29", "body": "text:paragraphs",
		},
	})

	d = good(t, "lahore.txt", read(t, "testdata/lahore.txt"))
	equal(t, "lahore", []any{d.Article.Title, d.Article.Published.String(), d.Article.Dateline, d.Article.ReadTime.Minutes, len(d.Article.Related)},
		[]any{"شہر کی پرانی لائبریری پھر کھل گئی", "2026-03-05", "لاہور", 2, 2})
	clean, _, err := sanitize.Clean(d.Article)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "direction", clean.Fields().Dir, "rtl")
}

func day(t *testing.T, s string) widget.Date {
	t.Helper()
	d, err := widget.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTextRefusals(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"paragraph first":  {strings.Repeat("word ", 100) + "\n\nmore", "line 1: is a paragraph of 499 characters where the headline should be"},
		"one paragraph":    {"\n\nOnly this is here", "line 3: is the only paragraph"},
		"label only":       {"Label:\n\nHeadline", "line 3: is the only paragraph"},
		"no text":          {"Headline\n\n3 min read\n\nNovember 8, 2025", "has a headline but no text"},
		"alts only":        {"Alt: one\n\nAlt: two", "has no headline"},
		"nothing":          {" \n\n\t", "is empty"},
		"only page chrome": {"Headline\n\nRelated Articles\nOne", "has a headline but no text"},
	} {
		if d := one(t, "a.txt", c.text); d.Err == nil || !strings.Contains(d.Err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", name, d.Err, c.want)
		}
	}
}

func TestTextWithoutEmptyLines(t *testing.T) {
	t.Parallel()
	a := good(t, "a.txt", "Headline\n8 November 2025\nFirst line.\nSecond line.").Article
	equal(t, "title, day, body", []string{a.Title, a.Published.String(), a.Body}, []string{"Headline", "2025-11-08", "<p>First line.</p>\n<p>Second line.</p>"})
}

func TestTextAmbiguousDate(t *testing.T) {
	t.Parallel()
	d := good(t, "a.txt", "Headline\n\n08/11/2025\n\nText.")
	equal(t, "published", d.Article.Published.String(), "")
	if len(d.Warnings) != 1 || !strings.Contains(d.Warnings[0].Message, "line 3") {
		t.Errorf("warnings %v, want one for line 3", d.Warnings)
	}
}

func TestParseTextDate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"November 8, 2025": "2025-11-08", "8 November 2025": "2025-11-08", "2025-11-08": "2025-11-08", "Nov. 8, 2025": "2025-11-08",
		"Saturday, November 8, 2025": "2025-11-08", "8th Nov 2025": "2025-11-08", "Published: Sept 1st, 2024": "2024-09-01",
		"8 نومبر 2025": "2025-11-08", "۸ نومبر، ۲۰۲۵": "2025-11-08", "٨ نوفمبر ٢٠٢٥": "2025-11-08", "8 تشرين الثاني 2025": "2025-11-08",
		"3 مئی 2026": "2026-05-03", "1 آب 2025": "2025-08-01", "November 8, 2025 at 9:30 p.m.": "2025-11-08",
		"2025-11-08T09:00:00+05:00": "2025-11-08T09:00:00+05:00",
		"February 30, 2025":         "", "08/11/2025": "", "Smarch 1, 2025": "", "November 2025": "", "8": "", "": "",
		"In November 8, 2025 people voted": "",
	} {
		if got, ok := parseTextDate(text); got.String() != want || ok != (want != "") {
			t.Errorf("parseTextDate(%q) = %q, %v; want %q", text, got, ok, want)
		}
	}
}

func TestSplitDateline(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Islamabad – The talks":                           "Islamabad",
		"ISLAMABAD (Reuters) — The talks":                 "ISLAMABAD (Reuters)",
		"PARIS—The museum":                                "PARIS",
		"New York, N.Y. -- “We won,”":                     "New York, N.Y.",
		"Frankfurt am Main - Die Bahn":                    "Frankfurt am Main",
		"لاہور – شہر کی":                                  "لاہور",
		"However – The talks":                             "",
		"Islamabad – the capital – grew":                  "",
		"The minister came – Nobody saw":                  "",
		"Well-known people met":                           "",
		"Islamabad –":                                     "",
		"":                                                "",
		"A – ":                                            "",
		strings.Repeat("Word ", 30) + "– The":             "",
		strings.Repeat("x", 5000) + " – The":              "",
		"Karachi, Lahore and Quetta – Rain fell all day.": "Karachi, Lahore and Quetta",
	} {
		if got, n := splitDateline(text); got != want || (n > 0) != (want != "") {
			t.Errorf("splitDateline(%q) = %q, %d; want %q", text, got, n, want)
		}
	}
}
