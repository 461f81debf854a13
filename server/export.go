package main

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"newsflash/server/asset"
	"newsflash/server/export"
	"newsflash/server/site"
	"newsflash/web"
	"newsflash/widget"
)

type exportCmd struct {
	storeFlags
	PublicURL string `required:"" env:"NEWSFLASH_EXPORT_URL" help:"The files' address as readers reach them, e.g. https://cdn.example.org/cards."`
	To        string `help:"Bucket to write to instead of a folder: s3://BUCKET or s3://BUCKET/PREFIX."`
	Endpoint  string `env:"AWS_ENDPOINT_URL" help:"Address of the object store where it is not Amazon's."`
	Region    string `env:"AWS_REGION" help:"Region of the bucket."`
	Dir       string `arg:"" optional:"" type:"path" help:"Folder to write to."`
}

// Help shows examples below the flags.
func (exportCmd) Help() string {
	return `Writes all cards as files, for servers that have nothing but files: scripts, pages, WebAssembly, pictures, oEmbed answers and
_headers. Run it again whenever something has changed: it writes what did, and takes away what is gone.

Examples:
  newsflash export --public-url https://cdn.example.org /var/www/cards
  newsflash export --public-url https://cdn.example.org/cards --to s3://cdn/cards --region eu-central-1
  newsflash export --public-url https://cdn.example.org --to s3://cdn --endpoint https://objects.example.net`
}

// Run exports once.
func (c exportCmd) Run(s streams) (err error) {
	if (c.Dir == "") == (c.To == "") {
		return usageError{errors.New("export: name one place, a folder or --to s3://BUCKET")}
	}
	public, err := widget.ParseURL(strings.TrimRight(c.PublicURL, "/"), nil)
	if err != nil {
		return usageError{fmt.Errorf("--public-url: %w", err)}
	}
	place, err := c.place(s)
	if err != nil {
		return err
	}
	st, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	assets, err := asset.Load(web.Dist(), web.Names...)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(s.stderr, nil))
	cards, err := site.ForFiles(s.ctx, st, assets, public, log)
	if err != nil {
		return err
	}
	bar := progress(s, -1, "export")
	var once sync.Once
	start := time.Now()
	e := export.Exporter{Store: st, Site: cards, Place: place, Now: start, Progress: func(total int) {
		once.Do(func() { bar.ChangeMax(total) })
		_ = bar.Add(1) // a bar that cannot be drawn stops nothing
	}}
	done, err := e.Run(s.ctx)
	_ = bar.Clear()
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "%d articles in %s: %d new, %d updated, %d unchanged; %d files written, %d kept, %d deleted in %s\n",
		done.Articles, place, done.New, done.Updated, done.Still, done.Written, done.Kept, done.Deleted, time.Since(start).Round(100*time.Millisecond))
	return nil
}

func (c exportCmd) place(s streams) (export.Place, error) {
	if c.To != "" {
		return export.OpenBucket(s.ctx, c.To, c.Endpoint, c.Region)
	}
	return export.OpenFolder(c.Dir)
}
