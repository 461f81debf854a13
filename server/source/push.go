package source

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"strings"

	"newsflash/server/fetch"
	"newsflash/server/ingest"
	"newsflash/server/store"
	"newsflash/widget"
)

// ErrToken says that a push token belongs to no source.
var ErrToken = errors.New("no source has this token")

// Pushed is what a publisher sends: a JSON Feed, a list of its items or one item; an HTML page; or a URL to fetch, as
// {"url": "..."} alone.
type Pushed struct {
	Token string
	Type  string    // Content-Type
	URL   string    // of an HTML page
	Body  io.Reader // read only when the token is right; whoever makes it limits it
}

// Push takes in what a publisher sends and reports on each article.
func (e *Engine) Push(ctx context.Context, p Pushed, report func(ingest.Outcome)) error {
	src, err := e.Store.SourceByToken(ctx, HashToken(p.Token))
	if errors.Is(err, store.ErrNotFound) {
		return ErrToken
	}
	if err != nil {
		return err
	}
	body, err := io.ReadAll(p.Body)
	if err != nil {
		return err
	}
	drafts, err := e.pushed(ctx, src, p, body)
	if err != nil {
		return err
	}
	r := e.reading(src)
	for _, d := range drafts {
		r.draft(d)
	}
	var tally Tally
	if err := e.take(ctx, r, &tally, report); err != nil {
		return fmt.Errorf("push to %s: %w", src.ID, err)
	}
	e.Log.InfoContext(ctx, "articles were pushed", "source", src.ID, "came", tally.String())
	return nil
}

// pushed decodes. An article must say which one it is, or else the next push of it would be another.
func (e *Engine) pushed(ctx context.Context, src store.Source, p Pushed, body []byte) ([]ingest.Draft, error) {
	address, isURL := onlyURL(body)
	if isURL {
		answer, err := e.Fetch.Get(ctx, fetch.Request{URL: address, Accept: acceptPage})
		if err != nil {
			return []ingest.Draft{{Origin: address, Err: fmt.Errorf("url could not be fetched: %w", err)}}, nil
		}
		return e.pageDrafts(e.reading(src), answer, nil), nil
	}
	media, _, err := mime.ParseMediaType(p.Type)
	in := input(src, fetch.Response{URL: p.URL, Type: p.Type, Body: body})
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w %q: send application/json or text/html", ErrType, widget.Excerpt(p.Type))
	case media == "application/json" || media == "application/feed+json":
		in.Name = "item.json"
	case media == "text/html" || media == "application/xhtml+xml":
		in.Name = "page.html"
	default:
		return nil, fmt.Errorf("%w %q: send application/json or text/html", ErrType, widget.Excerpt(p.Type))
	}
	drafts := ingest.Decode(in)
	for i := range drafts {
		d := &drafts[i]
		if d.Err == nil && d.Article.URL == "" {
			d.Article.URL = p.URL
		}
		if d.Err == nil && d.Article.GUID == "" && d.Article.URL == "" {
			d.Err = &widget.FieldError{Field: "id", Reason: "is missing, and there is no url: give one of them, so that a later push is known as an update"}
		}
		defaults(&d.Article, src)
	}
	ingest.Identify(drafts, src.ID, "push:"+src.ID)
	return drafts, nil
}

// ErrType says that a push has a Content-Type that cannot be read.
var ErrType = errors.New("cannot read the Content-Type")

// onlyURL tells {"url": "https://..."}, which is an order to fetch, from an item.
func onlyURL(body []byte) (string, bool) {
	var members map[string]json.RawMessage
	if len(body) > widget.MaxURL+100 || json.Unmarshal(body, &members) != nil || len(members) != 1 {
		return "", false
	}
	var address string
	if json.Unmarshal(members["url"], &address) != nil || strings.TrimSpace(address) == "" {
		return "", false
	}
	return strings.TrimSpace(address), true
}
