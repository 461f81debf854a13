package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"newsflash/server/store"
	"newsflash/widget"
)

// Partners is part of store.Store.
func (s *Store) Partners(ctx context.Context) ([]store.Partner, error) {
	all, err := collect(ctx, s.read, func(rows *sql.Rows) (p store.Partner, err error) {
		var origins string
		if err = rows.Scan(&p.ID, &p.Name, &origins, &p.Theme, &p.Paused); err == nil {
			err = json.Unmarshal([]byte(origins), &p.Origins)
		}
		return p, err
	}, `SELECT id, name, origins, theme, paused FROM partners ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("list partners: %w", err)
	}
	return all, nil
}

// SavePartner is part of store.Store.
func (s *Store) SavePartner(ctx context.Context, p store.Partner) error {
	origins, err := json.Marshal(p.Origins)
	if err != nil {
		return err
	}
	res, err := s.write.ExecContext(ctx, `INSERT INTO partners (id, name, origins, theme, paused)
		SELECT ?1, ?2, ?3, ?4, ?5 WHERE (SELECT count(*) FROM partners WHERE id <> ?1) < ?6
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, origins = excluded.origins, theme = excluded.theme, paused = excluded.paused`,
		p.ID, p.Name, string(origins), p.Theme, p.Paused, store.MaxPartners)
	if err != nil {
		return fmt.Errorf("save partner %q: %w", widget.Excerpt(p.ID), err)
	}
	if n, err := res.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return fmt.Errorf("save partner %q: there are %d partners, and more are not kept: remove some", widget.Excerpt(p.ID), store.MaxPartners)
}

// RemovePartner is part of store.Store.
func (s *Store) RemovePartner(ctx context.Context, id string) error {
	res, err := s.write.ExecContext(ctx, `DELETE FROM partners WHERE id = ?`, id)
	return affected(res, err, "remove partner", id)
}

// Restricted is part of store.Store.
func (s *Store) Restricted(ctx context.Context) (only bool, err error) {
	if err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM settings WHERE name = 'restricted' AND value = 'yes')`).Scan(&only); err != nil {
		return false, fmt.Errorf("read settings: %w", err)
	}
	return only, nil
}

// SetRestricted is part of store.Store.
func (s *Store) SetRestricted(ctx context.Context, only bool) error {
	value := "no"
	if only {
		value = "yes"
	}
	if _, err := s.write.ExecContext(ctx, `INSERT INTO settings (name, value) VALUES ('restricted', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, value); err != nil {
		return fmt.Errorf("save settings: %w", err)
	}
	return nil
}
