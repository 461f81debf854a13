package related

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// plain is the text of HTML for counting words, never for showing: that is what sanitize.Text is for, which takes four
// times as long. Tags separate words, but for those that stand within them.
func plain(body string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(body))
	for b.Len() < maxText {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			switch atom.Lookup(name) {
			case atom.A, atom.B, atom.Strong, atom.I, atom.Em, atom.Span, atom.Mark, atom.Abbr, atom.Sub, atom.Sup, atom.Wbr:
			default:
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}
