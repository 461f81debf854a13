package sanitize

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxDepth bounds how deep elements nest in a body; what is deeper stands in the last of them.
const maxDepth = 40

// tree builds the body's tree anew from known elements. It counts what an editor should hear of.
type tree struct {
	base  *url.URL
	title string

	links, images, alts int      // left out; left out; without use
	unclosed            []string // as the lexer found them
	skipped             bool
	captions            map[*html.Node]string // by figure, once they are asked for
	marks               map[*html.Node]string // of footnotes
}

// spot is where in the new tree a node will stand.
type spot struct {
	in      string // the nearest element above, "" at the top
	depth   int
	pre     bool // white space counts
	phrases bool // no blocks here
	link    bool
}

func (s spot) inside(name string) spot {
	s.in = name
	s.depth++
	s.pre = s.pre || name == "pre"
	s.phrases = s.phrases || phrases[name]
	s.link = s.link || name == "a"
	return s
}

// fits reports that an element may stand there.
func (s spot) fits(name string) bool {
	needed, special := parents[name]
	switch {
	case s.depth >= maxDepth, name == "table" && s.depth+4 > maxDepth, isBlock[name] && s.phrases, name == "a" && s.link:
		return false
	case special:
		return s.in != "" && strings.Contains(" "+needed+" ", " "+s.in+" ")
	}
	return true
}

func newElement(name string, attr []html.Attribute, kids ...*html.Node) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name)), Attr: attr}
	for _, k := range kids {
		n.AppendChild(k)
	}
	return n
}

func newText(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

// node returns what stands for n in the new tree: nothing, itself, or what it held.
func (t *tree) node(n *html.Node, at spot) []*html.Node {
	switch {
	case n.Type == html.TextNode:
		return t.text(n.Data, at)
	case n.Type != html.ElementNode || n.Namespace != "":
		return nil
	}
	switch name := n.Data; {
	case name == "br":
		return []*html.Node{newElement("br", nil)}
	case name == "img":
		return t.image(n)
	case !at.fits(name) || name == division:
		return t.dissolve(n, at)
	case name == "hr":
		return []*html.Node{newElement("hr", nil)}
	case name == "h2" || name == "h3" || name == "h4":
		return t.heading(n, at)
	default:
		return t.keep(n, at)
	}
}

func (t *tree) text(s string, at spot) []*html.Node {
	if at.pre {
		s = preText(s)
	} else {
		s = collapse(cleanText(s))
	}
	if s == "" || structure[at.in] && invisible(s) {
		return nil
	}
	return []*html.Node{newText(s)}
}

func (t *tree) kids(n *html.Node, at spot) (out []*html.Node) {
	for k := range n.ChildNodes() {
		out = append(out, t.node(k, at)...)
	}
	return out
}

// dissolve gives the content of an element that does not stay, apart from what stands around it if it is a block.
func (t *tree) dissolve(n *html.Node, at spot) []*html.Node {
	kids := t.kids(n, at)
	switch {
	case !isBlock[n.Data] || structure[at.in]:
		return kids
	case at.pre:
		return append(kids, newText("\n"))
	case at.phrases || at.depth >= maxDepth:
		return append(append([]*html.Node{newText(" ")}, kids...), newText(" "))
	}
	return paragraphs(kids)
}

// keep builds an element that stays, unless nothing is in it.
func (t *tree) keep(n *html.Node, at spot) []*html.Node {
	name := n.Data
	attr, bare := t.attributes(n)
	kids := arrange(name, tidy(t.kids(n, at.inside(name)), isBlock[name] && name != "pre", at.pre || name == "pre"))
	switch {
	case bare, empty(name, kids) && !isBlock[name]:
		return kids
	case empty(name, kids):
		return nil
	case name == "a":
		t.nameLink(n, kids)
	}
	return []*html.Node{newElement(name, attr, kids...)}
}

// heading ends before the first block that is not the heading itself: unclosed, it would hold the rest of the story.
func (t *tree) heading(n *html.Node, at spot) []*html.Node {
	var own, after []*html.Node
	inner := at.inside(n.Data)
	for k := range n.ChildNodes() {
		if after == nil && (!isBlock[k.Data] || k.Type != html.ElementNode || !content(own)) {
			own = append(own, t.node(k, inner)...)
		} else {
			after = append(after, t.node(k, at)...)
		}
	}
	if own = tidy(own, true, false); content(own) {
		attr, _ := t.attributes(n)
		after = append([]*html.Node{newElement(n.Data, attr, own...)}, after...)
	}
	return after
}
