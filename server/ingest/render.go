package ingest

import (
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// render prints a part as HTML of the simplest form; sanitize.Clean is what makes it safe.
func (q part) render(b *strings.Builder) error {
	switch q.kind {
	case paragraph:
		return renderIn(b, "p", q.run)
	case heading:
		name := q.node.Data
		if q.node.DataAtom == atom.H1 {
			name = "h2"
		}
		return renderIn(b, name, q.run)
	case figure:
		return q.renderFigure(b)
	}
	return html.Render(b, q.node)
}

func renderIn(b *strings.Builder, name string, run []*html.Node) error {
	b.WriteString("<" + name + ">")
	for _, n := range run {
		if err := html.Render(b, n); err != nil {
			return err
		}
	}
	b.WriteString("</" + name + ">\n")
	return nil
}

// renderFigure prints pictures with their caption, without the buttons and second sizes around them.
func (q part) renderFigure(b *strings.Builder) error {
	figure := &html.Node{Type: html.ElementNode, Data: "figure", DataAtom: atom.Figure}
	for _, img := range q.images() {
		shown := &html.Node{Type: html.ElementNode, Data: "img", DataAtom: atom.Img}
		for _, name := range []string{"src", "alt", "width", "height"} {
			for _, a := range img.Attr {
				if a.Key == name {
					shown.Attr = append(shown.Attr, a)
				}
			}
		}
		figure.AppendChild(shown)
	}
	if q.text != "" {
		caption := &html.Node{Type: html.ElementNode, Data: "figcaption", DataAtom: atom.Figcaption}
		caption.AppendChild(&html.Node{Type: html.TextNode, Data: q.text})
		figure.AppendChild(caption)
	}
	return html.Render(b, figure)
}

// images lists the pictures of a part that show something, each once.
func (q part) images() (out []*html.Node) {
	nodes := q.run
	if len(nodes) == 0 {
		nodes = []*html.Node{q.node}
	}
	seen := map[string]bool{}
	for _, n := range nodes {
		found := cascadia.QueryAll(n, selImg)
		if n.DataAtom == atom.Img {
			found = []*html.Node{n}
		}
		for _, img := range found {
			name := pictureName(attr(img, "src"))
			if w := pixels(attr(img, "width")); isPlaceholder(attr(img, "src")) || w > 0 && w < minInline || seen[name] && name != "" {
				continue
			}
			seen[name] = true
			out = append(out, img)
		}
	}
	return out
}

const minInline = 60 // CSS pixels of a picture in the text that is no icon
