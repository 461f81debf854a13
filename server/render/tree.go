package render

import "golang.org/x/net/html"

// tree is the markup as nested JSON arrays, [name, {attributes}, ...children], text as strings. The loader builds the card
// from it node by node: no browser parses HTML, so no Trusted Types policy is asked and nothing can be misread.
func (m Markup) tree() any { return branch(m.root) }

func branch(n *html.Node) any {
	if n.Type == html.TextNode {
		return n.Data
	}
	values := make(map[string]string, len(n.Attr)) // encoding/json sorts the keys
	for _, a := range n.Attr {
		values[a.Key] = a.Val
	}
	out := []any{n.Data, values}
	for child := range n.ChildNodes() {
		out = append(out, branch(child))
	}
	return out
}
