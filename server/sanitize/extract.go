package sanitize

import (
	"strings"

	"golang.org/x/net/html"
)

// Text gives the readable text of HTML: a line for each block, words of different blocks never joined, entities decoded.
func Text(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case html.ErrorToken:
			var lines []string
			for line := range strings.Lines(b.String()) {
				if line = cleanLine(line); line != "" {
					lines = append(lines, line)
				}
			}
			return strings.Join(lines, "\n")
		case html.TextToken:
			b.WriteString(strings.Join(strings.Fields(z.Token().Data), " "))
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			if !strings.Contains(" "+inlines+" ", " "+string(name)+" ") {
				b.WriteByte('\n')
			} else {
				b.WriteByte(' ')
			}
		}
	}
}
