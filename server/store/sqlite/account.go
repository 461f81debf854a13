package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"newsflash/server/store"
	"newsflash/widget"
)

// AddInvite is part of store.Store.
func (s *Store) AddInvite(ctx context.Context, i store.Invite, now time.Time) error {
	if _, err := s.write.ExecContext(ctx, `DELETE FROM invites WHERE until <= ?`, millis(now)); err != nil {
		return fmt.Errorf("forget invites: %w", err)
	}
	if _, err := s.write.ExecContext(ctx, `INSERT INTO invites (token, role, until) VALUES (?, ?, ?)`, i.Token, i.Role, millis(i.Until)); err != nil {
		return fmt.Errorf("add invite: %w", err)
	}
	return nil
}

// Invite is part of store.Store.
func (s *Store) Invite(ctx context.Context, token string, now time.Time) (i store.Invite, err error) {
	var until int64
	err = s.read.QueryRowContext(ctx, `SELECT token, role, until FROM invites WHERE token = ? AND until > ?`, token, millis(now)).Scan(&i.Token, &i.Role, &until)
	if err != nil {
		return store.Invite{}, fmt.Errorf("invite: %w", notThere(err))
	}
	i.Until = moment(until)
	return i, nil
}

const userColumns = `id, name, folded, role, password, created`

func scanUser(scan func(...any) error) (u store.User, err error) {
	var created int64
	err = notThere(scan(&u.ID, &u.Name, &u.Folded, &u.Role, &u.Password, &created))
	u.Created = moment(created)
	return u, err
}

// AddUser is part of store.Store.
func (s *Store) AddUser(ctx context.Context, u store.User, invite string) error {
	if err := s.addUser(ctx, u, invite); err != nil {
		return fmt.Errorf("add user %q: %w", widget.Excerpt(u.Name), err)
	}
	return nil
}

func (s *Store) addUser(ctx context.Context, u store.User, invite string) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // nothing after a commit
	res, err := tx.ExecContext(ctx, `DELETE FROM invites WHERE token = ?`, invite)
	if err := affected(res, err, "use", "invite"); err != nil {
		return err
	}
	var all int
	var taken bool
	if err := tx.QueryRowContext(ctx, `SELECT count(*), coalesce(max(folded = ?), 0) FROM users`, u.Folded).Scan(&all, &taken); err != nil {
		return err
	}
	switch {
	case taken:
		return fmt.Errorf("this name is %w", store.ErrExists)
	case all >= store.MaxUsers:
		return fmt.Errorf("there are %d users, and more are not kept: remove some", all)
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO users (`+userColumns+`) VALUES (?, ?, ?, ?, ?, ?)`, u.ID, u.Name, u.Folded, u.Role, u.Password, millis(u.Created)); err != nil {
		return err
	}
	return tx.Commit()
}

// User is part of store.Store.
func (s *Store) User(ctx context.Context, id string) (store.User, error) {
	return s.user(ctx, `id = ?`, id)
}

// UserByName is part of store.Store.
func (s *Store) UserByName(ctx context.Context, folded string) (store.User, error) {
	return s.user(ctx, `folded = ?`, folded)
}

func (s *Store) user(ctx context.Context, where, value string) (store.User, error) {
	u, err := scanUser(s.read.QueryRowContext(ctx, `SELECT `+userColumns+` FROM users WHERE `+where, value).Scan)
	if err != nil {
		return store.User{}, fmt.Errorf("user %q: %w", widget.Excerpt(value), err)
	}
	return u, nil
}

// Users is part of store.Store.
func (s *Store) Users(ctx context.Context) ([]store.User, error) {
	all, err := collect(ctx, s.read, func(rows *sql.Rows) (store.User, error) { return scanUser(rows.Scan) }, `SELECT `+userColumns+` FROM users ORDER BY folded`)
	if err != nil {
		return nil, fmt.Errorf("list users: %w", err)
	}
	return all, nil
}

// SetPassword is part of store.Store.
func (s *Store) SetPassword(ctx context.Context, id, password string) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("set password: %w", err)
	}
	defer tx.Rollback() // nothing after a commit
	res, err := tx.ExecContext(ctx, `UPDATE users SET password = ? WHERE id = ?`, password, id)
	if err := affected(res, err, "set password of", id); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM sessions WHERE user = ?`, id); err != nil {
		return fmt.Errorf("set password: %w", err)
	}
	return tx.Commit()
}

// RemoveUser is part of store.Store.
func (s *Store) RemoveUser(ctx context.Context, id, keep string) error {
	u, err := s.User(ctx, id)
	if err != nil {
		return err
	}
	res, err := s.write.ExecContext(ctx, `DELETE FROM users WHERE id = ?1 AND (role <> ?2 OR EXISTS (SELECT 1 FROM users WHERE role = ?2 AND id <> ?1))`, id, keep)
	if err = affected(res, err, "remove user", id); errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("remove user %q: %w", widget.Excerpt(u.Name), store.ErrLast)
	}
	return err
}

const sessionColumns = `token, before, user, started, changed, seen`

// AddSession is part of store.Store.
func (s *Store) AddSession(ctx context.Context, n store.Session, seenSince time.Time) error {
	if _, err := s.write.ExecContext(ctx, `DELETE FROM sessions WHERE seen < ?`, millis(seenSince)); err != nil {
		return fmt.Errorf("forget sessions: %w", err)
	}
	if _, err := s.write.ExecContext(ctx, `INSERT INTO sessions (`+sessionColumns+`) VALUES (?, ?, ?, ?, ?, ?)`,
		n.Token, n.Before, n.UserID, millis(n.Started), millis(n.Changed), millis(n.Seen)); err != nil {
		return fmt.Errorf("add session: %w", err)
	}
	return nil
}

// Session is part of store.Store.
func (s *Store) Session(ctx context.Context, token string) (n store.Session, err error) {
	var started, changed, seen int64
	err = s.read.QueryRowContext(ctx, `SELECT `+sessionColumns+` FROM sessions WHERE token = ?1 OR before = ?1 AND before <> ''`, token).
		Scan(&n.Token, &n.Before, &n.UserID, &started, &changed, &seen)
	if err != nil {
		return store.Session{}, fmt.Errorf("session: %w", notThere(err))
	}
	n.Started, n.Changed, n.Seen = moment(started), moment(changed), moment(seen)
	return n, nil
}

// SaveSession is part of store.Store.
func (s *Store) SaveSession(ctx context.Context, token string, n store.Session) error {
	res, err := s.write.ExecContext(ctx, `UPDATE sessions SET token = ?, before = ?, changed = ?, seen = ? WHERE token = ?`,
		n.Token, n.Before, millis(n.Changed), millis(n.Seen), token)
	return affected(res, err, "save", "session")
}

// EndSession is part of store.Store.
func (s *Store) EndSession(ctx context.Context, token string) error {
	if _, err := s.write.ExecContext(ctx, `DELETE FROM sessions WHERE token = ?1 OR before = ?1 AND before <> ''`, token); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	return nil
}
