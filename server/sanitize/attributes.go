package sanitize

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"newsflash/widget"
)

const (
	maxExpansion = 200 // runes of what an abbreviation stands for
	minPixels    = 2   // a picture of one pixel counts readers, it shows nothing
)

// preText is cleanText where line breaks and tabs count.
func preText(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) && r != '\n' && r != '\t' && r != noBreakSpace {
			return ' '
		}
		return r
	}, cleanText(s))
}

func attribute(n *html.Node, key string) (value string, ok bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return strings.TrimSpace(a.Val), true
		}
	}
	return "", false
}

// attributes gives the checked attributes of an element in the order in which they are always written. An element is
// bare when it means nothing without those that it lacks.
func (t *tree) attributes(n *html.Node) (out []html.Attribute, bare bool) {
	if lang, _ := attribute(n, "lang"); lang != "" {
		if lang = canonicalLang(lang); lang != "" {
			out = append(out, html.Attribute{Key: "lang", Val: lang})
		}
	}
	out = append(out, lower(n, "dir", dirs)...)
	switch n.Data {
	case "a":
		href, ok := t.href(n)
		if name := t.marks[n]; name != "" {
			out = append(out, html.Attribute{Key: "data-note", Val: name})
		}
		return append(out, html.Attribute{Key: "href", Val: href}, html.Attribute{Key: "target", Val: "_blank"},
			html.Attribute{Key: "rel", Val: "noopener"}), !ok
	case "p", "li", "dd":
		if name := t.marks[n]; name != "" {
			out = append(out, html.Attribute{Key: "data-noted", Val: name})
		}
	case "span", "bdo":
		bare = len(out) == 0
	case "ol":
		out = append(out, lower(n, "start", starts)...)
		if _, ok := attribute(n, "reversed"); ok {
			out = append(out, html.Attribute{Key: "reversed"})
		}
	case "td", "th":
		out = append(append(out, lower(n, "colspan", spans)...), lower(n, "rowspan", spans)...)
		if n.Data == "th" {
			out = append(out, lower(n, "scope", scopes)...)
		}
	case "abbr":
		if v, _ := attribute(n, "title"); cleanLine(v) != "" && utf8.RuneCountInString(v) <= maxExpansion {
			out = append(out, html.Attribute{Key: "title", Val: cleanLine(v)})
		}
	case "time":
		if v, _ := attribute(n, "datetime"); datetimes.MatchString(v) {
			out = append(out, html.Attribute{Key: "datetime", Val: v})
		}
	}
	return out, bare
}

// lower gives an attribute in lower case if its value is allowed.
func lower(n *html.Node, key string, allowed *regexp.Regexp) []html.Attribute {
	v, _ := attribute(n, key)
	if v = strings.ToLower(v); !allowed.MatchString(v) {
		return nil
	}
	return []html.Attribute{{Key: key, Val: v}}
}

// href is the address of a link that can be one.
func (t *tree) href(n *html.Node) (string, bool) {
	v, ok := attribute(n, "href")
	if !ok {
		return "", false
	}
	address, err := widget.ParseURL(v, t.base)
	if err != nil {
		t.links++
	}
	return address, err == nil
}

// image gives a picture of the body: with an address, an alternative text or an empty one, and its size if it is known.
func (t *tree) image(n *html.Node) []*html.Node {
	src, _ := attribute(n, "src")
	address, err := widget.ParseURL(src, t.base)
	if err != nil {
		t.images++
		return nil
	}
	attr := []html.Attribute{{Key: "src", Val: address}, {Key: "alt", Val: t.alt(n)}}
	for _, key := range []string{"width", "height"} {
		v, _ := attribute(n, key)
		if !pixels.MatchString(v) {
			continue
		}
		if len(v) == 1 && v[0]-'0' < minPixels {
			return nil
		}
		attr = append(attr, html.Attribute{Key: key, Val: v})
	}
	return []*html.Node{newElement("img", append(attr, html.Attribute{Key: "loading", Val: "lazy"}, html.Attribute{Key: "decoding", Val: "async"}))}
}

// alt keeps a useful alternative text that neither the headline nor the caption says already.
func (t *tree) alt(n *html.Node) string {
	v, given := attribute(n, "alt")
	alt := cleanLine(v)
	if fault := altFault(alt); fault != "" {
		if alt != "" || !given {
			t.alts++
		}
		return ""
	}
	if same(alt, t.title) || same(alt, t.caption(n)) {
		return ""
	}
	return alt
}

// caption is the text of the caption of the figure that n stands in.
func (t *tree) caption(n *html.Node) string {
	for ; n != nil && n.Data != "figure"; n = n.Parent {
	}
	if n == nil {
		return ""
	}
	caption, known := t.captions[n]
	if known {
		return caption
	}
	for k := range n.Descendants() {
		if isElement(k, "figcaption") {
			caption = cleanLine(textIn(k))
			break
		}
	}
	t.captions[n] = caption
	return caption
}

// textIn is all text in a node, as it stands.
func textIn(n *html.Node) string {
	var b strings.Builder
	for k := range n.Descendants() {
		if k.Type == html.TextNode {
			b.WriteString(k.Data)
		}
	}
	return b.String()
}

// nameLink names a link that holds nothing but pictures without alternative text: by the caption, else the headline. It
// is the one case in which an alternative text is made up, because a link without a name can't be used by ear.
func (t *tree) nameLink(source *html.Node, kids []*html.Node) {
	link := newElement("a", nil)
	var first *html.Node
	for _, k := range kids {
		link.AppendChild(k)
	}
	defer func() {
		for _, k := range kids {
			link.RemoveChild(k)
		}
	}()
	for n := range link.Descendants() {
		if n.Type == html.TextNode && !invisible(n.Data) {
			return
		}
		if !isElement(n, "img") {
			continue
		}
		if alt, _ := attribute(n, "alt"); alt != "" {
			return
		}
		if first == nil {
			first = n
		}
	}
	if first == nil {
		return
	}
	name := t.caption(source)
	if name == "" {
		name = t.title
	}
	for i, a := range first.Attr {
		if a.Key == "alt" {
			first.Attr[i].Val = name
		}
	}
}
