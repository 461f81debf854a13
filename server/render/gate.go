package render

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// proseClass marks the one element below which the story's own text stands.
const proseClass = "nf-prose"

// Markup is a card's HTML that has passed the gate: known elements, attributes and addresses only, attributes in
// alphabetical order, no white space that the components do not mean. Only the gate makes one.
type Markup struct {
	root *html.Node
	html string
}

// HTML is the markup as text, one root element.
func (m Markup) HTML() string { return m.html }

// gate reads what go-app printed and lets nothing through that is not in the vocabulary. An error means that an earlier
// wall has failed: the card is not shown. It also mends what go-app v10.1.11 prints wrongly: an empty alt is dropped
// there, the value "true" is printed as a bare attribute, attributes come in random order and children indented.
func gate(printed string) (Markup, error) {
	context := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(printed), context)
	if err != nil {
		return Markup{}, fmt.Errorf("gate: %w", err)
	}
	if len(nodes) != 1 || nodes[0].Type != html.ElementNode {
		return Markup{}, fmt.Errorf("gate: %d root nodes where one element was expected", len(nodes))
	}
	if err := inspect(nodes[0]); err != nil {
		return Markup{}, fmt.Errorf("gate: %w", err)
	}
	var b strings.Builder
	if err := html.Render(&b, nodes[0]); err != nil {
		return Markup{}, fmt.Errorf("gate: %w", err)
	}
	return Markup{root: nodes[0], html: b.String()}, nil
}

// inspect checks an element of the card's shape and everything in it, and puts it in canonical form. White space alone
// between elements is go-app's indentation: no component means any.
func inspect(n *html.Node) error {
	if err := canonical(n, shape); err != nil {
		return err
	}
	if slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "class" && a.Val == proseClass }) {
		return inspectProse(n)
	}
	var next *html.Node
	for child := n.FirstChild; child != nil; child = next {
		next = child.NextSibling
		switch {
		case child.Type == html.ElementNode:
			if err := inspect(child); err != nil {
				return err
			}
		case child.Type != html.TextNode:
			return fmt.Errorf("<%s> holds a node that is neither element nor text", n.Data)
		case strings.TrimSpace(child.Data) == "":
			n.RemoveChild(child)
		case n.FirstChild != n.LastChild:
			return fmt.Errorf("<%s> mixes text with elements", n.Data)
		}
	}
	return nil
}

// inspectProse checks the story's own text below n; its white space stays.
func inspectProse(n *html.Node) error {
	for child := range n.Descendants() {
		switch child.Type {
		case html.ElementNode:
			if err := canonical(child, prose); err != nil {
				return err
			}
		case html.TextNode:
		default:
			return fmt.Errorf("the text holds a node that is neither element nor text")
		}
	}
	return nil
}

// canonical checks one element and its attributes, mends and sorts these.
func canonical(n *html.Node, vocabulary map[string]attributes) error {
	allowed, known := vocabulary[n.Data]
	if !known || n.Namespace != "" {
		return fmt.Errorf("element <%s> is not known in a card", n.Data)
	}
	for i, a := range n.Attr {
		check, known := allowed[a.Key]
		if !known || a.Namespace != "" {
			return fmt.Errorf("attribute %s is not known on <%s>", a.Key, n.Data)
		}
		if a.Val == "" && strings.HasPrefix(a.Key, "aria-") {
			n.Attr[i].Val = "true"
		}
		if !check(n.Attr[i].Val) {
			return fmt.Errorf("attribute %s of <%s> may not be %q", a.Key, n.Data, a.Val)
		}
	}
	if n.Data == "img" && !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "alt" }) {
		n.Attr = append(n.Attr, html.Attribute{Key: "alt"})
	}
	slices.SortFunc(n.Attr, func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) })
	return nil
}
