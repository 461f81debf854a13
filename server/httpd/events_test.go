package httpd

import (
	"bufio"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"newsflash/server/store"
	"newsflash/widget"
)

// listener reads server-sent events.
type listener struct {
	lines  *bufio.Scanner
	header http.Header
	retry  string
}

func listen(t testing.TB, url string) *listener {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = answer.Body.Close() })
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s", url, answer.Status)
	}
	return &listener{lines: bufio.NewScanner(answer.Body), header: answer.Header}
}

// next waits for a message; false at the end of the stream.
func (l *listener) next(t testing.TB) (n news, more bool) {
	t.Helper()
	for l.lines.Scan() {
		if retry, ok := strings.CutPrefix(l.lines.Text(), "retry: "); ok {
			l.retry = retry
		}
		data, ok := strings.CutPrefix(l.lines.Text(), "data: ")
		if !ok {
			continue
		}
		if err := json.Unmarshal([]byte(data), &n); err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		return n, true
	}
	return n, false
}

func TestListenersHearOfWhatReadersRead(t *testing.T) {
	t.Parallel()
	other := story
	other.ID, other.GUID, other.URL = "market", "2", "https://news.example/market"
	server, st := newServer(t, story, other)
	l := listen(t, server.URL+"/events?id=harbour&id=market&id=harbour&id=nothing&id=No+id")
	if got := l.header.Get("Content-Type") + " " + l.header.Get("Cache-Control") + " " + l.header.Get("Access-Control-Allow-Origin"); got != "text/event-stream no-store *" {
		t.Errorf("headers: %s", got)
	}
	first, _ := l.next(t)
	second, _ := l.next(t)
	if first.ID != "harbour" || second.ID != "market" || first.Edition == "" || first.At.IsZero() {
		t.Errorf("at first: %+v, %+v", first, second)
	}
	count := 3
	changed := story
	changed.Comments = widget.Comments{URL: "https://news.example/harbour#c", Count: &count} // no news
	put(t, st, changed)
	changed.Title = "The harbour opens at last"
	put(t, st, changed)
	if got, _ := l.next(t); got.ID != "harbour" || got.Edition == first.Edition || got.Withdrawn {
		t.Errorf("after another headline: %+v", got)
	}
	if err := st.Amend(t.Context(), "market", store.Amendment{Withdrawn: true, Editor: "e", Saved: time.Now()}); err != nil {
		t.Fatal(err)
	}
	if got, _ := l.next(t); got.ID != "market" || !got.Withdrawn {
		t.Errorf("after a withdrawal: %+v", got)
	}
	// Who comes later, or again, is told what there is.
	if got, _ := listen(t, server.URL+"/events?id=market").next(t); !got.Withdrawn {
		t.Errorf("a later listener hears %+v", got)
	}
	if answer, body := ask(t, http.MethodGet, server.URL+"/events?id=nothing"); answer.StatusCode != http.StatusNotFound || !strings.Contains(string(body), "?id=") {
		t.Errorf("unknown stories: %s %s", answer.Status, body)
	}
}

// TestTooManyListeners: who comes when all places are taken is told so in the one way that no browser complains about.
func TestTooManyListeners(t *testing.T) {
	t.Parallel()
	_, st, cards := newSite(t, story)
	s := New(st, nil, cards, logOf(t))
	s.newsroom.listeners = maxListeners
	server := httptest.NewServer(s.Handler())
	t.Cleanup(server.Close)
	if answer, body := ask(t, http.MethodGet, server.URL+"/events?id=harbour"); answer.StatusCode != http.StatusNoContent || len(body) > 0 {
		t.Errorf("%s %s", answer.Status, body)
	}
	if len(s.newsroom.watched) > 0 {
		t.Error("it is listened for all the same")
	}
}
