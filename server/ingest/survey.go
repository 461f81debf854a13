package ingest

import (
	"fmt"
	"strings"
)

// What a page may hold before a parser sees it: a parser cannot be stopped, and what it builds can be far larger than what it read.
const (
	maxElements   = 40_000    // start tags and comments; the longest live pages have a few ten thousand elements
	maxAttributes = 300_000   // of all tags
	maxTagAttrs   = 2_000     // of one tag
	maxReopened   = 1_000_000 // see formatting
)

// formatting are the elements that parsers open again in every block that follows an unclosed one (HTML, "reconstruct the active
// formatting elements"): a few hundred of them turn a short page into millions of elements.
var formatting = phrases("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")

// raw are the elements whose text holds no tags.
var raw = phrases("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")

var errTooMany = fmt.Errorf("has more than %d elements: leave out what is not the article", maxElements)

// surveyor counts what a parser would have to build. It reads tags as browsers do, but knows nothing of their order.
type surveyor struct {
	text                           string
	elements, attributes, reopened int
	open                           map[string]int // formatting elements by name
	opened                         int            // their sum
}

// survey returns an error for a page that would cost too much.
func survey(text string) error {
	s := surveyor{text: text, open: map[string]int{}}
	for {
		i := strings.IndexByte(s.text, '<')
		if i < 0 || i+1 >= len(s.text) {
			return nil
		}
		s.text = s.text[i+1:]
		switch c := s.text[0]; {
		case strings.HasPrefix(s.text, "!--"):
			s.skip("-->")
			if s.elements++; s.elements > maxElements {
				return errTooMany
			}
		case c == '/' || isLetter(c):
			if err := s.tag(); err != nil {
				return err
			}
		}
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// skip goes on behind the mark, or to the end when it does not come.
func (s *surveyor) skip(mark string) {
	if _, rest, ok := strings.Cut(s.text, mark); ok {
		s.text = rest
		return
	}
	s.text = ""
}

// tag reads one tag, from behind its "<".
func (s *surveyor) tag() error {
	closing := s.text[0] == '/'
	rest := strings.TrimPrefix(s.text, "/")
	end := strings.IndexAny(rest, " \t\n\f/>")
	if end < 0 {
		end = len(rest)
	}
	name := strings.ToLower(rest[:min(end, 20)])
	s.text = rest[end:]
	if err := s.attrs(); err != nil {
		return err
	}
	if closing {
		if s.open[name] > 0 {
			s.open[name]--
			s.opened--
		}
		return nil
	}
	s.elements++
	switch {
	case formatting[name]:
		s.open[name]++
		s.opened++
	case raw[name]:
		s.rawText(name)
	}
	if s.reopened += s.opened; s.elements > maxElements || s.reopened > maxReopened {
		return errTooMany
	}
	return nil
}

// rawText goes to the end tag of an element whose text holds no tags.
func (s *surveyor) rawText(name string) {
	for rest := s.text; ; {
		i := strings.Index(rest, "</")
		if i < 0 {
			s.text = ""
			return
		}
		rest = rest[i+2:]
		if len(rest) >= len(name) && strings.EqualFold(rest[:len(name)], name) {
			s.text = rest
			return
		}
	}
}

// attrs goes behind the tag's ">", counting its attributes.
func (s *surveyor) attrs() error {
	count, i, inName := 0, 0, false
	for ; i < len(s.text) && s.text[i] != '>'; i++ {
		switch c := s.text[i]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '/':
			inName = false
		case c == '=' && inName:
			i = valueEnd(s.text, i+1)
			inName = false
		case !inName:
			count++
			inName = true
		}
	}
	s.text = s.text[min(i, len(s.text)):]
	s.attributes += count
	if count > maxTagAttrs || s.attributes > maxAttributes {
		return fmt.Errorf("has more than %d attributes in a tag or %d in all: leave out what is not the article", maxTagAttrs, maxAttributes)
	}
	return nil
}

// valueEnd returns the place of the last byte of the attribute value that starts at i, or behind white space.
func valueEnd(text string, i int) int {
	for i < len(text) && strings.IndexByte(" \t\n\f", text[i]) >= 0 {
		i++
	}
	if i < len(text) && (text[i] == '"' || text[i] == '\'') {
		if end := strings.IndexByte(text[i+1:], text[i]); end >= 0 {
			return i + 1 + end
		}
		return len(text)
	}
	if end := strings.IndexAny(text[i:], " \t\n\f>"); end >= 0 {
		return i + end - 1
	}
	return len(text)
}
