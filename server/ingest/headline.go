package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

// Words of class names and item properties.
var (
	kickerWords  = phrases("kicker", "eyebrow", "overline", "slug", "topper")
	deckWords    = phrases("deck", "dek", "standfirst", "subtitle", "subheadline", "subhead", "subheading")
	bylineWords  = phrases("byline", "author", "authors")
	updatedWords = phrases("updated", "modified", "datemodified")

	// leadIns are what is left around a date or name that was taken out.
	leadIns = phrases("", "published", "posted", "updated", "last updated", "published on", "posted on", "updated on", "by", "written by", "on", "at", "and")
)

var (
	selTime   = sel("time,[itemprop=datePublished],[itemprop=dateModified]")
	selAuthor = sel("[rel~=author],[itemprop=author]")
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
	a := &p.Article
	h1 := cascadia.Query(p.root, selH1)
	if h1 == nil {
		h1 = cascadia.Query(p.doc, selH1)
	}
	if h1 != nil {
		p.h1(h1)
	}
	if n := cascadia.Query(p.doc, selTitle); n != nil {
		p.fillPage("title", &a.Title, widget.MaxTitle, textOf(n), "html:title")
	}
	head := p.aboveText()
	p.classed(head, h1)
	p.times(head)
	p.label(head)
	p.byline(head)
	if h1 != nil {
		take(h1, p.root)
	}
}

// h1 sets the title. Metadata often add the site's name to it, which is no part of a headline.
func (p *page) h1(n *html.Node) {
	a, text := &p.Article, textOf(n)
	p.fillPage("title", &a.Title, widget.MaxTitle, text, "html:h1")
	if rest, ok := strings.CutPrefix(a.Title, text); ok && text != "" {
		for _, separator := range []string{" | ", " - ", " – ", " — ", " · ", " :: "} {
			if strings.HasPrefix(rest, separator) {
				a.Title = text
				p.note("title", "html:h1")
			}
		}
	}
}

// aboveText lists the elements of the story up to its text: a long paragraph, or the second that is no mere line.
func (p *page) aboveText() (head []*html.Node) {
	paragraphs := 0
	for n := range p.root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.DataAtom == atom.P && !hasWord(n, deckWords) {
			length := len(textOf(n))
			if length >= shortBlock {
				paragraphs++
			}
			if length >= longBlock || paragraphs > 1 {
				break
			}
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
		if n == h1 || attr(n, "class") == "" || h1 != nil && within(h1, n) || !within(n, p.root) {
			continue
		}
		text := textOf(n)
		switch {
		case hasWord(n, kickerWords) && len(text) < maxLine:
			p.fillPage("kicker", &a.Kicker, widget.MaxKicker, text, "html:kicker")
			take(n, p.root)
		case hasWord(n, deckWords) && text != "" && len(text) <= 4*widget.MaxDeck:
			p.fillPage("deck", &a.Deck, widget.MaxDeck, text, "html:deck")
			if text == a.Deck {
				take(n, p.root)
			}
		}
	}
}

// times reads <time>, with datetime or as a reader sees it. A time inside a sentence stays where it is.
func (p *page) times(head []*html.Node) {
	a := &p.Article
	read := 0
	for _, n := range head {
		if !selTime.Match(n) || !within(n, p.root) {
			continue
		}
		if read++; read > maxTimes {
			return
		}
		if around := closest(n, atom.P, atom.Li, atom.Div); around != nil && len(textOf(around)) > maxLine {
			continue
		}
		text, from := textOf(n), "html:time"
		for _, name := range []string{"content", "datetime"} {
			if value := attr(n, name); value != "" {
				text, from = value, "html:time "+name
			}
		}
		if hasWord(n, updatedWords) || hasWord(n.Parent, updatedWords) || n.PrevSibling != nil && phrase(n.PrevSibling.Data) == "updated" {
			p.date("updated", &a.Updated, text, from)
		} else {
			p.date("published", &a.Published, text, from)
		}
		take(n, p.root)
	}
}

// label reads a text that is nothing but a read time, also between others: "By Ana Ruiz | 3 min read".
func (p *page) label(head []*html.Node) {
	for _, n := range head {
		if !within(n, p.root) {
			continue
		}
		if text := textOf(n); startsWithDigit(text) && p.setLabel(text) {
			take(n, p.root)
			return
		}
		for c := range n.ChildNodes() {
			if c.Type != html.TextNode || len(c.Data) > maxLine {
				continue
			}
			for part := range strings.FieldsFuncSeq(c.Data, isSeparator) {
				if p.setLabel(strings.TrimSpace(part)) {
					if c.Data = strings.TrimRightFunc(strings.Replace(c.Data, part, "", 1), isSeparator); c.Data == "" {
						take(c, p.root)
					}
					return
				}
			}
		}
	}
}

func isSeparator(r rune) bool { return strings.ContainsRune("|·•/–—\n", r) }

func startsWithDigit(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r)
}

func (p *page) setLabel(text string) bool {
	minutes, ok := readLabel(text)
	if ok && p.Article.ReadTime.Minutes == 0 {
		p.Article.ReadTime = widget.ReadTime{Minutes: minutes, FromPublisher: true}
		p.note("read_time", "html:text")
	}
	return ok
}

// byline reads links to authors, else an element whose class says byline.
func (p *page) byline(head []*html.Node) {
	for _, n := range head {
		if selAuthor.Match(n) && within(n, p.root) && len(textOf(n)) < maxLine {
			p.author(strings.TrimPrefix(strings.TrimPrefix(textOf(n), "By "), "by "), attr(n, "href"), "html:author")
			take(n, p.root)
		}
	}
	for _, n := range head {
		if attr(n, "class") == "" || !hasWord(n, bylineWords) || !within(n, p.root) {
			continue
		}
		text := textOf(n)
		if len(text) >= maxLine {
			continue
		}
		text, _, _ = strings.Cut(strings.NewReplacer("|", "·", "•", "·").Replace(text), "·")
		if m := byLine.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
			for _, name := range splitNames(m[1]) {
				p.author(name, "", "html:byline")
			}
		}
		take(n, p.root)
	}
}
