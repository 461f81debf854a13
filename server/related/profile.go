package related

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"newsflash/server/store"
	"newsflash/widget"
)

// Version changes with every rule that changes a profile, so that stores make those they keep anew.
const Version = 2

// MaxTerms bounds the terms of a profile; MaxQuery is how many of them look for other articles.
const (
	MaxTerms = 96
	MaxQuery = 32
)

// How much one occurrence in a field counts, and how many of them make half of a term's greatest weight: the field
// weights and the saturation of BM25F (Robertson, Zaragoza and Taylor 2004, "Simple BM25 extension to multiple weighted fields").
const (
	titleWeight = 3
	tagWeight   = 2.5
	deckWeight  = 2
	bodyWeight  = 1
	saturation  = 2
)

// NewProfile takes from an article what its related stories are chosen by. The article may be a hostile one.
func NewProfile(a widget.Article) store.Profile {
	terms, hashes := read(a)
	p := store.Profile{
		Folded: Fold(a.Title), Lang: baseLanguage(a.Lang), Section: Fold(a.Section), Published: a.Published,
		Terms: terms.best(), Sketch: sketch(hashes),
	}
	for _, t := range a.Tags {
		if t = Fold(t); t != "" && !slices.Contains(p.Tags, t) {
			p.Tags = append(p.Tags, t)
		}
	}
	for _, l := range slices.Concat(a.Related, a.CrossLinks) {
		p.Links = append(p.Links, widget.Link{Title: Fold(l.Title), URL: l.URL})
	}
	p.Tags = p.Tags[:min(len(p.Tags), widget.MaxTags)]
	p.Links = p.Links[:min(len(p.Links), 2*widget.MaxRelated)]
	return p
}

// Terms are the most telling of an article's terms, at most MaxTerms: those of headline and tags, then the others, each
// by weight and likely rarity.
func Terms(a widget.Article) []store.Term {
	terms, _ := read(a)
	return terms.best()
}

// read counts the article's terms, and returns the hashes of those of deck and body in their order.
func read(a widget.Article) (*counter, []uint64) {
	c := counter{index: map[string]int{}}
	tokens(a.Title, func(t []byte) { c.add(t, titleWeight, true) })
	tokens(strings.Join(a.Tags, "\n"), func(t []byte) { c.add(t, tagWeight, true) })
	var hashes []uint64
	text := func(s string, weight float64) {
		tokens(s, func(t []byte) {
			c.add(t, weight, false)
			hashes = append(hashes, hash(t))
		})
	}
	text(a.Deck, deckWeight)
	text(plain(a.Body), bodyWeight)
	return &c, hashes
}

// counter adds up how much an article has of each term.
type counter struct {
	index map[string]int // into terms
	terms []counted
}

type counted struct {
	text   string
	weight float64
	named  bool    // in headline or tags
	worth  float64 // for the order
}

func (c *counter) add(token []byte, weight float64, named bool) {
	i, known := c.index[string(token)]
	if !known {
		i = len(c.terms)
		text := string(token)
		c.index[text] = i
		c.terms = append(c.terms, counted{text: text, named: named})
	}
	c.terms[i].weight += weight
}

// best returns the first MaxTerms.
func (c *counter) best() []store.Term {
	for i, t := range c.terms {
		c.terms[i].weight = t.weight / (t.weight + saturation)
		c.terms[i].worth = c.terms[i].weight * rarity(t.text, 0, 0)
		if t.named {
			c.terms[i].worth += math.MaxUint8 // more than any other can have
		}
	}
	slices.SortFunc(c.terms, func(a, b counted) int {
		if a.worth != b.worth {
			return cmp.Compare(b.worth, a.worth)
		}
		return strings.Compare(a.text, b.text)
	})
	terms := make([]store.Term, min(len(c.terms), MaxTerms))
	for i := range terms {
		terms[i] = store.Term{Text: c.terms[i].text, Weight: uint8(math.Round(c.terms[i].weight * math.MaxUint8))}
	}
	return terms
}

// baseLanguage is "ur" for "ur-PK", "" for what is no language.
func baseLanguage(tag string) string {
	t, err := language.Parse(tag)
	if base, confidence := t.Base(); err == nil && confidence != language.No {
		return base.String()
	}
	return ""
}
