package source

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"newsflash/server/fetch"
	"newsflash/server/ingest"
	"newsflash/server/sanitize"
	"newsflash/server/store"
)

const acceptPage = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"

// readPage reads a source that is one page. Unlike a page that a source only leads to, it is the source's own failure when it
// cannot be fetched.
func (e *Engine) readPage(ctx context.Context, r *reading) error {
	known, err := e.known(ctx, r, r.src.URL)
	if err != nil {
		return err
	}
	answer, err := e.fetchPage(ctx, r, known[r.src.URL])
	if errors.As(err, new(errGone)) && len(known[r.src.URL].IDs) > 0 {
		return nil
	}
	if err != nil || answer == nil {
		return err
	}
	for _, d := range e.pageDrafts(r, *answer, nil) {
		d.Page = r.src.URL
		r.draft(d)
	}
	return nil
}

// known gives what was noted of addresses at the last visit, with an empty note for those never visited.
func (e *Engine) known(ctx context.Context, r *reading, addresses ...string) (map[string]store.Visit, error) {
	known, err := e.Store.Visits(ctx, r.src.ID, addresses)
	for _, address := range addresses {
		v := known[address]
		v.URL, v.Listed = address, r.now
		if known != nil {
			known[address] = v
		}
	}
	return known, err
}

// visit fetches a page that the source leads to, unless it is as it was, and gives its article; item is what the source
// itself says of it, or nil. Where the page cannot be fetched, what the source says is the article, with a warning.
func (e *Engine) visit(ctx context.Context, r *reading, known store.Visit, item *ingest.Draft) []ingest.Draft {
	answer, err := e.fetchPage(ctx, r, known)
	switch {
	case errors.As(err, new(errGone)) && len(known.IDs) > 0: // it was there, and is withdrawn in time
		return nil
	case err != nil:
		return unreadable(known.URL, item, err)
	case answer == nil:
		return nil
	}
	drafts := e.pageDrafts(r, *answer, item)
	for i := range drafts {
		drafts[i].Page = known.URL
	}
	return drafts
}

// errGone says that a page is not there.
type errGone struct{ error }

// fetchPage returns nothing for a page that is unchanged, and errGone for one that is not there.
func (e *Engine) fetchPage(ctx context.Context, r *reading, known store.Visit) (*fetch.Response, error) {
	answer, err := e.Fetch.Get(ctx, fetch.Request{URL: known.URL, Accept: acceptPage, ETag: known.ETag, LastModified: known.LastModified})
	known.Visited = r.now
	var status *fetch.StatusError
	switch {
	case errors.As(err, &status) && (status.Status == http.StatusNotFound || status.Status == http.StatusGone):
		r.missed(known, status.Status)
		return nil, errGone{err}
	case err != nil:
		known.Stamp, known.ETag, known.LastModified = "", "", "" // it is tried again
		r.visited(known)
		return nil, err
	case answer.Status == http.StatusNotModified:
		known.Missed = 0
		r.visited(known)
		return nil, nil
	}
	known.Missed, known.ETag, known.LastModified = 0, answer.ETag, answer.LastModified
	r.visited(known)
	return &answer, nil
}

// pageDrafts decodes a page and joins it with what its source says.
func (e *Engine) pageDrafts(r *reading, answer fetch.Response, item *ingest.Draft) []ingest.Draft {
	drafts := ingest.Decode(input(r.src, answer))
	for i := range drafts {
		d := &drafts[i]
		if d.Err == nil && d.Article.URL == "" {
			d.Article.URL = answer.URL
		}
		defaults(&d.Article, r.src)
	}
	switch {
	case item == nil:
	case drafts[0].Err != nil:
		return unreadable(answer.URL, item, drafts[0].Err)
	default:
		drafts = []ingest.Draft{ingest.Complete(*item, drafts[0])}
	}
	if item == nil || item.Article.Source == "" {
		ingest.Identify(drafts, r.src.ID, answer.URL)
	}
	return drafts
}

// unreadable is what a source says of a page, with a warning that the page itself could not be read.
func unreadable(address string, item *ingest.Draft, err error) []ingest.Draft {
	if item == nil || item.Article.Title == "" {
		return []ingest.Draft{{Origin: address, Err: fmt.Errorf("could not be read: %w", err)}}
	}
	d := *item
	d.Warnings = append(d.Warnings, sanitize.Warning{Field: "body", Message: fmt.Sprintf("could not be read from %s: %s; the card has only what the source itself says", address, err)})
	return []ingest.Draft{d}
}

// Withdraw makes a revision of an article that says only that it is withdrawn, and reports whether it was not so before.
// The article and its revisions stay stored.
func (e *Engine) Withdraw(ctx context.Context, id string) (bool, error) {
	a, head, err := e.Store.Get(ctx, id)
	if err != nil || head.Withdrawn {
		return false, err
	}
	a.Withdrawn = true
	clean, _, err := sanitize.Clean(a)
	if err != nil {
		return false, fmt.Errorf("withdraw %s: %w", id, err)
	}
	if _, err := e.Store.Put(ctx, clean); err != nil {
		return false, fmt.Errorf("withdraw %s: %w", id, err)
	}
	e.Log.InfoContext(ctx, "an article is withdrawn: its page is gone", "id", id, "url", a.URL)
	return true, nil
}
