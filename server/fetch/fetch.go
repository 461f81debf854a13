// Package fetch is the one way by which the server gets anything from outside: feeds, pages, sitemaps, pictures, WebSub hubs.
//
// Addresses come from strangers, so they are followed only to public machines. The address that is really dialled is checked,
// at every hop of a redirect, after the name was looked up: a name that answers differently the second time gains nothing.
// Answers come from strangers too: every size, count and time has a limit (limits.go). And the server is a guest elsewhere:
// it keeps to a rate per host, waits when told to, and leaves a failing host alone for a while. It sends no cookie, no
// credential and no Referer, and uses no proxy.
package fetch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
)

// Options configure a Client.
type Options struct {
	// AllowPrivate also allows loopback and private networks, on any port: for intranets and tests. Every source, and
	// every address in one, can then reach them. Link-local addresses, where clouds keep their credentials, stay refused.
	AllowPrivate bool
	// UserAgent tells publishers who asks; empty means "Newsflash".
	UserAgent string
}

// Client fetches. It is safe for concurrent use; make one per process, as the rate per host is kept in it.
type Client struct {
	userAgent string
	transport *http.Transport
	hosts     *hosts
}

// New makes a Client.
func New(o Options) *Client {
	dialer := &net.Dialer{Control: newGuard(o.AllowPrivate).control}
	return newClient(o, dialer.DialContext)
}

func newClient(o Options, dial func(ctx context.Context, network, address string) (net.Conn, error)) *Client {
	if o.UserAgent == "" {
		o.UserAgent = "Newsflash"
	}
	return &Client{
		userAgent: o.UserAgent,
		hosts:     newHosts(),
		transport: &http.Transport{
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				ctx, cancel := context.WithTimeoutCause(ctx, ConnectTimeout, errConnect)
				defer cancel()
				conn, err := dial(ctx, network, address)
				if err != nil && context.Cause(ctx) == errConnect {
					err = errConnect
				}
				return conn, err
			},
			Proxy:                  nil,  // one from the environment would dial in our place, unchecked
			DisableCompression:     true, // body.go decodes, within its limit
			ForceAttemptHTTP2:      true,
			MaxResponseHeaderBytes: MaxHeader,
			TLSHandshakeTimeout:    TLSTimeout,
			ResponseHeaderTimeout:  HeaderTimeout,
			IdleConnTimeout:        keepAlive,
			MaxIdleConns:           100,
			MaxIdleConnsPerHost:    HostConcurrency,
		},
	}
}

// Request says what to get.
type Request struct {
	URL          string
	Accept       string // empty: anything
	ETag         string // of the last answer, for a conditional request
	LastModified string // the same
	Limit        int64  // decoded bytes; 0 means MaxBody
}

// Response is a good answer.
type Response struct {
	Status       int    // 200, or 304 if the request was conditional
	URL          string // where the redirects ended, in widget.ParseURL's form, without a fragment
	Moved        string // URL, if every redirect on the way was permanent: ask there next time; else empty
	Type         string // Content-Type
	ETag         string // for the next request; a 304 that names none keeps the request's
	LastModified string // the same
	Header       http.Header
	Body         []byte // decoded; nil for 304
}

// Get fetches r.URL. Its errors name the address and say what to do; behind them may be a *StatusError, a *ClosedError,
// ErrRefused, ErrTooLarge, or the context's.
func (c *Client) Get(ctx context.Context, r Request) (Response, error) {
	u, err := parse(r.URL, nil)
	if err != nil {
		return Response{}, fmt.Errorf("fetch: %w", err)
	}
	t := &trip{
		method: http.MethodGet, url: u, accept: r.Accept, limit: r.Limit,
		etag: validator(r.ETag), modified: validator(r.LastModified), left: TotalTimeout,
	}
	if t.limit == 0 {
		t.limit = MaxBody
	}
	a, err := c.follow(ctx, t)
	if err != nil {
		return Response{}, t.wrap(u, err)
	}
	return t.response(a), nil
}

// PostForm sends a form, for WebSub subscriptions. It follows 307 and 308, which keep method and form, but never from https
// to http, as the form holds a secret. Any status but 2xx comes with a *StatusError; without an answer the status is 0.
func (c *Client) PostForm(ctx context.Context, address string, form url.Values) (int, error) {
	u, err := parse(address, nil)
	if err != nil {
		return 0, fmt.Errorf("post: %w", err)
	}
	t := &trip{method: http.MethodPost, url: u, form: form.Encode(), left: TotalTimeout}
	a, err := c.follow(ctx, t)
	if err != nil {
		return statusOf(err), t.wrap(u, err)
	}
	return a.status, nil
}
