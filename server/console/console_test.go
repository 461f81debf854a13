package console

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"newsflash/server/account"
	"newsflash/server/asset"
	"newsflash/server/doctor"
	"newsflash/server/fetch"
	"newsflash/server/sanitize"
	"newsflash/server/site"
	"newsflash/server/source"
	"newsflash/server/store/sqlite"
	"newsflash/web"
	"newsflash/widget"
	"newsflash/widget/api"
)

const secret = "tidal mill orchard"

// lab is a console with a store, on a real port over TLS.
type lab struct {
	testing.TB
	*httptest.Server
	console  *Server
	store    *sqlite.Store
	accounts *account.Accounts
}

func newLab(t *testing.T) *lab {
	t.Helper()
	st, err := sqlite.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	assets, err := asset.Load(web.Dist(), web.Names...)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	accounts, err1 := account.New(st, time.Now)
	cards, err2 := site.New(t.Context(), st, assets, "https://cards.example", log)
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	reader := source.New(st, fetch.New(fetch.Options{AllowPrivate: true}), log)
	s, err := New(st, accounts, cards, reader, doctor.Doctor{Fetch: fetch.New(fetch.Options{AllowPrivate: true})}, assets, "https://cards.example/", log)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewTLSServer(s.Handler())
	t.Cleanup(server.Close)
	return &lab{t, server, s, st, accounts}
}

// visitor is a browser with its cookies.
type browser struct {
	*lab
	client *http.Client
	header http.Header
}

func (l *lab) browser() *browser {
	l.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		l.Fatal(err)
	}
	return &browser{l, &http.Client{Transport: l.Client().Transport, Jar: jar}, http.Header{}}
}

// join is a browser in which a new user is signed in.
func (l *lab) join(name string, role api.Role) *browser {
	l.Helper()
	token, _, err := l.accounts.Invite(l.Context(), role)
	if err != nil {
		l.Fatal(err)
	}
	b := l.browser()
	var me api.Me
	b.must(http.MethodPost, api.PathWelcome, api.NewUser{Token: token, Name: name, Password: secret}, &me)
	if me.User.Name != name || me.User.Role != role || me.PublicURL != "https://cards.example" {
		l.Fatalf("joined as %+v", me)
	}
	return b
}

// ask sends a value as JSON, or a string as it is, and gives back what came.
func (b *browser) ask(method, path string, body any) (int, []byte, http.Header) {
	b.Helper()
	raw, isText := body.(string)
	if !isText && body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			b.Fatal(err)
		}
		raw = string(encoded)
	}
	req, err := http.NewRequestWithContext(b.Context(), method, b.URL+path, strings.NewReader(raw))
	if err != nil {
		b.Fatal(err)
	}
	for name, values := range b.header {
		req.Header[name] = values
	}
	res, err := b.client.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	return res.StatusCode, answer, res.Header
}

// must is an ask that has to succeed.
func (b *browser) must(method, path string, body, into any) {
	b.Helper()
	status, answer, _ := b.ask(method, path, body)
	if status/100 != 2 {
		b.Fatalf("%s %s: %d %s", method, path, status, answer)
	}
	if into == nil {
		return
	}
	d := json.NewDecoder(bytes.NewReader(answer))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		b.Fatalf("%s %s: %v in %s", method, path, err, answer)
	}
}

// refused is an ask that has to fail with this status.
func (b *browser) refused(status int, method, path string, body any) api.Problem {
	b.Helper()
	got, answer, _ := b.ask(method, path, body)
	var p api.Problem
	if err := json.Unmarshal(answer, &p); err != nil || got != status || p.Say == "" {
		b.Fatalf("%s %s: %d %s, want %d and a sentence", method, path, got, answer, status)
	}
	return p
}

func (l *lab) put(a widget.Article) {
	l.Helper()
	clean, _, err := sanitize.Clean(a)
	if err != nil {
		l.Fatal(err)
	}
	if _, err := l.store.Put(l.Context(), clean); err != nil {
		l.Fatal(err)
	}
}

var story = widget.Article{
	ID: "harbour", Source: "daily", GUID: "1", URL: "https://news.example/harbour", Title: "The harbour opens again", Deck: "After a year of work.",
	Body: "<p>The first ship came at noon.</p>", Lang: "en", Provenance: map[string]string{"title": "rss:title"},
}

// TestWhoMayAskForWhat holds every route to the status that each kind of visitor gets, for a request that says nothing: 401
// and 403 are about who asks, all others about what is asked.
func TestWhoMayAskForWhat(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.put(story)
	editor, admin, gone := l.join("Ed", api.Editor), l.join("Ada", api.Admin), l.join("Gone", api.Admin)
	nobody, stranger := l.browser(), l.join("Sam", api.Admin)
	cookies := gone.client.Jar
	var kept []*http.Cookie
	for _, c := range cookies.Cookies(mustURL(t, l.URL)) {
		kept = append(kept, &http.Cookie{Name: c.Name, Value: c.Value, Path: "/", Secure: true})
	}
	gone.must(http.MethodDelete, api.PathSession, nil, nil)
	cookies.SetCookies(mustURL(t, l.URL), kept) // the cookie was stolen before
	stranger.header = http.Header{"Sec-Fetch-Site": {"cross-site"}, "Origin": {"https://evil.example"}}

	want := map[string][5]int{ // nobody, editor, admin, a session that was signed out, another site with an admin's cookie
		"POST /api/session":                   {401, 401, 401, 401, 403},
		"GET /api/session":                    {401, 200, 200, 401, 403},
		"DELETE /api/session":                 {401, 204, 204, 401, 403},
		"POST /api/welcome":                   {410, 410, 410, 410, 403},
		"PUT /api/password":                   {401, 422, 422, 401, 403},
		"GET /api/articles":                   {401, 200, 200, 401, 403},
		"GET /api/articles/{id}":              {401, 200, 200, 401, 403},
		"PUT /api/articles/{id}":              {401, 200, 200, 401, 403},
		"DELETE /api/articles/{id}/amendment": {401, 200, 200, 401, 403},
		"GET /api/card/{id}":                  {401, 200, 200, 401, 403},
		"GET /api/samples":                    {401, 200, 200, 401, 403},
		"GET /api/snippet":                    {401, 404, 404, 401, 403},
		"GET /api/sources":                    {401, 200, 200, 401, 403},
		"POST /api/sources":                   {401, 403, 422, 401, 403},
		"POST /api/sources/{id}/poll":         {401, 404, 404, 401, 403},
		"DELETE /api/sources/{id}":            {401, 403, 404, 401, 403},
		"POST /api/check":                     {401, 422, 422, 401, 403},
		"POST /api/doctor":                    {401, 422, 422, 401, 403},
		"GET /api/themes":                     {401, 200, 200, 401, 403},
		"POST /api/themes":                    {401, 200, 200, 401, 403},
		"PUT /api/themes/{name}":              {401, 403, 422, 401, 403},
		"DELETE /api/themes/{name}":           {401, 403, 404, 401, 403},
		"GET /api/themes/{name}/history":      {401, 200, 200, 401, 403},
		"GET /api/partners":                   {401, 200, 200, 401, 403},
		"PUT /api/partners/{id}":              {401, 403, 422, 401, 403},
		"DELETE /api/partners/{id}":           {401, 403, 404, 401, 403},
		"PUT /api/settings":                   {401, 403, 200, 401, 403},
		"GET /api/users":                      {401, 403, 200, 401, 403},
		"DELETE /api/users/{id}":              {401, 403, 404, 401, 403},
		"POST /api/invites":                   {401, 403, 422, 401, 403},
	}
	last := "DELETE " + api.PathSession // it ends the sessions
	routes := l.console.routes()
	for _, end := range []bool{false, true} {
		for _, r := range routes {
			if (r.pattern == last) != end {
				continue
			}
			statuses, known := want[r.pattern]
			if !known {
				t.Errorf("%s is in no table", r.pattern)
			}
			method, path, _ := strings.Cut(r.pattern, " ")
			id := "harbour"
			if !strings.Contains(path, "articles") && !strings.Contains(path, "card") {
				id = "none"
			}
			path = strings.NewReplacer("{id}", id, "{name}", id).Replace(path)
			for i, b := range []*browser{nobody, editor, admin, gone, stranger} {
				if got, answer, _ := b.ask(method, path, "{}"); got != statuses[i] {
					t.Errorf("%s by %s: %d %s, want %d", r.pattern, []string{"nobody", "an editor", "an admin", "an ended session", "another site"}[i], got, answer, statuses[i])
				}
			}
			delete(want, r.pattern)
		}
	}
	for pattern := range want {
		t.Errorf("%s is no route", pattern)
	}
	for _, path := range []string{"/api/none", "/api/"} {
		admin.refused(http.StatusNotFound, http.MethodGet, path, nil)
	}
}

func TestBruteForceGets429(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.join("Ada", api.Admin)
	b := l.browser()
	for i := range 100 {
		status, answer, header := b.ask(http.MethodPost, api.PathSession, api.SignIn{Name: "ada", Password: fmt.Sprintf("guess number %d", i)})
		switch {
		case status == http.StatusTooManyRequests && i >= 3:
			if header.Get("Retry-After") == "" || !strings.Contains(string(answer), "Wait") {
				t.Errorf("%s, Retry-After %q", answer, header.Get("Retry-After"))
			}
			return
		case status != http.StatusUnauthorized:
			t.Fatalf("guess %d: %d %s", i, status, answer)
		}
	}
	t.Error("100 guesses were taken")
}

func TestTheCookieStaysWhereItBelongs(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.join("Ada", api.Admin)
	b := l.browser()
	_, _, header := b.ask(http.MethodPost, api.PathSession, api.SignIn{Name: "Ada", Password: secret})
	cookie := header.Get("Set-Cookie")
	for _, part := range []string{"__Host-newsflash=", "; Path=/", "; HttpOnly", "; Secure", "; SameSite=Strict"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("the cookie lacks %s: %s", part, cookie)
		}
	}
	if strings.Contains(cookie, "Domain") {
		t.Errorf("other hosts get the cookie: %s", cookie)
	}
	policy := header.Get("Content-Security-Policy")
	for _, part := range []string{"frame-ancestors 'none'", "frame-src 'none'", "default-src 'none'"} {
		if !strings.Contains(policy, part) {
			t.Errorf("the policy lacks %s: %s", part, policy)
		}
	}
}
