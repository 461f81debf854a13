package ingest

import (
	"strings"
	"unicode/utf8"
)

// lexer takes XML apart that may be broken in every way feeds and sitemaps are: it never stops before the end, reads each
// byte a few times at most, and leaves out comments, processing instructions and document types. What stands in the document
// is not copied: tokens are parts of it.
type lexer struct {
	text   string
	at     int  // where the next token begins
	begin  int  // where the last token began
	broken bool // the document ended inside a comment, a CDATA section or a tag
	nested bool // its document type declares entities that hold entities: a few lines could become gigabytes
}

type tokenKind int

const (
	textToken tokenKind = iota // with its references, as it stands
	cdataToken
	openToken
	closeToken
)

// token is a piece of the document.
type token struct {
	kind  tokenKind
	text  string // of text and CDATA; of an open tag its attributes, as they stand
	name  string // of a tag, with its prefix
	empty bool   // <a/>
}

// local is a tag's name in lower case, without its prefix.
func (t token) local() string {
	_, local := splitName(t.name)
	return local
}

// splitName parts "media:Content" into "media" and "content".
func splitName(name string) (prefix, local string) {
	prefix, local, ok := strings.Cut(name, ":")
	if !ok {
		prefix, local = "", prefix
	}
	return prefix, strings.ToLower(local)
}

// next returns the next token, false at the end.
func (l *lexer) next() (token, bool) {
	for l.at < len(l.text) {
		l.begin = l.at
		if !opensMarkup(l.text[l.at:]) {
			return token{kind: textToken, text: l.until(l.markup(l.at + 1))}, true
		}
		rest := l.text[l.at:]
		switch {
		case strings.HasPrefix(rest, "<!--"):
			l.skip(len("<!--"), "-->")
		case strings.HasPrefix(rest, "<![CDATA["):
			l.at += len("<![CDATA[")
			start := l.at
			l.skip(0, "]]>")
			return token{kind: cdataToken, text: strings.TrimSuffix(l.text[start:l.at], "]]>")}, true
		case strings.HasPrefix(rest, "<?"):
			l.skip(len("<?"), "?>")
		case strings.HasPrefix(rest, "<!"):
			l.docType()
		default:
			return l.tag(), true
		}
	}
	return token{}, false
}

// opensMarkup reports that s begins with a tag, a comment or the like. The "<" of "5 < 6" does not.
func opensMarkup(s string) bool {
	if len(s) < 2 || s[0] != '<' {
		return false
	}
	c := s[1]
	return c == '/' || c == '!' || c == '?' || isNameStart(c)
}

func isNameStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':' || c >= utf8.RuneSelf
}

// markup returns where markup begins, from i on.
func (l *lexer) markup(i int) int {
	for i < len(l.text) {
		k := strings.IndexByte(l.text[i:], '<')
		if k < 0 {
			break
		}
		if i += k; opensMarkup(l.text[i:]) {
			return i
		}
		i++
	}
	return len(l.text)
}

func (l *lexer) until(end int) string {
	start := l.at
	l.at = end
	return l.text[start:end]
}

// skip goes behind the mark, which is looked for from n bytes on, or to the end of the document.
func (l *lexer) skip(n int, mark string) {
	from := min(l.at+n, len(l.text))
	if k := strings.Index(l.text[from:], mark); k >= 0 {
		l.at = from + k + len(mark)
		return
	}
	l.at, l.broken = len(l.text), true
}

// docType skips a declaration with what stands in its brackets. Entities that it declares stay unknown.
func (l *lexer) docType() {
	rest := l.text[l.at:]
	end := strings.IndexByte(rest, '>')
	if open := strings.IndexByte(rest, '['); open < 0 || end >= 0 && end < open {
		l.skip(0, ">")
		return
	}
	start := l.at
	l.skip(0, "]")
	inner := l.text[start:l.at]
	l.skip(0, ">")
	for _, declaration := range strings.Split(inner, "<!ENTITY")[1:] {
		value, _, _ := strings.Cut(declaration, ">")
		if k := strings.IndexByte(value, '&'); k >= 0 && k+1 < len(value) && (isNameStart(value[k+1]) || value[k+1] == '#') {
			l.nested = true
		}
	}
}

// tag reads a tag. A quote that does not end before the next "<" is none.
func (l *lexer) tag() token {
	t := token{kind: openToken}
	i := l.at + 1
	if l.text[i] == '/' {
		t.kind = closeToken
		i++
	}
	start := i
	for i < len(l.text) && !strings.ContainsRune(" \t\n\r/><", rune(l.text[i])) {
		i++
	}
	t.name = l.text[start:i]
	end := tagEnd(l.text, i)
	t.text = l.text[i:end]
	if l.at = end; end == len(l.text) {
		l.broken = true
	} else if l.text[end] == '>' {
		l.at = end + 1
	}
	if rest := strings.TrimRight(t.text, " \t\n\r"); t.kind == openToken && strings.HasSuffix(rest, "/") {
		t.text, t.empty = rest[:len(rest)-1], true
	}
	return t
}

// tagEnd returns where the ">" of a tag is, or the "<" or the end of the document that come before one.
func tagEnd(text string, i int) int {
	first, quote := -1, byte(0)
	for ; i < len(text); i++ {
		switch c := text[i]; {
		case c == '<':
			if first >= 0 {
				return first
			}
			return i
		case c == '>' && quote == 0:
			return i
		case c == '>' && first < 0:
			first = i
		case c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		}
	}
	if first >= 0 {
		return first
	}
	return i
}

const maxXMLAttributes = 64 // of one element that are read

// attributes calls f with each attribute's name and value, its references decoded.
func (t token) attributes(f func(name, value string)) {
	s := t.text
	for range maxXMLAttributes {
		s = strings.TrimLeft(s, " \t\n\r/")
		end := strings.IndexAny(s, "= \t\n\r")
		if s == "" {
			return
		}
		if end < 0 {
			f(s, "")
			return
		}
		name := s[:end]
		s = strings.TrimLeft(s[end:], " \t\n\r")
		value := ""
		if strings.HasPrefix(s, "=") {
			value, s = attributeValue(strings.TrimLeft(s[1:], " \t\n\r"))
		}
		if name != "" {
			f(name, unescape(value))
		}
	}
}

func attributeValue(s string) (value, rest string) {
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		if end := strings.IndexByte(s[1:], s[0]); end >= 0 {
			return s[1 : 1+end], s[2+end:]
		}
		return s[1:], ""
	}
	end := strings.IndexAny(s, " \t\n\r")
	if end < 0 {
		return s, ""
	}
	return s[:end], s[end:]
}

// attribute returns the value of an attribute, by its whole name.
func (t token) attribute(name string) (value string) {
	t.attributes(func(n, v string) {
		if n == name && value == "" {
			value = v
		}
	})
	return value
}
