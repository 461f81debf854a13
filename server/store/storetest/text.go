package storetest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"newsflash/server/store"
	"newsflash/widget"
)

// whole fills every field with the text.
func whole(t *testing.T, n int, text string) widget.Article {
	t.Helper()
	date, err := widget.ParseDate("2025-11-08T09:00:00+05:00")
	if err != nil {
		t.Fatal(err)
	}
	link := widget.Link{Title: text, URL: "https://news.example/related?a=1&b=2", Date: date}
	comments := n
	return widget.Article{
		ID: fmt.Sprint("whole-", n), Source: text, GUID: text, URL: fmt.Sprint("https://news.example/story?n=", n),
		Kicker: text, Title: text, Deck: text, Authors: []widget.Author{{Name: text, URL: "https://news.example/by"}, {Name: "B"}},
		Published: date, Updated: widget.Date{Time: time.Date(2025, 11, 9, 0, 0, 0, 0, time.UTC), Day: true},
		ReadTime: widget.ReadTime{Minutes: 3, FromPublisher: true},
		Picture: &widget.Picture{
			URL: "https://news.example/p.jpg", Alt: text + " alt", Caption: text + " caption", Credit: text, Width: 1200, Height: 675,
		},
		Dateline: text, Body: "<p>" + text + " <em>body</em></p>",
		CrossLinks: []widget.Link{link}, Related: []widget.Link{link, {Title: "No link"}},
		Tags: []string{text, "b"}, Section: text, Lang: "ur-PK", Dir: "rtl",
		Comments:   widget.Comments{URL: "https://news.example/story#comments", Count: &comments},
		Correction: &widget.Correction{Note: text, Date: date}, Provenance: map[string]string{"title": text},
	}
}

func wholeArticle(t *testing.T, s store.Store) {
	a := whole(t, 0, "Plain")
	wantResult(t, put(t, s, a), "whole-0", 1, store.New)
	wantStored(t, s, "whole-0", a)
	if got, _, err := s.Get(t.Context(), "whole-0"); err != nil || got.Comments.Count == nil || got.Picture == nil || got.Correction == nil {
		t.Errorf("fields are missing from %+v, %v", got, err)
	}
}

var hostile = []string{
	`'; DROP TABLE articles; --`, `" OR ""="`, `\' \" \\ \x00 \u0000`, `%s %d %% $1 ?1 :a @b`, "`;{{.}}${x}",
	`<script>alert(1)</script> & &lt;`,
	"👩‍👩‍👧‍👦 🇵🇰 é́ ｆｕｌｌ", "عنوان الخبر ב־",
	"\u202eevil\u202c \u2066iso\u2069", "line\u2028sep\u2029", "a\tb\nc\r\nd", "nul\x00byte", "bad \xff\xfe utf-8", "𝕊 \U0010ffff",
}

// hostileText comes back as the sanitiser let it through, byte for byte, and leaves its neighbours alone.
func hostileText(t *testing.T, s store.Store) {
	for i, text := range hostile {
		put(t, s, whole(t, i, text))
	}
	for i, text := range hostile {
		a := whole(t, i, text)
		wantStored(t, s, a.ID, a)
		wantResult(t, put(t, s, a), a.ID, 1, store.Unchanged)
	}
	if n := len(all(t, s, 5)); n != len(hostile) {
		t.Errorf("%d articles are stored, want %d", n, len(hostile))
	}
}

func largeBody(t *testing.T, s store.Store) {
	p := "<p>" + strings.Repeat("Wörter “mit” allem &amp; ", 40) + "</p>"
	for i, size := range []int{64 << 10, widget.MaxBody - 1<<10} {
		a := widget.Article{ID: fmt.Sprint("large-", i), Source: "feed", GUID: fmt.Sprint(i), Title: "Large", Body: strings.Repeat(p, size/len(p))}
		c := clean(t, a)
		for _, want := range []store.Outcome{store.New, store.Unchanged} {
			res, err := s.Put(t.Context(), c)
			if err != nil {
				t.Fatal(err)
			}
			wantResult(t, res, a.ID, 1, want)
		}
		got, _, err := s.Get(t.Context(), a.ID)
		if want := c.Fields(); err != nil || got.Body != want.Body || len(got.Body) < size*9/10 {
			t.Fatalf("a body of %d bytes came back with %d, %v", len(want.Body), len(got.Body), err)
		}
		a.Body += "<p>One word more</p>"
		wantResult(t, put(t, s, a), a.ID, 2, store.Updated)
	}
}
