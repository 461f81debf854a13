package sanitize_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

func FuzzBody(f *testing.F) {
	for _, s := range attacks(f) {
		f.Add(s)
	}
	for _, c := range bodies {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, address := range []string{"", "https://news.example/2025/story"} {
			a, _, err := sanitize.Clean(widget.Article{Title: "Headline", URL: address, Body: s})
			if err != nil {
				continue // too long
			}
			checkBody(t, a.Body().String())
			settled(t, a)
		}
	})
}

func FuzzArticle(f *testing.F) {
	f.Add("Title", "https://news.example/a", "fr", "<p>x</p>", "alt text")
	f.Add("e\u200b\u0301 \u202e", "//x", "ur-pk", "<img src=/a.jpg alt=x>", "a.jpg")
	f.Add("\xff\xfe", "HTTP://A.example:80/%zz", "x-y", "\ufeff", "image")
	f.Fuzz(func(t *testing.T, title, address, lang, body, text string) {
		n := len(text)
		a, _, err := sanitize.Clean(widget.Article{
			Title: title, URL: address, Lang: lang, Body: body, Kicker: text, Deck: title, Section: text, GUID: text,
			Authors: []widget.Author{{Name: text, URL: address}},
			Picture: &widget.Picture{URL: address, Alt: text, Caption: title, Width: n, Height: -n},
			Related: []widget.Link{{Title: text, URL: address}}, Tags: []string{text, title, text},
			Comments:   widget.Comments{URL: body, Count: &n},
			Correction: &widget.Correction{Note: body}, Provenance: map[string]string{text: title, title: text},
		})
		if err != nil {
			return
		}
		settled(t, a)
		fields := a.Fields()
		checkBody(t, fields.Body)
		for _, s := range []string{fields.Title, fields.Kicker, fields.Deck} {
			if err := normal(s); err != nil || strings.ContainsAny(s, "\n\t") || strings.TrimSpace(s) != s {
				t.Errorf("%q: %v", s, err)
			}
		}
	})
}

func FuzzText(f *testing.F) {
	for _, s := range attacks(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := sanitize.Text(s)
		if !utf8.ValidString(got) || strings.Contains(got, "\n\n") || strings.Trim(got, " \n") != got {
			t.Errorf("Text(%q) = %q", s, got)
		}
		if err := normal(got); err != nil {
			t.Errorf("%v in Text(%q)", err, s)
		}
		var b strings.Builder
		for line := range strings.Lines(got) {
			b.WriteString("<p>" + html.EscapeString(line) + "</p>")
		}
		if again := sanitize.Text(b.String()); again != got {
			t.Errorf("the paragraphs %q have the text %q", got, again)
		}
	})
}
