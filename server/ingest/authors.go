package ingest

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

// author adds the names that a text holds, unless an earlier source has named the authors. The site itself is no author.
func (p *page) author(text, url, from string) {
	a := &p.Article
	text = bylineText(text)
	if noted, ok := a.Provenance["authors"]; ok && noted != from {
		p.moreAuthors(bylineNames(text))
		return
	}
	if text == "" || strings.Contains(text, "://") || strings.HasPrefix(text, "/") || strings.HasPrefix(text, "@") {
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
		if len(a.Authors) < widget.MaxAuthors && (p.person || !p.isSite(name)) && !p.knowsInitials(name) && widget.CheckText("authors", name, widget.MaxName) == nil && !p.knowsAuthor(name) {
			a.Authors = append(a.Authors, widget.Author{Name: name, URL: strings.TrimSpace(url)})
			p.note("authors", from)
		}
	}
}

// moreAuthors adds the names of a source that has all that are known, and others.
func (p *page) moreAuthors(names []string) {
	known := p.Article.Authors
	if len(names) <= len(known) || slices.ContainsFunc(known, func(a widget.Author) bool { return !slices.Contains(names, a.Name) }) {
		return
	}
	for _, name := range names {
		if !p.knowsAuthor(name) && !hasRole(name) && !p.isSite(name) && len(p.Article.Authors) < widget.MaxAuthors {
			p.Article.Authors = append(p.Article.Authors, widget.Author{Name: name})
		}
	}
}

// knowsInitials reports that a name is only the initials of an author: "Jane Doe, JD".
func (p *page) knowsInitials(name string) bool {
	return slices.ContainsFunc(p.Article.Authors, func(known widget.Author) bool {
		initials := ""
		for word := range strings.FieldsSeq(known.Name) {
			r, _ := utf8.DecodeRuneInString(word)
			initials += string(r)
		}
		return len(initials) > 1 && strings.EqualFold(initials, name)
	})
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
	byOffice := len(told) == 1 && hasRole(told[0].Name)
	account := byOffice || len(told) == 1 && (p.isSiteOrHost(told[0].Name) || !strings.ContainsFunc(told[0].Name, func(r rune) bool { return r == ' ' || r > 0x2e7f }))
	if len(a.Authors) > 0 && account || p.signedByOthers(told) {
		return
	}
	if byOffice {
		p.office, p.officeFrom = told[0], from
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

// signedByOthers reports that the story's line "By ..." names a person, and none of those whom the page's head names are among the
// authors that the story shows: systems note who typed a story in, the story says who wrote it.
func (p *page) signedByOthers(told []widget.Author) bool {
	return len(p.signature) > 0 && !hasRole(p.signature[0]) && p.knowsAuthor(p.signature[0]) &&
		!slices.ContainsFunc(told, func(t widget.Author) bool { return p.knowsAuthor(t.Name) })
}

// signedByOffice gives the authors to the office that the page's head names, when the story has named no person.
func (p *page) signedByOffice() {
	if len(p.Article.Authors) == 0 && p.office.Name != "" {
		p.Article.Authors = []widget.Author{p.office}
		p.note("authors", p.officeFrom)
	}
}

func (p *page) bylineAbove(head []*html.Node) {
	for _, n := range head {
		if (selAuthor.Match(n) || isAuthorLink(n)) && within(n, p.root) && !p.holdsStart(n) && len(textOf(n)) < maxLine {
			p.sign(textOf(n))
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

// sign notes the names of the first line that says "By ...".
func (p *page) sign(line string) {
	if p.signature == nil && byMark.MatchString(line) {
		p.signature = bylineNames(line)
	}
}

// authorPath matches the addresses of pages about an author.
var authorPath = regexp.MustCompile(`(?i)/(?:authors?|profil|autor(?:en|es|in)?|auteurs?|autori|reporters?|people|profiles?|by|writers?|journalists?|contributors?|columnists?|staff|redaktion|redacteur|journaliste|firma|correspondents?)/[^/]`)

func isAuthorLink(n *html.Node) bool {
	return n.DataAtom == atom.A && authorPath.MatchString(attr(n, "href")) && bylineNames(textOf(n)) != nil
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
	} else if len(text) < maxLine {
		p.dateIn(text)
	}
	if len(text) < maxLine {
		for line := range strings.SplitSeq(linesOf(n), "\n") {
			line, _, _ = strings.Cut(strings.NewReplacer("|", "·", "•", "·").Replace(line), "·")
			line = strings.TrimSpace(line)
			p.sign(line)
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
