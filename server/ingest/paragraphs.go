package ingest

import (
	"html"
	"strings"
)

// block is a paragraph of plain text: lines without an empty one between them.
type block struct {
	line  int // of its first line, from 1
	lines []string
}

func (b block) text() string { return strings.Join(b.lines, " ") }

// blocks splits text at its empty lines; white space around lines is dropped.
func blocks(text string) (out []block) {
	open := false
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			open = false
			continue
		}
		if !open {
			out = append(out, block{line: i + 1})
			open = true
		}
		last := &out[len(out)-1]
		last.lines = append(last.lines, line)
	}
	return out
}

// paragraphs turns plain text into HTML.
func paragraphs(text string) string {
	var b strings.Builder
	for _, p := range blocks(text) {
		writeParagraph(&b, p.text())
	}
	return b.String()
}

func writeParagraph(b *strings.Builder, text string) {
	b.WriteString("<p>")
	b.WriteString(html.EscapeString(text))
	b.WriteString("</p>\n")
}
