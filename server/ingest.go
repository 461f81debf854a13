package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"newsflash/server/ingest"
	"newsflash/server/source"
	"newsflash/server/store"
)

type ingestCmd struct {
	storeFlags
	fetchFlags
	JSON    bool     `name:"json" help:"Print one JSON object per article instead of a line."`
	Sources []string `arg:"" name:"source" help:"Files, folders, and addresses of feeds, sites or pages."`
}

// Help shows examples below the flags.
func (ingestCmd) Help() string {
	return `Prints a line per article: new, updated, unchanged, or refused and why. Exits with 1 if any was refused.

Examples:
  newsflash ingest story.md
  newsflash ingest --data /var/lib/newsflash --json stories/ feed.json
  newsflash ingest https://news.example/feed/`
}

// relatedAtOnce is the number of changed articles up to which ingest finds their related stories itself. Those of a large
// import are found by the server, within a minute or when it starts: whoever waits for the command need not wait for them.
const relatedAtOnce = 100

// ingesting is one run of the command.
type ingesting struct {
	streams
	json   bool
	store  store.Store
	reader *source.Engine
	bar    *progressbar.ProgressBar
	lines  *json.Encoder
	done   map[string]int
	err    error // of printing
}

// Run ingests all sources; a refused article does not stop the others.
func (c ingestCmd) Run(s streams) (err error) {
	var places, addresses []string
	for _, name := range c.Sources {
		if strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://") {
			addresses = append(addresses, name)
		} else {
			places = append(places, name)
		}
	}
	files, err := ingest.Find(places)
	if err != nil {
		return err
	}
	st, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	run := ingesting{
		streams: s, json: c.JSON, store: st, reader: engine(s, st, c.fetchFlags),
		bar: progress(s, len(files), "ingest"), lines: json.NewEncoder(s.stdout), done: map[string]int{},
	}
	if err := run.files(files); err != nil {
		return err
	}
	for _, address := range addresses {
		if err := run.address(address); err != nil {
			return err
		}
	}
	return run.sum()
}

func (r *ingesting) files(files []string) error {
	seen := 0
	intake := ingest.Intake{Store: r.store, Picture: r.reader.Picture}
	_, err := intake.Run(r.ctx, ingest.Files(files), func(o ingest.Outcome) {
		r.report(o)
		if seen < len(files) {
			seen++
			_ = r.bar.Add(1)
		}
	})
	_ = r.bar.Clear() // a bar that cannot be drawn stops nothing
	if err != nil {
		return err
	}
	if changed := r.done[string(store.New)] + r.done[string(store.Updated)]; changed <= relatedAtOnce {
		return relate(r.streams, r.store, changed)
	}
	return nil
}

// address reads a feed, site or page once, under the name that `source add` would give it, so that adding it later finds
// the same articles.
func (r *ingesting) address(address string) error {
	found, err := r.reader.Discover(r.ctx, address)
	if err != nil {
		return err
	}
	src, err := source.Check(found.Source)
	if err != nil {
		return err
	}
	if known, err := r.store.Source(r.ctx, src.ID); err == nil {
		src = known
	}
	fmt.Fprintf(r.stderr, "%s\n", found.Why)
	_, _, err = r.reader.Pass(r.ctx, src, r.report)
	return err
}

func (r *ingesting) report(o ingest.Outcome) {
	r.done[o.State]++
	_ = r.bar.Clear()
	if r.json {
		r.err = errors.Join(r.err, r.lines.Encode(o))
	} else {
		printOutcome(r.streams, o)
	}
}

func (r *ingesting) sum() error {
	if r.err != nil {
		return r.err
	}
	refused := r.done[ingest.Refused]
	total := r.done[string(store.New)] + r.done[string(store.Updated)] + r.done[string(store.Unchanged)] + refused
	if !r.json {
		fmt.Fprintf(r.stderr, "%d articles: %d new, %d updated, %d unchanged, %d refused\n",
			total, r.done[string(store.New)], r.done[string(store.Updated)], r.done[string(store.Unchanged)], refused)
	}
	if refused > 0 {
		return fmt.Errorf("%d of %d articles were refused; the others are stored", refused, total)
	}
	return nil
}

func printOutcome(s streams, o ingest.Outcome) {
	if o.State == ingest.Refused {
		fmt.Fprintf(s.stdout, "%-9s  %s: %s\n", o.State, o.Origin, o.Reason)
		return
	}
	fmt.Fprintf(s.stdout, "%-9s  %s  %s\n", o.State, o.ID, o.Title)
	for _, w := range o.Warnings {
		fmt.Fprintf(s.stdout, "           %s: %s\n", w.Field, w.Message)
	}
}

// progress is a bar on a terminal and nothing elsewhere.
func progress(s streams, steps int, what string) *progressbar.ProgressBar {
	terminal := false
	if f, ok := s.stderr.(*os.File); ok {
		terminal = term.IsTerminal(int(f.Fd())) //nolint:gosec // a descriptor is a small number
	}
	return progressbar.NewOptions(steps, progressbar.OptionSetWriter(s.stderr), progressbar.OptionSetVisibility(terminal),
		progressbar.OptionSetDescription(what), progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(true))
}
