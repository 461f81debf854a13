package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"

	"newsflash/server/report"
	"newsflash/server/store/sqlite"
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
		r := report.Of(d)
		if r.Refused != "" {
			refused++
		}
		if !c.JSON {
			err = printReport(s, r)
		} else {
			err = out.Encode(r)
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

func printReport(s streams, r report.Report) error {
	if r.Article == nil {
		_, err := fmt.Fprintf(s.stdout, "\nREFUSED  %s\n  %s\n", r.Origin, r.Refused)
		return err
	}
	fmt.Fprintf(s.stdout, "\n%s\n", r.Article.Title)
	table := tabwriter.NewWriter(s.stdout, 0, 0, 2, ' ', 0)
	for _, f := range report.Fields(*r.Article) {
		fmt.Fprintf(table, "  %s\t%s\t%s\n", f.Name, f.Value, f.From)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, w := range r.Warnings {
		fmt.Fprintf(s.stdout, "  ! %s: %s\n", w.Field, w.Message)
	}
	return nil
}
