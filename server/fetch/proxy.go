package fetch

import (
	"io"
	"net/http"
	"net/http/httputil"
)

// Proxy is an HTTP proxy for a program that loads a page by itself, as a browser does: it reaches what the client may reach and
// nothing else. Who uses it limits sizes and time.
func (c *Client) Proxy() http.Handler {
	forward := &httputil.ReverseProxy{
		Rewrite:   func(*httputil.ProxyRequest) {}, // the address is a whole one already
		Transport: c.transport,
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, err error) {
			http.Error(w, err.Error(), http.StatusBadGateway)
		},
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodConnect:
			c.tunnel(w, r)
		case r.URL.IsAbs():
			forward.ServeHTTP(w, r)
		default:
			http.Error(w, "This is a proxy.", http.StatusBadRequest)
		}
	})
}

// tunnel passes bytes on, both ways, until one side ends.
func (c *Client) tunnel(w http.ResponseWriter, r *http.Request) {
	there, err := c.transport.DialContext(r.Context(), "tcp", r.Host)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer there.Close()
	here, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer here.Close()
	if _, err := io.WriteString(here, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		return
	}
	ended := make(chan struct{}, 2)
	pass := func(to io.Writer, from io.Reader) {
		_, _ = io.Copy(to, from) // an end by an error is an end
		ended <- struct{}{}
	}
	go pass(there, buffered)
	go pass(here, there)
	<-ended
}
