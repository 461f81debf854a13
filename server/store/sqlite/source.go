package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"newsflash/server/store"
	"newsflash/widget"
)

const sourceColumns = `id, kind, url, zone, lang, every, token, etag, last_modified, digest, cursor, next, polled, succeeded, failures, error, hub, topic, secret, until`

// values are a source's in the order of sourceColumns.
func values(s store.Source) []any {
	st := s.State
	return []any{
		s.ID, string(s.Kind), s.URL, s.Zone, s.Lang, int64(s.Every / time.Second), s.Token, st.ETag, st.LastModified, st.Digest, st.Cursor,
		millis(st.Next), millis(st.Polled), millis(st.Succeeded), st.Failures, st.Error, s.Hub.URL, s.Hub.Topic, s.Hub.Secret, millis(s.Hub.Until),
	}
}

func scanSource(scan func(...any) error) (s store.Source, err error) {
	var every, next, polled, succeeded, until int64
	st := &s.State
	err = notThere(scan(&s.ID, &s.Kind, &s.URL, &s.Zone, &s.Lang, &every, &s.Token, &st.ETag, &st.LastModified, &st.Digest, &st.Cursor,
		&next, &polled, &succeeded, &st.Failures, &st.Error, &s.Hub.URL, &s.Hub.Topic, &s.Hub.Secret, &until))
	s.Every = time.Duration(every) * time.Second
	st.Next, st.Polled, st.Succeeded, s.Hub.Until = moment(next), moment(polled), moment(succeeded), moment(until)
	return s, err
}

// millis is how times are stored: 0 for none.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// AddSource is part of store.Store.
func (s *Store) AddSource(ctx context.Context, src store.Source) error {
	res, err := s.write.ExecContext(ctx, `INSERT INTO sources (`+sourceColumns+`)
		SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM sources) < ?
		ON CONFLICT (id) DO NOTHING`, append(values(src), store.MaxSources)...)
	if err != nil {
		return fmt.Errorf("add source %s: %w", src.ID, err)
	}
	if n, err := res.RowsAffected(); err != nil || n > 0 {
		return err
	}
	if _, err := s.Source(ctx, src.ID); err == nil {
		return fmt.Errorf("source %s is %w", src.ID, store.ErrExists)
	}
	return fmt.Errorf("add source %s: there are %d sources, and more are not kept: remove some", src.ID, store.MaxSources)
}

// Source is part of store.Store.
func (s *Store) Source(ctx context.Context, id string) (store.Source, error) {
	src, err := scanSource(s.read.QueryRowContext(ctx, `SELECT `+sourceColumns+` FROM sources WHERE id = ?`, id).Scan)
	if err != nil {
		return store.Source{}, fmt.Errorf("source %q: %w", widget.Excerpt(id), err)
	}
	return src, nil
}

// SourceByToken is part of store.Store.
func (s *Store) SourceByToken(ctx context.Context, token string) (store.Source, error) {
	src, err := scanSource(s.read.QueryRowContext(ctx, `SELECT `+sourceColumns+` FROM sources WHERE token = ? AND token <> ''`, token).Scan)
	if err != nil {
		return store.Source{}, fmt.Errorf("source by token: %w", err)
	}
	return src, nil
}

// Sources is part of store.Store.
func (s *Store) Sources(ctx context.Context) ([]store.Source, error) {
	return s.sources(ctx, `ORDER BY id`)
}

// Due is part of store.Store.
func (s *Store) Due(ctx context.Context, now time.Time) ([]store.Source, error) {
	return s.sources(ctx, `WHERE next <= ? AND kind <> ? ORDER BY next, id`, now.UnixMilli(), string(store.Push))
}

func (s *Store) sources(ctx context.Context, where string, args ...any) ([]store.Source, error) {
	all, err := collect(ctx, s.read, func(rows *sql.Rows) (store.Source, error) { return scanSource(rows.Scan) },
		`SELECT `+sourceColumns+` FROM sources `+where, args...)
	if err != nil {
		return nil, fmt.Errorf("list sources: %w", err)
	}
	return all, nil
}

// SaveSource is part of store.Store.
func (s *Store) SaveSource(ctx context.Context, src store.Source) error {
	res, err := s.write.ExecContext(ctx, `UPDATE sources SET zone = ?, lang = ?, every = ?, token = ? WHERE id = ?`,
		src.Zone, src.Lang, int64(src.Every/time.Second), src.Token, src.ID)
	return affected(res, err, "save source", src.ID)
}

// SaveState is part of store.Store.
func (s *Store) SaveState(ctx context.Context, src store.Source) error {
	st := src.State
	res, err := s.write.ExecContext(ctx, `UPDATE sources SET kind = ?, url = ?, etag = ?, last_modified = ?, digest = ?, cursor = ?,
		next = ?, polled = ?, succeeded = ?, failures = ?, error = ? WHERE id = ?`,
		string(src.Kind), src.URL, st.ETag, st.LastModified, st.Digest, st.Cursor,
		millis(st.Next), millis(st.Polled), millis(st.Succeeded), st.Failures, st.Error, src.ID)
	return affected(res, err, "save state of source", src.ID)
}

// SaveHub is part of store.Store.
func (s *Store) SaveHub(ctx context.Context, id string, h store.Hub) error {
	res, err := s.write.ExecContext(ctx, `UPDATE sources SET hub = ?, topic = ?, secret = ?, until = ? WHERE id = ?`,
		h.URL, h.Topic, h.Secret, millis(h.Until), id)
	return affected(res, err, "save hub of source", id)
}

// PollNow is part of store.Store.
func (s *Store) PollNow(ctx context.Context, id string) error {
	res, err := s.write.ExecContext(ctx, `UPDATE sources SET next = 0 WHERE id = ?`, id)
	return affected(res, err, "poll source", id)
}

// RemoveSource is part of store.Store.
func (s *Store) RemoveSource(ctx context.Context, id string) error {
	res, err := s.write.ExecContext(ctx, `DELETE FROM sources WHERE id = ?`, id)
	return affected(res, err, "remove source", id)
}

// affected turns "no row was there" into ErrNotFound.
func affected(res sql.Result, err error, what, id string) error {
	if err == nil {
		var n int64
		if n, err = res.RowsAffected(); err == nil && n == 0 {
			err = store.ErrNotFound
		}
	}
	if err != nil {
		return fmt.Errorf("%s %q: %w", what, widget.Excerpt(id), err)
	}
	return nil
}

// Items is part of store.Store.
func (s *Store) Items(ctx context.Context, source, after string, limit int) ([]store.Item, error) {
	limit = page(limit)
	items, err := collect(ctx, s.read, func(rows *sql.Rows) (i store.Item, err error) {
		err = rows.Scan(&i.Key, &i.ID, &i.URL, &i.Withdrawn)
		return i, err
	}, `SELECT i.key, a.id, a.url, a.withdrawn FROM identities i JOIN articles a ON a.id = i.article
		WHERE i.source = ? AND i.key > ? ORDER BY i.key LIMIT ?`, source, after, limit)
	if err != nil {
		return nil, fmt.Errorf("items of %q: %w", widget.Excerpt(source), err)
	}
	return items, nil
}

const visitColumns = `url, stamp, etag, last_modified, visited, missed, listed, ids`

func scanVisit(rows *sql.Rows) (v store.Visit, err error) {
	var visited, listed int64
	var ids string
	if err = rows.Scan(&v.URL, &v.Stamp, &v.ETag, &v.LastModified, &visited, &v.Missed, &listed, &ids); err != nil {
		return v, err
	}
	v.Visited, v.Listed = moment(visited), moment(listed)
	return v, json.Unmarshal([]byte(ids), &v.IDs)
}

// Visits is part of store.Store.
func (s *Store) Visits(ctx context.Context, source string, urls []string) (map[string]store.Visit, error) {
	list, err := json.Marshal(urls)
	if err != nil {
		return nil, err
	}
	visits, err := collect(ctx, s.read, scanVisit, `SELECT `+visitColumns+` FROM visits
		WHERE source = ? AND url IN (SELECT value FROM json_each(?))`, source, string(list))
	if err != nil {
		return nil, fmt.Errorf("visits of %q: %w", widget.Excerpt(source), err)
	}
	known := make(map[string]store.Visit, len(visits))
	for _, v := range visits {
		known[v.URL] = v
	}
	return known, nil
}

// Listed is part of store.Store.
func (s *Store) Listed(ctx context.Context, source string, since time.Time) ([]store.Visit, error) {
	visits, err := collect(ctx, s.read, scanVisit, `SELECT `+visitColumns+` FROM visits
		WHERE source = ? AND (listed >= ? OR missed > 0) ORDER BY listed DESC, url`, source, millis(since))
	if err != nil {
		return nil, fmt.Errorf("pages of %q: %w", widget.Excerpt(source), err)
	}
	return visits, nil
}

// SaveVisits is part of store.Store.
func (s *Store) SaveVisits(ctx context.Context, source string, visits []store.Visit) error {
	err := s.saveVisits(ctx, source, visits)
	if err != nil {
		return fmt.Errorf("save visits of %q: %w", widget.Excerpt(source), err)
	}
	return nil
}

func (s *Store) saveVisits(ctx context.Context, source string, visits []store.Visit) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing after a commit
	var there bool
	if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM sources WHERE id = ?)`, source).Scan(&there); err != nil || !there {
		return errors.Join(err, ifMissing(there))
	}
	for _, v := range visits {
		ids, err := json.Marshal(v.IDs)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO visits (source, `+visitColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (source, url) DO UPDATE SET stamp = excluded.stamp, etag = excluded.etag, last_modified = excluded.last_modified,
				visited = excluded.visited, missed = excluded.missed, listed = excluded.listed, ids = excluded.ids`,
			source, v.URL, v.Stamp, v.ETag, v.LastModified, millis(v.Visited), v.Missed, millis(v.Listed), string(ids)); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM visits WHERE source = ?1 AND url IN
		(SELECT url FROM visits WHERE source = ?1 ORDER BY listed DESC, url LIMIT -1 OFFSET ?2)`, source, store.MaxPages); err != nil {
		return err
	}
	return tx.Commit()
}

func ifMissing(there bool) error {
	if there {
		return nil
	}
	return store.ErrNotFound
}
