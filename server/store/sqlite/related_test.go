package sqlite_test

import (
	"fmt"
	"testing"
	"time"

	"newsflash/server/related"
	"newsflash/server/sanitize"
	"newsflash/server/store"
	"newsflash/server/store/sqlite"
	"newsflash/widget"
)

func putTitle(t *testing.T, s *sqlite.Store, n int, title string) {
	t.Helper()
	clean, _, err := sanitize.Clean(widget.Article{ID: fmt.Sprintf("n%04d", n), Source: "feed", GUID: fmt.Sprint(n), Title: title})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(t.Context(), clean); err != nil {
		t.Fatal(err)
	}
}

// TestCommonTerm: of a term that more articles have than are read, the newest count, and how many have it is judged.
func TestCommonTerm(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	const n = 600 // more than twice what is read
	for i := range n {
		title := fmt.Sprintf("Harbour%c news %d", 'a'+i%26, i)
		if i%2 == 0 {
			title = "Ferry " + title
		}
		putTitle(t, s, i, title)
	}
	found, err := s.Similar(t.Context(), "n0000", 32)
	if err != nil {
		t.Fatal(err)
	}
	for term, about := range map[string]int{"ferry": n / 2, "news": n, "harboura": 24} {
		if got := found.Frequency[term]; got < about*95/100 || got > about*105/100 {
			t.Errorf("%q is said to be in %d of %d articles, want about %d", term, got, found.Total, about)
		}
	}
	ids := map[string]bool{}
	for _, c := range found.Candidates {
		ids[c.ID] = true
	}
	if len(ids) != 32 || !ids["n0026"] || !ids["n0598"] || ids["n0002"] {
		t.Errorf("those with the rare term and the newest with the common one are expected, got %v", ids)
	}
}

// TestProfilesOfOlderDatabase: a file without profiles, or with those of another version, gets them when it is opened.
func TestProfilesOfOlderDatabase(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir)
	const n = 450 // more than two batches
	for i := range n {
		putTitle(t, s, i, fmt.Sprintf("Ferry crossing %d", i))
	}
	wantDue := func(s *sqlite.Store, want int) {
		t.Helper()
		ids, err := s.DueRelated(t.Context(), time.Now(), store.MaxPage)
		if err != nil || len(ids) != want {
			t.Fatalf("%d are due, %v; want %d", len(ids), err, want)
		}
	}
	if _, err := related.CatchUp(t.Context(), s, time.Now(), nil); err != nil {
		t.Fatal(err)
	}
	wantDue(s, 0)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	wantDue(s, 0)
	for _, older := range []string{
		`PRAGMA user_version = 0; DELETE FROM profiles`,
		`PRAGMA user_version = 9999; UPDATE profiles SET terms = 'nonsense', weights = x'01'`,
	} {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		db := raw(t, dir)
		change(t, db, older)
		change(t, db, `UPDATE revisions SET fields = '{' WHERE article = 'n0003'`)
		db.Close()
		s = open(t, dir)
		wantDue(s, n)
		found, err := s.Similar(t.Context(), "n0001", 10)
		if err != nil || found.Frequency["ferry"] < 256 || len(found.Candidates) != 10 || len(found.Self.Terms) < 2 {
			t.Errorf("after %s: %+v, %v", older, found, err)
		}
		if broken, err := s.Similar(t.Context(), "n0003", 10); err != nil || len(broken.Self.Terms) > 0 {
			t.Errorf("an article that can't be read: %+v, %v", broken, err)
		}
	}
}

// TestForeignProfiles: what others wrote into the file is an error or nothing, not a crash.
func TestForeignProfiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, dir)
	putTitle(t, s, 1, "Ferry crossing")
	putTitle(t, s, 2, "Ferry fares")
	for query, fine := range map[string]bool{
		`UPDATE profiles SET terms = 'a" OR "b ferry', weights = x'ff'`: true,
		`UPDATE profiles SET terms = '', weights = zeroblob(5000)`:      true,
		`UPDATE profiles SET sketch = x'010203'`:                        true,
		`UPDATE profiles SET links = 'no JSON'`:                         false,
		`UPDATE profiles SET published = 'yesterday'`:                   false,
	} {
		change(t, raw(t, dir), query)
		if _, err := s.Similar(t.Context(), "n0001", 10); (err == nil) != fine {
			t.Errorf("%s: %v", query, err)
		}
		change(t, raw(t, dir), `UPDATE profiles SET terms = 'ferry', weights = x'10', sketch = x'', links = '[]', published = ''`)
	}
}
