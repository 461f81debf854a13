package render

import (
	"bytes"
	"encoding/json"

	"golang.org/x/net/html"
)

// tree is the markup as nested JSON arrays, [name, {attributes}, ...children], text as strings. The loader builds the card
// from it node by node: no browser parses HTML, so no Trusted Types policy is asked and nothing can be misread.
func (m Markup) tree() any { return branch(m.root) }

func branch(n *html.Node) any {
	if n.Type == html.TextNode {
		return n.Data
	}
	out := []any{n.Data, ordered(n.Attr)}
	for child := range n.ChildNodes() {
		out = append(out, branch(child))
	}
	return out
}

// ordered is attributes as a JSON object whose src comes last: the loader sets one after the other, and an image that knows
// all the others by then never looks at a file that it does not want.
type ordered []html.Attribute

func (attributes ordered) MarshalJSON() ([]byte, error) {
	var object, src bytes.Buffer
	for _, a := range attributes {
		to := &object
		if a.Key == "src" {
			to = &src
		}
		for i, s := range []string{a.Key, a.Val} {
			text, err := json.Marshal(s)
			if err != nil {
				return nil, err
			}
			to.Write(text)
			to.WriteByte(":,"[i])
		}
	}
	members := bytes.TrimSuffix(append(object.Bytes(), src.Bytes()...), []byte(","))
	return append(append([]byte("{"), members...), '}'), nil
}
