//go:build e2e

package e2e

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// hooks says what runs in documents, and holds the vocabulary of cards.
//
//go:embed testdata/xss.js
var hooks string

const batchSize = 100 // cards or stories on one page

// outcome is a line of `newsflash ingest --json`.
type outcome struct{ Origin, ID, State, Title, Reason string }

// ingestJSON ingests sources and gives the outcomes.
func ingestJSON(t testing.TB, data string, sources ...string) (all []outcome) {
	t.Helper()
	out, errs, code := newsflash(t, append([]string{"ingest", "--json", "--data", data}, sources...)...)
	for line := range strings.Lines(out) {
		var o outcome
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		all = append(all, o)
	}
	if len(all) == 0 || code > 1 {
		t.Fatalf("ingest ended with %d: %s", code, errs)
	}
	return all
}

// write makes a file below a new folder.
func write(t testing.TB, folder, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// hostileFolder writes every attack as a feed's item, and some also as Markdown or as a page.
func hostileFolder(t *testing.T, attacks []string) (folder string) {
	t.Helper()
	folder = t.TempDir()
	var small bytes.Buffer
	if err := png.Encode(&small, image.NewGray(image.Rect(0, 0, 8, 6))); err != nil {
		t.Fatal(err)
	}
	pictures := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(small.Bytes()) }))
	t.Cleanup(pictures.Close)
	save := func(name, text string) {
		write(t, folder, name, strings.ReplaceAll(text, "https://pictures.example", pictures.URL))
	}
	var items, others []any
	for n, s := range attacks {
		items = append(items, feedItem(n, s))
		others = append(others, addressItem(n, s), readTimeItem(n, s))
		switch n % 4 {
		case 0:
			save(fmt.Sprintf("markdown %d.md", n), markdownFile(n, s))
		case 2:
			save(fmt.Sprintf("page %d.html", n), htmlFile(n, s))
		}
	}
	for name, list := range map[string][]any{"feed.json": items, "others.json": others} {
		feed, err := json.Marshal(map[string]any{"version": "https://jsonfeed.org/version/1.1", "title": "Attacks", "items": list})
		if err != nil {
			t.Fatal(err)
		}
		save(name, string(feed))
	}
	return folder
}

// hostileServer serves the articles of hostileFolder and gives their ids by kind.
func hostileServer(t *testing.T, attacks []string) (*server, map[string][]string) {
	t.Helper()
	folder, data := hostileFolder(t, attacks), t.TempDir()
	ids := map[string][]string{}
	for _, o := range ingestJSON(t, data, "--allow-private", folder) {
		kind, _, _ := strings.Cut(strings.TrimPrefix(o.Origin, folder+"/"), " ")
		switch {
		case o.State == "new":
			ids[kind] = append(ids[kind], o.ID)
		case o.State != "refused" || o.Reason == "" || strings.Contains(o.Reason, "broke off"): // a parser's panic, caught
			t.Errorf("%s: %q %q", o.Origin, o.State, o.Reason)
		case kind != "others.json":
			t.Logf("%s was refused: %s", o.Origin, o.Reason)
		}
	}
	for kind, want := range map[string]int{"feed.json": len(attacks), "markdown": len(attacks) / 4, "page": len(attacks) / 4} {
		if t.Logf("%d articles as %s", len(ids[kind]), kind); len(ids[kind]) < want*19/20 {
			t.Errorf("only %d of %d attacks came through ingest as %s", len(ids[kind]), want, kind)
		}
	}
	return serve(t, "--data", data), ids
}

// site stands before a server. Pages come without policy, so that nothing but sanitiser and gate protects, or with the server's
// own, which then reports what it has to stop.
type site struct {
	*httptest.Server
	mu      sync.Mutex
	reports []string
}

func newSite(t *testing.T, backend string) *site {
	t.Helper()
	s := &site{}
	to, err := url.Parse(backend)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(to)
	proxy.ModifyResponse = s.change
	mux := http.NewServeMux()
	mux.Handle("GET /", proxy)
	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	mux.HandleFunc("GET /empty", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, partnerHTML("")) })
	mux.HandleFunc("GET /joined", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for _, id := range r.URL.Query()["id"] {
			fmt.Fprintf(w, "%s", fetched(t, backend+"/frame/"+id))
		}
	})
	mux.HandleFunc("POST /report", func(_ http.ResponseWriter, r *http.Request) {
		report, _ := io.ReadAll(io.LimitReader(r.Body, 1<<16))
		s.mu.Lock()
		defer s.mu.Unlock()
		s.reports = append(s.reports, string(report))
	})
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// change takes the policy off a page, or asks for reports. With it no third party is asked for pictures.
func (s *site) change(answer *http.Response) error {
	policy := answer.Header.Get("Content-Security-Policy")
	answer.Header.Del("Content-Security-Policy")
	if answer.Request.URL.Query().Has("policy") {
		answer.Header.Set("Content-Security-Policy", strings.Replace(policy, "img-src http: https:", "img-src 'self'", 1)+"; report-uri "+s.URL+"/report")
	}
	return nil
}

// fetched is what stands at an address.
func fetched(t testing.TB, address string) []byte {
	answer, err := http.Get(address)
	if err != nil {
		t.Error(err)
		return nil
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Errorf("%s: %s %s (%v)", address, answer.Status, body, err)
	}
	return body
}

// dot is the picture that every other host answers with: 1 by 1.
var dot = []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;")

// watched is a tab that tells what ran in its pages. Only our own hosts are reached: elsewhere pictures are answered with a dot,
// except such as a raw attack asks for to see it fail, and any other request is noted.
type watched struct {
	*tab
	mu      sync.Mutex
	strange []string
}

func watch(t testing.TB, own []string) *watched {
	t.Helper()
	w := &watched{tab: open(t, "about:blank", look{before: hooks})}
	if err := chromedp.Listen(w.ctx, func(event any) {
		if e, ok := event.(*fetch.EventRequestPaused); ok {
			go w.answer(e, own) // a listener may not run commands itself
		}
	}); err != nil {
		t.Fatal(err)
	}
	call(w.tab, fetch.Enable, fetch.EnableParams{Patterns: []*fetch.RequestPattern{{URLPattern: "*"}}})
	return w
}

// answer lets errors be: the tab may be gone.
func (w *watched) answer(e *fetch.EventRequestPaused, own []string) {
	for _, host := range own {
		if strings.HasPrefix(e.Request.URL, host+"/") {
			_, _ = chromedp.Call(w.ctx, fetch.ContinueRequest, fetch.ContinueRequestParams{RequestID: e.RequestID})
			return
		}
	}
	if e.ResourceType == network.ResourceTypeImage {
		_, _ = chromedp.Call(w.ctx, fetch.FulfillRequest, fetch.FulfillRequestParams{
			RequestID: e.RequestID, ResponseCode: http.StatusOK, Body: dot, ResponseHeaders: []*fetch.HeaderEntry{{Name: "Content-Type", Value: "image/gif"}},
		})
		return
	}
	w.mu.Lock()
	w.strange = append(w.strange, string(e.ResourceType)+" "+e.Request.URL)
	w.mu.Unlock()
	_, _ = chromedp.Call(w.ctx, fetch.FailRequest, fetch.FailRequestParams{RequestID: e.RequestID, ErrorReason: network.ErrorReasonAddressUnreachable})
}

// seen is what testdata/xss.js says of a page.
type seen struct {
	Seen                     int
	Strangers, Caught, Moved []string
}

// settled waits until what a page started has ended, as far as a page can know, and reads the report.
func (w *watched) settled(report string) seen {
	w.Helper()
	w.wait(`[...document.images].every(i => i.complete || i.loading === 'lazy')`)
	return eval[seen](w.tab, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(`+report+`))))`)
}

// visit loads a page and checks the report about it.
func (w *watched) visit(t *testing.T, page, report string, want int) {
	t.Helper()
	w.do(chromedp.Navigate(page))
	got := w.settled(report)
	if now := eval[string](w.tab, `location.href`); now != page {
		got.Moved = append(got.Moved, now)
	}
	got.check(t, want)
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.strange) > 0 {
		t.Errorf("requested: %d, such as %q", len(w.strange), w.strange[:min(5, len(w.strange))])
	}
}

// check fails the test for all that a report should not hold.
func (s seen) check(t *testing.T, want int) {
	t.Helper()
	if s.Seen != want {
		t.Errorf("%d are there, %d should be", s.Seen, want)
	}
	for what, found := range map[string][]string{"not in the vocabulary": s.Strangers, "executed": s.Caught, "navigated away": s.Moved} {
		if len(found) > 0 {
			t.Errorf("%s: %d, such as %q", what, len(found), found[:min(5, len(found))])
		}
	}
}

func TestXSS(t *testing.T) {
	t.Parallel()
	s, kinds := hostileServer(t, attacks(t))
	var ids []string
	for _, kind := range []string{"feed.json", "others.json", "markdown", "page"} {
		ids = append(ids, kinds[kind]...)
	}
	proxy := newSite(t, s.url)
	for some := range slices.Chunk(append(kinds["others.json"], kinds["feed.json"]...), batchSize) {
		t.Run("cards from "+some[0], func(t *testing.T) { xssCards(t, s, some) })
	}
	for some := range slices.Chunk(ids, batchSize) {
		t.Run("stories from "+some[0], func(t *testing.T) {
			page := proxy.URL + "/joined?" + url.Values{"id": some}.Encode()
			watch(t, []string{proxy.URL}).visit(t, page, `__stories()`, len(some))
		})
	}
	t.Run("every page", func(t *testing.T) { xssPages(t, proxy, ids) })
	t.Run("live", func(t *testing.T) { xssLive(t, s, ids) })
	t.Run("frames as served", func(t *testing.T) { xssFrames(t, proxy, ids) })
}

// xssCards puts cards on a partner's page that has no policy.
func xssCards(t *testing.T, s *server, ids []string) {
	var tags strings.Builder
	for _, id := range ids {
		tags.WriteString(tag(s, id, ""))
	}
	page := partnerPage(t, nil, partnerHTML(tags.String()))
	w := watch(t, []string{s.url, strings.TrimSuffix(page, "/")})
	w.visit(t, page, `__cards()`, len(ids))
	if n := eval[int](w.tab, cards+`.filter(h => h.shadowRoot.querySelector('img[alt]:not([alt=""])')).length`); n < len(ids)/2 && strings.HasPrefix(ids[0], "feed") {
		t.Errorf("only %d of %d cards have a picture with a text", n, len(ids))
	}
}

// xssPages has the browser parse every frame page by itself, with the whole story and with the card alone.
func xssPages(t *testing.T, proxy *site, ids []string) {
	p := open(t, proxy.URL+"/empty", look{before: hooks})
	for some := range slices.Chunk(ids, batchSize) {
		addresses, _ := json.Marshal(some) // strings always can be
		eval[seen](p, `__parsed(`+string(addresses)+`.flatMap(id => ['/frame/' + id, '/card/' + id + '?layout=row']))`).check(t, 2*len(some))
	}
}

// xssLive has WebAssembly take some pages over, and looks again.
func xssLive(t *testing.T, s *server, ids []string) {
	for i := 0; i < len(ids); i += len(ids)/5 + 1 {
		p := liveStory(t, s, ids[i], look{before: hooks})
		if m := eval[string](p, `document.documentElement.dataset.mismatch ?? ''`); m != "" {
			t.Errorf("%s: mismatch: %s", ids[i], m)
		}
		eval[seen](p, `__stories()`).check(t, 1)
		p.takeErrors() // pictures of hosts that do not exist
	}
}

var frames = template.Must(template.New("").Parse(`{{range .}}<iframe src="{{.}}" sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>{{end}}`))

// xssFrames loads some pages as the loader does, on another origin. The browser itself reports what a page's policy had to stop,
// had anything come so far.
func xssFrames(t *testing.T, proxy *site, ids []string) {
	var src []string
	for i := 0; i < len(ids); i += len(ids)/30 + 1 {
		src = append(src, proxy.URL+"/frame/"+ids[i]+"?policy")
	}
	var html strings.Builder
	if err := frames.Execute(&html, src); err != nil {
		t.Fatal(err)
	}
	p := open(t, partnerPage(t, nil, partnerHTML(html.String())), look{before: hooks})
	p.wait(`__answered.size === document.querySelectorAll('iframe').length`)
	eval[seen](p, `__frames()`).check(t, len(src))
	proxy.mu.Lock()
	defer proxy.mu.Unlock()
	pictures := 0
	for _, report := range proxy.reports {
		if strings.Contains(report, `"effective-directive":"img-src"`) {
			pictures++
			continue
		}
		t.Errorf("the policy had to stop something: %s", report)
	}
	if pictures == 0 {
		t.Error("the browser reports nothing, not even pictures: this test is blind")
	}
}

// TestXSSControl shows that the harness sees: strings of the kinds that run anywhere are caught when they are raw.
func TestXSSControl(t *testing.T) {
	tried := slices.DeleteFunc(attacks(t), func(s string) bool {
		return !strings.Contains(s, "alert") || !strings.Contains(s, "onerror") && !strings.Contains(s, "onload") && !strings.Contains(s, "<script")
	})
	tried = append(tried, `<script src="https://elsewhere.example/a.js"></script><img src=x onerror=alert(1)>`)
	page := partnerPage(t, nil, partnerHTML("<style>iframe{display:none}</style>"))
	w := watch(t, []string{strings.TrimSuffix(page, "/")})
	w.do(chromedp.Navigate(page))
	raw, _ := json.Marshal(tried) // strings always can be
	eval[bool](w.tab, `__raw(`+string(raw)+`).then(look => { window.__look = look; return true })`)
	w.wait(fmt.Sprintf(`new Set(__caught.map(what => what.split(' ')[0])).size > %d`, len(tried)*3/10))
	got := eval[seen](w.tab, `__look()`)
	t.Logf("%d raw strings: %d executions, %d broke the vocabulary", len(tried), len(got.Caught), len(got.Strangers))
	if len(got.Strangers) < len(tried)*9/10 {
		t.Errorf("only %d of %d raw strings break the vocabulary", len(got.Strangers), len(tried))
	}
	w.takeErrors()
	w.mu.Lock()
	defer w.mu.Unlock()
	if !slices.Contains(w.strange, "Script https://elsewhere.example/a.js") {
		t.Errorf("the script of another host was not noticed: %q", w.strange)
	}
}
