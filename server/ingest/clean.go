package ingest

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

const (
	maxPlea   = 300  // bytes of a line that asks the reader for something
	maxPleas  = 3000 // parts that are looked at for such lines
	minRepeat = 40   // bytes of a paragraph that is no accident when it stands twice
	maxTeaser = 600  // bytes of sentences below a linked headline that are no story
	minLabels = 5    // words in boxes of their own that are no lines of a poem
)

// clean leaves out of the parts of a story what stands between and around them. Each step filters in place: it may look back
// at what it kept and ahead at what is to come.
func (p *page) clean(parts []part) []part {
	parts = p.fromStart(parts)
	parts = p.captions(parts)
	parts = p.without(parts)
	parts = toComments(parts)
	parts = belowHeadings(parts)
	parts = withoutTeasers(parts)
	parts = withoutLabels(parts)
	parts = repeats(parts)
	parts = p.tail(p.signOff(parts))
	return orphans(parts)
}

// fromStart drops what stands above the text: lines, labels, what the headline or deck has said. A paragraph, a picture and a
// heading right above the text stay.
func (p *page) fromStart(parts []part) []part {
	a := &p.Article
	out := parts[:0]
	begun := false
	for i, q := range parts {
		if place, known := p.order[q.first()]; known && p.start != nil && place >= p.order[p.start] {
			begun = true
		}
		switch {
		case i < 10 && sameText(q.text, a.Title):
			continue
		case p.decks[q.first()]:
			p.standfirst(q.text, "html:above the text")
			continue
		case i < 5 && p.isDateline(q):
			continue
		case begun:
		case p.start == nil:
			begun = begun || q.prose() > 0
		case q.kind == heading:
			if len(q.text) >= shortBlock {
				p.fillPage("deck", &a.Deck, widget.MaxDeck, q.text, "html:"+q.node.Data)
				q.kind = paragraph // what is long is no heading
			}
			if sameText(q.text, a.Deck) {
				continue
			}
		case q.kind == list && q.linked*2 > q.length:
			continue
		case q.kind == paragraph && q.prose() == 0 && !p.nextToStart(q.node):
			continue
		}
		out = append(out, q)
	}
	return out
}

// isDateline reports that a line above the text is nothing but its place: "CORRAN, Valley News —".
func (p *page) isDateline(q part) bool {
	place := strings.TrimRight(q.text, " —–-")
	if q.kind != paragraph || len(q.text) > widget.MaxDateline || place == strings.TrimRight(q.text, " ") {
		return false
	}
	for n := range q.run[0].Descendants() { // the place, then who reports
		if n.Type == html.ElementNode {
			place = textOf(n)
			break
		}
	}
	p.fillPage("dateline", &p.Article.Dateline, widget.MaxDateline, place, "html:above the text")
	return true
}

// nextToStart reports that a paragraph stands beside the one that the text begins with.
func (p *page) nextToStart(n *html.Node) bool {
	start := p.start.Parent
	return n.DataAtom == atom.P && (n.Parent == start || start != nil && n.Parent == start.Parent)
}

// without drops the lines that are no part of a story by what they say.
func (p *page) without(parts []part) []part {
	out := parts[:0]
	for i, q := range parts {
		switch {
		case q.kind == figure:
		case !strings.ContainsFunc(q.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
			continue
		case (q.kind == heading || q.kind == paragraph && q.linked == 0 && len(q.text) < shortBlock) && (relatedHeadings[phrase(q.text)] || pleaHeadings[phrase(q.text)] || bioHeadings[phrase(q.text)]):
			q.kind, q.junk = heading, true // what stands below it goes with it: see belowHeadings
		case i < maxPleas && len(q.text) <= maxPlea && isPlea(q.text):
			if q.kind != heading {
				continue
			}
			q.junk = true
		case isClock(q):
			continue
		case q.kind == paragraph && q.linked > 0 && q.linked*10 >= q.length*9 && len(q.text) <= maxAlsoSee && !endsSentence(q.text) && standsAlone(parts, i):
			continue
		case q.kind == list && q.linked*10 > q.length*6 && !hasSentences(q):
			continue
		default:
			q.junk = false
		}
		out = append(out, q)
	}
	return out
}

var clockText = regexp.MustCompile(`(?i)^\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[a-z]{2,4})?$`)

// isClock reports that a line is nothing but a time: of a post in a live blog, of a picture.
func isClock(q part) bool {
	if clockText.MatchString(q.text) {
		return true
	}
	return q.kind == paragraph && len(q.run) == 1 && q.run[0].DataAtom == atom.Time
}

// standsAlone reports that a line of nothing but links leads away from the story: a line in a run of others does not.
func standsAlone(parts []part, i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(parts) && parts[j].kind == paragraph && parts[j].length < shortBlock && parts[j].linked == 0 {
			return false
		}
	}
	return true
}

// hasSentences reports that the items of a list are sentences with links in them, not links.
func hasSentences(q part) bool {
	items, sentences := 0, 0
	for n := range q.node.ChildNodes() {
		if n.DataAtom == atom.Li || n.DataAtom == atom.Dd {
			items++
			if length, linked := lengths(n); length >= 80 && linked*2 < length {
				sentences++
			}
		}
	}
	return sentences*2 > items
}
