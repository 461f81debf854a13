package storetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"newsflash/server/sanitize"
	"newsflash/server/store"
	"newsflash/widget"
)

func outcomes(t *testing.T, s store.Store) {
	a := widget.Article{ID: "tide", Source: "feed", GUID: "1", URL: "https://news.example/tide", Title: "Tide turns"}
	wantResult(t, put(t, s, a), "tide", 1, store.New)
	first := wantStored(t, s, "tide", a)

	wantResult(t, put(t, s, a), "tide", 1, store.Unchanged)
	a.Provenance = map[string]string{"title": "front matter:title"}
	a.ID = "other-wish"
	wantResult(t, put(t, s, a), "tide", 1, store.Unchanged)
	if h, err := s.Head(t.Context(), "tide"); err != nil || h != first {
		t.Fatalf("unchanged puts made the head %+v, %v; it was %+v", h, err, first)
	}

	a.Withdrawn = true
	wantResult(t, put(t, s, a), "tide", 2, store.Updated)
	second := wantStored(t, s, "tide", a)
	if second.Hash == first.Hash || second.Stored.Before(first.Stored) {
		t.Errorf("second head %+v does not follow %+v", second, first)
	}
	a.Withdrawn, a.Provenance = false, nil
	wantResult(t, put(t, s, a), "tide", 3, store.Updated)
	if third := wantStored(t, s, "tide", a); third.Hash != first.Hash {
		t.Errorf("the first content again has hash %s, it was %s", third.Hash, first.Hash)
	}
}

func revisionsAreKept(t *testing.T, s store.Store) {
	var said []widget.Article
	for i := range 5 {
		a := widget.Article{
			ID: "a", Source: "feed", GUID: "1", Title: fmt.Sprintf("Version %d", i+1), Body: fmt.Sprintf("<p>Text %d</p>", i+1),
			URL: fmt.Sprintf("https://news.example/v%d", i+1), Withdrawn: i == 3,
		}
		said = append(said, a)
		put(t, s, a)
		put(t, s, a)
	}
	revs, err := s.Revisions(t.Context(), "a")
	if err != nil || len(revs) != len(said) {
		t.Fatalf("%d revisions, %v; want %d", len(revs), err, len(said))
	}
	for i, r := range revs {
		want := clean(t, said[i]).Fields()
		if d := diff(want, r.Article); d != "" {
			t.Errorf("revision %d (-want +got):\n%s", i+1, d)
		}
		if r.ID != "a" || r.Revision != i+1 || r.URL != want.URL || r.Title != want.Title || r.Withdrawn != want.Withdrawn {
			t.Errorf("revision %d has the head %+v", i+1, r.Head)
		}
	}
	h, err := s.Head(t.Context(), "a")
	h.Version = "" // revisions have none
	if err != nil || h != revs[4].Head {
		t.Errorf("current head %+v, %v; the last revision's is %+v", h, err, revs[4].Head)
	}
}

func revisionsAreLimited(t *testing.T, s store.Store) {
	const more = store.MaxRevisions + 3
	for i := range more {
		put(t, s, widget.Article{ID: "a", Source: "feed", GUID: "1", Title: fmt.Sprint("Version ", i+1)})
	}
	revs, err := s.Revisions(t.Context(), "a")
	if err != nil || len(revs) != store.MaxRevisions {
		t.Fatalf("%d revisions, %v; want the newest %d", len(revs), err, store.MaxRevisions)
	}
	if first, last := revs[0].Revision, revs[len(revs)-1].Revision; first != 4 || last != more {
		t.Errorf("revisions %d to %d, want 4 to %d", first, last, more)
	}
}

func ids(t *testing.T, s store.Store) {
	long := strings.Repeat("a", widget.MaxID)
	hyphen := strings.Repeat("b", widget.MaxID-3) + "-bb" // cutting it leaves a hyphen at the end
	for i, c := range []struct{ wish, want string }{
		{"tide", "tide"},
		{"tide", "tide-2"},
		{"tide", "tide-3"},
		{"tide-2", "tide-2-2"},
		{"tide", "tide-4"},
		{long, long},
		{long, long[:widget.MaxID-2] + "-2"},
		{hyphen, hyphen},
		{hyphen, hyphen[:widget.MaxID-3] + "-2"},
	} {
		a := widget.Article{ID: c.wish, Source: "feed", GUID: fmt.Sprint(i), Title: "One of several"}
		wantResult(t, put(t, s, a), c.want, 1, store.New)
		if !widget.ValidID(c.want) {
			t.Errorf("%q is no valid id", c.want)
		}
	}
}

// manyTwins is a feed whose items all wish for one id: each gets its own. They are more than one page may hold.
func manyTwins(t *testing.T, s store.Store) {
	const n = store.MaxPage + 1
	seen := map[string]bool{}
	for i := range n {
		res := put(t, s, widget.Article{ID: "untitled", Source: "feed", GUID: fmt.Sprint(i), Title: "Untitled"})
		if res.Outcome != store.New || seen[res.ID] {
			t.Fatalf("twin %d came to %+v", i, res)
		}
		seen[res.ID] = true
	}
	if !seen["untitled"] || !seen[fmt.Sprint("untitled-", n)] {
		t.Errorf("%d twins do not end with untitled-%d", n, n)
	}
	for _, limit := range []int{0, store.MaxPage, store.MaxPage + 1} {
		if heads, err := s.List(t.Context(), "", limit); err != nil || len(heads) != store.MaxPage {
			t.Errorf("List with limit %d gives %d heads, %v; want %d", limit, len(heads), err, store.MaxPage)
		}
	}
}

func invalidIDs(t *testing.T, s store.Store) {
	for _, id := range []string{"", "UPPER", "a b", "../etc", "-a", "a--b", "ü", strings.Repeat("a", widget.MaxID+1)} {
		c, _, err := sanitize.Clean(widget.Article{ID: id, Source: "feed", GUID: id + "!", Title: "Wants " + id})
		if err != nil || widget.ValidID(c.Fields().ID) {
			continue // the sanitiser is free to refuse or to mend such an id; an empty one always gets here
		}
		_, err = s.Put(t.Context(), c)
		var field *widget.FieldError
		if !errors.As(err, &field) || field.Field != "id" {
			t.Errorf("put with the id %q: %v, want an error that names the field", id, err)
		}
	}
	if heads := all(t, s, 10); len(heads) != 0 {
		t.Errorf("refused articles were stored: %v", heads)
	}
	// An update needs no wish.
	put(t, s, widget.Article{ID: "a", Source: "feed", GUID: "1", Title: "One"})
	wantResult(t, put(t, s, widget.Article{Source: "feed", GUID: "1", Title: "Two"}), "a", 2, store.Updated)
	if heads := all(t, s, 10); !slices.ContainsFunc(heads, func(h store.Head) bool { return h.Title == "Two" }) {
		t.Errorf("the update is not listed: %v", heads)
	}
}
