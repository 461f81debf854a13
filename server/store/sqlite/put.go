package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"newsflash/server/sanitize"
	"newsflash/server/store"
	"newsflash/widget"
)

// Put is part of store.Store.
func (s *Store) Put(ctx context.Context, a sanitize.Article) (store.Result, error) {
	r, err := store.NewRecord(a)
	if err != nil {
		return store.Result{}, err
	}
	res, err := s.transact(ctx, r, a)
	if err != nil {
		if ctx.Err() != nil { // database/sql may have ended the transaction first, and then says only that it is over
			err = ctx.Err()
		}
		return store.Result{}, fmt.Errorf("put %q (%q): %w", widget.Excerpt(r.Title), widget.Excerpt(r.Wish), err)
	}
	return res, nil
}

func (s *Store) transact(ctx context.Context, r store.Record, a sanitize.Article) (store.Result, error) {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return store.Result{}, err
	}
	defer tx.Rollback() // nothing after a commit; after an error, that one counts
	res, err := put(ctx, tx, r)
	if err == nil && res.Outcome != store.Unchanged {
		var m store.Amendment
		if m, err = amendment(ctx, tx, res.ID); err == nil {
			err = profile(ctx, tx, res.ID, a.Fields(), m)
		}
	}
	if err != nil {
		return store.Result{}, err
	}
	return res, tx.Commit()
}

// put runs in a transaction that already holds the write lock, so that what it reads stays true until the commit.
func put(ctx context.Context, tx *sql.Tx, r store.Record) (store.Result, error) {
	known, hash, err := find(ctx, tx, r)
	switch {
	case err != nil:
		return store.Result{}, err
	case known.ID != "" && hash == r.Hash:
		return known, nil
	case known.ID != "":
		known.Outcome = store.Updated
	default:
		known.Outcome = store.New
		if known.ID, err = store.FreeID(r.Wish, taken(ctx, tx)); err != nil {
			return store.Result{}, err
		}
	}
	known.Revision++
	return known, write(ctx, tx, r, known)
}

// find returns the stored article that the record is a version of, as unchanged, with the hash it last had under this
// name; an empty ID when there is none.
func find(ctx context.Context, tx *sql.Tx, r store.Record) (store.Result, string, error) {
	res, hash := store.Result{Outcome: store.Unchanged}, ""
	err := tx.QueryRowContext(ctx,
		`SELECT a.id, a.revision, i.hash FROM identities i JOIN articles a ON a.id = i.article WHERE i.source = ? AND i.key = ?`,
		r.Source, r.Key).Scan(&res.ID, &res.Revision, &hash)
	if !errors.Is(err, sql.ErrNoRows) || r.URL == "" {
		return res, hash, ignoreNoRows(err)
	}
	err = tx.QueryRowContext(ctx,
		`WITH there AS (SELECT id, revision FROM articles WHERE url = ? AND url <> '' LIMIT 2)
		SELECT id, revision FROM there WHERE (SELECT count(*) FROM there) = 1
			AND NOT (? AND EXISTS (SELECT 1 FROM identities WHERE article = there.id AND source = ? AND named))`,
		r.URL, r.Named, r.Source).Scan(&res.ID, &res.Revision)
	return res, "", ignoreNoRows(err)
}

// notThere is the store's word for a row that is missing.
func notThere(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return store.ErrNotFound
	}
	return err
}

func ignoreNoRows(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}

func taken(ctx context.Context, tx *sql.Tx) func(string) (bool, error) {
	return func(id string) (taken bool, err error) {
		err = tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM articles WHERE id = ?)`, id).Scan(&taken)
		return taken, err
	}
}

// write makes the record the article's current revision.
func write(ctx context.Context, tx *sql.Tx, r store.Record, to store.Result) error {
	now := time.Now().UnixMilli()
	if _, err := tx.ExecContext(ctx,
		`INSERT INTO articles (id, revision, hash, url, title, withdrawn, created, stored, picture) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8)
			ON CONFLICT (id) DO UPDATE SET revision = ?2, hash = ?3, url = ?4, title = ?5, withdrawn = ?6, stored = ?7, picture = ?8`,
		to.ID, to.Revision, r.Hash, r.URL, r.Title, r.Withdrawn, now, r.Picture); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx,
		`INSERT INTO identities (source, key, article, named, hash) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (source, key) DO UPDATE SET named = excluded.named, hash = excluded.hash`,
		r.Source, r.Key, to.ID, r.Named, r.Hash); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx,
		`INSERT INTO revisions (article, revision, hash, url, stored, policy, fields) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		to.ID, to.Revision, r.Hash, r.URL, now, sanitize.PolicyVersion, r.Fields)
	return err
}
