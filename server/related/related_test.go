package related_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"newsflash/server/related"
	"newsflash/server/store"
	"newsflash/widget"
)

func wantList(t *testing.T, st store.Store, id string, want ...string) {
	t.Helper()
	if got := list(t, st, id); !slices.Equal(got, want) {
		t.Errorf("%s lists %q, want %q", id, got, want)
	}
}

func refresh(t *testing.T, st store.Store, ids ...string) int {
	t.Helper()
	changed, err := related.Refresh(t.Context(), st, now, ids...)
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

// TestStable: computing again changes nothing, neither does the order or the size of the batches in which articles came.
func TestStable(t *testing.T) {
	t.Parallel()
	all := slices.Concat(corpus(t, "en"), corpus(t, "ur"), corpus(t, "zh"), corpus(t, "ja"))
	st := open(t)
	put(t, st, all...)
	if changed := catchUp(t, st, now); changed < len(all)*9/10 {
		t.Errorf("%d of %d cards changed", changed, len(all))
	}
	var ids []string
	before := map[string][]string{}
	for _, a := range all {
		ids = append(ids, a.ID)
		before[a.ID] = list(t, st, a.ID)
	}
	for range 2 {
		if changed := catchUp(t, st, now); changed > 0 {
			t.Errorf("a second run changed %d", changed)
		}
		if changed := refresh(t, st, ids...); changed > 0 {
			t.Errorf("computed again, %d changed", changed)
		}
	}
	slices.Reverse(ids)
	if changed, err := related.Refresh(t.Context(), st, now.AddDate(0, 0, 30), ids...); err != nil || changed > 0 {
		t.Errorf("a month later, in another order, %d changed, %v", changed, err)
	}
	for _, a := range all {
		if got := list(t, st, a.ID); !slices.Equal(got, before[a.ID]) {
			t.Errorf("%s lists %q, before %q", a.ID, got, before[a.ID])
		}
	}
}

// TestOneByOne: an article that arrives is listed by those before it. Where many came one by one, how rare a word is
// was judged from fewer articles; computed once more, the lists are those of articles that came together.
func TestOneByOne(t *testing.T) {
	t.Parallel()
	together, single := open(t), open(t)
	all := corpus(t, "ur")
	put(t, together, all...)
	catchUp(t, together, now)
	var ids []string
	seen := map[string]int{} // of each topic
	for _, a := range all {
		put(t, single, a)
		changed := refresh(t, single, a.ID)
		if seen[topic(a.ID)] == 2 && changed < 2 {
			t.Errorf("no list but its own changed with %s", a.ID)
		}
		seen[topic(a.ID)]++
		ids = append(ids, a.ID)
	}
	refresh(t, single, ids...)
	for _, id := range ids {
		wantList(t, single, id, list(t, together, id)...)
	}
}

func TestRefresh(t *testing.T) {
	t.Parallel()
	st := open(t)
	first, second, third := ferry("first", nil), ferry("second", nil), ferry("third", nil)
	put(t, st, first, second)
	if changed := refresh(t, st, "second"); changed != 2 {
		t.Errorf("%d cards changed with the second article", changed)
	}
	wantList(t, st, "first", "second")
	wantList(t, st, "second", "first")

	put(t, st, third)
	if changed := refresh(t, st, "third", "third", "unknown"); changed != 3 {
		t.Errorf("%d cards changed with the third article", changed)
	}
	wantList(t, st, "third", "first", "second")

	second.Title = "Ferry passengers wait in Dunlow no longer"
	put(t, st, second)
	if changed := refresh(t, st, "second"); changed != 2 {
		t.Errorf("%d cards changed with a headline that two list", changed)
	}
	second.Withdrawn = true
	put(t, st, second)
	if changed := refresh(t, st, "second"); changed != 3 {
		t.Errorf("%d cards changed with a withdrawal", changed)
	}
	wantList(t, st, "first", "third")
	wantList(t, st, "second")

	third.Body, third.Title = "<p>Flour is dear.</p>", "Bakers raise prices"
	put(t, st, third)
	refresh(t, st, "third")
	wantList(t, st, "first")
}

// TestFuture: what is published later is listed then, without having changed.
func TestFuture(t *testing.T) {
	t.Parallel()
	st := open(t)
	later := ferry("later", func(a *widget.Article) { a.Published = widget.Date{Time: now.Add(time.Hour)} })
	put(t, st, ferry("first", nil), later)
	catchUp(t, st, now)
	wantList(t, st, "first")
	wantList(t, st, "later", "first")
	catchUp(t, st, now.Add(59*time.Minute))
	wantList(t, st, "first")
	if changed := catchUp(t, st, now.Add(time.Hour)); changed != 1 {
		t.Errorf("%d cards changed when a story came out", changed)
	}
	wantList(t, st, "first", "later")
}

// TestEditors: the editor's links come first, get the address of our own article by its title, and follow its fate.
func TestEditors(t *testing.T) {
	t.Parallel()
	st := open(t)
	hedge := widget.Article{ID: "hedge", Source: "test", GUID: "hedge", URL: "https://news.example/hedge", Title: "The Hedge That Came Back"}
	put(t, st, ferry("first", func(a *widget.Article) { a.Related = []widget.Link{{Title: "The hedge that came back…"}} }), ferry("second", nil))
	catchUp(t, st, now)
	wantList(t, st, "first", "second")
	for _, step := range []struct {
		what   string
		change func()
		want   []string
	}{
		{"it arrives", func() {}, []string{"hedge", "second"}},
		{"another title", func() { hedge.Title = "The wall" }, []string{"second"}},
		{"its title again", func() { hedge.Title = "The hedge that came back" }, []string{"hedge", "second"}},
		{"withdrawn", func() { hedge.Withdrawn = true }, []string{"second"}},
		{"back", func() { hedge.Withdrawn = false }, []string{"hedge", "second"}},
	} {
		step.change()
		put(t, st, hedge)
		refresh(t, st, "hedge")
		t.Log(step.what)
		wantList(t, st, "first", step.want...)
	}
	twin := hedge
	twin.ID, twin.GUID, twin.URL = "twin", "twin", "https://news.example/twin"
	put(t, st, twin)
	refresh(t, st, "twin")
	wantList(t, st, "first", "second")
}

// TestFanOut: one article in a large crowd of like ones has no more than its bounded number of lists computed again.
func TestFanOut(t *testing.T) {
	t.Parallel()
	st := open(t)
	for i := range 30 {
		put(t, st, ferry(fmt.Sprintf("n%02d", i), nil))
	}
	for i := range 150 {
		id := fmt.Sprint("other", i)
		put(t, st, widget.Article{ID: id, Source: "test", GUID: id, Title: "Something about " + id, Lang: "en"})
	}
	catchUp(t, st, now)
	put(t, st, ferry("newest", func(a *widget.Article) { a.Published = widget.Date{Time: now} }))
	counted := &counting{Store: st}
	if _, err := related.Refresh(t.Context(), counted, now, "newest"); err != nil {
		t.Fatal(err)
	}
	if counted.similar < 7 || counted.similar > 17 {
		t.Errorf("%d lists were computed for one article", counted.similar)
	}
}

// counting is a store that counts how often it computes.
type counting struct {
	store.Store
	similar int
	fails   error
}

func (c *counting) Similar(ctx context.Context, id string, limit int) (store.Similar, error) {
	if c.similar++; c.fails != nil {
		return store.Similar{}, c.fails
	}
	return c.Store.Similar(ctx, id, limit)
}

func TestCatchUp(t *testing.T) {
	t.Parallel()
	st := open(t)
	const n = store.MaxPage + 20 // more than one page
	for i := range n {
		put(t, st, widget.Article{ID: fmt.Sprint("n", i), Source: "test", GUID: fmt.Sprint(i), Title: fmt.Sprint("Number", i)})
	}
	broken := errors.New("broken")
	if _, err := related.CatchUp(t.Context(), &counting{Store: st, fails: broken}, now, nil); !errors.Is(err, broken) {
		t.Errorf("with a broken store: %v", err)
	}
	steps := 0
	if _, err := related.CatchUp(t.Context(), st, now, func() { steps++ }); err != nil || steps != n {
		t.Errorf("%d steps, %v; want %d: a run that broke must leave them due", steps, err, n)
	}
	if _, err := related.CatchUp(t.Context(), st, now, func() { steps++ }); err != nil || steps != n {
		t.Errorf("%d steps after a second run, %v", steps, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := related.CatchUp(ctx, st, now, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
