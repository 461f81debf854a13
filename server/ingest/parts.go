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

func endsSentence(text string) bool {
	text = strings.TrimRight(text, " \"'”’»“)]」』")
	for _, mark := range []string{".", "!", "?", "…", ":", "。", "！", "？", "．", "۔", "؟", "।", "։", "።"} {
		if strings.HasSuffix(text, mark) {
			return true
		}
	}
	return false
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

func isGap(n *html.Node) bool {
	return n.Type == html.TextNode && strings.TrimSpace(n.Data) == "" || n.DataAtom == atom.Br
}

// lengths counts bytes of text, runs of white space as one, and those of them in links.
func lengths(n *html.Node) (length, linked int) {
	if n.Type == html.TextNode {
		for word := range strings.FieldsSeq(n.Data) {
			length += len(word) + 1
		}
		return length, 0
	}
	if isSilent(n) {
		return 0, 0
	}
	for c := range n.ChildNodes() {
		a, b := lengths(c)
		length, linked = length+a, linked+b
	}
	if n.DataAtom == atom.A {
		linked = length
	}
	return length, linked
}

// isSilent reports that a reader sees no text of n.
func isSilent(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Svg, atom.Math, atom.Button, atom.Select, atom.Textarea, atom.Input,
		atom.Object, atom.Embed, atom.Iframe, atom.Video, atom.Audio, atom.Canvas, atom.Link, atom.Meta, atom.Head, atom.Dialog:
		return true
	}
	return false
}

// isInline reports that n stands in a line of text by default. Elements that HTML does not know do when they stand in a paragraph.
func isInline(n *html.Node) bool {
	if n.DataAtom == 0 {
		return n.Parent != nil && (n.Parent.DataAtom == atom.P || n.Parent.DataAtom != 0 && isInline(n.Parent))
	}
	return !isBlock(n)
}

func holdsBlock(n *html.Node) bool {
	for c := range n.Descendants() {
		if isBlock(c) || c.DataAtom == 0 && c.Type == html.ElementNode && !isInline(c) {
			return true
		}
	}
	return false
}

// isStack reports that a list only stacks parts of a page: its items hold paragraphs or headings.
func isStack(n *html.Node) bool {
	for c := range n.ChildNodes() {
		if c.Type != html.ElementNode {
			continue
		}
		blocks := 0
		for d := range c.Descendants() {
			switch d.DataAtom {
			case atom.H1, atom.H2, atom.H3, atom.H4, atom.Article, atom.Section, atom.Figure, atom.Table, atom.Blockquote:
				return true
			case atom.P:
				if blocks++; blocks > 1 {
					return true
				}
			}
		}
	}
	return false
}

const longCell = 400 // bytes of text from which a cell is no datum

// isLayout reports that a table only puts parts of a page beside each other.
func isLayout(n *html.Node) bool {
	cells, rows := 0, 0
	for c := range n.Descendants() {
		switch c.DataAtom {
		case atom.Table, atom.H1, atom.H2, atom.H3, atom.Article, atom.Figure, atom.Form:
			return true
		case atom.Th:
			cells += 2
		case atom.Tr:
			rows++
		case atom.Td:
			cells++
			if length, _ := lengths(c); length > longCell {
				return true
			}
		}
	}
	return cells < 2*rows || rows < 2
}

const maxFigure = 1200 // bytes of text beside a picture

// isFigure reports that n is a picture with what is said of it.
func isFigure(n *html.Node) bool {
	if n.DataAtom == atom.Figcaption {
		return true
	}
	if n.DataAtom != atom.Figure && !hasWord(n, figureWords) {
		return false
	}
	images := cascadia.QueryAll(n, selImg)
	if n.DataAtom != atom.Figure && (len(images) == 0 || len(images) > 2) {
		return false
	}
	paragraphs := 0
	for c := range n.Descendants() {
		switch c.DataAtom {
		case atom.Blockquote, atom.Pre, atom.Table, atom.H1:
			return false
		case atom.H2, atom.H3, atom.H4:
			if n.DataAtom != atom.Figure {
				return false
			}
		case atom.P:
			paragraphs++
		}
	}
	length, _ := lengths(n)
	return length <= maxFigure && (n.DataAtom == atom.Figure || paragraphs <= 2 && length <= maxFigure/2)
}
