package httpd

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"newsflash/server/ingest"
	"newsflash/server/source"
	"newsflash/server/store"
	"newsflash/server/store/sqlite"
)

const token = "a-token-of-the-desk"

func addDesk(t *testing.T, st *sqlite.Store) {
	t.Helper()
	if err := st.AddSource(t.Context(), store.Source{ID: "desk", Kind: store.Push, Every: time.Hour, Token: source.HashToken(token)}); err != nil {
		t.Fatal(err)
	}
}

func send(t *testing.T, server *httptest.Server, path, token, contentType, body string) (int, string, []ingest.Outcome) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	request.Header.Set("Content-Type", contentType)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	var outcomes []ingest.Outcome
	if strings.HasPrefix(answer.Header.Get("Content-Type"), "application/json") {
		if err := json.Unmarshal(text, &outcomes); err != nil {
			t.Fatal(err)
		}
	}
	return answer.StatusCode, string(text), outcomes
}

func TestPush(t *testing.T) {
	t.Parallel()
	server, st := newServer(t)
	addDesk(t, st)
	page := `<html lang="en"><head><title>Pushed page</title></head><body><article><h1>Pushed page</h1><p>` + strings.Repeat("The text of a page that was pushed. ", 20) + `</p></article></body></html>`
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, page)
	}))
	t.Cleanup(other.Close)
	for _, c := range []struct {
		name, path, contentType, body string
		status                        int
		states                        string
	}{
		{"an item", "/ingest", "application/json", `{"id":"desk/1","title":"Pushed","content_html":"<p>Text.</p>"}`, 200, "new pushed"},
		{"it again", "/ingest", "application/json", `{"id":"desk/1","title":"Pushed","content_html":"<p>Text.</p>"}`, 200, "unchanged pushed"},
		{"a correction", "/ingest", "application/json; charset=utf-8", `{"id":"desk/1","title":"Pushed, corrected","content_html":"<p>Text.</p>"}`, 200, "updated pushed"},
		{"two items, one of them refused", "/ingest", "application/json", `[{"id":"desk/2","title":"Two"},{"id":"desk/3","title":""}]`, 422, "new two,refused"},
		{"no id", "/ingest", "application/json", `{"title":"Nameless"}`, 422, "refused"},
		{"a page", "/ingest?url=https://news.example/pushed-page", "text/html", page, 200, "new pushed-page"},
		{"an address", "/ingest", "application/json", `{"url":"` + other.URL + `/fetched-page"}`, 200, "new fetched-page"},
		{"a private address", "/ingest", "application/json", `{"url":"http://169.254.169.254/latest"}`, 422, "refused"},
	} {
		status, text, outcomes := send(t, server, c.path, token, c.contentType, c.body)
		var states []string
		for _, o := range outcomes {
			if o.State == ingest.Refused {
				o.ID = ""
			}
			states = append(states, strings.TrimSpace(o.State+" "+o.ID))
		}
		if got := strings.Join(states, ","); status != c.status || got != c.states {
			t.Errorf("%s: %d %q, want %d %q\n%s", c.name, status, got, c.status, c.states, text)
		}
	}
	if _, text := ask(t, http.MethodGet, server.URL+"/embed/pushed.js"); !strings.Contains(string(text), "Pushed, corrected") {
		t.Error("the card does not say the correction")
	}
}

func TestPushRefused(t *testing.T) {
	t.Parallel()
	server, st := newServer(t)
	addDesk(t, st)
	item := `{"id":"desk/1","title":"Pushed"}`
	for _, c := range []struct {
		name, token, contentType, body string
		status                         int
		say                            string
	}{
		{"no token", "", "application/json", item, 401, "Authorization"},
		{"another token", "guess", "application/json", item, 401, "source token"},
		{"a type", token, "text/plain", item, 415, "application/json"},
		{"no type", token, "", item, 415, "application/json"},
		{"too much from a stranger", "guess", "application/json", `[` + strings.Repeat(" ", maxPush) + `]`, 401, "source token"},
		{"too much", token, "application/json", `[` + strings.Repeat(" ", maxPush) + `]`, 413, "8 MiB"},
	} {
		if status, text, _ := send(t, server, "/ingest", c.token, c.contentType, c.body); status != c.status || !strings.Contains(text, c.say) {
			t.Errorf("%s: %d %q, want %d and %q", c.name, status, text, c.status, c.say)
		}
	}
	if answer, _ := ask(t, http.MethodGet, server.URL+"/ingest"); answer.StatusCode != http.StatusMethodNotAllowed && answer.StatusCode != http.StatusNotFound {
		t.Errorf("GET /ingest: %d", answer.StatusCode)
	}
}

func TestCallbackOfNobody(t *testing.T) {
	t.Parallel()
	server, st := newServer(t)
	if err := st.AddSource(t.Context(), store.Source{ID: "feed", Kind: store.Feed, URL: "https://news.example/feed", Every: time.Hour}); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/websub/feed/key?hub.mode=subscribe&hub.challenge=x&hub.topic=", "/websub/none/key?hub.mode=subscribe&hub.challenge=x"} {
		if answer, body := ask(t, http.MethodGet, server.URL+path); answer.StatusCode != http.StatusNotFound || strings.TrimSpace(string(body)) == "x" {
			t.Errorf("GET %s: %d %q", path, answer.StatusCode, body)
		}
		if status, _, _ := send(t, server, path, "", "application/rss+xml", "<rss/>"); status != http.StatusNotFound {
			t.Errorf("POST %s: %d", path, status)
		}
	}
}
