package ingest

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/server/sanitize"
)

// wanted is what a reader would say that a page of testdata/pages holds.
type wanted struct {
	Title, Date, Picture string
	Authors, Body        []string
	URL                  string // where the page was fetched; empty for a file
	Canonical            string // the story's own address, when it is another
	Lang, Deck, Kicker   string
	Dateline, Updated    string
	Caption, Credit      string
	Correction           string
	Related              []string
	Comments             int // counted by the page; 0 when it does not say
}

// What the extraction must reach over all pages, and on each.
const (
	minPages  = 50
	minBodyF1 = .98  // of the worst page
	minMeanF1 = .995 // of all
)

func pages(t testing.TB) map[string]string {
	t.Helper()
	files, err := filepath.Glob("testdata/pages/*.html")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < minPages {
		t.Fatalf("%d pages, want %d or more", len(files), minPages)
	}
	out := map[string]string{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(file), ".html")] = string(data)
	}
	return out
}

// shown is a body's text without the captions of its figures.
func shown(t *testing.T, body string) string {
	t.Helper()
	nodes, err := html.ParseFragment(strings.NewReader(body), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, n := range nodes {
		for _, caption := range slices.Collect(n.Descendants()) {
			if caption.DataAtom == atom.Figcaption {
				remove(caption)
			}
		}
		if err := html.Render(&b, n); err != nil {
			t.Fatal(err)
		}
	}
	return sanitize.Text(b.String())
}

// TestPages holds every page to its sidecar: headline, day, authors and picture exactly, the text by the F1 measure of its
// runs of four words.
func TestPages(t *testing.T) {
	t.Parallel()
	sum, count := 0.0, 0
	for name, text := range pages(t) {
		var want wanted
		if err := json.Unmarshal([]byte(read(t, "testdata/pages/"+name+".json")), &want); err != nil {
			t.Fatalf("%s.json: %v", name, err)
		}
		drafts := Decode(Input{Name: name + ".html", Data: []byte(text), URL: want.URL})
		if drafts[0].Err != nil {
			t.Errorf("%s: %v", name, drafts[0].Err)
			continue
		}
		a := drafts[0].Article
		if _, _, err := sanitize.Clean(a); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var authors []string
		for _, author := range a.Authors {
			authors = append(authors, author.Name)
		}
		picture, day := "", ""
		if a.Picture != nil {
			picture = a.Picture.URL
		}
		if !a.Published.IsZero() {
			day = a.Published.Time.Format("2006-01-02")
		}
		equal(t, name+": title", a.Title, want.Title)
		equal(t, name+": day", day, want.Date)
		equal(t, name+": authors", strings.Join(authors, ", "), strings.Join(want.Authors, ", "))
		equal(t, name+": picture", picture, want.Picture)
		got, full := shown(t, a.Body), strings.Join(want.Body, "\n")
		f1 := agreement(got, full)
		sum, count = sum+f1, count+1
		t.Logf("%-20s %.3f %s", name, f1, a.Provenance["body"])
		if f1 < minBodyF1 {
			t.Errorf("%s: the body agrees to %.3f, want %.3f:\n%s", name, f1, minBodyF1, lineDiff(got, full))
		}
		checkRest(t, name, drafts[0], want)
	}
	if mean := sum / float64(count); mean < minMeanF1 {
		t.Errorf("the bodies agree to %.4f on average, want %.4f", mean, minMeanF1)
	} else {
		t.Logf("the bodies agree to %.4f on average", mean)
	}
}

// checkRest compares what only some sidecars say.
func checkRest(t *testing.T, name string, d Draft, want wanted) {
	t.Helper()
	a := d.Article
	for _, c := range []struct{ what, got, want string }{
		{"deck", a.Deck, want.Deck},
		{"kicker", a.Kicker, want.Kicker},
		{"dateline", a.Dateline, want.Dateline},
		{"lang", a.Lang, want.Lang},
		{"updated", a.Updated.String()[:min(10, len(a.Updated.String()))], want.Updated},
	} {
		if c.want != "" {
			equal(t, name+": "+c.what, c.got, c.want)
		}
	}
	if want.URL != "" && want.Canonical == "" {
		want.Canonical = want.URL
	}
	if want.Canonical != "" {
		equal(t, name+": address", a.URL, want.Canonical)
	}
	if a.Picture != nil && want.Caption != "" {
		equal(t, name+": caption", a.Picture.Caption, want.Caption)
	}
	if a.Picture != nil && want.Credit != "" {
		equal(t, name+": credit", a.Picture.Credit, want.Credit)
	}
	if want.Comments > 0 && (a.Comments.Count == nil || *a.Comments.Count != want.Comments) {
		t.Errorf("%s: comments %v, want %d", name, a.Comments.Count, want.Comments)
	}
	if want.Correction != "" && (a.Correction == nil || a.Correction.Note != want.Correction) {
		t.Errorf("%s: correction %v, want %q", name, a.Correction, want.Correction)
	}
	for _, title := range want.Related {
		found := false
		for _, link := range a.Related {
			found = found || link.Title == title
		}
		if !found {
			t.Errorf("%s: %q is not among the related stories", name, title)
		}
	}
}

// lineDiff lists the lines that only one of two texts has.
func lineDiff(got, want string) string {
	var b strings.Builder
	have, need := strings.Split(got, "\n"), strings.Split(want, "\n")
	for _, line := range need {
		if !slices.Contains(have, line) {
			b.WriteString("- " + line + "\n")
		}
	}
	for _, line := range have {
		if !slices.Contains(need, line) {
			b.WriteString("+ " + line + "\n")
		}
	}
	return b.String()
}

// TestPagesBroken cuts, doubles and joins the pages at places that a fixed seed chooses: no parser may break off.
func TestPagesBroken(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	texts := slices.Sorted(maps.Values(pages(t)))
	for i, text := range texts {
		for range 8 {
			a, b := random.IntN(len(text)), random.IntN(len(text))
			a, b = min(a, b), max(a, b)
			other := texts[(i+1)%len(texts)]
			for _, broken := range []string{text[:a], text[b:], text[:a] + text[b:], text[:b] + text[a:], text[:a] + other[min(b, len(other)):]} {
				check(t, Decode(Input{Name: "a.html", Data: []byte(broken), URL: "https://paper.example/a"}))
			}
		}
	}
}
