package sanitize_test

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

// attacks reads our own list of attacks and, where they lie beside the repository, published ones.
func attacks(t testing.TB) (all []string) {
	t.Helper()
	files, err := filepath.Glob("../../../shared/xss/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(files, "testdata/xss.json") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file struct{ List []string }
		if err := json.Unmarshal(data, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(file.List) < 50 {
			t.Fatalf("%s holds %d strings", name, len(file.List))
		}
		all = append(all, file.List...)
	}
	return all
}

func TestAttacksInBody(t *testing.T) {
	t.Parallel()
	for _, s := range attacks(t) {
		for _, body := range []string{s, "<p>before</p>" + s + "<p>after</p>", "<ul><li>" + s, "<table><tr><td>" + s + "</table>", "<pre>" + s + "</pre>", `<a href="` + s + `">x</a>`, `<img src="` + s + `" alt='` + s + `'>`} {
			clean(t, widget.Article{Body: body, URL: "https://news.example/story"})
		}
	}
}

func TestAttacksInFields(t *testing.T) {
	t.Parallel()
	for _, s := range attacks(t) {
		text := widget.Excerpt(s)
		a := widget.Article{
			Title: "T " + text, Kicker: text, Deck: text, Dateline: text, Section: text, Source: text, GUID: text, Lang: text, Dir: text,
			Authors: []widget.Author{{Name: text, URL: s}}, Tags: []string{text},
			Picture: &widget.Picture{URL: "https://news.example/p.jpg", Alt: text, Caption: text, Credit: text},
			Related: []widget.Link{{Title: text, URL: s}}, CrossLinks: []widget.Link{{Title: text, URL: s}},
			Comments: widget.Comments{URL: s}, Correction: &widget.Correction{Note: text}, Provenance: map[string]string{text: s},
		}
		got, _ := clean(t, a)
		texts := []string{got.Title, got.Kicker, got.Deck, got.Dateline, got.Section, got.Lang, got.Dir, got.Picture.Alt, got.Picture.Caption, got.Picture.Credit}
		addresses := []string{got.Comments.URL}
		for _, author := range got.Authors {
			texts, addresses = append(texts, author.Name), append(addresses, author.URL)
		}
		for _, link := range append(got.Related, got.CrossLinks...) {
			texts, addresses = append(texts, link.Title), append(addresses, link.URL)
		}
		for _, x := range texts {
			if err := normal(x); err != nil {
				t.Errorf("%q: %v", s, err)
			}
		}
		for _, x := range addresses {
			if x != "" && safeURL(x) != nil {
				t.Errorf("%q lets the address %q through", s, x)
			}
		}
		withAddress, _, err := sanitize.Clean(widget.Article{Title: "T", URL: s, Picture: &widget.Picture{URL: s}})
		if u, parseErr := url.Parse(withAddress.Fields().URL); err == nil && (parseErr != nil || u.Host == "" && s != "") {
			t.Errorf("%q is an article's address as %q", s, withAddress.Fields().URL)
		}
	}
}
