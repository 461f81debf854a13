// Package sqlite keeps articles in one SQLite file, the store that needs no other program. Killing the process at any
// moment loses nothing that was acknowledged; a power cut may lose the last moments, never more (WAL with
// synchronous=NORMAL). Several processes on one machine may share the file, not over a network file system.
package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// FileName is the database's name in the data directory.
const FileName = "newsflash.db"

const (
	readers = 4 // connections; two cores are busy with two, the others wait for the disk

	// busyTimeout bounds in milliseconds how long a write waits for those of other processes; a Put takes about one.
	busyTimeout = "10000"

	// openTries bounds the attempts to set up a new file while other processes do the same.
	openTries = 5
)

//go:embed migrations/*.sql
var migrations embed.FS

// Store is a store.Store on one SQLite file. Open makes one.
type Store struct {
	path  string
	write *sql.DB // one connection: SQLite has one writer, waiting in Go is fairer than in SQLite
	read  *sql.DB
	head  *sql.Stmt // prepared, as every request asks it: that halves its time
	similarity
}

// Open opens the store in dir, which it creates, for its owner only, with an empty database where there is none. A database
// of an older program is brought up to date. The caller must Close the store.
func Open(ctx context.Context, dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("the data folder %s cannot be made: %w; name a folder, not a file, where this user may write", dir, err)
	}
	path, err := filepath.Abs(filepath.Join(dir, FileName))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	s := &Store{path: path}
	s.write, err = pool(path, 1, url.Values{
		"_journal_mode": {"WAL"}, "_synchronous": {"NORMAL"}, "_foreign_keys": {"1"}, "_txlock": {"immediate"},
	})
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if s.read, err = pool(path, readers, url.Values{"_query_only": {"1"}}); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), s.write.Close())
	}
	if err = s.migrate(ctx); err == nil {
		err = s.profileAll(ctx)
	}
	if err == nil {
		s.head, err = s.read.PrepareContext(ctx, `SELECT `+headColumns+` FROM articles a WHERE a.id = ?`)
	}
	if err == nil {
		err = s.similarity.prepare(ctx, s.read, s.write)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, explain(err)), s.Close())
	}
	return s, nil
}

// pool makes no connection yet.
func pool(path string, size int, params url.Values) (*sql.DB, error) {
	params.Set("_busy_timeout", busyTimeout)
	params.Set("_defensive", "1")
	file := url.URL{Path: filepath.ToSlash(path)}
	db, err := sql.Open("sqlite", "file:"+file.EscapedPath()+"?"+params.Encode())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db, nil
}

// migrate tries again when the file was busy or another process was quicker with the same step: each step is a
// transaction, so that a lost race leaves nothing behind.
func (s *Store) migrate(ctx context.Context) (err error) {
	for range openTries {
		if err = s.migrateOnce(ctx); err == nil || ctx.Err() != nil {
			return err
		}
		switch primaryCode(err) {
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT:
		default:
			return err
		}
	}
	return err
}

func (s *Store) migrateOnce(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	steps, err := goose.NewProvider(goose.DialectSQLite3, s.write, files,
		goose.WithLogger(goose.NopLogger()), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	has, knows, err := steps.GetVersions(ctx)
	if err != nil {
		return err
	}
	if has > knows {
		return fmt.Errorf("a newer version of this program wrote it (schema %d, this one knows up to %d): "+
			"run that version or choose another data directory", has, knows)
	}
	_, err = steps.Up(ctx)
	return err
}

// explain puts what an operator can do before SQLite's own words.
func explain(err error) error {
	switch primaryCode(err) {
	case sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("this file is no SQLite database: move it away or choose another data directory: %w", err)
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM:
		return fmt.Errorf("this user can't write it: allow writing to the file and its directory or choose another data directory: %w", err)
	case sqlite3.SQLITE_BUSY:
		return fmt.Errorf("another process keeps it locked: end that one or choose another data directory: %w", err)
	default:
		return err
	}
}

// primaryCode returns SQLite's result code without its extension, 0 when the error is not SQLite's.
func primaryCode(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

// Close is part of store.Store. The last connection to leave folds the log into the file.
func (s *Store) Close() error {
	return errors.Join(s.read.Close(), s.write.Close())
}
