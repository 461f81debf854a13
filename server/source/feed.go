package source

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"newsflash/server/ingest"
	"newsflash/server/store"
	"newsflash/widget"
)

const acceptFeed = "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,application/json;q=0.8,*/*;q=0.5"

// readFeed reads RSS, Atom and JSON Feed. An item that is only a summary leads to its page.
func (e *Engine) readFeed(ctx context.Context, r *reading) error {
	before := r.src.State.Cursor
	lastRead, teasers := cursor(before)
	if teasers && r.now.Sub(lastRead) >= recheck {
		r.forget() // the pages may have changed without the feed
	}
	answer, err := e.get(ctx, r, r.src.URL, acceptFeed)
	if err != nil {
		return err
	}
	if answer == nil {
		return e.lookAfter(ctx, r, never, nil)
	}
	in := input(r.src, *answer)
	drafts := ingest.Decode(in)
	if len(drafts) == 1 && drafts[0].Err != nil && drafts[0].Article.Title == "" {
		r.forget()
		return drafts[0].Err
	}
	if info, ok := ingest.FeedInfo(in); ok {
		r.src.Hub = hubOf(r.src, info)
	}
	ingest.Identify(drafts, r.src.ID, r.src.URL)
	listed, teasers, err := e.feedItems(ctx, r, drafts)
	if err != nil {
		return err
	}
	r.src.State.Cursor = strconv.FormatInt(r.now.UnixMilli(), 10)
	if teasers {
		r.src.State.Cursor += "p"
	}
	if before == "" {
		return nil
	}
	return e.lookAfter(ctx, r, lastRead, listed)
}

// hubOf keeps a subscription as long as the feed names the same hub.
func hubOf(src store.Source, info ingest.Info) store.Hub {
	topic := info.Self
	if topic == "" {
		topic = src.URL
	}
	if info.Hub == src.Hub.URL && topic == src.Hub.Topic {
		return src.Hub
	}
	if info.Hub == "" {
		return store.Hub{}
	}
	return store.Hub{URL: info.Hub, Topic: topic}
}

// feedItems makes the jobs of a feed's items, and notes which pages it names.
func (e *Engine) feedItems(ctx context.Context, r *reading, drafts []ingest.Draft) (listed map[string]bool, teasers bool, err error) {
	listed = map[string]bool{}
	var addresses []string
	for i := range drafts {
		defaults(&drafts[i].Article, r.src)
		address, err := widget.ParseURL(drafts[i].Article.URL, nil)
		if err != nil {
			continue
		}
		if drafts[i].Article.URL = address; !listed[address] { // several items may share one
			listed[address] = true
			addresses = append(addresses, address)
		}
	}
	known, err := e.known(ctx, r, addresses...)
	if err != nil {
		return nil, false, err
	}
	stamps := map[string]string{} // of all items that share an address
	for _, d := range drafts {
		stamps[d.Article.URL] = digestOf([]byte(stamps[d.Article.URL] + stampOf(d)))
	}
	slices.SortStableFunc(drafts, func(a, b ingest.Draft) int { // what is refused comes first: a report may show only the first few
		switch {
		case (a.Err != nil) == (b.Err != nil):
			return 0
		case a.Err != nil:
			return -1
		}
		return 1
	})
	pages := 0
	for _, d := range drafts {
		v, hasPage := known[d.Article.URL]
		d.Page = d.Article.URL
		if !d.Teaser || d.Err != nil || !hasPage {
			r.draft(d)
			if hasPage {
				r.visited(v)
			}
			continue
		}
		teasers = true
		if stamp := stamps[d.Article.URL]; stamp != v.Stamp || r.now.Sub(v.Visited) >= recheck {
			if stamp != v.Stamp {
				v.ETag, v.LastModified = "", "" // what the item says has to be joined with the page anew
			}
			if pages++; pages > maxPages {
				r.forget() // the others are for the next pass
				r.visited(v)
				continue
			}
			v.Stamp = stamp
			r.jobs = append(r.jobs, func(ctx context.Context) []ingest.Draft { return e.visit(ctx, r, v, &d) })
			continue
		}
		r.visited(v)
	}
	return listed, teasers, nil
}

// stampOf changes whenever what a feed says of an item does.
func stampOf(d ingest.Draft) string {
	a := d.Article
	parts := []string{a.Title, a.Deck, a.Published.String(), a.Updated.String(), a.Body, strings.Join(a.Tags, "\x00")}
	for _, author := range a.Authors {
		parts = append(parts, author.Name)
	}
	if a.Picture != nil {
		parts = append(parts, a.Picture.URL)
	}
	return digestOf([]byte(strings.Join(parts, "\x00")))
}

// defaults gives an article what only its source knows.
func defaults(a *widget.Article, src store.Source) {
	if a.Lang == "" && src.Lang != "" {
		a.Lang = src.Lang
		if a.Provenance == nil {
			a.Provenance = map[string]string{}
		}
		a.Provenance["lang"] = "source:lang"
	}
}

// never is a time since which nothing was listed: only what was missed is looked after.
var never = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// lookAfter visits pages that the source has named since a time but does not name now, and those that were missed: are
// they gone? Falling off a feed's end is no withdrawal.
func (e *Engine) lookAfter(ctx context.Context, r *reading, since time.Time, listed map[string]bool) error {
	visits, err := e.Store.Listed(ctx, r.src.ID, since)
	if err != nil {
		return err
	}
	left := maxVanished
	for _, v := range visits {
		if listed[v.URL] {
			continue
		}
		if left--; left < 0 {
			break
		}
		r.lookFor(e, v)
	}
	return nil
}

// lookFor makes a job of seeing whether a page is still there.
func (r *reading) lookFor(e *Engine, v store.Visit) {
	v.ETag, v.LastModified = "", "" // they belong to an answer that was read
	r.jobs = append(r.jobs, func(ctx context.Context) []ingest.Draft {
		_, _ = e.fetchPage(ctx, r, v) // a page that cannot be reached is not gone
		return nil
	})
}
