package store_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"newsflash/server/sanitize"
	"newsflash/server/store"
	"newsflash/widget"
)

func record(t *testing.T, a widget.Article) store.Record {
	t.Helper()
	c, _, err := sanitize.Clean(a)
	if err != nil {
		t.Fatal(err)
	}
	r, err := store.NewRecord(c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRecordKey(t *testing.T) {
	t.Parallel()
	const url = "https://news.example/a"
	for _, c := range []struct {
		guid, url, key string
		named          bool
	}{
		{"1", url, "1", true},
		{"1", "", "1", true},
		{"", url, url, false},
		{url, url, url, false},
		{"https://news.example/?p=1", url, "https://news.example/?p=1", true},
	} {
		r := record(t, widget.Article{Source: "feed", GUID: c.guid, URL: c.url, Title: "T"})
		if r.Key != c.key || r.Named != c.named || r.Source != "feed" {
			t.Errorf("GUID %q at %q: %+v, want the key %q, named %v", c.guid, c.url, r, c.key, c.named)
		}
	}
	if r := record(t, widget.Article{Source: "feed", Title: "T"}); r.Key != r.Hash || len(r.Hash) != 64 || r.Named {
		t.Errorf("neither GUID nor URL: %+v, want the hash as key", r)
	}
}

// TestHash changes each field: all are content, but for the id and the provenance.
func TestHash(t *testing.T) {
	t.Parallel()
	count := 0
	base := widget.Article{ID: "a", Source: "feed", GUID: "1", Title: "T"}
	seen := map[string]string{record(t, base).Hash: "the unchanged article"}
	for field, change := range map[string]func(*widget.Article){
		"source": func(a *widget.Article) { a.Source = "page" }, "guid": func(a *widget.Article) { a.GUID = "2" },
		"url": func(a *widget.Article) { a.URL = "https://news.example/" }, "title": func(a *widget.Article) { a.Title = "U" },
		"body": func(a *widget.Article) { a.Body = "<p>x</p>" }, "withdrawn": func(a *widget.Article) { a.Withdrawn = true },
		"comments": func(a *widget.Article) { a.Comments.Count = &count }, "tags": func(a *widget.Article) { a.Tags = []string{"x"} },
		"picture": func(a *widget.Article) { a.Picture = &widget.Picture{URL: "https://news.example/p.jpg"} },
	} {
		a := base
		change(&a)
		hash := record(t, a).Hash
		if other, ok := seen[hash]; ok {
			t.Errorf("a change of %s has the hash of %s", field, other)
		}
		seen[hash] = field
	}
	same := base
	same.ID, same.Provenance = "b", map[string]string{"title": "json-ld:headline"}
	if record(t, same).Hash != record(t, base).Hash {
		t.Error("id or provenance changes the hash")
	}
	// A hash outlives the program that made it: were it made in another way, every stored article would count as updated.
	r := record(t, base)
	want := sha256.Sum256([]byte(r.Fields))
	if r.Hash != hex.EncodeToString(want[:]) || !strings.HasPrefix(r.Fields, `{"source":"feed","guid":"1","title":"T"`) || !strings.HasSuffix(r.Fields, "}") {
		t.Errorf("the hash %s is not that of the fields %s", r.Hash, r.Fields)
	}
}

func TestDecode(t *testing.T) {
	t.Parallel()
	r := record(t, widget.Article{
		ID: "a", Source: "feed", GUID: "1", Title: "T", Body: "<p>a &amp; b</p>", Provenance: map[string]string{"title": "x"},
	})
	if strings.Contains(r.Fields, `\u003c`) || strings.Contains(r.Fields, `"id"`) {
		t.Errorf("fields are %s", r.Fields)
	}
	a, err := store.Decode("a-2", r.Fields)
	if err != nil || a.ID != "a-2" || a.Body != "<p>a &amp; b</p>" || a.Provenance["title"] != "x" {
		t.Errorf("decoded %+v, %v", a, err)
	}
	for _, bad := range []string{"", "{", "[]", `{"title":1}`, `{"title":"T","published":"yesterday"}`} {
		if _, err := store.Decode("a", bad); err == nil || !strings.Contains(err.Error(), "decode article a") {
			t.Errorf("Decode of %q: %v", bad, err)
		}
	}
}
