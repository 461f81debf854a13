package source_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newsflash/server/fetch"
	"newsflash/server/ingest"
	"newsflash/server/source"
	"newsflash/server/store"
)

func TestFeedWithWholeStories(t *testing.T) {
	t.Parallel()
	s, d := newStub(t), newDesk(t)
	s.xml("/feed", rss(item(1, "Old text."), item(2, "Another text.")))
	d.add(store.Source{ID: "daily", Kind: store.Feed, URL: s.URL + "/feed"})
	d.pass("daily", source.Tally{New: 2})
	for range 4 {
		d.pass("daily", source.Tally{})
	}
	if asked, same := s.count("/feed"); asked != 1 || same != 4 {
		t.Errorf("the feed was sent %d times and unchanged %d times, want 1 and 4", asked, same)
	}
	s.xml("/feed", rss(item(3, "New text."), item(1, "Corrected text."), item(2, "Another text.")))
	d.pass("daily", source.Tally{New: 1, Updated: 1, Unchanged: 1})
	a, head := d.article(s.URL + "/story/1")
	if !strings.Contains(a.Body, "Corrected text") || head.Revision != 2 || a.Source != "daily" || a.GUID != "id-1" {
		t.Errorf("the corrected story is %+v", a)
	}
}

// TestFeedWithoutValidators: a server that always sends everything means no work either.
func TestFeedWithoutValidators(t *testing.T) {
	t.Parallel()
	s, d := newStub(t), newDesk(t)
	s.set("/feed", doc{kind: "application/rss+xml", body: rss(item(1, "Text.")), plain: true})
	d.add(store.Source{ID: "daily", Kind: store.Feed, URL: s.URL + "/feed"})
	d.pass("daily", source.Tally{New: 1})
	d.pass("daily", source.Tally{})
}

func TestFeedOfSummariesLeadsToPages(t *testing.T) {
	t.Parallel()
	s, d := newStub(t), newDesk(t)
	s.xml("/feed", rss(item(1, ""), item(2, "")))
	s.html("/story/1", story("Story number 1", "The first text."))
	s.html("/story/2", story("Story number 2", "The second text."))
	d.add(store.Source{ID: "daily", Kind: store.Feed, URL: s.URL + "/feed"})
	d.pass("daily", source.Tally{New: 2})
	a, _ := d.article(s.URL + "/story/1")
	if !strings.Contains(a.Body, "The first text") || a.Deck != "What story 1 says in short." || a.GUID != "id-1" || a.Published.String() != "2025-11-08T09:01:00+05:00" {
		t.Errorf("deck %q, guid %q, published %s, body %.60q", a.Deck, a.GUID, a.Published, a.Body)
	}
	d.pass("daily", source.Tally{})
	if asked, _ := s.count("/story/1"); asked != 1 {
		t.Errorf("the page was asked for %d times, want 1", asked)
	}
	s.html("/story/1", story("Story number 1", "The corrected text."))
	d.now = d.now.Add(2 * time.Hour)
	d.pass("daily", source.Tally{Updated: 1})
	if _, same := s.count("/story/2"); same != 1 {
		t.Errorf("the unchanged page was asked for with a condition %d times, want 1", same)
	}
	a, _ = d.article(s.URL + "/story/1")
	if !strings.Contains(a.Body, "The corrected text") {
		t.Errorf("body %.80q", a.Body)
	}
}

// TestPagesThatWereNeverThere: what the source says is the story then, or the reason is said.
func TestPagesThatWereNeverThere(t *testing.T) {
	t.Parallel()
	s, d := newStub(t), newDesk(t)
	s.xml("/feed", rss(item(1, "")))
	d.add(store.Source{ID: "daily", Kind: store.Feed, URL: s.URL + "/feed"})
	outcomes := d.pass("daily", source.Tally{New: 1})
	if len(outcomes[0].Warnings) == 0 || !strings.Contains(outcomes[0].Warnings[0].Message, "404") {
		t.Errorf("warnings %+v, want one about the page", outcomes[0].Warnings)
	}
	d.pass("daily", source.Tally{Withdrawn: 1}) // a second time: its link leads nowhere
	d.now = d.now.Add(2 * time.Hour)
	d.pass("daily", source.Tally{})
	s.xml("/map.xml", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>SITE/none</loc><lastmod>2025-11-08</lastmod></url></urlset>`)
	d.add(store.Source{ID: "map", Kind: store.Sitemap, URL: s.URL + "/map.xml"})
	if outcomes = d.pass("map", source.Tally{Refused: 1}); !strings.Contains(outcomes[0].Reason, "404") {
		t.Errorf("refused because %q", outcomes[0].Reason)
	}
	d.pass("map", source.Tally{})
}

// TestItemsThatShareAPage: three entries of a live blog stay three.
func TestItemsThatShareAPage(t *testing.T) {
	t.Parallel()
	s, d := newStub(t), newDesk(t)
	var items []string
	for n := 1; n <= 3; n++ {
		items = append(items, strings.ReplaceAll(item(n, ""), fmt.Sprintf("/story/%d", n), "/live?from=feed"))
	}
	s.xml("/feed", rss(items...))
	s.html("/live", story("A day at the harbour", "Text."))
	d.add(store.Source{ID: "daily", Kind: store.Feed, URL: s.URL + "/feed"})
	d.pass("daily", source.Tally{New: 3})
	d.pass("daily", source.Tally{})
	d.now = d.now.Add(2 * time.Hour)
	d.pass("daily", source.Tally{})
	stored, err := d.Store.Items(t.Context(), "daily", "", 0)
	if err != nil || len(stored) != 3 || stored[0].ID == stored[1].ID || stored[1].ID == stored[2].ID {
		t.Errorf("stored %+v, %v; want three articles", stored, err)
	}
}

// TestFeedPageGone: falling off the feed's end is no withdrawal, a page that is gone is.
func TestFeedPageGone(t *testing.T) {
	t.Parallel()
	s, d := newStub(t), newDesk(t)
	for i := range 4 {
		s.html(fmt.Sprintf("/story/%d", i), story(fmt.Sprintf("Story number %d", i), "Text."))
	}
	s.xml("/feed", rss(item(3, "T."), item(2, "T."), item(1, "T."), item(0, "T.")))
	d.add(store.Source{ID: "daily", Kind: store.Feed, URL: s.URL + "/feed"})
	d.pass("daily", source.Tally{New: 4})
	s.drop("/story/2")
	s.set("/story/1", doc{status: http.StatusGone})
	s.xml("/feed", rss(item(3, "T.")))
	d.now = d.now.Add(time.Hour)
	d.pass("daily", source.Tally{Unchanged: 1, Withdrawn: 1})
	if _, head := d.article(s.URL + "/story/1"); !head.Withdrawn {
		t.Error("410: the story is not withdrawn")
	}
	if _, head := d.article(s.URL + "/story/2"); head.Withdrawn {
		t.Error("404 once: the story is withdrawn already")
	}
	d.now = d.now.Add(time.Hour)
	d.pass("daily", source.Tally{Withdrawn: 1})
	if _, head := d.article(s.URL + "/story/0"); head.Withdrawn {
		t.Error("a story that is only old is withdrawn")
	}
	a, head := d.article(s.URL + "/story/2")
	if !head.Withdrawn || a.Body == "" || head.Revision != 2 {
		t.Errorf("404 twice: %+v", head)
	}
	d.now = d.now.Add(time.Hour)
	d.pass("daily", source.Tally{})

	s.html("/story/2", story("Story number 2", "Text."))
	s.xml("/feed", rss(item(3, "T."), item(2, "T.")))
	d.now = d.now.Add(time.Hour)
	d.pass("daily", source.Tally{Unchanged: 1, Updated: 1})
	if _, head := d.article(s.URL + "/story/2"); head.Withdrawn {
		t.Error("a story that is back is still withdrawn")
	}
}

func TestOnePage(t *testing.T) {
	t.Parallel()
	s, d := newStub(t), newDesk(t)
	s.html("/a", story("A single page", "Text."))
	d.add(store.Source{ID: "one", Kind: store.Page, URL: s.URL + "/a", Lang: "en"})
	d.pass("one", source.Tally{New: 1})
	d.pass("one", source.Tally{})
	s.html("/a", story("A single page, corrected", "Text."))
	d.pass("one", source.Tally{Updated: 1})
	s.drop("/a")
	d.pass("one", source.Tally{})
	d.pass("one", source.Tally{Withdrawn: 1})
	if _, head := d.article(s.URL + "/a"); !head.Withdrawn {
		t.Error("not withdrawn")
	}
}

func TestSitemapIndex(t *testing.T) {
	t.Parallel()
	s, d := newStub(t), newDesk(t)
	entry := func(n int, lastmod string) string {
		return fmt.Sprintf("<url><loc>SITE/story/%d</loc><lastmod>%s</lastmod></url>", n, lastmod)
	}
	sitemap := func(entries ...string) string {
		return `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + strings.Join(entries, "") + "</urlset>"
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write([]byte(strings.ReplaceAll(sitemap(entry(3, "2025-11-01")), "SITE", s.URL)))
	_ = z.Close()
	s.xml("/sitemap.xml", `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>SITE/new.xml</loc></sitemap><sitemap><loc>SITE/old.xml.gz</loc></sitemap></sitemapindex>`)
	s.xml("/new.xml", sitemap(entry(1, "2025-11-08"), entry(2, "2025-11-07")))
	s.set("/old.xml.gz", doc{kind: "application/x-gzip", body: packed.String()})
	for n := 1; n <= 3; n++ {
		s.html(fmt.Sprintf("/story/%d", n), story(fmt.Sprintf("Story number %d", n), fmt.Sprintf("Text %d.", n)))
	}
	d.add(store.Source{ID: "map", Kind: store.Sitemap, URL: s.URL + "/sitemap.xml"})
	d.pass("map", source.Tally{New: 3})
	for range 4 {
		d.pass("map", source.Tally{})
	}
	if asked, same := s.count("/story/3"); asked != 1 || same != 0 {
		t.Errorf("a page was visited %d times and asked for %d more times, want once", asked, same)
	}
	s.html("/story/1", story("Story number 1, corrected", "Text 1."))
	s.xml("/new.xml", sitemap(entry(1, "2025-11-09"), entry(2, "2025-11-07")))
	s.xml("/sitemap.xml", `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>SITE/new.xml</loc><lastmod>2025-11-09</lastmod></sitemap><sitemap><loc>SITE/old.xml.gz</loc></sitemap></sitemapindex>`)
	d.pass("map", source.Tally{Updated: 1})
}

func TestFolder(t *testing.T) {
	t.Parallel()
	d, folder := newDesk(t), t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a.md", "---\ntitle: Story A\nurl: https://news.example/a\n---\nText of A.")
	write("b.md", "---\ntitle: Story B\nurl: https://news.example/b\n---\nText of B.")
	write("two.json", `[{"id":"1","url":"https://news.example/1","title":"One","content_html":"<p>One.</p>"},{"id":"2","url":"https://news.example/2","title":"Two","content_html":"<p>Two.</p>"}]`)
	d.add(store.Source{ID: "stories", Kind: store.Folder, URL: folder})
	d.pass("stories", source.Tally{New: 4})
	d.pass("stories", source.Tally{})
	write("a.md", "---\ntitle: Story A, corrected\nurl: https://news.example/a\n---\nText of A.")
	write("two.json", `[{"id":"2","url":"https://news.example/2","title":"Two","content_html":"<p>Two.</p>"}]`)
	if err := os.Remove(filepath.Join(folder, "b.md")); err != nil {
		t.Fatal(err)
	}
	d.now = d.now.Add(time.Hour)
	d.pass("stories", source.Tally{Updated: 1, Unchanged: 1, Withdrawn: 2})
	for address, gone := range map[string]bool{"https://news.example/a": false, "https://news.example/b": true, "https://news.example/1": true, "https://news.example/2": false} {
		if _, head := d.article(address); head.Withdrawn != gone {
			t.Errorf("%s: withdrawn is %v", address, head.Withdrawn)
		}
	}
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	src, err := d.Store.Source(t.Context(), "stories")
	if err != nil {
		t.Fatal(err)
	}
	if _, tally, err := d.Pass(t.Context(), src, func(ingest.Outcome) {}); err == nil || tally.Withdrawn != 0 {
		t.Errorf("a folder that is away: %v, %s; want an error and nothing withdrawn", err, tally)
	}
}

func TestFailuresBackOff(t *testing.T) {
	t.Parallel()
	s, d := newStub(t), newDesk(t)
	s.set("/feed", doc{status: http.StatusServiceUnavailable, header: map[string]string{"Retry-After": "1800"}})
	src := d.add(store.Source{ID: "daily", Kind: store.Feed, URL: s.URL + "/feed", Every: time.Minute})
	src, _, err := d.Pass(t.Context(), src, func(ingest.Outcome) {})
	var status *fetch.StatusError
	if !errors.As(err, &status) || status.Status != http.StatusServiceUnavailable {
		t.Fatalf("error %v, want a 503", err)
	}
	stored, err := d.Store.Source(t.Context(), "daily")
	if err != nil {
		t.Fatal(err)
	}
	if wait := stored.State.Next.Sub(d.now); wait != 30*time.Minute || stored.State.Failures != 1 || stored.State.Error == "" || !stored.State.Succeeded.IsZero() {
		t.Errorf("after a failure the state is %+v, the wait %s", stored.State, wait)
	}
	if src.State.Next != stored.State.Next {
		t.Errorf("returned %+v, stored %+v", src.State, stored.State)
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	good, err := source.Check(store.Source{Kind: store.Feed, URL: "https://www.news.example/world/feed/"})
	if err != nil || good.ID != "news-example-world-feed" || good.Every != source.DefaultEvery {
		t.Errorf("Check = %+v, %v", good, err)
	}
	for want, bad := range map[string]store.Source{
		"time zone": {ID: "a", Zone: "Mars/Olympus"},
		"language":  {ID: "a", Lang: "12"},
		"every":     {ID: "a", Every: time.Second},
		"name":      {ID: "A b"},
		`"file"`:    {ID: "file"},
	} {
		if _, err := source.Check(bad); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want an error that names %s", bad, err, want)
		}
	}
}
