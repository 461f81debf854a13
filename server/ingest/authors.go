package ingest

import (
	"regexp"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

// author adds the names that a text holds, unless an earlier source has named the authors. The site itself is no author.
func (p *page) author(text, url, from string) {
	a := &p.Article
	text = strings.Join(strings.Fields(text), " ")
	if noted, ok := a.Provenance["authors"]; ok && noted != from || text == "" || strings.Contains(text, "://") || strings.HasPrefix(text, "/") || strings.HasPrefix(text, "@") {
		return
	}
	if err := widget.CheckText("authors", text, maxByline); err != nil {
		p.warn("authors", "%s of %s is too long for a name; it is left out", widget.Excerpt(text), from)
		return
	}
	names := bylineNames(text)
	if len(names) == 0 && from != "html:text" && from != "html:byline" && isPseudonym(text) {
		names = []string{text} // mark-up says that it is one
	}
	if len(names) > 1 {
		url = ""
	}
	for _, name := range names {
		if len(a.Authors) > 0 && hasRole(name) {
			continue // an office behind a name
		}
		if len(a.Authors) < widget.MaxAuthors && (p.person || !p.isSite(name)) && widget.CheckText("authors", name, widget.MaxName) == nil && !p.knowsAuthor(name) {
			a.Authors = append(a.Authors, widget.Author{Name: name, URL: strings.TrimSpace(url)})
			p.note("authors", from)
		}
	}
}

func (p *page) knowsAuthor(name string) bool {
	for _, known := range p.Article.Authors {
		if strings.EqualFold(known.Name, name) {
			return true
		}
	}
	return false
}

// byline reads the authors that the page shows. They count when its head names none, when it names only an account, and when
// they are those of the head and more.
func (p *page) byline(head []*html.Node) {
	a := &p.Article
	told, from := a.Authors, a.Provenance["authors"]
	if !strings.HasPrefix(from, "json-ld") { // by now the site's name is known
		told = slices.DeleteFunc(told, func(t widget.Author) bool { return p.isSite(t.Name) })
	}
	a.Authors = nil
	delete(a.Provenance, "authors")
	p.bylineAbove(head)
	if len(told) == 0 {
		p.bylineElsewhere()
		return
	}
	account := len(told) == 1 && (hasRole(told[0].Name) || !strings.ContainsFunc(told[0].Name, func(r rune) bool { return r == ' ' || r > 0x2e7f }))
	if len(a.Authors) > 0 && account {
		return
	}
	shown := p.signature
	a.Authors = told
	p.note("authors", from)
	if len(shown) > len(told) && !slices.ContainsFunc(told, func(t widget.Author) bool { return !slices.Contains(shown, t.Name) }) {
		for _, name := range shown {
			if !p.knowsAuthor(name) && len(a.Authors) < widget.MaxAuthors {
				a.Authors = append(a.Authors, widget.Author{Name: name})
			}
		}
		p.note("authors", "html:byline")
	}
}

func (p *page) bylineAbove(head []*html.Node) {
	for _, n := range head {
		if (selAuthor.Match(n) || isAuthorLink(n)) && within(n, p.root) && !p.holdsStart(n) && len(textOf(n)) < maxLine {
			p.authorElement(n)
			take(n, p.root)
		}
	}
	for _, n := range head {
		if hasWord(n, bylineWords) && within(n, p.root) && !p.holdsStart(n) && (p.h1 == nil || !within(p.h1, n)) {
			if p.bylineElement(n) {
				take(n, p.root)
			}
		}
	}
}

// authorPath matches the addresses of pages about an author.
var authorPath = regexp.MustCompile(`(?i)/(?:authors?|autor(?:en|es|in)?|auteurs?|autori|reporters?|people|profiles?|by|writers?|journalists?|contributors?|columnists?|staff|redaktion|redacteur|journaliste|firma|correspondents?)/[^/]`)

func isAuthorLink(n *html.Node) bool {
	return n.DataAtom == atom.A && authorPath.MatchString(attr(n, "href")) && bylineNames(textOf(n)) != nil
}

// outsideOthers lists what a selector finds outside comments and other stories.
func (p *page) outsideOthers(s cascadia.SelectorGroup) (out []*html.Node) {
	for _, n := range cascadia.QueryAll(p.doc, s) {
		for a := n; a != nil; a = a.Parent {
			if a.Type == html.ElementNode && hasWord(a, besideWords) && !within(p.core, a) {
				n = nil
				break
			}
		}
		if n != nil && len(out) < maxTimes {
			out = append(out, n)
		}
	}
	return out
}

// bylineElements lists what looks like a byline outside comments, menus and other stories.
func (p *page) bylineElements() (out []*html.Node) {
	for n := range p.doc.Descendants() {
		if n.Type == html.ElementNode && (hasWord(n, bylineWords) || isAuthorLink(n)) && len(textOf(n)) < maxLine &&
			closest(n, atom.Nav, atom.Footer, atom.Aside, atom.Form) == nil && !slices.ContainsFunc(slices.Collect(n.Ancestors()), func(a *html.Node) bool {
			return a.Type == html.ElementNode && hasWord(a, besideWords) && !within(p.core, a)
		}) {
			if out = append(out, n); len(out) == maxTimes {
				break
			}
		}
	}
	return out
}

// bylineElsewhere looks for authors below the start of the text, where some pages have them, then in boxes about them.
func (p *page) bylineElsewhere() {
	for _, n := range append(cascadia.QueryAll(p.root, selAuthor), p.spareAuthors...) {
		if len(p.Article.Authors) == 0 && len(textOf(n)) < maxLine {
			p.authorElement(n)
		}
	}
	if len(p.Article.Authors) > 0 {
		return
	}
	defer func() { // who signs with the site's name is named so
		p.person = true
		for _, n := range p.spareAuthors {
			if len(p.Article.Authors) == 0 && n.DataAtom == atom.A && isAuthorLink(n) {
				p.authorElement(n)
			}
		}
		p.person = false
	}()
	looked := 0
	for n := range p.root.Descendants() {
		if n.Type != html.ElementNode || !hasWord(n, bylineWords) {
			continue
		}
		if looked++; looked > maxTimes || len(p.Article.Authors) > 0 {
			break
		}
		if text := textOf(n); len(text) < maxLine && (byMark.MatchString(text) || isNames(text)) {
			p.bylineElement(n)
		}
	}
	if len(p.Article.Authors) == 0 {
		p.onlyByline()
	}
	if len(p.Article.Authors) == 0 {
		p.labelled()
	}
}

// onlyByline takes the name that stands alone in all bylines of the page, menus and other stories left out.
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

// labelled takes the names behind a label, to the end of their line: "<b>Author:</b> Jane Doe<br>".
func (p *page) labelled() {
	looked := 0
	for n := range p.doc.Descendants() {
		if n.Type != html.TextNode || len(n.Data) > maxLine || !authorLabel.MatchString(n.Data) || closest(n.Parent, atom.Nav, atom.Footer, atom.Aside, atom.Form) != nil {
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

func (p *page) authorElement(n *html.Node) {
	address := attr(n, "href")
	if link := cascadia.Query(n, selLink); address == "" && link != nil {
		address = attr(link, "href")
	}
	if name := cascadia.Query(n, selName); name != nil {
		if text := attr(name, "content"); text != "" {
			p.author(text, address, "html:author")
			return
		}
		n = name
	}
	if text := attr(n, "content"); text != "" {
		p.author(text, address, "html:author")
		return
	}
	p.author(textOf(n), address, "html:author")
}

// bylineElement reads names from an element whose class says byline: its links, else its text. It reports whether it can go.
func (p *page) bylineElement(n *html.Node) bool {
	text := textOf(n)
	if len(text) >= 2*maxLine {
		return false
	}
	found := len(p.Article.Authors)
	if stamp := cascadia.Query(n, selTime); stamp != nil {
		p.time(stamp)
	} else if date, ok := findDate(text); ok && len(text) < maxLine {
		p.shownDates(text, date)
	}
	if len(text) < maxLine {
		for line := range strings.SplitSeq(linesOf(n), "\n") {
			line, _, _ = strings.Cut(strings.NewReplacer("|", "·", "•", "·").Replace(line), "·")
			line = strings.TrimSpace(line)
			if p.signature == nil && byMark.MatchString(line) && !slices.ContainsFunc(nameParting.Split(line, -1), hasRole) {
				p.signature = bylineNames(line)
			}
			if byMark.MatchString(line) || len(p.Article.Authors) == found && isNames(line) {
				p.author(line, "", "html:byline")
			}
		}
	}
	if len(p.Article.Authors) == found {
		for c := range n.Descendants() { // a name and an office, each in an element of its own
			if text := textOf(c); c.Type == html.ElementNode && isLeaf(c) && len(text) < maxLine/2 && isNames(text) {
				p.author(text, attr(c, "href"), "html:byline")
			}
		}
	}
	return true
}

// isNames reports that a text without any mark of a byline can only be names.
func isNames(text string) bool {
	names := bylineNames(text)
	if len(names) == 0 {
		return false
	}
	length := 0
	for _, name := range names {
		length += len(name)
		if words := len(strings.Fields(name)); words < 2 && name[0] < 0x80 || hasRole(name) {
			return false
		}
	}
	return true
}
