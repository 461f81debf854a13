// Package report is what an editor is told of an article: its fields, where each was read, and what is to be mended.
package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"newsflash/server/ingest"
	"newsflash/server/sanitize"
	"newsflash/widget"
	"newsflash/widget/api"
)

// Report is on one article.
type Report struct {
	Origin   string             `json:"origin"`
	Article  *widget.Article    `json:"article,omitempty"` // as it would be stored
	Words    int                `json:"words"`
	Warnings []sanitize.Warning `json:"warnings,omitempty"`
	Refused  string             `json:"refused,omitempty"`
}

// Of reports on what was read, before it is stored.
func Of(d ingest.Draft) Report {
	r := Report{Origin: d.Origin, Warnings: d.Warnings}
	if d.Err == nil {
		var clean sanitize.Article
		var warnings []sanitize.Warning
		clean, warnings, d.Err = sanitize.Clean(d.Article)
		r.Warnings = append(r.Warnings, warnings...)
		if d.Err == nil {
			a := clean.Fields()
			r.Article, r.Words = &a, words(a)
			r.Warnings = append(r.Warnings, Lacks(a)...)
		}
	}
	if d.Err != nil {
		r.Refused = strings.ReplaceAll(d.Err.Error(), "\n", "; ")
	}
	return r
}

// Lacks says what a clean article lacks that readers would miss, beside what the sanitiser has said: of pictures without an
// alternative text it does.
func Lacks(a widget.Article) (out []sanitize.Warning) {
	miss := func(missing bool, field, message string) {
		if missing {
			out = append(out, sanitize.Warning{Field: field, Message: message})
		}
	}
	miss(a.Published.IsZero(), "published", "is missing: the card has no date")
	miss(a.URL == "", "url", "is missing: the headline leads to the card's own page")
	miss(a.Body == "", "body", "is missing: the story cannot be read in the card")
	miss(a.Lang == "", "lang", "is missing: the card's own words are English, and screen readers guess")
	return out
}

// Fields lists the fields that a card is made of.
func Fields(a widget.Article) (out []api.Field) {
	for _, row := range []struct{ name, value string }{
		{"title", a.Title},
		{"url", a.URL},
		{"kicker", a.Kicker},
		{"deck", a.Deck},
		{"authors", names(a.Authors)},
		{"published", a.Published.String()},
		{"updated", a.Updated.String()},
		{"read_time", minutes(a.ReadTime)},
		{"picture", picture(a.Picture)},
		{"dateline", a.Dateline},
		{"body", fmt.Sprintf("%d words", words(a))},
		{"cross_links", count(a.CrossLinks)},
		{"related", count(a.Related)},
		{"tags", strings.Join(a.Tags, ", ")},
		{"section", a.Section},
		{"lang", strings.TrimSpace(a.Lang + " " + a.Dir)},
	} {
		out = append(out, api.Field{Name: row.name, Value: short(row.value), From: from(a.Provenance, row.name)})
	}
	return out
}

func words(a widget.Article) int { return len(strings.Fields(sanitize.Text(a.Body))) }

func from(provenance map[string]string, field string) string {
	var all []string
	for _, key := range slices.Sorted(maps.Keys(provenance)) {
		if key == field || strings.HasPrefix(key, field+".") {
			all = append(all, provenance[key])
		}
	}
	return strings.Join(slices.Compact(all), ", ")
}

func short(s string) string {
	const most = 60
	if s == "" {
		return "-"
	}
	if utf8.RuneCountInString(s) > most {
		return string([]rune(s)[:most-1]) + "…"
	}
	return s
}

func names(authors []widget.Author) string {
	all := make([]string, len(authors))
	for i, a := range authors {
		all[i] = a.Name
	}
	return strings.Join(all, ", ")
}

func minutes(r widget.ReadTime) string {
	switch {
	case r.Minutes == 0:
		return ""
	case r.FromPublisher:
		return fmt.Sprintf("%d min, as the publisher says", r.Minutes)
	default:
		return fmt.Sprintf("%d min, counted", r.Minutes)
	}
}

func picture(p *widget.Picture) string {
	switch {
	case p == nil:
		return ""
	case p.Alt == "":
		return "no alt  " + p.URL
	default:
		return fmt.Sprintf("%q  %s", p.Alt, p.URL)
	}
}

func count(links []widget.Link) string {
	if len(links) == 0 {
		return ""
	}
	return fmt.Sprintf("%d, first %q", len(links), links[0].Title)
}
