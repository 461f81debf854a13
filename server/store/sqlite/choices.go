package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"newsflash/server/store"
	"newsflash/widget"
)

// Related is part of store.Store.
func (s *Store) Related(ctx context.Context, id string) ([]store.RelatedStory, error) {
	stories, err := collect(ctx, s.read, scanStory, `SELECT r.other, r.wanted, a.title, a.url, p.published FROM related r
		JOIN articles a ON a.id = r.other JOIN profiles p ON p.article = r.other WHERE r.article = ? AND NOT a.withdrawn ORDER BY r.place`, id)
	if err != nil {
		return nil, fmt.Errorf("related stories of %q: %w", widget.Excerpt(id), err)
	}
	return stories, nil
}

func scanStory(rows *sql.Rows) (r store.RelatedStory, err error) {
	var published string
	if err = rows.Scan(&r.ID, &r.Wanted, &r.Title, &r.URL, &published); err == nil {
		err = r.Published.UnmarshalText([]byte(published))
	}
	return r, err
}

// Listing is part of store.Store.
func (s *Store) Listing(ctx context.Context, id string) ([]string, error) {
	rows, err := s.listing.QueryContext(ctx, id)
	ids, err := gather(rows, err, one[string])
	if err != nil {
		return nil, fmt.Errorf("articles listing %q: %w", widget.Excerpt(id), err)
	}
	return ids, nil
}

// DueRelated is part of store.Store.
func (s *Store) DueRelated(ctx context.Context, now time.Time, limit int) ([]string, error) {
	limit = page(limit)
	ids, err := collect(ctx, s.read, one[string], `SELECT article FROM profiles WHERE due <= ? ORDER BY due, number LIMIT ?`, now.UnixMilli(), limit)
	if err != nil {
		return nil, fmt.Errorf("due related stories: %w", err)
	}
	return ids, nil
}

// SetChoices is part of store.Store.
func (s *Store) SetChoices(ctx context.Context, now time.Time, c store.Choices) (bool, error) {
	changed, err := s.setChoices(ctx, now, c)
	if err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return false, fmt.Errorf("set related stories of %q: %w", widget.Excerpt(c.ID), err)
	}
	return changed, nil
}

func (s *Store) setChoices(ctx context.Context, now time.Time, c store.Choices) (changed bool, err error) {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer tx.Rollback() // nothing after a commit
	var revision int
	var before string
	var opens int64
	var due sql.NullInt64
	err = notThere(tx.StmtContext(ctx, s.current).QueryRowContext(ctx, c.ID).Scan(&revision, &before, &opens, &due))
	if err != nil {
		return false, err
	}
	list, extras, err := shown(ctx, tx.StmtContext(ctx, s.shown), c)
	if err != nil {
		return false, err
	}
	if changed = extras != before; changed {
		if err := writeChoices(ctx, tx, c.ID, list, extras); err != nil {
			return false, err
		}
	}
	next := sql.NullInt64{Int64: opens, Valid: opens > now.UnixMilli()}
	if revision == c.Revision && due != next && (due.Valid || next.Valid) {
		if _, err := tx.ExecContext(ctx, `UPDATE profiles SET due = ? WHERE article = ?`, next, c.ID); err != nil {
			return false, err
		}
	}
	return changed, tx.Commit()
}

// shown is the part of a list that can be shown, and a hash of what of it is; no list, no hash.
func shown(ctx context.Context, query *sql.Stmt, c store.Choices) (list []store.Choice, extras string, err error) {
	wish, err := json.Marshal(c.List)
	if err != nil {
		return nil, "", err
	}
	rows, err := query.QueryContext(ctx, string(wish))
	stories, err := gather(rows, err, scanStory)
	sum := sha256.New()
	computed := 0
	for _, s := range stories {
		if s.Wanted == "" {
			computed++
		}
		if s.Wanted == "" && computed > store.MaxShown {
			continue
		}
		fmt.Fprintf(sum, "%q %q %q %q %q\n", s.ID, s.Wanted, s.Title, s.URL, s.Published)
		list = append(list, s.Choice)
	}
	if err != nil || len(list) == 0 {
		return nil, "", err
	}
	return list, hex.EncodeToString(sum.Sum(nil)[:8]), nil
}

func writeChoices(ctx context.Context, tx *sql.Tx, id string, list []store.Choice, extras string) error {
	if _, err := tx.ExecContext(ctx, `UPDATE articles SET extras = ? WHERE id = ?`, extras, id); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM related WHERE article = ?`, id); err != nil || len(list) == 0 {
		return err
	}
	wish, err := json.Marshal(list)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO related (article, place, other, wanted)
		SELECT ?, key, value ->> 'ID', value ->> 'Wanted' FROM json_each(?)`, id, string(wish))
	return err
}
