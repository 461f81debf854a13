package storetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"newsflash/server/store"
	"newsflash/widget"
)

// sourceTests are about sources and pictures.
var sourceTests = []struct {
	name string
	run  func(*testing.T, store.Store)
}{
	{"SourceRoundTrip", sourceRoundTrip},
	{"SourceNotFound", sourceNotFound},
	{"SourcesDue", sourcesDue},
	{"SourceItems", sourceItems},
	{"Visits", visits},
	{"RemoveSource", removeSource},
	{"PictureRoundTrip", pictureRoundTrip},
	{"PictureChangesHead", pictureChangesHead},
	{"PicturesWanted", picturesWanted},
}

var noon = time.Date(2025, 11, 8, 12, 0, 0, 0, time.UTC)

func feed(id string) store.Source {
	return store.Source{ID: id, Kind: store.Feed, URL: "https://news.example/" + id, Every: time.Hour}
}

func sourceRoundTrip(t *testing.T, s store.Store) {
	ctx := t.Context()
	want := feed("daily")
	want.Zone, want.Lang, want.Token = "Asia/Karachi", "ur-PK", "5e88"
	check(t, s.AddSource(ctx, want))
	if err := s.AddSource(ctx, want); !errors.Is(err, store.ErrExists) {
		t.Errorf("added twice: %v, want ErrExists", err)
	}
	want.State = store.SourceState{
		ETag: `"1"`, LastModified: "Sat, 08 Nov 2025 12:00:00 GMT", Digest: "d", Cursor: "c", Next: noon, Polled: noon.Add(time.Millisecond),
		Succeeded: noon.Add(-time.Hour), Failures: 3, Error: "could not be reached",
	}
	want.Hub = store.Hub{URL: "https://hub.example/", Topic: "https://news.example/daily", Secret: "s", Until: noon.Add(time.Hour)}
	check(t, s.SaveState(ctx, store.Source{ID: want.ID, Kind: want.Kind, URL: want.URL, State: want.State}))
	check(t, s.SaveHub(ctx, want.ID, want.Hub))
	want.Lang, want.Token = "en", "5e89"
	check(t, s.SaveSource(ctx, store.Source{ID: want.ID, Zone: want.Zone, Lang: want.Lang, Every: want.Every, Token: want.Token}))
	got, err := s.Source(ctx, "daily")
	check(t, err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Source (-want +got):\n%s", diff)
	}
	if got, err = s.SourceByToken(ctx, "5e89"); err != nil || got.ID != "daily" {
		t.Errorf("SourceByToken = %q, %v", got.ID, err)
	}
	check(t, s.AddSource(ctx, feed("another")))
	all, err := s.Sources(ctx)
	if err != nil || len(all) != 2 || all[0].ID != "another" || all[1].ID != "daily" {
		t.Errorf("Sources = %v, %v; want both by id", all, err)
	}
}

func sourceNotFound(t *testing.T, s store.Store) {
	ctx := t.Context()
	check(t, s.AddSource(ctx, feed("no-token")))
	_, err1 := s.Source(ctx, "none")
	_, err2 := s.SourceByToken(ctx, "")
	for i, err := range []error{
		err1, err2, s.SaveSource(ctx, feed("none")), s.SaveState(ctx, feed("none")),
		s.SaveHub(ctx, "none", store.Hub{}), s.PollNow(ctx, "none"), s.RemoveSource(ctx, "none"),
		s.SaveVisits(ctx, "none", []store.Visit{{URL: "https://news.example/"}}),
	} {
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("call %d: %v, want ErrNotFound", i, err)
		}
	}
}

func sourcesDue(t *testing.T, s store.Store) {
	ctx := t.Context()
	for i, id := range []string{"later", "second", "first", "pushed"} {
		src := feed(id)
		src.State.Next = noon.Add(-time.Duration(i) * time.Minute)
		if id == "later" {
			src.State.Next = noon.Add(time.Millisecond)
		}
		if id == "pushed" {
			src.Kind = store.Push
		}
		check(t, s.AddSource(ctx, src))
	}
	due, err := s.Due(ctx, noon)
	if err != nil || len(due) != 2 || due[0].ID != "first" || due[1].ID != "second" {
		t.Errorf("Due = %v, %v; want first and second", due, err)
	}
	check(t, s.PollNow(ctx, "later"))
	if due, err = s.Due(ctx, noon); err != nil || len(due) != 3 || due[0].ID != "later" {
		t.Errorf("after PollNow: Due = %v, %v; want later first", due, err)
	}
}

func sourceItems(t *testing.T, s store.Store) {
	ctx := t.Context()
	for _, guid := range []string{"c", "a", "b"} {
		put(t, s, widget.Article{Source: "daily", GUID: guid, URL: "https://news.example/" + guid, Title: "About " + guid, ID: guid, Withdrawn: guid == "b"})
	}
	put(t, s, widget.Article{Source: "other", GUID: "z", Title: "Z", ID: "z"})
	items, err := s.Items(ctx, "daily", "", 0)
	check(t, err)
	want := []store.Item{
		{Key: "a", ID: "a", URL: "https://news.example/a"},
		{Key: "b", ID: "b", URL: "https://news.example/b", Withdrawn: true},
		{Key: "c", ID: "c", URL: "https://news.example/c"},
	}
	if diff := cmp.Diff(want, items); diff != "" {
		t.Errorf("Items (-want +got):\n%s", diff)
	}
	items, err = s.Items(ctx, "daily", "a", 1)
	if err != nil || len(items) != 1 || items[0].Key != "b" {
		t.Errorf("Items after a, limit 1 = %v, %v", items, err)
	}
}

func visits(t *testing.T, s store.Store) {
	ctx := t.Context()
	check(t, s.AddSource(ctx, feed("daily")))
	check(t, s.AddSource(ctx, feed("other")))
	var all []store.Visit
	for i := range 3 {
		all = append(all, store.Visit{
			URL: fmt.Sprintf("https://news.example/%d", i), Stamp: "s", ETag: "e", LastModified: "m",
			Visited: noon, Listed: noon.Add(time.Duration(i) * time.Hour), IDs: []string{"a", "b"}[:i%2],
		})
	}
	check(t, s.SaveVisits(ctx, "daily", all))
	all[0].Stamp, all[0].Missed, all[0].IDs = "t", 1, []string{"c", "d"}
	check(t, s.SaveVisits(ctx, "daily", all[:1]))
	known, err := s.Visits(ctx, "daily", []string{all[0].URL, "https://news.example/none", all[2].URL})
	check(t, err)
	if diff := cmp.Diff(map[string]store.Visit{all[0].URL: all[0], all[2].URL: all[2]}, known, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("Visits (-want +got):\n%s", diff)
	}
	listed, err := s.Listed(ctx, "daily", noon.Add(2*time.Hour))
	if err != nil || len(listed) != 2 || listed[0].URL != all[2].URL || listed[1].URL != all[0].URL {
		t.Errorf("Listed = %v, %v; want the last and the missed one", listed, err)
	}
	if known, err = s.Visits(ctx, "other", []string{all[0].URL}); err != nil || len(known) != 0 {
		t.Errorf("another source knows %v, %v", known, err)
	}
}

func removeSource(t *testing.T, s store.Store) {
	ctx := t.Context()
	check(t, s.AddSource(ctx, feed("daily")))
	check(t, s.SaveVisits(ctx, "daily", []store.Visit{{URL: "https://news.example/1", Listed: noon}}))
	put(t, s, widget.Article{Source: "daily", GUID: "a", Title: "A", ID: "a"})
	check(t, s.RemoveSource(ctx, "daily"))
	if _, err := s.Head(ctx, "a"); err != nil {
		t.Errorf("the source's article: %v, want it to stay", err)
	}
	check(t, s.AddSource(ctx, feed("daily")))
	if listed, err := s.Listed(ctx, "daily", time.Time{}); err != nil || len(listed) != 0 {
		t.Errorf("a removed source's visits = %v, %v; want none", listed, err)
	}
}

func pictureRoundTrip(t *testing.T, s store.Store) {
	ctx := t.Context()
	const url = "https://news.example/p.jpg"
	if _, err := s.Picture(ctx, url); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("before: %v, want ErrNotFound", err)
	}
	p := store.Picture{
		URL: url, Hash: "0123abcd", Width: 1200, Height: 800, Color: "#336699", ETag: `"e"`, LastModified: "m", Fetched: noon, Retry: noon.Add(time.Minute),
		Files: []store.PictureFile{
			{Width: 320, Height: 213, Type: "image/webp", Data: []byte("w3")},
			{Width: 640, Height: 427, Type: "image/webp", Data: []byte("w6")},
			{Width: 640, Height: 427, Type: "image/jpeg", Data: []byte{0, 1, 0xff}},
		},
	}
	check(t, s.SavePicture(ctx, p))
	got, err := s.Picture(ctx, url)
	check(t, err)
	want := p
	want.Files = nil
	for _, f := range p.Files {
		f.Data = nil
		want.Files = append(want.Files, f)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Picture (-want +got):\n%s", diff)
	}
	if data, err := s.PictureFile(ctx, p.Hash, 640, "image/jpeg"); err != nil || string(data) != "\x00\x01\xff" {
		t.Errorf("PictureFile = %q, %v", data, err)
	}
	if _, err := s.PictureFile(ctx, p.Hash, 641, "image/jpeg"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another width: %v, want ErrNotFound", err)
	}
	p.Failures, p.Error, p.Files = 2, "could not be reached", nil
	check(t, s.SavePicture(ctx, p))
	if got, err = s.Picture(ctx, url); err != nil || len(got.Files) != 3 || got.Failures != 2 || got.Error == "" {
		t.Errorf("after a failed refresh: %+v, %v; want the files kept", got, err)
	}
}

// pictureChangesHead: a picture that comes after its article makes another card of it.
func pictureChangesHead(t *testing.T, s store.Store) {
	ctx := t.Context()
	const url = "https://news.example/p.jpg"
	put(t, s, widget.Article{Source: "daily", GUID: "a", Title: "A", ID: "a", Picture: &widget.Picture{URL: url}})
	before, err := s.Head(ctx, "a")
	check(t, err)
	check(t, s.SavePicture(ctx, store.Picture{URL: url, Hash: "0123abcd"}))
	after, err := s.Head(ctx, "a")
	check(t, err)
	if before.Version == after.Version || before.Hash != after.Hash {
		t.Errorf("heads %+v and %+v: want another version with the same hash", before, after)
	}
	check(t, s.SavePicture(ctx, store.Picture{URL: "https://news.example/other.jpg", Hash: "4567"}))
	if same, _ := s.Head(ctx, "a"); same.Version != after.Version {
		t.Error("another picture changes the version")
	}
}

func picturesWanted(t *testing.T, s store.Store) {
	ctx := t.Context()
	for _, name := range []string{"there", "never", "failed", "tried", "gone"} {
		put(t, s, widget.Article{Source: "daily", GUID: name, Title: name, ID: name, Withdrawn: name == "gone", Picture: &widget.Picture{URL: "https://news.example/" + name}})
	}
	check(t, s.SavePicture(ctx, store.Picture{URL: "https://news.example/there", Hash: "0123", Fetched: noon}))
	check(t, s.SavePicture(ctx, store.Picture{URL: "https://news.example/failed", Failures: 1, Fetched: noon, Retry: noon}))
	check(t, s.SavePicture(ctx, store.Picture{URL: "https://news.example/tried", Failures: 1, Fetched: noon, Retry: noon.Add(time.Hour)}))
	wanted, err := s.PicturesWanted(ctx, noon, 10)
	check(t, err)
	slices.Sort(wanted)
	if want := []string{"https://news.example/failed", "https://news.example/never"}; !slices.Equal(wanted, want) {
		t.Errorf("PicturesWanted = %q, want %q", wanted, want)
	}
	if wanted, err = s.PicturesWanted(ctx, noon, 1); err != nil || len(wanted) != 1 {
		t.Errorf("PicturesWanted with limit 1 = %q, %v", wanted, err)
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
