package source_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"newsflash/server/fetch"
	"newsflash/server/ingest"
	"newsflash/server/source"
	"newsflash/server/store"
	"newsflash/server/store/sqlite"
	"newsflash/widget"
)

// stub is a publisher's site: documents by path and query, with validators, and a count of what was asked.
type stub struct {
	*httptest.Server
	t testing.TB

	mutex sync.Mutex
	docs  map[string]doc
	asked map[string]int // whole answers
	same  map[string]int // 304s
}

type doc struct {
	status int // 0 is 200
	kind   string
	body   string
	header map[string]string
	plain  bool // without validators
}

func newStub(t testing.TB) *stub {
	s := &stub{t: t, docs: map[string]doc{}, asked: map[string]int{}, same: map[string]int{}}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *stub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mutex.Lock()
	d, ok := s.docs[r.URL.RequestURI()]
	path := r.URL.RequestURI()
	if !ok {
		d, ok = s.docs[r.URL.Path]
		path = r.URL.Path
	}
	etag := fmt.Sprintf(`"%x"`, sha256.Sum256([]byte(d.body)))
	fresh := ok && !d.plain && d.status == 0 && r.Header.Get("If-None-Match") == etag
	if fresh {
		s.same[path]++
	} else {
		s.asked[path]++
	}
	s.mutex.Unlock()
	switch {
	case !ok:
		http.NotFound(w, r)
		return
	case fresh:
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if !d.plain {
		w.Header().Set("ETag", etag)
	}
	w.Header().Set("Content-Type", d.kind)
	for name, value := range d.header {
		w.Header().Set(name, value)
	}
	if d.status != 0 {
		w.WriteHeader(d.status)
	}
	_, _ = w.Write([]byte(strings.ReplaceAll(d.body, "SITE", s.URL)))
}

func (s *stub) set(path string, d doc) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.docs[path] = d
}

func (s *stub) html(path, body string) {
	s.set(path, doc{kind: "text/html; charset=utf-8", body: body})
}
func (s *stub) xml(path, body string) { s.set(path, doc{kind: "application/xml", body: body}) }

func (s *stub) drop(path string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	delete(s.docs, path)
}

// count gives whole answers and 304s of a path.
func (s *stub) count(path string) (asked, same int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.asked[path], s.same[path]
}

// desk is an engine with a store of its own and a clock that stands still.
type desk struct {
	*source.Engine
	t   *testing.T
	now time.Time
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	st, err := sqlite.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	d := &desk{t: t, now: time.Now().UTC().Truncate(time.Millisecond)}
	d.Engine = source.New(st, fetch.New(fetch.Options{AllowPrivate: true}), slog.New(slog.NewTextHandler(t.Output(), nil)))
	d.Now = func() time.Time { return d.now }
	return d
}

func (d *desk) add(s store.Source) store.Source {
	d.t.Helper()
	s, err := source.Check(s)
	if err != nil {
		d.t.Fatal(err)
	}
	if err := d.Store.AddSource(context.Background(), s); err != nil {
		d.t.Fatal(err)
	}
	return s
}

// pass reads a stored source once and checks what it came to.
func (d *desk) pass(id string, want source.Tally) []ingest.Outcome {
	d.t.Helper()
	src, err := d.Store.Source(d.t.Context(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	var all []ingest.Outcome
	_, tally, err := d.Pass(d.t.Context(), src, func(o ingest.Outcome) { all = append(all, o) })
	if err != nil {
		d.t.Fatal(err)
	}
	if tally != want {
		d.t.Fatalf("a pass came to %s; want %s; outcomes %+v", tally, want, all)
	}
	return all
}

func (d *desk) article(address string) (widget.Article, store.Head) {
	d.t.Helper()
	head, err := d.Store.ByURL(d.t.Context(), address)
	if err != nil {
		d.t.Fatal(err)
	}
	a, head, err := d.Store.Get(d.t.Context(), head.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	return a, head
}

// story is a page with an article as a newspaper's site shows it.
func story(title, text string) string {
	return `<!doctype html><html lang="en"><head><title>` + title + ` | The Daily Example</title><meta property="og:type" content="article">
<meta property="article:published_time" content="2025-11-08T09:00:00+05:00"></head><body><nav><a href="/">Home</a><a href="/world">World</a></nav>
<article><h1>` + title + `</h1><p class="byline">By Ana Ruiz</p>` + paragraphs(text, 5) + `</article><footer>The Daily Example</footer></body></html>`
}

func paragraphs(text string, n int) string {
	var b strings.Builder
	for i, when := range []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"}[:n] {
		fmt.Fprintf(&b, "<p>%s The council met on %s and heard from residents, engineers and the harbour's own staff before it voted by %d to four on what is to be done.</p>\n", text, when, i+5)
	}
	return b.String()
}

func rss(items ...string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>The Daily Example</title><link>SITE/</link><description>News</description><language>en</language>` + strings.Join(items, "\n") + `</channel></rss>`
}

func item(n int, content string) string {
	full := ""
	if content != "" {
		full = "<content:encoded><![CDATA[" + paragraphs(content, 5) + "]]></content:encoded>"
	}
	return fmt.Sprintf(`<item><title>Story number %d</title><link>SITE/story/%[1]d</link><guid isPermaLink="false">id-%[1]d</guid><pubDate>Sat, 08 Nov 2025 09:%02[1]d:00 +0500</pubDate>
<description>What story %[1]d says in short.</description>%s</item>`, n, full)
}
