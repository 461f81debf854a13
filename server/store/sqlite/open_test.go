package sqlite_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"newsflash/server/store"
	"newsflash/server/store/sqlite"
)

// raw opens the file as another program would.
func raw(t *testing.T, dir string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func change(t *testing.T, db *sql.DB, query string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), query); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// wantRefused checks that dir can't be opened and that the message has all the words.
func wantRefused(t *testing.T, dir string, words ...string) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), dir)
	if err == nil {
		s.Close()
		t.Fatalf("%s was opened", dir)
	}
	wantWords(t, err.Error(), words...)
}

func wantWords(t *testing.T, message string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(message, w) {
			t.Errorf("the message lacks %q: %s", w, message)
		}
	}
}

func TestReopen(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new", "da?ta #1 100%25 \"ü\" &x=1")
	s := open(t, dir)
	for i := range 3 {
		put(t, s, i, "first")
		put(t, s, i, "second")
	}
	heads, err := s.List(t.Context(), "", 10)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 || files[0].Name() != sqlite.FileName {
		t.Errorf("a closed store leaves %q, %v; want the one file", files, err)
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the data directory is %v, %v", info.Mode(), err)
	}

	s = open(t, dir)
	again, err := s.List(t.Context(), "", 10)
	if err != nil || len(again) != 3 || len(heads) != 3 {
		t.Fatalf("after reopening %d of %d heads, %v", len(again), len(heads), err)
	}
	for i, h := range heads {
		if again[i] != h {
			t.Errorf("after reopening %+v, before %+v", again[i], h)
		}
		if revs, err := s.Revisions(t.Context(), h.ID); err != nil || len(revs) != 2 {
			t.Errorf("%d revisions, %v", len(revs), err)
		}
	}
	if res := put(t, s, 1, "second"); res.Outcome != store.Unchanged {
		t.Errorf("after reopening the same article came to %+v", res)
	}
}

func TestNoDatabase(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"short": "hello", "long": strings.Repeat("This is a letter, not a database. ", 500), "page": strings.Repeat("\x00", 4096),
		"cut": "SQLite format 3\x00",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			file := filepath.Join(dir, sqlite.FileName)
			if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			wantRefused(t, dir, file, "no SQLite database", "choose another data directory")
			if now, err := os.ReadFile(file); err != nil || string(now) != content {
				t.Errorf("the refused file was changed: %d bytes, %v", len(now), err)
			}
		})
	}
}

func TestNewerSchema(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	put(t, open(t, dir), 1, "kept")
	change(t, raw(t, dir), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9001, 1)`)
	wantRefused(t, dir, filepath.Join(dir, sqlite.FileName), "newer version", "9001")
}

func TestDirectoryIsFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "data")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	wantRefused(t, file, file, "data folder")
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, sqlite.FileName), 0o700); err != nil {
		t.Fatal(err)
	}
	wantRefused(t, dir, dir, "choose another data directory")
}

// TestOpenAtOnce: a fresh directory that several processes find at the same time is set up once.
func TestOpenAtOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			s, err := sqlite.Open(t.Context(), dir)
			if err != nil {
				t.Errorf("opener %d: %v", i, err)
				return
			}
			defer s.Close()
			if _, err := s.Put(t.Context(), article(i, "first")); err != nil {
				t.Errorf("opener %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	if heads, err := open(t, dir).List(t.Context(), "", 99); err != nil || len(heads) != 8 {
		t.Errorf("%d articles, %v; want 8", len(heads), err)
	}
}

// TestForeignContent: what others wrote into the file is an error that names the article, not a crash.
func TestForeignContent(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir)
	res := put(t, s, 1, "first")
	change(t, raw(t, dir), `UPDATE revisions SET fields = '{"title": 1'`)
	if _, _, err := s.Get(t.Context(), res.ID); err == nil || !strings.Contains(err.Error(), res.ID) {
		t.Errorf("Get: %v", err)
	}
	if _, err := s.Revisions(t.Context(), res.ID); err == nil || !strings.Contains(err.Error(), res.ID) {
		t.Errorf("Revisions: %v", err)
	}
	if _, err := s.Head(t.Context(), res.ID); err != nil {
		t.Errorf("Head: %v", err)
	}
	change(t, raw(t, dir), `DROP TABLE identities; ALTER TABLE articles RENAME TO elsewhere`)
	if err := s.Ping(t.Context()); err == nil || !strings.Contains(err.Error(), dir) {
		t.Errorf("Ping without its table: %v", err)
	}
}
