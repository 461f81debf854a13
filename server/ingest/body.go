package ingest

import (
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"newsflash/widget"
)

// minKept is the part of the text in the story's paragraphs that readability must keep to be believed.
const minKept = 0.5

// body extracts the text that is left. Where readability takes the wrong part of the page, the story's own element is the body.
func (p *page) body() {
	there := proseLength(p.root)
	parser := readability.NewParser()
	parser.MaxElemsToParse = maxElements
	parser.DisableJSONLD = true
	from, text := "readability", p.root
	extracted, err := parser.ParseDocument(p.doc, p.base)
	if err == nil && extracted.Node != nil && float64(proseLength(extracted.Node)) >= minKept*float64(there) {
		text = extracted.Node
	} else {
		from = "html:" + p.root.Data
	}
	p.dropLead(text)
	p.dateline(text)
	if strings.TrimSpace(textOf(text)) == "" {
		return
	}
	var b strings.Builder
	for c := range text.ChildNodes() {
		if err := html.Render(&b, c); err != nil {
			p.Err = err
			return
		}
	}
	p.fill("body", &p.Article.Body, b.String(), from)
}

func proseLength(n *html.Node) (length int) {
	for _, paragraph := range cascadia.QueryAll(n, selParagraph) {
		length += len(textOf(paragraph))
	}
	return length
}

// dropLead removes the lead picture where the text repeats it, once: a second time it is meant.
func (p *page) dropLead(text *html.Node) {
	if p.Article.Picture == nil {
		return
	}
	for _, img := range cascadia.QueryAll(text, selImg) {
		if samePicture(attr(img, "src"), p.Article.Picture.URL) {
			take(holderOf(img, text), text)
			return
		}
	}
}

// dateline takes the place off the start of the first paragraph.
func (p *page) dateline(text *html.Node) {
	for _, paragraph := range cascadia.QueryAll(text, selParagraph) {
		start := startOf(paragraph)
		if strings.TrimSpace(start) == "" {
			continue
		}
		place, n := splitDateline(start)
		if n > 0 && len(place) <= 4*widget.MaxDateline {
			p.fillPage("dateline", &p.Article.Dateline, widget.MaxDateline, place, "html:first paragraph")
			cutText(paragraph, n)
		}
		return
	}
}

// startOf is the start of an element's text as it stands, white space and all.
func startOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(startBytes(c.Data, maxText-b.Len()))
		}
		if b.Len() >= maxText {
			break
		}
	}
	return b.String()
}

// cutText removes the first n bytes of what startOf returns.
func cutText(paragraph *html.Node, n int) {
	var empty []*html.Node
	for c := range paragraph.Descendants() {
		if c.Type != html.TextNode {
			continue
		}
		k := min(n, len(c.Data))
		c.Data = c.Data[k:]
		if c.Data == "" {
			empty = append(empty, c)
		}
		if n -= k; n == 0 {
			break
		}
	}
	for _, c := range empty {
		take(c, paragraph)
	}
}
