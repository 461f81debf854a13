package ingest

import (
	"html"
	"strconv"
	"strings"
	"unicode"
)

const maxReference = 40 // bytes of the longest named reference that HTML knows, and some

// unescape resolves the references of a text, HTML's names included; an "&" that begins none stays.
func unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for s != "" {
		k := strings.IndexByte(s, '&')
		if k < 0 {
			break
		}
		b.WriteString(s[:k])
		s = s[k:]
		said, n := reference(s)
		b.WriteString(said)
		s = s[n:]
	}
	b.WriteString(s)
	return b.String()
}

// reference resolves what s begins with, an "&" at least, and gives how many bytes of s that was.
func reference(s string) (said string, n int) {
	end := strings.IndexByte(s[:min(len(s), maxReference)], ';')
	if end < 2 {
		return "&", 1
	}
	name := s[1:end]
	if name[0] == '#' {
		base, number := 10, name[1:]
		if number != "" && (number[0] == 'x' || number[0] == 'X') {
			base, number = 16, number[1:]
		}
		if _, err := strconv.ParseUint(number, base, 32); err != nil {
			return "&", 1
		}
	} else if strings.ContainsFunc(name, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		return "&", 1
	}
	whole := s[:end+1]
	if said = html.UnescapeString(whole); strings.HasPrefix(said, "&") && said != "&" || strings.HasSuffix(said, ";") && said != ";" {
		return "&", 1 // a name that is not known
	}
	return said, end + 1
}

// legalXML drops what may not stand in XML, not even as a reference: control characters but tab and line end, and noncharacters.
func legalXML(s string) string {
	illegal := func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff
	}
	if strings.IndexFunc(s, illegal) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if illegal(r) {
			return -1
		}
		return r
	}, s)
}

var xmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r", " ")
