package ingest

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

// dated is a date as it was written, and where.
type dated struct{ text, from string }

// value is the text of the first element of this name in the item.
func (f *feedItem) value(prefix, name string) string {
	if elements := f.ext[prefix][name]; len(elements) > 0 {
		return elements[0].Value
	}
	return ""
}

func (f *feedItem) said(prefix, name string) said {
	return said{f.value(prefix, name), prefix + ":" + name}
}

func (f *feedItem) dated(prefix, name string) dated {
	return dated{f.value(prefix, name), prefix + ":" + name}
}

func first(texts ...string) string {
	for _, text := range texts {
		if strings.TrimSpace(text) != "" {
			return text
		}
	}
	return ""
}

func firstSaid(all ...said) said {
	for _, s := range all {
		if strings.TrimSpace(s.text) != "" {
			return s
		}
	}
	return said{}
}

// dates takes the first that can be read. What cannot be is no reason to refuse the item, and never becomes today.
func (f *feedItem) dates(field string, dst *widget.Date, all ...dated) {
	f.firstDate(f.in, field, dst, all...)
}

func (d *Draft) firstDate(in Input, field string, dst *widget.Date, all ...dated) {
	for _, s := range all {
		if !dst.IsZero() || strings.TrimSpace(s.text) == "" || field == "updated" && d.Article.Provenance["published"] == s.from {
			continue
		}
		date, warning := readDate(in, s.text)
		if warning != "" {
			d.warn(field, "%s (%s)", warning, s.from)
		}
		if !date.IsZero() {
			*dst = date
			d.note(field, s.from)
		}
	}
}

var (
	inlineTag   = regexp.MustCompile(`(?i)</?(?:a|abbr|acronym|b|bdi|bdo|big|br|center|cite|code|del|div|em|font|h[1-6]|i|img|ins|kbd|mark|nobr|p|q|s|small|span|strike|strong|sub|sup|tt|u|wbr)(?:\s[^<>]*)?/?>`)
	mailAndName = regexp.MustCompile(`^[^@\s()]+@[^\s()]+\s*\(([^()]+)\)$`)
	nameAndMail = regexp.MustCompile(`^([^@()<>]+?)\s*[(<][^@\s()<>]+@[^\s()<>]+[)>]$`)
	byPrefix    = regexp.MustCompile(`^(?i:by|von|par|por|di|door)\s+(\p{Lu}.*)$`)
)

// maxTitleBytes is far above what a headline with its markup can have.
const maxTitleBytes = 64 << 10

// plainTitle is the text of a headline in HTML. "<" that begins no element which stands in headlines is a character.
func plainTitle(text string) string {
	if len(text) > maxTitleBytes { // the sanitiser will refuse it as it is
		return text
	}
	if inlineTag.MatchString(text) {
		return oneLine(sanitize.Text(keepAngles(text)))
	}
	return unescape(text)
}

// keepAngles escapes each "<" that begins none of the elements that stand in headlines.
func keepAngles(text string) string {
	var b strings.Builder
	for text != "" {
		at := inlineTag.FindStringIndex(text)
		if at == nil {
			at = []int{len(text), len(text)}
		}
		b.WriteString(strings.ReplaceAll(text[:at[0]], "<", "&lt;"))
		b.WriteString(text[at[0]:at[1]])
		text = text[at[1]:]
	}
	return b.String()
}

// maxLongName is the length in bytes up to which a name is looked at, far above what the limit leaves.
const maxLongName = 8 * widget.MaxName

// author adds a name of the byline, once. Addresses of electronic mail are not passed on.
func (d *Draft) author(name, url, from string) {
	name = startBytes(name, maxLongName)
	name = strings.Join(strings.Fields(plainTitle(name)), " ")
	if m := mailAndName.FindStringSubmatch(name); m != nil {
		name = m[1]
	} else if m := nameAndMail.FindStringSubmatch(name); m != nil {
		name = m[1]
	}
	if m := byPrefix.FindStringSubmatch(name); m != nil {
		name = m[1]
	}
	known := slices.ContainsFunc(d.Article.Authors, func(a widget.Author) bool { return strings.EqualFold(a.Name, name) })
	switch {
	case name == "" || known || strings.Contains(name, "@") || strings.Contains(name, "://"):
	case widget.CheckText("authors", name, widget.MaxName) != nil:
		d.warn("authors", "a name in %s is longer than %d characters; it is left out", from, widget.MaxName)
	case len(d.Article.Authors) == widget.MaxAuthors:
		d.warn("authors", "there are more than %d names in %s; those behind are left out", widget.MaxAuthors, from)
	default:
		d.Article.Authors = append(d.Article.Authors, widget.Author{Name: name, URL: url})
		d.note("authors", from)
	}
}

// byline adds the names of a text that can be several: "A B, C D and E F". It is parted only where each part is a whole name.
func (d *Draft) byline(text, from string) {
	text = startBytes(text, widget.MaxAuthors*widget.MaxName*utf8.UTFMax)
	text = strings.Join(strings.Fields(plainTitle(text)), " ")
	parts := strings.FieldsFunc(strings.NewReplacer(" and ", ";", " & ", ";", ",", ";").Replace(text), func(r rune) bool { return r == ';' })
	if len(parts) < 2 || slices.ContainsFunc(parts, func(p string) bool { return len(strings.Fields(p)) < 2 }) {
		parts = []string{text}
	}
	for _, name := range parts {
		d.author(name, "", from)
	}
}

func (f *feedItem) rssAuthors(item *rss.Item) {
	for _, creator := range f.ext["dc"]["creator"] {
		f.byline(creator.Value, "dc:creator")
	}
	if len(f.Article.Authors) == 0 {
		f.byline(item.Author, "rss:author")
	}
	for _, author := range f.ext["atom"]["author"] {
		f.author(childValue(author, "name"), resolve(childValue(author, "uri"), f.base), "atom:author")
	}
	for _, s := range []said{f.said("dc", "author"), f.said("itunes", "author")} {
		if len(f.Article.Authors) == 0 {
			f.byline(s.text, s.from)
		}
	}
}

func childValue(e ext.Extension, name string) string {
	if children := e.Children[name]; len(children) > 0 {
		return children[0].Value
	}
	return ""
}

// tag adds a category, once. Addresses, which blogs' own systems use as categories, and WordPress's word for none are not.
func (d *Draft) tag(text, from string) {
	text = strings.Join(strings.Fields(plainTitle(text)), " ")
	known := slices.ContainsFunc(d.Article.Tags, func(t string) bool { return strings.EqualFold(t, text) })
	switch {
	case text == "" || known || strings.Contains(text, "://") || strings.HasPrefix(strings.ToLower(text), "uncategori"):
	case widget.CheckText("tags", text, widget.MaxTag) != nil:
		d.warn("tags", "%q of %s is longer than %d characters; it is left out", widget.Excerpt(text), from, widget.MaxTag)
	case len(d.Article.Tags) == widget.MaxTags:
		if last := len(d.Warnings) - 1; last < 0 || d.Warnings[last].Field != "tags" {
			d.warn("tags", "there are more than %d; those behind are left out", widget.MaxTags)
		}
	default:
		d.Article.Tags = append(d.Article.Tags, text)
		d.note("tags", from)
	}
}

func (f *feedItem) moreTags() {
	for _, name := range [][2]string{{"dc", "subject"}, {"atom", "category"}} {
		for _, subject := range f.ext[name[0]][name[1]] {
			f.tag(first(subject.Value, subject.Attrs["label"], subject.Attrs["term"]), name[0]+":"+name[1])
		}
	}
	for _, s := range []said{f.said("media", "keywords"), f.said("itunes", "keywords")} {
		for keyword := range strings.SplitSeq(s.text, ",") {
			f.tag(keyword, s.from)
		}
	}
}

// comments reads the discussion's page and its size.
func (f *feedItem) comments(page, from string) {
	c := &f.Article.Comments
	if absolute, err := widget.ParseURL(page, f.base); err == nil {
		f.fill("comments", &c.URL, absolute, from)
	}
	for _, s := range []said{f.said("slash", "comments"), f.said("thr", "total")} {
		if n, err := strconv.Atoi(strings.TrimSpace(s.text)); err == nil && n >= 0 && n <= widget.MaxComments && c.Count == nil {
			c.Count = &n
			f.note("comments", s.from)
		}
	}
}

// relate adds a related story that the feed links to. Without a title there is nothing to show.
func (d *Draft) relate(title, address, from string) {
	title = strings.Join(strings.Fields(plainTitle(title)), " ")
	known := slices.ContainsFunc(d.Article.Related, func(l widget.Link) bool { return l.URL == address })
	if title == "" || known || len(d.Article.Related) == widget.MaxRelated || widget.CheckText("related", title, widget.MaxTitle) != nil {
		return
	}
	d.Article.Related = append(d.Article.Related, widget.Link{Title: title, URL: address})
	d.note("related", from)
}
