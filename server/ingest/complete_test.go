package ingest

import (
	"errors"
	"testing"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

func TestComplete(t *testing.T) {
	t.Parallel()
	seven := 7
	item := Draft{
		Origin: "feed item 1", Teaser: true, Warnings: []sanitize.Warning{{Field: "published", Message: "from the feed"}},
		Article: widget.Article{
			GUID: "g-1", URL: "https://a.example/story?utm_source=rss", Title: "The Feed’s Title", Deck: "The start of it […]",
			Authors: []widget.Author{{Name: "Feed Author"}}, Published: day(t, "2025-11-08T09:00:00+05:00"), Tags: []string{"feed"}, Lang: "en",
			Picture:    &widget.Picture{URL: "https://img.a.example/tower-150x150.jpg", Width: 150, Height: 150, Alt: "Same words.", Caption: "Same words."},
			Provenance: map[string]string{"title": "rss:title", "deck": "rss:description", "url": "rss:link", "lang": "rss:language", "published": "rss:pubDate", "picture.url": "media:thumbnail", "picture.alt": "media:thumbnail"},
		},
	}
	page := Draft{
		Origin: "page", Warnings: []sanitize.Warning{{Field: "body", Message: "from the page"}},
		Article: widget.Article{
			GUID: "other", URL: "https://a.example/story", Title: "The feed's title", Deck: "A whole deck.", Authors: []widget.Author{{Name: "Page Author"}},
			Published: day(t, "2025-11-08T04:00:00Z"), Updated: day(t, "2025-11-09"), Tags: []string{"page"}, Lang: "en-IE", Dir: "ltr", Kicker: "Analysis", Section: "World",
			Dateline: "Cork", Body: "<p>Text.</p>", Related: []widget.Link{{Title: "Other"}}, CrossLinks: []widget.Link{{Title: "Also"}},
			ReadTime: widget.ReadTime{Minutes: 4, FromPublisher: true}, Comments: widget.Comments{Count: &seven}, Correction: &widget.Correction{Note: "n"},
			Picture:    &widget.Picture{URL: "https://cdn.a.example/tower.jpg", Width: 1200, Height: 800, Alt: "A tower.", Credit: "J. Roe"},
			Provenance: map[string]string{"title": "json-ld:headline", "deck": "og:description", "url": "html:link canonical", "lang": "html:lang", "body": "readability", "picture.url": "og:image", "picture.alt": "html:img alt"},
		},
	}
	got := Complete(item, page)
	equal(t, "article", got.Article, widget.Article{
		GUID: "g-1", URL: "https://a.example/story", Title: "The Feed’s Title", Deck: "A whole deck.", Authors: []widget.Author{{Name: "Feed Author"}},
		Published: day(t, "2025-11-08T09:00:00+05:00"), Updated: day(t, "2025-11-09"), Tags: []string{"feed"}, Lang: "en-IE", Dir: "ltr", Kicker: "Analysis", Section: "World",
		Dateline: "Cork", Body: "<p>Text.</p>", Related: []widget.Link{{Title: "Other"}}, CrossLinks: []widget.Link{{Title: "Also"}},
		ReadTime: widget.ReadTime{Minutes: 4, FromPublisher: true}, Comments: widget.Comments{Count: &seven}, Correction: &widget.Correction{Note: "n"},
		Picture:    &widget.Picture{URL: "https://cdn.a.example/tower.jpg", Width: 1200, Height: 800, Alt: "A tower.", Caption: "Same words.", Credit: "J. Roe"},
		Provenance: map[string]string{"title": "rss:title", "deck": "og:description", "url": "html:link canonical", "lang": "html:lang", "published": "rss:pubDate", "body": "readability", "picture.url": "og:image", "picture.alt": "html:img alt"},
	})
	equal(t, "teaser", got.Teaser, false)
	equal(t, "warnings", got.Warnings, []sanitize.Warning{{Field: "published", Message: "from the feed"}, {Field: "body", Message: "from the page"}})
	equal(t, "the item is as it was", []any{item.Article.Provenance["deck"], item.Article.Picture.Width}, []any{"rss:description", 150})
}

func TestCompleteDisagreements(t *testing.T) {
	t.Parallel()
	draft := func(title, date string) Draft {
		return Draft{Article: widget.Article{Title: title, Published: day(t, date), Body: "<p>x</p>"}}
	}
	for _, c := range []struct {
		item, page Draft
		fields     []string
		published  string
	}{
		{draft("A", "2025-11-08"), draft("B", "2025-11-08"), []string{"title"}, "2025-11-08"},
		{draft("A “b”", "2025-11-08"), draft("a \"B\"", "2025-11-09"), []string{"published"}, "2025-11-08"},
		{draft("A", "2025-11-08"), draft("A", "2025-11-08T23:00:00+05:00"), nil, "2025-11-08T23:00:00+05:00"},
		{draft("A", "2025-11-08T01:00:00+05:00"), draft("A", "2025-11-07T20:00:00Z"), nil, "2025-11-08T01:00:00+05:00"},
		{draft("A", "2025-11-08T01:00:00Z"), draft("A", "2025-11-05T01:00:00Z"), []string{"published"}, "2025-11-08T01:00:00Z"},
	} {
		got := Complete(c.item, c.page)
		var fields []string
		for _, w := range got.Warnings {
			fields = append(fields, w.Field)
		}
		equal(t, "warnings", fields, c.fields)
		equal(t, "published", got.Article.Published.String(), c.published)
		equal(t, "title", got.Article.Title, c.item.Article.Title)
	}
}

func TestCompleteWithoutPage(t *testing.T) {
	t.Parallel()
	item := Draft{Teaser: true, Article: widget.Article{Title: "A", Deck: "d"}}
	got := Complete(item, Draft{Origin: "https://a.example/", Err: errors.New("has no article text")})
	equal(t, "article", got.Article, item.Article)
	equal(t, "teaser and warnings", []any{got.Teaser, len(got.Warnings), got.Err}, []any{true, 1, nil})
	full := Draft{Article: widget.Article{Title: "A", Body: "<p>feed</p>", Deck: "Whole.", Picture: &widget.Picture{URL: "https://a.example/one.jpg", Width: 900}}}
	got = Complete(full, Draft{Article: widget.Article{Body: "<p>page</p>", Deck: "Other.", Picture: &widget.Picture{URL: "https://a.example/another.jpg", Width: 2000}}})
	equal(t, "what the feed has stays", got.Article, full.Article)
}
