// Package doctor looks at a partner's page and says what keeps a card from being shown there as it should, and the exact line to
// add or change.
package doctor

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"newsflash/server/fetch"
	"newsflash/server/render"
	"newsflash/widget"
	"newsflash/widget/card"
)

// Finding is one thing that is so on a page. A fault keeps readers from a card or moves the page under their eyes; the others are
// advice.
type Finding struct {
	Fault bool   `json:"fault"`
	Say   string `json:"say"`            // a sentence
	Line  string `json:"line,omitempty"` // what to add or to put in the place of what is there
}

// Report is what was found on a page.
type Report struct {
	Page     string    `json:"page"`
	Cards    int       `json:"cards"` // that the page asks for
	Browser  bool      `json:"browser"`
	Findings []Finding `json:"findings"`
}

// Faults counts them.
func (r Report) Faults() (n int) {
	for _, f := range r.Findings {
		if f.Fault {
			n++
		}
	}
	return n
}

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
func (d Doctor) Examine(ctx context.Context, address string) (Report, error) {
	answer, err := d.Fetch.Get(ctx, fetch.Request{URL: address, Accept: "text/html,application/xhtml+xml", Limit: maxPage})
	if err != nil {
		return Report{}, err
	}
	decoded, err := charset.NewReader(bytes.NewReader(answer.Body), answer.Type)
	if err != nil {
		return Report{}, fmt.Errorf("read %s: %w", address, err)
	}
	doc, err := html.ParseWithOptions(decoded, html.ParseOptionEnableScripting(false)) // what stands in <noscript> is to be seen
	if err != nil {
		return Report{}, fmt.Errorf("read %s: %w", address, err)
	}
	self, err := url.Parse(answer.URL)
	if err != nil {
		return Report{}, err
	}
	e := &examination{Doctor: d, ctx: ctx, self: self, base: self, header: answer.Header, doc: doc, known: map[string]*known{}}
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
		e.loaded(e.forAll)
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
	known      map[string]*known
	report     Report
}

// tag is a script of ours.
type tag struct {
	node *html.Node
	src  *url.URL
	id   string // of a card; "" for /embed.js
}

// known is what a script says of the card in it.
type known struct {
	themes      []string
	only, never []string
}

func (e *examination) fault(line, say string, args ...any) {
	e.find(Finding{Fault: true, Say: fmt.Sprintf(say, args...), Line: line})
}

func (e *examination) advise(line, say string, args ...any) {
	e.find(Finding{Say: fmt.Sprintf(say, args...), Line: line})
}

func (e *examination) find(f Finding) {
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
			if has(n, "data-article") {
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

// tag examines a card's own script.
func (e *examination) tag(t *tag) {
	e.script(t)
	host := e.host(*t)
	if host != nil && attr(host, "data-newsflash") != t.id {
		e.fault(fmt.Sprintf(`data-newsflash="%s"`, t.id), "The element is for %q and the script in it for %q: the snippet was changed by hand. No card is shown in this element.", attr(host, "data-newsflash"), t.id)
	}
	if inHead(t.node) && host == nil && !slices.ContainsFunc(e.elements, func(n *html.Node) bool { return attr(n, "data-newsflash") == t.id }) {
		e.fault(fmt.Sprintf(`<div data-newsflash="%s"></div>`, t.id), "The script for %q stands in the head, and no element says where its card is to be.", t.id)
	}
	if has(t.node, "integrity") {
		e.fault("", "The tag for %q has an integrity attribute: the script changes with the article, and browsers then refuse it. Take the attribute out.", t.id)
	}
	if !e.loaded(t) {
		return
	}
	k := e.known[t.src.String()]
	e.options(t.node, k)
	e.welcome(k, t.id)
	e.current(t, host)
}

// script examines what holds for both kinds of tags.
func (e *examination) script(t *tag) {
	name := "/embed.js"
	if t.id != "" {
		name = fmt.Sprintf("%q", t.id)
	}
	switch kind := strings.ToLower(strings.TrimSpace(attr(t.node, "type"))); kind {
	case "", "module", "text/javascript", "application/javascript":
	default:
		e.fault("", "The tag of %s has type=%q, so that no browser runs it: a consent manager holds it back. The card sets no cookie and sends nothing to others; let it through, with type=\"text/javascript\".", name, kind)
	}
	for n := t.node.Parent; n != nil; n = n.Parent {
		if n.Data == "noscript" || n.Data == "template" {
			e.fault("", "The tag of %s stands in a <%s>, where no browser runs it. Move it out.", name, n.Data)
		}
	}
	if e.self.Scheme == "https" && t.src.Scheme == "http" {
		e.fault(strings.Replace(t.src.String(), "http:", "https:", 1), "The page comes over https and the tag of %s over http: browsers block it as mixed content.", name)
	}
}

var carried = regexp.MustCompile(`(?s)(?:\}\(|\nexport const pack=)(\{.*\})\)?;\n$`)

// loaded fetches a tag's script, or for /embed.js the cards that the page's elements ask for, and keeps what it says.
func (e *examination) loaded(t *tag) bool {
	address := t.src.String()
	if t.id == "" {
		if len(e.elements) == 0 {
			return false
		}
		cards := *t.src
		cards.Path = strings.TrimSuffix(cards.Path, "embed.js") + "cards.js"
		if at := strings.Index(cards.Path, "/static/"); at >= 0 {
			cards.Path = cards.Path[:at] + "/cards.js"
		}
		q := url.Values{}
		for _, n := range e.elements {
			q.Add("card", nameOf(n))
		}
		cards.RawQuery = q.Encode()
		address = cards.String()
	}
	answer, err := e.Fetch.Get(e.ctx, fetch.Request{URL: address})
	var status *fetch.StatusError
	switch {
	case errors.As(err, &status) && status.Status == http.StatusGone:
		e.fault("", "The publisher has withdrawn %q: the card is not shown any more. Take the snippet out.", t.id)
		return false
	case errors.As(err, &status) && status.Status == http.StatusNotFound:
		e.fault("", "There is no article %q at %s://%s: the snippet is an old one, or its address was mistyped.", t.id, t.src.Scheme, t.src.Host)
		return false
	case err != nil:
		e.fault("", "The card's server does not give %s: %v.", address, err)
		return false
	}
	if coep := e.header.Get("Cross-Origin-Embedder-Policy"); strings.HasPrefix(coep, "require-corp") && answer.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" {
		e.fault("Cross-Origin-Resource-Policy: cross-origin", "The page has Cross-Origin-Embedder-Policy: require-corp, and what stands before the card's server takes its header away.")
	}
	var data struct {
		Themes   []string
		Partners struct{ Only, Never []string }
		Cards    []struct{ Error string }
	}
	found := carried.FindSubmatch(answer.Body)
	if found == nil || json.Unmarshal(found[1], &data) != nil {
		e.fault("", "What %s answers is no card's script: something stands before the card's server.", address)
		return false
	}
	k := &known{themes: data.Themes, only: data.Partners.Only, never: data.Partners.Never}
	e.known[t.src.String()] = k
	if t.id == "" {
		for i, n := range e.elements {
			if i < len(data.Cards) && data.Cards[i].Error != "" {
				e.fault("", "The element for %q has no card: %s", nameOf(n), data.Cards[i].Error)
			}
			e.options(n, k)
		}
		e.welcome(k, "")
	}
	return true
}

// options examines what a tag or element says of looks.
func (e *examination) options(n *html.Node, k *known) {
	for name, all := range map[string][]string{"theme": k.themes, "layout": names(card.Layouts), "scheme": names(card.Schemes)} {
		value := attr(n, "data-"+name)
		if n.Data == "newsflash-card" && value == "" {
			value = attr(n, name)
		}
		if value != "" && !slices.Contains(all, value) {
			e.fault(fmt.Sprintf(`data-%s="%s"`, name, all[0]), "The %s %q is not known, so that the card has the usual one. Known are: %s.", name, widget.Excerpt(value), strings.Join(all, ", "))
		}
	}
}

func names[T ~string](of []T) []string {
	out := make([]string, len(of))
	for i, each := range of {
		out[i] = string(each)
	}
	return out
}

// welcome examines whether the publisher shows cards here.
func (e *examination) welcome(k *known, id string) {
	origin := e.self.Scheme + "://" + e.self.Host
	among := func(origins []string) bool {
		return slices.ContainsFunc(origins, func(o string) bool {
			start, end, star := strings.Cut(o, "*")
			return o == origin || star && strings.HasPrefix(origin, start) && strings.HasSuffix(origin, end)
		})
	}
	if among(k.never) || k.only != nil && !among(k.only) {
		e.fault(origin, "The publisher does not show cards on pages of %s: only the link is seen. Ask them to add this origin to the partner's in their console.", origin)
	}
}

// current holds a snippet against the one that the server would give today.
func (e *examination) current(t *tag, host *html.Node) {
	home := *t.src
	home.Path = strings.TrimSuffix(home.Path, "/embed/"+t.id+".js")
	frame := home.String() + "/frame/" + t.id
	home.Path += "/oembed"
	home.RawQuery = url.Values{"url": {frame}, "layout": {attr(t.node, "data-layout")}, "theme": {attr(t.node, "data-theme")}, "scheme": {attr(t.node, "data-scheme")}}.Encode()
	answer, err := e.Fetch.Get(e.ctx, fetch.Request{URL: home.String()})
	var now struct{ Snippet string }
	if err != nil || json.Unmarshal(answer.Body, &now) != nil || now.Snippet == "" {
		return // the tag is right all the same
	}
	if host == nil {
		e.advise(now.Snippet, "The tag for %q stands alone: the page moves when its card comes, and without scripts there is no link. The whole snippet keeps the card's room.", t.id)
		return
	}
	doc, err := html.Parse(strings.NewReader(now.Snippet))
	if err != nil {
		return
	}
	const at = 600 // px
	want, has := room(doc, at), room(host, at)
	switch {
	case has == 0:
		e.fault(now.Snippet, "The snippet for %q keeps no room for its card, so that the page moves when it comes: its empty <svg> were taken out.", t.id)
	case has < want-heightOf:
		e.fault(now.Snippet, "The snippet for %q keeps %.0f px in a column of %d px, and its card needs %.0f: the page moves when it comes. The article, or the card's layout, has changed since.", t.id, has, at, want)
	}
	if here, there := link(host), link(doc); here != there {
		e.fault(now.Snippet, "The snippet for %q leads to %q, and the article is at %q now.", t.id, here, there)
	}
}

// room is the height that the empty pictures of a snippet keep at a width, in px.
func room(in *html.Node, width float64) float64 {
	var kept render.Reservation
	number := func(n *html.Node, name string) int {
		value, _ := strconv.Atoi(attr(n, name)) // what is no number keeps nothing
		return value
	}
	for n := range in.Descendants() {
		if n.Type != html.ElementNode || n.Data != "svg" {
			continue
		}
		box := strings.Fields(attr(n, "viewBox"))
		switch {
		case len(box) == 4:
			w, err1 := strconv.ParseFloat(box[2], 64)
			h, err2 := strconv.ParseFloat(box[3], 64)
			if err1 == nil && err2 == nil && w > 0 {
				kept.Ratio += h / w
			}
		case number(n, "width") > 1:
			kept.Pieces, kept.Width, kept.Height = kept.Pieces+1, number(n, "width"), number(n, "height")
		default:
			kept.Fixed += number(n, "height")
		}
	}
	return kept.At(width)
}

func link(in *html.Node) string {
	for n := range in.Descendants() {
		if n.Type == html.ElementNode && n.Data == "a" {
			return attr(n, "href")
		}
	}
	return ""
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

// policies examines the page's headers and meta elements.
func (e *examination) policies() {
	values := slices.Clone(e.header.Values("Content-Security-Policy"))
	for n := range e.doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "meta" && strings.EqualFold(attr(n, "http-equiv"), "Content-Security-Policy") {
			values = append(values, attr(n, "content"))
		}
	}
	all := policies(values)
	tags := e.tags
	if e.forAll != nil {
		tags = append(slices.Clone(tags), *e.forAll)
	}
	for _, t := range tags {
		home := t.src.Scheme + "://" + t.src.Host
		for _, p := range all {
			if tokens, sandboxed := p["sandbox"]; sandboxed && !slices.Contains(tokens, "allow-scripts") {
				e.fault("allow-scripts", "The page's policy has a sandbox without allow-scripts: nothing of it runs, only the link is there.")
			} else if sandboxed && !slices.Contains(tokens, "allow-popups") {
				e.fault("allow-popups", "The page's policy has a sandbox without allow-popups: the links of cards open nothing.")
			}
			for _, kind := range []string{"script-src", "img-src", "frame-src"} {
				if p.allows(kind, t.src, e.self, attr(t.node, "nonce")) {
					continue
				}
				name, sources, _ := p.rule(kind)
				if kind == "script-src" && slices.Contains(sources, "'strict-dynamic'") {
					e.fault(`<script async nonce="..." src="`+t.src.String()+`"></script>`, "The page's policy trusts scripts by a nonce ('strict-dynamic'), and the tag has none that it knows.")
					continue
				}
				sources = slices.DeleteFunc(slices.Clone(sources), func(s string) bool { return s == "'none'" })
				line := strings.Join(append([]string{kind}, append(sources, home)...), " ")
				lost := map[string]string{"script-src": "The card does not come", "img-src": "Pictures do not come", "frame-src": "The story cannot be read in the page"}[kind]
				e.fault(line, "%s: the page's policy, in %s, does not allow %s.", lost, name, home)
			}
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
