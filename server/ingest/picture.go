package ingest

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

var (
	selImg      = sel("img")
	selNoscript = sel("noscript")
	selCaption  = sel("figcaption,.wp-caption-text,.caption")

	creditWords = phrases("credit", "credits", "copyright", "copyrightholder")
	noLeadWords = phrases("avatar", "logo", "icon", "emoji", "author", "byline", "gravatar", "ad", "pixel")

	srcsetEntry = regexp.MustCompile(`(\S+?)(?:\s+([\d.]{1,9})[wx])?\s*(?:,\s|,?$)`)
	sizeSuffix  = regexp.MustCompile(`-(?:\d{2,5}x\d{2,5}|scaled|e\d{10,})$`)
	notAlt      = regexp.MustCompile(`(?i)^(?:image|photo|picture|img|\S+\.(?:jpe?g|png|gif|webp|avif|svg))$`)
	creditText  = regexp.MustCompile(`(?i)^(?:photo|photograph|image|picture|credit|photo credit|source|foto) ?(?:by|:|：)\s*`)
)

const (
	maxSrcset = 8 << 10 // bytes
	minLead   = 100     // CSS pixels; a smaller picture is an icon
	minName   = 6       // bytes; a shorter file name, like "image" or "1", says nothing without its folder
	maxAlt    = 250     // runes; a longer text is no description (see sanitize)
)

// picture sets the lead picture's address from the first source that has one, and reports whether it did.
func (p *page) picture(address, from string) bool {
	address = strings.TrimSpace(address)
	if p.Article.Picture != nil || isStock(address) || isPlaceholder(address) {
		return false
	}
	p.Article.Picture = &widget.Picture{URL: address}
	p.note("picture.url", from)
	return true
}

// leadPicture looks for the picture above the text. When it is the one that the metadata name, or they name none, it gives
// its description, caption and credit, and is taken out; readability would lose it.
func (p *page) leadPicture() {
	if img := p.lead(); img != nil {
		holder := holderOf(img, p.root)
		if p.Article.Picture == nil {
			p.Article.Picture = &widget.Picture{URL: attr(img, "src")}
			p.note("picture.url", "html:figure")
			p.Article.Picture.Width, p.Article.Picture.Height = pixels(attr(img, "width")), pixels(attr(img, "height"))
		}
		if samePicture(attr(img, "src"), p.Article.Picture.URL) {
			p.alts = append([]said{{attr(img, "alt"), "html:img alt"}}, p.alts...)
			p.caption(holder)
			take(holder, p.root)
		}
	}
	p.chooseAlt()
	p.dropAltLines()
}

// lead returns the first picture above the first long paragraph that is no icon.
func (p *page) lead() *html.Node {
	for _, n := range p.aboveText() {
		src := strings.TrimSpace(attr(n, "src"))
		if n.DataAtom != atom.Img || isPlaceholder(src) || isStock(src) || !within(n, p.root) || hasWord(n, noLeadWords) || n.Parent != nil && hasWord(n.Parent, noLeadWords) {
			continue
		}
		if p.h1 != nil && p.root.DataAtom == atom.Body && p.order[n] < p.order[p.h1] && !within(n, p.core) && !p.isNamed(src) {
			continue // in the page's own head
		}
		if w, h := pixels(attr(n, "width")), pixels(attr(n, "height")); w > 0 && w < minLead || h > 0 && h < minLead/2 {
			continue
		}
		if !strings.Contains(src, ".svg") {
			return n
		}
	}
	return nil
}

// isNamed reports that the page's metadata name this picture.
func (p *page) isNamed(src string) bool {
	return p.Article.Picture != nil && samePicture(src, p.Article.Picture.URL)
}

// holderOf returns what belongs to a picture: its figure, else the elements around it that hold nothing else but its caption.
func holderOf(img, stop *html.Node) *html.Node {
	if figure := closest(img, atom.Figure); figure != nil && figure != stop && within(figure, stop) {
		return figure
	}
	n := img
	for n.Parent != nil && n.Parent != stop && n.Parent.DataAtom != atom.Body {
		text := textOf(n.Parent)
		if text != "" {
			if caption := captionOf(n.Parent); caption == nil || textOf(caption) != text {
				break
			}
		}
		n = n.Parent
	}
	return n
}
