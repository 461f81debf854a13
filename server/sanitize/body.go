package sanitize

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

// body cleans the HTML and counts what there is to read.
func (c *cleaner) body() HTML {
	if len(c.in.Body) > widget.MaxBody {
		c.refuse("body", "is %d bytes, at most %d are allowed", len(c.in.Body), widget.MaxBody)
		return HTML{}
	}
	nodes, err := html.ParseFragment(strings.NewReader(policy.Sanitize(cleanText(c.in.Body))), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		c.refuse("body", "%v", err)
		return HTML{}
	}
	var b strings.Builder
	for _, n := range nodes {
		_ = html.Render(&b, n)
	}
	c.out.Body = strings.TrimSpace(b.String())
	c.readTime(Text(c.out.Body), map[string]bool{})
	return HTML{c.out.Body}
}
