package sanitize

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"newsflash/widget"
)

const (
	maxProvenance      = 40  // entries
	maxProvenanceBytes = 200 // of a key and of a value
)

// texts cleans the fields that are one text each.
func (c *cleaner) texts() {
	in, out := &c.in, &c.out
	if out.ID = in.ID; in.ID != "" && !widget.ValidID(in.ID) {
		c.refuse("id", "%q is not usable: give 1 to %d letters a-z, digits and single inner hyphens",
			cleanLine(widget.Excerpt(in.ID)), widget.MaxID)
	}
	out.Source = c.key("source", in.Source, widget.MaxURL)
	out.GUID = c.key("guid", in.GUID, widget.MaxGUID)
	out.Title = c.text("title", in.Title, widget.MaxTitle)
	if out.Title == "" {
		c.refuse("title", "is empty: an article needs a headline")
	}
	out.Kicker = c.text("kicker", in.Kicker, widget.MaxKicker)
	out.Deck = c.text("deck", in.Deck, widget.MaxDeck)
	out.Dateline = c.text("dateline", in.Dateline, widget.MaxDateline)
	out.Section = c.text("section", in.Section, widget.MaxTag)
	out.Withdrawn = in.Withdrawn
}

// key cleans a text that identifies rather than is read; its limit is in bytes.
func (c *cleaner) key(field, s string, limit int) string {
	s = cleanLine(s)
	if len(s) > limit {
		c.refuse(field, "is %d bytes, at most %d are allowed", len(s), limit)
	}
	return s
}

// dates brings all dates into the form in which they are stored, so that a stored article reads back the same.
func (c *cleaner) dates() {
	c.out.Published = c.date("published", c.in.Published)
	c.out.Updated = c.date("updated", c.in.Updated)
}

func (c *cleaner) date(field string, d widget.Date) widget.Date {
	if d.IsZero() {
		return widget.Date{}
	}
	canonical, err := widget.ParseDate(d.String())
	if err != nil {
		c.warn(field, "%v; it was left out", err)
		return widget.Date{}
	}
	return canonical
}

// lists cleans what there may be several of. A list that is too long is refused before its entries are looked at.
func (c *cleaner) lists() {
	if c.fits("authors", len(c.in.Authors), widget.MaxAuthors) {
		for i, a := range c.in.Authors {
			c.author(place("authors", i), a)
		}
	}
	c.out.CrossLinks = c.links("cross_links", c.in.CrossLinks)
	c.out.Related = c.links("related", c.in.Related)
	c.tags()
}

func place(list string, i int) string { return list + "[" + strconv.Itoa(i) + "]" }

func (c *cleaner) fits(field string, n, limit int) bool {
	if n > limit {
		c.refuse(field, "has %d entries, at most %d are allowed", n, limit)
	}
	return n <= limit
}

func (c *cleaner) author(field string, a widget.Author) {
	name := c.text(field+".name", a.Name, widget.MaxName)
	if name == "" {
		c.warn(field, "has no name; it was left out")
		return
	}
	c.out.Authors = append(c.out.Authors, widget.Author{Name: name, URL: c.link(field+".url", a.URL)})
}

func (c *cleaner) links(field string, in []widget.Link) (out []widget.Link) {
	if !c.fits(field, len(in), widget.MaxRelated) {
		return nil
	}
	for i, l := range in {
		at := place(field, i)
		title := c.text(at+".title", l.Title, widget.MaxTitle)
		if title == "" {
			c.warn(at, "has no title; it was left out")
			continue
		}
		out = append(out, widget.Link{Title: title, URL: c.link(at+".url", l.URL), Date: c.date(at+".date", l.Date), Story: story(l.Story)})
	}
	return out
}

// tags keeps the first of those that differ only in case.
func (c *cleaner) tags() {
	seen := map[string]bool{"": true}
	for _, t := range c.in.Tags {
		t = cleanLine(t)
		if key := strings.ToLower(t); !seen[key] {
			seen[key] = true
			c.out.Tags = append(c.out.Tags, t)
		}
	}
	if c.fits("tags", len(c.out.Tags), widget.MaxTags) {
		for i, t := range c.out.Tags {
			c.text(place("tags", i), t, widget.MaxTag)
		}
	}
}

// rest cleans comments, correction and provenance.
func (c *cleaner) rest() {
	c.out.Comments.URL = c.link("comments.url", c.in.Comments.URL)
	if n := c.in.Comments.Count; n != nil {
		if *n >= 0 && *n <= widget.MaxComments {
			c.out.Comments.Count = clone(n)
		} else {
			c.warn("comments.count", "%d can't be: give 0 to %d; it was left out", *n, widget.MaxComments)
		}
	}
	if in := c.in.Correction; in != nil {
		note := c.text("correction.note", in.Note, widget.MaxNote)
		if note != "" {
			c.out.Correction = &widget.Correction{Note: note, Date: c.date("correction.date", in.Date)}
		} else {
			c.warn("correction.note", "is empty; the correction was left out")
		}
	}
	c.provenance()
}

// provenance keeps the first entries by name. It is a note for editors: too much of it is no reason to refuse a story.
func (c *cleaner) provenance() {
	all := make(map[string]string, min(len(c.in.Provenance), maxProvenance))
	for _, key := range slices.Sorted(maps.Keys(c.in.Provenance)) {
		name, value := cut(key, maxProvenanceBytes), cut(c.in.Provenance[key], maxProvenanceBytes)
		if _, twice := all[name]; name != "" && value != "" && !twice {
			all[name] = value
		}
	}
	for i, name := range slices.Sorted(maps.Keys(all)) {
		if i >= maxProvenance {
			delete(all, name)
		}
	}
	if len(all) > 0 {
		c.out.Provenance = all
	}
}

// story keeps an id that the store has given to a link.
func story(id string) string {
	if !widget.ValidID(id) {
		return ""
	}
	return id
}
