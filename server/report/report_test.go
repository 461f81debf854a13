package report

import (
	"slices"
	"strings"
	"testing"

	"newsflash/server/ingest"
	"newsflash/widget"
	"newsflash/widget/api"
)

func TestReportSaysWhatIsThereAndWhatIsNot(t *testing.T) {
	t.Parallel()
	r := Of(ingest.Draft{Origin: "a.md", Article: widget.Article{
		Title: strings.Repeat("long ", 20), Body: "<p>Three words here.</p>", Picture: &widget.Picture{URL: "https://news.example/a.jpg"},
		Provenance: map[string]string{"title": "front matter:title", "picture.url": "front matter:image"},
	}})
	if r.Refused != "" || r.Words != 3 {
		t.Fatalf("%+v", r)
	}
	var missing []string
	for _, w := range r.Warnings {
		missing = append(missing, w.Field)
	}
	if want := []string{"picture.alt", "published", "url", "lang"}; !slices.Equal(missing, want) {
		t.Errorf("missing: %q, want %q", missing, want)
	}
	rows := map[string]api.Field{}
	for _, f := range Fields(*r.Article) {
		rows[f.Name] = f
	}
	if f := rows["title"]; f.From != "front matter:title" || !strings.HasSuffix(f.Value, "…") {
		t.Errorf("title: %+v", f)
	}
	if f := rows["picture"]; f.From != "front matter:image" || !strings.HasPrefix(f.Value, "no alt") {
		t.Errorf("picture: %+v", f)
	}
	if f := rows["deck"]; f.Value != "-" {
		t.Errorf("deck: %+v", f)
	}
}

func TestRefusedArticlesSayWhy(t *testing.T) {
	t.Parallel()
	if r := Of(ingest.Draft{Origin: "a.md", Article: widget.Article{Deck: "No headline"}}); r.Article != nil || !strings.Contains(r.Refused, "title") {
		t.Errorf("%+v", r)
	}
}
