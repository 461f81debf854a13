package ingest

import (
	"regexp"
	"strings"

	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

// correctionText opens a note on what was wrong, in the languages of the publishers we know.
var correctionText = regexp.MustCompile(`(?i)^(?:corrections?|clarifications?|editor[’']s note: (?:an|a) (?:earlier|previous) version|` +
	`this (?:article|story|piece|report) (?:was|has been) (?:amended|corrected)|an earlier version of this|` +
	`korrektur|berichtigung|richtigstellung|in einer früheren (?:version|fassung)|rectificatif|erratum|fe de (?:errores|erratas)|corrección|correção|errata corrige|` +
	`訂正|更正|勘误|تصحيح|تصحیح|исправление|уточнение)\b?\s*(?:[:：—–-]|\s|$)`)

const maxNotes = 2000 // elements that are looked at for a correction

// correction reads the note that the page shows, which stays in the text where it stands there.
func (p *page) correction() {
	a, looked := &p.Article, 0
	for n := range p.root.Descendants() {
		if a.Correction != nil || looked > maxNotes {
			return
		}
		switch n.DataAtom {
		case atom.P, atom.Div, atom.Em, atom.Li, atom.Span:
		default:
			continue
		}
		looked++
		if p.order[n] < p.order[p.h1] || !isLeaf(n) {
			continue
		}
		text := textOf(n)
		if len(text) < shortBlock/2 || !correctionText.MatchString(text) || widget.CheckText("correction", text, widget.MaxNote) != nil {
			continue
		}
		a.Correction = &widget.Correction{Note: strings.TrimSpace(text)}
		if date, ok := findDate(text); ok {
			a.Correction.Date = date
		}
		p.note("correction", "html:text")
	}
}
