//go:build e2e

package e2e

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// publisher is a small news site: a front page that names a feed, and the feed's pictures.
type publisher struct {
	*httptest.Server
	mutex sync.Mutex
	feed  string
}

func newPublisher(t testing.TB) *publisher {
	p := &publisher{}
	picture := photograph(t)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<!doctype html><title>The Kettle Post</title><link rel="alternate" type="application/rss+xml" href="/feed"><h1>The Kettle Post</h1>`)
	})
	mux.HandleFunc("GET /feed", func(w http.ResponseWriter, _ *http.Request) {
		p.mutex.Lock()
		defer p.mutex.Unlock()
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>The Kettle Post</title><language>en</language>%s</channel></rss>`, p.feed)
	})
	mux.HandleFunc("GET /p.jpg", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(picture) })
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

func (p *publisher) say(items ...string) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.feed = strings.Join(items, "")
}

func (p *publisher) item(id, title, text string) string {
	return fmt.Sprintf(`<item><guid isPermaLink="false">%s</guid><link>%s/%[1]s</link><title>%s</title><pubDate>Sat, 08 Nov 2025 09:00:00 EST</pubDate>
<media:content url="%[2]s/p.jpg" type="image/jpeg"><media:description>A ferry at the pier</media:description></media:content>
<content:encoded><![CDATA[%s]]></content:encoded></item>`, id, p.URL, title, strings.Repeat("<p>"+text+" The ferry has carried people and their bicycles across the bay for ninety years.</p>", 6))
}

// photograph is no flat drawing: it has to cost what a photograph costs.
func photograph(t testing.TB) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 1600, 900))
	for y := range 900 {
		for x := range 1600 {
			m.Set(x, y, color.RGBA{uint8(x*255/1600 + (x*7+y*13)%16), uint8(y*255/900 + (x*5+y*3)%16), uint8(128 + (x*y)%32), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func waitFor(t testing.TB, url string, status int) {
	t.Helper()
	deadline, tick := time.After(patience), time.NewTicker(20*time.Millisecond)
	defer tick.Stop()
	for {
		answer, err := http.Get(url)
		if err == nil {
			answer.Body.Close()
			if answer.StatusCode == status {
				return
			}
		}
		select {
		case <-deadline:
			t.Fatalf("%s never answered %d", url, status)
		case <-tick.C:
		}
	}
}

// TestFromAFrontPageToACard: a publisher gives an address, partners get cards, and a correction reaches them.
func TestFromAFrontPageToACard(t *testing.T) {
	p, data := newPublisher(t), t.TempDir()
	p.say(p.item("ferry-is-back", "The ferry is back", "It left at seven."), p.item("quiet-night", "A quiet night at the pier", "Nothing happened."))
	out, stderr, code := newsflash(t, "source", "add", "--allow-private", "--data", data, "--name", "kettle", "--every", "1m", p.URL+"/")
	if code != 0 || !strings.Contains(out, "added  kettle  feed  "+p.URL+"/feed") {
		t.Fatalf("source add: %d %q %q", code, out, stderr)
	}
	s := serve(t, "--data", data, "--allow-private")
	waitFor(t, s.url+"/embed/ferry-is-back.js", http.StatusOK)
	waitFor(t, s.url+"/embed/quiet-night.js", http.StatusOK)
	tab := open(t, partnerPage(t, strict(s), partnerHTML(snippet(t, s, "ferry-is-back", ""))), look{before: `window.moved = 0; new PerformanceObserver(l => l.getEntries().forEach(e => window.moved += e.value)).observe({type: 'layout-shift', buffered: true})`})
	tab.wait(shown)
	tab.wait(card + `.querySelector('img').naturalWidth > 0`)
	if src := eval[string](tab, card+`.querySelector('img').currentSrc`); !strings.HasPrefix(src, s.url+"/static/") || !strings.HasSuffix(src, ".webp") {
		t.Errorf("the picture comes from %s", src)
	}
	if alt := eval[string](tab, card+`.querySelector('img').alt`); alt != "A ferry at the pier" {
		t.Errorf("alt %q", alt)
	}
	if moved := eval[float64](tab, `window.moved`); moved != 0 {
		t.Errorf("the page moved by %v", moved)
	}
	if at := eval[string](tab, card+`.querySelector('time').getAttribute('datetime')`); at != "2025-11-08T09:00:00-05:00" {
		t.Errorf("published %s: EST is five hours behind", at)
	}

	out, _, code = newsflash(t, "source", "list", "--data", data)
	if code != 0 || !strings.Contains(out, "kettle") || !strings.Contains(out, "ok") {
		t.Errorf("source list: %q", out)
	}
	out, _, code = newsflash(t, "source", "check", "--allow-private", p.URL+"/feed")
	if code != 0 || !strings.Contains(out, "The ferry is back") || !strings.Contains(out, "rss:") {
		t.Errorf("source check: %d %q", code, out)
	}
	p.say(p.item("ferry-is-back", "The ferry is back, an hour late", "It left at eight."))
	out, stderr, code = newsflash(t, "ingest", "--allow-private", "--data", data, p.URL+"/feed")
	if code != 0 || !strings.Contains(out, "updated    ferry-is-back") {
		t.Errorf("ingest: %d %q %q", code, out, stderr)
	}
	tab = open(t, partnerPage(t, nil, partnerHTML(tag(s, "ferry-is-back", ""))), look{})
	tab.wait(shown)
	if title := eval[string](tab, card+`.querySelector('.nf-link').textContent`); title != "The ferry is back, an hour late" {
		t.Errorf("after the correction the headline is %q", title)
	}
}

// TestSourceCommandsSayWhatIsWrong: each error names what is wrong and what to do.
func TestSourceCommandsSayWhatIsWrong(t *testing.T) {
	p, data := newPublisher(t), t.TempDir()
	for _, c := range []struct {
		args []string
		code int
		say  string
	}{
		{[]string{"source", "add", "--data", data, p.URL}, 1, "--allow-private"},
		{[]string{"source", "add", "--data", data, "--zone", "Mars", p.URL}, 2, "Europe/Berlin"},
		{[]string{"source", "add", "--data", data, "--every", "1s", p.URL}, 2, "1m"},
		{[]string{"source", "remove", "--data", data, "none"}, 1, "source list"},
		{[]string{"source", "check", "--allow-private", p.URL + "/none"}, 1, "404"},
		{[]string{"source", "add", "--data", data, "no-such-folder"}, 1, "folder"},
	} {
		if _, stderr, code := newsflash(t, c.args...); code != c.code || !strings.Contains(stderr, c.say) {
			t.Errorf("%v: %d %q, want %d and %q", c.args, code, stderr, c.code, c.say)
		}
	}
}
