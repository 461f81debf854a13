package ingest

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// What of a feed reaches the parser, whose time and memory grow with all of it.
const (
	maxFeedTags   = 50_000 // elements outside texts
	maxNamespaces = 8      // declarations in force at a place, which the parser copies for each element
	maxTagName    = 100    // bytes
)

// hintSpace is the namespace of the element that repair adds to each item, for what the parser does not keep.
const hintSpace = "newsflash"

var (
	errNoFeed   = errors.New("is no feed: its first element is not rss, feed or rdf:RDF")
	errEntities = errors.New("declares entities that hold other entities, which can grow without end: take the document type out")
)

// repaired is a feed as strict XML with one text in each element, and nothing that could keep a parser busy.
type repaired struct {
	xml    string
	root   string   // "rss", "feed" or "rdf"
	items  int      // that were written
	failed []string // sentences about items that were left out
}

// feedRepairer rewrites a feed. Texts that can be HTML come out as CDATA of HTML, or as plain text where Atom says so, whatever
// way the feed wrote them down; other elements with their attributes and their text. See hint for what it adds.
type feedRepairer struct {
	lexer
	out    strings.Builder
	result repaired
	open   []frame
	limit  int // items
	tags   int
	item   hint
	inItem bool
	start  int    // of the item in text
	outAt  int    // of the item in out
	native string // prefix of the format's own elements
}

// hint is what the parser does not keep of an item.
type hint struct {
	base      string // xml:base in force
	textBase  string // the same at the content
	lang      string // xml:lang in force
	about     string // rdf:about
	plainText bool   // an Atom title that is no HTML
}

// repair rewrites a feed, up to limit items. base is what xml:base is relative to, nil for nothing.
func repair(text string, base *url.URL, limit int) (repaired, error) {
	r := feedRepairer{lexer: lexer{text: legalXML(text)}, limit: limit}
	r.out.Grow(min(len(text)+len(text)/8, MaxFile))
	if err := r.root(base); err != nil {
		return repaired{}, err
	}
	for len(r.open) > 0 {
		t, more := r.next()
		if !more {
			r.breakOff()
			break
		}
		if err := r.token(t); err != nil {
			return repaired{}, err
		}
	}
	for len(r.open) > 0 {
		r.pop()
	}
	r.result.xml = r.out.String()
	return r.result, nil
}

// root goes to the feed's first element. What is before it is not read: servers print warnings there.
func (r *feedRepairer) root(base *url.URL) error {
	for {
		t, more := r.next()
		switch {
		case r.nested:
			return errEntities
		case !more:
			return errNoFeed
		case t.kind != openToken:
			continue
		}
		switch local := t.local(); local {
		case "rss", "feed", "rdf":
			r.result.root = local
			r.native, _ = splitName(t.name)
			if local == "rdf" {
				r.native = ""
			}
			r.push(t, frame{base: base})
			return nil
		case "urlset", "sitemapindex":
			return errors.New("is a sitemap, no feed: give its address as a source")
		case "html", "head", "body", "div", "p", "b", "br", "script":
			if isFeed(r.text[r.at:]) {
				continue // an error message before the feed
			}
		}
		return errNoFeed
	}
}

func (r *feedRepairer) token(t token) error {
	top := &r.open[len(r.open)-1]
	switch t.kind {
	case textToken:
		if !top.parent && !r.tooLarge() {
			r.write(unescape(t.text))
		}
	case cdataToken:
		if !top.parent && !r.tooLarge() {
			r.write(t.text)
		}
	case closeToken:
		return r.close(t)
	default:
		if r.tags++; r.tags > maxFeedTags {
			return r.stopHere()
		}
		if len(r.open) >= maxDepth {
			return fmt.Errorf("has elements more than %d levels deep: no feed needs that", maxDepth)
		}
		return r.element(t, top)
	}
	return nil
}

// tooLarge reports that the item, if one is open, will be taken back.
func (r *feedRepairer) tooLarge() bool { return r.inItem && r.at-r.start > maxItem }

// element begins an element, or takes a whole one when it holds a text.
func (r *feedRepairer) element(t token, top *frame) error {
	top.parent = true
	local := t.local()
	isItem := (local == "item" || local == "entry") && slices.Contains([]string{"channel", "rss", "rdf", "feed"}, top.local)
	if isItem {
		if r.result.items == r.limit {
			if r.limit == 0 { // only what is around the items is asked for
				r.tags-- // no parser sees it
				r.skipElement(t)
				return nil
			}
			r.result.failed = append(r.result.failed, fmt.Sprintf("holds more than %d items: those behind are left out; split the feed", r.limit))
			r.at = len(r.text)
			r.broken = false
			for len(r.open) > 0 {
				r.pop()
			}
			return nil
		}
		r.result.items++
		r.start, r.outAt, r.item, r.inItem = r.begin, r.out.Len(), hint{}, true
	}
	if !isItem && r.isText(t, top) {
		return r.textElement(t, top)
	}
	r.push(t, *top)
	if isItem {
		in := &r.open[len(r.open)-1]
		in.item = true
		r.item.about, r.item.lang = t.attribute("rdf:about"), in.lang
		if in.based {
			r.item.base = address(in.base)
		}
	}
	if t.empty {
		r.pop()
	}
	return nil
}

// write writes text, escaped.
func (r *feedRepairer) write(text string) {
	_, _ = xmlEscaper.WriteString(&r.out, text) // a strings.Builder gives no error
}

// close ends the innermost open element of this name with all in it. An end tag that ends nothing is passed over.
func (r *feedRepairer) close(t token) error {
	local := t.local()
	for i := len(r.open) - 1; i >= 0; i-- {
		if r.open[i].local == local {
			for len(r.open) > i {
				r.pop()
			}
			return nil
		}
	}
	return nil
}

// pop ends the innermost element; an item gets its hint, or is taken back when it is too large.
func (r *feedRepairer) pop() {
	f := r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	if f.item {
		r.inItem = false
		if size := r.begin - r.start; size > maxItem {
			r.takeBack(fmt.Sprintf("item %d is larger than %d MiB: leave out what is not the article", r.result.items, maxItem>>20))
			return
		}
		r.hint()
	}
	r.out.WriteString("</" + f.name + ">")
}

func (r *feedRepairer) hint() {
	r.out.WriteString(`<nf:at xmlns:nf="` + hintSpace + `"`)
	plain := ""
	if r.item.plainText {
		plain = "true"
	}
	for _, a := range [][2]string{{"base", r.item.base}, {"textBase", r.item.textBase}, {"lang", r.item.lang}, {"about", r.item.about}, {"plain", plain}} {
		if a[1] != "" {
			r.out.WriteString(" " + a[0] + `="`)
			r.write(a[1])
			r.out.WriteString(`"`)
		}
	}
	r.out.WriteString("></nf:at>")
}

// takeBack removes the item that was written last.
func (r *feedRepairer) takeBack(reason string) {
	kept := r.out.String()[:r.outAt]
	r.out = strings.Builder{}
	r.out.Grow(len(kept) + len(r.text) - r.at)
	r.out.WriteString(kept)
	r.result.items--
	r.result.failed = append(r.result.failed, reason)
}

// breakOff handles a document that ends before its feed does: the item that it ends in is not whole.
func (r *feedRepairer) breakOff() {
	for i, f := range r.open {
		if f.item {
			r.open = r.open[:i]
			r.takeBack(fmt.Sprintf("breaks off inside item %d, which is left out: what came is not the whole feed", r.result.items))
			return
		}
	}
}

// stopHere gives up at the limit of elements: the items before this one are whole.
func (r *feedRepairer) stopHere() error {
	r.at = len(r.text)
	for i, f := range r.open {
		if f.item && r.result.items > 1 {
			r.open = r.open[:i]
			r.takeBack(fmt.Sprintf("has more than %d elements: item %d and those behind it are left out; make the feed shorter", maxFeedTags, r.result.items))
			for len(r.open) > 0 {
				r.pop()
			}
			return nil
		}
	}
	return fmt.Errorf("has more than %d elements: make the feed shorter", maxFeedTags)
}

// skipElement goes behind an element whose content is not asked for.
func (r *feedRepairer) skipElement(t token) {
	if t.empty {
		return
	}
	end := "</" + t.name
	if k := strings.Index(r.text[r.at:], end); k >= 0 {
		r.at += k
		r.next() // the end tag
		return
	}
	r.at = len(r.text)
}
