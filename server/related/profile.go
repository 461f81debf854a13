package related

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"newsflash/server/sanitize"
	"newsflash/server/store"
	"newsflash/widget"
)

// Version changes with every rule that changes a profile, so that stores make those they keep anew.
const Version = 1

// MaxTerms bounds the terms of a profile; MaxQuery is how many of them look for other articles.
const (
	MaxTerms = 96
	MaxQuery = 32
)

// How much one occurrence in a field counts, and how many of them make half of a term's greatest weight: the field
// weights and the saturation of BM25F (Robertson, Zaragoza and Taylor 2004, "Simple BM25 extension to multiple weighted fields").
const (
	titleWeight = 6
	tagWeight   = 5
	deckWeight  = 3
	bodyWeight  = 1
	saturation  = 4
)

// NewProfile takes from an article what its related stories are chosen by. The article may be a hostile one.
func NewProfile(a widget.Article) store.Profile {
	body := tokens(sanitize.Text(a.Body))
	deck := tokens(a.Deck)
	p := store.Profile{
		Folded: Fold(a.Title), Lang: baseLanguage(a.Lang), Section: Fold(a.Section), Published: a.Published,
		Terms: weigh(tokens(a.Title), tokens(strings.Join(a.Tags, "\n")), deck, body), Sketch: sketch(slices.Concat(deck, body)),
	}
	for _, t := range a.Tags {
		if t = Fold(t); t != "" && !slices.Contains(p.Tags, t) {
			p.Tags = append(p.Tags, t)
		}
	}
	for _, l := range slices.Concat(a.Related, a.CrossLinks) {
		p.Links = append(p.Links, widget.Link{Title: Fold(l.Title), URL: l.URL})
	}
	p.Links = p.Links[:min(len(p.Links), 2*widget.MaxRelated)]
	return p
}

// Terms are the most telling of an article's terms, at most MaxTerms: those of headline and tags, then the others, each
// by weight and likely rarity.
func Terms(a widget.Article) []store.Term {
	return weigh(tokens(a.Title), tokens(strings.Join(a.Tags, "\n")), tokens(a.Deck), tokens(sanitize.Text(a.Body)))
}

func weigh(title, tags, deck, body []string) []store.Term {
	type counted struct {
		text   string
		weight float64
		first  int     // 0 for terms of headline and tags
		worth  float64 // for the order
	}
	index := make(map[string]int, len(body)/2)
	var all []counted
	for place, field := range []struct {
		tokens []string
		weight float64
	}{{title, titleWeight}, {tags, tagWeight}, {deck, deckWeight}, {body, bodyWeight}} {
		for _, text := range field.tokens {
			i, known := index[text]
			if !known {
				i = len(all)
				index[text] = i
				all = append(all, counted{text: text, first: place / 2})
			}
			all[i].weight += field.weight
		}
	}
	for i := range all {
		all[i].weight /= all[i].weight + saturation
		all[i].worth = all[i].weight * rarity(all[i].text, 0, 0)
	}
	slices.SortFunc(all, func(a, b counted) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(b.worth, a.worth), strings.Compare(a.text, b.text))
	})
	terms := make([]store.Term, min(len(all), MaxTerms))
	for i := range terms {
		terms[i] = store.Term{Text: all[i].text, Weight: uint8(math.Round(all[i].weight * math.MaxUint8))}
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
