package ingest

import (
	"slices"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// findStory finds the element with the story's text: densest, and elements around it that hold more of the same.
func (p *page) findStory() {
	body := cascadia.Query(p.doc, selBody)
	if body == nil {
		body = p.doc
	}
	parts := lineUp(body)
	everything := weigh(parts, func(part) bool { return true })
	teaser, _, _ := teasers(parts)
	for i := range parts {
		parts[i].teaser = teaser[i]
	}
	p.masses = everything
	junk := map[*html.Node]bool{}
	masses := weigh(parts, func(q part) bool { return !q.teaser && !p.inJunk(q.node, body, junk) })
	core := densest(masses, parts, body)
	if core == nil || masses[core].prose < minStory && everything[body].prose > 4*masses[core].prose {
		masses = everything
		core = densest(masses, parts, body)
	}
	if core == nil {
		core = body
	}
	p.clear = masses
	p.settle(widen(core, masses), parts)
	if box := p.headlinesBox(); box != nil {
		inside := slices.DeleteFunc(slices.Clone(parts), func(q part) bool { return !within(q.node, box) })
		outer := body // the story may go on beside the box
		if p.chosen = within(box, p.core); p.chosen {
			outer = box
		}
		if core = densest(masses, inside, outer); core != nil {
			p.settle(core, inside)
		}
	}
	p.findRoot(body)
}

// settle notes where the story's text is, where it begins and what its headline is.
func (p *page) settle(core *html.Node, parts []part) {
	p.core = core
	p.start = p.textStart(parts)
	p.h1 = p.findH1()
}

// headlinesBox returns the element around the headline that holds a story of its own, when that is not the one that was found:
// some pages go on with other stories, and longer ones.
func (p *page) headlinesBox() *html.Node {
	if p.h1 == nil || p.likeTitle(textOf(p.h1)) < 1 || len(titleWords(textOf(p.h1))) < 3 {
		return nil
	}
	for n := p.h1.Parent; n != nil && n.Type == html.ElementNode; n = n.Parent {
		prose := p.clear[n].prose
		switch {
		case within(p.core, n):
			return nil
		case within(n, p.core):
			if prose >= minStory/2 && p.otherHeadline(n) {
				return n
			}
		case prose >= minStory && prose >= minOther*p.clear[p.core].prose:
			return n
		}
	}
	return nil
}

// otherHeadline reports that there is a box like n with a main heading of its own in the text: n is one of several stories.
func (p *page) otherHeadline(n *html.Node) bool {
	if n.DataAtom != atom.Article && !hasWord(n, wholeWords) {
		return false
	}
	for _, h1 := range cascadia.QueryAll(p.core, selH1) {
		if within(h1, n) || textOf(h1) == "" {
			continue
		}
		for box := h1.Parent; box != nil && box != p.core; box = box.Parent {
			if box.DataAtom == n.DataAtom && attr(box, "class") == attr(n, "class") && !within(n, box) {
				return true
			}
		}
	}
	return false
}

const minOther = .2 // of the sentences of the densest element that those below the headline must be

// findRoot finds the element that holds headline and text.
func (p *page) findRoot(body *html.Node) {
	p.root = p.core
	if p.h1 != nil {
		for p.root.Parent != nil && p.root.Parent.Type == html.ElementNode && !within(p.h1, p.root) {
			p.root = p.root.Parent
		}
	}
	for n := p.root; n != nil; n = n.Parent {
		if n.DataAtom == atom.Article || n.DataAtom == atom.Main {
			p.root = n
			break
		}
	}
	if p.root.DataAtom == atom.Html {
		p.root = body
	}
}
