package ingest

import (
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// kind is what a part of a page is.
type kind uint8

const (
	paragraph kind = iota
	heading
	list
	quote
	figure
	table
	code
)

// part is one piece of a page's text in reading order: pages stack paragraphs in elements of every kind, or part them by line
// breaks alone, and all look the same here.
type part struct {
	kind   kind
	node   *html.Node   // the element, or for a run of text the block that holds it
	run    []*html.Node // of a paragraph or heading: its nodes
	text   string       // on one line, the first maxText bytes
	length int          // bytes of the text
	linked int          // bytes of it in links
	teaser bool         // belongs to a linked headline with a sentence or two
	junk   bool         // a heading over what is no story: see belowHeadings
}

// first is the node that the part starts with.
func (q part) first() *html.Node {
	if len(q.run) > 0 {
		return q.run[0]
	}
	return q.node
}

// prose is how much of the part is sentences: its text outside links, when it is long enough or ends like a sentence.
func (q part) prose() int {
	if q.linked*2 > q.length {
		return 0
	}
	switch free := q.length - q.linked; q.kind {
	case paragraph, quote:
		if q.length >= 80 || q.length >= 40 && endsSentence(q.text) {
			return free
		}
	case list:
		return free / 2
	case code, table:
		return free / 4
	}
	return 0
}

// liner takes a tree apart into parts.
type liner struct {
	parts []part
	links int // links that are open around the current element
}

func lineUp(n *html.Node) []part {
	l := liner{}
	l.walk(n)
	return l.parts
}

// walk reads the children of n. Text and inline elements between blocks are a paragraph; two line breaks part two.
func (l *liner) walk(n *html.Node) {
	var run []*html.Node
	breaks := 0
	flush := func() {
		l.flush(n, run)
		run, breaks = nil, 0
	}
	for c := range n.ChildNodes() {
		switch {
		case c.Type == html.TextNode:
			if strings.TrimSpace(c.Data) != "" {
				if breaks > 1 {
					flush()
				}
				breaks = 0
			}
			run = append(run, c)
		case c.Type != html.ElementNode || isSilent(c):
		case c.DataAtom == atom.Br:
			breaks++
			run = append(run, c)
		case isInline(c) && !holdsBlock(c):
			if breaks > 1 {
				flush()
			}
			breaks = 0
			run = append(run, c)
		default:
			flush()
			l.enter(c)
		}
	}
	flush()
}

// enter reads a block, or an inline element that has blocks in it.
func (l *liner) enter(n *html.Node) {
	switch n.DataAtom {
	case atom.A:
		l.links++
		l.walk(n)
		l.links--
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		l.add(part{kind: heading, node: n, run: slices.Collect(n.ChildNodes())})
	case atom.Ul, atom.Ol, atom.Dl:
		if isStack(n) {
			l.walk(n)
			return
		}
		l.add(part{kind: list, node: n})
	case atom.Blockquote:
		l.add(part{kind: quote, node: n})
	case atom.Pre:
		l.add(part{kind: code, node: n})
	case atom.Table:
		if isLayout(n) {
			l.walk(n)
			return
		}
		l.add(part{kind: table, node: n})
	default:
		if isFigure(n) {
			l.add(part{kind: figure, node: n})
			return
		}
		l.walk(n)
	}
}

func (l *liner) add(q part) {
	q.text = textOf(q.node)
	q.length, q.linked = lengths(q.node)
	if l.links > 0 {
		q.linked = q.length
	}
	if q.text != "" || cascadia.Query(q.node, selImg) != nil {
		l.parts = append(l.parts, q)
	}
}

// flush ends a run of text.
func (l *liner) flush(n *html.Node, run []*html.Node) {
	for len(run) > 0 && isGap(run[len(run)-1]) {
		run = run[:len(run)-1]
	}
	for len(run) > 0 && isGap(run[0]) {
		run = run[1:]
	}
	if len(run) == 0 {
		return
	}
	q := part{kind: paragraph, node: n, run: run}
	var text line
	pictures := false
	for _, c := range run {
		text.collect(c)
		length, linked := lengths(c)
		q.length, q.linked = q.length+length, q.linked+linked
		pictures = pictures || c.Type == html.ElementNode && (c.DataAtom == atom.Img || cascadia.Query(c, selImg) != nil)
	}
	if l.links > 0 || closest(n, atom.A) != nil {
		q.linked = q.length
	}
	q.text = text.String()
	if q.text == "" {
		if !pictures {
			return
		}
		q.kind = figure
	}
	l.parts = append(l.parts, q)
}
