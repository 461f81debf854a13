package ingest

import (
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

var (
	selH1       = sel("h1")
	selHeadline = sel("[itemprop~=headline],.p-name,.entry-title,.post-title,.article-title,.story-title,.headline,.article-headline,.page-title")
	selHeadings = sel("h2,h3,font,b,strong,td,p,div,span")
)

var logoWords = phrases("logo", "brand", "branding", "sitename", "sitetitle", "blogtitle", "blogname")

const (
	likely   = .6 // likeness from which two texts are the same headline
	sure     = .5 // score from which nothing else is asked for a headline
	maxHeads = 30 // elements of a kind that are looked at
)

// findH1 returns the element that shows the headline: the one most like what the head of the page says, the last before the
// story where they are equal. A logo is none.
func (p *page) findH1() *html.Node {
	titles := p.titles()
	best, top := (*html.Node)(nil), 0.0
	try := func(heads []*html.Node, worth float64) {
		for _, n := range heads[:min(len(heads), maxHeads)] {
			score := worth * p.headScore(n, titles)
			if score > top+1e-9 || score > top-1e-9 && score > 0 && !p.after(n) && closest(n, atom.Header) == nil {
				best, top = n, score
			}
		}
	}
	try(cascadia.QueryAll(p.doc, selH1), 1)
	if top < sure {
		try(slices.DeleteFunc(cascadia.QueryAll(p.doc, selHeadline), holdsBlock), .9)
	}
	if top < sure && len(titles) > 0 {
		if n := p.shownTitle(titles); n != nil {
			return n
		}
	}
	return best
}

// headScore is how likely n shows the headline, 0 for what cannot.
func (p *page) headScore(n *html.Node, titles []said) float64 {
	text := textOf(n)
	if text == "" || len(text) > 4*widget.MaxTitle || p.isSite(text) || closest(n, atom.Nav, atom.Footer, atom.Aside, atom.Dialog) != nil || hasWord(n, logoWords) {
		return 0
	}
	score := .1
	for _, t := range titles {
		score = max(score, likeness(text, t.text)*coverage(text, t.text)+.1)
	}
	if !p.after(n) {
		score += .15
	}
	if closest(n, atom.A) != nil || onlyLink(n) {
		score -= .3
	}
	if hasWord(n, junkWords) {
		score -= .2
	}
	return max(score, 0)
}

// shownTitle finds, on pages without headings, the line that says what the page's title says.
func (p *page) shownTitle(titles []said) *html.Node {
	looked := 0
	for _, n := range cascadia.QueryAll(p.doc, selHeadings) {
		if looked++; looked > maxHead || p.after(n) {
			return nil
		}
		text := textOf(n)
		if len(titleWords(text)) < 3 || len(text) > 4*widget.MaxTitle || holdsBlock(n) || closest(n, atom.A, atom.Nav) != nil || onlyLink(n) || p.isSite(text) {
			continue
		}
		for _, t := range titles {
			whole, part := strings.Join(titleWords(t.text), " "), strings.Join(titleWords(text), " ")
			if strings.HasPrefix(whole, part) || strings.HasSuffix(whole, part) && 2*len(part) > len(whole) {
				return n
			}
		}
	}
	return nil
}

func onlyLink(n *html.Node) bool {
	length, linked := lengths(n)
	return linked > 0 && linked == length
}

// after reports that n stands behind the start of the story's text.
func (p *page) after(n *html.Node) bool {
	return p.order[n] > p.order[p.start]
}
