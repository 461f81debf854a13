package ingest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsflash/server/sanitize"
	"newsflash/server/store"
	"newsflash/server/store/sqlite"
	"newsflash/widget"
)

func openStore(t testing.TB) *sqlite.Store {
	t.Helper()
	st, err := sqlite.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	return st
}

// ingestAll runs files into a store and gives "state id" per article, a refused one with its origin's last part.
func ingestAll(t *testing.T, st Putter, files []string) (lines []string, reasons []string) {
	t.Helper()
	refused, err := Intake{Store: st}.Run(t.Context(), Files(files), func(o Outcome) {
		if o.State == Refused {
			lines = append(lines, o.State+" "+filepath.Base(o.Origin))
			reasons = append(reasons, o.Reason)
			return
		}
		lines = append(lines, o.State+" "+o.ID)
	})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "refused", refused, len(reasons))
	return lines, reasons
}

func TestRunFolder(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{
		"1.md":   "---\ntitle: Good One\n---\ntext",
		"2.md":   "---\ntitle: [broken\n---\ntext",
		"3.json": `[{"id":"three","title":"Three","content_text":"x"},{"title":7},{"title":"Three","content_text":"no id"},{"title":"Three","content_text":"no id either"}]`,
		"4.txt":  "Fourth Story\n\nText of it.",
		"5.html": around("<p>More.</p>"),
		"6.md":   "---\ntitle: " + strings.Repeat("long ", 100) + "\nimage: {url: https://a.example/a.jpg, caption: " + strings.Repeat("c", 1001) + "}\n---\ntext",
	})
	st := openStore(t)
	files, err := Find([]string{root})
	if err != nil {
		t.Fatal(err)
	}
	lines, reasons := ingestAll(t, st, append(files, filepath.Join(root, "gone.md")))
	equal(t, "first run", lines, []string{
		"new good-one", "refused 2.md", "new three", `refused 3.json item 2`, "new three-2", "new three-3", "new fourth-story",
		"new headline", "refused 6.md", "refused gone.md",
	})
	for i, want := range []string{"line 2: front matter is not valid YAML", "items[1].title must be text", "title is 499 characters, at most 300 are allowed; picture.caption is 1001", "cannot be opened: no such file"} {
		if !strings.Contains(reasons[i], want) {
			t.Errorf("reason %d is %q, want %q", i, reasons[i], want)
		}
	}

	again, _ := ingestAll(t, st, files)
	equal(t, "second run", again, []string{
		"unchanged good-one", "refused 2.md", "unchanged three", `refused 3.json item 2`, "unchanged three-2", "unchanged three-3",
		"unchanged fourth-story", "unchanged headline", "refused 6.md",
	})
	if err := os.WriteFile(filepath.Join(root, "1.md"), []byte("---\ntitle: Good One, Corrected\n---\ntext"), 0o600); err != nil {
		t.Fatal(err)
	}
	changed, _ := ingestAll(t, st, files[:1])
	equal(t, "after a change", changed, []string{"updated good-one"})
}

func TestIdentify(t *testing.T) {
	t.Parallel()
	const origin = "file:/x/f.json"
	for _, c := range []struct {
		articles []widget.Article
		want     []string
	}{
		{
			[]widget.Article{
				{GUID: "own", URL: "https://a.example/1"},
				{URL: "HTTPS://A.example/1"},
				{URL: "https://a.example/1", Title: "T"},
				{Title: "A Title"},
				{Title: "A Title"},
			},
			[]string{"own", "https://a.example/1", "https://a.example/1#2", origin + "#a-title", origin + "#a-title#2"},
		},
		{[]widget.Article{{Title: "A Title"}}, []string{origin}},
	} {
		drafts := make([]Draft, len(c.articles))
		for i, a := range c.articles {
			drafts[i].Article = a
		}
		Identify(drafts, "daily", origin)
		for i, d := range drafts {
			equal(t, "guid", d.Article.GUID, c.want[i])
			equal(t, "source", d.Article.Source, "daily")
			if !widget.ValidID(d.Article.ID) {
				t.Errorf("id %q is not valid", d.Article.ID)
			}
		}
	}
	long := widget.Article{Title: "T"}
	identify(&long, "/"+strings.Repeat("x", 4000), false, map[string]int{})
	if len(long.GUID) > widget.MaxGUID {
		t.Errorf("a guid of %d bytes", len(long.GUID))
	}
}

// putFunc is a Putter that decides what a store says.
type putFunc func(context.Context, sanitize.Article) (store.Result, error)

func (f putFunc) Put(ctx context.Context, a sanitize.Article) (store.Result, error) { return f(ctx, a) }

func TestRunStops(t *testing.T) {
	t.Parallel()
	files := map[string]string{}
	for i := range 50 {
		files[fmt.Sprintf("%02d.md", i)] = fmt.Sprintf("---\ntitle: Story %d\n---\ntext", i)
	}
	found, err := Find([]string{tree(t, files)})
	if err != nil {
		t.Fatal(err)
	}

	full := errors.New("disk full")
	reported := 0
	_, err = Intake{Store: putFunc(func(context.Context, sanitize.Article) (store.Result, error) {
		if reported == 3 {
			return store.Result{}, full
		}
		return store.Result{ID: "x", Revision: 1, Outcome: store.New}, nil
	})}.Run(t.Context(), Files(found), func(Outcome) { reported++ })
	if !errors.Is(err, full) || !strings.Contains(err.Error(), "03.md") || reported != 3 {
		t.Errorf("a broken store: %d reported, error %v", reported, err)
	}

	ctx, cancel := context.WithCancel(t.Context())
	reported = 0
	_, err = Intake{Store: putFunc(func(context.Context, sanitize.Article) (store.Result, error) {
		return store.Result{ID: "x", Revision: 1, Outcome: store.New}, nil
	})}.Run(ctx, Files(found), func(Outcome) {
		if reported++; reported == 2 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || reported == len(found) {
		t.Errorf("a cancelled run: %d reported, error %v", reported, err)
	}
}

func TestRunRefusedByStore(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{"a.md": "---\ntitle: A\n---\ntext"})
	var got Outcome
	refused, err := Intake{Store: putFunc(func(context.Context, sanitize.Article) (store.Result, error) {
		return store.Result{}, fmt.Errorf("put: %w", &widget.FieldError{Field: "id", Reason: "is taken"})
	})}.Run(t.Context(), Files([]string{filepath.Join(root, "a.md")}), func(o Outcome) { got = o })
	if err != nil || refused != 1 || got.State != Refused || got.Reason != "id is taken" {
		t.Errorf("refused %d, error %v, outcome %+v", refused, err, got)
	}
}

func TestFileTooLarge(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	path := filepath.Join(root, "big.txt")
	if err := os.WriteFile(path, []byte("Headline\n\n"+strings.Repeat("text ", MaxFile/5)), 0o600); err != nil {
		t.Fatal(err)
	}
	if d := File(path, nil, "")[0]; d.Err == nil || !strings.Contains(d.Err.Error(), "larger than 8 MiB") {
		t.Errorf("error %v", d.Err)
	}
	if err := os.Truncate(path, MaxFile); err != nil {
		t.Fatal(err)
	}
	if d := File(path, nil, "")[0]; d.Err != nil {
		t.Errorf("a file of exactly MaxFile: %v", d.Err)
	}
	if d := File(root, nil, "")[0]; d.Err == nil {
		t.Error("a folder is no error")
	}
}

// BenchmarkRun stores a folder of 1,000 Markdown files of about 600 words each.
func BenchmarkRun(b *testing.B) {
	root := b.TempDir()
	var files []string
	for i := range 1000 {
		path := filepath.Join(root, fmt.Sprintf("%04d.md", i))
		text := fmt.Sprintf("---\ntitle: Story %d\ndate: 2026-01-01\n---\n%s", i, strings.Repeat(strings.Repeat("word **bold** ", 30)+"\n\n", 10))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
		files = append(files, path)
	}
	b.ReportAllocs()
	for b.Loop() {
		refused, err := Intake{Store: openStore(b)}.Run(b.Context(), Files(files), func(Outcome) {})
		if err != nil || refused > 0 {
			b.Fatal(refused, err)
		}
	}
}
