package ingest

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/andybalholm/cascadia"

	"newsflash/widget"
)

var (
	selMeta      = sel("meta[content]")
	selCanonical = sel(`link[rel="canonical"][href]`)
	selHTML      = sel("html")
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
		for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
			if name := strings.ToLower(strings.TrimSpace(attr(n, key))); name != "" {
				if key == "itemprop" {
					name = "itemprop:" + name
				}
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

// What systems for publishing call a field in the head of a page, the most careful first.
var (
	titleMetas     = []string{"og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "headline", "title"}
	deckMetas      = []string{"og:description", "twitter:description", "sailthru.description", "dc.description", "dcterms.description", "description"}
	sectionMetas   = []string{"article:section", "og:article:section", "parsely-section", "section", "cxenseparse:articlesection"}
	publishedMetas = []string{
		"article:published_time", "og:article:published_time", "article:published", "og:published_time", "og:pubdate", "published_time",
		"datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.date.issued", "dcterms.issued",
		"dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "article.published",
		"originalpublicationdate", "rnews:datepublished", "bt:pubdate", "weibo:article:create_at", "iso-8601-publish-date", "displaydate", "ptime",
		"analyticsattributes.articledate", "citation_publication_date", "news_date", "article_date_original", "date", "og:date", "itemprop:datepublished",
	}
	updatedMetas = []string{
		"article:modified_time", "og:article:modified_time", "article:modified", "og:updated_time", "dc.date.modified", "dcterms.modified",
		"lastmod", "last-modified", "article.updated", "revised", "itemprop:datemodified",
	}
	authorMetas = []string{
		"author", "article:author", "article:author_name", "og:article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
		"byl", "cxenseparse:author", "article.author", "authors", "creator", "citation_author", "dc.contributor",
	}
	tagMetas     = []string{"article:tag", "og:article:tag", "parsely-tags", "news_keywords", "sailthru.tags"}
	pictureMetas = []string{"og:image", "og:image:secure_url", "og:image:url", "twitter:image", "twitter:image:src", "parsely-image-url", "sailthru.image.full", "thumbnail"}
)

// meta reads OpenGraph (https://ogp.me), Twitter's cards, Dublin Core and what the readers of Parse.ly, Sailthru and Cxense are given.
func (p *page) meta(m metas) {
	a := &p.Article
	for _, name := range titleMetas {
		if title := strings.TrimSpace(m.first(name)); title != "" {
			p.headlines = append(p.headlines, said{title, metaFrom(name)})
		}
	}
	for _, name := range deckMetas {
		p.fillPage("deck", &a.Deck, widget.MaxDeck, m.first(name), metaFrom(name))
	}
	for _, name := range sectionMetas {
		p.fillPage("section", &a.Section, widget.MaxTag, m.first(name), metaFrom(name))
	}
	p.address(m.first("og:url"), "og:url")
	p.address(p.canonical(), "html:link canonical")
	for _, name := range publishedMetas {
		p.date("published", &a.Published, m.first(name), metaFrom(name))
	}
	for _, name := range updatedMetas {
		p.date("updated", &a.Updated, m.first(name), metaFrom(name))
	}
	for _, name := range authorMetas {
		for _, author := range m[name] {
			p.author(author, "", metaFrom(name))
		}
	}
	for i := range 4 { // Yoast's labels for a shared link
		n := strconv.Itoa(i)
		if label := phrase(m.first("twitter:label" + n)); byLabels[label] {
			p.author(m.first("twitter:data"+n), "", "twitter:data"+n)
		}
	}
	for _, name := range tagMetas {
		for _, tag := range m[name] {
			p.tags(tag, metaFrom(name))
		}
	}
	p.metaPicture(m)
	p.metaLanguage(m)
}

var byLabels = phrases("written by", "verfasst von", "écrit par", "escrito por", "scritto da", "geschreven door", "author")

func (p *page) metaLanguage(m metas) {
	a := &p.Article
	if n := cascadia.Query(p.doc, selHTML); n != nil {
		lang := attr(n, "lang")
		if lang == "" {
			lang = attr(n, "xml:lang")
		}
		p.fillPage("lang", &a.Lang, widget.MaxLang, lang, "html:lang")
		if dir := strings.ToLower(attr(n, "dir")); dir == "ltr" || dir == "rtl" {
			p.fill("dir", &a.Dir, dir, "html:dir")
		}
	}
	for _, name := range []string{"og:locale", "content-language", "language", "dc.language", "dcterms.language"} {
		content, _, _ := strings.Cut(m.first(name), ",")
		p.fillPage("lang", &a.Lang, widget.MaxLang, strings.ReplaceAll(content, "_", "-"), metaFrom(name))
	}
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

// stockPicture matches the names of pictures that a site shows where a story has none.
var stockPicture = regexp.MustCompile(`(?i)(?:^|[/_-])(?:logo|logos|default|placeholder|fallback|no[-_]?image|no[-_]?photo|noimg|blank|spacer|favicon|icon|site[-_]?image|social[-_]?(?:default|share|card)|share[-_]?(?:default|image|logo)|og[-_]?(?:image|default|logo)|fbico|ogp|facebook[-_]?(?:default|logo)|opengraph|apple-touch-icon)(?:[._/-]|$)`)

func isStock(address string) bool {
	return strings.HasPrefix(address, "data:") || stockPicture.MatchString(pictureFile(address))
}

func (p *page) metaPicture(m metas) {
	known := p.Article.Picture
	for _, name := range pictureMetas {
		for _, address := range m[name] {
			p.picture(address, metaFrom(name))
		}
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

// tags adds those of one source, parted by commas.
func (p *page) tags(list, from string) {
	a := &p.Article
	if noted, ok := a.Provenance["tags"]; ok && noted != from {
		return
	}
	for tag := range strings.SplitSeq(list, ",") {
		tag = strings.Join(strings.Fields(tag), " ")
		if tag == "" || len(a.Tags) == widget.MaxTags || slices.Contains(a.Tags, tag) || widget.CheckText("tags", tag, widget.MaxTag) != nil {
			continue
		}
		a.Tags = append(a.Tags, tag)
		p.note("tags", from)
	}
}
