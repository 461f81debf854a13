package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"newsflash/server/store"
	"newsflash/widget"
)

const (
	themeColumns = `name, revision, tokens, editor, saved`
	currentTheme = `revision = (SELECT max(revision) FROM themes n WHERE n.name = t.name)`
)

func scanTheme(rows *sql.Rows) (t store.Theme, err error) {
	var saved int64
	err = rows.Scan(&t.Name, &t.Revision, &t.Tokens, &t.Editor, &saved)
	t.Saved = moment(saved)
	return t, err
}

// Themes is part of store.Store.
func (s *Store) Themes(ctx context.Context) ([]store.Theme, error) {
	all, err := collect(ctx, s.read, scanTheme, `SELECT `+themeColumns+` FROM themes t WHERE `+currentTheme+` AND tokens <> '' ORDER BY name`)
	if err != nil {
		return nil, fmt.Errorf("list themes: %w", err)
	}
	return all, nil
}

// ThemeHistory is part of store.Store.
func (s *Store) ThemeHistory(ctx context.Context, name string) ([]store.Theme, error) {
	all, err := collect(ctx, s.read, scanTheme, `SELECT `+themeColumns+` FROM themes WHERE name = ? ORDER BY revision DESC LIMIT ?`, name, store.MaxThemeRevisions)
	if err != nil {
		return nil, fmt.Errorf("history of theme %q: %w", widget.Excerpt(name), err)
	}
	return all, nil
}

// SaveTheme is part of store.Store.
func (s *Store) SaveTheme(ctx context.Context, t store.Theme) (store.Theme, error) {
	t, err := s.saveTheme(ctx, t)
	if err != nil {
		return store.Theme{}, fmt.Errorf("save theme %q: %w", widget.Excerpt(t.Name), err)
	}
	return t, nil
}

func (s *Store) saveTheme(ctx context.Context, t store.Theme) (store.Theme, error) {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return t, err
	}
	defer tx.Rollback() // nothing after a commit
	before, err := collect(ctx, tx, scanTheme, `SELECT `+themeColumns+` FROM themes t WHERE name = ? AND `+currentTheme, t.Name)
	if err != nil {
		return t, err
	}
	t.Revision = 1
	if len(before) > 0 {
		if before[0].Tokens == t.Tokens {
			return before[0], nil
		}
		t.Revision = before[0].Revision + 1
	}
	var others int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM themes t WHERE name <> ? AND `+currentTheme+` AND tokens <> ''`, t.Name).Scan(&others); err != nil {
		return t, err
	}
	if others >= store.MaxThemes && t.Tokens != "" {
		return t, fmt.Errorf("there are %d themes, and more are not kept: remove some", others)
	}
	if t.Saved.IsZero() {
		t.Saved = now()
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO themes (`+themeColumns+`) VALUES (?, ?, ?, ?, ?)`, t.Name, t.Revision, t.Tokens, t.Editor, millis(t.Saved)); err != nil {
		return t, err
	}
	return t, tx.Commit()
}

// RemoveTheme is part of store.Store.
func (s *Store) RemoveTheme(ctx context.Context, name, editor string) error {
	all, err := s.Themes(ctx)
	if err != nil {
		return err
	}
	for _, t := range all {
		if t.Name == name {
			_, err := s.SaveTheme(ctx, store.Theme{Name: name, Editor: editor})
			return err
		}
	}
	return fmt.Errorf("remove theme %q: %w", widget.Excerpt(name), store.ErrNotFound)
}
