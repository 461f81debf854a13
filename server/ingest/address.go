package ingest

import (
	"net/url"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/publicsuffix"

	"newsflash/widget"
)

var (
	selBody = sel("body")
	selBase = sel("base[href]")
)

// setBase finds what relative addresses are relative to.
func (p *page) setBase() {
	address := p.in.URL
	if address == "" {
		address = p.Article.URL
	}
	if address != "" {
		p.base, _ = url.Parse(address) // checked when it was set
	}
	if n := cascadia.Query(p.doc, selBase); n != nil {
		if address, err := widget.ParseURL(attr(n, "href"), p.base); err == nil {
			p.base, _ = url.Parse(address)
		}
	}
}

// resolve makes an address absolute where the page's own is known; what cannot be stays for the sanitiser to judge.
func (p *page) resolve(address string) string {
	if absolute, err := widget.ParseURL(address, p.base); err == nil {
		return absolute
	}
	return address
}

func (p *page) absolute() {
	a := &p.Article
	if a.Picture != nil {
		a.Picture.URL = p.resolve(a.Picture.URL)
	}
	for i := range a.Authors {
		a.Authors[i].URL = p.resolve(a.Authors[i].URL)
	}
	for _, links := range [][]widget.Link{a.CrossLinks, a.Related} {
		for i := range links {
			links[i].URL = p.resolve(links[i].URL)
		}
	}
	a.Comments.URL = p.resolve(a.Comments.URL)
}

// address sets the article's own address from the first source whose is a whole one, is on the site that the page came from
// and does not name its front page.
func (p *page) address(text, from string) {
	if p.Article.URL != "" || strings.TrimSpace(text) == "" {
		return
	}
	var base *url.URL
	if p.in.URL != "" {
		base, _ = url.Parse(p.in.URL)
	}
	absolute, err := widget.ParseURL(text, base)
	switch {
	case err != nil:
		p.warn("url", "%s of %s; it is passed over", err, from)
	case p.in.URL != "" && !sameSite(absolute, p.in.URL):
		p.warn("url", "%q of %s is on another site than the page, %s; it is passed over", widget.Excerpt(absolute), from, widget.Excerpt(p.in.URL))
	case absolute != p.in.URL && isFrontPage(absolute):
		p.warn("url", "%q of %s is a front page; it is passed over", widget.Excerpt(absolute), from)
	default:
		p.fill("url", &p.Article.URL, absolute, from)
	}
}

// sameSite compares the registered domains: www.a.example and amp.a.example are one site.
func sameSite(a, b string) bool {
	hostA, hostB := hostOf(a), hostOf(b)
	if hostA == hostB {
		return true
	}
	siteA, errA := publicsuffix.EffectiveTLDPlusOne(hostA)
	siteB, errB := publicsuffix.EffectiveTLDPlusOne(hostB)
	return errA == nil && errB == nil && siteA == siteB
}

func isFrontPage(address string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}
