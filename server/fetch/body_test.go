package fetch

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

// pack compresses n zero bytes, or text if there is one.
func pack(t testing.TB, encoding string, n int64, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser = gzip.NewWriter(&b)
	if encoding == "br" {
		w = brotli.NewWriterLevel(&b, 1)
	}
	if _, err := io.Copy(w, io.MultiReader(strings.NewReader(text), io.LimitReader(zeros{}, n))); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

func TestDecoding(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("News of the day. ", 50)
	zipped, brotlied := pack(t, "gzip", 0, text), pack(t, "br", 0, text)
	for _, test := range []struct {
		encoding  []string
		body      []byte
		want, err string
	}{
		{nil, []byte(text), text, ""},
		{[]string{"identity"}, []byte(text), text, ""},
		{[]string{"gzip"}, zipped, text, ""},
		{[]string{"X-GZIP"}, zipped, text, ""},
		{[]string{"br"}, brotlied, text, ""},
		{[]string{"gzip"}, nil, "", ""},
		{[]string{"gzip"}, zipped[:len(zipped)-9], "", "ended early or is damaged"},
		{[]string{"br"}, brotlied[:len(brotlied)-9], "", "ended early or is damaged"},
		{[]string{"gzip"}, []byte(text), "", "is damaged"},
		{[]string{"br"}, []byte(text), "", "is damaged"},
		{[]string{"gzip, gzip"}, zipped, "", `encoded as "gzip, gzip"`},
		{[]string{"gzip", "br"}, zipped, "", `encoded as "gzip, br"`},
		{[]string{"deflate"}, zipped, "", `encoded as "deflate"`},
		{[]string{strings.Repeat("x", 1000)}, zipped, "", "…"},
	} {
		c, base := site(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Encoding"] = test.encoding
			_, _ = w.Write(test.body)
		})
		r, err := c.Get(t.Context(), Request{URL: base})
		if string(r.Body) != test.want || (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("%s: %q, %v; want %q, %q", test.encoding, r.Body, err, test.want, test.err)
		}
	}
}

func TestLimit(t *testing.T) {
	t.Parallel()
	const limit = 100_000
	for _, test := range []struct {
		name  string
		size  int64
		limit int64
		zip   string
		flush bool // no Content-Length
		ok    bool
	}{
		{"exact", limit, limit, "", false, true},
		{"exact, without length", limit, limit, "", true, true},
		{"exact, gzip", limit, limit, "gzip", false, true},
		{"exact, br", limit, limit, "br", false, true},
		{"one more", limit + 1, limit, "", false, false},
		{"one more, without length", limit + 1, limit, "", true, false},
		{"one more, gzip", limit + 1, limit, "gzip", false, false},
		{"one more, br", limit + 1, limit, "br", false, false},
		{"default", MaxBody, 0, "gzip", false, true},
		{"default and one more", MaxBody + 1, 0, "gzip", false, false},
		{"a picture's", 20 << 20, 20 << 20, "gzip", false, true},
	} {
		c, base := site(t, func(w http.ResponseWriter, _ *http.Request) {
			if test.flush {
				w.(http.Flusher).Flush()
			}
			if test.zip == "" {
				_, _ = io.CopyN(w, zeros{}, test.size)
				return
			}
			w.Header().Set("Content-Encoding", test.zip)
			_, _ = w.Write(pack(t, test.zip, test.size, ""))
		})
		r, err := c.Get(t.Context(), Request{URL: base, Limit: test.limit})
		if test.ok && (err != nil || int64(len(r.Body)) != test.size) || !test.ok && !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %d bytes, %v", test.name, len(r.Body), err)
		}
	}
}

// A body that says it is too large is refused although none of it ever comes.
func TestContentLengthIsBelieved(t *testing.T) {
	t.Parallel()
	c, base := site(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(MaxBody+1))
		w.(http.Flusher).Flush()
		<-r.Context().Done() // until the client hangs up
	})
	if _, err := c.Get(t.Context(), Request{URL: base}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v, want ErrTooLarge", err)
	}
}

func TestHeaderLimit(t *testing.T) {
	t.Parallel()
	size := 0
	c, base := site(t, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X", strings.Repeat("x", size)) })
	size = MaxHeader - 1000
	get(t, c, Request{URL: base})
	size = MaxHeader + 1
	if _, err := c.Get(t.Context(), Request{URL: base}); err == nil || !strings.Contains(err.Error(), "header") {
		t.Errorf("got %v, want an error about the header", err)
	}
}

// A bomb costs what its limit allows, not what it unpacks to.
func TestBomb(t *testing.T) {
	const limit = 1 << 20
	for _, encoding := range []string{"gzip", "br"} {
		bomb := pack(t, encoding, 96<<20, "")
		if len(bomb) > limit {
			t.Fatalf("%s: the bomb has %d bytes", encoding, len(bomb))
		}
		c, base := site(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", encoding)
			_, _ = w.Write(bomb)
		})
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := c.Get(t.Context(), Request{URL: base, Limit: limit})
		runtime.ReadMemStats(&after)
		if !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v, want ErrTooLarge", encoding, err)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 32*limit {
			t.Errorf("%s: %d bytes allocated for a limit of %d", encoding, used, limit)
		} else {
			t.Logf("%s: %d bytes allocated", encoding, used)
		}
	}
}

func BenchmarkGet(b *testing.B) {
	zipped := pack(b, "gzip", 0, strings.Repeat("News of the day. ", 1200))
	c, base := site(b, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(zipped)
	})
	local := strings.Replace(base, "good.example", "127.0.0.1", 1) // has no rate
	for name, r := range map[string]Request{"gzip 20 kB": {URL: local}, "304": {URL: local, ETag: `"one"`}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				get(b, c, r)
			}
		})
	}
}

// A connection serves the next request, whatever came over it.
func TestConnectionsAreReused(t *testing.T) {
	t.Parallel()
	brotlied, peers := pack(t, "br", 0, "News of the day."), map[string]bool{}
	c, base := site(t, func(w http.ResponseWriter, r *http.Request) {
		peers[r.RemoteAddr] = true
		switch r.URL.Path {
		case "/br":
			w.Header().Set("Content-Encoding", "br")
			_, _ = w.Write(brotlied)
			w.(http.Flusher).Flush()
		case "/moved":
			http.Redirect(w, r, "/br", http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	})
	for _, path := range []string{"/br", "/moved", "/gone", "/br"} {
		if _, err := c.Get(t.Context(), Request{URL: base + path}); err != nil && statusOf(err) != 404 {
			t.Error(err)
		}
	}
	if len(peers) != 1 {
		t.Errorf("%d connections, want 1", len(peers))
	}
}
