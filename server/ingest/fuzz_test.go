package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newsflash/widget"
)

// patience is far above what any input of a fuzzer's size needs, also on a busy machine.
const patience = 10 * time.Second

func fuzzDecode(f *testing.F, extension string, seeds ...string) {
	files, err := filepath.Glob("testdata/*" + extension)
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		check(t, Decode(Input{Name: "fuzz" + extension, Data: data}))
		if took := time.Since(start); took > patience {
			t.Errorf("took %v", took)
		}
	})
}

func FuzzDecodeJSON(f *testing.F) {
	fuzzDecode(f, ".json", `[{"title":"a"}]`, `{"items":[null,1,{}]}`, `{"title":"\ud800","_newsflash":{"related":[[]]}}`)
}

func FuzzDecodeMarkdown(f *testing.F) {
	fuzzDecode(f, ".md", "---\na: &b [*b]\n---\n", "---\n? a\n: b\n---\n# c\n", "---\n<<: {}\n---\n", "---\na: |\n  b\nc: !!x y\n---\n> - [a](b\n")
}

func FuzzDecodeHTML(f *testing.F) {
	fuzzDecode(f, ".html", "<table><td><p>Also see: <a href=x>y", "<noscript><img src=a></noscript><h1>x", `<script type="application/ld+json">{"@graph":[{"@id":1}]}`)
}

func FuzzDecodeText(f *testing.F) {
	fuzzDecode(f, ".txt", "A:\n\nB\n\nC\n\n3 min read\n\nAlt: x\n\nX – Y", "Alt:", "\xff\xfeA\x00")
}

func FuzzSlug(f *testing.F) {
	f.Add("", "https://a.example/2025/11/08/x-y/index.html", "Title")
	f.Add("id", "", "لاہور")
	f.Add("-", "%", strings.Repeat("ß", 100))
	f.Fuzz(func(t *testing.T, id, url, title string) {
		start := time.Now()
		a := widget.Article{ID: id, URL: url, Title: title}
		slug := Slug(a)
		if !widget.ValidID(slug) {
			t.Errorf("Slug(%q, %q, %q) = %q is no valid id", id, url, title, slug)
		}
		if slug != Slug(a) {
			t.Error("two slugs of one article")
		}
		if took := time.Since(start); took > patience {
			t.Errorf("took %v", took)
		}
	})
}
