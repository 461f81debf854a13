package fetch

import (
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"code.dny.dev/ssrf"
	"golang.org/x/net/idna"

	"newsflash/widget"
)

// parse reads an address that may be fetched: what widget.ParseURL takes, with a host whose spelling leaves no doubt. Its
// errors are ErrRefused. Names are not looked up here; where they lead is judged by guard, when they are dialled.
func parse(s string, base *url.URL) (*url.URL, error) {
	s, err := widget.ParseURL(s, base)
	if err != nil {
		return nil, refuse("the address %v", err)
	}
	u, err := url.Parse(s)
	if err != nil {
		return nil, refuse("%q is not an address", widget.Excerpt(s))
	}
	host, err := parseHost(u.Hostname())
	if err != nil {
		return nil, err
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" && port != defaultPort(u) {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return nil, refuse("port %q of %s does not exist: ports go from 1 to 65535", widget.Excerpt(port), host)
		}
		host += ":" + port
	}
	u.Host, u.Fragment, u.RawFragment = host, "", ""
	return u, nil
}

// parseHost returns a host as it is dialled: in ASCII, without a final dot. Numbers that old resolvers read as IPv4 addresses
// (2130706433, 0x7f.1, 0177.0.0.1) are refused, as the URL standard's "ends in a number" checker finds them.
func parseHost(host string) (string, error) {
	shown := widget.Excerpt(host)
	if strings.Contains(host, ":") {
		ip, err := netip.ParseAddr(host)
		if err != nil || ip.Zone() != "" {
			return "", refuse("%q is not an IPv6 address without a zone", shown)
		}
		return ip.String(), nil
	}
	if strings.ContainsFunc(host, func(r rune) bool { return r >= 0x80 }) {
		ascii, err := idna.Lookup.ToASCII(host)
		if err != nil {
			return "", refuse("the host %q is not a valid international name", shown)
		}
		host = ascii
	}
	host = strings.TrimSuffix(host, ".")
	labels := strings.Split(host, ".")
	if slices.Contains(labels, "") {
		return "", refuse("the host %q has an empty part", shown)
	}
	if isNumber(labels[len(labels)-1]) {
		if _, err := netip.ParseAddr(host); err != nil {
			return "", refuse("the host %q is a number: write an IPv4 address as four decimal numbers", shown)
		}
	}
	return host, nil
}

func isNumber(label string) bool {
	digits := "0123456789"
	if hex, ok := strings.CutPrefix(label, "0x"); ok {
		label, digits = hex, digits+"abcdef"
	}
	return strings.Trim(label, digits) == ""
}

func defaultPort(u *url.URL) string {
	if u.Scheme == "https" {
		return "443"
	}
	return "80"
}

// hostKey names a host for its rate and its circuit.
func hostKey(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = defaultPort(u)
	}
	return net.JoinHostPort(u.Hostname(), port)
}

func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback() || host == "localhost"
}

// guard decides which addresses are dialled. It sees what the resolver answered, so no spelling gets around it.
type guard struct {
	safe    *ssrf.Guardian
	private bool
}

// metadata are addresses inside private ranges at which clouds hand out credentials: Amazon's over IPv6, Google's over
// IPv6, Alibaba's. The usual one, 169.254.169.254, is link-local and never allowed.
var metadata = []netip.Addr{
	netip.MustParseAddr("fd00:ec2::254"),
	netip.MustParseAddr("fd20:ce::254"),
	netip.MustParseAddr("100.100.100.200"),
}

func newGuard(private bool) guard {
	options := []ssrf.Option{ssrf.WithAnyPort()}
	if private {
		options = append(options,
			ssrf.WithAllowedV4Prefixes(
				netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"),
				netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("100.64.0.0/10"),
			),
			ssrf.WithAllowedV6Prefixes(netip.MustParsePrefix("::1/128"), netip.MustParsePrefix("fc00::/7")),
		)
	}
	return guard{safe: ssrf.New(options...), private: private}
}

// control is a net.Dialer.Control: called with the address of every socket before it connects.
func (g guard) control(network, address string, _ syscall.RawConn) error {
	if network != "tcp4" && network != "tcp6" {
		return refuse("%s is no network to fetch over", network)
	}
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return refuse("%q is not an address and a port", address)
	}
	if slices.Contains(metadata, to.Addr()) || g.safe.SafeAddr(to.Addr()) != nil {
		if g.private {
			return refuse("%s is neither a public address nor one of a private network", to.Addr())
		}
		return refuse("%s is not a public address: if it is on your own network, start the server with --allow-private", to.Addr())
	}
	if !g.private && !publicPort(to.Port()) {
		return refuse("port %d is not one that websites use: serve it on 80, 443 or a port from 1024", to.Port())
	}
	return nil
}

// badPorts are those from 1024 on that browsers refuse because other protocols answer there (Fetch standard, "port blocking").
var badPorts = []uint16{1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}

// publicPort reports whether a stranger's address may name the port. Below 1024 are mail, shells and directories, which must
// not be spoken to in somebody else's name.
func publicPort(port uint16) bool {
	return port == 80 || port == 443 || port >= 1024 && !slices.Contains(badPorts, port)
}
