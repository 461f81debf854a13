package ingest

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

func holdsTime(n *html.Node) bool {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && selTime.Match(c) {
			return true
		}
	}
	return false
}

// times reads <time>, with datetime or as a reader sees it. A time inside a sentence stays where it is.
func (p *page) times(head []*html.Node) {
	read := 0
	for _, n := range head {
		if !selTime.Match(n) || !within(n, p.root) || p.holdsStart(n) {
			continue
		}
		if read++; read > maxTimes {
			return
		}
		if around := closest(n.Parent, atom.P, atom.Li, atom.Div); around != nil && n.DataAtom != atom.Meta && p.order[around] >= p.order[p.start] {
			continue
		}
		if around := closest(n, atom.P, atom.Li); around != nil && len(textOf(around)) > maxLine {
			continue
		}
		p.time(n)
		if text := textOf(n); byMark.MatchString(text) && len(text) < maxLine {
			p.author(text, "", "html:text")
		}
		take(n, p.root)
	}
}

func (p *page) time(n *html.Node) {
	a := &p.Article
	text, from := textOf(n), "html:time"
	day, shown := findDate(text)
	for _, name := range []string{"content", "datetime", "data-timestamp", "data-epoch", "title"} {
		value := attr(n, name)
		if value == "" || name == "title" && text != "" && n.DataAtom != atom.Abbr {
			continue
		}
		if date, _ := readDate(p.dating(), value); date.IsZero() && shown {
			continue // what readers see can be read, this cannot
		}
		text, from = value, "html:time "+name
		break
	}
	before := ""
	if n.PrevSibling != nil {
		before = n.PrevSibling.Data
		if n.PrevSibling.Type == html.ElementNode {
			before = textOf(n.PrevSibling)
		}
	}
	if hasWord(n, updatedWords) && !hasWord(n, publishedWords) || n.Parent != nil && hasWord(n.Parent, updatedWords) || len(before) < maxLine && updatedText.MatchString(before) || from == "html:time" && updatedText.MatchString(text) {
		p.date("updated", &a.Updated, text, from)
	} else {
		p.date("published", &a.Published, text, from)
		if from != "html:time" {
			p.asShown(day)
		}
	}
}

// label reads a text that is nothing but a read time, also between others: "By Ana Ruiz | 3 min read".
func (p *page) label(head []*html.Node) {
	for _, n := range head {
		if !within(n, p.root) || p.holdsStart(n) {
			continue
		}
		if text := textOf(n); startsWithDigit(text) && p.setLabel(text) {
			take(n, p.root)
			return
		}
		for c := range n.ChildNodes() {
			if c.Type != html.TextNode || len(c.Data) > maxLine {
				continue
			}
			for part := range strings.FieldsFuncSeq(c.Data, isSeparator) {
				if p.setLabel(strings.TrimSpace(part)) {
					if c.Data = strings.TrimRightFunc(strings.Replace(c.Data, part, "", 1), isSeparator); c.Data == "" {
						take(c, p.root)
					}
					return
				}
			}
		}
	}
}

func isSeparator(r rune) bool { return strings.ContainsRune("|·•/–—\n", r) }

func startsWithDigit(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r)
}

func (p *page) setLabel(text string) bool {
	minutes, ok := readLabel(text)
	if ok && p.Article.ReadTime.Minutes == 0 {
		p.Article.ReadTime = widget.ReadTime{Minutes: minutes, FromPublisher: true}
		p.note("read_time", "html:text")
	}
	return ok
}
