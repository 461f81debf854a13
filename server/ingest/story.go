package ingest

import (
	"slices"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

// mass is what an element holds, in bytes.
type mass struct {
	prose float64 // sentences
	near  float64 // sentences, the less the deeper they stand
	other float64 // text that is none: labels, links, names
}

// nearness weighs sentences by how many elements are between them and the one that is judged. A story's paragraphs stand
// close together; those of thirty teasers each stand in a box of their own.
var nearness = []float64{1, 1, 1, .9, .7, .5, .35, .25}

const (
	clutter  = .6 // what a byte of other text takes off an element's score
	minStory = 400
)

// weigh sums the parts up over the elements around them.
func weigh(parts []part, take func(part) bool) map[*html.Node]mass {
	masses := map[*html.Node]mass{}
	holders := map[*html.Node]mass{} // what stands in an element itself: many parts share one, and climbing is dear
	var order []*html.Node
	for _, q := range parts {
		if !take(q) {
			continue
		}
		m := mass{prose: float64(q.prose())}
		if m.other = float64(q.length) - m.prose; q.kind == heading && q.linked == 0 || q.kind == figure {
			m.other = 0
		}
		n := q.node
		if q.kind != paragraph || n.DataAtom == atom.P {
			masses[n] = masses[n].plus(m, 0)
			n = n.Parent
		}
		if _, known := holders[n]; !known {
			order = append(order, n)
		}
		holders[n] = holders[n].plus(m, 0)
	}
	for _, holder := range order {
		m, depth := holders[holder], 0
		for n := holder; n != nil; n = n.Parent {
			masses[n] = masses[n].plus(m, nearness[min(depth, len(nearness)-1)])
			depth++
		}
	}
	return masses
}

func (m mass) plus(other mass, near float64) mass {
	return mass{m.prose + other.prose, m.near + other.prose*near, m.other + other.other}
}

// densest returns the element within outer that is most likely to be the story's.
func densest(masses map[*html.Node]mass, parts []part, outer *html.Node) *html.Node {
	var best *html.Node
	top := 0.0
	seen := map[*html.Node]bool{}
	for _, q := range parts { // in reading order, so that the choice is the same each time
		for n := q.node; n != nil && n != outer.Parent && !seen[n]; n = n.Parent {
			seen[n] = true
			m, ok := masses[n]
			if !ok || n.Type != html.ElementNode || isInline(n) && n.DataAtom != 0 || n.DataAtom == atom.P {
				continue
			}
			score := m.near - clutter*m.other
			switch {
			case attr(n, "itemprop") == "articleBody":
				score *= 1.5
			case hasWord(n, storyWords):
				score *= 1.25
			case n.DataAtom == atom.Article:
				score *= 1.1
			}
			if score > top {
				best, top = n, score
			}
		}
	}
	return best
}

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

// textStart returns the node that the text begins with: a long paragraph, or the first of two that are no mere lines. A
// sentence above the names and dates is the deck.
func (p *page) textStart(parts []part) *html.Node {
	var first *html.Node
	marks := p.marks()
	for i, q := range parts {
		if q.kind != paragraph && q.kind != quote || !within(q.node, p.core) || q.prose() == 0 || hasWord(q.node, deckWords) || hasWord(q.node, captionWords) || isSignature(q) {
			continue
		}
		if first == nil && p.isDeck(parts, i, marks) {
			p.decks[q.first()] = true
			continue
		}
		if q.prose() < shortBlock {
			continue
		}
		if first == nil {
			first = q.first()
		}
		if q.prose() >= longBlock || first != q.first() {
			return first
		}
	}
	return first
}

// isSignature reports that a part names authors and dates, at whatever length.
func isSignature(q part) bool {
	if len(q.text) > 2*maxLine || endsSentence(q.text) {
		return false
	}
	if hasWord(q.node, bylineWords) || byMark.MatchString(q.text) {
		return true
	}
	_, dated := findDate(q.text)
	return dated && updatedText.MatchString(q.text)
}

// marks are the places of dates and names, which stand between headline and text.
func (p *page) marks() (places []int) {
	for n := range p.core.Descendants() {
		if n.Type != html.ElementNode || len(places) == maxHead {
			continue
		}
		if selTime.Match(n) || selAuthor.Match(n) || hasWord(n, bylineWords) && len(textOf(n)) < maxLine {
			places = append(places, p.order[n])
		}
	}
	return places
}

// isDeck reports that the first sentences stand above the first names and dates.
func (p *page) isDeck(parts []part, i int, marks []int) bool {
	if len(parts[i].text) > widget.MaxDeck || len(marks) == 0 || marks[0] < p.order[parts[i].first()] || within(parts[i].node, p.core) && closest(parts[i].node, atom.Li) != nil {
		return false
	}
	for _, q := range parts[i+1:] {
		if q.prose() >= shortBlock && within(q.node, p.core) {
			return marks[0] < p.order[q.first()] && q.node.Parent != parts[i].node.Parent
		}
	}
	return false
}

// widen goes up while that adds sentences and little else: a story can stand in several boxes. A box like the story's own is
// more likely to be a part of it than any other, and one that is called the story's text has all of it.
func widen(core *html.Node, masses map[*html.Node]mass) *html.Node {
	first, least := core, .3
	if hasWord(core, storyWords) || attr(core, "itemprop") == "articleBody" || core.DataAtom == atom.Article {
		least = 1
	}
	for n := core.Parent; n != nil && n.Type == html.ElementNode && n.DataAtom != atom.Html; n = n.Parent {
		prose, other := masses[n].prose-masses[core].prose, masses[n].other-masses[core].other
		if prose > 2.5*other && (prose > least*masses[core].prose || prose > minAlike*masses[core].prose && holdsAlike(n, first)) {
			core = n
		}
	}
	return core
}

const minAlike = .05 // of the story's sentences that another box like its own must hold

func holdsAlike(n, box *html.Node) bool {
	class := attr(box, "class")
	if class == "" || box.DataAtom == atom.Article || cascadia.Query(box, selH1) != nil {
		return false // another story
	}
	for c := range n.Descendants() {
		if c != box && c.DataAtom == box.DataAtom && attr(c, "class") == class && !within(c, box) {
			return true
		}
	}
	return false
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
