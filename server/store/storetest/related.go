package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"newsflash/server/related"
	"newsflash/server/store"
	"newsflash/widget"
)

var relatedTests = []struct {
	name string
	run  func(*testing.T, store.Store)
}{
	{"Similar", similar},
	{"SimilarFollowsChanges", similarFollowsChanges},
	{"SimilarIsLimited", similarIsLimited},
	{"ByTitle", byTitle},
	{"Choices", choices},
	{"ChoicesChangeHead", choicesChangeHead},
	{"ChoicesAreLimited", choicesAreLimited},
	{"Listing", listing},
	{"DueRelated", dueRelated},
	{"HostileProfiles", hostileProfiles},
}

// about is an article on something, in a few words.
func about(id, title, body string) widget.Article {
	return widget.Article{ID: id, Source: "feed", GUID: id, URL: "https://news.example/" + id, Title: title, Body: "<p>" + body + "</p>", Lang: "en"}
}

func withdraw(a widget.Article) widget.Article {
	a.Withdrawn = true
	return a
}

func candidates(t *testing.T, s store.Store, id string, limit int) (store.Similar, []string) {
	t.Helper()
	found, err := s.Similar(t.Context(), id, limit)
	check(t, err)
	var ids []string
	for _, c := range found.Candidates {
		ids = append(ids, c.ID)
	}
	return found, ids
}

func wantIDs(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func similar(t *testing.T, s store.Store) {
	ferry := about("ferry", "Ferry crossing reopens", "The captain welcomed passengers aboard.")
	ferry.Tags, ferry.Section, ferry.Related = []string{"Harbour Life"}, "Local", []widget.Link{{Title: "An Old Story"}}
	put(t, s, ferry)
	put(t, s, about("captain", "The captain retires", "Passengers will miss him."))
	put(t, s, about("bread", "Bakers raise prices", "Flour is dear."))
	put(t, s, withdraw(about("gone", "Ferry crossing reopens soon", "Passengers wait.")))
	put(t, s, about("fares", "Fares of the ferry", "Dearer."))

	found, ids := candidates(t, s, "ferry", 10)
	wantIDs(t, "similar to ferry", ids, "captain", "fares")
	clean := clean(t, ferry).Fields()
	if diff := cmp.Diff(related.NewProfile(clean), found.Self.Profile, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("profile (-made +stored):\n%s", diff)
	}
	if head, err := s.Head(t.Context(), "ferry"); err != nil || head != found.Self.Head {
		t.Errorf("head %+v, Head says %+v, %v", found.Self.Head, head, err)
	}
	for term, want := range map[string]int{"ferry": 2, "captain": 2, "passengers": 2, "crossing": 1} {
		if got, known := found.Frequency[term]; !known || got != want {
			t.Errorf("%q is in %d articles, want %d", term, got, want)
		}
	}
	if found.Total < 4 || found.Total > 5 {
		t.Errorf("there are %d articles", found.Total)
	}
	if gone, ids := candidates(t, s, "gone", 10); len(ids) > 0 || !gone.Self.Withdrawn {
		t.Errorf("a withdrawn article is similar to %q", ids)
	}
	if _, err := s.Similar(t.Context(), "unknown", 10); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("Similar to an unknown article: %v", err)
	}
}

func similarFollowsChanges(t *testing.T, s store.Store) {
	ferry, fares := about("ferry", "Ferry crossing", ""), about("fares", "Ferry fares", "")
	put(t, s, ferry)
	put(t, s, fares)
	_, ids := candidates(t, s, "ferry", 10)
	wantIDs(t, "at first", ids, "fares")
	for _, step := range []struct {
		what string
		put  widget.Article
		want []string
	}{
		{"withdrawn", withdraw(fares), nil},
		{"back again", fares, []string{"fares"}},
		{"about something else", about("fares", "Fares of trains", ""), nil},
		{"and back", fares, []string{"fares"}},
	} {
		put(t, s, step.put)
		_, ids := candidates(t, s, "ferry", 10)
		wantIDs(t, step.what, ids, step.want...)
	}
}

func similarIsLimited(t *testing.T, s store.Store) {
	for i := range 12 {
		put(t, s, about(fmt.Sprintf("n%02d", i), fmt.Sprint("Ferry number", i), ""))
	}
	put(t, s, about("like", "Ferry crossing reopens", ""))
	put(t, s, about("most", "Ferry crossing reopens today", ""))
	if _, ids := candidates(t, s, "like", 3); len(ids) != 3 || !slices.Contains(ids, "most") {
		t.Errorf("the first three are %q", ids)
	}
}

func byTitle(t *testing.T, s store.Store) {
	find := func(title string) (ids []string) {
		t.Helper()
		found, err := s.ByTitle(t.Context(), title)
		check(t, err)
		for _, c := range found {
			ids = append(ids, c.ID)
		}
		return ids
	}
	put(t, s, about("c", "The Hedge That Came Back!", ""))
	put(t, s, about("signs", "?!", ""))
	wantIDs(t, "one", find("the hedge that came back"), "c")
	wantIDs(t, "as printed", find("The Hedge That Came Back!"))
	wantIDs(t, "nothing", find(""))
	put(t, s, about("b", "The hedge that came back", ""))
	put(t, s, about("a", "“The hedge that came back”", ""))
	wantIDs(t, "three", find("the hedge that came back"), "c", "b")
	put(t, s, withdraw(about("c", "The Hedge That Came Back!", "")))
	wantIDs(t, "the first withdrawn", find("the hedge that came back"), "b", "a")
}

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

// hostileProfiles: no text is more than text to the index.
func hostileProfiles(t *testing.T, s store.Store) {
	texts := append(slices.Clone(hostile), `" OR terms:* NEAR(a b, 3) ^x - + ( ) {terms}: "`, `NOT AND OR`, "terms : ferry*", strings.Repeat("word", 1<<16), "AND")
	for i, text := range texts {
		id := fmt.Sprint("h", i)
		a := about(id, "Hostile "+widget.Excerpt(text), "ferry crossing "+text)
		a.Tags, a.Section = []string{widget.Excerpt(text), "ferry"}, widget.Excerpt(text)
		a.Related = []widget.Link{{Title: widget.Excerpt(text) + " link"}}
		put(t, s, a)
	}
	for i := range texts {
		if found, ids := candidates(t, s, fmt.Sprint("h", i), 100); len(ids) != len(texts)-1 || found.Frequency["ferry"] != len(texts) {
			t.Errorf("text %d is similar to %d others of %d", i, len(ids), len(texts)-1)
		}
	}
	for _, key := range append(texts, "", "\x00", "\xff", strings.Repeat("a", 1<<20)) {
		_, err := s.ByTitle(t.Context(), key)
		check(t, err)
		_, err = s.Related(t.Context(), key)
		check(t, err)
		_, err = s.Listing(t.Context(), key)
		check(t, err)
	}
}

// relatedCalls are those of calls that are about related stories.
func relatedCalls(ctx context.Context, s store.Store, id string) map[string]error {
	errs := map[string]error{}
	_, errs["Similar"] = s.Similar(ctx, id, 1)
	_, errs["ByTitle"] = s.ByTitle(ctx, id)
	_, errs["SetChoices"] = s.SetChoices(ctx, noon, store.Choices{ID: id, Revision: 1})
	_, errs["Related"] = s.Related(ctx, id)
	_, errs["Listing"] = s.Listing(ctx, id)
	_, errs["DueRelated"] = s.DueRelated(ctx, noon, 1)
	return errs
}
