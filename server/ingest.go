package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"newsflash/server/ingest"
)

type ingestCmd struct {
	storeFlags
	JSON    bool     `name:"json" help:"Print one JSON object per article instead of a line."`
	Sources []string `arg:"" name:"source" help:"Files or folders: JSON Feed, Markdown, HTML, plain text."`
}

// Help shows examples below the flags.
func (ingestCmd) Help() string {
	return `Prints a line per article: new, updated, unchanged, or refused and why. Exits with 1 if any was refused.

Examples:
  newsflash ingest story.md
  newsflash ingest --data /var/lib/newsflash --json stories/ feed.json`
}

// Run ingests all sources; a refused article does not stop the others.
func (c ingestCmd) Run(s streams) (err error) {
	files, err := ingest.Find(c.Sources)
	if err != nil {
		return err
	}
	st, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()

	bar := progress(s, len(files), "ingest")
	lines := json.NewEncoder(s.stdout)
	done := map[string]int{}
	seen := 0
	refused, err := ingest.Intake{Store: st}.Run(s.ctx, ingest.Files(files), func(o ingest.Outcome) {
		done[o.State]++
		_ = bar.Clear() // a bar that cannot be drawn stops nothing
		if c.JSON {
			err = errors.Join(err, lines.Encode(o))
		} else {
			printOutcome(s, o)
		}
		if seen < len(files) {
			seen++
			_ = bar.Add(1)
		}
	})
	_ = bar.Clear()
	if err == nil {
		err = relate(s, st, done["new"]+done["updated"])
	}
	if err != nil {
		return err
	}
	total := done["new"] + done["updated"] + done["unchanged"] + refused
	if !c.JSON {
		fmt.Fprintf(s.stderr, "%d articles: %d new, %d updated, %d unchanged, %d refused\n", total, done["new"], done["updated"], done["unchanged"], refused)
	}
	if refused > 0 {
		return fmt.Errorf("%d of %d articles were refused; the others are stored", refused, total)
	}
	return nil
}

func printOutcome(s streams, o ingest.Outcome) {
	if o.State == "refused" {
		fmt.Fprintf(s.stdout, "%-9s  %s: %s\n", o.State, o.Origin, o.Reason)
		return
	}
	fmt.Fprintf(s.stdout, "%-9s  %s  %s\n", o.State, o.ID, o.Title)
	for _, w := range o.Warnings {
		fmt.Fprintf(s.stdout, "           %s: %s\n", w.Field, w.Message)
	}
}

// progress is a bar on a terminal and nothing elsewhere.
func progress(s streams, count int, what string) *progressbar.ProgressBar {
	terminal := false
	if f, ok := s.stderr.(*os.File); ok {
		terminal = term.IsTerminal(int(f.Fd())) //nolint:gosec // a descriptor is a small number
	}
	return progressbar.NewOptions(count, progressbar.OptionSetWriter(s.stderr), progressbar.OptionSetVisibility(terminal),
		progressbar.OptionSetDescription(what), progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(true))
}
