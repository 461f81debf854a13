package ingest

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

var spaces = regexp.MustCompile(`\s+`)

// linesOf is the text of n with its blocks on lines of their own.
func linesOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		switch {
		case c.Type == html.TextNode && b.Len() < maxText:
			b.WriteString(spaces.ReplaceAllString(startBytes(c.Data, maxText), " "))
			if next := c.NextSibling; next == nil || isInline(next) && next.DataAtom != 0 {
				b.WriteByte(' ')
			}
		case isBlock(c) || c.DataAtom == atom.Br:
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// lines reads dates and bylines that stand above the text without any mark-up that says so.
func (p *page) lines(head []*html.Node) {
	for _, n := range head {
		if n.Type != html.ElementNode || !within(n, p.root) || p.holdsStart(n) || n == p.h1 || !isLeaf(n) || p.h1 != nil && (within(n, p.h1) || within(p.h1, n)) {
			continue
		}
		text := textOf(n)
		if text == "" || len(text) > maxLine || closest(n, atom.Figure, atom.Nav) != nil {
			continue
		}
		date, dated := findDate(text)
		by := byMark.MatchString(text) && len(bylineNames(text)) > 0 && len(text) < 120 && !endsSentence(text)
		if by {
			p.author(text, "", "html:text")
		}
		if dated && (len(text) < 90 || by) {
			p.shownDates(text, date)
			if !by {
				p.nameBeside(text)
			}
		}
		if (by || dated && len(text) < 90) && (isBlock(n) || !within(n, p.core)) {
			take(n, p.root)
		}
	}
}

// besideDate parts a line such as "8 November 2025 | 13:10 | Jane Doe" or "Posted on 8 November 2025 by Jane Doe".
var besideDate = regexp.MustCompile(`\s*[|•·–—]\s*|\s-\s|\s(?:by|von|par|por|di)\s`)

// nameBeside takes the name that stands alone beside a date above the text.
func (p *page) nameBeside(text string) {
	for _, part := range besideDate.Split(text, 8) {
		if words := len(strings.Fields(part)); words > 1 && words < 5 && isNames(part) && !hasDigits(part, 1) && !p.isSiteOrHost(part) {
			p.author(part, "", "html:text")
			return
		}
	}
}

// dateIn takes the dates of a text, and reports that there is one.
func (p *page) dateIn(text string) bool {
	date, found := findDate(text)
	if found {
		p.shownDates(text, date)
	}
	return found
}

// shownDates takes the dates of a line such as "Published 8 Nov 2025, updated 9 Nov 2025".
func (p *page) shownDates(text string, date widget.Date) {
	a := &p.Article
	if place := updatedText.FindStringIndex(text); place != nil {
		if updated, ok := findDate(text[place[1]:]); ok && a.Updated.IsZero() {
			a.Updated = updated
			p.note("updated", "html:text")
		}
		if text = text[:place[0]]; text == "" {
			return
		}
		var ok bool
		if date, ok = findDate(text); !ok {
			return
		}
	}
	if a.Published.IsZero() || moreExact(a.Published, date) || p.unsureDay(date) {
		a.Published = date
		p.note("published", "html:text")
	}
}
