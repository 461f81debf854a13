package ingest

import (
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func endsSentence(text string) bool {
	text = strings.TrimRight(text, " \"'”’»“)]」』")
	for _, mark := range []string{".", "!", "?", "…", ":", "。", "！", "？", "．", "۔", "؟", "।", "։", "።"} {
		if strings.HasSuffix(text, mark) {
			return true
		}
	}
	return false
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
