package ingest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

// titles are what the head of a page says of its headline, the most careful source first.
func (p *page) titles() []said {
	out := p.headlines
	if n := p.titleTag(); n != nil {
		out = append(out, said{textOf(n), "html:title"})
	}
	return out
}

// titleTag is the page's title element, which a broken head leaves in the body.
func (p *page) titleTag() *html.Node {
	for n := range p.doc.Descendants() {
		if n.DataAtom == atom.Title && n.Namespace == "" && textOf(n) != "" {
			return n
		}
	}
	return nil
}

// partsOfH1 takes a label before the headline, or a second line behind it, out of the element that holds both: a title in the
// page's head that is nothing but the rest tells.
func (p *page) partsOfH1() {
	if p.h1 == nil {
		return
	}
	whole, titles := textOf(p.h1), p.titles()
	if slices.ContainsFunc(titles, func(t said) bool { return sameText(p.bare(t.text, whole), whole) }) {
		return
	}
	looked := 0
	for n := range p.h1.Descendants() {
		text := textOf(n)
		if text == "" || len(text) == len(whole) {
			continue
		}
		if looked++; looked > maxHeads {
			return
		}
		rest, before := strings.CutPrefix(whole, text)
		if !before {
			var after bool
			if rest, after = strings.CutSuffix(whole, text); !after {
				continue
			}
		}
		rest = strings.TrimSpace(rest)
		if !slices.ContainsFunc(titles, func(t said) bool { return len(titleWords(rest)) > 1 && sameText(p.bare(t.text, rest), rest) }) && !(before && len(text) < shortBlock && glued(whole, text)) {
			continue
		}
		if text = strings.Trim(text, ":|-–—/ "); before && len(text) < shortBlock {
			p.fillPage("kicker", &p.Article.Kicker, widget.MaxKicker, text, "html:h1")
		} else if !before && len(text) >= shortBlock {
			p.fillPage("deck", &p.Article.Deck, widget.MaxDeck, text, "html:h1")
		}
		remove(n)
		return
	}
}

// glued reports that what is behind a label follows as no word does: "Harbour newsThe ferry stays" is a label and a headline.
func glued(whole, label string) bool {
	last, _ := utf8.DecodeLastRuneInString(label)
	first, _ := utf8.DecodeRuneInString(whole[len(label):])
	return unicode.IsLower(last) && unicode.IsUpper(first) && len(titleWords(whole[len(label):])) > 2
}

// headlineText chooses the headline: what the page shows where it is like what its head says, else the first in the head.
func (p *page) headlineText() {
	a := &p.Article
	shown := ""
	if p.h1 != nil {
		shown = strings.TrimLeft(textOf(p.h1), ":|-–—/ ")
	}
	for _, t := range p.headlines {
		text, from := p.bare(t.text, shown), t.from
		if text == shown && strings.Join(strings.Fields(t.text), " ") != shown {
			from = fromElement(p.h1)
		}
		p.fillPage("title", &a.Title, widget.MaxTitle, text, from)
	}
	if p.h1 != nil && utf8.RuneCountInString(shown) <= widget.MaxTitle {
		switch alike := p.likeTitle(shown); {
		case a.Title == "" && p.h1.DataAtom != atom.H1 && p.isStartOfTitle(shown):
		case a.Title == "":
			p.fillPage("title", &a.Title, widget.MaxTitle, shown, fromElement(p.h1))
		case sameText(a.Title, shown):
			if !isCapitals(shown) && a.Title != shown { // the same words, but the page's own marks
				a.Title = shown
				p.note("title", fromElement(p.h1))
			}
		case alike >= likely && len(titleWords(shown)) > 1 || p.h1.DataAtom == atom.H1 && len(titleWords(shown)) > 3 && p.within(p.h1):
			if likeness(a.Title, shown) < likely {
				p.warn("title", "%q of %s and the page's own %q are not the same; the page's is taken", widget.Excerpt(a.Title), a.Provenance["title"], widget.Excerpt(shown))
			}
			a.Title = shown
			p.note("title", fromElement(p.h1))
		default:
			p.warn("title", "%q of %s and the page's own %q are not the same; the first is taken", widget.Excerpt(a.Title), a.Provenance["title"], widget.Excerpt(shown))
		}
	}
	if n := p.titleTag(); n != nil {
		p.fillPage("title", &a.Title, widget.MaxTitle, p.bare(textOf(n), shown), "html:title")
		p.learnSite(textOf(n), a.Title)
	}
}

// isStartOfTitle reports that a text is a part of the headline that the page's title has whole.
func (p *page) isStartOfTitle(text string) bool {
	n := p.titleTag()
	if n == nil {
		return false
	}
	title := p.bare(textOf(n), "")
	return strings.HasPrefix(title, text) && len(titleWords(title)) > len(titleWords(text))+2 && !strings.ContainsAny(startBytes(strings.TrimSpace(title[len(text):]), 3), "-|–—·»_:：｜")
}

// within reports that n stands in the story's part of the page.
func (p *page) within(n *html.Node) bool { return within(n, p.root) && p.root.DataAtom != atom.Body }

func fromElement(n *html.Node) string { return "html:" + n.Data }

func (p *page) likeTitle(text string) (most float64) {
	for _, t := range p.headlines {
		most = max(most, likeness(text, t.text))
	}
	if n := p.titleTag(); n != nil && 5*len(titleWords(text)) >= 2*len(titleWords(textOf(n))) { // else it can be a section's name
		most = max(most, likeness(text, textOf(n)))
	}
	return most
}
