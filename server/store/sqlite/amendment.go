package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"newsflash/server/related"
	"newsflash/server/store"
	"newsflash/widget"
)

// amendmentJoin adds an article's current amendment to a query, whose columns are null where there is none.
const (
	amendmentJoin    = ` LEFT JOIN amendments m ON m.article = a.id AND m.number = a.amendment`
	amendmentColumns = `coalesce(m.title, ''), coalesce(m.deck, ''), coalesce(m.note, ''), coalesce(m.withdrawn, 0), coalesce(m.editor, ''), coalesce(m.saved, 0)`
)

// amendmentFields are where a scan writes amendmentColumns; done finishes it.
func amendmentFields(m *store.Amendment) (fields []any, done func()) {
	var saved int64
	return []any{&m.Title, &m.Deck, &m.Note, &m.Withdrawn, &m.Editor, &saved}, func() { m.Saved = moment(saved) }
}

// Amend is part of store.Store.
func (s *Store) Amend(ctx context.Context, id string, m store.Amendment) error {
	if err := s.amend(ctx, id, m); err != nil {
		return fmt.Errorf("amend %q: %w", widget.Excerpt(id), err)
	}
	return nil
}

func (s *Store) amend(ctx context.Context, id string, m store.Amendment) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing after a commit
	var fields string
	err = notThere(tx.QueryRowContext(ctx, `SELECT r.fields FROM articles a JOIN revisions r ON r.article = a.id AND r.revision = a.revision WHERE a.id = ?`, id).Scan(&fields))
	if err != nil {
		return err
	}
	a, err := store.Decode(id, fields)
	if err != nil {
		return err
	}
	number := 0
	if !m.IsZero() {
		if number, err = addAmendment(ctx, tx, id, m); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, `UPDATE articles SET amendment = ? WHERE id = ?`, number, id); err != nil {
		return err
	}
	if err := profile(ctx, tx, id, a, m); err != nil {
		return err
	}
	return tx.Commit()
}

func addAmendment(ctx context.Context, tx *sql.Tx, id string, m store.Amendment) (number int, err error) {
	err = tx.QueryRowContext(ctx, `INSERT INTO amendments (article, number, title, deck, note, withdrawn, editor, saved)
		VALUES (?1, 1 + coalesce((SELECT max(number) FROM amendments WHERE article = ?1), 0), ?2, ?3, ?4, ?5, ?6, ?7) RETURNING number`,
		id, m.Title, m.Deck, m.Note, m.Withdrawn, m.Editor, millis(m.Saved)).Scan(&number)
	return number, err
}

// profile writes what is kept of an article beside its revisions, as it is amended.
func profile(ctx context.Context, tx *sql.Tx, id string, a widget.Article, m store.Amendment) error {
	m.Apply(&a)
	if _, err := tx.ExecContext(ctx, `UPDATE articles SET title = ?, withdrawn = ? WHERE id = ?`, a.Title, a.Withdrawn, id); err != nil {
		return err
	}
	return writeProfile(ctx, tx, id, a)
}

// Amendment is part of store.Store.
func (s *Store) Amendment(ctx context.Context, id string) (store.Amendment, error) {
	m, err := amendment(ctx, s.read, id)
	if err != nil {
		return store.Amendment{}, fmt.Errorf("amendment of %q: %w", widget.Excerpt(id), err)
	}
	return m, nil
}

func amendment(ctx context.Context, db interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}, id string,
) (m store.Amendment, err error) {
	into, done := amendmentFields(&m)
	err = notThere(db.QueryRowContext(ctx, `SELECT `+amendmentColumns+` FROM articles a`+amendmentJoin+` WHERE a.id = ?`, id).Scan(into...))
	done()
	return m, err
}

// Search is part of store.Store.
func (s *Store) Search(ctx context.Context, q store.Query) ([]store.Found, error) {
	q.Limit = page(q.Limit)
	where, args := []string{"1"}, []any{}
	narrow := func(condition string, values ...any) {
		where = append(where, condition)
		args = append(args, values...)
	}
	if text := strings.TrimSpace(q.Text); text != "" {
		folded := related.Fold(text)
		narrow(`(a.id = ? OR a.url = ? OR ? <> '' AND EXISTS (SELECT 1 FROM profiles p WHERE p.article = a.id AND instr(p.folded, ?)))`, text, text, folded, folded)
	}
	if q.Withdrawn != nil {
		narrow(`a.withdrawn = ?`, *q.Withdrawn)
	}
	if q.Amended != nil {
		narrow(`(a.amendment > 0) = ?`, *q.Amended)
	}
	if q.After != (store.Cursor{}) {
		narrow(`(a.stored, a.id) < (?, ?)`, q.After.Stored.UnixMilli(), q.After.ID)
	}
	found, err := collect(ctx, s.read, scanFound, `SELECT `+headColumns+`, r.fields, `+amendmentColumns+` FROM articles a
		JOIN revisions r ON r.article = a.id AND r.revision = a.revision`+amendmentJoin+`
		WHERE `+strings.Join(where, ` AND `)+` ORDER BY a.stored DESC, a.id DESC LIMIT ?`, append(args, q.Limit)...)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return found, nil
}

func scanFound(rows *sql.Rows) (f store.Found, err error) {
	var fields string
	into, done := amendmentFields(&f.Amendment)
	if f.Head, err = scanHead(rows.Scan, append([]any{&fields}, into...)...); err != nil {
		return f, err
	}
	done()
	if f.Article, err = store.Decode(f.ID, fields); err == nil {
		f.Amendment.Apply(&f.Article)
	}
	return f, err
}

// Count is part of store.Store.
func (s *Store) Count(ctx context.Context) (n int, err error) {
	if err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM articles`).Scan(&n); err != nil {
		return 0, fmt.Errorf("count articles: %w", err)
	}
	return n, nil
}

// now is the time as it is stored.
func now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }
