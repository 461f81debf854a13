package fetch

import (
	"context"
	"encoding/binary"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// world is an internet of names: what a resolver answers. Its lookups are real ones, by net.Resolver over a pipe.
type world struct {
	lookup func(name string) []string
	public []string // ip:port of loopback listeners that play public machines; all else is judged as in production
}

// names is a lookup that never changes.
func names(m map[string]string) func(string) []string {
	return func(name string) []string {
		if ip, ok := m[name]; ok {
			return []string{ip}
		}
		return nil
	}
}

func (w world) client(t testing.TB, o Options) *Client {
	t.Helper()
	guard := newGuard(o.AllowPrivate)
	dialer := &net.Dialer{
		Resolver: &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
			ours, theirs := net.Pipe()
			go w.answerDNS(theirs)
			return ours, nil
		}},
		Control: func(network, address string, c syscall.RawConn) error {
			if slices.Contains(w.public, address) {
				return nil
			}
			return guard.control(network, address, c)
		},
	}
	c := newClient(o, dialer.DialContext)
	t.Cleanup(c.transport.CloseIdleConnections)
	return c
}

// answerDNS answers questions for A and AAAA in TCP's framing, and says that other names don't exist.
func (w world) answerDNS(conn net.Conn) {
	defer conn.Close()
	for {
		var size [2]byte
		if _, err := io.ReadFull(conn, size[:]); err != nil {
			return
		}
		query := make([]byte, binary.BigEndian.Uint16(size[:]))
		if _, err := io.ReadFull(conn, query); err != nil {
			return
		}
		var m dnsmessage.Message
		if err := m.Unpack(query); err != nil || len(m.Questions) != 1 {
			return
		}
		reply := w.reply(m.ID, m.Questions[0])
		if _, err := conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(reply))), reply...)); err != nil {
			return
		}
	}
}

func (w world) reply(id uint16, q dnsmessage.Question) []byte {
	m := dnsmessage.Message{Header: dnsmessage.Header{ID: id, Response: true, RecursionAvailable: true}, Questions: []dnsmessage.Question{q}}
	if q.Type == dnsmessage.TypeA || q.Type == dnsmessage.TypeAAAA {
		ips := w.lookup(strings.TrimSuffix(q.Name.String(), "."))
		if ips == nil {
			m.RCode = dnsmessage.RCodeNameError
		}
		for _, s := range ips {
			head := dnsmessage.ResourceHeader{Name: q.Name, Class: dnsmessage.ClassINET, TTL: 1}
			switch ip := netip.MustParseAddr(s); {
			case ip.Is4() && q.Type == dnsmessage.TypeA:
				m.Answers = append(m.Answers, dnsmessage.Resource{Header: head, Body: &dnsmessage.AResource{A: ip.As4()}})
			case ip.Is6() && q.Type == dnsmessage.TypeAAAA:
				m.Answers = append(m.Answers, dnsmessage.Resource{Header: head, Body: &dnsmessage.AAAAResource{AAAA: ip.As16()}})
			}
		}
	}
	b, err := m.Pack()
	if err != nil {
		panic(err)
	}
	return b
}

// trap is a listener that counts who connects and answers them.
type trap struct {
	net.Listener
	count atomic.Int64
}

func (l *trap) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err == nil {
		l.count.Add(1)
	}
	return c, err
}

func (l *trap) port() string {
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

func newTrap(t *testing.T, address string) *trap {
	t.Helper()
	inner, err := net.Listen("tcp", address)
	if err != nil {
		t.Skipf("this machine has no %s to listen on: %v", address, err)
	}
	l := &trap{Listener: inner}
	srv := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "secret") })}
	go func() { _ = srv.Serve(l) }()
	t.Cleanup(func() { _ = srv.Close() })
	return l
}

// site serves a handler as the public machine good.example, and returns a client that knows it and its address.
func site(t testing.TB, h http.HandlerFunc) (c *Client, base string) {
	t.Helper()
	srv := httptest.NewServer(h)
	t.Cleanup(srv.Close)
	address := srv.Listener.Addr().String()
	_, port, _ := net.SplitHostPort(address)
	w := world{lookup: names(map[string]string{"good.example": "127.0.0.1"}), public: []string{address}}
	return w.client(t, Options{}), "http://good.example:" + port
}

func get(t testing.TB, c *Client, r Request) Response {
	t.Helper()
	resp, err := c.Get(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return resp
}
