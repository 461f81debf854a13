package render

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"newsflash/server/asset"
	"newsflash/server/partner"
	"newsflash/server/sanitize"
	"newsflash/server/theme"
	"newsflash/web"
	"newsflash/widget"
	"newsflash/widget/card"
)

var update = flag.Bool("update", false, "write the golden files anew")

// fixtures are clean articles by name.
func fixtures(t testing.TB) map[string]sanitize.Article {
	t.Helper()
	files, err := filepath.Glob("testdata/fixtures/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	out := map[string]sanitize.Article{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var a widget.Article
		if err := json.Unmarshal(data, &a); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		out[name] = clean(t, a)
		if name == "full" {
			out["pictured"] = clean(t, pictured(a))
		}
	}
	return out
}

func clean(t testing.TB, a widget.Article) sanitize.Article {
	t.Helper()
	c, _, err := sanitize.Clean(a)
	if err != nil {
		t.Fatalf("%s: %v", a.Title, err)
	}
	return c
}

// pictured is the article with files that the server has made of its picture.
func pictured(a widget.Article) widget.Article {
	p := *a.Picture
	p.Focus, p.Color = "30% 20%", "#1d3a5f"
	for _, width := range []int{320, 640, 960, 1280} {
		for end, mediaType := range map[string]string{"webp": "image/webp", "jpg": "image/jpeg"} {
			p.Files = append(p.Files, widget.PictureFile{
				Width: width, Height: width * 9 / 16, Type: mediaType, URL: fmt.Sprintf("https://cards.example/static/0123456789abcdef/%d.%s", width, end),
			})
		}
	}
	a.ID, a.Picture = "pictured", &p
	return a
}

// golden compares with testdata/golden/name; what differs is left beside it as name.actual.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	got = strings.ReplaceAll(got, "><", ">\n<") + "\n"
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; `make golden` writes it", err)
	}
	if string(want) != got {
		_ = os.WriteFile(path+".actual", []byte(got), 0o644)
		t.Errorf("%s differs from its golden: see %s.actual, and `make golden` if it should", name, path)
	}
}

func TestGoldenCards(t *testing.T) {
	for name, a := range fixtures(t) {
		for _, layout := range card.Layouts {
			markup, err := Inline(a, card.Options{Layout: layout})
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			golden(t, name+"."+string(layout)+".html", markup.HTML())
		}
		markup, model, err := Story(a, card.Options{Theme: "broadsheet"}, false)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		golden(t, name+".story.html", markup.HTML())
		b, err := json.MarshalIndent(model, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name+".model.json", string(b)) // WebAssembly makes the same story of it: widget/card/tree_js_test.go
	}
}

func TestGoldenSnippets(t *testing.T) {
	r := newRenderer(t)
	var all strings.Builder
	for _, name := range []string{"full", "text-only", "headline-only", "urdu"} {
		for _, layout := range card.Layouts {
			html, err := r.Snippet(card.New(fixtures(t)[name].Fields(), card.Options{Layout: layout}), "")
			if err != nil {
				t.Fatal(err)
			}
			all.WriteString(html + "\n")
		}
	}
	golden(t, "snippets.html", all.String())
}

func newRenderer(t testing.TB) *Renderer {
	t.Helper()
	assets, err := asset.Load(web.Dist(), web.Names...)
	if err != nil {
		t.Fatal(err)
	}
	return New(assets, "https://cards.example/", partner.Policy{})
}

// TestOutputsSayTheSame holds the outputs of one article together: what the card says, the story and the static page say.
func TestOutputsSayTheSame(t *testing.T) {
	r := newRenderer(t)
	for name, a := range fixtures(t) {
		frame, err1 := r.Frame(a, card.Options{})
		static, err2 := r.Static(a, card.Options{})
		script, err3 := r.Script(a)
		if err1 != nil || err2 != nil || err3 != nil {
			t.Fatal(name, err1, err2, err3)
		}
		inline, err := Inline(a, card.Options{Related: card.RelatedCarried})
		if err != nil {
			t.Fatal(err)
		}
		for n := range inline.root.Descendants() {
			if n.Type != html.TextNode || n.Parent.Data == "button" {
				continue
			}
			word, _, _ := strings.Cut(escapable.Replace(n.Data), "&") // as far as it is printed alike everywhere
			if !strings.Contains(string(frame), word) || !strings.Contains(string(static), word) {
				t.Errorf("%s: %q stands in the card only", name, n.Data)
			}
		}
		if strings.Contains(string(static), "<script") {
			t.Errorf("%s: the static page has a script", name)
		}
		if len(asset.Encode(script).Brotli) > 12_000 {
			t.Errorf("%s: the script has %d bytes, at most 12,000 are promised", name, len(asset.Encode(script).Brotli))
		}
		for _, forbidden := range []string{"innerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"} {
			if strings.Contains(string(script), forbidden) {
				t.Errorf("%s: the script uses %s", name, forbidden)
			}
		}
	}
}

var escapable = strings.NewReplacer("<", "&", ">", "&", `"`, "&", "'", "&")

func TestRenderingIsRepeatable(t *testing.T) {
	r := newRenderer(t)
	a := fixtures(t)["full"]
	first, err := r.Script(a)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 { // go-app's attribute order changes from call to call
		again, err := r.Script(a)
		if err != nil || string(again) != string(first) {
			t.Fatalf("another script came out of the same article: %v", err)
		}
	}
}

func TestReservationIsEnoughByItsOwnMeasure(t *testing.T) {
	for name, a := range fixtures(t) {
		for _, layout := range card.Layouts {
			for _, preset := range theme.Presets() {
				m := card.New(a.Fields(), card.Options{Layout: layout})
				room := Reserve(preset, m)
				m, l := dress(m, preset)
				for w := float64(narrowest); w <= widest; w += 7 {
					if room.At(w)+1 < l.need(m, w) {
						t.Errorf("%s %s %s at %.0f px: %.0f are reserved, %.0f are needed", name, layout, preset.Name, w, room.At(w), l.need(m, w))
					}
				}
			}
		}
	}
}

func BenchmarkReserve(b *testing.B) {
	r, m := newRenderer(b), card.New(fixtures(b)["full"].Fields(), card.Options{})
	for b.Loop() {
		r.Reserve(m)
	}
}

func BenchmarkScript(b *testing.B) {
	r, a := newRenderer(b), fixtures(b)["full"]
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Script(a); err != nil {
			b.Fatal(err)
		}
	}
}
