package storetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"newsflash/server/store"
	"newsflash/widget"
)

// each calls every reading method that looks for one article.
func each(t *testing.T, s store.Store, key string) map[string]error {
	t.Helper()
	_, head := s.Head(t.Context(), key)
	_, _, get := s.Get(t.Context(), key)
	_, byURL := s.ByURL(t.Context(), key)
	_, revisions := s.Revisions(t.Context(), key)
	return map[string]error{"Head": head, "Get": get, "ByURL": byURL, "Revisions": revisions}
}

func notFound(t *testing.T, s store.Store) {
	put(t, s, widget.Article{ID: "there", Source: "feed", GUID: "1", Title: "No address"})
	for _, key := range []string{
		"", "not-there", "THERE", "there ", "there\x00", "\xff", "' OR 1=1 --", "%", "ther_", "../there", strings.Repeat("a", 1<<20),
	} {
		for method, err := range each(t, s, key) {
			if !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%s of %q: %v, want ErrNotFound", method, widget.Excerpt(key), err)
			} else if len(err.Error()) > 500 {
				t.Errorf("%s repeats %d bytes of what was asked for", method, len(err.Error()))
			}
		}
	}
}

func byURL(t *testing.T, s store.Store) {
	at := func(path string) string { return "https://news.example/" + path }
	leads := func(path, id string) {
		t.Helper()
		h, err := s.ByURL(t.Context(), at(path))
		if err != nil || h.ID != id {
			t.Fatalf("%s leads to %+v, %v; want %s", path, h, err, id)
		}
		if alone, err := s.Head(t.Context(), id); err != nil || alone != h {
			t.Fatalf("ByURL says %+v, Head says %+v, %v", h, alone, err)
		}
		if all, err := s.Addresses(t.Context()); err != nil || all[at(path)] != id || all[""] != "" {
			t.Fatalf("Addresses says %v, %v", all, err)
		}
	}
	a := widget.Article{ID: "one", Source: "feed", GUID: "1", URL: at("a?x=1&y=2"), Title: "One"}
	put(t, s, a)
	leads("a?x=1&y=2", "one")

	a.URL = at("moved")
	put(t, s, a)
	leads("moved", "one")
	leads("a?x=1&y=2", "one")

	put(t, s, widget.Article{ID: "two", Source: "feed", GUID: "2", URL: at("a?x=1&y=2"), Title: "Two"})
	leads("a?x=1&y=2", "two")
	leads("moved", "one")

	put(t, s, widget.Article{ID: "three", Source: "feed", GUID: "3", URL: at("moved"), Title: "Shares the address"})
	leads("moved", "one")
	a.Withdrawn = true
	put(t, s, a)
	leads("moved", "three")
	if _, err := s.ByURL(t.Context(), at("MOVED")); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another address leads somewhere: %v", err)
	}
}

func list(t *testing.T, s store.Store) {
	if heads := all(t, s, 3); len(heads) != 0 {
		t.Fatalf("an empty store lists %v", heads)
	}
	want := []string{"0", "a", "a-1", "a-b", "a0", "a1", "aa", "ab", "b", "z-9"} // by bytes: a language's order would differ
	for i, id := range slices.Backward(want) {
		put(t, s, widget.Article{ID: id, Source: "feed", GUID: fmt.Sprint(i), Title: "Title of " + id})
	}
	for _, page := range []int{1, 3, len(want), store.MaxPage} {
		var got []string
		for _, h := range all(t, s, page) {
			if alone, err := s.Head(t.Context(), h.ID); err != nil || alone != h {
				t.Errorf("List says %+v, Head says %+v, %v", h, alone, err)
			}
			got = append(got, h.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("pages of %d list %q, want %q", page, got, want)
		}
	}
	for _, c := range []struct {
		after string
		limit int
		want  int
	}{
		{"", 0, 10}, {"", -1, 10}, {"", store.MaxPage + 1, 10}, {"a1", 2, 2}, {"a1x", 9, 4}, {"z-9", 9, 0}, {"' OR 1=1", 99, 10}, {"\xff", 9, 0},
	} {
		heads, err := s.List(t.Context(), c.after, c.limit)
		if err != nil || len(heads) != c.want {
			t.Errorf("List(%q, %d) gives %d heads, %v; want %d", c.after, c.limit, len(heads), err, c.want)
		}
	}
}
