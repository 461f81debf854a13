package ingest

import (
	"strings"

	"github.com/andybalholm/cascadia"

	"newsflash/widget"
)

var (
	selMeta      = sel("meta[content]")
	selCanonical = sel(`link[rel="canonical"][href]`)
	selHTML      = sel("html")
	selTitle     = sel("head > title")
)

// metas are the contents of a page's meta elements by property or name in lower case, in their order.
type metas map[string][]string

func (m metas) first(name string) string {
	for _, content := range m[name] {
		if strings.TrimSpace(content) != "" {
			return content
		}
	}
	return ""
}

func (p *page) metas() metas {
	m := metas{}
	for _, n := range cascadia.QueryAll(p.doc, selMeta) {
		for _, key := range []string{"property", "name"} {
			if name := strings.ToLower(strings.TrimSpace(attr(n, key))); name != "" {
				m[name] = append(m[name], attr(n, "content"))
				break
			}
		}
	}
	return m
}

func (p *page) canonical() string {
	if n := cascadia.Query(p.doc, selCanonical); n != nil {
		return strings.TrimSpace(attr(n, "href"))
	}
	return ""
}

// meta reads OpenGraph (https://ogp.me), Twitter's cards and the rest of the head.
func (p *page) meta() {
	m, a := p.metas(), &p.Article
	for _, f := range []struct {
		field string
		dst   *string
		limit int
		names []string
	}{
		{"title", &a.Title, widget.MaxTitle, []string{"og:title", "twitter:title"}},
		{"deck", &a.Deck, widget.MaxDeck, []string{"og:description", "twitter:description", "description"}},
		{"section", &a.Section, widget.MaxTag, []string{"article:section"}},
	} {
		for _, name := range f.names {
			p.fillPage(f.field, f.dst, f.limit, m.first(name), metaFrom(name))
		}
	}
	p.address(m.first("og:url"), "og:url")
	p.address(p.canonical(), "html:link canonical")
	p.date("published", &a.Published, m.first("article:published_time"), "og:article:published_time")
	p.date("updated", &a.Updated, m.first("article:modified_time"), "og:article:modified_time")
	for _, name := range []string{"author", "article:author"} {
		for _, author := range m[name] {
			if !strings.Contains(author, "://") {
				p.author(author, "", metaFrom(name))
			}
		}
	}
	for _, tag := range m["article:tag"] {
		p.tags(tag, "og:article:tag")
	}
	p.metaPicture(m)
	if n := cascadia.Query(p.doc, selHTML); n != nil {
		p.fillPage("lang", &a.Lang, widget.MaxLang, attr(n, "lang"), "html:lang")
		if dir := strings.ToLower(attr(n, "dir")); dir == "ltr" || dir == "rtl" {
			p.fill("dir", &a.Dir, dir, "html:dir")
		}
	}
	p.fillPage("lang", &a.Lang, widget.MaxLang, strings.ReplaceAll(m.first("og:locale"), "_", "-"), "og:locale")
}

func metaFrom(name string) string {
	switch {
	case strings.HasPrefix(name, "og:"), strings.HasPrefix(name, "twitter:"):
		return name
	case strings.HasPrefix(name, "article:"): // a namespace of OpenGraph's
		return "og:" + name
	}
	return "meta:" + name
}

func (p *page) metaPicture(m metas) {
	known := p.Article.Picture
	for _, name := range []string{"og:image", "og:image:secure_url", "og:image:url", "twitter:image"} {
		p.picture(m.first(name), metaFrom(name))
	}
	picture := p.Article.Picture
	if picture == nil || known != nil && !samePicture(m.first("og:image"), picture.URL) {
		return
	}
	p.alts = append(p.alts, said{m.first("og:image:alt"), "og:image:alt"}, said{m.first("twitter:image:alt"), "twitter:image:alt"})
	if picture.Width == 0 && picture.Height == 0 && (known == nil || m.first("og:image") == picture.URL) {
		picture.Width, picture.Height = pixels(m.first("og:image:width")), pixels(m.first("og:image:height"))
	}
}

// author adds a name unless an earlier source has named the authors.
func (p *page) author(name, url, from string) {
	a := &p.Article
	name = strings.Join(strings.Fields(name), " ")
	if noted, ok := a.Provenance["authors"]; ok && noted != from || name == "" || len(a.Authors) == widget.MaxAuthors {
		return
	}
	if err := widget.CheckText("authors", name, widget.MaxName); err != nil {
		p.warn("authors", "%s of %s is too long for a name; it is left out", widget.Excerpt(name), from)
		return
	}
	for _, known := range a.Authors {
		if strings.EqualFold(known.Name, name) {
			return
		}
	}
	a.Authors = append(a.Authors, widget.Author{Name: name, URL: strings.TrimSpace(url)})
	p.note("authors", from)
}

// tags adds those of one source, parted by commas.
func (p *page) tags(list, from string) {
	a := &p.Article
	if noted, ok := a.Provenance["tags"]; ok && noted != from {
		return
	}
	for tag := range strings.SplitSeq(list, ",") {
		tag = strings.Join(strings.Fields(tag), " ")
		if tag == "" || len(a.Tags) == widget.MaxTags || widget.CheckText("tags", tag, widget.MaxTag) != nil {
			continue
		}
		a.Tags = append(a.Tags, tag)
		p.note("tags", from)
	}
}
