// Package doctor looks at a partner's page and says what keeps a card from being shown there as it should, and the exact line to
// add or change.
package doctor

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"newsflash/server/fetch"
	"newsflash/server/partner"
	"newsflash/widget/api"
)

// Doctor examines pages.
type Doctor struct {
	Fetch   *fetch.Client
	Browser string // path of Chromium, "" for none
}

const (
	maxPage  = 8 << 20 // bytes
	maxCards = 40      // of a page; further ones are not looked at
	heightOf = 24      // px that a reserved height may be too low
)

// Examine fetches a page and what it loads of ours. An error means that the page itself could not be read.
func (d Doctor) Examine(ctx context.Context, address string) (api.PageReport, error) {
	answer, err := d.Fetch.Get(ctx, fetch.Request{URL: address, Accept: "text/html,application/xhtml+xml", Limit: maxPage})
	if err != nil {
		return api.PageReport{}, err
	}
	decoded, err := charset.NewReader(bytes.NewReader(answer.Body), answer.Type)
	if err != nil {
		return api.PageReport{}, fmt.Errorf("read %s: %w", address, err)
	}
	doc, err := html.ParseWithOptions(decoded, html.ParseOptionEnableScripting(false)) // what stands in <noscript> is to be seen
	if err != nil {
		return api.PageReport{}, fmt.Errorf("read %s: %w", address, err)
	}
	self, err := url.Parse(answer.URL)
	if err != nil {
		return api.PageReport{}, err
	}
	e := &examination{Doctor: d, ctx: ctx, self: self, base: self, header: answer.Header, doc: doc}
	e.report.Page = answer.URL
	e.collect()
	e.report.Cards = len(e.tags) + len(e.elements)
	e.sayWhatIsMissing()
	e.policies()
	for i := range e.tags {
		e.tag(&e.tags[i])
	}
	if e.forAll != nil {
		e.script(e.forAll)
		e.cards()
	}
	e.elementsOf()
	if d.Browser != "" && e.report.Cards > 0 {
		e.report.Browser = true
		if err := e.browse(); err != nil {
			e.advise("", "The browser did not come to an end with this page: %v.", err)
		}
	}
	return e.report, nil
}

// examination is of one page.
type examination struct {
	Doctor
	ctx        context.Context
	self, base *url.URL
	header     http.Header
	doc        *html.Node
	tags       []tag
	elements   []*html.Node // that /embed.js paints into
	forAll     *tag         // /embed.js
	held       map[*html.Node]bool
	report     api.PageReport
}

// tag is a script of ours.
type tag struct {
	node *html.Node
	src  *url.URL
	id   string // of a card; "" for /embed.js
}

// known is what a script says of the cards in it.
type known struct {
	Themes   []string
	Partners partner.Policy
	Cards    []struct{ Error string }
}

func (e *examination) fault(line, say string, args ...any) {
	e.find(api.PageFinding{Fault: true, Say: fmt.Sprintf(say, args...), Line: line})
}

func (e *examination) advise(line, say string, args ...any) {
	e.find(api.PageFinding{Say: fmt.Sprintf(say, args...), Line: line})
}

func (e *examination) find(f api.PageFinding) {
	if !slices.Contains(e.report.Findings, f) {
		e.report.Findings = append(e.report.Findings, f)
	}
}

var (
	embedPath = regexp.MustCompile(`/embed/([a-z0-9]+(?:-[a-z0-9]+)*)\.js$`)
	asText    = regexp.MustCompile(`<script[^>]*/embed(/[a-z0-9-]+)?\.js`)
)

// collect finds our tags and elements.
func (e *examination) collect() {
	for n := range e.doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "base" && attr(n, "href") != "" {
			if u, err := e.self.Parse(attr(n, "href")); err == nil {
				e.base = u
			}
		}
	}
	for n := range e.doc.Descendants() {
		switch {
		case n.Type == html.TextNode:
			if asText.MatchString(n.Data) && (n.Parent == nil || n.Parent.Data != "script" && n.Parent.Data != "style") {
				e.fault("", "The page shows the snippet as text: the system that made it escapes HTML. Paste it as HTML (in a block for code or embeds), or use the frame: newsflash's form \"iframe\".")
			}
		case n.Type != html.ElementNode:
		case n.Data == "script":
			src, err := e.base.Parse(strings.TrimSpace(attr(n, "src")))
			if err != nil || attr(n, "src") == "" {
				continue
			}
			if id := embedPath.FindStringSubmatch(src.Path); id != nil && len(e.tags) < maxCards {
				e.tags = append(e.tags, tag{n, src, id[1]})
			} else if id == nil && strings.HasSuffix(src.Path, "/embed.js") && (e.forAll == nil || !has(e.forAll.node, "data-article")) {
				e.forAll = &tag{node: n, src: src}
			}
			if has(n, "data-article") && len(e.elements) < maxCards {
				e.elements = append(e.elements, n)
			}
		case (has(n, "data-newsflash") || n.Data == "newsflash-card" && has(n, "article")) && len(e.elements) < maxCards:
			e.elements = append(e.elements, n)
		}
	}
	e.pair()
}

// pair takes from the elements those that hold, or stand before, a card's own script.
func (e *examination) pair() {
	e.held = map[*html.Node]bool{}
	for _, t := range e.tags {
		if host := e.host(t); host != nil {
			e.held[host] = true
		}
	}
	e.elements = slices.DeleteFunc(e.elements, func(n *html.Node) bool { return e.held[n] })
}

// host is the snippet's element of a tag.
func (e *examination) host(t tag) *html.Node {
	for n := t.node.Parent; n != nil; n = n.Parent {
		if has(n, "data-newsflash") {
			return n
		}
	}
	before := t.node.PrevSibling
	for before != nil && before.Type != html.ElementNode {
		before = before.PrevSibling
	}
	if before != nil && attr(before, "data-newsflash") == t.id {
		return before
	}
	return nil
}

// sayWhatIsMissing: a page without a card, or elements that nothing paints into.
func (e *examination) sayWhatIsMissing() {
	if e.report.Cards == 0 && len(e.report.Findings) == 0 {
		e.fault(`<script async src="https://YOUR-CARDS/embed/ARTICLE.js"></script>`, "There is no card on this page: no tag of /embed/ARTICLE.js, and no element with data-newsflash. If the snippet was pasted, the system took it out.")
	}
	if e.forAll == nil && len(e.elements) > 0 {
		n := e.elements[0]
		e.fault(`<script async src="https://YOUR-CARDS/embed.js"></script>`, "The element for %q has no script: the system took it out of the snippet, or the page does not load /embed.js.", nameOf(n))
	}
}

// elementsOf examines what /embed.js paints into.
func (e *examination) elementsOf() {
	seen := map[string]bool{}
	for _, n := range e.elements {
		if id := attr(n, "id"); id != "" && seen[id] {
			e.fault("", "Two elements of cards have the id %q: ids are there once in a page, and scripts find only the first.", id)
		} else {
			seen[id] = true
		}
		if room(n, 600) == 0 && n.Data != "script" {
			e.advise("", "The element for %q keeps no room: the page moves when its card comes. The console's snippet page gives an element that does.", nameOf(n))
		}
	}
}

func inHead(n *html.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.Data == "head" {
			return true
		}
	}
	return false
}

// nameOf is the article that an element names.
func nameOf(n *html.Node) string {
	for _, name := range []string{"data-newsflash", "data-article", "article"} {
		if value := attr(n, name); value != "" {
			return value
		}
	}
	return ""
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if strings.EqualFold(a.Key, name) { // viewBox
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}
