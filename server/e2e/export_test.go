//go:build e2e

package e2e

import (
	"bufio"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"newsflash/server/related"
)

var (
	exportOnce   sync.Once
	exportServer *server
)

// exported is the shared demo's export, served as files. Nobody writes to it.
func exported(t testing.TB) *server {
	t.Helper()
	s := demo(t)
	exportOnce.Do(func() {
		folder := filepath.Join(demoData, "export")
		at := httptest.NewServer(fileServer(folder))
		if out, errs, code := newsflash(t, "export", "--data", demoData, "--public-url", at.URL, folder); code != 0 || !strings.Contains(out, "7 new") {
			t.Fatal(out, errs)
		}
		exportServer = &server{url: at.URL, like: s}
	})
	if exportServer == nil {
		t.Fatal("the demo was not exported")
	}
	return exportServer
}

// fileServer serves a folder with the headers that its file _headers says, as static hosts do.
func fileServer(folder string) http.Handler {
	files := http.FileServer(http.Dir(folder))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if f, err := os.Open(filepath.Join(folder, "_headers")); err == nil {
			defer f.Close()
			matches := false
			for lines := bufio.NewScanner(f); lines.Scan(); {
				if name, value, is := strings.Cut(strings.TrimSpace(lines.Text()), ": "); !is {
					pattern, prefix := strings.CutSuffix(name, "*")
					matches = prefix && strings.HasPrefix(r.URL.Path, pattern) || r.URL.Path == name
				} else if matches {
					w.Header().Set(name, value)
				}
			}
		}
		files.ServeHTTP(w, r)
	})
}

// TestAStoryFromFiles: opens under the strictest policies with the looks that its card has, is taken over without a difference,
// and turns to another story and back.
func TestAStoryFromFiles(t *testing.T) {
	s := exported(t)
	header := strict(s)
	header.Add("Content-Security-Policy", "require-trusted-types-for 'script'; trusted-types 'none'")
	whole := strings.Replace(snippet(t, s, "harbour-ferry", ""), "<script async", `<script async data-theme="broadsheet" data-scheme="dark"`, 1)
	p := open(t, partnerPage(t, header, partnerHTML(whole)), look{height: 6000})
	p.wait(shown)
	p.exec(card + `.querySelector('.nf-read').click()`)
	p.wait(card + `.dataset.open === ''`)
	f := p.frame("/frame/harbour-ferry.html")
	f.wait(isLive)
	if looks := eval[string](f, `[document.documentElement.dataset.mismatch ?? '', document.querySelector('.nf').dataset.theme, document.querySelector('.nf').dataset.scheme, getComputedStyle(document.querySelector('.nf-news')).colorScheme].join()`); looks != ",broadsheet,dark,dark" {
		t.Errorf("the story is %q", looks)
	}
	if news := eval[bool](f, `document.documentElement.dataset.listens === undefined`); !news {
		t.Error("the story listens for news that nobody tells")
	}
	next := eval[string](f, `document.querySelector('a[data-story]').dataset.story`)
	f.exec(`document.querySelector('a[data-story]').click()`)
	f = p.frame("/frame/" + next + ".html")
	f.wait(isLive)
	f.exec(`document.querySelector('.nf-back').click()`)
	f = p.frame("/frame/harbour-ferry.html")
	f.wait(isLive + ` && document.querySelector('.nf').dataset.theme === 'broadsheet'`)
	f.exec(`document.querySelector('.nf-close').click()`)
	p.wait(card + `.dataset.open === undefined`)
}

// TestACardsPageFromFiles: as oEmbed's consumers frame it, in every layout, with the story within the frame.
func TestACardsPageFromFiles(t *testing.T) {
	s := exported(t)
	var answer struct {
		Type, HTML, Title string
		Height            float64
	}
	getJSON(t, s.url+"/oembed/tea-house.json", &answer)
	p := open(t, partnerPage(t, nil, partnerHTML(answer.HTML)), look{before: `window.__heights = []; addEventListener('message', ({ data }) => { if (data.sentinel === 'amp') __heights.push(data.height) })`})
	p.wait(`__heights.length === 1`)
	if told := eval[float64](p, `__heights[0]`); told < answer.Height-24 || told > answer.Height+24 || answer.Type != "rich" {
		t.Errorf("the frame tells %v px, oEmbed %+v", told, answer)
	}
	p.frame("/card/tea-house.html").exec(`document.querySelector('.nf-read').click()`)
	story := p.frame("/frame/tea-house.html")
	story.wait(isLive)
	story.exec(`document.querySelector('.nf-close').click()`)
	p.frame("/card/tea-house.html").wait(`document.querySelector('.nf-read') && true`)

	p = open(t, s.url+"/card/tea-house.html?layout=compact&theme=wire&scheme=dark", look{})
	if looks := eval[string](p, `Object.entries(document.querySelector('.nf').dataset).sort().join(' ')`); looks != "layout,compact scheme,dark theme,wire" {
		t.Errorf("the card is %q", looks)
	}
	if page := string(fetched(t, s.url+"/go/tea-house.html")); !strings.Contains(page, `<meta http-equiv="refresh" content="0;url=https://shanjianbao.example/2025/11/tea-house">`) {
		t.Errorf("the forward is %s", page)
	}
}

// TestFilesKnowNamesAsTheServerDoes: the browser's half folds lists' names and spells addresses as the server's.
func TestFilesKnowNamesAsTheServerDoes(t *testing.T) {
	s := exported(t)
	ferry := "https://harbourpost.example/2025/11/harbour-ferry"
	names := map[string]string{ // and whose card it is, "" for none
		"latest:LOCAL": "harbour-ferry", "latest:local:2": "bridge-repair", "latest::2": "night-market", "latest:local:99": "", "latest:local:x": "", "latest:none": "",
		"latest:پرانی  منڈی!": "night-market", "latest:پراني منڈی": "night-market", "latest: 山村 ": "tea-house", "latest:ＨＡＲＢＯＵＲ": "harbour-ferry",
		ferry: "harbour-ferry", ferry + "/?utm_source=x#a": "harbour-ferry", "http://www.harbourpost.example/2025/11/harbour-ferry/amp/": "harbour-ferry", "https://www.google.com/amp/s/harbourpost.example/2025/11/harbour-ferry": "harbour-ferry",
		"https://amp.harbourpost.example/2025/11/harbour-ferry?fbclid=1&amp=1": "harbour-ferry", ferry + "?page=2": "", "https://other.example/2025/11/harbour-ferry": "",
		s.url + "/frame/tea-house.html?theme=wire": "tea-house", s.url + "/card/tea-house.html": "tea-house", "Tea House": "", "../x": "", "__proto__": "", "latest:__proto__": "", "constructor": "",
	}
	texts := []string{"Straße", "ΣΊΣΥΦΟΣ σίσυφος", "İstanbul ı", "rock ’n’ roll & co.", "الأخبارُ", "ـعـربي", "Ｆｕｌｌ", "한국 뉴스", "नमस्ते दुनिया", "ﬁne Ǆ", "a\u200db", "  ", "👍 ok", strings.Repeat("long", 20)}
	p := open(t, partnerPage(t, nil, partnerHTML("")), look{})
	var query []string
	for name := range names {
		query = append(query, name)
	}
	var folded []string
	for _, text := range texts {
		folded = append(folded, related.Fold(text))
	}
	values := url.Values{"card": query}
	for _, at := range []string{s.url, s.like.url} {
		got := eval[[]string](p, `import(`+asJSON(t, at+"/cards.js?"+values.Encode())+`).then(m => m.pack.cards.map(c => c.error ? '' : c.id))`)
		for i, name := range query {
			if want := names[name]; got[i] != want && !(at == s.like.url && strings.HasPrefix(name, s.url)) {
				t.Errorf("at %s %q is %q, want %q", at, name, got[i], want)
			}
		}
	}
	got := eval[[]string](p, `import(`+asJSON(t, s.url+"/cards.js")+`).then(m => `+asJSON(t, texts)+`.map(m.fold))`)
	for i, text := range texts {
		if got[i] != folded[i] {
			t.Errorf("%q is %q in the browser, %q on the server", text, got[i], folded[i])
		}
	}
	for _, e := range p.takeErrors() { // the browser's own lines about files that are not there
		if !strings.Contains(e, "404") {
			t.Errorf("the page had an error: %s", e)
		}
	}
}

// TestExportFollowsTheStore: what changed is written, what was withdrawn goes with its picture, the rest is left alone.
func TestExportFollowsTheStore(t *testing.T) {
	data, folder := t.TempDir(), filepath.Join(t.TempDir(), "cards")
	pictures := demoPictures(t)
	export := func(args ...string) string {
		t.Helper()
		out, errs, code := newsflash(t, append([]string{"export", "--data", data, "--public-url", "https://cdn.example", folder}, args...)...)
		if code != 0 {
			t.Fatal(out, errs)
		}
		return out
	}
	has := func(name string) string {
		b, _ := os.ReadFile(filepath.Join(folder, filepath.FromSlash(name)))
		return string(b)
	}
	ferry := fmt.Sprintf(`{"id": "ferry", "url": "https://news.example/ferry", "title": "The ferry", "content_text": "It sails.", "image": "%sharbour-ferry.jpg"}`, pictures)
	market := `{"id": "market", "url": "https://news.example/market", "title": "The market", "content_text": "%s"}`
	ingest(t, data, ferry, fmt.Sprintf(market, "It opens."))
	if out := export(); !strings.Contains(out, "2 articles") || !strings.Contains(out, "2 new") {
		t.Error(out)
	}
	images, _ := filepath.Glob(filepath.Join(folder, "static", "*", "640.jpg"))
	if len(images) != 1 || !strings.Contains(has("embed/ferry.js"), "https://cdn.example/static/"+path.Base(filepath.Dir(images[0]))+"/640.jpg") {
		t.Errorf("the picture's files: %q", images)
	}
	if out := export(); !strings.Contains(out, " 2 unchanged; 0 files written") {
		t.Error(out)
	}
	if err := os.Remove(filepath.Join(folder, "embed", "ferry.js")); err != nil { // somebody's mishap
		t.Fatal(err)
	}
	if out := export(); !strings.Contains(out, "1 updated, 1 unchanged; 1 files written") || has("embed/ferry.js") == "" {
		t.Error(out)
	}
	ingest(t, data, strings.Replace(ferry, `"title"`, `"_newsflash": {"withdrawn": true}, "title"`, 1), fmt.Sprintf(market, "It opens tomorrow."))
	if out := export(); !strings.Contains(out, "2 updated") {
		t.Error(out)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, "static", "*", "*.jpg")); has("embed/ferry.js") != "" || has("frame/ferry.html") != "" || len(left) != 0 || !strings.Contains(has("cards/ferry.js"), "withdrawn") || !strings.Contains(has("oembed/ferry.json"), `"type":"link"`) {
		t.Errorf("the withdrawn article is still there: %q", left)
	}
	if !strings.Contains(has("frame/market.html"), "It opens tomorrow.") {
		t.Error("the correction is not there")
	}
	if err := os.Mkdir(filepath.Join(folder, "..", "site"), 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(folder, "..", "site"), "index.html", "mine")
	folder = filepath.Join(folder, "..", "site")
	if _, errs, code := newsflash(t, "export", "--data", data, "--public-url", "https://cdn.example", folder); code != 1 || !strings.Contains(errs, "holds files and no export wrote them") || has("index.html") != "mine" {
		t.Errorf("into a folder of somebody's: %d %s", code, errs)
	}
	for _, args := range [][]string{{}, {folder, "--to", "s3://x"}, {folder, "--public-url", "cdn.example"}} {
		if _, errs, code := newsflash(t, append([]string{"export", "--data", data, "--public-url", "https://cdn.example"}, args...)...); code != 2 {
			t.Errorf("export %q: %d %s", args, code, errs)
		}
	}
}
