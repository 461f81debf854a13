package ingest

import (
	"slices"
	"strings"
)

// isText reports that an element can hold HTML. What foreign namespaces hold, "media:description" and the like, is not
// among them: its text is plain, or escaped once like any other.
func (r *feedRepairer) isText(t token, top *frame) bool {
	prefix, local := splitName(t.name)
	switch {
	case prefix == "content" && local == "encoded", prefix == "xhtml" && local == "body":
		return top.item
	case prefix != r.native && prefix != "":
		return false
	case !top.item && !slices.Contains([]string{"channel", "feed"}, top.local):
		return false
	}
	return slices.Contains([]string{
		"title", "description", "summary", "subtitle", "tagline", "info", "content", "encoded", "body", "rights", "copyright",
	}, local)
}

// textElement writes a text with what is in it as one piece: CDATA of HTML, or plain text.
func (r *feedRepairer) textElement(t token, top *frame) error {
	inner := r.inner(t)
	if r.tooLarge() {
		return nil
	}
	prefix, local := splitName(t.name)
	kind, mode := strings.ToLower(t.attribute("type")), strings.ToLower(t.attribute("mode"))
	atom := r.result.root == "feed"
	plain := atom && mode == "" && (kind == "" || kind == "text" || kind == "text/plain")
	binary := atom && (mode == "base64" || kind != "" && mode == "" && !strings.Contains(kind, "html") && !strings.HasPrefix(kind, "text"))
	said, markup := flatten(inner)
	if atom && strings.Contains(kind, "xhtml") {
		said = withoutDiv(said)
	}
	if top.item {
		if prefix == r.native && local == "title" {
			r.item.plainText = plain && !markup
		}
		if base := t.attribute("xml:base"); base != "" {
			r.item.textBase = address(resolveBase(top.base, base))
		}
	}
	outer := *top
	if binary {
		t.empty = false
		r.push(t, outer)
		r.write(said)
		r.pop()
		return nil
	}
	t.text = withoutType(t, atom && (!plain || markup))
	r.push(t, outer)
	if plain && !markup || strings.Contains(said, "]]>") {
		r.write(said)
	} else if said != "" {
		r.out.WriteString("<![CDATA[" + said + "]]>")
	}
	r.pop()
	return nil
}

// inner goes behind an element and returns what is in it, up to its own end tag or else that of the item.
func (r *feedRepairer) inner(t token) string {
	if t.empty {
		return ""
	}
	start, depth, local := r.at, 0, t.local()
	for {
		next, more := r.next()
		if !more {
			return r.text[start:]
		}
		name := next.local()
		switch {
		case next.kind == openToken && name == local && !next.empty:
			depth++
		case next.kind == closeToken && name == local:
			if depth--; depth < 0 {
				return r.text[start:r.begin]
			}
		case next.kind == closeToken && (name == "item" || name == "entry" || name == "channel"):
			r.at = r.begin
			return r.text[start:r.begin]
		}
	}
}

// flatten gives what an element holds as one text: HTML that was escaped or in CDATA as it was meant, or, when there are
// elements in it, as it stands.
func flatten(inner string) (said string, markup bool) {
	l := lexer{text: inner}
	var text strings.Builder
	for {
		t, more := l.next()
		switch {
		case !more:
			return strings.TrimSpace(text.String()), false
		case t.kind == textToken:
			text.WriteString(unescape(t.text))
		case t.kind == cdataToken:
			text.WriteString(t.text)
		case t.kind == openToken:
			return strings.TrimSpace(inner), true
		}
	}
}

// withoutDiv takes off the element that RFC 4287 (3.1.1.3) puts around XHTML.
func withoutDiv(said string) string {
	if !strings.HasPrefix(said, "<div") || !strings.HasSuffix(said, "</div>") || strings.Count(said, "<div") != 1 {
		return said
	}
	_, rest, _ := strings.Cut(strings.TrimSuffix(said, "</div>"), ">")
	return strings.TrimSpace(rest)
}

// withoutType is the attributes of an element without those that say how its text is written down, and with the one that
// says HTML.
func withoutType(t token, html bool) string {
	var b strings.Builder
	t.attributes(func(name, value string) {
		if name != "type" && name != "mode" {
			b.WriteString(" " + name + `="` + xmlEscaper.Replace(value) + `"`)
		}
	})
	if html {
		b.WriteString(` type="html"`)
	}
	return b.String()
}
