package source

import (
	"context"
	"fmt"
	"slices"

	"newsflash/server/fetch"
	"newsflash/server/ingest"
	"newsflash/server/store"
	"newsflash/widget"
)

const (
	acceptSitemap = "application/xml,text/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5"

	maxSitemaps = 50     // that an index leads to, the newest
	maxEntries  = 50_000 // of all of them
	maxAtOnce   = 500    // notes asked of the store in one query
)

// readSitemap visits the pages of a sitemap, the newest first, that are new or whose lastmod has changed.
func (e *Engine) readSitemap(ctx context.Context, r *reading) error {
	answer, err := e.get(ctx, r, r.src.URL, acceptSitemap)
	if err != nil {
		return err
	}
	if answer == nil {
		return e.lookAfter(ctx, r, never, nil)
	}
	entries, err := e.entries(ctx, r.src, *answer)
	if err != nil {
		r.forget()
		return err
	}
	lastRead, _ := cursor(r.src.State.Cursor)
	first := r.src.State.Cursor == ""
	listed, err := e.sitemapPages(ctx, r, entries)
	if err != nil {
		return err
	}
	r.src.State.Cursor = fmt.Sprint(r.now.UnixMilli())
	if first {
		return nil
	}
	return e.lookAfter(ctx, r, lastRead, listed)
}

// entries reads a sitemap, and those that it leads to where it is an index. Indexes of indexes are not followed: the
// protocol knows none (https://www.sitemaps.org/protocol.html).
func (e *Engine) entries(ctx context.Context, src store.Source, answer fetch.Response) ([]ingest.SitemapEntry, error) {
	top, err := ingest.DecodeSitemap(input(src, answer))
	if err != nil {
		return nil, err
	}
	entries := top.Pages
	children := top.Sitemaps
	for _, child := range children[:min(len(children), maxSitemaps)] {
		address, err := widget.ParseURL(child.URL, nil)
		if err != nil || len(entries) >= maxEntries {
			continue
		}
		answer, err := e.Fetch.Get(ctx, fetch.Request{URL: address, Accept: acceptSitemap})
		if err != nil {
			return nil, err
		}
		part, err := ingest.DecodeSitemap(input(src, answer))
		if err != nil {
			return nil, fmt.Errorf("sitemap %s: %w", address, err)
		}
		entries = append(entries, part.Pages...)
	}
	if len(entries) == 0 {
		return nil, fmt.Errorf("names no pages")
	}
	slices.SortStableFunc(entries, func(a, b ingest.SitemapEntry) int { return b.LastMod.Time.Compare(a.LastMod.Time) })
	return entries[:min(len(entries), maxEntries)], nil
}

// sitemapPages makes the jobs of visiting pages.
func (e *Engine) sitemapPages(ctx context.Context, r *reading, entries []ingest.SitemapEntry) (listed map[string]bool, err error) {
	listed = map[string]bool{}
	pages := 0
	for part := range slices.Chunk(entries, maxAtOnce) {
		var addresses []string
		for _, entry := range part {
			addresses = append(addresses, entry.URL)
		}
		known, err := e.known(ctx, r, addresses...)
		if err != nil {
			return nil, err
		}
		for _, entry := range part {
			if listed[entry.URL] {
				continue
			}
			listed[entry.URL] = true
			v := known[entry.URL]
			stamp := entry.Stamp
			if same := stamp == v.Stamp && !v.Visited.IsZero(); same && (stamp != "" || r.now.Sub(v.Visited) < recheck) {
				r.visited(v)
				continue
			}
			if pages++; pages > maxPages {
				r.forget() // the others are for the next pass
				if !v.Visited.IsZero() {
					r.visited(v)
				}
				continue
			}
			v.Stamp = stamp
			item := entry.Draft(entry.URL)
			r.jobs = append(r.jobs, func(ctx context.Context) []ingest.Draft { return e.visit(ctx, r, v, &item) })
		}
	}
	return listed, nil
}
