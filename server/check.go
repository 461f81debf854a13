package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"newsflash/server/ingest"
	"newsflash/server/sanitize"
	"newsflash/server/store/sqlite"
	"newsflash/widget"
)

type sourceCheckCmd struct {
	fetchFlags
	Zone  string `help:"Time zone of dates that name none."`
	Lang  string `help:"Language of articles that name none, and of dates like 8/11/2025."`
	Limit int    `default:"10" help:"Articles that are looked at (${default})."`
	JSON  bool   `name:"json" help:"Print one JSON object per article instead of a table."`
	Place string `arg:"" help:"Address of a feed, a site, a sitemap or an article, or a folder."`
}

// Help shows examples below the flags.
func (sourceCheckCmd) Help() string {
	return `Prints per article its fields, where each was read, and what an editor should mend. Exits with 1 if any would be refused.

Examples:
  newsflash source check https://news.example/
  newsflash source check --json --limit 50 https://news.example/feed/`
}

// checked is the report on one article.
type checked struct {
	Origin   string             `json:"origin"`
	Article  *widget.Article    `json:"article,omitempty"` // as it would be stored
	Words    int                `json:"words"`
	Warnings []sanitize.Warning `json:"warnings,omitempty"`
	Refused  string             `json:"refused,omitempty"`
}

// Run reads the place into nothing: the store is a new one that goes away.
func (c sourceCheckCmd) Run(s streams) (err error) {
	folder, err := os.MkdirTemp("", "newsflash-check-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	st, err := sqlite.Open(s.ctx, folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	e := engine(s, st, c.fetchFlags)
	found, err := e.Discover(s.ctx, c.Place)
	if err != nil {
		return err
	}
	src := found.Source
	src.ID, src.Zone, src.Lang = "check", c.Zone, c.Lang
	fmt.Fprintf(s.stderr, "%s\n%s  %s\n", found.Why, src.Kind, src.URL)
	drafts, err := e.Look(s.ctx, src, c.Limit)
	if err != nil {
		return err
	}
	refused := 0
	out := json.NewEncoder(s.stdout)
	for _, d := range drafts {
		report := check(d)
		if report.Refused != "" {
			refused++
		}
		if !c.JSON {
			err = report.print(s)
		} else {
			err = out.Encode(report)
		}
		if err != nil {
			return err
		}
	}
	if len(drafts) == 0 {
		return fmt.Errorf("source %s: no articles were found", src.URL)
	}
	if refused > 0 {
		return fmt.Errorf("%d of %d articles would be refused", refused, len(drafts))
	}
	return nil
}

func check(d ingest.Draft) checked {
	report := checked{Origin: d.Origin, Warnings: d.Warnings}
	if d.Err == nil {
		var clean sanitize.Article
		var warnings []sanitize.Warning
		clean, warnings, d.Err = sanitize.Clean(d.Article)
		report.Warnings = append(report.Warnings, warnings...)
		if d.Err == nil {
			fields := clean.Fields()
			report.Article, report.Words = &fields, len(strings.Fields(sanitize.Text(fields.Body)))
		}
	}
	if d.Err != nil {
		report.Refused = strings.ReplaceAll(d.Err.Error(), "\n", "; ")
	}
	return report
}

func (r checked) print(s streams) error {
	if r.Article == nil {
		_, err := fmt.Fprintf(s.stdout, "\nREFUSED  %s\n  %s\n", r.Origin, r.Refused)
		return err
	}
	a := r.Article
	fmt.Fprintf(s.stdout, "\n%s\n", a.Title)
	table := tabwriter.NewWriter(s.stdout, 0, 0, 2, ' ', 0)
	for _, row := range []struct{ field, value string }{
		{"url", a.URL},
		{"kicker", a.Kicker},
		{"deck", a.Deck},
		{"authors", names(a.Authors)},
		{"published", a.Published.String()},
		{"updated", a.Updated.String()},
		{"read_time", minutes(a.ReadTime)},
		{"picture", pictureOf(a)},
		{"dateline", a.Dateline},
		{"body", fmt.Sprintf("%d words", r.Words)},
		{"cross_links", count(a.CrossLinks)},
		{"related", count(a.Related)},
		{"tags", strings.Join(a.Tags, ", ")},
		{"section", a.Section},
		{"lang", strings.TrimSpace(a.Lang + " " + a.Dir)},
	} {
		fmt.Fprintf(table, "  %s\t%s\t%s\n", row.field, short(row.value), from(a.Provenance, row.field))
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, w := range r.Warnings {
		fmt.Fprintf(s.stdout, "  ! %s: %s\n", w.Field, w.Message)
	}
	return nil
}

// from gives where a field was read, and where its parts were.
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

func pictureOf(a *widget.Article) string {
	switch {
	case a.Picture == nil:
		return ""
	case a.Picture.Alt == "":
		return "no alt  " + a.Picture.URL
	default:
		return fmt.Sprintf("%q  %s", a.Picture.Alt, a.Picture.URL)
	}
}

func count(links []widget.Link) string {
	if len(links) == 0 {
		return ""
	}
	return fmt.Sprintf("%d, first %q", len(links), links[0].Title)
}
