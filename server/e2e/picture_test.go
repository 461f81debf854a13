//go:build e2e

package e2e

import (
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"newsflash/server/asset"
	demofiles "newsflash/server/demo"
	"newsflash/server/partner"
	"newsflash/server/picture"
	"newsflash/server/render"
	"newsflash/server/sanitize"
	"newsflash/web"
	"newsflash/widget"
	model "newsflash/widget/card"
)

// rendered is a server of one article, without a store.
type rendered struct {
	*httptest.Server
	render *render.Renderer
	mux    *http.ServeMux
}

// serveRendered serves the article that there is when it is asked for, under every id.
func serveRendered(t *testing.T, article *sanitize.Article) *rendered {
	t.Helper()
	assets, err := asset.Load(web.Dist(), web.Names...)
	if err != nil {
		t.Fatal(err)
	}
	s := &rendered{mux: http.NewServeMux()}
	s.Server = httptest.NewServer(s.mux)
	t.Cleanup(s.Close)
	s.render = render.New(assets, s.URL, partner.Policy{})
	assets[s.render.FrameCSS().Name] = s.render.FrameCSS()
	answer := func(w http.ResponseWriter, mediaType string, content []byte, err error) {
		if err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", mediaType)
		_, _ = w.Write(content)
	}
	s.mux.HandleFunc("GET /static/{hash}/{name}", func(w http.ResponseWriter, r *http.Request) {
		a := assets[r.PathValue("name")]
		if a == nil || a.Hash != r.PathValue("hash") {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Access-Control-Allow-Origin", "*")
		answer(w, a.Type, a.Raw, nil)
	})
	s.mux.HandleFunc("GET /events", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }) // no news here
	s.mux.HandleFunc("GET /embed/{name}", func(w http.ResponseWriter, _ *http.Request) {
		script, err := s.render.Script(*article)
		answer(w, "text/javascript; charset=utf-8", script, err)
	})
	s.mux.HandleFunc("GET /frame/{id}", func(w http.ResponseWriter, r *http.Request) {
		page, err := s.render.Frame(*article, s.render.Options(r.URL.Query()))
		answer(w, "text/html; charset=utf-8", page, err)
	})
	return s
}

// pictured is a server of one article whose picture has been made into files, at /static/{hash}/{width}.webp or .jpg.
type pictured struct {
	*rendered
	article sanitize.Article
	files   picture.Set
	hold    sync.WaitGroup // pictures are answered when it is done
	broken  bool           // no picture is found
}

func servePictured(t *testing.T) *pictured {
	t.Helper()
	photo, err := fs.ReadFile(demofiles.Pictures(), "river-level.jpg")
	if err != nil {
		t.Fatal(err)
	}
	s := &pictured{}
	if s.files, err = picture.Make(photo); err != nil {
		t.Fatal(err)
	}
	s.rendered = serveRendered(t, &s.article)
	s.article = s.clean(t)
	s.mux.HandleFunc("GET /static/"+s.files.Hash+"/{name}", s.picture)
	return s
}

func (s *pictured) clean(t *testing.T) sanitize.Article {
	t.Helper()
	a := widget.Article{
		ID: "river", Title: "River stays below the second mark", URL: "https://harbourpost.example/river", Deck: "The gauge at the old mill fell overnight.", Lang: "en", Body: "<p>The gauge fell.</p>",
		Picture: &widget.Picture{URL: "https://harbourpost.example/river.jpg", Alt: "A gauge beside brown water, seen from a bridge on a grey day.", Focus: "30% 80%", Color: s.files.Color},
	}
	for _, f := range s.files.Files {
		name := fmt.Sprintf("%d.%s", f.Width, map[string]string{picture.WebP: "webp", picture.JPEG: "jpg"}[f.Type])
		a.Picture.Files = append(a.Picture.Files, widget.PictureFile{Width: f.Width, Height: f.Height, Type: f.Type, URL: s.URL + "/static/" + s.files.Hash + "/" + name})
	}
	clean, warnings, err := sanitize.Clean(a)
	if err != nil || len(warnings) > 0 {
		t.Fatal(err, warnings)
	}
	return clean
}

func (s *pictured) picture(w http.ResponseWriter, r *http.Request) {
	s.hold.Wait()
	w.Header().Set("Access-Control-Allow-Origin", "*")
	for _, f := range s.files.Files {
		if !s.broken && strings.HasPrefix(r.PathValue("name"), fmt.Sprint(f.Width, ".")) && strings.HasPrefix(f.Type, "image/"+strings.NewReplacer("jpg", "jpeg").Replace(strings.SplitN(r.PathValue("name"), ".", 2)[1])) {
			w.Header().Set("Content-Type", f.Type)
			_, _ = w.Write(f.Data)
			return
		}
	}
	http.NotFound(w, r)
}

// page is a partner's page with the recommended snippet, under the policy that is promised to be enough.
func (s *pictured) page(t *testing.T, layout model.Layout) string {
	t.Helper()
	html, err := s.render.Snippet(model.New(s.article.Fields(), model.Options{Layout: layout}), "")
	if err != nil {
		t.Fatal(err)
	}
	return partnerPage(t, strict(&server{url: s.URL}), partnerHTML(html))
}

const cardImage = card + `.querySelector('img')`

// TestPictureIsTheRightFile: at its true width in every layout, sharp on dense screens, and none where none is shown. The
// page's margins are 16 px together.
func TestPictureIsTheRightFile(t *testing.T) {
	s := servePictured(t)
	for _, test := range []struct {
		layout  model.Layout
		width   int64
		density float64
		want    string
	}{
		{model.Standard, 320, 1, "320.webp"},
		{model.Standard, 320, 2, "640.webp"},
		{model.Standard, 600, 1, "640.webp"},
		{model.Standard, 600, 2, "1280.webp"},
		{model.Standard, 375, 3, "1280.webp"},
		{model.Standard, 1200, 1, "1280.webp"},
		{model.Row, 600, 1, "320.webp"},
		{model.Row, 600, 2, "640.webp"},
		{model.Compact, 600, 2, ""},
	} {
		t.Run(fmt.Sprintf("%s %d at %g", test.layout, test.width, test.density), func(t *testing.T) {
			p := open(t, s.page(t, test.layout), look{width: test.width + 16, density: test.density})
			p.wait(shown)
			if test.want != "" {
				p.wait(cardImage + `.naturalWidth > 0`)
			}
			if got := eval[string](p, cardImage+`.currentSrc`); !strings.HasSuffix("/"+got, "/"+test.want) {
				t.Errorf("%s is shown, wanted %q", got, test.want)
			}
			if n := eval[int](p, `performance.getEntriesByType('resource').filter(e => /\.(webp|jpg)$/.test(e.name)).length`); n > 1 {
				t.Errorf("%d pictures were loaded for one", n)
			}
		})
	}
}

// TestPictureMovesNothingWhenItArrives: its place is there before, in its colour, and the layout is the same after.
func TestPictureMovesNothingWhenItArrives(t *testing.T) {
	s := servePictured(t)
	const rects = `JSON.stringify([...` + card + `.querySelectorAll('*')].filter(e => e.localName !== 'picture').map(e => (r => [r.x, r.y, r.width, r.height])(e.getBoundingClientRect())))`
	for _, layout := range []model.Layout{model.Standard, model.Row} {
		for _, width := range []int64{320, 600} {
			t.Run(fmt.Sprint(layout, " ", width), func(t *testing.T) {
				s.hold.Add(1)
				release := sync.OnceFunc(s.hold.Done)
				defer release()
				p := open(t, s.page(t, layout), look{
					width: width + 16, before: `window.__shift = 0; new PerformanceObserver(l => l.getEntries().forEach(e => { window.__shift += e.value })).observe({type: 'layout-shift', buffered: true})`,
				})
				p.wait(shown)
				before := eval[string](p, rects)
				if eval[bool](p, cardImage+`.complete && `+cardImage+`.naturalWidth > 0`) {
					t.Fatal("the picture is there before it was sent")
				}
				if got, want := eval[string](p, `getComputedStyle(`+card+`.querySelector('.nf-fig')).backgroundColor`), rgb(s.files.Color); got != want {
					t.Errorf("its place is %s, not %s", got, want)
				}
				release()
				p.wait(cardImage + `.naturalWidth > 0`)
				if after := eval[string](p, rects); after != before {
					t.Errorf("before\n%s\nafter\n%s", before, after)
				}
				if shift := eval[float64](p, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(window.__shift))))`); shift != 0 {
					t.Errorf("layout shift %v", shift)
				}
				if got := eval[string](p, `getComputedStyle(`+cardImage+`).objectPosition`); got != "25% 75%" {
					t.Errorf("the picture is cut at %s", got)
				}
			})
		}
	}
}

func rgb(color string) string {
	var r, g, b int
	_, _ = fmt.Sscanf(color, "#%02x%02x%02x", &r, &g, &b)
	return fmt.Sprintf("rgb(%d, %d, %d)", r, g, b)
}

// TestPictureThatDoesNotComeLeavesItsWords: the place stays, and says what would be seen there.
func TestPictureThatDoesNotComeLeavesItsWords(t *testing.T) {
	s := servePictured(t)
	s.broken = true
	for _, dark := range []bool{false, true} {
		p := open(t, s.page(t, model.Standard), look{width: 616, dark: dark})
		p.wait(shown + ` && ` + cardImage + `.complete`)
		if got := eval[string](p, `(r => [r.width, r.height > 200].join())(`+cardImage+`.getBoundingClientRect())`); got != "598,true" {
			t.Errorf("the picture's place is %s", got)
		}
		if got := eval[string](p, `(s => s.color)(getComputedStyle(`+cardImage+`))`); got != "rgb(0, 0, 0)" { // on its colour, which is light in both schemes
			t.Errorf("its words are %s", got)
		}
		for _, e := range p.takeErrors() {
			if !strings.Contains(e, "404") {
				t.Errorf("the page had an error: %s", e)
			}
		}
	}
}

// TestPictureIsTakenOver: WebAssembly adopts the picture with its files, and nothing is loaded again.
func TestPictureIsTakenOver(t *testing.T) {
	s := servePictured(t)
	f := open(t, s.URL+"/frame/river", look{width: 616})
	f.wait(`document.querySelector('.nf-img').naturalWidth > 0`)
	f.exec(`window.__img = document.querySelector('.nf-img'); window.__source = document.querySelector('picture > source'); __img.addEventListener('load', () => { window.__again = true })`)
	f.takeOver()
	if m := eval[string](f, `document.documentElement.dataset.mismatch ?? ''`); m != "" {
		t.Errorf("mismatch: %s", m)
	}
	if !eval[bool](f, `document.querySelector('.nf-img') === __img && document.querySelector('picture > source') === __source && !window.__again && __img.currentSrc.endsWith('/640.webp')`) {
		t.Error("the picture is another one")
	}
}

// TestPictureAndCardFitTheBudget adds up what a reader of a card of 600 px downloads.
func TestPictureAndCardFitTheBudget(t *testing.T) {
	s := servePictured(t)
	script, err := s.render.Script(s.article)
	if err != nil {
		t.Fatal(err)
	}
	total := len(asset.Encode(script).Brotli)
	for _, f := range s.files.Files {
		if f.Width == 640 && f.Type == picture.WebP {
			total += len(f.Data)
		}
	}
	if t.Logf("%d bytes", total); total > 45_000 {
		t.Errorf("card and picture are %d bytes, at most 45,000 are promised", total)
	}
}
