package ingest

import (
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/andybalholm/cascadia"
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

var (
	lazySources = []string{
		"data-src", "data-lazy-src", "data-original", "data-lazy", "data-url", "data-full-src", "data-hi-res-src", "data-image-src",
		"data-native-src", "data-src-large", "data-img-src", "data-td-src-property", "data-runner-src", "data-ll-src", "data-cfsrc", "data-src-medium", "data-orig-file", "data-large-file", "lazyload",
	}
	lazySets  = []string{"data-srcset", "data-lazy-srcset", "data-original-set", "data-src-set"}
	selSource = sel("source")
)

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
		if img := cascadia.Query(n, selImg); img == nil || textOf(n) != "" || n.Parent.DataAtom == atom.Head {
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

// caption reads the figure's caption, and the credit from an element of its own or from "Photo: ..." as the caption.
func (p *page) caption(holder *html.Node) {
	picture := p.Article.Picture
	for n := range holder.Descendants() {
		if n.Type == html.ElementNode && hasWord(n, creditWords) {
			text := textOf(n)
			p.fillPage("picture.credit", &picture.Credit, widget.MaxCredit, strings.TrimPrefix(text, creditText.FindString(text)), "html:figure credit")
			remove(n)
			break
		}
	}
	caption := captionOf(holder)
	if caption == nil {
		if caption = nextElement(holder); !isCaption(caption) {
			return
		}
		defer remove(caption)
	}
	text := textOf(caption)
	if mark := creditText.FindString(text); mark != "" && picture.Credit == "" {
		p.fillPage("picture.credit", &picture.Credit, widget.MaxCredit, text[len(mark):], "html:figcaption")
		return
	}
	p.fillPage("picture.caption", &picture.Caption, widget.MaxCaption, text, "html:figcaption")
}

// captionOf finds the caption in a picture's holder.
func captionOf(holder *html.Node) *html.Node {
	if caption := cascadia.Query(holder, selCaption); caption != nil {
		return caption
	}
	for n := range holder.Descendants() {
		if n.Type == html.ElementNode && n.DataAtom != atom.Img && hasWord(n, captionWords) && textOf(n) != "" {
			return n
		}
	}
	return nil
}

var (
	captionText = regexp.MustCompile(`^(?:图为|图：|资料图|▲|△|↑|写真[:：])|(?:摄|供图|資料圖片|撮影)[)）]?$`)
	selSmall    = sel("small,font[size='1'],font[size='-1'],font[size='-2']")
)

// isCaption reports that the element behind a picture says what it shows: by its name, its small or centred letters, or its words.
func isCaption(n *html.Node) bool {
	if n == nil || n.DataAtom == atom.H1 || n.DataAtom == atom.H2 {
		return false
	}
	text := textOf(n)
	if text == "" || len(text) > maxFigure/2 || cascadia.Query(n, selImg) != nil {
		return false
	}
	return hasWord(n, captionWords) || captionText.MatchString(text) || isCentred(n) && !isCentred(nextElement(n)) && len(text) < maxLine || isSmall(n, text)
}

func isCentred(n *html.Node) bool {
	return n != nil && (strings.EqualFold(attr(n, "align"), "center") || strings.Contains(strings.ReplaceAll(attr(n, "style"), " ", ""), "text-align:center"))
}

func isSmall(n *html.Node, text string) bool {
	small := cascadia.Query(n, selSmall)
	return small != nil && textOf(small) == text
}

// chooseAlt takes the first description that is one; without any, the first that was given, for the sanitiser to warn of.
func (p *page) chooseAlt() {
	picture := p.Article.Picture
	if picture == nil {
		return
	}
	for _, useful := range []bool{true, false} {
		for _, alt := range p.alts {
			text := strings.Join(strings.Fields(alt.text), " ")
			if !useful || !notAlt.MatchString(text) && utf8.RuneCountInString(text) <= maxAlt {
				p.fill("picture.alt", &picture.Alt, text, alt.from)
			}
		}
	}
}

// dropAltLines removes lines that only repeat a picture's description: pages copied by hand or by bad templates have them.
func (p *page) dropAltLines() {
	alts := map[string]bool{}
	if p.Article.Picture != nil && p.Article.Picture.Alt != "" {
		alts[p.Article.Picture.Alt] = true
	}
	for _, img := range cascadia.QueryAll(p.root, selImg) {
		if alt := strings.Join(strings.Fields(attr(img, "alt")), " "); alt != "" {
			alts[alt] = true
		}
	}
	for _, n := range cascadia.QueryAll(p.root, selParagraph) {
		if len(alts) == 0 {
			return
		}
		text := textOf(n)
		if alts[strings.TrimPrefix(text, altLine.FindString(text))] && cascadia.Query(n, selImg) == nil {
			remove(n)
		}
	}
}

// samePicture compares addresses without query, size and host: a content delivery network changes them all.
func samePicture(a, b string) bool {
	nameA, nameB := pictureName(a), pictureName(b)
	return nameA != "" && nameA == nameB
}

// pictureFile is the last part of a picture's path.
func pictureFile(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	return path.Base(u.Path)
}

func pictureName(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Path == "" {
		return ""
	}
	whole := sizeSuffix.ReplaceAllString(strings.ToLower(strings.TrimSuffix(u.Path, path.Ext(u.Path))), "")
	if name := path.Base(whole); len(name) >= minName {
		return name
	}
	return whole
}
