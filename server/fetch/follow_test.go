package fetch

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestGet(t *testing.T) {
	t.Parallel()
	var seen http.Header
	c, base := site(t, func(w http.ResponseWriter, r *http.Request) {
		seen = r.Header
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("ETag", `"one"`)
		w.Header().Set("Last-Modified", "Sat, 08 Nov 2025 09:00:00 GMT")
		w.Header().Set("Set-Cookie", "a=b")
		w.Header().Set("Link", "<https://hub.example/>; rel=hub")
		fmt.Fprint(w, "hello")
	})
	r := get(t, c, Request{URL: base + "/a?b=c#d", Accept: "text/plain"})
	if r.Status != 200 || string(r.Body) != "hello" || r.URL != base+"/a?b=c" || r.Moved != "" || r.Type != "text/plain; charset=utf-8" ||
		r.ETag != `"one"` || r.LastModified != "Sat, 08 Nov 2025 09:00:00 GMT" || r.Header.Get("Link") == "" {
		t.Errorf("got %+v", r)
	}
	if r.Header.Get("Set-Cookie") != "" {
		t.Error("a cookie was kept")
	}
	want := http.Header{"User-Agent": {"Newsflash"}, "Accept": {"text/plain"}, "Accept-Encoding": {"gzip, br"}}
	if fmt.Sprint(seen) != fmt.Sprint(want) {
		t.Errorf("sent %v, want %v and no more", seen, want)
	}
	if c.transport.Proxy != nil {
		t.Error("a proxy would dial unchecked")
	}
}

func TestConditional(t *testing.T) {
	t.Parallel()
	const etag, modified = `W/"one"`, "Sat, 08 Nov 2025 09:00:00 GMT"
	c, base := site(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/moved":
			http.Redirect(w, r, "/feed", http.StatusFound)
		case r.URL.Path == "/always" || r.Header.Get("If-None-Match") == etag && r.Header.Get("If-Modified-Since") == modified:
			w.WriteHeader(http.StatusNotModified)
		}
	})
	for _, path := range []string{"/feed", "/moved"} {
		r := get(t, c, Request{URL: base + path, ETag: etag, LastModified: modified})
		if r.Status != 304 || r.Body != nil || r.ETag != etag || r.LastModified != modified {
			t.Errorf("%s: %+v, want 304 with the request's validators", path, r)
		}
	}
	if r := get(t, c, Request{URL: base + "/feed", ETag: "a\r\nX-Evil: 1", LastModified: strings.Repeat("x", maxValidator+1)}); r.Status != 200 {
		t.Errorf("with validators that can't be sent: %d, want a full answer", r.Status)
	}
	if _, err := c.Get(t.Context(), Request{URL: base + "/always"}); statusOf(err) != 304 {
		t.Errorf("a 304 that was not asked for: %v, want a StatusError", err)
	}
}

func TestLongValidatorsAreDropped(t *testing.T) {
	t.Parallel()
	c, base := site(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", strings.Repeat("e", maxValidator+1))
		w.Header().Set("Last-Modified", strings.Repeat("m", maxValidator))
	})
	if r := get(t, c, Request{URL: base}); r.ETag != "" || len(r.LastModified) != maxValidator {
		t.Errorf("kept %d and %d bytes, want 0 and %d", len(r.ETag), len(r.LastModified), maxValidator)
	}
}

func TestRedirects(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		path, end, moved, err string
	}{
		{"/301/301/308/301/308/end", "/end", "/end", ""}, // MaxRedirects
		{"/301/302/end", "/end", "", ""},
		{"/307/303/end", "/end", "", ""},
		{"/301/301/301/301/301/301/end", "", "", "redirects more than 5 times"},
		{"/circle", "", "", "circle"},
		{"/empty", "", "", "it redirects, but the address is empty"},
		{"/300/end", "", "", "answered 300"},
		{"/305/end", "", "", "answered 305"},
	} {
		c, base := site(t, func(w http.ResponseWriter, r *http.Request) {
			if cookie, referer := r.Header.Get("Cookie"), r.Header.Get("Referer"); cookie+referer != "" {
				t.Errorf("%s was sent cookie %q, referer %q", r.URL, cookie, referer)
			}
			status, rest := 0, ""
			if _, err := fmt.Sscanf(r.URL.Path, "/%3d%s", &status, &rest); err == nil {
				w.Header().Set("Location", rest)
			}
			switch {
			case r.URL.Path == "/circle":
				status = 302
				w.Header().Set("Location", "/301/circle")
			case r.URL.Path == "/empty":
				status = 302
			case status == 0:
				status = 200
			}
			w.Header().Set("Set-Cookie", "a=b")
			w.WriteHeader(status)
			fmt.Fprint(w, "body")
		})
		r, err := c.Get(t.Context(), Request{URL: base + test.path})
		switch {
		case test.err != "":
			if err == nil || !strings.Contains(err.Error(), test.err) || !strings.Contains(err.Error(), base+test.path) {
				t.Errorf("%s: %v; want %q and the address", test.path, err, test.err)
			}
		case err != nil:
			t.Errorf("%s: %v", test.path, err)
		case r.URL != base+test.end || (r.Moved != "") != (test.moved != "") || r.Moved != "" && r.Moved != base+test.moved:
			t.Errorf("%s: ended at %s, moved to %q; want %s, %q", test.path, r.URL, r.Moved, test.end, test.moved)
		}
	}
}

func TestDowngrade(t *testing.T) {
	t.Parallel()
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match")+r.Header.Get("If-Modified-Since") != "" {
			t.Errorf("validators were sent in the clear: %v", r.Header)
		}
		if r.Method == http.MethodPost {
			t.Error("a form was sent in the clear")
		}
		w.Header().Set("ETag", `"two"`)
	}))
	t.Cleanup(plain.Close)
	proto := ""
	secure := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		proto = r.Proto
		if r.Method == http.MethodGet && r.Header.Get("If-None-Match") != `"one"` {
			t.Errorf("validators were not sent: %v", r.Header)
		}
		http.Redirect(w, r, plain.URL, http.StatusPermanentRedirect)
	}))
	secure.EnableHTTP2 = true
	secure.StartTLS()
	t.Cleanup(secure.Close)

	c := New(Options{AllowPrivate: true})
	t.Cleanup(c.transport.CloseIdleConnections)
	c.transport.TLSClientConfig = &tls.Config{RootCAs: secure.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs}
	r := get(t, c, Request{URL: secure.URL, ETag: `"one"`, LastModified: "Sat, 08 Nov 2025 09:00:00 GMT"})
	if r.ETag != `"two"` || r.Moved != "" {
		t.Errorf("got %+v, want an answer and no new address to remember", r)
	}
	if _, err := c.PostForm(t.Context(), secure.URL, url.Values{"hub.secret": {"s"}}); !errors.Is(err, ErrRefused) {
		t.Errorf("PostForm: %v, want ErrRefused", err)
	}
	if proto != "HTTP/2.0" {
		t.Errorf("spoke %s", proto)
	}
	stranger := New(Options{AllowPrivate: true})
	if _, err := stranger.Get(t.Context(), Request{URL: secure.URL}); err == nil || !strings.Contains(err.Error(), "the certificate is not trusted") {
		t.Errorf("with an unknown authority: %v", err)
	}
}

func TestPostForm(t *testing.T) {
	t.Parallel()
	form := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {"https://good.example/feed?a=b&c"}}
	c, base := site(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/307", "/308":
			w.Header().Set("Location", "/hub")
			w.WriteHeader(map[string]int{"/307": 307, "/308": 308}[r.URL.Path])
		case "/302":
			http.Redirect(w, r, "/hub", http.StatusFound)
		case "/bad":
			http.Error(w, "unknown topic", http.StatusBadRequest)
		default:
			body, _ := io.ReadAll(r.Body)
			if r.Method != http.MethodPost || string(body) != form.Encode() || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" {
				t.Errorf("%s %q as %q", r.Method, body, r.Header.Get("Content-Type"))
			}
			w.WriteHeader(http.StatusAccepted)
		}
	})
	for path, want := range map[string]int{"/hub": 202, "/307": 202, "/308": 202, "/302": 302, "/bad": 400} {
		status, err := c.PostForm(t.Context(), base+path, form)
		if status != want || (err == nil) != (want == 202) || err != nil && statusOf(err) != want {
			t.Errorf("%s: %d, %v; want %d", path, status, err, want)
		}
	}
}

func TestErrorsAreSentences(t *testing.T) {
	t.Parallel()
	c, base := site(t, func(w http.ResponseWriter, r *http.Request) {
		var status int
		_, _ = fmt.Sscanf(r.URL.Path, "/%d", &status)
		w.Header().Set("Retry-After", "30") // means nothing beside most statuses
		w.WriteHeader(status)
	})
	host := strings.TrimPrefix(base, "http://")
	for path, want := range map[string]string{
		"/404": "fetch " + base + "/404: the server answered 404 Not Found: nothing is at this address; correct it if it was mistyped",
		"/410": "fetch " + base + "/410: the server answered 410 Gone: it was withdrawn for good",
		"/403": "fetch " + base + "/403: the server answered 403 Forbidden: it wants a login or turns this server away; ask its publisher to let the user agent in",
		"/500": "fetch " + base + "/500: the server answered 500 Internal Server Error: its server has a fault of its own; try again later",
		"/204": "fetch " + base + "/204: the server answered 204 No Content: this is not a complete answer; check the address",
		"/503": "fetch " + base + "/503: the server answered 503 Service Unavailable: it asks to wait for 30s",
	} {
		c := world{public: []string{"127.0.0.1" + host[strings.Index(host, ":"):]}, lookup: names(map[string]string{"good.example": "127.0.0.1"})}.client(t, Options{})
		_, err := c.Get(t.Context(), Request{URL: base + path})
		if err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	if _, err := c.Get(t.Context(), Request{URL: "http://unknown.example/"}); err == nil || !strings.Contains(err.Error(), "the name unknown.example is unknown; check its spelling") {
		t.Errorf("unknown name: %v", err)
	}
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	private := New(Options{AllowPrivate: true})
	if _, err := private.Get(t.Context(), Request{URL: "http://" + closed.Addr().String()}); err == nil || !strings.Contains(err.Error(), "refused") || errors.Is(err, ErrRefused) {
		t.Errorf("a closed port: %v; want a connection refused, which is not ErrRefused", err)
	}
}
