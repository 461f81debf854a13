package sanitize

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

const (
	// maxPasses bounds how often a body is cleaned until nothing changes. Two is usual; among 40,000
	// random tag soups one took three.
	maxPasses = 8
	// Less than half of the letters left, and this many lost, means that an element has swallowed the story.
	lostLetters = 200
)

var errUnsettled = errors.New("is too tangled")

// body cleans the HTML and counts what there is to read. When the mark-up can't be kept, the text is, as paragraphs.
func (c *cleaner) body() HTML {
	in := c.in.Body
	if len(in) > widget.MaxBody {
		c.refuse("body", "is %d bytes, at most %d are allowed", len(in), widget.MaxBody)
		return HTML{}
	}
	t := tree{base: c.base, title: c.out.Title}
	out, err := t.settle(in)
	story := Text(out)
	if err == nil {
		c.notes(&t)
		err = c.swallowed(&t, story)
	}
	if err != nil {
		c.warn("body", "%v; its text is shown without mark-up", err)
		out = c.plain(in)
		story = Text(out)
	}
	if len(out) > widget.MaxBody {
		c.refuse("body", "is %d bytes once it is cleaned, at most %d are allowed", len(out), widget.MaxBody)
		return HTML{}
	}
	c.out.Body = out
	c.readTime(story, sources(out))
	return HTML{out}
}

// swallowed returns an error when an element that was left out took most of the story with it.
func (c *cleaner) swallowed(t *tree, story string) error {
	if !t.skipped {
		return nil
	}
	had, has := letters(text(c.in.Body, true)), letters(story)
	if lost := had - has; lost <= lostLetters || has >= had/2 {
		return nil
	}
	return fmt.Errorf("lost %d %% of its text to an element that is not closed in its place", 100*(had-has)/had)
}

// plain gives the text as paragraphs. Should even that not come out as it went in, the deck stands alone.
func (c *cleaner) plain(s string) string {
	all := strings.Split(text(s, true), "\n")
	if len(all) > maxElements {
		all = append(all[:maxElements-1:maxElements-1], strings.Join(all[maxElements-1:], " "))
	}
	var b strings.Builder
	for _, line := range all {
		if line != "" {
			b.WriteString("<p>" + html.EscapeString(line) + "</p>")
		}
	}
	out, err := (&tree{base: c.base, title: c.out.Title}).settle(b.String())
	if err != nil {
		c.warn("body", "%v even as plain text; it was left out", err)
	}
	return out
}

// notes tells an editor what the passes left out.
func (c *cleaner) notes(t *tree) {
	for _, n := range []struct {
		count   int
		message string
	}{
		{t.links, "links without a usable address (https://...): %d; their text stays"},
		{t.images, "pictures without a usable address (https://...): %d; they were left out"},
		{t.alts, "pictures without an alternative text fit to be read aloud: %d; they count as decoration"},
	} {
		if n.count > 0 {
			c.warn("body", n.message, n.count)
		}
	}
	if len(t.unclosed) > 0 {
		c.warn("body", "never closed and therefore ignored: %s", strings.Join(t.unclosed, ", "))
	}
}

// settle repeats pass until nothing changes, so that cleaning twice is cleaning once. Only the first pass is counted.
func (t *tree) settle(s string) (string, error) {
	for i := range maxPasses {
		again := *t
		out, err := again.pass(s)
		if err != nil {
			return "", err
		}
		if i == 0 {
			*t = again
		}
		if out == s {
			return out, nil
		}
		s = out
	}
	return "", errUnsettled
}

// pass sends a body through all walls once.
func (t *tree) pass(s string) (string, error) {
	tokens, err := lex(s, maxElements, false)
	if err != nil {
		return "", err
	}
	t.unclosed, t.skipped, t.captions = tokens.unclosed, tokens.skipped, map[*html.Node]string{}
	root, err := parse(tokens.out.String())
	if err != nil {
		return "", errors.New("is nested too deep")
	}
	t.marks = t.footnotes(root)
	clean := newElement("body", nil, paragraphs(t.kids(root, spot{}))...)
	if root, err = parse(policy.Sanitize(markup(clean))); err != nil {
		return "", err
	}
	return markup(root), nil
}

// parse reads HTML into a body of its own.
func parse(s string) (*html.Node, error) {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(s), body)
	if err != nil {
		return nil, err
	}
	for _, n := range nodes {
		body.AppendChild(n)
	}
	return body, nil
}

// markup writes what is in a body.
func markup(body *html.Node) string {
	var b strings.Builder
	for n := range body.ChildNodes() {
		_ = html.Render(&b, n) // a strings.Builder does not fail, nor a tree without raw text
	}
	return b.String()
}

// sources lists the addresses of the pictures in a clean body, each once.
func sources(s string) map[string]bool {
	all := map[string]bool{}
	z := html.NewTokenizer(strings.NewReader(s))
	for t := z.Next(); t != html.ErrorToken; t = z.Next() {
		if t != html.StartTagToken && t != html.SelfClosingTagToken {
			continue
		}
		if token := z.Token(); token.Data == "img" {
			if i := slices.IndexFunc(token.Attr, func(a html.Attribute) bool { return a.Key == "src" }); i >= 0 {
				all[token.Attr[i].Val] = true
			}
		}
	}
	return all
}
