package sanitize

import (
	"net/url"

	"newsflash/widget"
)

// base is the article's own address, nil without one.
type base = *url.URL

// address checks the article's own address, which all others may be relative to.
func (c *cleaner) address() {
	if c.in.URL == "" {
		return
	}
	clean, err := widget.ParseURL(c.in.URL, nil)
	if err != nil {
		c.refuse("url", "%s", cleanLine(err.Error()))
		return
	}
	c.out.URL = clean
	c.base, _ = url.Parse(clean) // ParseURL printed it
}

// link checks the address of something that also stands without one.
func (c *cleaner) link(field, s string) string {
	if s == "" {
		return ""
	}
	clean, err := widget.ParseURL(s, c.base)
	if err != nil {
		c.warn(field, "%s; the link was left out", cleanLine(err.Error()))
		return ""
	}
	return clean
}
