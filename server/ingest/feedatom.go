package ingest

import (
	"strings"

	"github.com/mmcdole/gofeed/atom"

	"newsflash/widget"
)

// atom reads an entry. What it does not say of its authors, its source and then its feed says (RFC 4287, 4.2.1).
func (f *feedItem) atom(entry *atom.Entry, feed *atom.Feed) {
	a := &f.Article
	f.title(entry.Title, "atom:title", f.hint.plainText)
	f.title(f.value("media", "title"), "media:title", false)
	f.link(f.value("feedburner", "origLink"), "feedburner:origLink")
	f.link(linkOf(entry.Links, "alternate"), "atom:link")
	f.link(contentLink(entry), "atom:content")
	f.guid(entry.ID, "atom:id")
	f.dates("published", &a.Published, dated{entry.Published, "atom:published"}, f.dated("dc", "date"), f.dated("dcterms", "issued"),
		f.dated("dcterms", "created"), f.dated("atom03", "issued"), dated{entry.Updated, "atom:updated"})
	if a.Provenance["published"] != "atom:updated" {
		f.dates("updated", &a.Updated, dated{entry.Updated, "atom:updated"})
	}
	persons := [][]*atom.Person{entry.Authors, nil, feed.Authors}
	if entry.Source != nil {
		persons[1] = entry.Source.Authors
	}
	for i, from := range []string{"atom:author", "atom:source author", "atom:feed author"} {
		if len(a.Authors) > 0 {
			break
		}
		for _, person := range persons[i][:min(len(persons[i]), widget.MaxAuthors+1)] { // the feed's are looked at for each entry
			f.author(person.Name, resolve(person.URI, f.base), from)
		}
		if i == 0 && len(a.Authors) == 0 {
			f.byline(f.value("dc", "creator"), "dc:creator")
		}
	}
	for _, category := range entry.Categories {
		f.tag(first(category.Label, category.Term), "atom:category")
	}
	f.moreTags()
	f.summary = firstSaid(said{entry.Summary, "atom:summary"}, f.said("media", "description"), f.said("itunes", "summary"), groupDescription(f))
	if c := entry.Content; c != nil && c.Src == "" {
		f.content = said{c.Value, "atom:content"}
	}
	f.mediaPictures()
	f.entryLinks(entry.Links)
	f.language()
	f.comments("", "")
	f.atomLinks()
}

// groupDescription is where video sites put what an entry says.
func groupDescription(f *feedItem) said {
	for _, group := range f.ext["media"]["group"] {
		if text := childValue(group, "description"); text != "" {
			return said{text, "media:description"}
		}
	}
	return said{}
}

// linkOf returns the first link of a relation, that to a page before others.
func linkOf(links []*atom.Link, rel string) (href string) {
	for _, link := range links {
		if !strings.EqualFold(link.Rel, rel) || link.Href == "" {
			continue
		}
		if link.Type == "" || strings.Contains(link.Type, "html") {
			return link.Href
		}
		if href == "" {
			href = link.Href
		}
	}
	return href
}

// contentLink is the page that stands for the content itself (RFC 4287, 4.1.3.2).
func contentLink(entry *atom.Entry) string {
	if entry.Content == nil || !strings.Contains(entry.Content.Type, "html") {
		return ""
	}
	return entry.Content.Src
}

// entryLinks reads the relations that say something of a story.
func (f *feedItem) entryLinks(links []*atom.Link) {
	for _, link := range links {
		switch strings.ToLower(link.Rel) {
		case "related":
			f.relate(link.Title, resolve(link.Href, f.base), "atom:link related")
		case "enclosure":
			f.enclosure(link.Href, link.Type, "atom:link enclosure")
		case "replies":
			if strings.Contains(link.Type, "html") {
				f.comments(link.Href, "atom:link replies")
			}
		}
	}
}

// atomLink is the first link of a relation in an RSS item.
func (f *feedItem) atomLink(rel string) string {
	for _, link := range f.ext["atom"]["link"] {
		if r := link.Attrs["rel"]; strings.EqualFold(r, rel) || r == "" && rel == "alternate" {
			return link.Attrs["href"]
		}
	}
	return ""
}

// atomLinks reads the links that an RSS item, or an entry that extends Atom by itself, has in Atom's namespace, and their
// number of replies (RFC 4685).
func (f *feedItem) atomLinks() {
	for _, link := range f.ext["atom"]["link"] {
		f.entryLinks([]*atom.Link{{Href: link.Attrs["href"], Rel: link.Attrs["rel"], Type: link.Attrs["type"], Title: link.Attrs["title"]}})
	}
}
