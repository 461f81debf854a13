package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"newsflash/server/store"
	"newsflash/widget"
)

const headColumns = `a.id, a.revision, a.hash, a.hash || '-' || a.extras || coalesce((SELECT '-' || p.hash FROM pictures p WHERE p.url = a.picture), '') || CASE a.amendment WHEN 0 THEN '' ELSE '-m' || a.amendment END,
	a.url, a.title, a.withdrawn, a.stored`

// scanHead reads headColumns and then what else the query asks for.
func scanHead(scan func(...any) error, more ...any) (h store.Head, err error) {
	var ms int64
	err = notThere(scan(append([]any{&h.ID, &h.Revision, &h.Hash, &h.Version, &h.URL, &h.Title, &h.Withdrawn, &ms}, more...)...))
	h.Stored = time.UnixMilli(ms).UTC()
	return h, err
}

// Head is part of store.Store.
func (s *Store) Head(ctx context.Context, id string) (store.Head, error) {
	h, err := scanHead(s.head.QueryRowContext(ctx, id).Scan)
	if err != nil {
		return store.Head{}, fmt.Errorf("head of %q: %w", widget.Excerpt(id), err)
	}
	return h, nil
}

// Get is part of store.Store.
func (s *Store) Get(ctx context.Context, id string) (widget.Article, store.Head, error) {
	var fields string
	var m store.Amendment
	into, done := amendmentFields(&m)
	h, err := scanHead(s.read.QueryRowContext(ctx, `SELECT `+headColumns+`, r.fields, `+amendmentColumns+` FROM articles a
		JOIN revisions r ON r.article = a.id AND r.revision = a.revision`+amendmentJoin+` WHERE a.id = ?`, id).Scan, append([]any{&fields}, into...)...)
	if err != nil {
		return widget.Article{}, store.Head{}, fmt.Errorf("get %q: %w", widget.Excerpt(id), err)
	}
	done()
	a, err := store.Decode(h.ID, fields)
	m.Apply(&a)
	return a, h, err
}

// ByURL is part of store.Store.
func (s *Store) ByURL(ctx context.Context, url string) (store.Head, error) {
	h, err := scanHead(s.read.QueryRowContext(ctx, `SELECT `+headColumns+` FROM articles a
		WHERE a.url = ? AND a.url <> '' ORDER BY a.withdrawn, a.created, a.id LIMIT 1`, url).Scan)
	if errors.Is(err, store.ErrNotFound) {
		h, err = scanHead(s.read.QueryRowContext(ctx, `SELECT `+headColumns+` FROM revisions r JOIN articles a ON a.id = r.article
			WHERE r.url = ? AND r.url <> '' ORDER BY r.stored DESC, r.article LIMIT 1`, url).Scan)
	}
	if err != nil {
		return store.Head{}, fmt.Errorf("article at %q: %w", widget.Excerpt(url), err)
	}
	return h, nil
}

// Addresses is part of store.Store.
func (s *Store) Addresses(ctx context.Context) (map[string]string, error) {
	type address struct{ url, id string }
	all, err := collect(ctx, s.read, func(rows *sql.Rows) (a address, err error) {
		err = rows.Scan(&a.url, &a.id)
		return a, err
	}, `SELECT url, id FROM (SELECT url, id, 0 AS left, withdrawn, created AS moment FROM articles
			UNION ALL SELECT url, article, 1, 0, -max(stored) FROM revisions GROUP BY url, article)
		WHERE url <> '' ORDER BY left, withdrawn, moment, id`)
	if err != nil {
		return nil, fmt.Errorf("addresses: %w", err)
	}
	ids := make(map[string]string, len(all))
	for _, a := range all {
		if _, taken := ids[a.url]; !taken {
			ids[a.url] = a.id
		}
	}
	return ids, nil
}

// Revisions is part of store.Store.
func (s *Store) Revisions(ctx context.Context, id string) ([]store.Revision, error) {
	revs, err := collect(ctx, s.read, scanRevision, `SELECT article, revision, hash, stored, fields FROM revisions
		WHERE article = ? ORDER BY revision DESC LIMIT ?`, id, store.MaxRevisions)
	if err == nil && len(revs) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("revisions of %q: %w", widget.Excerpt(id), err)
	}
	slices.Reverse(revs)
	return revs, nil
}

func scanRevision(rows *sql.Rows) (r store.Revision, err error) {
	var ms int64
	var fields string
	if err = rows.Scan(&r.ID, &r.Revision, &r.Hash, &ms, &fields); err != nil {
		return r, err
	}
	r.Stored = time.UnixMilli(ms).UTC()
	r.Article, err = store.Decode(r.ID, fields)
	r.URL, r.Title, r.Withdrawn = r.Article.URL, r.Article.Title, r.Article.Withdrawn
	return r, err
}

// List is part of store.Store.
func (s *Store) List(ctx context.Context, after string, limit int) ([]store.Head, error) {
	limit = page(limit)
	heads, err := collect(ctx, s.read, func(rows *sql.Rows) (store.Head, error) { return scanHead(rows.Scan) },
		`SELECT `+headColumns+` FROM articles a WHERE a.id > ? ORDER BY a.id LIMIT ?`, after, limit)
	if err != nil {
		return nil, fmt.Errorf("list after %q: %w", widget.Excerpt(after), err)
	}
	return heads, nil
}

// querier is a pool or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func collect[T any](ctx context.Context, db querier, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	return gather(rows, err, scan)
}

// gather takes what a query returned and reads all rows.
func gather[T any](rows *sql.Rows, err error, scan func(*sql.Rows) (T, error)) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// one reads a row of one column.
func one[T any](rows *sql.Rows) (value T, err error) {
	err = rows.Scan(&value)
	return value, err
}

// Ping is part of store.Store.
func (s *Store) Ping(ctx context.Context) error {
	var some bool
	if err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM articles)`).Scan(&some); err != nil {
		return fmt.Errorf("ping %s: %w", s.path, err)
	}
	return nil
}

// page is a limit as the store's methods understand it.
func page(limit int) int {
	if limit < 1 || limit > store.MaxPage {
		return store.MaxPage
	}
	return limit
}
