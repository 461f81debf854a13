package doctor

import (
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

	"newsflash/server/fetch"
	"newsflash/server/render"
	"newsflash/widget"
	"newsflash/widget/card"
)

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
	if k := e.loaded(t); k != nil {
		e.options(t.node, k)
		e.welcome(k)
		e.current(t, host)
	}
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

// carried finds what a script says of its cards; where there are only files, what it says of all.
var carried = regexp.MustCompile(`(?s:(?:\}\(|\nexport const pack=)(\{.*\})\)?;\n$)|^const COMMON=(\{.*\});\n`)

// loaded fetches a tag's script, or for /embed.js the cards that the page's elements ask for, and reads what it says; nil where it
// says nothing.
func (e *examination) loaded(t *tag) *known {
	address := t.src.String()
	if t.id == "" {
		if len(e.elements) == 0 {
			return nil
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
		return nil
	case errors.As(err, &status) && status.Status == http.StatusNotFound:
		e.fault("", "There is no article %q at %s://%s: the snippet is an old one, or its address was mistyped.", t.id, t.src.Scheme, t.src.Host)
		return nil
	case err != nil:
		e.fault("", "The card's server does not give %s: %v.", address, err)
		return nil
	}
	if coep := e.header.Get("Cross-Origin-Embedder-Policy"); strings.HasPrefix(coep, "require-corp") && answer.Header.Get("Cross-Origin-Resource-Policy") != "cross-origin" {
		e.fault("Cross-Origin-Resource-Policy: cross-origin", "The page has Cross-Origin-Embedder-Policy: require-corp, and what stands before the card's server takes its header away.")
	}
	k := &known{}
	found := carried.FindSubmatch(answer.Body)
	if found == nil || json.Unmarshal(slices.Concat(found[1], found[2]), k) != nil {
		e.fault("", "What %s answers is no card's script: something stands before the card's server.", address)
		return nil
	}
	return k
}

// cards examines what /embed.js would paint.
func (e *examination) cards() {
	k := e.loaded(e.forAll)
	if k == nil {
		return
	}
	for i, n := range e.elements {
		if i < len(k.Cards) && k.Cards[i].Error != "" {
			e.fault("", "The element for %q has no card: %s", nameOf(n), k.Cards[i].Error)
		}
		e.options(n, k)
	}
	e.welcome(k)
}

// options examines what a tag or element says of looks.
func (e *examination) options(n *html.Node, k *known) {
	for name, all := range map[string][]string{"theme": k.Themes, "layout": card.Names(card.Layouts), "scheme": card.Names(card.Schemes)} {
		value := attr(n, "data-"+name)
		if n.Data == "newsflash-card" && value == "" {
			value = attr(n, name)
		}
		if value != "" && !slices.Contains(all, value) {
			e.fault(fmt.Sprintf(`data-%s="%s"`, name, all[0]), "The %s %q is not known, so that the card has the usual one. Known are: %s.", name, widget.Excerpt(value), strings.Join(all, ", "))
		}
	}
}

// welcome examines whether the publisher shows cards here.
func (e *examination) welcome(k *known) {
	if origin := e.self.Scheme + "://" + e.self.Host; !k.Partners.Welcomes(origin) {
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
		e.fault(now.Snippet, "The snippet for %q keeps no room for its card, so that the page moves when it comes: its <svg> were taken out.", t.id)
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
