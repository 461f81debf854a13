package ingest

import (
	"maps"
	"slices"
	"strings"
	"time"

	"newsflash/widget"
)

// Complete makes one draft of a feed's or sitemap's item and the page that it leads to. The item's own words win where it has
// them; the page gives what the item lacks: the body first of all, and deck and picture where the page's say more. Each field keeps
// the provenance of where it was read. A warning tells where the two name another headline or another day. A page that could not be
// read leaves the item as it is, a Teaser, with a warning.
func Complete(item, page Draft) Draft {
	if page.Err != nil {
		item.warn("body", "the page %s %s: only what the feed says of the story is there", page.Origin, page.Err)
		return item
	}
	out := item
	out.Article.Provenance = maps.Clone(item.Article.Provenance)
	out.Article.Picture = clonePicture(item.Article.Picture)
	out.Warnings = slices.Concat(item.Warnings, page.Warnings)
	m := merger{Draft: &out, page: &page.Article}
	m.disagreements()
	m.texts()
	m.lists()
	m.picture()
	out.Teaser = out.Article.Body == "" && out.Teaser
	return out
}

func clonePicture(p *widget.Picture) *widget.Picture {
	if p == nil {
		return nil
	}
	copied := *p
	return &copied
}

// merger fills a draft from a page.
type merger struct {
	*Draft
	page *widget.Article
}

// from notes that a field is the page's.
func (m *merger) from(fields ...string) {
	for _, field := range fields {
		if source := m.page.Provenance[field]; source != "" {
			m.note(field, source)
		} else {
			delete(m.Article.Provenance, field)
		}
	}
}

// lack takes the page's text where the item has none.
func (m *merger) lack(field string, dst *string, text string) {
	if *dst == "" && text != "" {
		*dst = text
		m.from(field)
	}
}

func (m *merger) disagreements() {
	a, page := &m.Article, m.page
	if a.Title != "" && page.Title != "" && letters(a.Title) != letters(page.Title) {
		m.warn("title", "is %q in the feed and %q on the page; the feed's is taken", widget.Excerpt(a.Title), widget.Excerpt(page.Title))
	}
	if !a.Published.IsZero() && !page.Published.IsZero() && otherDay(a.Published, page.Published) {
		m.warn("published", "is %s in the feed and %s on the page; the feed's is taken", a.Published, page.Published)
	}
}

// letters is what of a headline counts when two are compared: typesetters change quotes and dashes.
func letters(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return strings.ContainsRune(" \t\n\u00a0'\"‘’“”«»„`´.,:;!?…-–—|", r)
	}), "")
}

// otherDay reports that two dates name different days. Two moments do not when less than a day lies between them: their zones can
// differ.
func otherDay(a, b widget.Date) bool {
	if a.Day || b.Day {
		return a.Time.Format(time.DateOnly) != b.Time.Format(time.DateOnly)
	}
	return a.Time.Sub(b.Time).Abs() >= 24*time.Hour
}

func (m *merger) texts() {
	a, page := &m.Article, m.page
	m.lack("title", &a.Title, page.Title)
	if page.URL != "" && page.URL != a.URL { // without what feeds add to count clicks
		a.URL = page.URL
		m.from("url")
	}
	if isCut(a.Deck) && page.Deck != "" {
		a.Deck = ""
	}
	m.lack("deck", &a.Deck, page.Deck)
	m.lack("body", &a.Body, page.Body)
	m.lack("kicker", &a.Kicker, page.Kicker)
	m.lack("dateline", &a.Dateline, page.Dateline)
	m.lack("section", &a.Section, page.Section)
	if m.page.Lang != "" && baseOf(a.Lang) == baseOf(page.Lang) && len(page.Lang) > len(a.Lang) { // "en" and "en-IE"
		a.Lang = ""
	}
	m.lack("lang", &a.Lang, page.Lang)
	if a.Dir == "" {
		a.Dir = page.Dir
		m.from("dir")
	}
	for _, d := range []struct {
		field string
		dst   *widget.Date
		date  widget.Date
	}{{"published", &a.Published, page.Published}, {"updated", &a.Updated, page.Updated}} {
		// a day becomes a moment where the page knows that day's
		if !d.date.IsZero() && (d.dst.IsZero() || d.dst.Day && !d.date.Day && !otherDay(*d.dst, d.date)) {
			*d.dst = d.date
			m.from(d.field)
		}
	}
	if !a.ReadTime.FromPublisher && page.ReadTime.FromPublisher {
		a.ReadTime = page.ReadTime
		m.from("read_time")
	}
	if a.Correction == nil && page.Correction != nil {
		a.Correction = page.Correction
		m.from("correction")
	}
	a.Withdrawn = a.Withdrawn || page.Withdrawn
}

func baseOf(lang string) string {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	return base
}

func (m *merger) lists() {
	a, page := &m.Article, m.page
	if len(a.Authors) == 0 && len(page.Authors) > 0 {
		a.Authors = page.Authors
		m.from("authors")
	}
	if len(a.Tags) == 0 && len(page.Tags) > 0 {
		a.Tags = page.Tags
		m.from("tags")
	}
	if len(a.Related) == 0 && len(page.Related) > 0 {
		a.Related = page.Related
		m.from("related")
	}
	if len(a.CrossLinks) == 0 && len(page.CrossLinks) > 0 {
		a.CrossLinks = page.CrossLinks
		m.from("cross_links")
	}
	if a.Comments.URL == "" && page.Comments.URL != "" {
		a.Comments.URL = page.Comments.URL
		m.from("comments")
	}
	if a.Comments.Count == nil {
		a.Comments.Count = page.Comments.Count
	}
}

// picture takes the page's where the item has none, or a narrower one of the same or of a thumbnail's size. Of the same picture,
// the texts of both are put together.
func (m *merger) picture() {
	mine, theirs := m.Article.Picture, clonePicture(m.page.Picture)
	parts := []string{"picture.alt", "picture.caption", "picture.credit"}
	switch {
	case theirs == nil || theirs.URL == "":
		return
	case mine == nil || mine.URL == "", !sameFile(mine.URL, theirs.URL) && m.isThumbnail(mine) && !m.isSmall(theirs):
		m.Article.Picture = theirs
		m.from(append(parts, "picture.url")...)
		return
	case !sameFile(mine.URL, theirs.URL):
		return
	}
	if theirs.Width > mine.Width || theirs.Width == 0 && m.isThumbnail(mine) {
		mine.URL, mine.Width, mine.Height = theirs.URL, theirs.Width, theirs.Height
		m.from("picture.url")
	}
	captioned := mine.Alt == mine.Caption // the caption stood in for a description
	if theirs.Alt != "" && (mine.Alt == "" || captioned) {
		mine.Alt = theirs.Alt
		m.from("picture.alt")
	}
	m.lack("picture.caption", &mine.Caption, theirs.Caption)
	m.lack("picture.credit", &mine.Credit, theirs.Credit)
}

func (m *merger) isThumbnail(p *widget.Picture) bool {
	return m.isSmall(p) || p.Width == 0 && m.Article.Provenance["picture.url"] == "media:thumbnail"
}

const thumbnailWidth = 400 // CSS pixels: what is narrower is blurred in a card

func (m *merger) isSmall(p *widget.Picture) bool { return p.Width > 0 && p.Width < thumbnailWidth }

// Draft makes a page's entry in a sitemap for Complete: what its news extension says is the editor's word.
func (e SitemapEntry) Draft(origin string) Draft {
	d := Draft{Origin: origin, Teaser: true}
	d.fill("url", &d.Article.URL, e.URL, "sitemap:loc")
	if e.News != nil {
		d.fill("title", &d.Article.Title, e.News.Title, "sitemap:news title")
		d.fill("lang", &d.Article.Lang, e.News.Language, "sitemap:news language")
		if d.Article.Published = e.News.Date; !e.News.Date.IsZero() {
			d.note("published", "sitemap:news publication_date")
		}
	}
	if e.Image != "" {
		d.Article.Picture = &widget.Picture{URL: e.Image}
		d.note("picture.url", "sitemap:image")
	}
	return d
}
