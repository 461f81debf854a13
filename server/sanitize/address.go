package sanitize

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsflash/widget"
)

// base is the article's own address, nil without one.
type base = *url.URL

// address checks the article's own address, which all others may be relative to.
func (c *cleaner) address() {
	if c.in.URL == "" {
		return
	}
	clean, err := parseURL(c.in.URL, nil)
	if err != nil {
		c.refuse("url", "%s", cleanLine(err.Error()))
		return
	}
	c.out.URL = clean
	c.base, _ = url.Parse(clean) // ParseURL printed it
}

// parseURL is widget.ParseURL in ASCII: that leaves a query as it is, where bidi controls could hide.
func parseURL(s string, base base) (string, error) {
	clean, err := widget.ParseURL(s, base)
	if err != nil || strings.IndexFunc(clean, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
		return clean, err
	}
	var b strings.Builder
	for i := range len(clean) {
		if c := clean[i]; c < utf8.RuneSelf {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return widget.ParseURL(b.String(), nil) // it is longer now
}

// link checks the address of something that also stands without one.
func (c *cleaner) link(field, s string) string {
	if s == "" {
		return ""
	}
	clean, err := parseURL(s, c.base)
	if err != nil {
		c.warn(field, "%s; the link was left out", cleanLine(err.Error()))
		return ""
	}
	return clean
}
