package ingest

import (
	"encoding/json"
	"strings"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

// terms reads categories, of which the first is the section, and tags.
func (p *post) terms() {
	for _, list := range p.at("_embedded", "wp:term").list() {
		for _, term := range list.list() {
			name := oneLine(plainTitle(term.get("name").scalar()))
			taxonomy := term.get("taxonomy").scalar()
			isSection := taxonomy == "category" && p.Article.Section == "" && !strings.HasPrefix(strings.ToLower(name), "uncategori")
			if isSection && widget.CheckText("section", name, widget.MaxTag) == nil && p.fill("section", &p.Article.Section, name, "wp:category") {
				continue
			}
			if taxonomy == "category" || taxonomy == "post_tag" {
				p.tag(name, "wp:"+taxonomy)
			}
		}
	}
}

// people reads the byline, that of plugins for several authors first: they leave WordPress's own author as he was.
func (p *post) people() {
	for _, source := range []struct {
		at    []string
		names []string
		links []string
	}{
		{[]string{"coauthors"}, []string{"display_name", "name"}, []string{"link", "url", "author_link"}},
		{[]string{"authors"}, []string{"display_name", "name"}, []string{"link", "url"}},
		{[]string{"_embedded", "author"}, []string{"name"}, []string{"link"}},
		{[]string{"yoast_head_json", "author"}, nil, nil},
	} {
		if len(p.Article.Authors) > 0 {
			return
		}
		from := "wp:" + strings.Join(source.at, ".")
		for _, person := range p.at(source.at...).list() {
			name, link := person.scalar(), ""
			if _, id := person.data.(json.Number); id { // of an author, which names nobody
				name = ""
			}
			for _, member := range source.names {
				name = first(name, person.get(member).scalar())
			}
			for _, member := range source.links {
				link = first(link, person.get(member).scalar())
			}
			p.author(name, resolve(link, parseBase(p.in.URL)), from)
		}
	}
}

// related reads what Jetpack chose.
func (p *post) related() {
	for _, other := range p.at("jetpack-related-posts").list() {
		address, err := widget.ParseURL(other.get("url").scalar(), parseBase(p.in.URL))
		if err != nil {
			continue
		}
		before := len(p.Article.Related)
		p.relate(other.get("title").scalar(), address, "wp:jetpack-related-posts")
		if len(p.Article.Related) > before {
			date, _ := readDate(p.in, other.get("date").scalar())
			p.Article.Related[before].Date = date
		}
	}
}

// text reads deck, picture and body. An empty content is that of a site which shows it only to its subscribers.
func (p *post) text() {
	base := parseBase(p.Article.URL)
	excerpt, body := rendered(p.at("excerpt")), newContent(said{rendered(p.at("content")), "wp:content"}, base)
	p.deck(sanitize.Text(excerpt), "wp:excerpt")
	if description := p.at("yoast_head_json", "description").scalar(); p.Article.Deck == "" {
		p.deck(description, "wp:yoast_head_json.description")
	}
	if chosen := p.choose(body.images); chosen.url != "" {
		p.setPicture(chosen)
		body.dropLead(chosen.url)
	}
	said := sanitize.Text(body.text)
	if said == "" || isCut(said) && len(said) < widget.MaxDeck {
		p.Teaser = p.Article.URL != ""
		return
	}
	p.fill("body", &p.Article.Body, body.render(), "wp:content")
}

// choose takes the featured picture, with what the same picture has in the text, else the one for social networks, else the
// text's first.
func (p *post) choose(inText []feedPicture) feedPicture {
	media, base := p.at("_embedded", "wp:featuredmedia"), parseBase(p.Article.URL)
	if list := media.list(); len(list) > 0 {
		media = list[0]
	}
	graph := p.at("yoast_head_json", "og_image")
	if list := graph.list(); len(list) > 0 {
		graph = list[0]
	}
	details := media.get("media_details")
	candidates := []feedPicture{
		{
			url: media.get("source_url").scalar(), alt: media.get("alt_text").scalar(), caption: sanitize.Text(rendered(media.get("caption"))),
			width: number(details.get("width").scalar()), height: number(details.get("height").scalar()), from: "wp:featuredmedia",
			credit: plainTitle(details.get("image_meta").get("credit").scalar()),
		},
		{url: p.at("jetpack_featured_media_url").scalar(), from: "wp:jetpack_featured_media_url"},
		{url: graph.get("url").scalar(), width: number(graph.get("width").scalar()), height: number(graph.get("height").scalar()), from: "wp:yoast_head_json.og_image"},
	}
	for _, chosen := range append(candidates, inText...) {
		address, err := widget.ParseURL(chosen.url, base)
		if err != nil {
			continue
		}
		chosen.url = address
		for _, same := range inText {
			if sameFile(same.url, address) {
				chosen.describe(same)
			}
		}
		return chosen
	}
	return feedPicture{}
}
