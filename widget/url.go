package widget

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"
)

// ParseURL reads an absolute http or https address and returns it re-serialised, the only form that is stored or printed.
// With a base (not nil), a relative address, also one that starts with "//", is resolved first. Refused are other schemes,
// user names and passwords, control characters, white space inside and backslashes (which browsers read as slashes).
func ParseURL(s string, base *url.URL) (string, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", errors.New("is empty")
	}
	if strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == '\\' || r == 0x7f || (r >= 0x80 && r < 0xa0) || r == 0xfffd }) {
		return "", fmt.Errorf("%q holds a space, a control character or a backslash: percent-encode it", Excerpt(s))
	}
	u, err := url.Parse(s)
	if err != nil {
		return "", fmt.Errorf("%q is not an address: %w", Excerpt(s), errors.Unwrap(err))
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	u.Scheme = strings.ToLower(u.Scheme)
	switch {
	case u.Scheme == "" && u.Host == "":
		return "", fmt.Errorf("%q is relative: give the whole address, with https://", Excerpt(s))
	case u.Scheme != "http" && u.Scheme != "https":
		return "", fmt.Errorf("%q must start with https:// or http://", Excerpt(s))
	case u.User != nil:
		return "", fmt.Errorf("%q holds a user name or password: take it out", Excerpt(u.Redacted()))
	case u.Hostname() == "" || u.Opaque != "" || strings.ContainsAny(u.Host, "\"<>'`^{|}"): // net/url takes these in a host, browsers don't
		return "", fmt.Errorf("%q names no host that browsers know", Excerpt(s))
	}
	u.Host = strings.ToLower(u.Host)
	u.RawQuery = encodeQuery(u.RawQuery)
	out := u.String()
	if len(out) > MaxURL {
		return "", fmt.Errorf("is %d bytes, at most %d are allowed", len(out), MaxURL)
	}
	return out, nil
}

// encodeQuery percent-encodes what the URL standard's query percent-encode set holds, the backtick, and everything beyond
// ASCII, where direction overrides could hide. net/url keeps a query as it came.
func encodeQuery(query string) string {
	var b strings.Builder
	for i := range len(query) {
		if c := query[i]; c >= utf8.RuneSelf || strings.IndexByte("\"<>'`", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
