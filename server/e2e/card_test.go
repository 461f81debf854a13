//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

func tag(s *server, id, attributes string) string {
	return fmt.Sprintf(`<script async src="%s/embed/%s.js" %s></script>`, s.url, id, attributes)
}

// snippet is the recommended snippet, as oEmbed gives it.
func snippet(t testing.TB, s *server, id, layout string) string {
	t.Helper()
	if s.like != nil {
		return strings.ReplaceAll(snippet(t, s.like, id, layout), s.like.url, s.url)
	}
	var answer struct{ Snippet string }
	getJSON(t, s.url+"/oembed?layout="+layout+"&url="+s.url+"/frame/"+id, &answer)
	return answer.Snippet
}

var demoCards = []string{"harbour-ferry", "night-market", "library-hours", "bridge-repair", "the-school-that-inherited-an-orchard-is-learning-what-to-do-with-it", "river-level", "tea-house"}

const shown = `document.querySelector('[data-newsflash],newsflash-card')?.shadowRoot?.querySelector('.nf-head')?.getBoundingClientRect().height > 0`

// strict is the policy that design and README promise to be enough.
func strict(s *server) http.Header {
	return http.Header{"Content-Security-Policy": {fmt.Sprintf("default-src 'none'; script-src %[1]s; img-src %[1]s data:; frame-src %[1]s", s.url)}}
}

func TestBareTagShowsTheCardOnAnotherOrigin(t *testing.T) {
	s := demo(t)
	p := open(t, partnerPage(t, nil, partnerHTML(tag(s, "harbour-ferry", ""))), look{})
	p.wait(shown)
	if title := eval[string](p, card+`.querySelector('.nf-link').textContent`); !strings.Contains(strings.ToLower(title), "ferry") {
		t.Errorf("the headline is %q", title)
	}
	p.wait(card + `.querySelector('img').naturalWidth > 0`)
	if order := eval[string](p, `document.querySelector('newsflash-card').nextElementSibling.localName`); order != "script" {
		t.Errorf("the card does not stand where its tag does: %s follows", order)
	}
}

func TestStrictPoliciesSeeNoViolation(t *testing.T) {
	s := demo(t)
	trusted := strict(s)
	trusted.Add("Content-Security-Policy", "require-trusted-types-for 'script'; trusted-types 'none'")
	for name, header := range map[string]http.Header{"hosts only": strict(s), "trusted types": trusted} {
		t.Run(name, func(t *testing.T) {
			p := open(t, partnerPage(t, header, partnerHTML(snippet(t, s, "harbour-ferry", ""))), look{
				before: `document.addEventListener('securitypolicyviolation', e => console.error('violation of ' + e.violatedDirective + ' by ' + e.blockedURI))`,
			})
			p.wait(shown)
			p.wait(card + `.querySelector('img').naturalWidth > 0`)
			p.exec(card + `.querySelector('.nf-read').click()`)
			p.wait(card + `.dataset.open === ''`)
			f := p.frame("/frame/harbour-ferry")
			f.wait(`document.documentElement.dataset.live === ''`)
		})
	}
}

func TestNothingLeaksIntoThePage(t *testing.T) {
	s := demo(t)
	p := open(t, partnerPage(t, nil, partnerHTML(`<p id="mine" class="nf nf-head">Mine</p>`+tag(s, "harbour-ferry", ""))), look{
		before: `window.__globals = Object.getOwnPropertyNames(window); window.__style = () => JSON.stringify(Object.fromEntries([...getComputedStyle(document.getElementById('mine'))].map(n => [n, getComputedStyle(document.getElementById('mine'))[n]])))`,
	})
	before := eval[string](open(t, partnerPage(t, nil, partnerHTML(`<p id="mine" class="nf nf-head">Mine</p>`)), look{
		before: `window.__style = () => JSON.stringify(Object.fromEntries([...getComputedStyle(document.getElementById('mine'))].map(n => [n, getComputedStyle(document.getElementById('mine'))[n]])))`,
	}), `__style()`)
	p.wait(shown)
	if after := eval[string](p, `__style()`); after != before {
		t.Error("the card changed the style of the page's own text")
	}
	fresh := eval[[]string](p, `Object.getOwnPropertyNames(window).filter(n => !__globals.includes(n) && n !== '__globals' && n !== '__style')`)
	if len(fresh) > 0 {
		t.Errorf("new globals: %q", fresh)
	}
	if n := eval[int](p, `Object.getOwnPropertySymbols(window).filter(s => s.description === 'newsflash').length`); n != 1 {
		t.Errorf("%d symbols of ours on window, one was promised", n)
	}
	if kept := eval[string](p, `document.cookie + localStorage.length + sessionStorage.length`); kept != "00" {
		t.Errorf("the page keeps something: %q", kept)
	}
}

func TestHostStylesDoNotReachTheCard(t *testing.T) {
	s := demo(t)
	style := `<style>*{letter-spacing:9px;text-transform:uppercase}a{color:rgb(1,2,3)!important;font-size:60px}h2{font-size:99px}html{font-size:62.5%;line-height:5}img{display:none}</style>`
	measure := card + `.querySelector('.nf-link')`
	read := fmt.Sprintf(`(s => [s.letterSpacing, s.textTransform, s.color, s.fontSize, s.lineHeight].join())(getComputedStyle(%s))`, measure)
	var got []string
	for _, head := range []string{"", style} {
		p := open(t, partnerPage(t, nil, partnerHTML(head+tag(s, "harbour-ferry", ""))), look{})
		p.wait(shown)
		got = append(got, eval[string](p, read))
	}
	if got[0] != got[1] {
		t.Errorf("without the host's style %s, with it %s", got[0], got[1])
	}
}

func TestPlacesAndWaysOfTheTag(t *testing.T) {
	s := demo(t)
	src := s.url + "/embed/harbour-ferry.js"
	hold := `<div data-newsflash="harbour-ferry"><a href="https://harbourpost.example/">Headline</a></div>`
	for name, test := range map[string]struct {
		html  string
		cards int
	}{
		"plain":                  {`<script src="` + src + `"></script>`, 1},
		"defer":                  {`<script defer src="` + src + `"></script>`, 1},
		"module":                 {`<script type="module" src="` + src + `"></script>`, 1},
		"two copies":             {tag(s, "harbour-ferry", "") + "<p>between</p>" + tag(s, "harbour-ferry", ""), 2},
		"two modules":            {`<script type="module" src="` + src + `"></script><script type="module" src="` + src + `"></script>`, 2},
		"after its element":      {hold + tag(s, "harbour-ferry", ""), 1},
		"two kinds":              {tag(s, "harbour-ferry", "") + tag(s, "library-hours", ""), 2},
		"inserted later":         {`<div id="later"></div><script>addEventListener('load', () => { const t = document.createElement('script'); t.src = '` + src + `'; document.getElementById('later').append(t); })</script>`, 1},
		"element gone meanwhile": {`<script>document.currentScript.remove()</script>` + tag(s, "harbour-ferry", ""), 1},
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, partnerPage(t, nil, partnerHTML(test.html)), look{})
			p.wait(fmt.Sprintf(`%s.length === %d`, cards, test.cards))
			if n := eval[int](p, `document.querySelectorAll('newsflash-card').length + document.querySelectorAll('div[data-newsflash]').length`); n != test.cards {
				t.Errorf("%d elements for %d cards", n, test.cards)
			}
		})
	}
	t.Run("in head", func(t *testing.T) {
		page := strings.Replace(partnerHTML(hold), "<title>", tag(s, "harbour-ferry", "")+"<title>", 1)
		p := open(t, partnerPage(t, nil, page), look{})
		p.wait(cards + `.length === 1`)
	})
	t.Run("in head without an element", func(t *testing.T) {
		page := strings.Replace(partnerHTML(""), "<title>", tag(s, "harbour-ferry", "")+"<title>", 1)
		p := open(t, partnerPage(t, nil, page), look{})
		for len(p.saidWarnings()) == 0 && p.ctx.Err() == nil {
			p.wait("true")
		}
		if w := p.saidWarnings(); len(w) != 1 || !strings.Contains(w[0], "<head>") {
			t.Errorf("warnings: %q", w)
		}
	})
	t.Run("as XHTML", func(t *testing.T) {
		page := `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>A partner</title><link rel="icon" href="data:,"/></head><body><p>Before.</p><script async="async" src="` + src + `"></script></body></html>`
		p := open(t, partnerPage(t, http.Header{"Content-Type": {"application/xhtml+xml"}}, page), look{})
		p.wait(shown)
	})
	t.Run("removed", func(t *testing.T) {
		p := open(t, partnerPage(t, nil, partnerHTML(tag(s, "harbour-ferry", ""))), look{})
		p.wait(shown)
		p.exec(card + `.querySelector('.nf-read').click(); window.__host = document.querySelector('newsflash-card')`)
		p.wait(card + `.dataset.open === ''`)
		p.exec(`__host.remove()`)
		if n := eval[int](p, `window.length`); n != 0 {
			t.Errorf("%d frames are left", n)
		}
	})
}

func TestUnknownOptionsWarnOnceAndFallBack(t *testing.T) {
	s := demo(t)
	bad := `data-theme="nonsense" data-layout="huge" data-related="many"`
	p := open(t, partnerPage(t, nil, partnerHTML(tag(s, "harbour-ferry", bad)+tag(s, "harbour-ferry", bad))), look{})
	p.wait(cards + `.length === 2`)
	if got := eval[string](p, card+`.dataset.theme + `+card+`.dataset.layout`); got != "defaultstandard" {
		t.Errorf("the card is %q", got)
	}
	warnings := p.saidWarnings()
	for _, want := range []string{`data-theme="nonsense"`, `data-layout="huge"`, `data-related="many"`} {
		n := 0
		for _, w := range warnings {
			if strings.Contains(w, want) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%d warnings name %s: %q", n, want, warnings)
		}
	}
}

func TestOptionsOfTheTag(t *testing.T) {
	s := demo(t)
	p := open(t, partnerPage(t, nil, partnerHTML(tag(s, "harbour-ferry", `data-theme="broadsheet" data-layout="compact" data-scheme="dark" data-related="1" data-live="off"`))), look{})
	p.wait(shown)
	if got := eval[string](p, `(d => [d.theme, d.layout, d.scheme].join())(`+card+`.dataset)`); got != "broadsheet,compact,dark" {
		t.Errorf("the card is %s", got)
	}
	if got := eval[string](p, card+`.querySelectorAll('.nf-rel li').length + ' ' + `+card+`.querySelectorAll('.nf-read').length + ' ' + getComputedStyle(`+card+`).backgroundColor`); got != "1 0 rgb(22, 24, 27)" && got != "1 0 rgb(27, 25, 22)" {
		t.Errorf("related stories, live buttons and background: %s", got)
	}
}

func TestWithoutScriptsTheLinkRemains(t *testing.T) {
	s := demo(t)
	p := open(t, partnerPage(t, nil, partnerHTML(snippet(t, s, "harbour-ferry", ""))), look{noJS: true})
	// Evaluate works in a page whose own scripts are off.
	if got := eval[string](p, `(a => a.href + ' ' + (a.getBoundingClientRect().height > 0))(document.querySelector('[data-newsflash] a'))`); !strings.HasPrefix(got, "https://harbourpost.example/") || !strings.HasSuffix(got, "true") {
		t.Errorf("the link is %q", got)
	}
}

func TestWithTheServerDownTheLinkRemains(t *testing.T) {
	s := serve(t, "--demo", "--data", t.TempDir())
	html := partnerHTML(snippet(t, s, "harbour-ferry", "") + tag(s, "harbour-ferry", ""))
	s.stop(t)
	p := open(t, partnerPage(t, nil, html), look{})
	if visible := eval[bool](p, `document.querySelector('[data-newsflash] a').getBoundingClientRect().height > 0`); !visible {
		t.Error("the link is gone")
	}
	for _, e := range p.takeErrors() { // the browser's own line about the network is not ours to prevent
		if !strings.Contains(e, "net::ERR_CONNECTION_REFUSED") {
			t.Errorf("the page had an error: %s", e)
		}
	}
}

func TestAnUnknownArticleLeavesThePageAlone(t *testing.T) {
	s := demo(t)
	p := open(t, partnerPage(t, nil, partnerHTML(tag(s, "no-such-story", ""))), look{})
	if n := eval[int](p, `document.querySelectorAll('newsflash-card').length`); n != 0 {
		t.Error("an element was made for nothing")
	}
	for _, e := range p.takeErrors() {
		if !strings.Contains(e, "404") {
			t.Errorf("the page had an error: %s", e)
		}
	}
}

// TestRecommendedSnippetMovesNothing loads every demo card in every layout at several widths: the layout shift that the
// browser itself measures is 0, and the host element is as high with the card as it was without.
func TestRecommendedSnippetMovesNothing(t *testing.T) {
	t.Parallel()
	s := demo(t)
	shifts := `window.__shift = 0; new PerformanceObserver(l => l.getEntries().forEach(e => {
		window.__shift += e.value
		window.__moved = (window.__moved ?? []).concat(e.sources.map(s => s.node?.parentNode?.outerHTML?.slice(0, 200) + JSON.stringify([s.previousRect, s.currentRect])))
	})).observe({type: 'layout-shift', buffered: true})`
	for _, layout := range []string{"standard", "row", "compact", "hero", "list"} {
		var body strings.Builder
		for _, id := range demoCards {
			body.WriteString("<p>Text between.</p>" + snippet(t, s, id, layout))
		}
		url := partnerPage(t, nil, partnerHTML(body.String()))
		for _, width := range []int64{240, 320, 600, 900, 1200} {
			t.Run(fmt.Sprintf("%s %d", layout, width), func(t *testing.T) {
				bare := open(t, url, look{width: width, height: 6000, noJS: true})
				const heights = `[...document.querySelectorAll('[data-newsflash]')].map(h => h.getBoundingClientRect().height)`
				reserved := eval[[]float64](bare, heights)
				if sunk := eval[float64](bare, `Math.max(...[...document.querySelectorAll('[data-newsflash]')].map(h => h.querySelector('a').getBoundingClientRect().top - h.getBoundingClientRect().top))`); sunk > 4 {
					t.Errorf("a link stands %.0f px below its element's top: it moves when the page is painted before what follows it", sunk)
				}
				p := open(t, url, look{width: width, height: 6000, before: shifts})
				p.wait(fmt.Sprintf(`%s.length === %d && %s.every(h => [...h.shadowRoot.querySelectorAll('img')].every(i => i.complete || !i.checkVisibility()))`, cards, len(demoCards), cards))
				got := eval[[]float64](p, heights)
				for i, id := range demoCards {
					if got[i] != reserved[i] {
						t.Errorf("%s: %.0f px were reserved, the card takes %.0f", id, reserved[i], got[i])
					}
				}
				if shift := eval[float64](p, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(window.__shift))))`); shift != 0 {
					t.Errorf("layout shift %v of %q", shift, eval[[]string](p, `window.__moved`))
				}
				if over := eval[int](p, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
					t.Errorf("the page scrolls sideways by %d px", over)
				}
			})
		}
	}
}
