package ingest

import (
	"cmp"
	"html"
	"strings"
)

// ld is the JSON-LD of a page: its objects by @id, since they refer to each other, and its articles in their order.
type ld struct {
	ids      map[string]value
	articles []value
	others   []value // what can describe a page without an article: videos, the page itself
	listed   int     // lists of other stories around the current object
	seen     int
}

// add looks through everything: articles stand at the top, in lists, in @graph, or as mainEntity of a WebPage.
func (g *ld) add(v value) {
	for _, element := range v.list() {
		if _, ok := element.data.([]value); ok {
			g.add(element)
			continue
		}
		o, ok := element.data.(object)
		if g.seen++; !ok || g.seen > maxLDNodes {
			continue
		}
		if id := element.get("@id").scalar(); id != "" {
			if known, _ := g.ids[id].data.(object); len(o) > len(known) {
				g.ids[id] = element
			}
		}
		switch {
		case g.listed > 0:
		case isArticle(element):
			g.articles = append(g.articles, element)
		case element.get("datePublished").data != nil || element.get("uploadDate").data != nil:
			g.others = append(g.others, element)
		}
		for _, name := range element.names() {
			if lists[name] {
				g.listed++
			}
			g.add(element.get(name))
			if lists[name] {
				g.listed--
			}
		}
	}
}

// lists are the properties that hold other stories than the page's.
var lists = phrases("itemListElement", "citation", "mentions", "relatedLink", "isRelatedTo", "hasPart", "liveBlogUpdate", "comment", "review", "blogPost", "significantLink")

func isPerson(v value) bool {
	for _, t := range v.get("@type").list() {
		if strings.HasSuffix(t.scalar(), "Person") {
			return true
		}
	}
	return false
}

func isArticle(v value) bool {
	for _, t := range v.get("@type").list() {
		name := t.scalar()
		name = name[strings.LastIndexAny(name, "/:#")+1:]
		if strings.HasSuffix(name, "Article") || strings.HasSuffix(name, "BlogPosting") || name == "Report" || name == "NewsItem" {
			return true
		}
	}
	return false
}

// choose returns the article that the page is about: the one with the page's address or else title, else the first with a
// headline. Of several with its address the one that says most counts.
func (g *ld) choose(canonical, address string, titles []string) (best value, ok bool) {
	top := 0.0
	for i, a := range g.articles {
		headline := cmp.Or(g.text(a.get("headline")), g.text(a.get("name")))
		if headline == "" && g.text(a.get("datePublished")) == "" {
			continue
		}
		score := .1 - float64(i)*1e-4
		for _, own := range []string{a.get("url").scalar(), g.address(a.get("mainEntityOfPage")), a.get("@id").scalar()} {
			if own != "" && (sameAddress(own, canonical) || sameAddress(own, address)) {
				score += 1
				break
			}
		}
		like := 0.0
		for _, title := range titles {
			like = max(like, likeness(headline, title)*float64(min(len(titleWords(headline)), 5))/5)
		}
		o, _ := a.data.(object)
		score += like + float64(min(len(o), 20))/200
		if score > top {
			best, top, ok = a, score, true
		}
	}
	return best, ok
}

// body is the story's text, where the page gives it.
func (g *ld) body(v value) string {
	for _, name := range []string{"articleBody", "text"} {
		if text := v.get(name).scalar(); text != "" {
			return html.UnescapeString(text)
		}
	}
	return ""
}

func sameAddress(a, b string) bool {
	a, _, _ = strings.Cut(a, "#")
	b, _, _ = strings.Cut(b, "#")
	return strings.TrimRight(a, "/") == strings.TrimRight(b, "/")
}

// follow replaces a reference by what it refers to.
func (g *ld) follow(v value) value {
	if o, ok := v.data.(object); ok && len(o) <= 2 {
		if whole, ok := g.ids[v.get("@id").scalar()]; ok {
			return whole
		}
	}
	return v
}

// text is a value's first text. Templates often escape it for HTML, so entities are decoded once.
func (g *ld) text(v value) string {
	for _, element := range v.list() {
		text := element.scalar()
		if _, ok := element.data.(object); ok {
			element = g.follow(element)
			text = cmp.Or(element.get("@value").scalar(), element.get("name").scalar())
		}
		if text = strings.TrimSpace(html.UnescapeString(text)); text != "" {
			return text
		}
	}
	return ""
}

func (g *ld) address(v value) string {
	for _, element := range v.list() {
		element = g.follow(element)
		if s := cmp.Or(element.scalar(), element.get("url").scalar(), element.get("@id").scalar()); s != "" {
			return s
		}
	}
	return ""
}
