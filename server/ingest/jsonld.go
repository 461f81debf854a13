package ingest

import (
	"cmp"
	"html"
	"slices"
	"strconv"
	"strings"

	"github.com/andybalholm/cascadia"
	nodes "golang.org/x/net/html"

	"newsflash/widget"
	"newsflash/widget/readtime"
)

// What is read of a page's JSON-LD.
const (
	maxLDBlocks = 50
	maxLDBytes  = 512 << 10 // of all blocks; the story's text is often in them
	maxLDNodes  = 5000      // objects
)

var selLD = sel(`script[type^="application/ld+json"]`)

// ld is the JSON-LD of a page: its objects by @id, since they refer to each other, and its articles in their order.
type ld struct {
	ids      map[string]value
	articles []value
	others   []value // what can describe a page without an article: videos, the page itself
	listed   int     // lists of other stories around the current object
	seen     int
}

// jsonLD reads the article of the page's JSON-LD (schema.org/Article and its kinds). Pages get it wrong in every way, so
// nothing in it is an error.
func (p *page) jsonLD(m metas) {
	graph := ld{ids: map[string]value{}}
	size := 0
	for i, script := range cascadia.QueryAll(p.doc, selLD) {
		raw := scriptText(script)
		text := lineEnds.Replace(raw)
		if size += len(text); i == maxLDBlocks || size > maxLDBytes || strings.Count(text, "{")+strings.Count(text, "[") > 4*maxLDNodes {
			p.warn("json-ld", "has more than %d blocks, %d KiB or %d objects: those behind are passed over", maxLDBlocks, maxLDBytes>>10, maxLDNodes)
			break
		}
		if text == "" {
			continue
		}
		v, err := parseJSON("", []byte(text))
		if err != nil {
			var again error
			if v, again = parseJSON("", []byte(repairJSON(raw))); again != nil {
				p.warn("json-ld", "block %d is passed over: %s", i+1, err)
				continue
			}
		}
		graph.add(v)
	}
	if article, ok := graph.choose(p.canonical(), p.in.URL, p.pageTitles(m)); ok {
		p.publisher(graph, article)
		p.article(graph, article)
		p.ldDetails(graph, article)
		p.told = graph.body(article)
		return
	}
	for _, other := range graph.others {
		p.publisher(graph, other)
		p.date("published", &p.Article.Published, cmp.Or(graph.text(other.get("datePublished")), graph.text(other.get("uploadDate"))), "json-ld:datePublished")
		p.date("updated", &p.Article.Updated, graph.text(other.get("dateModified")), "json-ld:dateModified")
	}
}

// pageTitles is what tells the page's own article among those that it lists.
func (p *page) pageTitles(m metas) (titles []string) {
	titles = []string{m.first("og:title"), m.first("twitter:title")}
	for _, s := range []cascadia.SelectorGroup{selTitle, selH1} {
		if n := cascadia.Query(p.doc, s); n != nil {
			titles = append(titles, textOf(n))
		}
	}
	return titles
}

// publisher notes the names of who publishes the page: they are no authors and no part of a title.
func (p *page) publisher(g ld, v value) {
	for _, name := range []string{"publisher", "sourceOrganization", "copyrightHolder"} {
		for _, who := range v.get(name).list() {
			who = g.follow(who)
			if isPerson(who) {
				continue
			}
			if text := g.text(who); text != "" {
				p.sites = append(p.sites, text)
			}
		}
	}
}

// lineEnds takes out line breaks inside strings, which JSON does not allow.
var lineEnds = strings.NewReplacer("\n", " ", "\t", " ", "\r", " ")

// scriptText drops the comment marks of old templates.
func scriptText(script *nodes.Node) string {
	var b strings.Builder
	for c := range script.ChildNodes() {
		b.WriteString(c.Data)
	}
	text := strings.NewReplacer("<![CDATA[", "", "]]>", "", "<!--", "", "-->", "").Replace(b.String())
	text = strings.Trim(text, " \n\t\r;")
	if strings.HasPrefix(text, "{&quot;") || strings.HasPrefix(text, "[{&quot;") || strings.HasPrefix(text, "{ &quot;") {
		text = html.UnescapeString(text)
	}
	return text
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

// article reads the fields that are one text or date.
func (p *page) article(g ld, v value) {
	a := &p.Article
	for _, f := range []struct {
		field string
		dst   *string
		limit int
		name  string
	}{
		{"deck", &a.Deck, widget.MaxDeck, "description"},
		{"deck", &a.Deck, widget.MaxDeck, "alternativeHeadline"},
		{"section", &a.Section, widget.MaxTag, "articleSection"},
		{"dateline", &a.Dateline, widget.MaxDateline, "dateline"},
	} {
		p.fillPage(f.field, f.dst, f.limit, g.text(v.get(f.name)), "json-ld:"+f.name)
	}
	for _, name := range []string{"headline", "name"} {
		if text := g.text(v.get(name)); text != "" {
			p.headlines = append(p.headlines, said{text, "json-ld:" + name})
		}
	}
	p.address(g.address(v.get("url")), "json-ld:url")
	p.address(g.address(v.get("mainEntityOfPage")), "json-ld:mainEntityOfPage")
	p.date("published", &a.Published, g.text(v.get("datePublished")), "json-ld:datePublished")
	p.date("updated", &a.Updated, g.text(v.get("dateModified")), "json-ld:dateModified")
	language := v.get("inLanguage")
	p.fillPage("lang", &a.Lang, widget.MaxLang, cmp.Or(language.get("alternateName").scalar(), g.text(language)), "json-ld:inLanguage")
	for _, part := range v.get("isPartOf").list() {
		part = g.follow(part)
		for _, t := range part.get("@type").list() {
			switch t.scalar() {
			case "CreativeWorkSeries", "Periodical", "Newspaper", "PublicationIssue", "WebSite":
				p.fillPage("kicker", &a.Kicker, widget.MaxKicker, g.text(part.get("name")), "json-ld:isPartOf")
			}
		}
	}
}

// ldDetails reads the fields that are lists, numbers or objects.
func (p *page) ldDetails(g ld, v value) {
	a := &p.Article
	for _, name := range []string{"author", "creator"} {
		authors := v.get(name).list()
		people := slices.ContainsFunc(authors, func(author value) bool { return isPerson(g.follow(author)) })
		for _, author := range authors {
			if author = g.follow(author); people && !isPerson(author) && author.scalar() == "" {
				continue // an organisation beside people
			}
			p.person = isPerson(author)
			p.author(g.text(author), cmp.Or(author.get("url").scalar(), author.get("sameAs").scalar()), "json-ld:"+name)
			p.person = false
		}
	}
	for _, keyword := range v.get("keywords").list() {
		p.tags(g.text(keyword), "json-ld:keywords")
	}
	for _, name := range []string{"image", "thumbnailUrl"} {
		for _, image := range v.get(name).list() {
			if image = g.follow(image); p.ldPicture(g, image) {
				break
			}
		}
	}
	if minutes, ok := readtime.ParseLabel(v.get("timeRequired").scalar()); ok {
		a.ReadTime = widget.ReadTime{Minutes: minutes, FromPublisher: true}
		p.note("read_time", "json-ld:timeRequired")
	}
	if n, err := strconv.Atoi(v.get("commentCount").scalar()); err == nil && n >= 0 && n <= widget.MaxComments {
		a.Comments.Count = &n
		p.note("comments", "json-ld:commentCount")
	}
	p.fill("comments", &a.Comments.URL, g.address(v.get("discussionUrl")), "json-ld:discussionUrl")
	for _, c := range v.get("correction").list() {
		note := cmp.Or(c.scalar(), c.get("text").scalar(), c.get("correctionComment").scalar(), c.get("description").scalar())
		if note = strings.TrimSpace(html.UnescapeString(note)); note != "" && a.Correction == nil {
			a.Correction = &widget.Correction{Note: note}
			a.Correction.Date, _ = parseDate(c.get("datePublished").scalar()) // a note without a date is a note
			p.note("correction", "json-ld:correction")
		}
	}
}

func (p *page) ldPicture(g ld, v value) bool {
	address := strings.TrimSpace(cmp.Or(v.scalar(), g.address(v.get("url")), g.address(v.get("contentUrl")), v.get("@id").scalar()))
	if strings.HasPrefix(address, "#") || !p.picture(address, "json-ld:image") {
		return false
	}
	picture := p.Article.Picture
	p.fillPage("picture.caption", &picture.Caption, widget.MaxCaption, g.text(v.get("caption")), "json-ld:image.caption")
	p.fillPage("picture.credit", &picture.Credit, widget.MaxCredit, cmp.Or(g.text(v.get("creditText")), g.text(v.get("creator"))), "json-ld:image.creditText")
	p.alts = append(p.alts, said{g.text(v.get("description")), "json-ld:image.description"})
	picture.Width, picture.Height = pixels(g.text(v.get("width"))), pixels(g.text(v.get("height")))
	return true
}

// pixels reads "640" and "640px"; 0 for all else.
func pixels(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "px")))
	if err != nil || n < 0 || n > widget.MaxPixels {
		return 0
	}
	return n
}
