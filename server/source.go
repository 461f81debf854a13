package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"text/tabwriter"
	"time"

	"newsflash/server/fetch"
	"newsflash/server/source"
	"newsflash/server/store"
)

// sourceCmd are the commands on the places that `serve` reads again and again.
type sourceCmd struct {
	Add    sourceAddCmd    `cmd:"" help:"Add a feed, WordPress site, sitemap, page or folder."`
	List   sourceListCmd   `cmd:"" help:"List the sources and how their last reading went."`
	Remove sourceRemoveCmd `cmd:"" help:"Remove a source; its articles stay."`
	Check  sourceCheckCmd  `cmd:"" help:"Show what would be taken from a place, without storing anything."`
	Token  sourceTokenCmd  `cmd:"" help:"Make a new token for pushing to a source."`
}

// fetchFlags say how other servers are asked.
type fetchFlags struct {
	AllowPrivate bool `env:"NEWSFLASH_ALLOW_PRIVATE" help:"Also fetch from addresses that are not public: for an intranet."`
}

func (f fetchFlags) client() *fetch.Client {
	return fetch.New(fetch.Options{AllowPrivate: f.AllowPrivate, UserAgent: "Newsflash/1.0 (+article cards)"})
}

type sourceAddCmd struct {
	storeFlags
	fetchFlags
	Name  string        `help:"The source's name (default: made from the address)."`
	Zone  string        `help:"Time zone of dates that name none, e.g. Asia/Karachi."`
	Lang  string        `help:"Language of articles that name none, and of dates like 8/11/2025, e.g. en-GB."`
	Every time.Duration `default:"10m" help:"Time between readings (${default})."`
	Push  bool          `help:"Nothing is read: the publisher sends articles to /ingest. PLACE is the source's name."`
	Place string        `arg:"" help:"Address of a feed, a site, a sitemap or an article, or a folder."`
}

// Help shows examples below the flags.
func (sourceAddCmd) Help() string {
	return `The best way to read a place is found and said. A running server begins to read it at once.

Examples:
  newsflash source add https://news.example/
  newsflash source add --zone Asia/Karachi --lang ur-PK --every 5m https://news.example/feed/
  newsflash source add /srv/stories
  newsflash source add --push desk`
}

// Run finds out what the place is and stores it.
func (c sourceAddCmd) Run(s streams) (err error) {
	src := store.Source{ID: c.Name, Zone: c.Zone, Lang: c.Lang, Every: c.Every}
	token := ""
	if c.Push {
		src.Kind, src.ID, token = store.Push, c.Place, rand.Text()
		src.Token = source.HashToken(token)
	} else if _, err := source.Check(store.Source{ID: "x", Zone: c.Zone, Lang: c.Lang, Every: c.Every}); err != nil { // before anything is fetched
		return usageError{err}
	}
	st, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	var found source.Found
	if !c.Push {
		if found, err = engine(s, st, c.fetchFlags).Discover(s.ctx, c.Place); err != nil {
			return err
		}
		src.Kind, src.URL = found.Source.Kind, found.Source.URL
	}
	if src, err = source.Check(src); err != nil {
		return usageError{err}
	}
	if err := st.AddSource(s.ctx, src); err != nil {
		if errors.Is(err, store.ErrExists) {
			return fmt.Errorf("%w; `newsflash source list` shows it, --name gives another name", err)
		}
		return err
	}
	fmt.Fprintf(s.stdout, "added  %s  %s  %s\n", src.ID, src.Kind, src.URL)
	if c.Push {
		sayToken(s, token)
		return nil
	}
	fmt.Fprintln(s.stdout, found.Why)
	for _, other := range found.Others {
		fmt.Fprintf(s.stdout, "also there: %s\n", other)
	}
	return nil
}

func sayToken(s streams, token string) {
	fmt.Fprintf(s.stdout, "Send articles with this token; it is shown only now:\n  curl -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' --data @item.json SERVER/ingest\n", token)
}

// engine reads sources with messages for people only.
func engine(s streams, st store.Store, f fetchFlags) *source.Engine {
	return source.New(st, f.client(), slog.New(slog.NewTextHandler(s.stderr, &slog.HandlerOptions{Level: slog.LevelWarn})))
}

type sourceListCmd struct {
	storeFlags
	JSON bool `name:"json" help:"Print one JSON object per source instead of a table."`
}

// Run prints all sources.
func (c sourceListCmd) Run(s streams) (err error) {
	st, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	all, err := st.Sources(s.ctx)
	if err != nil {
		return err
	}
	if c.JSON {
		out := json.NewEncoder(s.stdout)
		for _, src := range all {
			if err := out.Encode(src); err != nil {
				return err
			}
		}
		return nil
	}
	if len(all) == 0 {
		fmt.Fprintln(s.stdout, "There are no sources yet. `newsflash source add https://news.example/` adds one.")
		return nil
	}
	table := tabwriter.NewWriter(s.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NAME\tKIND\tEVERY\tLAST READ\tSTATE\tADDRESS")
	for _, src := range all {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", src.ID, src.Kind, src.Every, lastRead(src), stateOf(src), src.URL)
	}
	return table.Flush()
}

func lastRead(src store.Source) string {
	if src.State.Polled.IsZero() {
		return "never"
	}
	return src.State.Polled.Local().Format("2006-01-02 15:04")
}

func stateOf(src store.Source) string {
	switch {
	case src.Kind == store.Push:
		return "waits"
	case src.State.Error != "":
		return fmt.Sprintf("failed %d times: %s", src.State.Failures, src.State.Error)
	case src.State.Polled.IsZero():
		return "not read yet"
	default:
		return "ok"
	}
}

type sourceRemoveCmd struct {
	storeFlags
	Name string `arg:"" help:"The source's name, as list shows it."`
}

// Run removes a source.
func (c sourceRemoveCmd) Run(s streams) error {
	return c.with(s.ctx, c.Name, func(st store.Store, src store.Source) error {
		if err := st.RemoveSource(s.ctx, src.ID); err != nil {
			return err
		}
		_, err := fmt.Fprintf(s.stdout, "removed  %s; its articles stay\n", src.ID)
		return err
	})
}

type sourceTokenCmd struct {
	storeFlags
	Name string `arg:"" help:"The source's name, as list shows it."`
}

// Run replaces a source's token.
func (c sourceTokenCmd) Run(s streams) error {
	return c.with(s.ctx, c.Name, func(st store.Store, src store.Source) error {
		token := rand.Text()
		src.Token = source.HashToken(token)
		if err := st.SaveSource(s.ctx, src); err != nil {
			return err
		}
		sayToken(s, token)
		return nil
	})
}

// with opens the store and finds a source by its name.
func (f storeFlags) with(ctx context.Context, name string, do func(store.Store, store.Source) error) (err error) {
	st, err := f.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	src, err := st.Source(ctx, name)
	if errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("there is no source named %q; `newsflash source list` shows all", name)
	}
	if err != nil {
		return err
	}
	return do(st, src)
}
