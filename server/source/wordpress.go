package source

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"newsflash/server/fetch"
	"newsflash/server/ingest"
	"newsflash/server/store"
	"newsflash/widget"
)

const (
	acceptJSON = "application/json"

	wpPerPage  = 100 // the most that the API gives
	wpMaxPages = 100 // of one pass
	wpSweep    = time.Hour
)

// readWordPress reads the posts that were changed since the last pass from the REST API
// (https://developer.wordpress.org/rest-api/reference/posts/). A site that does not let it be read is read by its feed.
func (e *Engine) readWordPress(ctx context.Context, r *reading) error {
	after, swept := wpCursor(r.src.State.Cursor)
	newest := after
	for page := 1; page <= wpMaxPages; page++ {
		query := url.Values{"_embed": {""}, "per_page": {strconv.Itoa(wpPerPage)}, "page": {strconv.Itoa(page)}, "orderby": {"modified"}, "order": {"asc"}}
		if !after.IsZero() {
			query.Set("modified_after", after.Add(-time.Second).UTC().Format("2006-01-02T15:04:05Z"))
		}
		answer, err := e.Fetch.Get(ctx, fetch.Request{URL: wpAddress(r.src.URL, query), Accept: acceptJSON, Limit: ingest.MaxFile})
		if err != nil {
			if page == 1 && wpClosed(err) {
				return e.fallBack(ctx, r, err)
			}
			return err
		}
		posts := ingest.DecodeWordPress(input(r.src, answer))
		if len(posts) == 1 && posts[0].Err != nil && posts[0].Article.GUID == "" {
			return posts[0].Err
		}
		ingest.Identify(posts, r.src.ID, r.src.URL)
		for _, d := range posts {
			defaults(&d.Article, r.src)
			r.draft(d)
		}
		newest = wpNewest(newest, answer.Body)
		if pages, _ := strconv.Atoi(answer.Header.Get("X-WP-TotalPages")); page >= pages {
			break
		}
	}
	if !swept.IsZero() && r.now.Sub(swept) >= wpSweep {
		if err := e.sweep(ctx, r); err != nil {
			return err
		}
		swept = time.Time{}
	}
	if swept.IsZero() {
		swept = r.now
	}
	r.src.State.Cursor = fmt.Sprintf("%d %d", newest.Unix(), swept.Unix())
	return nil
}

// wpCursor is the newest change that was read, and when it was last looked for posts that are gone.
func wpCursor(cursor string) (after, swept time.Time) {
	a, s, ok := strings.Cut(cursor, " ")
	first, err1 := strconv.ParseInt(a, 10, 64)
	second, err2 := strconv.ParseInt(s, 10, 64)
	if !ok || err1 != nil || err2 != nil {
		return time.Time{}, time.Time{}
	}
	return time.Unix(first, 0), time.Unix(second, 0)
}

// wpAddress is the posts' address below the API's root, which on sites without pretty links has a query already.
func wpAddress(root string, query url.Values) string {
	u, err := url.Parse(root)
	if err != nil {
		return root
	}
	values := u.Query()
	for name, value := range query {
		values[name] = value
	}
	if route := values.Get("rest_route"); route != "" {
		values.Set("rest_route", strings.TrimRight(route, "/")+"/wp/v2/posts")
	} else {
		u.Path = strings.TrimRight(u.Path, "/") + "/wp/v2/posts"
	}
	u.RawQuery = values.Encode()
	return u.String()
}

// wpNewest reads the greatest modified_gmt, which is UTC without saying so.
func wpNewest(newest time.Time, posts []byte) time.Time {
	var list []struct {
		Modified string `json:"modified_gmt"`
	}
	_ = json.Unmarshal(posts, &list) // the decoder has said what is wrong
	for _, post := range list {
		if t, err := time.Parse("2006-01-02T15:04:05", post.Modified); err == nil && t.After(newest) {
			newest = t
		}
	}
	return newest
}

// wpClosed tells an API that is closed to us from one that is in trouble.
func wpClosed(err error) bool {
	var status *fetch.StatusError
	return errors.As(err, &status) && slices.Contains([]int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound}, status.Status)
}

// fallBack reads the site's feed from now on.
func (e *Engine) fallBack(ctx context.Context, r *reading, reason error) error {
	feed, err := url.Parse(r.src.URL)
	if err != nil {
		return reason
	}
	feed.Path, _, _ = strings.Cut(feed.Path, "wp-json")
	feed.RawQuery = ""
	if !strings.HasSuffix(feed.Path, "/") {
		feed.Path += "/"
	}
	feed.Path += "feed/"
	was := r.src
	r.src.Kind, r.src.URL, r.src.State.Cursor = store.Feed, feed.String(), ""
	if err := e.readFeed(ctx, r); err != nil {
		r.src = was
		return errors.Join(reason, err)
	}
	e.Log.WarnContext(ctx, "a WordPress site's API is closed: its feed is read instead", "source", r.src.ID, "feed", r.src.URL, "why", reason)
	return nil
}

// sweep asks for the ids of all posts and visits the pages of those that the store has and the site does not.
func (e *Engine) sweep(ctx context.Context, r *reading) error {
	there := map[string]bool{}
	for page := 1; page <= wpMaxPages; page++ {
		query := url.Values{"_fields": {"link"}, "per_page": {strconv.Itoa(wpPerPage)}, "page": {strconv.Itoa(page)}}
		answer, err := e.Fetch.Get(ctx, fetch.Request{URL: wpAddress(r.src.URL, query), Accept: acceptJSON})
		if err != nil {
			return err
		}
		var posts []struct {
			Link string `json:"link"`
		}
		if err := json.Unmarshal(answer.Body, &posts); err != nil {
			return fmt.Errorf("the list of posts is not what WordPress gives: %w", err)
		}
		for _, post := range posts {
			if address, err := widget.ParseURL(post.Link, nil); err == nil {
				there[address] = true
			}
		}
		pages, _ := strconv.Atoi(answer.Header.Get("X-WP-TotalPages"))
		if page >= pages {
			break
		}
		if page == wpMaxPages { // not all were seen
			return nil
		}
	}
	return e.checkMissing(ctx, r, there)
}

// checkMissing visits the pages of articles that the source gave and does not name any more.
func (e *Engine) checkMissing(ctx context.Context, r *reading, there map[string]bool) error {
	left := maxVanished
	for after := ""; ; {
		items, err := e.Store.Items(ctx, r.src.ID, after, 0)
		if err != nil || len(items) == 0 {
			return err
		}
		after = items[len(items)-1].Key
		for _, item := range items {
			if item.Withdrawn || item.URL == "" || there[item.URL] {
				continue
			}
			if left--; left < 0 {
				return nil
			}
			known, err := e.known(ctx, r, item.URL)
			if err != nil {
				return err
			}
			v := known[item.URL]
			v.IDs = []string{item.ID}
			v.Missed = max(v.Missed, missesToGo-1) // the API has said so once already
			r.lookFor(e, v)
		}
	}
}
