package ingest

import (
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
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
