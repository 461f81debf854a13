// Package storetest is the suite that every store passes: what store.Store promises, each promise with a test that can
// fail. A store's own tests add what only it can get wrong: its files, its schema, its crashes.
package storetest

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"newsflash/server/sanitize"
	"newsflash/server/store"
	"newsflash/widget"
)

// Run runs the suite. For each test open returns an empty store of its own, which the test closes.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, store.Store)
	}{
		{"Outcomes", outcomes},
		{"RevisionsAreKept", revisionsAreKept},
		{"RevisionsAreLimited", revisionsAreLimited},
		{"IDs", ids},
		{"ManyTwins", manyTwins},
		{"InvalidIDs", invalidIDs},
		{"WholeArticle", wholeArticle},
		{"HostileText", hostileText},
		{"LargeBody", largeBody},
		{"NotFound", notFound},
		{"ByURL", byURL},
		{"List", list},
		{"SameArticlesAtOnce", sameArticlesAtOnce},
		{"UpdatesAtOnce", updatesAtOnce},
		{"Cancelled", cancelled},
		{"CancelledMidway", cancelledMidway},
		{"Closed", closed},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.run(t, opened(t, open))
		})
	}
	for _, test := range slices.Concat(sourceTests, relatedTests, consoleTests) {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.run(t, opened(t, open))
		})
	}
	t.Run("Identity", func(t *testing.T) {
		for _, story := range identities {
			t.Run(story.name, func(t *testing.T) {
				t.Parallel()
				story.run(t, opened(t, open))
			})
		}
	})
}

func opened(t *testing.T, open func(t *testing.T) store.Store) store.Store {
	t.Helper()
	s := open(t)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func clean(t *testing.T, a widget.Article) sanitize.Article {
	t.Helper()
	c, _, err := sanitize.Clean(a)
	if err != nil {
		t.Fatalf("clean %q: %v", widget.Excerpt(a.Title), err)
	}
	return c
}

// put cleans and stores the article and fails the test on any error.
func put(t *testing.T, s store.Store, a widget.Article) store.Result {
	t.Helper()
	res, err := s.Put(t.Context(), clean(t, a))
	if err != nil {
		t.Fatalf("put %q: %v", widget.Excerpt(a.Title), err)
	}
	return res
}

func wantResult(t *testing.T, got store.Result, id string, revision int, outcome store.Outcome) {
	t.Helper()
	if want := (store.Result{ID: id, Revision: revision, Outcome: outcome}); got != want {
		t.Fatalf("put came to %+v, want %+v", got, want)
	}
}

// wantStored checks that the id leads to the article as it was cleaned, and that its head says the same.
func wantStored(t *testing.T, s store.Store, id string, a widget.Article) store.Head {
	t.Helper()
	got, h, err := s.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	want := clean(t, a).Fields()
	want.ID = id
	if diff := diff(want, got); diff != "" {
		t.Fatalf("stored article (-want +got):\n%s", diff)
	}
	if h.ID != id || h.URL != want.URL || h.Title != want.Title || h.Withdrawn != want.Withdrawn || h.Hash == "" || h.Stored.IsZero() {
		t.Fatalf("head %+v does not fit its article %q", h, id)
	}
	if alone, err := s.Head(t.Context(), id); err != nil || alone != h {
		t.Fatalf("Head says %+v, %v; Get says %+v", alone, err, h)
	}
	return h
}

// diff compares as an article is printed: a date with its own zone, an empty list like none.
func diff(want, got widget.Article) string {
	return cmp.Diff(want, got, cmpopts.EquateEmpty(),
		cmp.Comparer(func(a, b widget.Date) bool { return a.String() == b.String() && a.Day == b.Day }))
}

// all lists every head, page by page.
func all(t *testing.T, s store.Store, page int) []store.Head {
	t.Helper()
	var heads []store.Head
	for after := ""; ; after = heads[len(heads)-1].ID {
		next, err := s.List(t.Context(), after, page)
		if err != nil {
			t.Fatal(err)
		}
		if len(next) == 0 {
			return heads
		}
		if len(next) > page || next[0].ID <= after {
			t.Fatalf("a page of %d heads from %q, want at most %d after %q", len(next), next[0].ID, page, after)
		}
		heads = append(heads, next...)
	}
}
