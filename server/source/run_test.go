package source_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/jpeg"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newsflash/server/sanitize"
	"newsflash/server/source"
	"newsflash/server/store"
	"newsflash/widget"
)

// start runs the engine with the computer's clock until the test ends.
func (d *desk) start() {
	d.t.Helper()
	d.Now = time.Now
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- d.Run(ctx) }()
	d.t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			d.t.Error(err)
		}
	})
}

// until waits for a condition; only its absence takes long.
func until(t *testing.T, what string, condition func() bool) {
	t.Helper()
	deadline, tick := time.After(30*time.Second), time.NewTicker(10*time.Millisecond)
	defer tick.Stop()
	for !condition() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("still waiting for %s", what)
		}
	}
}

func (d *desk) titled(address, title string) bool {
	head, err := d.Store.ByURL(d.t.Context(), address)
	return err == nil && head.Title == title && !head.Withdrawn
}

func TestRunReadsWhatIsDue(t *testing.T) {
	t.Parallel()
	s, d := newStub(t), newDesk(t)
	slow := make(chan struct{})
	hanging := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-slow:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(func() { close(slow); hanging.Close() })
	s.xml("/feed", rss(item(1, "Text.")))
	d.add(store.Source{ID: "a-hanging", Kind: store.Feed, URL: hanging.URL + "/feed"})
	d.add(store.Source{ID: "b-broken", Kind: store.Feed, URL: s.URL + "/none"})
	d.add(store.Source{ID: "c-good", Kind: store.Feed, URL: s.URL + "/feed"})
	d.start()
	until(t, "the good source", func() bool { return d.titled(s.URL+"/story/1", "Story number 1") })
	until(t, "the broken source", func() bool {
		src, err := d.Store.Source(t.Context(), "b-broken")
		return err == nil && src.State.Failures == 1 && strings.Contains(src.State.Error, "404")
	})
	s.xml("/feed", rss(item(1, "Text."), item(2, "Text.")))
	d.PollNow(t.Context(), "c-good")
	until(t, "the new item", func() bool { return d.titled(s.URL+"/story/2", "Story number 2") })
}

func TestRunWatchesFolders(t *testing.T) {
	t.Parallel()
	d, folder := newDesk(t), t.TempDir()
	write := func(name, title string) {
		t.Helper()
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, fmt.Appendf(nil, "---\ntitle: %s\nurl: https://news.example/%s\n---\nText.", title, name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("a.md", "First")
	d.add(store.Source{ID: "stories", Kind: store.Folder, URL: folder, Every: time.Hour})
	d.start()
	until(t, "the first file", func() bool { return d.titled("https://news.example/a.md", "First") })
	write("a.md", "First, corrected")
	until(t, "the changed file", func() bool { return d.titled("https://news.example/a.md", "First, corrected") })
	write("new/b.md", "Second")
	until(t, "the file in a new folder", func() bool { return d.titled("https://news.example/new/b.md", "Second") })
	if err := os.Remove(filepath.Join(folder, "a.md")); err != nil {
		t.Fatal(err)
	}
	until(t, "the withdrawal", func() bool {
		head, err := d.Store.ByURL(t.Context(), "https://news.example/a.md")
		return err == nil && head.Withdrawn
	})
}

// TestWebSub goes through a subscription with a hub that does what the specification asks of one.
func TestWebSub(t *testing.T) {
	t.Parallel()
	s, d := newStub(t), newDesk(t)
	asked := make(chan url.Values, 10)
	hub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ParseForm() == nil {
			asked <- r.PostForm
		}
		w.WriteHeader(http.StatusAccepted)
	}))
	t.Cleanup(hub.Close)
	feed := func(items ...string) string {
		return strings.Replace(rss(items...), "<channel>", `<channel><atom:link rel="hub" href="`+hub.URL+`/"/><atom:link rel="self" href="SITE/feed"/>`, 1)
	}
	s.xml("/feed", feed(item(1, "Text.")))
	d.Callback = "https://cards.example"
	d.add(store.Source{ID: "daily", Kind: store.Feed, URL: s.URL + "/feed", Every: time.Hour})
	d.start()
	form := <-asked
	if form.Get("hub.mode") != "subscribe" || form.Get("hub.topic") != s.URL+"/feed" || len(form.Get("hub.secret")) < 20 || form.Get("hub.lease_seconds") == "" {
		t.Fatalf("the hub was asked %v", form)
	}
	path, ok := strings.CutPrefix(form.Get("hub.callback"), "https://cards.example/websub/daily/")
	if !ok || strings.Contains(path, "/") {
		t.Fatalf("callback %q", form.Get("hub.callback"))
	}

	query := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {s.URL + "/feed"}, "hub.challenge": {"c123"}, "hub.lease_seconds": {"86400"}}
	for what, bad := range map[string]func(url.Values) (string, string){
		"another topic": func(q url.Values) (string, string) {
			q.Set("hub.topic", "https://other.example/")
			return "daily", path
		},
		"a wrong key":       func(url.Values) (string, string) { return "daily", "0" + path[1:] + "0" },
		"another source":    func(url.Values) (string, string) { return "other", path },
		"an unsubscription": func(q url.Values) (string, string) { q.Set("hub.mode", "unsubscribe"); return "daily", path },
	} {
		q := url.Values{}
		for name, value := range query {
			q[name] = value
		}
		id, key := bad(q)
		if challenge, err := d.Verify(t.Context(), id, key, q); err != source.ErrNoSubscription || challenge != "" { //nolint:errorlint // it is not wrapped
			t.Errorf("%s: %q, %v; want ErrNoSubscription", what, challenge, err)
		}
	}
	challenge, err := d.Verify(t.Context(), "daily", path, query)
	if err != nil || challenge != "c123" {
		t.Fatalf("Verify = %q, %v", challenge, err)
	}
	src, err := d.Store.Source(t.Context(), "daily")
	if err != nil || time.Until(src.Hub.Until) < 23*time.Hour || time.Until(src.Hub.Until) > 25*time.Hour {
		t.Errorf("the lease ends at %v, %v; want a day from now", src.Hub.Until, err)
	}

	send := func(body, secret string) {
		t.Helper()
		body = strings.ReplaceAll(body, "SITE", s.URL)
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(body))
		if err := d.Deliver(t.Context(), "daily", path, "sha256="+hex.EncodeToString(mac.Sum(nil)), "application/rss+xml", strings.NewReader(body)); err != nil {
			t.Fatal(err)
		}
	}
	send(feed(item(66, "Forged.")), "not the secret")
	send(feed(item(1, "Corrected text."), item(2, "Text.")), form.Get("hub.secret"))
	until(t, "what the hub sent", func() bool { return d.titled(s.URL+"/story/2", "Story number 2") })
	if a, _ := d.article(s.URL + "/story/1"); !strings.Contains(a.Body, "Corrected text") {
		t.Errorf("body %.60q", a.Body)
	}
	if d.titled(s.URL+"/story/66", "Story number 66") {
		t.Error("a message with a wrong signature was read")
	}
}

// TestPictures: fetched once, refused with a reason that an editor can use, and tried again later.
func TestPictures(t *testing.T) {
	t.Parallel()
	s, d := newStub(t), newDesk(t)
	s.set("/good.jpg", doc{kind: "text/plain", body: picture(t, 340, 220)})
	s.set("/vector.svg", doc{kind: "image/jpeg", body: `<svg xmlns="http://www.w3.org/2000/svg"/>`})
	for name, want := range map[string]string{"/good.jpg": "", "/vector.svg": "SVG", "/none.jpg": "404"} {
		for range 3 {
			err := d.Picture(t.Context(), s.URL+name)
			if (want == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, want %q", name, err, want)
			}
		}
		if asked, same := s.count(name); asked != 1 || same != 0 {
			t.Errorf("%s was asked for %d and %d times, want once", name, asked, same)
		}
	}
	p, err := d.Store.Picture(t.Context(), s.URL+"/good.jpg")
	if err != nil || p.Width != 340 || p.Height != 220 || p.Color == "" || len(p.Files) != 2 {
		t.Fatalf("stored %+v, %v", p, err)
	}
	d.now = d.now.Add(48 * time.Hour)
	s.set("/none.jpg", doc{kind: "image/jpeg", body: picture(t, 40, 30)})
	for _, name := range []string{"/good.jpg", "/none.jpg"} {
		if err := d.Picture(t.Context(), s.URL+name); err != nil {
			t.Errorf("%s two days later: %v", name, err)
		}
	}
	if asked, same := s.count("/good.jpg"); asked != 1 || same != 1 {
		t.Errorf("the picture was asked for %d and %d times, want once and once with a condition", asked, same)
	}
}

// TestRunFetchesPictures: also those of articles that came by another way.
func TestRunFetchesPictures(t *testing.T) {
	t.Parallel()
	s, d := newStub(t), newDesk(t)
	s.set("/p.jpg", doc{kind: "image/jpeg", body: picture(t, 40, 30)})
	clean, _, err := sanitize.Clean(widget.Article{ID: "a", Source: "file", GUID: "a", Title: "A", Picture: &widget.Picture{URL: s.URL + "/p.jpg"}})
	if err == nil {
		_, err = d.Store.Put(t.Context(), clean)
	}
	if err != nil {
		t.Fatal(err)
	}
	d.start()
	until(t, "the picture", func() bool {
		p, err := d.Store.Picture(t.Context(), s.URL+"/p.jpg")
		return err == nil && len(p.Files) > 0
	})
}

func picture(t *testing.T, width, height int) string {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range m.Pix {
		m.Pix[i] = byte(i*7 + i/width)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
