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
	for _, n := range []*nodes.Node{p.titleTag(), cascadia.Query(p.doc, selH1)} {
		if n != nil {
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
