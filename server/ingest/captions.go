package ingest

import (
	"regexp"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

// captions ties captions that stand as paragraphs to the picture before them, and drops those without.
func (p *page) captions(parts []part) []part {
	out := parts[:0]
	lead := map[string]bool{}
	if picture := p.Article.Picture; picture != nil {
		for _, text := range []string{picture.Caption, picture.Alt, picture.Credit} {
			if len(text) > 10 {
				lead[text] = true
			}
		}
	}
	for _, q := range parts {
		if q.kind == figure && len(q.run) == 0 {
			if caption := cascadia.Query(q.node, selCaption); caption != nil {
				q.text = textOf(caption)
			}
			if len(q.images()) == 0 || p.isLead(q) {
				continue
			}
		}
		if q.kind == figure && (len(q.images()) == 0 || p.isLead(q)) {
			continue
		}
		if last := len(out) - 1; last >= 0 && q.kind == paragraph && out[last].kind == figure && out[last].text == "" && isCaption(q.node) && q.node.DataAtom == atom.P {
			out[last].text = q.text
			continue
		}
		if q.kind == paragraph && (lead[q.text] || hasWord(q.node, captionWords) || q.node.Parent != nil && len(q.text) < maxFigure/2 && hasWord(q.node.Parent, captionWords)) {
			if last := len(out) - 1; last >= 0 && out[last].kind == figure && out[last].text == "" && !lead[q.text] {
				out[last].text = q.text
			}
			continue
		}
		out = append(out, q)
	}
	return out
}

// isLead reports, the first time, that a figure shows the lead picture.
func (p *page) isLead(q part) bool {
	if p.Article.Picture == nil {
		return false
	}
	for _, img := range q.images() {
		if samePicture(attr(img, "src"), p.Article.Picture.URL) {
			return true
		}
	}
	return false
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
