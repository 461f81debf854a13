package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"newsflash/server/store"
	"newsflash/widget"
)

// Picture is part of store.Store.
func (s *Store) Picture(ctx context.Context, url string) (store.Picture, error) {
	p := store.Picture{URL: url}
	var fetched, retry int64
	err := notThere(s.read.QueryRowContext(ctx, `SELECT hash, width, height, color, etag, last_modified, fetched, failures, error, retry FROM pictures WHERE url = ?`, url).
		Scan(&p.Hash, &p.Width, &p.Height, &p.Color, &p.ETag, &p.LastModified, &fetched, &p.Failures, &p.Error, &retry))
	p.Fetched, p.Retry = moment(fetched), moment(retry)
	if err == nil && p.Hash != "" {
		p.Files, err = collect(ctx, s.read, func(rows *sql.Rows) (f store.PictureFile, err error) {
			err = rows.Scan(&f.Type, &f.Width, &f.Height)
			return f, err
		}, `SELECT type, width, height FROM picture_files WHERE hash = ? ORDER BY type DESC, width`, p.Hash)
	}
	if err != nil {
		return store.Picture{}, fmt.Errorf("picture %q: %w", widget.Excerpt(url), err)
	}
	return p, nil
}

// PicturesWanted is part of store.Store.
func (s *Store) PicturesWanted(ctx context.Context, now time.Time, limit int) ([]string, error) {
	wanted, err := collect(ctx, s.read, func(rows *sql.Rows) (url string, err error) {
		err = rows.Scan(&url)
		return url, err
	}, `SELECT a.picture FROM articles a LEFT JOIN pictures p ON p.url = a.picture
		WHERE a.picture <> '' AND NOT a.withdrawn AND (p.url IS NULL OR p.hash = '' AND p.retry <= ?)
		GROUP BY a.picture ORDER BY max(a.stored) DESC, a.picture LIMIT ?`, now.UnixMilli(), limit)
	if err != nil {
		return nil, fmt.Errorf("pictures wanted: %w", err)
	}
	return wanted, nil
}

// SavePicture is part of store.Store.
func (s *Store) SavePicture(ctx context.Context, p store.Picture) error {
	if err := s.savePicture(ctx, p); err != nil {
		return fmt.Errorf("save picture %q: %w", widget.Excerpt(p.URL), err)
	}
	return nil
}

func (s *Store) savePicture(ctx context.Context, p store.Picture) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing after a commit
	if _, err := tx.ExecContext(ctx, `INSERT INTO pictures (url, hash, width, height, color, etag, last_modified, fetched, failures, error, retry)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET hash = excluded.hash, width = excluded.width, height = excluded.height,
			color = excluded.color, etag = excluded.etag, last_modified = excluded.last_modified, fetched = excluded.fetched,
			failures = excluded.failures, error = excluded.error, retry = excluded.retry`,
		p.URL, p.Hash, p.Width, p.Height, p.Color, p.ETag, p.LastModified, millis(p.Fetched), p.Failures, p.Error, millis(p.Retry)); err != nil {
		return err
	}
	for _, f := range p.Files {
		if len(f.Data) == 0 {
			continue
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO picture_files (hash, type, width, height, data) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			p.Hash, f.Type, f.Width, f.Height, f.Data); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// PictureFile is part of store.Store.
func (s *Store) PictureFile(ctx context.Context, hash string, width int, mediaType string) ([]byte, error) {
	var data []byte
	err := notThere(s.read.QueryRowContext(ctx, `SELECT data FROM picture_files WHERE hash = ? AND type = ? AND width = ?`, hash, mediaType, width).Scan(&data))
	if err != nil {
		return nil, fmt.Errorf("picture file %q %d %q: %w", widget.Excerpt(hash), width, widget.Excerpt(mediaType), err)
	}
	return data, nil
}
