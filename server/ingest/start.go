package ingest

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

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
