package ingest

import (
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"newsflash/widget"
)

var (
	selProp         = sel("[itemprop],[property]")
	selScope        = sel("[itemscope]")
	selArticleScope = sel(`[itemscope][itemtype$="Article"],[itemscope][itemtype$="BlogPosting"],[typeof$="Article"]`)
)

const maxProps = 500 // properties that are looked at

// microdata reads the article's properties from its elements: schema.org's as microdata or RDFa Lite. Those of other things
// on the page, such as a publisher's name, do not count.
func (p *page) microdata() {
	a := &p.Article
	scopes := cascadia.QueryAll(p.doc, selArticleScope)
	if len(scopes) == 0 {
		return
	}
	scope := scopes[0]
	for _, s := range scopes[1:min(len(scopes), 20)] { // the main one is the longest
		if len(textOf(s)) > len(textOf(scope)) {
			scope = s
		}
	}
	props := cascadia.QueryAll(scope, selProp)
	for _, n := range props[:min(len(props), maxProps)] {
		if s := closestMatch(n.Parent, selScope); s != nil && s != scope {
			continue
		}
		name := strings.TrimPrefix(attr(n, "itemprop")+attr(n, "property"), "schema:")
		from := "microdata:" + name
		switch name {
		case "headline":
			p.headlines = append(p.headlines, said{propText(n), from})
		case "datePublished":
			p.date("published", &a.Published, propText(n), from)
		case "dateModified":
			p.date("updated", &a.Updated, propText(n), from)
		case "articleSection":
			p.fillPage("section", &a.Section, widget.MaxTag, propText(n), from)
		case "keywords":
			p.tags(propText(n), from)
		case "image":
			p.picture(propAddress(n), from)
		}
	}
}

// closestMatch returns the nearest of n and its ancestors that the selector matches.
func closestMatch(n *html.Node, s cascadia.SelectorGroup) *html.Node {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && s.Match(n) {
			return n
		}
	}
	return nil
}

func propText(n *html.Node) string {
	for _, name := range []string{"content", "datetime"} {
		if v := strings.TrimSpace(attr(n, name)); v != "" {
			return v
		}
	}
	return textOf(n)
}

func propAddress(n *html.Node) string {
	for _, name := range []string{"content", "src", "href"} {
		if v := strings.TrimSpace(attr(n, name)); v != "" {
			return v
		}
	}
	for c := range n.Descendants() {
		if prop := attr(c, "itemprop"); prop == "url" || prop == "contentUrl" {
			return propAddress(c)
		}
	}
	return ""
}
