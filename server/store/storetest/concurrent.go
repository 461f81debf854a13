package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"testing"

	"newsflash/server/sanitize"
	"newsflash/server/store"
	"newsflash/widget"
)

const (
	writers  = 8
	puts     = 50  // by each writer
	distinct = 100 // articles, so that each comes from four writers
)

// atOnce lets all writers put their articles at the same time and returns what each article's puts came to.
func atOnce(t *testing.T, s store.Store, article func(writer, n int) widget.Article) map[int][]store.Result {
	t.Helper()
	var work [writers][puts]sanitize.Article
	for w := range writers {
		for i := range puts {
			work[w][i] = clean(t, article(w, number(w, i)))
		}
	}
	var mu sync.Mutex
	results := map[int][]store.Result{}
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range puts {
				res, err := s.Put(t.Context(), work[w][i])
				if err != nil {
					t.Errorf("writer %d, put %d: %v", w, i, err)
					return
				}
				mu.Lock()
				results[number(w, i)] = append(results[number(w, i)], res)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if t.Failed() {
		t.FailNow()
	}
	if len(results) != distinct {
		t.Fatalf("%d articles were put, want %d", len(results), distinct)
	}
	return results
}

// number says which article a writer puts i-th; neighbours share half of theirs.
func number(writer, i int) int { return (writer*puts/2 + i) % distinct }

// sameArticlesAtOnce: each is new once and unchanged for all others, and each has an id of its own.
func sameArticlesAtOnce(t *testing.T, s store.Store) {
	results := atOnce(t, s, func(_, n int) widget.Article {
		return widget.Article{ID: "wish", Source: "feed", GUID: fmt.Sprint(n), URL: "https://news.example/live", Title: fmt.Sprint("Story ", n)}
	})
	owner := map[string]int{}
	for n, rs := range results {
		id, isNew := rs[0].ID, 0
		for _, r := range rs {
			if r.Outcome == store.New {
				isNew++
			} else if r.Outcome != store.Unchanged {
				t.Errorf("article %d came to %+v", n, r)
			}
			if r.ID != id || r.Revision != 1 {
				t.Errorf("article %d is %+v and %+v", n, rs[0], r)
			}
		}
		if isNew != 1 {
			t.Errorf("article %d was new %d times", n, isNew)
		}
		if other, ok := owner[id]; ok {
			t.Errorf("articles %d and %d share the id %s", n, other, id)
		}
		owner[id] = n
		if h, err := s.Head(t.Context(), id); err != nil || h.Title != fmt.Sprint("Story ", n) {
			t.Errorf("article %d is stored as %+v, %v", n, h, err)
		}
	}
	if heads := all(t, s, 7); len(heads) != distinct {
		t.Errorf("%d articles are stored, want %d", len(heads), distinct)
	}
}

// updatesAtOnce: every put says something else, so that each must have made a revision of its own.
func updatesAtOnce(t *testing.T, s store.Store) {
	results := atOnce(t, s, func(w, n int) widget.Article {
		return widget.Article{ID: fmt.Sprint("n", n), Source: "feed", GUID: fmt.Sprint(n), Title: fmt.Sprintf("Story %d by %d", n, w)}
	})
	for n, rs := range results {
		revs, err := s.Revisions(t.Context(), fmt.Sprint("n", n))
		if err != nil || len(revs) != len(rs) {
			t.Fatalf("article %d has %d revisions, %v; %d puts were acknowledged", n, len(revs), err, len(rs))
		}
		seen, titles := map[int]bool{}, map[string]bool{}
		for i, r := range revs {
			if r.Revision != i+1 {
				t.Errorf("article %d: revision %d at place %d", n, r.Revision, i+1)
			}
			titles[r.Title] = true
		}
		for _, r := range rs {
			if (r.Outcome == store.New) != (r.Revision == 1) || r.Outcome == store.Unchanged {
				t.Errorf("article %d came to %+v", n, r)
			}
			seen[r.Revision] = true
		}
		if len(seen) != len(rs) || len(titles) != len(rs) {
			t.Errorf("article %d: %d puts, %d revisions acknowledged, %d texts kept", n, len(rs), len(seen), len(titles))
		}
	}
}

// calls makes every call that takes a context.
func calls(ctx context.Context, s store.Store, a sanitize.Article, id string) map[string]error {
	errs := map[string]error{"Ping": s.Ping(ctx)}
	_, errs["Put"] = s.Put(ctx, a)
	_, errs["Head"] = s.Head(ctx, id)
	_, _, errs["Get"] = s.Get(ctx, id)
	_, errs["ByURL"] = s.ByURL(ctx, a.Fields().URL)
	_, errs["Revisions"] = s.Revisions(ctx, id)
	_, errs["List"] = s.List(ctx, "", 1)
	maps.Copy(errs, relatedCalls(ctx, s, id))
	return errs
}

func cancelled(t *testing.T, s store.Store) {
	a := widget.Article{ID: "a", Source: "feed", GUID: "1", URL: "https://news.example/a", Title: "One"}
	put(t, s, a)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	changed := a
	changed.Title = "Two"
	for method, err := range calls(ctx, s, clean(t, changed), "a") {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s with a cancelled context: %v", method, err)
		}
	}
	wantStored(t, s, "a", a)
	wantResult(t, put(t, s, changed), "a", 2, store.Updated)
}

// cancelledMidway: whenever the cancellation comes, a put is either acknowledged and stored or neither.
func cancelledMidway(t *testing.T, s store.Store) {
	for i := range 200 {
		a := widget.Article{ID: fmt.Sprint("n", i), Source: "feed", GUID: fmt.Sprint(i), Title: "Hurried"}
		c := clean(t, a)
		ctx, cancel := context.WithCancel(t.Context())
		go cancel()
		_, putErr := s.Put(ctx, c)
		cancel()
		_, err := s.Head(t.Context(), a.ID)
		switch {
		case putErr == nil && err != nil:
			t.Fatalf("put %d was acknowledged, but: %v", i, err)
		case putErr != nil && !errors.Is(putErr, context.Canceled):
			t.Fatalf("put %d: %v, want the context's error", i, putErr)
		case putErr != nil && !errors.Is(err, store.ErrNotFound):
			t.Fatalf("put %d was not acknowledged, but its head is there (%v)", i, err)
		}
	}
	wantResult(t, put(t, s, widget.Article{ID: "after", Source: "feed", GUID: "after", Title: "Calm"}), "after", 1, store.New)
}

func closed(t *testing.T, s store.Store) {
	a := widget.Article{ID: "a", Source: "feed", GUID: "1", URL: "https://news.example/a", Title: "One"}
	put(t, s, a)
	if err := s.Ping(t.Context()); err != nil {
		t.Errorf("ping before closing: %v", err)
	}
	for range 2 {
		if err := s.Close(); err != nil {
			t.Fatalf("close: %v", err)
		}
	}
	for method, err := range calls(t.Context(), s, clean(t, a), "a") {
		if err == nil || errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s of a closed store: %v", method, err)
		}
	}
}
