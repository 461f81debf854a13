package ingest

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	lazySources = []string{
		"data-src", "data-lazy-src", "data-original", "data-lazy", "data-url", "data-full-src", "data-hi-res-src", "data-image-src",
		"data-native-src", "data-src-large", "data-img-src", "data-td-src-property", "data-runner-src", "data-ll-src", "data-cfsrc", "data-src-medium", "data-orig-file", "data-large-file", "lazyload",
	}
	lazySets  = []string{"data-srcset", "data-lazy-srcset", "data-original-set", "data-src-set"}
	selSource = sel("source")
)

const noscriptStory = 1000 // bytes from which a text for readers without scripts is the story, which a script would put there

// loadImages gives pictures that wait for a script the address they would get.
func (p *page) loadImages() {
	for n := range p.doc.Descendants() {
		if n.Data == "amp-img" || n.Data == "amp-anim" {
			n.Data, n.DataAtom = "img", atom.Img
		}
	}
	for _, n := range cascadia.QueryAll(p.doc, selImg) {
		p.loadImage(n)
	}
	for _, n := range cascadia.QueryAll(p.doc, selNoscript) {
		before := previousElement(n)
		if before != nil {
			if inner := cascadia.Query(before, selImg); inner != nil && before.DataAtom != atom.Img && textOf(before) == "" {
				before = inner
			}
		}
		if before != nil && before.DataAtom == atom.Img && !isPlaceholder(attr(before, "src")) {
			remove(n)
			continue
		}
		if n.Parent == nil {
			continue
		}
		text := textOf(n)
		picture := text == "" && cascadia.Query(n, selImg) != nil
		if n.Parent.DataAtom == atom.Head || !picture && len(text) < noscriptStory {
			remove(n) // a word to readers without scripts, or a counter
			continue
		}
		if before != nil && before.DataAtom == atom.Img {
			remove(before)
		}
		for c := n.FirstChild; c != nil; c = n.FirstChild {
			n.RemoveChild(c)
			n.Parent.InsertBefore(c, n)
		}
		remove(n)
	}
}

func (p *page) loadImage(n *html.Node) {
	for _, name := range lazySources {
		if src := attr(n, name); src != "" && !isPlaceholder(src) && !strings.ContainsAny(src, "{} ") {
			setAttr(n, "src", src)
			return
		}
	}
	if !isPlaceholder(attr(n, "src")) {
		return
	}
	for _, name := range append(lazySets, "srcset") {
		if largest := largestOf(attr(n, name)); largest != "" {
			setAttr(n, "src", largest)
			return
		}
	}
	if picture := closest(n, atom.Picture); picture != nil {
		for _, source := range cascadia.QueryAll(picture, selSource) {
			for _, name := range append(lazySets, "srcset") {
				if largest := largestOf(attr(source, name)); largest != "" {
					setAttr(n, "src", largest)
					return
				}
			}
		}
	}
}

// placeholder matches the pictures that stand where a script will put the real one.
var placeholder = regexp.MustCompile(`(?i)^(?:blank|spacer|placeholder|pixel|transparent|loading|lazy|lazyload|1x1|dummy|grey|gray|trans|clear)(?:[._-][\w-]*)?\.(?:gif|png|svg|jpe?g|webp)`)

func isPlaceholder(src string) bool {
	src = strings.TrimSpace(src)
	return src == "" || src == "#" || strings.HasPrefix(src, "data:") || strings.HasPrefix(src, "about:") || placeholder.MatchString(pictureFile(src))
}

func previousElement(n *html.Node) *html.Node {
	for n = n.PrevSibling; n != nil && n.Type != html.ElementNode; n = n.PrevSibling {
	}
	return n
}

// largestOf returns the address with the greatest width or density in a srcset.
func largestOf(srcset string) (address string) {
	if len(srcset) > maxSrcset {
		return ""
	}
	best := -1.0
	for _, m := range srcsetEntry.FindAllStringSubmatch(srcset, -1) {
		size, err := strconv.ParseFloat(m[2], 64)
		if err != nil {
			size = 1
		}
		if size > best && !strings.HasPrefix(m[1], "data:") {
			address, best = m[1], size
		}
	}
	return address
}
