//go:build unix

package sqlite_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"newsflash/server/store/sqlite"
)

// dropRoot makes the process one that file modes bind.
func dropRoot() {
	if os.Geteuid() == 0 {
		if err := syscall.Setuid(65534); err != nil {
			panic(err)
		}
	}
}

func TestReadOnly(t *testing.T) {
	t.Parallel()
	for name, fill := range map[string]bool{"empty directory": false, "directory with a database": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if fill {
				s := open(t, dir)
				put(t, s, 1, "first")
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				if err := os.Chmod(filepath.Join(dir, sqlite.FileName), 0o444); err != nil {
					t.Fatal(err)
				}
			}
			// Anyone may come this far, but write nothing.
			for path, mode := range map[string]os.FileMode{filepath.Dir(dir): 0o755, dir: 0o555} {
				if err := os.Chmod(path, mode); err != nil {
					t.Fatal(err)
				}
			}
			t.Cleanup(func() { os.Chmod(dir, 0o755) })
			out, err := command(t, "open", dir).CombinedOutput()
			if err == nil {
				t.Fatal("it was opened")
			}
			wantWords(t, string(out), filepath.Join(dir, sqlite.FileName), "this user can't write it", "choose another data directory")
		})
	}
}
