package ingest

import (
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

// content is a story's HTML as a feed or an interface gives it, to be searched for pictures before it is the body.
type content struct {
	said
	root   *html.Node // nil: not parsed, because it is too large to be a body or nested too deep
	images []feedPicture
}

const (
	maxImages    = 50  // pictures of a text that are looked at
	leadText     = 200 // bytes of text that may stand before a picture at a story's top
	smallPicture = 50  // CSS pixels below which a picture only counts visitors or decorates
	maxClosing   = 500 // bytes of a paragraph that names the feed's source at the end
)

// newContent parses a text, makes its addresses absolute, and takes out what counts readers or shares.
func newContent(s said, base *url.URL) content {
	c := content{said: s}
	switch {
	case len(s.text) > widget.MaxBody || strings.TrimSpace(s.text) == "":
		return c
	case !strings.Contains(s.text, "<"):
		c.text = paragraphs(unescape(s.text))
	}
	nodes, err := html.ParseFragment(strings.NewReader(c.text), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		return c
	}
	c.root = &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	for _, n := range nodes {
		c.root.AppendChild(n)
	}
	c.clean(base)
	return c
}

// clean collects first: the tree changes.
func (c *content) clean(base *url.URL) {
	var gone []*html.Node
	for n := range c.root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch class := attr(n, "class"); {
		case n.DataAtom == atom.Img:
			if !c.image(n, base) {
				gone = append(gone, n)
			}
		case strings.Contains(class, "feedflare"), strings.Contains(class, "sharedaddy"), strings.Contains(class, "jp-relatedposts"):
			gone = append(gone, n)
		}
		for _, name := range []string{"href", "src", "poster", "cite"} {
			if value := strings.TrimSpace(attr(n, name)); base != nil && value != "" && !strings.HasPrefix(value, "#") {
				setAttr(n, name, resolve(value, base))
			}
		}
	}
	if last := lastElement(c.root); last != nil && len(textOf(last)) < maxClosing && appeared.MatchString(textOf(last)) {
		gone = append(gone, last)
	}
	for _, n := range gone {
		remove(n)
	}
}

func lastElement(n *html.Node) *html.Node {
	for n = n.LastChild; n != nil && n.Type != html.ElementNode; n = n.PrevSibling {
	}
	return n
}

// image notes a picture; false when it is none that a reader should see. One that waits for a script gets its address.
func (c *content) image(n *html.Node, base *url.URL) bool {
	src := strings.TrimSpace(attr(n, "src"))
	for _, name := range []string{"data-orig-file", "data-src", "data-lazy-src", "data-original"} {
		if lazy := strings.TrimSpace(attr(n, name)); lazy != "" && (src == "" || strings.HasPrefix(src, "data:")) {
			src = lazy
			setAttr(n, "src", lazy)
		}
	}
	width, height := number(attr(n, "width")), number(attr(n, "height"))
	if src == "" || isTracker(src) || width == 1 || height == 1 {
		return false
	}
	if strings.HasPrefix(src, "data:") || width > 0 && width < smallPicture || len(c.images) == maxImages {
		return true
	}
	p := feedPicture{url: resolve(src, base), alt: oneLine(attr(n, "alt")), width: width, height: height, rank: rankText, from: c.from + " img"}
	if figure := figureOf(n); figure != nil {
		p.caption = figureCaption(figure)
	}
	c.images = append(c.images, p)
	return true
}

// number reads a width or height, 0 for none that can be.
func number(text string) int {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(text), "px"))
	if err != nil || n < 0 || n > widget.MaxPixels {
		return 0
	}
	return n
}

// isTracker knows pictures that only count who opens a feed, and portraits.
func isTracker(address string) bool {
	for _, part := range []string{"feeds.feedburner.com/~", "feedads.", "pixel.wp.com", "stats.wordpress.com", "doubleclick.net", "gravatar.com/avatar", "/emoji/", "s.w.org/images/core/emoji"} {
		if strings.Contains(address, part) {
			return true
		}
	}
	return false
}

func figureOf(n *html.Node) *html.Node {
	for range 4 {
		if n = n.Parent; n == nil {
			break
		}
		if n.DataAtom == atom.Figure || strings.Contains(attr(n, "class"), "wp-caption") {
			return n
		}
	}
	return nil
}

func figureCaption(figure *html.Node) string {
	for n := range figure.Descendants() {
		if n.DataAtom == atom.Figcaption || strings.Contains(attr(n, "class"), "wp-caption-text") {
			return textOf(n)
		}
	}
	return ""
}

// dropLead takes out the lead picture where the story's top repeats it, so that it counts once.
func (c *content) dropLead(address string) {
	if c.root == nil || address == "" {
		return
	}
	before := 0
	for n := range c.root.Descendants() {
		if n.Type == html.TextNode {
			if before += len(strings.TrimSpace(n.Data)); before > leadText {
				return
			}
		}
		if n.DataAtom == atom.Img && sameFile(attr(n, "src"), address) {
			c.removePicture(n)
			return
		}
	}
}

// removePicture removes a picture with its figure, and what is then left empty around it.
func (c *content) removePicture(n *html.Node) {
	if figure := figureOf(n); figure != nil && figure != c.root {
		n = figure
	}
	for parent := n.Parent; parent != nil; n, parent = parent, parent.Parent {
		parent.RemoveChild(n)
		if parent == c.root || parent.FirstChild != nil && (textOf(parent) != "" || hasPicture(parent)) {
			return
		}
	}
}

func hasPicture(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.DataAtom == atom.Img || c.DataAtom == atom.Video || c.DataAtom == atom.Iframe {
			return true
		}
	}
	return false
}

// render gives the HTML.
func (c *content) render() string {
	if c.root == nil {
		return c.text
	}
	var b strings.Builder
	for n := range c.root.ChildNodes() {
		if err := html.Render(&b, n); err != nil {
			return c.text // a strings.Builder gives no error; what cannot be printed stays as it came
		}
	}
	return strings.TrimSpace(b.String())
}
