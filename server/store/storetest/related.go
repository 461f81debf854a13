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
	{"Newest", newest},
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

func newest(t *testing.T, s store.Store) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	at := func(hours int) widget.Date { return widget.Date{Time: now.Add(time.Duration(hours) * time.Hour)} }
	story := func(id, section string, published widget.Date, tags ...string) widget.Article {
		a := about(id, "On "+id, "Text.")
		a.Source, a.Section, a.Published, a.Tags = "post", section, published, tags
		return a
	}
	undated := story("undated", "Arts", widget.Date{})
	for _, a := range []widget.Article{
		story("old", "World", at(-48), "Elections"), story("new", "world", at(-1)), story("tagged", "City", at(-2), "World", "world"),
		story("coming", "World", at(1)), story("gone", "World", at(-3)), undated, about("elsewhere", "Elsewhere", "Text."),
	} {
		put(t, s, a)
	}
	put(t, s, withdraw(story("gone", "World", at(-3))))
	list := func(when time.Time, name string, limit int) (ids []string) {
		t.Helper()
		heads, err := s.Newest(t.Context(), when, name, limit)
		check(t, err)
		for _, h := range heads {
			ids = append(ids, h.ID)
			if alone, err := s.Head(t.Context(), h.ID); err != nil || alone != h {
				t.Errorf("Newest says %+v, Head says %+v, %v", h, alone, err)
			}
		}
		return ids
	}
	wantIDs(t, "section and tag", list(now, "world", 0), "new", "tagged", "old")
	wantIDs(t, "limited", list(now, "world", 2), "new", "tagged")
	wantIDs(t, "later", list(now.Add(2*time.Hour), "world", 0), "coming", "new", "tagged", "old")
	wantIDs(t, "a tag alone", list(now, "elections", 0), "old")
	wantIDs(t, "unknown", list(now, "worl", 0))
	wantIDs(t, "a wildcard", list(now, "%", 0))
	later := time.Now().Add(time.Hour)
	if got := list(later, "post", 0); len(got) != 5 || got[0] != "undated" {
		t.Errorf("source: %q", got)
	}
	if got := list(later, "", 0); len(got) != 6 {
		t.Errorf("all: %q", got)
	}
	for _, limit := range []int{0, 2} { // what Lists says of each name, Newest says too
		lists, err := s.Lists(t.Context(), later, limit)
		check(t, err)
		if len(lists) != 7 {
			t.Errorf("lists: %v", lists)
		}
		for name, ids := range lists {
			wantIDs(t, "the list "+name, ids, list(later, name, limit)...)
		}
	}
	moved := story("new", "Sport", at(-1))
	put(t, s, moved)
	wantIDs(t, "moved", list(now, "world", 0), "tagged", "old")
	wantIDs(t, "moved to", list(now, "sport", 0), "new")
}
