package sanitize

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

func isElement(n *html.Node, names ...string) bool {
	return n.Type == html.ElementNode && slices.Contains(names, n.Data)
}

func isBlank(n *html.Node) bool { return n.Type == html.TextNode && invisible(n.Data) }

// content reports that a reader would see something: text, a picture or a line.
func content(nodes []*html.Node) bool {
	return slices.ContainsFunc(nodes, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			return !invisible(n.Data)
		}
		return isElement(n, "img", "hr") || content(slices.Collect(n.ChildNodes()))
	})
}

// empty reports that an element with these children has no reason to stay. Cells stay: the others stand beside them.
func empty(name string, kids []*html.Node) bool {
	switch name {
	case "td", "th":
		return false
	case "tr", "thead", "tbody", "tfoot":
		return len(kids) == 0
	case "figure": // a caption alone belonged to something that did not pass; one with blocks in it was not closed
		return !content(slices.DeleteFunc(slices.Clone(kids), func(n *html.Node) bool {
			return isElement(n, "figcaption") && !slices.ContainsFunc(slices.Collect(n.ChildNodes()), holdsBlock)
		}))
	}
	return !content(kids)
}

// holdsBlock reports that n is a block or has one in it.
func holdsBlock(n *html.Node) bool {
	if n.Type == html.ElementNode && isBlock[n.Data] {
		return true
	}
	for k := range n.ChildNodes() {
		if holdsBlock(k) {
			return true
		}
	}
	return false
}

// tidy joins neighbouring texts. In a block it also takes away what does not show: white space and line breaks at the
// ends, white space beside blocks.
func tidy(kids []*html.Node, block, pre bool) []*html.Node {
	var out []*html.Node
	for _, k := range kids {
		if last := len(out) - 1; last >= 0 && k.Type == html.TextNode && out[last].Type == html.TextNode {
			if joined := out[last].Data + k.Data; pre {
				out[last] = newText(preText(joined))
			} else {
				out[last] = newText(collapse(cleanText(joined)))
			}
			continue
		}
		out = append(out, k)
	}
	if !block {
		return out
	}
	invisibleAt := func(n *html.Node) bool { return isBlank(n) || isElement(n, "br") }
	for len(out) > 0 && invisibleAt(out[0]) {
		out = out[1:]
	}
	for len(out) > 0 && invisibleAt(out[len(out)-1]) {
		out = out[:len(out)-1]
	}
	if len(out) == 0 {
		return nil
	}
	if first := out[0]; first.Type == html.TextNode {
		out[0] = newText(strings.TrimLeft(first.Data, " "))
	}
	if last := out[len(out)-1]; last.Type == html.TextNode {
		out[len(out)-1] = newText(strings.TrimRight(last.Data, " "))
	}
	beside := func(i int) bool {
		return i >= 0 && i < len(out) && isBlock[out[i].Data] && out[i].Type == html.ElementNode
	}
	var shown []*html.Node
	for i, n := range out {
		if !isBlank(n) || !beside(i-1) && !beside(i+1) {
			shown = append(shown, n)
		}
	}
	return shown
}

// paragraphs puts loose text and inline elements between blocks into paragraphs of their own; two line breaks part two.
func paragraphs(kids []*html.Node) (out []*html.Node) {
	var run []*html.Node
	flush := func() {
		if run = tidy(run, true, false); content(run) {
			out = append(out, newElement("p", nil, run...))
		}
		run = nil
	}
	breaks := 0
	for _, k := range kids {
		switch {
		case holdsBlock(k):
			flush()
			out = append(out, k)
			breaks = 0
			continue
		case isElement(k, "br"):
			breaks++
		case !isBlank(k):
			if breaks > 1 {
				flush()
			}
			breaks = 0
		}
		run = append(run, k)
	}
	flush()
	return out
}

// arrange makes lists hold items only, as HTML and screen readers demand.
func arrange(name string, kids []*html.Node) []*html.Node {
	switch name {
	case "ul", "ol":
		return items(kids, "li", "li")
	case "dl":
		return items(kids, "dd", "dt", "dd")
	}
	return kids
}

// items wraps what is not one of the names into an element of its own. A list directly in a list belongs to the item
// before it.
func items(kids []*html.Node, wrapper string, names ...string) (out []*html.Node) {
	var loose []*html.Node
	flush := func() {
		if loose = tidy(loose, true, false); content(loose) {
			out = append(out, newElement(wrapper, nil, loose...))
		}
		loose = nil
	}
	for _, k := range kids {
		isList := isElement(k, "ul", "ol")
		if isList || isElement(k, names...) {
			flush()
		}
		switch {
		case isElement(k, names...):
			out = append(out, k)
		case isList && len(out) > 0 && isElement(out[len(out)-1], "li"):
			out[len(out)-1].AppendChild(k)
		default:
			loose = append(loose, k)
		}
	}
	flush()
	return out
}
