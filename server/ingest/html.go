package ingest

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"newsflash/widget"
)

// maxElements bounds the page that is looked at: the longest live pages have a few ten thousand.
const maxElements = 50_000

// page is an HTML page that is taken apart: each field that is found is noted, and what shows it is taken out of the tree, so
// that the text which is left is the story.
type page struct {
	*Draft
	doc  *html.Node
	root *html.Node // where the story stands
	base *url.URL   // nil when the page does not say where it is from
	alts []said     // descriptions of the lead picture, best source first
}

// said is a text and where it was read.
type said struct{ text, from string }

func isHTML(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text[:min(len(text), 4096)]))
	return strings.HasPrefix(text, "<!doctype html") || strings.HasPrefix(text, "<html") ||
		strings.HasPrefix(text, "<") && (strings.Contains(text, "<head") || strings.Contains(text, "<body") || strings.Contains(text, "<article"))
}

// decodeHTML reads a page. For each field the first that says it wins: JSON-LD, then OpenGraph and other meta elements, then
// what a reader sees.
func decodeHTML(in Input, text string) []Draft {
	name := in.Name
	doc, err := html.ParseWithOptions(strings.NewReader(text), html.ParseOptionEnableScripting(false))
	if err != nil {
		return refuse(name, fmt.Errorf("is not HTML that can be read: %w; save the page again or leave out what is not the article", err))
	}
	elements := 0
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			elements++
		}
	}
	if elements > maxElements {
		return refuse(name, fmt.Errorf("has more than %d elements: leave out what is not the article", maxElements))
	}
	draft := Draft{Origin: name}
	p := page{Draft: &draft, doc: doc}
	p.root = p.story()
	p.jsonLD()
	p.meta()
	p.setBase()
	p.loadImages()
	p.surroundings()
	p.headline()
	p.leadPicture()
	p.body()
	p.absolute()
	switch {
	case draft.Err != nil:
	case draft.Article.Title == "":
		draft.Err = fmt.Errorf("has no headline: there is no JSON-LD headline, no og:title, no h1 and no title")
	case draft.Article.Body == "":
		draft.Err = fmt.Errorf("has no article text: only its head or its menus could be read")
	}
	return []Draft{draft}
}

var (
	selArticle = sel("article")
	selMain    = sel("main,[role=main]")
	selH1      = sel("h1")
	selBody    = sel("body")
)

// story finds the element that holds headline and text: the article or else the main part around the first h1, else the
// longest article, else the whole body.
func (p *page) story() *html.Node {
	articles := cascadia.QueryAll(p.doc, selArticle)
	for _, candidates := range [][]*html.Node{articles, cascadia.QueryAll(p.doc, selMain)} {
		for _, n := range candidates {
			if cascadia.Query(n, selH1) != nil {
				return n
			}
		}
	}
	best, length := cascadia.Query(p.doc, selBody), 0
	for _, n := range articles[:min(len(articles), 100)] {
		if l := len(textOf(n)); l > length {
			best, length = n, l
		}
	}
	if best == nil {
		return p.doc
	}
	return best
}

var selBase = sel("base[href]")

// setBase finds what relative addresses are relative to.
func (p *page) setBase() {
	p.base, _ = url.Parse(p.Article.URL) // checked when it was set
	if p.Article.URL == "" {
		p.base = nil
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

// fillPage is fill for what nobody wrote for a card: too long a text is passed over, so that the next source can do better.
func (p *page) fillPage(field string, dst *string, limit int, text, from string) {
	text = strings.Join(strings.Fields(text), " ")
	if err := widget.CheckText(field, text, limit); err != nil {
		if *dst == "" {
			p.warn(field, "%s of %s: another source is asked", strings.TrimPrefix(err.Error(), field+" "), from)
		}
		return
	}
	p.fill(field, dst, text, from)
}

// address sets the article's own address from the first source whose is a whole one.
func (p *page) address(text, from string) {
	if p.Article.URL != "" || strings.TrimSpace(text) == "" {
		return
	}
	absolute, err := widget.ParseURL(text, nil)
	if err != nil {
		p.warn("url", "%s of %s; it is passed over", err, from)
		return
	}
	p.fill("url", &p.Article.URL, absolute, from)
}

// date sets a date from the first source that has one with a zone. A time without a zone gives its day, which is true
// wherever the publisher is, unless a later source knows more.
func (p *page) date(field string, dst *widget.Date, text, from string) {
	if text = strings.TrimSpace(text); text == "" || !dst.IsZero() && !dst.Day {
		return
	}
	date, err := parseDate(text)
	if err != nil && date.IsZero() {
		var ok bool
		if date, ok = parseTextDate(text); !ok {
			p.warn(field, "%s; %s is passed over", err, from)
			return
		}
	} else if err != nil && dst.IsZero() {
		p.warn(field, "%s; only the day of %s is taken", err, from)
	}
	if dst.IsZero() || dst.Day && !date.Day && dst.String() == date.Time.Format("2006-01-02") {
		*dst = date
		p.note(field, from)
	}
}
