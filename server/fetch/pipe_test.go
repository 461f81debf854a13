package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
)

// pipes is a net.Listener of in-memory connections, which a synctest bubble can see through.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
	close sync.Once
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { p.close.Do(func() { close(p.done) }); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

func (p *pipes) dial(ctx context.Context, _, address string) (net.Conn, error) {
	if host, _, _ := net.SplitHostPort(address); host == "silent.example" {
		<-ctx.Done() // its packets are dropped
		return nil, ctx.Err()
	} else if host == "down.example" {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
	}
	ours, theirs := net.Pipe()
	select {
	case p.conns <- theirs:
		return ours, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

// timeless runs a test in a bubble, where time passes only when everyone waits; every name but silent.example and
// down.example leads to h.
func timeless(t *testing.T, h http.HandlerFunc, test func(t *testing.T, c *Client)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		p := &pipes{conns: make(chan net.Conn), done: make(chan struct{})}
		srv := &http.Server{Handler: h}
		served := make(chan error)
		go func() { served <- srv.Serve(p) }()
		c := newClient(Options{}, p.dial)
		test(t, c)
		c.transport.CloseIdleConnections()
		_ = srv.Close()
		<-served
	})
}
