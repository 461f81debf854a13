package ingest

import (
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

var (
	selParagraph = sel("p")
	selComments  = sel("#comments,#respond,.comments,.comments-area,.comment-respond,#disqus_thread")
	selHeading   = sel("h2,h3,h4,h5,h6,p,summary,dt,legend,strong,b")
	selLine      = sel("p,li,h2,h3,h4,h5,h6,div,aside,blockquote")
	selItem      = sel("li")
	selLink      = sel("a[href]")
	selTimeAttr  = sel("time[datetime]")

	alsoSeeHeadings = phrases("also see", "see also", "also read", "read also", "یہ بھی پڑھیں", "اقرأ أيضا", "اقرأ أيضاً", "انظر أيضا")
)

const (
	maxClimb    = 3   // elements around a heading that may stand between it and its list
	maxAlsoSee  = 600 // bytes of an "Also see" line
	maxBetween  = 10  // bytes that may stand beside the links of a paragraph of links
	maxHeadings = 20  // lists below or beside a story that are looked at
)

// surroundings takes out what stands in and below the story without being it: comments, related stories, cross links.
func (p *page) surroundings() {
	for _, n := range cascadia.QueryAll(p.doc, selComments) {
		if !within(p.root, n) {
			remove(n)
		}
	}
	lists := 0
	for _, heading := range cascadia.QueryAll(p.doc, selHeading) {
		name := phrase(textOf(heading))
		switch {
		case name == "" || !within(heading, p.doc) || lists == maxHeadings:
		case commentHeadings[name] && heading.DataAtom != atom.P:
			if lists++; p.belowText(heading) {
				removeFrom(heading)
			}
		case relatedHeadings[name] || pageRelated[name]:
			lists++
			p.listBelow(heading, "related", &p.Article.Related)
		case alsoSeeHeadings[name]:
			lists++
			p.listBelow(heading, "cross_links", &p.Article.CrossLinks)
		}
	}
	for _, line := range cascadia.QueryAll(p.root, selLine) {
		if within(line, p.root) && isLeaf(line) {
			p.alsoSee(line)
		}
	}
}

// belowText reports that there is text of the story before n. A link to the comments can also stand above the story.
func (p *page) belowText(n *html.Node) bool {
	text := false
	for c := range p.root.Descendants() {
		if c == n {
			return text
		}
		text = text || c.DataAtom == atom.P && len(textOf(c)) >= shortBlock
	}
	return true
}

// removeFrom removes a heading and what follows it beside it: the form, the comments.
func removeFrom(heading *html.Node) {
	for n := heading.NextSibling; n != nil; {
		next := n.NextSibling
		remove(n)
		n = next
	}
	remove(heading)
}

// listBelow reads the links of the list that a heading stands above, and takes both out. Without a list it stays.
func (p *page) listBelow(heading *html.Node, field string, dst *[]widget.Link) {
	n := heading
	for range maxClimb {
		if next := nextElement(n); next != nil {
			if links := entries(next, textOf(heading)); len(links) > 0 {
				p.add(field, dst, links)
				remove(next)
				take(heading, p.root)
			}
			return
		}
		if n.Parent == nil || n.Parent == p.root || n.Parent.DataAtom == atom.Body || textOf(n.Parent) != textOf(heading) {
			return
		}
		n = n.Parent
	}
}

// add appends links, each address or else title once.
func (p *page) add(field string, dst *[]widget.Link, links []widget.Link) {
	for _, link := range links {
		known := false
		for _, other := range *dst {
			known = known || other.URL == link.URL && (link.URL != "" || other.Title == link.Title)
		}
		if !known && len(*dst) < widget.MaxRelated && widget.CheckText(field, link.Title, widget.MaxTitle) == nil {
			*dst = append(*dst, link)
			p.note(field, "html:list")
		}
	}
}

// entries reads list items or, where there are none, links. Items without any link are related stories only below a heading
// that says so: a recipe's list of ingredients must stay.
func entries(list *html.Node, heading string) (links []widget.Link) {
	if list.DataAtom == atom.Form || hasProse(list) {
		return nil
	}
	items, linked := cascadia.QueryAll(list, selItem), false
	for _, item := range items[:min(len(items), 2*widget.MaxRelated)] {
		if link := entry(item); link.Title != "" {
			links = append(links, link)
			linked = linked || link.URL != ""
		}
	}
	if len(items) > 0 {
		if !linked && !strings.HasPrefix(phrase(heading), "related") {
			return nil
		}
		return links
	}
	anchors := cascadia.QueryAll(list, selLink)
	if selLink.Match(list) {
		anchors = []*html.Node{list}
	}
	for _, a := range anchors[:min(len(anchors), 4*widget.MaxRelated)] { // a picture's link and a title's lead to one story
		if title := textOf(a); title != "" {
			links = append(links, widget.Link{Title: title, URL: strings.TrimSpace(attr(a, "href"))})
		}
	}
	return links
}

// hasProse reports that there are sentences of the story in what could be a list: a long paragraph, or text beside links.
func hasProse(n *html.Node) bool {
	if n.DataAtom == atom.P {
		length := 0
		for _, a := range cascadia.QueryAll(n, selLink) {
			length += len(textOf(a))
		}
		return len(textOf(n)) > length+maxBetween
	}
	for _, paragraph := range cascadia.QueryAll(n, selParagraph) {
		if len(textOf(paragraph)) >= longBlock {
			return true
		}
	}
	return false
}

// entry is one related story: its longest link, else its text.
func entry(item *html.Node) (link widget.Link) {
	anchors := cascadia.QueryAll(item, selLink)
	for _, a := range anchors[:min(len(anchors), 5)] {
		if title := textOf(a); len(title) > len(link.Title) {
			link = widget.Link{Title: title, URL: strings.TrimSpace(attr(a, "href"))}
		}
	}
	if t := cascadia.Query(item, selTimeAttr); t != nil {
		link.Date, _ = parseDate(attr(t, "datetime")) // a day at least, or none
		remove(t)
	}
	if link.Title == "" {
		link.Title = textOf(item)
	}
	return link
}

// alsoSee takes out a line "Also see: ..." with its links, or without one as a title alone.
func (p *page) alsoSee(line *html.Node) {
	text := textOf(line)
	mark := alsoSee.FindString(text)
	if mark == "" || len(text) == len(mark) || len(text) > maxAlsoSee {
		return
	}
	var links []widget.Link
	for _, a := range cascadia.QueryAll(line, selLink) {
		title := textOf(a)
		if title = strings.TrimSpace(strings.TrimPrefix(title, alsoSee.FindString(title))); title != "" {
			links = append(links, widget.Link{Title: title, URL: strings.TrimSpace(attr(a, "href"))})
		}
	}
	if len(links) == 0 {
		links = []widget.Link{{Title: text[len(mark):]}}
	}
	p.add("cross_links", &p.Article.CrossLinks, links)
	take(line, p.root)
}
