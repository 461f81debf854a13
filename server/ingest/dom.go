package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	maxText  = 8 << 10 // bytes that are read of one element; no field of an article but its body is longer
	maxShell = 50      // nodes in an element that can be an empty shell
)

func sel(selector string) cascadia.SelectorGroup {
	s, err := cascadia.ParseGroup(selector)
	if err != nil {
		panic(err) // all selectors are constants
	}
	return s
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func setAttr(n *html.Node, name, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
}

// textOf is the text of an element on one line, the first maxText bytes of it.
func textOf(n *html.Node) string {
	t := line{}
	t.collect(n)
	return t.String()
}

// line is text that is put together with single spaces.
type line struct {
	b     strings.Builder
	space bool // one is due before the next word
}

func (l *line) String() string { return l.b.String() }

func (l *line) full() bool { return l.b.Len() >= maxText }

func (l *line) write(s string) {
	s = startBytes(s, maxText-l.b.Len())
	for s != "" {
		i := strings.IndexFunc(s, unicode.IsSpace)
		if i < 0 {
			i = len(s)
		}
		if i > 0 {
			if l.space && l.b.Len() > 0 {
				l.b.WriteByte(' ')
			}
			l.space = false
			if l.b.Cap() == 0 {
				l.b.Grow(min(len(s), maxText))
			}
			l.b.WriteString(s[:i])
		}
		if s = s[i:]; s != "" {
			l.space = true
			s = strings.TrimLeftFunc(s, unicode.IsSpace)
		}
	}
}

func (l *line) collect(n *html.Node) {
	if n.Type == html.TextNode {
		l.write(n.Data)
		return
	}
	if n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Template {
		return
	}
	block := isBlock(n) || n.DataAtom == atom.Br
	l.space = l.space || block
	for c := n.FirstChild; c != nil && !l.full(); c = c.NextSibling {
		l.collect(c)
	}
	l.space = l.space || block
}

// writeText writes the whole text of n.
func writeText(b *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		b.WriteString(n.Data)
		return
	}
	if isSilent(n) {
		return
	}
	if isBlock(n) || n.DataAtom == atom.Br {
		b.WriteByte('\n')
	}
	for c := range n.ChildNodes() {
		writeText(b, c)
	}
	if isBlock(n) {
		b.WriteByte('\n')
	}
}

// startBytes is the start of s, at most limit bytes of whole characters.
func startBytes(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	limit = max(limit, 0)
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Ul, atom.Ol, atom.Li, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Section, atom.Article,
		atom.Aside, atom.Figure, atom.Figcaption, atom.Blockquote, atom.Table, atom.Tr, atom.Td, atom.Header, atom.Footer, atom.Nav,
		atom.Main, atom.Dl, atom.Dt, atom.Dd, atom.Pre, atom.Hr, atom.Form:
		return true
	}
	return false
}

// isLeaf reports that n holds text, but no other block.
func isLeaf(n *html.Node) bool {
	for c := range n.Descendants() {
		if isBlock(c) {
			return false
		}
	}
	return true
}

func remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

// take removes n, and with it what is then left as an empty shell around it, up to but without stop.
func take(n, stop *html.Node) {
	for parent := n.Parent; parent != nil; n, parent = parent, parent.Parent {
		parent.RemoveChild(n)
		if parent == stop || parent.Parent == nil || !isShell(parent) {
			return
		}
	}
}

// isShell reports that nothing is left in n but words that lead up to a date or a name.
func isShell(n *html.Node) bool {
	looked := 0
	for c := range n.Descendants() {
		if looked++; looked > maxShell || c.DataAtom == atom.Img || c.DataAtom == atom.Video || c.DataAtom == atom.Iframe {
			return false
		}
	}
	return leadIns[strings.Trim(strings.ToLower(textOf(n)), " :|·•-–—,/")]
}

// closest returns the nearest of n and its ancestors that is one of these elements.
func closest(n *html.Node, atoms ...atom.Atom) *html.Node {
	for ; n != nil; n = n.Parent {
		for _, a := range atoms {
			if n.DataAtom == a {
				return n
			}
		}
	}
	return nil
}

// within reports that n stands in outer.
func within(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// nextElement is the next sibling that is an element.
func nextElement(n *html.Node) *html.Node {
	for n = n.NextSibling; n != nil && n.Type != html.ElementNode; n = n.NextSibling {
	}
	return n
}
