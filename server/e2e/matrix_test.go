//go:build e2e

package e2e

import (
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"
)

// libraries are what pages are made with, by the names that they load them under; "make e2e" installs them.
var libraries = map[string]string{
	"/react.js": "react/umd/react.production.min.js", "/react-dom.js": "react-dom/umd/react-dom.production.min.js", "/vue.js": "vue/dist/vue.global.prod.js",
	"/htmx.js": "htmx.org/dist/htmx.min.js", "/turbo.js": "@hotwired/turbo/dist/turbo.es2017-umd.js",
}

// hostSite serves the pages and the libraries of a partner's site; a part is a page whose path starts with /part.
func hostSite(t testing.TB, header http.Header, pages map[string]string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		html, known := pages[r.URL.Path]
		if file := libraries[r.URL.Path]; file != "" {
			w.Header().Set("Content-Type", "text/javascript")
			script, err := os.ReadFile(path.Join("../../.cache/node_modules", file))
			if err != nil {
				t.Error(err, "; `make e2e` installs it")
			}
			_, _ = w.Write(script)
			return
		}
		if !known {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for name, values := range header {
			w.Header()[name] = values
		}
		fmt.Fprint(w, html)
	}))
	t.Cleanup(s.Close)
	return strings.Replace(s.URL, "127.0.0.1", "localhost", 1)
}

// matrix is a page of a partner, and what is done to it before its card is looked at.
type matrix struct {
	html   string            // within partnerHTML, unless it is a whole page
	pages  map[string]string // more of the site
	header http.Header
	look   look
	drive  func(t *testing.T, p *tab)
	cards  int  // one where it is 0
	link   bool // the link is there, and no card
	moves  bool // what is done moves the page by itself, or no room is kept
	global bool // /embed.js is there
}

const watchShifts = `window.__globals = Object.getOwnPropertyNames(window); window.__shift = 0; new PerformanceObserver(l => l.getEntries().forEach(e => { __shift += e.hadRecentInput ? 0 : e.value })).observe({ type: 'layout-shift', buffered: true });
	if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) addEventListener('DOMContentLoaded', () => { // Firefox: px by which what follows moves
		let before;
		const look = () => { const now = document.getElementById('after')?.getBoundingClientRect().top + scrollY; __shift += Math.abs(now - (before ?? now)) || 0; before = now; requestAnimationFrame(look) };
		look();
	});`

// TestEveryKindOfHostPage: in each the card is there, or its link; with no error, no more than one global, and nothing moved where
// room is kept.
func TestEveryKindOfHostPage(t *testing.T) {
	t.Parallel()
	everyKindOfHostPage(t, demo(t), open)
}

// TestEveryKindOfHostPageWithFiles: an export is as good as its server.
func TestEveryKindOfHostPageWithFiles(t *testing.T) {
	t.Parallel()
	everyKindOfHostPage(t, exported(t), open)
}

func everyKindOfHostPage(t *testing.T, s *server, open func(testing.TB, string, look) *tab) {
	whole := snippet(t, s, "harbour-ferry", "")
	urdu := snippet(t, s, "night-market", "")
	rendered, errs, code := newsflash(t, "render", "--format", "element", "../demo/articles/harbour-ferry.md")
	if code != 0 {
		t.Fatal(errs)
	}
	element := strings.TrimSpace(rendered)
	script := func(text string) string { return "<script>" + text + "</script>" }
	lib := func(names ...string) (tags string) {
		for _, name := range names {
			tags += `<script src="/` + name + `.js"></script>`
		}
		return tags
	}
	size := func(p *tab) string {
		return eval[string](p, `getComputedStyle(`+card+`.querySelector('.nf-deck')).fontSize`)
	}
	trusted := strict(s)
	trusted.Add("Content-Security-Policy", "require-trusted-types-for 'script'; trusted-types 'none'")
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	xhtml := func(body string) string {
		return `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>A partner</title><link rel="icon" href="data:,"/></head><body><p>Before.</p>` + body + `<p id="after">After.</p></body></html>`
	}
	usual := size(func() *tab {
		p := open(t, partnerPage(t, nil, partnerHTML(whole)), look{})
		p.wait(shown)
		return p
	}())
	// Where a page says nothing of its lines' height, Firefox makes a link in Urdu higher when it has found a face for it: by itself.
	for name, c := range map[string]matrix{
		"the snippet":            {html: whole},
		"an element":             {html: element + forAll(s), global: true},
		"script in head, sync":   {html: strings.Replace(partnerHTML(element), "<title>", `<script src="`+s.url+`/embed.js"></script><title>`, 1), global: true},
		"script in head, defer":  {html: strings.Replace(partnerHTML(element), "<title>", `<script defer src="`+s.url+`/embed.js"></script><title>`, 1), global: true},
		"script in head, module": {html: strings.Replace(partnerHTML(element), "<title>", `<script type="module" src="`+s.url+`/embed.js"></script><title>`, 1), global: true},
		"script at the end":      {html: element + "<p>More.</p>" + forAll(s), global: true},
		"ten copies":             {html: strings.Repeat(whole, 10), cards: 10, look: look{height: 9000}},
		"ten elements":           {html: strings.Repeat(element, 10) + forAll(s), cards: 10, look: look{height: 9000}, global: true},
		"both ways":              {html: whole + element + forAll(s), cards: 2, global: true},
		"quirks mode":            {html: strings.TrimPrefix(partnerHTML(whole), "<!doctype html>")},
		"everything unset":       {html: `<style>body * { all: unset }</style>` + whole, moves: true},
		"62.5 %":                 {html: `<style>html { font-size: 62.5% }</style>` + whole, drive: func(t *testing.T, p *tab) { sameSize(t, size(p), usual) }},
		"200 %":                  {html: `<style>html { font-size: 200% }</style>` + whole, drive: func(t *testing.T, p *tab) { sameSize(t, size(p), usual) }},
		"right-to-left page":     {html: strings.Replace(partnerHTML(whole), `lang="en"`, `lang="ar" dir="rtl"`, 1), drive: direction("ltr")},
		"right-to-left article":  {html: `<style>body { line-height: 1.5 }</style>` + urdu, drive: direction("rtl")},
		"strict policy":          {html: whole, header: strict(s)},
		"strict policy, element": {html: element + forAll(s), header: strict(s), global: true},
		"no referrer":            {html: whole, header: http.Header{"Referrer-Policy": {"no-referrer"}}},
		"scripts off":            {html: whole, look: look{noJS: true}, link: true},
		"loader refused":         {html: whole, header: http.Header{"Content-Security-Policy": {"script-src 'unsafe-eval'"}}, link: true, look: look{said: "Content Security Policy"}},
		"offline":                {html: strings.ReplaceAll(whole, s.url, gone.URL), link: true, look: look{said: "ERR_CONNECTION_REFUSED"}},
		"own script, sync":       {html: strings.Replace(whole, "<script async", "<script", 1)},
		"own script, defer":      {html: strings.Replace(whole, "<script async", "<script defer", 1)},
		"own script, module":     {html: strings.Replace(whole, "<script async", `<script type="module"`, 1)},
		"own script in head":     {html: strings.Replace(partnerHTML(element), "<title>", `<script async src="`+s.url+`/embed/harbour-ferry.js"></script><title>`, 1)},
		"own script, inserted":   {html: element + script(`setTimeout(() => document.querySelector('[data-newsflash]').append(Object.assign(document.createElement('script'), { src: '`+s.url+`/embed/harbour-ferry.js' })))`)},
		"trusted types":          {html: whole, header: trusted},
		"trusted types, element": {html: element + forAll(s), header: trusted, global: true},
		"XHTML":                  {html: xhtml(`<div data-newsflash="harbour-ferry"><a href="https://harbourpost.example/">The ferry</a></div><script async="async" src="` + s.url + `/embed.js"></script>`), header: http.Header{"Content-Type": {"application/xhtml+xml"}}, moves: true, global: true},
		"XHTML, own script":      {html: xhtml(`<script async="async" src="` + s.url + `/embed/harbour-ferry.js"></script>`), header: http.Header{"Content-Type": {"application/xhtml+xml"}}, moves: true},
		"frames refused": {html: whole, header: http.Header{"Content-Security-Policy": {"frame-src 'none'"}}, look: look{said: "Content Security Policy"}, moves: true, drive: func(_ *testing.T, p *tab) {
			p.wait(shown)
			p.exec(card + `.querySelector('.nf-read').click()`)
			p.wait(`!` + card + `.querySelector('.nf-read') && ` + shown)
		}},
		"in flex, grid and table": {html: `<div style="display:flex"><main style="flex:1">` + whole + `</main></div><div style="display:grid;grid-template-columns:1fr 2fr"><i></i><div>` + whole + `</div></div><table width="100%"><tr><td>` + whole + `</td></tr></table>`, cards: 3, look: look{height: 4000}},

		"isolated page": {html: whole, header: http.Header{"Cross-Origin-Embedder-Policy": {"require-corp"}, "Cross-Origin-Opener-Policy": {"same-origin"}}, drive: func(t *testing.T, p *tab) {
			p.wait(card + `.querySelector('img').naturalWidth > 0 && crossOriginIsolated`)
			p.exec(card + `.querySelector('.nf-read').click()`)
			p.wait(card + `.dataset.open === ''`)
		}, moves: true, cards: -1},
		"hidden, then shown": {html: `<div id="tab" style="display:none">` + whole + `</div>`, moves: true, drive: func(_ *testing.T, p *tab) {
			p.wait(cards + `.length === 1`)
			p.exec(`document.getElementById('tab').style.display = ''`)
		}},
		"in details": {html: `<details><summary>More</summary>` + element + `</details>` + forAll(s), moves: true, global: true, drive: func(_ *testing.T, p *tab) { p.exec(`document.querySelector('details').open = true`) }},
		"in a tab widget": {html: `<div hidden="until-found" id="panel">` + whole + `</div>`, moves: true, drive: func(_ *testing.T, p *tab) {
			p.wait(cards + `.length === 1`)
			p.exec(`document.getElementById('panel').hidden = false`)
		}},
		"a sandboxed frame around": {html: `<iframe sandbox="allow-scripts" width="700" height="900" src="/inner"></iframe>`, pages: map[string]string{"/inner": partnerHTML(whole)}, cards: -1, drive: func(_ *testing.T, p *tab) {
			p.frame("/inner").wait(shown)
		}},
		"in a closed shadow root": {
			html:  `<div id="x"></div>` + script(`window.__card = () => root.firstChild.shadowRoot?.querySelector('.nf-head'); const root = document.getElementById('x').attachShadow({ mode: 'closed' }); root.innerHTML = '<newsflash-card article="harbour-ferry"></newsflash-card>'`) + forAll(s),
			cards: -1, moves: true, global: true, drive: func(_ *testing.T, p *tab) { p.wait(`__card()?.getBoundingClientRect().height > 0`) },
		},
		"React": {html: `<div id="root"></div>` + lib("react", "react-dom") + forAll(s) + script(`
			const { createElement: h, useState } = React;
			const Page = () => { const [n, more] = useState(0); window.__more = () => more(n + 1); return h('main', null, h('p', { id: 'n' }, n), n === 1 ? null : h('div', { 'data-newsflash': n > 2 ? 'tea-house' : 'harbour-ferry' })); };
			ReactDOM.createRoot(document.getElementById('root')).render(h(Page))`), moves: true, global: true, drive: func(_ *testing.T, p *tab) {
			p.wait(shown)
			for n, want := range []string{`!document.querySelector('[data-newsflash]')`, shown, shown + ` && ` + card + `.querySelector('.nf-link').textContent.includes('Kettle') === false`} {
				p.exec(`__more()`)
				p.wait(fmt.Sprintf(`document.getElementById('n').textContent === '%d' && %s`, n+1, want))
			}
		}},
		"Vue": {html: `<div id="root"><newsflash-card :article="id" layout="row"></newsflash-card><button @click="id = 'tea-house'">Next</button></div>` + lib("vue") + forAll(s) + script(`
			const app = Vue.createApp({ data: () => ({ id: 'harbour-ferry' }) });
			app.config.compilerOptions.isCustomElement = (tag) => tag === 'newsflash-card';
			app.mount('#root')`), moves: true, global: true, drive: func(_ *testing.T, p *tab) {
			p.wait(shown)
			p.exec(`document.querySelector('button').click()`)
			p.wait(card + `.querySelector('.nf-link').textContent.includes('Kettle') === false && ` + card + `.dataset.layout === 'row'`)
		}},
		"htmx": {html: lib("htmx") + `<button hx-get="/part" hx-target="#place">Load</button><div id="place"></div>`, pages: map[string]string{"/part": whole}, moves: true, drive: func(_ *testing.T, p *tab) {
			for range 2 { // the second takes the place of the first
				p.exec(`document.querySelectorAll('#place > *').forEach(e => e.dataset.old = ''); document.querySelector('button').click()`)
				p.wait(`!document.querySelector('[data-old]') && ` + shown)
			}
		}},
		"Turbo": {html: lib("turbo") + `<a id="on" href="/next">On</a>` + whole, moves: true, pages: map[string]string{"/next": strings.Replace(partnerHTML(`<a id="back" href="/">Back</a>`+whole), "<title>A partner", lib("turbo")+"<title>The next", 1)}, drive: func(_ *testing.T, p *tab) {
			p.wait(shown)
			p.exec(`document.getElementById('on').click()`)
			p.wait(`document.title === 'The next' && ` + shown)
			p.exec(`history.back()`)
			p.wait(`document.title === 'A partner' && !document.documentElement.hasAttribute('data-turbo-preview') && ` + shown)
			p.exec(`document.getElementById('on').click()`)
			p.wait(`document.title === 'The next' && ` + shown)
		}},
		"printed": {html: whole, drive: func(t *testing.T, p *tab) {
			p.wait(shown)
			if n := p.print(); n < 10_000 {
				t.Errorf("the print has %d bytes", n)
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			html := c.html
			if !strings.Contains(html, "<html") {
				html = partnerHTML(html)
			}
			pages := map[string]string{"/": html}
			for at, more := range c.pages {
				pages[at] = more
			}
			c.look.before = watchShifts
			p := open(t, hostSite(t, c.header, pages)+"/", c.look)
			switch {
			case c.drive != nil:
				c.drive(t, p)
			case !c.link:
				p.wait(fmt.Sprintf(`%s.length === %d`, painted, max(c.cards, 1)))
			}
			if c.link {
				if height := eval[float64](p, `document.querySelector('[data-newsflash] a').getBoundingClientRect().height`); height == 0 || eval[int](p, painted+`.length`) > 0 {
					t.Error("the link is not there alone")
				}
			}
			if c.link {
				return
			}
			if c.cards >= 0 {
				p.wait(fmt.Sprintf(`%s.filter(h => h.shadowRoot.querySelector('.nf-head').getBoundingClientRect().height > 0).length === %d`, painted, max(c.cards, 1)))
			}
			if moved := eval[float64](p, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(window.__shift))))`); moved > 0 && !c.moves {
				t.Errorf("the page moved by %v", moved)
			}
			known := []string{"0", "__globals", "__shift", "__more", "__card", "React", "ReactDOM", "Vue", "htmx", "Turbo", "app", "Page", "h", "useState", "root"}
			if c.global {
				known = append(known, "newsflash")
			}
			if fresh := eval[[]string](p, `Object.getOwnPropertyNames(window).filter(n => !__globals.includes(n) && !`+asJSON(t, known)+`.includes(n))`); len(fresh) > 0 && name != "Turbo" && name != "Vue" && name != "React" && name != "htmx" {
				t.Errorf("new globals: %q", fresh)
			}
		})
	}
}

func sameSize(t *testing.T, got, want string) {
	t.Helper()
	px := func(s string) float64 {
		n, err := strconv.ParseFloat(strings.TrimSuffix(s, "px"), 64)
		if err != nil {
			t.Error(err)
		}
		return n
	}
	if math.Abs(px(got)-px(want)) > .1 { // a column is narrower by a scroll bar where the page's own text is larger
		t.Errorf("the deck is %s, on a usual page %s", got, want)
	}
}

func direction(want string) func(*testing.T, *tab) {
	return func(t *testing.T, p *tab) {
		p.wait(shown)
		if got := eval[string](p, `getComputedStyle(`+card+`.querySelector('.nf-text')).direction`); got != want {
			t.Errorf("the card's text runs %s", got)
		}
	}
}

// TestBackAndForward: a page that readers come back to has its card, from the back-forward cache too. The page itself tells, as a
// browser may give it back without any sign to those who drive it.
func TestBackAndForward(t *testing.T) {
	for name, s := range map[string]*server{"server": demo(t), "files": exported(t)} {
		t.Run(name, func(t *testing.T) { backAndForward(t, s, open) })
	}
}

func backAndForward(t *testing.T, s *server, open func(testing.TB, string, look) *tab) {
	back := make(chan string, 1)
	html := partnerHTML(snippet(t, s, "harbour-ferry", "") + `<script>addEventListener('pageshow', ({ persisted }) => {
		if (!persisted && performance.getEntriesByType('navigation')[0].type !== 'back_forward') return;
		const tell = () => (` + shown + ` ? fetch('/back?persisted=' + persisted) : requestAnimationFrame(tell));
		tell();
	})</script>`)
	host := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/back":
			select {
			case back <- r.URL.RawQuery:
			default:
			}
		case "/next":
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, strings.Replace(partnerHTML(`<script>addEventListener('pageshow', () => setTimeout(() => history.back()))</script>`), "A partner<", "The next<", 1))
		default:
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, html)
		}
	}))
	t.Cleanup(host.Close)
	p := open(t, strings.Replace(host.URL, "127.0.0.1", "localhost", 1)+"/", look{})
	p.wait(shown)
	p.wait(cards + `.every(h => [...h.shadowRoot.querySelectorAll('img')].every(i => i.naturalWidth > 0))`) // left with all it has, and no picture is broken
	p.exec(`setTimeout(() => { location.href = '/next' })`)
	select {
	case how := <-back:
		t.Log(how)
	case <-p.ctx.Done():
		t.Error("the page did not come back with its card")
	}
}
