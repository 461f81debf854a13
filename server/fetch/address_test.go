package fetch

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
)

// hostile are addresses that must not be reached; P stands for the port of a listener on every interface. They are those of
// OWASP's SSRF prevention cheat sheet and the spellings that resolvers, browsers and URL parsers disagree about.
var hostile = []string{
	"http://127.0.0.1:P/", "http://127.255.255.254:P/", "http://127.0.0.1.:P/", "http://0.0.0.0:P/", "http://0.1.2.3:P/",
	"http://10.0.0.1:P/", "http://10.255.255.255:P/", "http://172.16.0.1:P/", "http://172.31.255.255:P/", "http://192.168.0.1:P/",
	"http://169.254.169.254/latest/meta-data/", "http://169.254.169.254.:P/", "http://100.64.0.1:P/", "http://100.100.100.200/",
	"http://192.0.0.192/", "http://192.0.2.1:P/", "http://198.18.0.1:P/", "http://198.51.100.1:P/", "http://203.0.113.1:P/",
	"http://224.0.0.1:P/", "http://240.0.0.1:P/", "http://255.255.255.255:P/",
	"http://[::1]:P/", "http://[::]:P/", "http://[0:0:0:0:0:0:0:1]:P/", "http://[::ffff:127.0.0.1]:P/", "http://[::ffff:7f00:1]:P/",
	"http://[::127.0.0.1]:P/", "http://[fe80::1]:P/", "http://[fec0::1]:P/", "http://[fc00::1]:P/", "http://[fd00:ec2::254]/",
	"http://[ff02::1]:P/", "http://[64:ff9b::7f00:1]:P/", "http://[64:ff9b:1::7f00:1]:P/", "http://[2002:7f00:1::]:P/",
	"http://[2001:0:7f00:1::]:P/", "http://[2001:db8::1]:P/", "http://[100::1]:P/", "http://[::ffff:0:127.0.0.1]:P/",
	"http://[fe80::1%25lo]:P/", "http://[::1%25lo]:P/", "http://[::1%251]:P/", "http://[2606:4700::1%25lo]:P/",
	"http://2130706433:P/", "http://0x7f000001:P/", "http://0X7F000001:P/", "http://017700000001:P/", "http://0177.0.0.1:P/",
	"http://0x7f.0.0.1:P/", "http://127.1:P/", "http://127.0.1:P/", "http://0:P/", "http://0x:P/", "http://127.0.0.1.0x7f:P/",
	"http://00127.0.0.1:P/", "http://127.00.00.01:P/", "http://127.0.0.256:P/", "http://1.127.0.0.1:P/", "http://4294967296:P/",
	"http://①②⑦.⓪.⓪.①:P/", "http://127。0。0。1:P/", "http://127．0．0．1:P/", "http://ⓛocalhost:P/",
	"http://localhost:P/", "http://LOCALHOST:P/", "http://localhost.:P/", "http://localhost..:P/", "http://.localhost:P/",
	"http://private.example:P/", "http://metadata.example/", "http://mapped.example:P/", "http://ula.example:P/", "http://sixtofour.example:P/",
	"http://user@127.0.0.1:P/", "http://user:secretword@good.example:P/", "http://good.example@127.0.0.1:P/", "http://127.0.0.1:P@good.example/",
	"http://good.example\\@127.0.0.1:P/", "http://127.0.0.1:P#@good.example/", "http://127.0.0.1:P?@good.example/",
	"http:127.0.0.1:P/", "http:///127.0.0.1:P/", "//127.0.0.1:P/", "127.0.0.1:P", "http://good.example:22/", "http://good.example:0/",
	"http://good.example:65536/", "http://good.example:6667/", "http://[::1/", "http://127.0.0.1:P\r\nX: y/", "http://%31%32%37.0.0.1:P/", "http://",
	"gopher://127.0.0.1:P/_GET", "file:///etc/passwd", "ftp://127.0.0.1:P/", "dict://127.0.0.1:P/", "ldap://127.0.0.1:P/", "jar:http://127.0.0.1:P!/",
	"data:text/html,x", "javascript:alert(1)", "unix:///var/run/docker.sock", "netdoc:///etc/passwd", "",
}

var hostileNames = map[string]string{
	"good.example": "8.8.8.8", "private.example": "127.0.0.1", "metadata.example": "169.254.169.254", "mapped.example": "::ffff:127.0.0.1",
	"ula.example": "fd12::1", "sixtofour.example": "2002:7f00:1::",
}

func TestHostileAddressesAreNotConnected(t *testing.T) {
	l := newTrap(t, ":0")
	c := world{lookup: names(hostileNames)}.client(t, Options{})
	for _, address := range hostile {
		address = strings.ReplaceAll(address, ":P", ":"+l.port())
		resp, err := c.Get(t.Context(), Request{URL: address})
		if !errors.Is(err, ErrRefused) {
			t.Errorf("Get(%q) = %q, %v; want ErrRefused", address, resp.Body, err)
		}
		if err != nil && strings.Contains(err.Error(), "secretword") {
			t.Errorf("Get(%q) repeats the password: %v", address, err)
		}
		if _, err := c.PostForm(t.Context(), address, nil); !errors.Is(err, ErrRefused) {
			t.Errorf("PostForm(%q): %v; want ErrRefused", address, err)
		}
	}
	production := New(Options{}) // with the machine's own resolver
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]"} {
		if _, err := production.Get(t.Context(), Request{URL: "http://" + host + ":" + l.port()}); !errors.Is(err, ErrRefused) {
			t.Errorf("New: %s: %v; want ErrRefused", host, err)
		}
	}
	if n := l.count.Load(); n != 0 {
		t.Errorf("the listener saw %d connections", n)
	}
	private := New(Options{AllowPrivate: true})
	t.Cleanup(private.transport.CloseIdleConnections)
	if r := get(t, private, Request{URL: "http://127.0.0.1:" + l.port()}); string(r.Body) != "secret" || l.count.Load() != 1 {
		t.Errorf("with AllowPrivate: %q after %d connections, want the listener to count", r.Body, l.count.Load())
	}
}

func TestRedirectsToHostileAddresses(t *testing.T) {
	l := newTrap(t, ":0")
	var location atomic.Value
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Location"] = []string{location.Load().(string)}
		w.WriteHeader(http.StatusFound)
	}))
	t.Cleanup(srv.Close)
	public := srv.Listener.Addr().String()
	_, port, _ := net.SplitHostPort(public)
	known := names(hostileNames)
	w := world{public: []string{public}, lookup: func(name string) []string {
		if name == "start.example" {
			return []string{"127.0.0.1"}
		}
		return known(name)
	}}
	for _, address := range hostile {
		address = strings.ReplaceAll(address, ":P", ":"+l.port())
		if address == "127.0.0.1:"+l.port() || strings.HasPrefix(address, "http:127") || strings.ContainsAny(address, "\r\n") {
			continue // as a Location the first two are relative; the last can't be sent
		}
		location.Store(address)
		c := w.client(t, Options{}) // each its own, for the rate
		if resp, err := c.Get(t.Context(), Request{URL: "http://start.example:" + port}); !errors.Is(err, ErrRefused) {
			t.Errorf("redirect to %q = %q, %v; want ErrRefused", address, resp.Body, err)
		}
	}
	if n := l.count.Load(); n != 0 {
		t.Errorf("the listener saw %d connections", n)
	}
}

// A name that is public when it is first looked up and private the next time is judged by where it leads when it is dialled.
func TestRebinding(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Connection", "close") }))
	t.Cleanup(srv.Close)
	public := srv.Listener.Addr().String()
	_, port, _ := net.SplitHostPort(public)
	l := newTrap(t, "127.0.0.2:"+port)
	var ips atomic.Value
	c := world{public: []string{public}, lookup: func(string) []string { return ips.Load().([]string) }}.client(t, Options{})
	address := Request{URL: "http://rebind.example:" + port}

	ips.Store([]string{"127.0.0.1"})
	get(t, c, address)
	ips.Store([]string{"127.0.0.2"})
	if _, err := c.Get(t.Context(), address); !errors.Is(err, ErrRefused) {
		t.Errorf("after rebinding: %v; want ErrRefused", err)
	}
	ips.Store([]string{"127.0.0.2", "127.0.0.1"})
	get(t, c, address)
	if n := l.count.Load(); n != 0 {
		t.Errorf("the private machine saw %d connections", n)
	}
}

func TestGuard(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		address         string
		public, private bool // allowed without and with AllowPrivate
	}{
		{"8.8.8.8:80", true, true},
		{"8.8.8.8:443", true, true},
		{"8.8.8.8:8080", true, true},
		{"8.8.8.8:65535", true, true},
		{"[2606:4700::1111]:443", true, true},
		{"8.8.8.8:22", false, true},
		{"8.8.8.8:25", false, true},
		{"8.8.8.8:1023", false, true},
		{"8.8.8.8:6667", false, true},
		{"127.0.0.1:80", false, true},
		{"10.1.2.3:22", false, true},
		{"172.31.0.1:80", false, true},
		{"192.168.1.1:80", false, true},
		{"100.64.0.1:80", false, true},
		{"[::1]:80", false, true},
		{"[fd12::1]:80", false, true},
		{"[64:ff9b::7f00:1]:80", false, false},
		{"169.254.169.254:80", false, false},
		{"[fd00:ec2::254]:80", false, false},
		{"[fd20:ce::254]:80", false, false},
		{"100.100.100.200:80", false, false},
		{"0.0.0.0:80", false, false},
		{"224.0.0.1:80", false, false},
		{"[fe80::1%lo]:80", false, false},
		{"[::ffff:169.254.169.254]:80", false, false},
		{"good.example:80", false, false},
		{"", false, false},
	} {
		for private, want := range map[bool]bool{false: test.public, true: test.private} {
			err := newGuard(private).control("tcp"+version(test.address), test.address, nil)
			if (err == nil) != want || err != nil && !errors.Is(err, ErrRefused) {
				t.Errorf("%s with AllowPrivate %v: %v; want allowed %v", test.address, private, err, want)
			}
		}
	}
	if err := newGuard(true).control("udp4", "8.8.8.8:80", nil); !errors.Is(err, ErrRefused) {
		t.Errorf("udp4: %v; want ErrRefused", err)
	}
}

func version(address string) string {
	if strings.HasPrefix(address, "[") {
		return "6"
	}
	return "4"
}

func TestParse(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"https://Good.Example:443/a?b=c#d": "https://good.example/a?b=c",
		"http://good.example.:80":          "http://good.example",
		"https://good.example:80/":         "https://good.example:80/",
		"http://bücher.example/":           "http://xn--bcher-kva.example/",
		"http://[2606:4700:0:0::1]:8080/":  "http://[2606:4700::1]:8080/",
		"http://8.8.8.8/":                  "http://8.8.8.8/",
		"http://3com.example/":             "http://3com.example/",
		"http://a_b.example/":              "http://a_b.example/",
	} {
		if u, err := parse(s, nil); err != nil || u.String() != want {
			t.Errorf("parse(%q) = %v, %v; want %s", s, u, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range hostile {
		f.Add(strings.ReplaceAll(s, ":P", ":8080"))
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := parse(s, nil)
		if err != nil {
			if !errors.Is(err, ErrRefused) {
				t.Fatalf("%q: %v is not ErrRefused", s, err)
			}
			return
		}
		again, err := parse(u.String(), nil)
		if err != nil || again.String() != u.String() {
			t.Fatalf("%q gave %q, and that %v, %v", s, u, again, err)
		}
		if u.User != nil || u.Fragment != "" || u.Scheme != "http" && u.Scheme != "https" {
			t.Fatalf("%q gave %q", s, u)
		}
		host := u.Hostname()
		labels := strings.Split(host, ".")
		if _, err := netip.ParseAddr(host); err != nil && isNumber(labels[len(labels)-1]) {
			t.Fatalf("%q gave the number %q", s, host)
		}
	})
}
