package storetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newsflash/server/store"
	"newsflash/widget"
)

// choose sets an article's list from its current revision.
func choose(t *testing.T, s store.Store, id string, list ...store.Choice) bool {
	t.Helper()
	head, err := s.Head(t.Context(), id)
	check(t, err)
	changed, err := s.SetChoices(t.Context(), noon, store.Choices{ID: id, Revision: head.Revision, List: list})
	check(t, err)
	return changed
}

func shown(t *testing.T, s store.Store, id string) []store.RelatedStory {
	t.Helper()
	stories, err := s.Related(t.Context(), id)
	check(t, err)
	return stories
}

func choices(t *testing.T, s store.Store) {
	b := about("b", "B", "")
	b.Published = widget.Date{Time: noon, Day: true}
	put(t, s, about("a", "A", ""))
	put(t, s, b)
	c := about("c", "C", "")
	c.URL = ""
	put(t, s, c)
	put(t, s, withdraw(about("gone", "Gone", "")))
	if len(shown(t, s, "a")) > 0 || len(shown(t, s, "unknown")) > 0 {
		t.Error("stories are listed that nobody chose")
	}
	choose(t, s, "a", store.Choice{ID: "c", Wanted: "an old story"}, store.Choice{ID: "b"}, store.Choice{ID: "gone"}, store.Choice{ID: "unknown"})
	want := []store.RelatedStory{
		{Choice: store.Choice{ID: "c", Wanted: "an old story"}, Title: "C"},
		{Choice: store.Choice{ID: "b"}, Title: "B", URL: "https://news.example/b", Published: widget.Date{Time: noon, Day: true}},
	}
	sameDate := cmp.Comparer(func(a, b widget.Date) bool { return a.String() == b.String() })
	if diff := cmp.Diff(want, shown(t, s, "a"), sameDate); diff != "" {
		t.Errorf("Related (-want +got):\n%s", diff)
	}
	put(t, s, withdraw(b))
	if got := shown(t, s, "a"); len(got) != 1 || got[0].ID != "c" {
		t.Errorf("after one was withdrawn: %+v", got)
	}
	choose(t, s, "a")
	if got := shown(t, s, "a"); len(got) > 0 {
		t.Errorf("after an empty list: %+v", got)
	}
	if _, err := s.SetChoices(t.Context(), noon, store.Choices{ID: "unknown", Revision: 1}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("choices of an unknown article: %v", err)
	}
}

// choicesChangeHead: the head's version changes with everything that the card shows of the list, and with nothing else.
func choicesChangeHead(t *testing.T, s store.Store) {
	a, b, c := about("a", "A", ""), about("b", "B", ""), about("c", "C", "")
	put(t, s, a)
	put(t, s, b)
	put(t, s, c)
	version := func() string {
		t.Helper()
		h, err := s.Head(t.Context(), "a")
		check(t, err)
		return h.Version
	}
	none := version()
	seen := map[string]string{none: "no list"}
	both := []store.Choice{{ID: "b"}, {ID: "c"}}
	step := func(what string, list ...store.Choice) {
		t.Helper()
		if !choose(t, s, "a", list...) {
			t.Errorf("%s: nothing is said to have changed", what)
		}
		if other, known := seen[version()]; known {
			t.Errorf("%s has the version of %s", what, other)
		}
		seen[version()] = what
		if choose(t, s, "a", list...) {
			t.Errorf("%s a second time is said to have changed something", what)
		}
	}
	step("a list", both...)
	step("another order", store.Choice{ID: "c"}, store.Choice{ID: "b"})
	step("the editor's link", store.Choice{ID: "c", Wanted: "c"}, store.Choice{ID: "b"})
	b.Title = "B, corrected"
	put(t, s, b)
	step("a title", both...)
	b.URL = "https://news.example/moved"
	put(t, s, b)
	step("an address", both...)
	b.Published = widget.Date{Time: noon}
	put(t, s, b)
	step("a date", both...)
	before := version()
	b.Body = "<p>Other text</p>"
	put(t, s, b)
	if choose(t, s, "a", both...) || version() != before {
		t.Error("text that no card of others shows changed the version")
	}
	if !choose(t, s, "a") || version() != none {
		t.Error("the version without a list is another than before")
	}
}

func choicesAreLimited(t *testing.T, s store.Store) {
	put(t, s, about("a", "A", ""))
	var list []store.Choice
	for i := range store.MaxShown + 2 {
		id := fmt.Sprint("n", i)
		put(t, s, about(id, id, ""))
		list = append(list, store.Choice{ID: id, Wanted: id})
	}
	for _, c := range slices.Clone(list) {
		list = append(list, store.Choice{ID: c.ID})
	}
	choose(t, s, "a", list...)
	if n := len(shown(t, s, "a")); n != len(list)-2 {
		t.Errorf("%d of %d are kept; want the editor's and %d others", n, len(list), store.MaxShown)
	}
}

func listing(t *testing.T, s store.Store) {
	list := func(id string) []string {
		t.Helper()
		ids, err := s.Listing(t.Context(), id)
		check(t, err)
		return ids
	}
	a := about("a", "A", "")
	a.Related, a.CrossLinks = []widget.Link{{Title: "The second"}, {Title: "The third", URL: "https://news.example/third"}}, []widget.Link{{Title: "The fourth"}}
	put(t, s, a)
	put(t, s, about("b", "The Second", ""))
	put(t, s, about("c", "The Third", ""))
	put(t, s, about("d", "The Fourth", ""))
	wantIDs(t, "wanted by title", list("b"), "a")
	wantIDs(t, "linked by address", list("c"))
	wantIDs(t, "wanted by a cross link", list("d"), "a")
	choose(t, s, "d", store.Choice{ID: "b"})
	wantIDs(t, "chosen", list("b"), "a", "d")
	wantIDs(t, "unknown", list("unknown"))
	a.Related = nil
	put(t, s, a)
	wantIDs(t, "no longer wanted", list("b"), "d")
	choose(t, s, "d")
	wantIDs(t, "no longer chosen", list("b"))
	put(t, s, withdraw(a))
	wantIDs(t, "wanted by a withdrawn one", list("d"))
}

func dueRelated(t *testing.T, s store.Store) {
	due := func(now time.Time, limit int) []string {
		t.Helper()
		ids, err := s.DueRelated(t.Context(), now, limit)
		check(t, err)
		return ids
	}
	for _, id := range []string{"b", "a", "c"} {
		put(t, s, about(id, id, ""))
	}
	ahead := about("ahead", "Ahead of its time", "")
	ahead.Published = widget.Date{Time: noon.Add(time.Hour)}
	put(t, s, ahead)
	wantIDs(t, "all new", due(noon, 0), "b", "a", "c", "ahead")
	wantIDs(t, "the first two", due(noon, 2), "b", "a")
	for _, id := range []string{"b", "a", "c", "ahead"} {
		choose(t, s, id)
	}
	wantIDs(t, "all computed", due(noon, 0))
	wantIDs(t, "a moment too early", due(noon.Add(time.Hour-time.Millisecond), 0))
	wantIDs(t, "published meanwhile", due(noon.Add(time.Hour), 0), "ahead")
	put(t, s, about("a", "a", ""))
	wantIDs(t, "put unchanged", due(noon, 0))
	put(t, s, about("a", "changed", ""))
	wantIDs(t, "changed", due(noon, 0), "a")
	_, err := s.SetChoices(t.Context(), noon, store.Choices{ID: "a", Revision: 1})
	check(t, err)
	wantIDs(t, "computed from an older revision", due(noon, 0), "a")
	put(t, s, withdraw(about("b", "b", "")))
	wantIDs(t, "withdrawn", due(noon, 0), "b", "a")
}
