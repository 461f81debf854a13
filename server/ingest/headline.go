package ingest

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

// Words of class names and item properties.
var (
	kickerWords = phrases("kicker", "eyebrow", "overline", "slug", "topper", "supertitle", "rubric", "roofline", "dachzeile", "surtitle", "antetitulo", "overtitle", "toptitle")
	deckWords   = phrases("deck", "dek", "standfirst", "subtitle", "subtitulo", "subheadline", "subhead", "subheading", "subhed", "chapo", "chapeau",
		"vorspann", "bajada", "copete", "entradilla", "sommario", "sapo", "catenaccio", "alternativeheadline", "articlesubtitle", "postsubtitle", "stitle")
	softDeckWords = phrases("summary", "intro", "lead", "lede", "excerpt", "description", "abstract", "teaser", "introduction", "ingress", "synopsis")
	bylineWords   = phrases("byline", "bylines", "author", "authors", "contributor", "autor", "auteur", "autore", "writer", "reporter", "postedby", "writtenby", "pauthor",
		"authorname", "authorbox", "authorinfo", "authorline", "authormeta", "authorheader", "autorenzeile", "autorzeile", "autorname", "verfasser", "nomauteur")
	updatedWords = phrases("updated", "modified", "datemodified", "dtupdated", "lastmod", "lastupdated")

	publishedWords = phrases("published", "datepublished", "dtpublished", "entrydate") // WordPress writes "published updated" at a story's only date

	// leadIns are what is left around a date or name that was taken out.
	leadIns = phrases("", "published", "posted", "updated", "last updated", "published on", "posted on", "updated on", "by", "written by", "on", "at", "and",
		"von", "par", "por", "veröffentlicht", "publié le", "publicado", "stand", "et", "und", "y", "le", "am")

	updatedText = regexp.MustCompile(`(?i)(?:last )?(?:updated|modified|edited)|aktualisiert|mis à jour|modifié|actualizado|atualizado|aggiornato|bijgewerkt|обновлено|更新|수정|تحديث`)
)

var (
	selTime = sel("time,[itemprop=datePublished],[itemprop=dateModified],[itemprop=dateCreated],[property='schema:datePublished'],[property='schema:dateCreated'],[property='schema:dateModified']," +
		".dt-published,.dt-updated,abbr.published,abbr.updated,span.updated[title],[data-timestamp],[data-epoch]")
	selAuthor = sel("[rel~=author],[itemprop=author],[itemprop=creator],[property=author],[property='schema:author'],.p-author,.h-card .fn,.vcard:not(table) .fn")
	selName   = sel("[itemprop=name],[property=name],[property='schema:name']")
)

const (
	maxHead    = 3000 // elements above the text that are looked at
	maxTimes   = 20   // dates above the text
	maxLine    = 200  // bytes of a line above the text: date, byline, label
	shortBlock = 60   // bytes from which a paragraph is more than a line
	longBlock  = 200  // bytes from which a paragraph is the story's
)

// headline reads what stands above the text as a reader sees it, and takes it out, whether or not the page's metadata have
// said it before.
func (p *page) headline() {
	head := p.aboveText()
	p.kickerIn(p.h1)
	p.partsOfH1()
	p.headlineText()
	p.classed(head, p.h1)
	p.times(head)
	p.label(head)
	p.byline(head)
	p.lines(head)
	if p.h1 != nil && within(p.h1, p.root) {
		take(p.h1, p.root)
	}
}

// kickerIn takes a label out of the headline's own element.
func (p *page) kickerIn(h1 *html.Node) {
	if h1 == nil {
		return
	}
	for n := range h1.Descendants() {
		if n.Type == html.ElementNode && n.Parent != nil && (selTime.Match(n) || hasWord(n, dateWords) || n.DataAtom == atom.Small) && len(textOf(n)) < maxLine {
			if selTime.Match(n) {
				p.time(n)
			} else if !p.dateIn(textOf(n)) {
				continue
			}
			take(n, h1)
			p.kickerIn(h1)
			return
		}
		if text := textOf(n); n.Type == html.ElementNode && hasWord(n, kickerWords) && text != "" && text != textOf(h1) {
			p.fillPage("kicker", &p.Article.Kicker, widget.MaxKicker, strings.TrimRight(text, ":| "), "html:kicker")
			remove(n)
			return
		}
	}
}

// aboveText lists the elements of the story up to its text, and the headline's and those beside it where the story stands apart.
func (p *page) aboveText() (head []*html.Node) {
	stop := p.order[p.start]
	for n := range p.root.Descendants() {
		if place, known := p.order[n]; known && p.start != nil && place >= stop {
			break
		}
		if n.Type != html.ElementNode {
			continue
		}
		if head = append(head, n); len(head) == maxHead {
			break
		}
	}
	return head
}

// classed reads kicker and deck, which only their class tells.
func (p *page) classed(head []*html.Node, h1 *html.Node) {
	a := &p.Article
	for _, n := range head {
		if n == h1 || h1 != nil && within(h1, n) || !within(n, p.root) || p.holdsStart(n) {
			continue
		}
		text := textOf(n)
		switch {
		case text == "":
		case len(text) < shortBlock && (hasWord(n, kickerWords) || hasWord(n, deckWords) || hasWord(n, softDeckWords)) && p.onlyDate(text):
			take(n, p.root)
		case hasWord(n, kickerWords) && len(text) < maxLine:
			p.fillPage("kicker", &a.Kicker, widget.MaxKicker, text, "html:kicker")
			take(n, p.root)
		case len(text) <= 4*widget.MaxDeck && (hasWord(n, deckWords) || hasWord(n, softDeckWords) && p.besideHeadline(n)) && !holdsTime(n):
			if hasWord(n, deckWords) {
				p.standfirst(text, "html:deck")
			} else {
				p.fillPage("deck", &a.Deck, widget.MaxDeck, text, "html:deck")
			}
			if sameText(text, a.Deck) {
				take(n, p.root)
			}
		}
	}
}

// onlyDate takes the date of a line that has one, whatever its class says that it is.
func (p *page) onlyDate(text string) bool {
	found := p.dateIn(text)
	if found && byMark.MatchString(text) {
		p.author(text, "", "html:text")
	}
	return found
}

// standfirst sets the deck that a reader sees, which says more than the description that the page gives to machines.
func (p *page) standfirst(text, from string) {
	deck := &p.Article.Deck
	if *deck != "" && !sameText(*deck, text) && widget.CheckText("deck", text, widget.MaxDeck) == nil {
		*deck = ""
	}
	p.fillPage("deck", deck, widget.MaxDeck, text, from)
}

func (p *page) holdsStart(n *html.Node) bool { return p.start != nil && within(p.start, n) }

// besideHeadline reports that n stands outside the text, in the headline's box or before the text's.
func (p *page) besideHeadline(n *html.Node) bool {
	if n.DataAtom == atom.Img || n.DataAtom == atom.Figure || closest(n, atom.Figure) != nil {
		return false
	}
	return !within(n, p.core) || p.h1 != nil && n.Parent == p.h1.Parent && p.h1.Parent.DataAtom == atom.Header
}
