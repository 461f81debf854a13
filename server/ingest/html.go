package ingest

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"

	"newsflash/widget"
)

// page is an HTML page that is taken apart: each field that is found is noted, and what shows it is taken out of the tree, so
// that the text which is left is the story.
type page struct {
	*Draft
	in           Input
	doc          *html.Node
	base         *url.URL            // nil when nobody knows where the page is from
	order        map[*html.Node]int  // places in reading order, before anything was taken out
	masses       map[*html.Node]mass // what the elements held
	clear        map[*html.Node]mass // the same without what is no story by its name
	core         *html.Node          // holds the story's text
	chosen       bool                // the core is the headline's own, whatever else the page holds
	root         *html.Node          // holds headline and text
	start        *html.Node          // where the text begins; nil without text
	decks        map[*html.Node]bool // starts of sentences that are the deck
	h1           *html.Node          // shows the headline; nil when nothing does
	headlines    []said              // of the page's head, the most careful source first
	sites        []string            // what the site calls itself
	alts         []said              // descriptions of the lead picture, best source first
	spareAuthors []*html.Node        // elements that name an author, also in boxes that are taken out
	spareTimes   []*html.Node        // the same of times
	spareBylines []*html.Node        // elements that look like a byline, also outside the story
	signature    []string            // names of the first line that says "By ..."
	office       widget.Author       // an office or organisation that the page's head names as the author
	officeFrom   string
	person       bool   // the author at hand is a person, also when the site has the same name
	told         string // the story's text as the page's metadata have it; most have none
}

// said is a text and where it was read.
type said struct{ text, from string }

func isHTML(text string) bool {
	text = strings.ToLower(strings.TrimSpace(text[:min(len(text), 4096)]))
	return strings.HasPrefix(text, "<!doctype html") || strings.HasPrefix(text, "<html") ||
		strings.HasPrefix(text, "<") && (strings.Contains(text, "<head") || strings.Contains(text, "<body") || strings.Contains(text, "<article"))
}

// decodeHTML reads a page. For each field the first that says it wins: JSON-LD, then OpenGraph and other meta elements, then
// what a reader sees. The headline is what the page shows, if that is like what its head says.
func decodeHTML(in Input, text string) []Draft {
	name := in.Name
	if err := survey(text); err != nil {
		return refuse(name, err)
	}
	doc, err := html.ParseWithOptions(strings.NewReader(text), html.ParseOptionEnableScripting(false))
	if err != nil {
		return refuse(name, fmt.Errorf("is not HTML that can be read: %w; save the page again or leave out what is not the article", err))
	}
	draft := Draft{Origin: name}
	p := page{Draft: &draft, doc: doc, in: in, decks: map[*html.Node]bool{}}
	p.head()
	p.loadImages()
	p.number()
	p.findStory()
	p.correction()
	p.comments()
	p.spareAuthors, p.spareTimes, p.spareBylines = p.outsideOthers(selAuthor), p.outsideOthers(selTime), p.bylineElements()
	p.surroundings()
	p.prune()
	p.headline()
	p.published()
	p.leadPicture()
	p.body()
	p.signedByOffice()
	p.language()
	p.absolute()
	switch {
	case draft.Err != nil:
	case draft.Article.Title == "":
		draft.Err = fmt.Errorf("has no headline: there is no JSON-LD headline, no og:title, no h1 and no title")
	case draft.Article.Body == "":
		draft.Err = fmt.Errorf("has no article text: only its head or its menus could be read")
	}
	return []Draft{draft}
}

// head reads what the page says of itself, for programs.
func (p *page) head() {
	m := p.metas()
	p.siteNames(m)
	p.jsonLD(m)
	p.meta(m)
	p.microdata()
	p.address(p.in.URL, "page's address")
	p.setBase()
}

// number notes the reading order.
func (p *page) number() {
	p.order = map[*html.Node]int{}
	for n := range p.doc.Descendants() {
		p.order[n] = len(p.order) + 1
	}
}

// fillPage is fill for what nobody wrote for a card: too long a text is passed over, so that the next source can do better.
func (p *page) fillPage(field string, dst *string, limit int, text, from string) {
	text = strings.Join(strings.Fields(text), " ")
	if err := widget.CheckText(field, text, limit); err != nil {
		if *dst == "" {
			p.warn(field, "%s of %s: another source is asked", strings.TrimPrefix(err.Error(), field+" "), from)
		}
		return
	}
	p.fill(field, dst, text, from)
}

// dating is what decides between 8/11 and 11/8: the operator's word, else the page's language where it names a country. Many
// systems write en-US into every page, so that one says nothing.
func (p *page) dating() Input {
	in := p.in
	if lang := p.Article.Lang; in.Lang == "" && strings.Contains(lang, "-") && !strings.EqualFold(lang, "en-US") {
		in.Lang = lang
	}
	return in
}

// date sets a date from the first source that has one with a zone. A time without a zone gives its day, which is true
// wherever the publisher is, unless a later source knows more. Sources that name days further apart than one are reported.
func (p *page) date(field string, dst *widget.Date, text, from string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	date, warning := readDate(p.dating(), text)
	if date.IsZero() {
		var ok bool
		if date, ok = findDate(text); !ok {
			if dst.IsZero() {
				p.warn(field, "%s; %s is passed over", warning, from)
			}
			return
		}
	} else if warning != "" && dst.IsZero() {
		p.warn(field, "%s (%s)", warning, from)
	}
	switch {
	case dst.IsZero() || moreExact(*dst, date) || field == "published" && strings.HasPrefix(from, "html:time") && p.unsureDay(date):
		*dst = date
		p.note(field, from)
	case field == "published" && apart(*dst, date) > maxApart:
		p.warn(field, "%s says %s, but %s says %s; the first is taken", p.Article.Provenance[field], *dst, from, date)
	}
}

// moreExact reports that a date is the known day, with its time.
func moreExact(known, date widget.Date) bool {
	return known.Day && !date.Day && known.String() == date.Time.Format(time.DateOnly)
}

// unsureDay reports that the day of publication is another one and only known from metadata that many systems set to the day of a
// change or of the page's making: what a story shows is surer.
func (p *page) unsureDay(shown widget.Date) bool {
	return unsureDates[p.Article.Provenance["published"]] && p.Article.Published.Time.Format(time.DateOnly) != shown.Time.Format(time.DateOnly)
}

var unsureDates = phrases("meta:date", "meta:og:date", "meta:dc.date", "meta:dcterms.date")

const maxApart = 48 * time.Hour // a day, and what zones and a missing time of day can add

func apart(a, b widget.Date) time.Duration {
	d := a.Time.Sub(b.Time)
	return max(d, -d)
}
