package ingest

import (
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Where authors stand when they are not above the text: below it, in boxes that are no part of it, behind a label, as a signature.

// inOther reports that n stands in comments or among other stories.
func (p *page) inOther(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Type == html.ElementNode && hasWord(n, besideWords) && !within(p.core, n) {
			return true
		}
	}
	return false
}

// outsideOthers lists what a selector finds outside comments and other stories.
func (p *page) outsideOthers(s cascadia.SelectorGroup) (out []*html.Node) {
	for _, n := range cascadia.QueryAll(p.doc, s) {
		if len(out) < maxTimes && !p.inOther(n) {
			out = append(out, n)
		}
	}
	return out
}

// bylineElements lists what looks like a byline outside comments, menus and other stories.
func (p *page) bylineElements() (out []*html.Node) {
	for n := range p.doc.Descendants() {
		if n.Type == html.ElementNode && (hasWord(n, bylineWords) || isAuthorLink(n)) && len(textOf(n)) < maxLine &&
			closest(n, atom.Nav, atom.Footer, atom.Aside, atom.Form) == nil && closest(n.Parent, atom.A) == nil && !p.inOther(n) {
			if out = append(out, n); len(out) == maxTimes {
				break
			}
		}
	}
	return out
}

// bylineElsewhere looks for authors outside the story's head, the surest places first.
func (p *page) bylineElsewhere() {
	for _, look := range []func(){p.markedElsewhere, p.bylineInStory, p.labelled, p.onlyByline, p.signedBySite} {
		if look(); len(p.Article.Authors) > 0 {
			return
		}
	}
}

func (p *page) markedElsewhere() {
	for _, n := range append(cascadia.QueryAll(p.root, selAuthor), p.spareAuthors...) {
		if len(p.Article.Authors) == 0 && len(textOf(n)) < maxLine {
			p.authorElement(n)
		}
	}
}

func (p *page) bylineInStory() {
	looked := 0
	for n := range p.root.Descendants() {
		if n.Type != html.ElementNode || !hasWord(n, bylineWords) {
			continue
		}
		if looked++; looked > maxTimes || len(p.Article.Authors) > 0 {
			return
		}
		if text := textOf(n); len(text) < maxLine && (byMark.MatchString(text) || isNames(text)) {
			p.bylineElement(n)
		}
	}
}

// onlyByline takes the name that is the only one in all bylines of the page, menus and other stories left out.
func (p *page) onlyByline() {
	name, address := "", ""
	for _, n := range p.spareBylines {
		text, _, _ := strings.Cut(strings.TrimSpace(linesOf(n)), "\n")
		names := bylineNames(text)
		if len(names) != 1 || !isNames(names[0]) && !desk[strings.ToLower(names[0])] {
			continue
		}
		if name != "" && !strings.EqualFold(name, names[0]) {
			return
		}
		if link := cascadia.Query(n, selLink); link != nil {
			address = attr(link, "href")
		}
		name = names[0]
	}
	p.author(name, address, "html:byline")
}

// signedBySite takes the site's own name where it is linked as an author: that is how the story is signed.
func (p *page) signedBySite() {
	p.person = true
	for _, n := range p.spareAuthors {
		if len(p.Article.Authors) == 0 && isAuthorLink(n) {
			p.authorElement(n)
		}
	}
	p.person = false
}

// labelled takes the names behind a label, to the end of their line: "<b>Author:</b> Jane Doe<br>".
func (p *page) labelled() {
	looked := 0
	for n := range p.doc.Descendants() {
		if n.Type != html.TextNode || len(n.Data) > maxLine || !authorLabel.MatchString(n.Data) || closest(n.Parent, atom.Nav, atom.Footer, atom.Aside, atom.Form, atom.A) != nil || p.inOther(n.Parent) {
			continue
		}
		if looked++; looked > maxTimes || len(p.Article.Authors) > 0 {
			return
		}
		if names := bylineNames(restOfLine(n)); len(names) > 0 && isNames(names[0]) {
			p.author(names[0], "", "html:byline")
		}
	}
}

// restOfLine is the text behind n up to the next line break or block, whether or not n stands in an element of its own.
func restOfLine(n *html.Node) string {
	for n.NextSibling == nil && n.Parent != nil && n.Parent.DataAtom != atom.Body {
		n = n.Parent
	}
	var b strings.Builder
	for n = n.NextSibling; n != nil && b.Len() < maxLine && n.DataAtom != atom.Br; n = n.NextSibling {
		text := n.Data
		if n.Type == html.ElementNode {
			text = textOf(n)
		}
		if isBlock(n) && strings.TrimSpace(b.String()) != "" {
			break
		}
		b.WriteString(text)
		if isBlock(n) && strings.TrimSpace(text) != "" {
			break
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// signOff takes the authors that sign the end of the text, where nothing above it has named them: "Von Jane Doe", or a name
// alone that is set apart.
func (p *page) signOff(parts []part) []part {
	for i := len(parts) - 1; i >= max(1, len(parts)-6) && len(p.Article.Authors) == 0; i-- {
		text := parts[i].text
		if parts[i].prose() > 0 {
			break
		}
		if parts[i].kind != paragraph || len(text) > maxLine/2 || endsSentence(text) && !strings.HasSuffix(text, ")") {
			continue
		}
		if names := bylineNames(text); len(names) > 0 && (byMark.MatchString(text) || setApart(parts[i].run)) && isNames(strings.Join(names, ", ")) {
			for _, name := range names {
				p.author(name, "", "html:text")
			}
			if len(p.Article.Authors) > 0 {
				return slices.Delete(parts, i, i+1)
			}
		}
	}
	return parts
}

// setApart reports that all of a paragraph is emphasised.
func setApart(run []*html.Node) bool {
	for _, n := range run {
		if n.Type == html.TextNode && strings.TrimSpace(n.Data) != "" || n.Type == html.ElementNode && !slices.Contains([]atom.Atom{atom.Em, atom.I, atom.B, atom.Strong, atom.Br, atom.Small}, n.DataAtom) {
			return false
		}
	}
	return true
}
