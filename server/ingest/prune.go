package ingest

import (
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// inJunk reports that n or an element around it is no part of a story by its name. What holds most of the page's sentences is,
// whatever its name; known remembers the answers.
func (p *page) inJunk(n, body *html.Node, known map[*html.Node]bool) bool {
	if n == nil || n == body {
		return false
	}
	junk, ok := known[n]
	if !ok {
		junk = p.inJunk(n.Parent, body, known) || n.Type == html.ElementNode && isJunk(n) && (p.masses[n].prose < .5*p.masses[body].prose || isAside(n))
		known[n] = junk
	}
	return junk
}

// isAside reports that an element can be longer than the story, but is never it.
func isAside(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Aside:
		return true
	}
	return hasWord(n, besideWords) && cascadia.Query(n, selH1) == nil
}

// prune takes out what is no part of the story by its name, but never what holds much of it.
func (p *page) prune() {
	whole := p.clear[p.core].prose
	p.removeWhere(func(n *html.Node) bool {
		if !isJunk(n) || inSentence(n) || holdsPost(n) || n.DataAtom == atom.Footer && correctionText.MatchString(textOf(n)) ||
			p.isAbove(n) && (n.DataAtom == atom.Footer || n.DataAtom == atom.Aside || hasWord(n, bylineWords) || hasWord(n, dateWords)) {
			return false
		}
		return p.masses[n].prose <= maxJunk*whole || !within(n, p.core) || whole > 2*minStory && hasWord(n, besideWords)
	})
}

// inSentence reports that n is a word or link of a line of text: what its class says is how it looks.
func inSentence(n *html.Node) bool {
	if isBlock(n) || isHidden(n) || hasWord(n, unseenWords) {
		return false
	}
	line := closest(n.Parent, atom.P, atom.Li, atom.Td, atom.H2, atom.H3, atom.H4, atom.Blockquote)
	if line == nil {
		return false
	}
	length, _ := lengths(n)
	whole, _ := lengths(line)
	return whole >= shortBlock && 2*length < whole
}

// isAbove reports that n ends before the story's text: there, also what is called a footer can hold names and dates.
func (p *page) isAbove(n *html.Node) bool {
	return p.start != nil && within(n, p.root) && !p.after(n) && !p.holdsStart(n)
}

// pruneWeak takes out of the text what a weak word names, once headline, names and dates have been read.
func (p *page) pruneWeak() {
	p.removeWhere(func(n *html.Node) bool {
		return within(n, p.core) && hasWord(n, weakWords) && !isWord(n) && p.masses[n].prose < minProse && !holdsPost(n) && cascadia.Query(n, selImg) == nil
	})
}

const (
	maxJunk  = .4 // of a story's sentences can a part hold that its name calls no story
	minProse = 60 // bytes of sentences in an element that are worth keeping whatever its name
)

func (p *page) removeWhere(is func(*html.Node) bool) {
	var found []*html.Node
	for n := range p.doc.Descendants() {
		if n.Type == html.ElementNode && n != p.h1 && !within(p.core, n) && (p.h1 == nil || !within(p.h1, n)) && is(n) {
			found = append(found, n)
		}
	}
	for _, n := range found {
		remove(n)
	}
}

var selPost = sel("blockquote,pre,table")

var embedWords = phrases("embed", "embedded", "embedwrapper", "twitter", "tweet", "instagram", "wpblockembed", "oembed", "socialembed", "blockquote")

// holdsPost reports that there is a quoted post, a picture or other matter in n.
func holdsPost(n *html.Node) bool {
	return n.DataAtom != atom.Nav && n.DataAtom != atom.Form && !isHidden(n) && !hasWord(n, commentWords) &&
		hasWord(n, embedWords) && cascadia.Query(n, selPost) != nil
}

// isWord reports that n is a piece of a sentence or a block of the story itself.
func isWord(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Figure, atom.Figcaption, atom.Img, atom.Blockquote, atom.Table,
		atom.Tbody, atom.Tr, atom.Td, atom.Th, atom.Ul, atom.Ol, atom.Li, atom.Pre, atom.Picture:
		return true
	}
	return isInline(n) && n.DataAtom != 0
}
