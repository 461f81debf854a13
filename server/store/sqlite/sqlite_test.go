package sqlite_test

import (
	"testing"

	"newsflash/server/store"
	"newsflash/server/store/sqlite"
	"newsflash/server/store/storetest"
)

var _ store.Store = (*sqlite.Store)(nil)

func open(t testing.TB, dir string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestStore(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) store.Store { return open(t, t.TempDir()) })
}
