package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/http/httpguts"
)

// trip is one Get or PostForm on its way through redirects.
type trip struct {
	method, accept, form string
	etag, modified       string // validators that the next hop is sent; empty after a downgrade
	limit                int64
	url                  *url.URL      // of the next hop, at the end of the last
	left                 time.Duration // of TotalTimeout
	hops                 int
	temporary            bool // one of the redirects was
}

// follow sends the request and goes where redirects lead, until an answer, an error or MaxRedirects.
func (c *Client) follow(ctx context.Context, t *trip) (answer, error) {
	seen := map[string]bool{}
	for {
		seen[t.url.String()] = true
		a, err := c.send(ctx, t)
		if err != nil || !redirects(t.method, a.status) {
			return a, err
		}
		if t.hops == MaxRedirects {
			return a, fmt.Errorf("it redirects more than %d times; give the address where it ends", MaxRedirects)
		}
		if err := t.redirect(a); err != nil {
			return a, err
		}
		if seen[t.url.String()] {
			return a, errors.New("its redirects run in a circle; its publisher must correct them")
		}
	}
}

// redirects reports whether a status sends the request elsewhere: a form only where it is sent again as it is (RFC 9110).
func redirects(method string, status int) bool {
	switch status {
	case http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther:
		return method == http.MethodGet
	default:
		return false
	}
}

func (t *trip) redirect(a answer) error {
	next, err := parse(a.header.Get("Location"), t.url)
	if err != nil {
		return fmt.Errorf("it redirects, but %w", err)
	}
	if a.status != http.StatusMovedPermanently && a.status != http.StatusPermanentRedirect {
		t.temporary = true
	}
	if t.url.Scheme == "https" && next.Scheme == "http" {
		if t.method != http.MethodGet {
			return fmt.Errorf("it redirects, but %w", refuse("%s is not encrypted and the form holds a secret", next))
		}
		t.etag, t.modified = "", ""
		t.temporary = true // nobody on the way may make us forget https
	}
	t.url = next
	t.hops++
	return nil
}

// request builds the next hop's.
func (t *trip) request(ctx context.Context, userAgent string) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, t.method, t.url.String(), strings.NewReader(t.form))
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", userAgent)
	req.Header.Set("Accept", cmp.Or(t.accept, "*/*"))
	req.Header.Set("Accept-Encoding", "gzip, br")
	if t.method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if t.etag != "" {
		req.Header.Set("If-None-Match", t.etag)
	}
	if t.modified != "" {
		req.Header.Set("If-Modified-Since", t.modified)
	}
	return req, nil
}

func (t *trip) conditional() bool { return t.etag != "" || t.modified != "" }

func (t *trip) response(a answer) Response {
	a.header.Del("Set-Cookie")
	r := Response{
		Status: a.status, URL: t.url.String(), Type: a.header.Get("Content-Type"), Header: a.header, Body: a.body,
		ETag: validator(a.header.Get("ETag")), LastModified: validator(a.header.Get("Last-Modified")),
	}
	if a.status == http.StatusNotModified {
		r.ETag, r.LastModified = cmp.Or(r.ETag, t.etag), cmp.Or(r.LastModified, t.modified)
	}
	if t.hops > 0 && !t.temporary {
		r.Moved = r.URL
	}
	return r
}

// wrap names the address that was asked for, and where the redirects had led.
func (t *trip) wrap(asked *url.URL, err error) error {
	verb := "fetch"
	if t.method == http.MethodPost {
		verb = "post to"
	}
	if t.hops > 0 {
		return fmt.Errorf("%s %s (redirected to %s): %w", verb, asked, t.url, err)
	}
	return fmt.Errorf("%s %s: %w", verb, asked, err)
}

// validator returns an ETag or Last-Modified that can be kept and sent; else nothing, which costs a full answer next time.
func validator(s string) string {
	if len(s) > maxValidator || !httpguts.ValidHeaderFieldValue(s) {
		return ""
	}
	return s
}
