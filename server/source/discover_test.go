package source_test

import (
	"fmt"
	"strings"
	"testing"

	"newsflash/server/store"
)

func TestDiscover(t *testing.T) {
	t.Parallel()
	s, d := newStub(t), newDesk(t)
	front := func(head string) string {
		return "<html><head><title>Front</title>" + head + "</head><body><h1>The Daily Example</h1><ul>" + strings.Repeat(`<li><a href="/story/1">Some story that is told elsewhere</a></li>`, 20) + "</ul></body></html>"
	}
	s.xml("/feed", rss(item(1, "Text.")))
	s.xml("/comments/feed", rss(item(2, "A comment.")))
	s.xml("/map.xml", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>SITE/story/1</loc></url></urlset>`)
	s.set("/feed.json", doc{kind: "application/feed+json", body: `{"version":"https://jsonfeed.org/version/1.1","title":"Daily","items":[{"id":"1","title":"A","content_text":"T"}]}`})
	s.html("/with-feed", front(`<link rel="alternate" type="application/rss+xml" href="/comments/feed"><link rel="alternate" type="application/rss+xml" title="News" href="/feed">`))
	s.html("/story/1", strings.Replace(story("A single story", "Text."), "</head>", `<link rel="alternate" type="application/rss+xml" href="/feed"></head>`, 1))
	s.set("/robots.txt", doc{kind: "text/plain", body: "User-agent: *\nDisallow:\nSitemap: SITE/map.xml\n"})
	s.html("/bare", front(""))
	folder := t.TempDir()
	for place, want := range map[string]store.Source{
		s.URL + "/feed":      {Kind: store.Feed, URL: s.URL + "/feed"},
		s.URL + "/feed.json": {Kind: store.Feed, URL: s.URL + "/feed.json"},
		s.URL + "/map.xml":   {Kind: store.Sitemap, URL: s.URL + "/map.xml"},
		s.URL + "/with-feed": {Kind: store.Feed, URL: s.URL + "/feed"},
		s.URL + "/story/1":   {Kind: store.Page, URL: s.URL + "/story/1"},
		s.URL + "/bare":      {Kind: store.Sitemap, URL: s.URL + "/map.xml"},
		folder:               {Kind: store.Folder, URL: folder},
	} {
		found, err := d.Discover(t.Context(), place)
		if err != nil || found.Source != want || found.Why == "" {
			t.Errorf("Discover(%s) = %+v, %v; want %s %s", place, found, err, want.Kind, want.URL)
		}
	}
	found, err := d.Discover(t.Context(), s.URL+"/with-feed")
	if err != nil || len(found.Others) != 1 || !strings.Contains(found.Others[0], "/map.xml") {
		t.Errorf("others are %q, %v; want the sitemap", found.Others, err)
	}
	for place, want := range map[string]string{
		s.URL + "/none": "404", "ftp://news.example/": "https://", "/no/such/folder": "folder", "https://user:secret@news.example/": "password",
	} {
		if _, err := d.Discover(t.Context(), place); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Discover(%s): %v, want an error that says %q", place, err, want)
		}
	}
}

func TestDiscoverWordPress(t *testing.T) {
	t.Parallel()
	b, d := newBlog(t, 12), newDesk(t)
	found, err := d.Discover(t.Context(), b.URL+"/")
	if err != nil || found.Source.Kind != store.WordPress || found.Source.URL != b.URL+"/wp-json/" || !strings.Contains(found.Why, "12 posts") {
		t.Errorf("Discover = %+v, %v; want the API with 12 posts", found, err)
	}
	b.closed = true
	found, err = d.Discover(t.Context(), b.URL+"/")
	if err != nil || found.Source.Kind != store.Feed || found.Source.URL != b.URL+"/feed/" {
		t.Errorf("with a closed API Discover = %+v, %v; want the feed", found, err)
	}
}

// TestLookAtAHugeFeed: it is a feed, however many items it has, and the report says first what is left out.
func TestLookAtAHugeFeed(t *testing.T) {
	t.Parallel()
	s, d := newStub(t), newDesk(t)
	items := make([]string, 60_000)
	for i := range items {
		items[i] = fmt.Sprintf("<item><title>Story %d</title></item>", i)
	}
	s.xml("/feed", rss(items...))
	found, err := d.Discover(t.Context(), s.URL+"/feed")
	if err != nil || found.Source.Kind != store.Feed {
		t.Fatalf("%+v, %v", found, err)
	}
	drafts, err := d.Look(t.Context(), found.Source, 3)
	if err != nil || len(drafts) != 4 || drafts[0].Err == nil || !strings.Contains(drafts[0].Err.Error(), "holds more than 2000 items") || drafts[3].Article.Title != "Story 2" {
		t.Errorf("%d drafts, %v: %+v", len(drafts), err, drafts)
	}
}
