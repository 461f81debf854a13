package httpd

import (
	"bytes"
	"compress/gzip"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"newsflash/server/asset"
	"newsflash/server/fetch"
	"newsflash/server/sanitize"
	"newsflash/server/site"
	"newsflash/server/source"
	"newsflash/server/store/sqlite"
	"newsflash/web"
	"newsflash/widget"
)

// newServer serves some articles from a real store on a real port.
func newServer(t *testing.T, articles ...widget.Article) (*httptest.Server, *sqlite.Store) {
	t.Helper()
	server, st, _ := newSite(t, articles...)
	return server, st
}

// newSite is newServer with what the publisher sets.
func newSite(t *testing.T, articles ...widget.Article) (*httptest.Server, *sqlite.Store, *site.Site) {
	t.Helper()
	st, err := sqlite.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	for _, a := range articles {
		put(t, st, a)
	}
	assets, err := asset.Load(web.Dist(), web.Names...)
	if err != nil {
		t.Fatal(err)
	}
	log := logOf(t)
	inbox := source.New(st, fetch.New(fetch.Options{AllowPrivate: true}), log)
	cards, err := site.New(t.Context(), st, assets, "https://cards.example", log)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(New(st, inbox, cards, log).Handler())
	t.Cleanup(server.Close)
	return server, st, cards
}

func logOf(t *testing.T) *slog.Logger { return slog.New(slog.NewTextHandler(t.Output(), nil)) }

func put(t *testing.T, st *sqlite.Store, a widget.Article) {
	t.Helper()
	clean, _, err := sanitize.Clean(a)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.Put(t.Context(), clean); err != nil {
		t.Fatal(err)
	}
}

var story = widget.Article{
	ID: "harbour", Source: "file", GUID: "1", URL: "https://news.example/harbour", Title: "The harbour opens again", Deck: "After a year of work.",
	Body: "<p>The text of the story.</p>", Lang: "en", Picture: &widget.Picture{URL: "https://news.example/a.jpg", Alt: "A pier", Width: 640, Height: 360},
}

// ask sends a request that accepts no encoding unless told, and reads the whole answer.
func ask(t *testing.T, method, url string, header ...string) (*http.Response, []byte) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", "identity")
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, body
}

func TestStatuses(t *testing.T) {
	t.Parallel()
	gone := story
	gone.ID, gone.GUID, gone.URL, gone.Withdrawn = "gone", "2", "https://news.example/gone", true
	server, _ := newServer(t, story, gone)
	for _, test := range []struct {
		method, path string
		status       int
		says         string
	}{
		{"GET", "/embed/harbour.js", 200, "The harbour opens again"},
		{"HEAD", "/embed/harbour.js", 200, ""},
		{"GET", "/frame/harbour", 200, "The text of the story."},
		{"GET", "/frame/harbour?theme=nonsense&scheme=x", 200, `data-theme="default"`},
		{"GET", "/embed/harbour", 404, "/embed/{id}.js"},
		{"GET", "/embed/unknown.js", 404, "no article"},
		{"GET", "/frame/unknown", 404, "no article"},
		{"GET", "/embed/No%20Slug.js", 400, "not an article's id"},
		{"GET", "/frame/..%2f..%2fetc", 400, "not an article's id"},
		{"GET", "/embed/gone.js", 410, "https://news.example/gone"},
		{"GET", "/frame/gone", 410, "withdrawn"},
		{"GET", "/static/0000000000000000/card.css", 404, "no such file"},
		{"GET", "/static/x/unknown", 404, "no such file"},
		{"POST", "/embed/harbour.js", 405, ""},
		{"GET", "/oembed", 400, "?url="},
		{"GET", "/oembed?url=https://news.example/unknown", 404, "no article"},
		{"GET", "/oembed?url=https://news.example/harbour&format=yaml", 501, "format=xml"},
		{"GET", "/oembed?url=javascript:alert(1)", 400, "https://"},
		{"GET", "/nothing", 404, "nothing"},
		{"GET", "/robots.txt", 404, "nothing"},
		{"GET", "/healthz", 200, "ok"},
		{"GET", "/readyz", 200, "ready"},
	} {
		answer, body := ask(t, test.method, server.URL+test.path)
		if answer.StatusCode != test.status || !strings.Contains(string(body), test.says) {
			t.Errorf("%s %s: %s %.100q", test.method, test.path, answer.Status, body)
		}
		if answer.StatusCode >= 400 && answer.StatusCode != 405 && answer.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be cached: %s", test.path, answer.Header.Get("Cache-Control"))
		}
		if answer.Header.Get("X-Content-Type-Options") != "nosniff" || answer.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s lacks security headers: %v", test.path, answer.Header)
		}
		if len(answer.Cookies()) > 0 {
			t.Errorf("%s sets a cookie", test.path)
		}
	}
}

func TestEncodingsAndConditions(t *testing.T) {
	t.Parallel()
	server, st := newServer(t, story)
	url := server.URL + "/embed/harbour.js"
	_, plain := ask(t, "GET", url)
	tags := map[string]bool{}
	for _, test := range []struct{ accept, encoding string }{
		{"identity", ""}, {"gzip", "gzip"}, {"gzip, deflate, br, zstd", "br"}, {"br;q=0, gzip;q=0.5", "gzip"}, {"*", "br"}, {"br;q=nonsense", ""},
	} {
		answer, body := ask(t, "GET", url, "Accept-Encoding", test.accept)
		if got := answer.Header.Get("Content-Encoding"); got != test.encoding {
			t.Errorf("%q is answered with encoding %q", test.accept, got)
			continue
		}
		if got := decode(t, test.encoding, body); !bytes.Equal(got, plain) {
			t.Errorf("%q decodes to something else", test.accept)
		}
		if answer.Header.Get("Vary") != "Accept-Encoding" || answer.ContentLength != int64(len(body)) {
			t.Errorf("%q: %v", test.accept, answer.Header)
		}
		etag := answer.Header.Get("ETag")
		tags[etag] = true
		if again, rest := ask(t, "GET", url, "Accept-Encoding", test.accept, "If-None-Match", `"other", W/`+etag); again.StatusCode != 304 || len(rest) > 0 {
			t.Errorf("%q with its own ETag: %s, %d bytes", test.accept, again.Status, len(rest))
		}
	}
	if len(tags) != 3 {
		t.Errorf("the encodings share ETags: %v", tags)
	}
	changed := story
	changed.Title = "The harbour opens again, a week early"
	put(t, st, changed)
	for tag := range tags {
		if again, _ := ask(t, "GET", url, "Accept-Encoding", "br", "If-None-Match", tag); again.StatusCode != 200 {
			t.Errorf("a corrected article is answered with %s", again.Status)
		}
	}
}

func decode(t *testing.T, encoding string, body []byte) []byte {
	t.Helper()
	var from io.Reader = bytes.NewReader(body)
	switch encoding {
	case "br":
		from = brotli.NewReader(from)
	case "gzip":
		z, err := gzip.NewReader(from)
		if err != nil {
			t.Fatal(err)
		}
		from = z
	}
	out, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestHeadersPerSurface(t *testing.T) {
	t.Parallel()
	server, _ := newServer(t, story)
	script, _ := ask(t, "GET", server.URL+"/embed/harbour.js")
	for name, want := range map[string]string{
		"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin", "Content-Type": "text/javascript; charset=utf-8",
		"Cache-Control": "public, max-age=25, stale-while-revalidate=25, stale-if-error=86400",
	} {
		if got := script.Header.Get(name); got != want {
			t.Errorf("script's %s is %q", name, got)
		}
	}
	frame, page := ask(t, "GET", server.URL+"/frame/harbour")
	policy := frame.Header.Get("Content-Security-Policy")
	for _, part := range []string{"default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "frame-ancestors *", "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox"} {
		if !strings.Contains(policy, part) {
			t.Errorf("the frame's policy lacks %s: %s", part, policy)
		}
	}
	for _, part := range []string{"unsafe-inline", "'unsafe-eval'", "allow-same-origin"} {
		if strings.Contains(policy, part) {
			t.Errorf("the frame's policy has %s", part)
		}
	}
	// Every file that the page names is there, Immutable, and readable by an opaque origin.
	for _, part := range strings.Split(string(page), `"`) {
		if !strings.HasPrefix(part, "/static/") {
			continue
		}
		file, _ := ask(t, "GET", server.URL+part, "Accept-Encoding", "br")
		if file.StatusCode != 200 || file.Header.Get("Cache-Control") != Immutable || file.Header.Get("Access-Control-Allow-Origin") != "*" || file.Header.Get("Content-Encoding") != "br" {
			t.Errorf("%s: %s %v", part, file.Status, file.Header)
		}
		if strings.HasSuffix(part, ".wasm") && file.Header.Get("Content-Type") != "application/wasm" {
			t.Errorf("WebAssembly as %s cannot be streamed", file.Header.Get("Content-Type"))
		}
	}
}

func TestLargeHeadersAreRefused(t *testing.T) {
	t.Parallel()
	log := slog.New(slog.DiscardHandler)
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config = HTTPServer(http.NotFoundHandler(), log)
	server.Start()
	defer server.Close()
	if answer, _ := ask(t, "GET", server.URL, "X-Large", strings.Repeat("a", 2*MaxHeaderBytes)); answer.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("answered with %s", answer.Status)
	}
	for name, limit := range map[string]bool{"header": server.Config.ReadHeaderTimeout > 0, "read": server.Config.ReadTimeout > 0, "write": server.Config.WriteTimeout > 0, "idle": server.Config.IdleTimeout > 0} {
		if !limit {
			t.Errorf("no %s timeout", name)
		}
	}
}
