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

// consoleTests are about what the publisher's console keeps.
var consoleTests = []struct {
	name string
	run  func(*testing.T, store.Store)
}{
	{"AmendmentIsSeen", amendmentIsSeen},
	{"AmendmentOutlivesItsSource", amendmentOutlivesItsSource},
	{"AmendmentNotFound", amendmentNotFound},
	{"Search", search},
	{"ThemeRevisions", themeRevisions},
	{"ThemesAreLimited", themesAreLimited},
	{"Partners", partners},
	{"Invites", invites},
	{"Users", users},
	{"TheLastAdminStays", theLastAdminStays},
	{"Sessions", sessions},
}

func amendmentIsSeen(t *testing.T, s store.Store) {
	ctx := t.Context()
	id := put(t, s, widget.Article{ID: "bridge", Title: "The bridge is shut", Deck: "For a week.", URL: "https://news.example/bridge"}).ID
	before, err := s.Head(ctx, id)
	check(t, err)
	want := store.Amendment{Title: "The bridge is open", Note: "It was never shut.", Editor: "Ada", Saved: noon}
	check(t, s.Amend(ctx, id, want))
	a, head, err := s.Get(ctx, id)
	check(t, err)
	if a.Title != want.Title || a.Deck != "For a week." || a.Correction == nil || a.Correction.Note != want.Note || a.Provenance["title"] != "console:Ada" {
		t.Errorf("the article is %+v", a)
	}
	if head.Title != want.Title || head.Version == before.Version || head.Revision != before.Revision {
		t.Errorf("the head is %+v, before it was %+v", head, before)
	}
	if got, err := s.Amendment(ctx, id); err != nil || got != want {
		t.Errorf("the amendment is %+v, %v", got, err)
	}
	check(t, s.Amend(ctx, id, store.Amendment{Withdrawn: true, Editor: "Ada", Saved: noon}))
	withdrawn, err := s.Head(ctx, id)
	check(t, err)
	if !withdrawn.Withdrawn || withdrawn.Title != "The bridge is shut" || withdrawn.Version == head.Version {
		t.Errorf("withdrawn, the head is %+v", withdrawn)
	}
	check(t, s.Amend(ctx, id, store.Amendment{Editor: "Ada", Saved: noon}))
	if after, err := s.Head(ctx, id); err != nil || after != before {
		t.Errorf("taken back, the head is %+v, %v; want %+v", after, err, before)
	}
}

func amendmentOutlivesItsSource(t *testing.T, s store.Store) {
	ctx := t.Context()
	article := widget.Article{ID: "bridge", Title: "The bridge is shut", Deck: "For a week.", URL: "https://news.example/bridge"}
	id := put(t, s, article).ID
	check(t, s.Amend(ctx, id, store.Amendment{Title: "The bridge is open", Withdrawn: true, Editor: "Ada", Saved: noon}))
	article.Deck = "For two weeks."
	if got := put(t, s, article); got.Outcome != store.Updated || got.ID != id {
		t.Fatalf("the source's change came to %+v", got)
	}
	a, head, err := s.Get(ctx, id)
	check(t, err)
	if a.Title != "The bridge is open" || a.Deck != "For two weeks." || !a.Withdrawn || !head.Withdrawn || head.Title != a.Title {
		t.Errorf("the article is %+v, its head %+v", a, head)
	}
	revisions, err := s.Revisions(ctx, id)
	check(t, err)
	if got := revisions[len(revisions)-1]; got.Title != "The bridge is shut" || got.Withdrawn {
		t.Errorf("the revision is not the source's: %+v", got)
	}
}

func amendmentNotFound(t *testing.T, s store.Store) {
	ctx := t.Context()
	_, err := s.Amendment(ctx, "none")
	for _, err := range []error{err, s.Amend(ctx, "none", store.Amendment{Title: "T"}), s.Amend(ctx, "none", store.Amendment{})} {
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%v, want ErrNotFound", err)
		}
	}
}

func search(t *testing.T, s store.Store) {
	ctx := t.Context()
	for i, title := range []string{"Ferry sails again", "Überfahrt der Fähre", "Old trees"} { // ids decide among those of one millisecond
		put(t, s, widget.Article{ID: fmt.Sprintf("story-%d", i), Title: title, URL: fmt.Sprintf("https://news.example/%d", i)})
	}
	check(t, s.Amend(ctx, "story-2", store.Amendment{Title: "Older trees", Editor: "Ada", Saved: noon}))
	yes, no := true, false
	for _, test := range []struct {
		name string
		q    store.Query
		want []string
	}{
		{"all, the last first", store.Query{}, []string{"Older trees", "Überfahrt der Fähre", "Ferry sails again"}},
		{"part of a title", store.Query{Text: " FÄHRE"}, []string{"Überfahrt der Fähre"}},
		{"an amended title", store.Query{Text: "older"}, []string{"Older trees"}},
		{"an id", store.Query{Text: "story-2"}, []string{"Older trees"}},
		{"an address", store.Query{Text: "https://news.example/0"}, []string{"Ferry sails again"}},
		{"a sign that means something to the database", store.Query{Text: "%"}, nil},
		{"amended ones", store.Query{Amended: &yes}, []string{"Older trees"}},
		{"others", store.Query{Amended: &no, Limit: 1}, []string{"Überfahrt der Fähre"}},
		{"withdrawn ones", store.Query{Withdrawn: &yes}, nil},
	} {
		found, err := s.Search(ctx, test.q)
		check(t, err)
		if got := titlesOf(found); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	var paged []string
	var after store.Cursor
	for range 4 {
		found, err := s.Search(ctx, store.Query{Limit: 1, After: after})
		check(t, err)
		paged = append(paged, titlesOf(found)...)
		if len(found) > 0 {
			after = store.Cursor{Stored: found[0].Stored, ID: found[0].ID}
		}
	}
	if len(paged) != 3 {
		t.Errorf("page by page: %q", paged)
	}
	if n, err := s.Count(ctx); err != nil || n != 3 {
		t.Errorf("Count = %d, %v", n, err)
	}
}

func titlesOf(found []store.Found) (titles []string) {
	for _, f := range found {
		titles = append(titles, f.Article.Title)
	}
	return titles
}

func themeRevisions(t *testing.T, s store.Store) {
	ctx := t.Context()
	save := func(tokens string, revision int) {
		t.Helper()
		got, err := s.SaveTheme(ctx, store.Theme{Name: "harbour", Tokens: tokens, Editor: "Ada", Saved: noon})
		if err != nil || got.Revision != revision || got.Tokens != tokens {
			t.Errorf("saved %s as %+v, %v; want revision %d", tokens, got, err, revision)
		}
	}
	save(`{"a":1}`, 1)
	save(`{"a":1}`, 1)
	save(`{"a":2}`, 2)
	check(t, s.RemoveTheme(ctx, "harbour", "Bo"))
	if all, err := s.Themes(ctx); err != nil || len(all) != 0 {
		t.Errorf("a removed theme is listed: %v, %v", all, err)
	}
	if err := s.RemoveTheme(ctx, "harbour", "Bo"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("removed twice: %v, want ErrNotFound", err)
	}
	save(`{"a":1}`, 4)
	all, err := s.Themes(ctx)
	check(t, err)
	if diff := cmp.Diff([]store.Theme{{Name: "harbour", Revision: 4, Tokens: `{"a":1}`, Editor: "Ada", Saved: noon}}, all); diff != "" {
		t.Errorf("Themes (-want +got):\n%s", diff)
	}
	history, err := s.ThemeHistory(ctx, "harbour")
	if err != nil || len(history) != 4 || history[0].Revision != 4 || history[1].Tokens != "" || history[1].Editor != "Bo" || history[3].Tokens != `{"a":1}` {
		t.Errorf("ThemeHistory = %+v, %v", history, err)
	}
}

func themesAreLimited(t *testing.T, s store.Store) {
	ctx := t.Context()
	for i := range store.MaxThemes {
		_, err := s.SaveTheme(ctx, store.Theme{Name: fmt.Sprintf("t-%d", i), Tokens: "{}"})
		check(t, err)
	}
	if _, err := s.SaveTheme(ctx, store.Theme{Name: "more", Tokens: "{}"}); err == nil {
		t.Error("one more was stored")
	}
	_, err := s.SaveTheme(ctx, store.Theme{Name: "t-0", Tokens: `{"a":1}`})
	check(t, err)
}

func partners(t *testing.T, s store.Store) {
	ctx := t.Context()
	want := store.Partner{ID: "daily", Name: "The Daily", Origins: []string{"https://daily.example"}, Theme: "wire"}
	check(t, s.SavePartner(ctx, store.Partner{ID: "daily", Name: "Daily", Paused: true}))
	check(t, s.SavePartner(ctx, want))
	if all, err := s.Partners(ctx); err != nil || !cmp.Equal(all, []store.Partner{want}) {
		t.Errorf("Partners = %+v, %v", all, err)
	}
	for _, only := range []bool{false, true, false} {
		if only {
			check(t, s.SetRestricted(ctx, only))
		}
		if got, err := s.Restricted(ctx); err != nil || got != only {
			t.Errorf("Restricted = %v, %v", got, err)
		}
		check(t, s.SetRestricted(ctx, false))
	}
	check(t, s.RemovePartner(ctx, "daily"))
	if err := s.RemovePartner(ctx, "daily"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("removed twice: %v, want ErrNotFound", err)
	}
}

func person(name, role string) store.User {
	return store.User{ID: "id-" + name, Name: name, Folded: name, Role: role, Password: "$x", Created: noon}
}

// join adds a user by an invite of their own.
func join(t *testing.T, s store.Store, u store.User) error {
	t.Helper()
	check(t, s.AddInvite(t.Context(), store.Invite{Token: "for-" + u.ID, Role: u.Role, Until: noon.Add(time.Hour)}, noon))
	return s.AddUser(t.Context(), u, "for-"+u.ID)
}

func invites(t *testing.T, s store.Store) {
	ctx := t.Context()
	want := store.Invite{Token: "1f", Role: "admin", Until: noon.Add(time.Hour)}
	check(t, s.AddInvite(ctx, want, noon))
	if got, err := s.Invite(ctx, "1f", noon); err != nil || got != want {
		t.Errorf("Invite = %+v, %v", got, err)
	}
	_, late := s.Invite(ctx, "1f", want.Until)
	_, unknown := s.Invite(ctx, "", noon)
	check(t, s.AddUser(ctx, person("ada", "admin"), "1f"))
	for i, err := range []error{late, unknown, s.AddUser(ctx, person("bo", "admin"), "1f")} {
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%d: %v, want ErrNotFound", i, err)
		}
	}
}

func users(t *testing.T, s store.Store) {
	ctx := t.Context()
	ada, bo := person("ada", "admin"), person("bo", "editor")
	check(t, join(t, s, bo))
	check(t, join(t, s, ada))
	if err := join(t, s, store.User{ID: "other", Name: "Ada", Folded: "ada", Role: "editor"}); !errors.Is(err, store.ErrExists) {
		t.Errorf("a second ada: %v, want ErrExists", err)
	}
	if all, err := s.Users(ctx); err != nil || !cmp.Equal(all, []store.User{ada, bo}) {
		t.Errorf("Users = %+v, %v", all, err)
	}
	check(t, s.AddSession(ctx, store.Session{Token: "a", UserID: ada.ID, Seen: noon}, noon))
	check(t, s.SetPassword(ctx, ada.ID, "$y"))
	if got, err := s.UserByName(ctx, "ada"); err != nil || got.Password != "$y" || got.ID != ada.ID {
		t.Errorf("UserByName = %+v, %v", got, err)
	}
	_, ended := s.Session(ctx, "a")
	check(t, s.RemoveUser(ctx, bo.ID, "admin"))
	_, none := s.User(ctx, bo.ID)
	_, nobody := s.UserByName(ctx, "none")
	for i, err := range []error{ended, none, nobody, s.RemoveUser(ctx, bo.ID, "admin"), s.SetPassword(ctx, "none", "$z")} {
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%d: %v, want ErrNotFound", i, err)
		}
	}
}

func theLastAdminStays(t *testing.T, s store.Store) {
	ctx := t.Context()
	check(t, join(t, s, person("ada", "admin")))
	check(t, join(t, s, person("bo", "editor")))
	if err := s.RemoveUser(ctx, "id-ada", "admin"); !errors.Is(err, store.ErrLast) {
		t.Errorf("the last admin: %v, want ErrLast", err)
	}
	check(t, join(t, s, person("cy", "admin")))
	check(t, s.RemoveUser(ctx, "id-ada", "admin"))
}

func sessions(t *testing.T, s store.Store) {
	ctx := t.Context()
	check(t, join(t, s, person("ada", "admin")))
	first := store.Session{Token: "a", UserID: "id-ada", Started: noon, Changed: noon, Seen: noon}
	check(t, s.AddSession(ctx, first, noon))
	next := first
	next.Token, next.Before, next.Changed, next.Seen = "b", "a", noon.Add(time.Hour), noon.Add(time.Hour)
	check(t, s.SaveSession(ctx, "a", next))
	for _, token := range []string{"a", "b"} {
		if got, err := s.Session(ctx, token); err != nil || got != next {
			t.Errorf("Session(%s) = %+v, %v", token, got, err)
		}
	}
	raced := s.SaveSession(ctx, "a", first)
	check(t, s.AddSession(ctx, store.Session{Token: "c", UserID: "id-ada", Seen: noon.Add(2 * time.Hour)}, noon.Add(90*time.Minute)))
	_, old := s.Session(ctx, "b")
	check(t, s.EndSession(ctx, "c"))
	check(t, s.EndSession(ctx, "c"))
	_, ended := s.Session(ctx, "c")
	_, empty := s.Session(ctx, "")
	for i, err := range []error{raced, old, ended, empty} {
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%d: %v, want ErrNotFound", i, err)
		}
	}
}
