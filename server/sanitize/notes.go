package sanitize

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// A footnote is a short link of the body to a place in it that is a paragraph or an item of a list. Both get the place's name, as
// data-note and data-noted; ids do not stay, since a page has its own. The story's page shows the note where its sign is.

const (
	maxSign  = 6   // runes of a note's sign: "12", "[12]", "*"
	maxNotes = 300 // of a body; further ones stay plain links
)

var (
	noteNames = regexp.MustCompile(`^[A-Za-z0-9_.:-]{1,60}$`)
	noted     = set("p li dd")
)

// footnotes names the signs and the notes of a body, by their nodes.
func (t *tree) footnotes(root *html.Node) map[*html.Node]string {
	places := map[string]*html.Node{}
	for n := range root.Descendants() {
		name, _ := attribute(n, "id")
		if marked, _ := attribute(n, "data-noted"); marked != "" {
			name = marked
		}
		if n.Type == html.ElementNode && noted[n.Data] && noteNames.MatchString(name) && places[name] == nil {
			places[name] = n
		}
	}
	if len(places) == 0 {
		return nil
	}
	marks := map[*html.Node]string{}
	for n := range root.Descendants() {
		if !isElement(n, "a") || len(marks) >= 2*maxNotes {
			continue
		}
		name, _ := attribute(n, "data-note")
		if name == "" {
			name = t.within(n)
		}
		if place := places[name]; place != nil && short(n) && !holds(place, n) {
			marks[n], marks[place] = name, name
		}
	}
	return marks
}

// within is the name of the place in the body that a link leads to, "" where it leads elsewhere.
func (t *tree) within(n *html.Node) string {
	href, _ := attribute(n, "href")
	before, name, found := strings.Cut(href, "#")
	if !found || t.base == nil {
		return ""
	}
	if before != "" {
		u, err := t.base.Parse(before)
		page := *t.base
		page.Fragment, page.RawFragment = "", ""
		if err != nil || u.String() != page.String() {
			return ""
		}
	}
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	return name
}

// short reports that a link is a note's sign and not a sentence, nor the way back from a note.
func short(n *html.Node) bool {
	sign := strings.TrimSpace(textIn(n))
	return sign != "" && utf8.RuneCountInString(sign) <= maxSign && !strings.ContainsAny(sign, "↩↑⤴^")
}

func holds(n, inner *html.Node) bool {
	for ; inner != nil; inner = inner.Parent {
		if inner == n {
			return true
		}
	}
	return false
}
