package sanitize

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

const (
	// maxElements bounds the elements of a body. What has more is no story, and its text is kept.
	maxElements = 20_000
	// maxMends bounds how often reading starts anew behind a comment or tag that never ends: each may have been read
	// to the end of the text first.
	maxMends = 16
)

var (
	errTooMany = errors.New("has too many elements")
	// storyTags finds where a story goes on behind a script that is never closed.
	storyTags = regexp.MustCompile(`(?i)<(p|div|h[1-6]|ul|ol|figure|blockquote|section|article|table)[\s>/]`)
)

// lexer reads hostile HTML as tokens and writes it again with only the elements and attributes that the tree pass has a
// use for. What it does not write can't confuse a parser: raw text, foreign content, templates, duplicate attributes,
// formatting elements a thousand deep. What is never closed is seen through, so that it swallows nothing.
type lexer struct {
	in       string
	z        *html.Tokenizer
	from, to int // of the current token in the input
	out      strings.Builder
	limit    int // elements
	written  int
	open     map[string]int  // formatting elements, also those not written
	through  map[string]bool // skipped elements that are seen through
	unclosed []string        // what never ends, for an editor to read
	skipped  bool            // something was left out with its content
	mends    int
}

// lex reads a text, 0 for no limit of elements; the error is errTooMany. With rescue, code and drawings alone are left out.
func lex(s string, limit int, rescue bool) (*lexer, error) {
	l := &lexer{in: strings.ToValidUTF8(s, "\ufffd"), limit: limit, open: map[string]int{}, through: map[string]bool{}}
	if rescue {
		for name, e := range elements {
			l.through[name] = e.treatment == skipped
		}
	}
	l.out.Grow(len(s))
	l.restart(0)
	for {
		switch l.next() {
		case html.ErrorToken:
			if !l.mendTag() {
				return l, nil
			}
		case html.TextToken:
			l.out.WriteString(html.EscapeString(string(l.z.Text())))
		case html.StartTagToken:
			l.start(false)
		case html.SelfClosingTagToken:
			l.start(true)
		case html.EndTagToken:
			l.end()
		case html.CommentToken:
			l.mendComment()
		}
		if l.limit > 0 && l.written > l.limit {
			return nil, errTooMany
		}
	}
}

func (l *lexer) next() html.TokenType {
	t := l.z.Next()
	l.from = l.to
	l.to += len(l.z.Raw())
	return t
}

func (l *lexer) restart(at int) {
	l.z = html.NewTokenizer(strings.NewReader(l.in[at:]))
	l.from, l.to = at, at
}

// mendTag goes on behind a tag that the text ends in, if that can be seen: `<a href="...>` without the second quote.
func (l *lexer) mendTag() bool {
	end := strings.IndexByte(l.in[l.from:], '>')
	return end >= 0 && l.mend("the quote of an attribute", l.from+end+1)
}

// mendComment sees through a comment that never ends.
func (l *lexer) mendComment() {
	start, end := "<!--", "--"
	raw, long := strings.CutPrefix(l.in[l.from:l.to], start)
	if !long {
		start, end = "<!", ""
	}
	raw, closed := strings.CutSuffix(raw, ">")
	if closed = closed && strings.HasSuffix(strings.TrimSuffix(raw, "!"), end) || raw == "" || raw == "-"; !closed && l.to == len(l.in) {
		l.mend("a comment", l.from+len(start))
	}
}

// mend goes on at an earlier place, unless it has done so too often: then the rest is lost.
func (l *lexer) mend(what string, at int) bool {
	if !slices.Contains(l.unclosed, what) {
		l.unclosed = append(l.unclosed, what)
	}
	if l.mends++; l.mends > maxMends {
		return false
	}
	l.restart(at)
	return true
}

func (l *lexer) start(selfClosing bool) {
	tag, _ := l.z.TagName()
	name := string(tag)
	e := elements[name]
	switch e.treatment {
	case kept:
		l.write(e.as)
	case formatting:
		if l.open[e.as]++; l.open[e.as] == 1 {
			l.write(e.as)
		}
	case unwrapped:
		l.z.NextIsNotRawText() // noscript
	case skipped, drawing, code:
		if l.through[name] || selfClosing && e.treatment != code {
			l.z.NextIsNotRawText()
			return
		}
		l.skip(name, e.treatment == code)
	}
}

func (l *lexer) end() {
	tag, _ := l.z.TagName()
	e := elements[string(tag)]
	switch e.treatment {
	case formatting:
		if l.open[e.as] == 0 {
			return
		}
		if l.open[e.as]--; l.open[e.as] > 0 {
			return
		}
	case kept:
	default:
		return
	}
	l.out.WriteString("</" + e.as + ">")
}

// skip reads on behind the matching end tag. Without one it goes back and sees through all elements of that name.
func (l *lexer) skip(name string, code bool) {
	start := l.to
	l.skipped = true
	for depth := 1; depth > 0; {
		switch t := l.next(); t {
		case html.ErrorToken:
			l.through[name] = true
			l.unclosed = append(l.unclosed, "<"+name+">")
			if code {
				start = l.storyAgain(start)
			}
			l.restart(start)
			return
		case html.StartTagToken, html.EndTagToken:
			if tag, _ := l.z.TagName(); string(tag) != name {
				continue
			}
			if t == html.StartTagToken {
				depth++
			} else {
				depth--
			}
		}
	}
}

func (l *lexer) storyAgain(at int) int {
	if match := storyTags.FindStringIndex(l.in[at:]); match != nil {
		return at + match[0]
	}
	return len(l.in)
}

// write writes a start tag with the first of each known attribute.
func (l *lexer) write(name string) {
	l.written++
	l.out.WriteString("<" + name)
	var seen []string
	for more := true; more; {
		var key, value []byte
		key, value, more = l.z.TagAttr()
		if k := string(key); attributes[k] && !slices.Contains(seen, k) {
			seen = append(seen, k)
			l.out.WriteString(" " + k + `="` + html.EscapeString(string(value)) + `"`)
		}
	}
	l.out.WriteByte('>')
}
