package ingest

import (
	"regexp"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

var dateWords = phrases("date", "dates", "time", "timestamp", "published", "pubdate", "publishdate", "posted", "datetime", "meta", "datum", "fecha", "data", "info", "dateline", "created")

const maxLines = 2000 // elements that are looked at for a date

// published asks the last sources for the day when the others say none: the page's text below the story's head, then the address.
func (p *page) published() {
	a := &p.Article
	if a.Published.IsZero() {
		p.dateAround()
	} else if strings.HasPrefix(a.Provenance["published"], "html:text") {
		p.firstTime(cascadia.QueryAll(p.root, selTime)) // one of them may know the time of that day
	}
	for _, address := range []string{a.URL, p.in.URL} {
		if day, ok := dateOfURL(address); ok {
			if a.Published.IsZero() {
				a.Published = day
				p.note("published", "url")
			} else if apart(a.Published, day) > maxApart && a.Published.Time.Sub(day.Time) > 0 {
				p.warn("published", "%s says %s, but the address has %s; the first is taken", a.Provenance["published"], a.Published, day)
			}
		}
	}
	if !a.Updated.IsZero() && a.Updated.Time.Before(a.Published.Time) && apart(a.Updated, a.Published) > maxApart {
		p.warn("updated", "%s says %s, which is before the story was published on %s; it is left out", a.Provenance["updated"], a.Updated, a.Published)
		a.Updated = widget.Date{}
		delete(a.Provenance, "updated")
	}
}

var publishedLabel = regexp.MustCompile(`(?i)^\s*(?:date|datum|fecha|data|published|posted|first published|erschienen|veröffentlicht|erstellt|publié|mis en ligne|publicado|pubblicato|gepubliceerd|publicerad|опубликовано|дата)\P{L}`)

// firstTime reads the first of some time elements that stands below the headline.
func (p *page) firstTime(times []*html.Node) {
	for _, n := range times {
		if p.h1 == nil || p.order[n] > p.order[p.h1] {
			if p.time(n); !p.Article.Published.IsZero() {
				return
			}
		}
	}
}

// dateAround looks for a date in what is left of the page: a time element below the headline, then a short line.
func (p *page) dateAround() {
	a := &p.Article
	if p.firstTime(cascadia.QueryAll(p.root, selTime)); !a.Published.IsZero() {
		return
	}
	looked := 0
	for n := range p.doc.Descendants() {
		if n.Type == html.TextNode && n.Parent != nil && p.h1 != nil && p.order[n] > p.order[p.h1] && len(strings.TrimSpace(n.Data)) < shortBlock &&
			(publishedLabel.MatchString(n.Data) || within(n, p.root) && !isLeaf(n.Parent)) { // "<h5>Date</h5>8.11.2025", "...<br>Published on 8 November 2025<br>..."
			p.dateIn(n.Data)
		}
		if !a.Published.IsZero() {
			return
		}
		if n.Type != html.ElementNode || !isLeaf(n) || p.h1 != nil && p.order[n] < p.order[p.h1] && closest(n, atom.Header) != nil {
			continue
		}
		if looked++; looked > maxLines {
			break
		}
		text := textOf(n)
		if limit := 60; text == "" || len(text) > 2*limit || len(text) > limit && !hasWord(n, dateWords) || p.h1 != nil && p.order[n] < p.order[p.h1] && !hasWord(n, dateWords) && !within(n, p.root) {
			continue
		}
		if p.dateIn(text); !a.Published.IsZero() {
			return
		}
	}
	if p.dateInText(); !a.Published.IsZero() {
		return
	}
	p.firstTime(p.spareTimes)
}

// openingDate is what stands before the first sentence of a story: "29.11.2022 – ", "(21 November 2022) ", "Hamburg, 2 November 2021 | ".
var openingDate = regexp.MustCompile(`^\(?((?:\p{L}[\p{L}. ]{1,40}(?:,| vom| of) )?\d{1,2}\.? ?(?:\p{L}{3,12}|\d{1,2}\.) ?\d{4})(?:\)| ?[–—|:„-])`)

// dateInText looks for a date at the very start of the story's text.
func (p *page) dateInText() {
	if p.start == nil {
		return
	}
	if m := openingDate.FindStringSubmatch(startBytes(textOf(p.start), 100)); m != nil {
		p.dateIn(m[1])
	}
}
