//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// forAll is the tag that a template puts in once.
func forAll(s *server) string { return `<script async src="` + s.url + `/embed.js"></script>` }

const (
	painted   = `[...document.querySelectorAll('[data-newsflash],newsflash-card')].filter(h => h.shadowRoot?.querySelector('.nf'))`
	headlines = painted + `.map(h => h.shadowRoot.querySelector('.nf-link').textContent.slice(0, 20))`
	requests  = `performance.getEntriesByType('resource').filter(e => e.name.includes('/cards.js')).length`
	// told keeps what cards tell the page.
	told = `window.__told = []; for (const what of ['ready', 'open', 'close', 'click', 'error']) document.addEventListener('newsflash:' + what, e => __told.push([what, e.detail.id ?? e.detail.card, e.detail.url ?? e.detail.message ?? ''].join(' ').trim()))`
)

// TestTemplatesElements: every way of naming an article, on a page with the strictest policies, with one request and one global.
func TestTemplatesElements(t *testing.T) {
	for name, s := range map[string]*server{"server": demo(t), "files": exported(t)} {
		t.Run(name, func(t *testing.T) { templatesElements(t, s) })
	}
}

func templatesElements(t *testing.T, s *server) {
	header := strict(s)
	header.Add("Content-Security-Policy", "require-trusted-types-for 'script'; trusted-types 'none'")
	p := open(t, partnerPage(t, header, partnerHTML(
		`<div data-newsflash="harbour-ferry" data-theme="wire" data-layout="row"><a href="https://harbourpost.example/">Headline</a></div>
		<div data-newsflash="https://harbourpost.example/2025/11/harbour-ferry?utm_source=x"></div>
		<div data-newsflash="latest"></div>
		<newsflash-card article="tea-house" layout="compact"></newsflash-card>
		<newsflash-card article="library-hours"></newsflash-card>
		<div data-newsflash="no-such-story"><a href="https://harbourpost.example/">It stays</a></div>
		<script data-article="night-market" src="`+s.url+`/embed.js"></script>`+forAll(s))), look{
		before: `window.__globals = Object.getOwnPropertyNames(window);` + told + `; document.addEventListener('securitypolicyviolation', e => console.error('violation of ' + e.violatedDirective + ' by ' + e.blockedURI))`,
	})
	p.wait(painted + `.length === 6 && __told.some(w => w.startsWith('error'))`)
	if n := eval[int](p, requests); n != 1 {
		t.Errorf("%d requests for cards", n)
	}
	for _, want := range []string{"ready harbour-ferry", "ready tea-house", "ready library-hours", "ready night-market", "error no-such-story There is no such article."} {
		if !eval[bool](p, `__told.includes(`+asJSON(t, want)+`)`) {
			t.Errorf("%q is not among %q", want, eval[[]string](p, `__told`))
		}
	}
	if looks := eval[string](p, painted+`.map(h => h.shadowRoot.querySelector('.nf').dataset.layout + ' ' + h.shadowRoot.querySelector('.nf').dataset.theme)[0]`); looks != "row wire" {
		t.Errorf("the first card is %q", looks)
	}
	if place := eval[bool](p, `document.querySelector('script[data-article]').previousElementSibling.shadowRoot.querySelector('.nf') !== null`); !place {
		t.Error("the tag's card does not stand before it")
	}
	if link := eval[bool](p, `document.querySelector('[data-newsflash=no-such-story] a').getBoundingClientRect().height > 0`); !link {
		t.Error("the link of the story that is not there is gone")
	}
	if fresh := eval[[]string](p, `Object.getOwnPropertyNames(window).filter(n => !__globals.includes(n) && n !== '__globals' && n !== '__told')`); len(fresh) != 1 || fresh[0] != "newsflash" {
		t.Errorf("new globals: %q", fresh)
	}
	if s.like != nil { // the browser's own line about the file that is not there
		if errors := p.takeErrors(); len(errors) != 1 || !strings.Contains(errors[0], "404") {
			t.Errorf("the page had errors: %q", errors)
		}
	}
	if w := p.saidWarnings(); len(w) != 1 || !strings.Contains(w[0], `"no-such-story": There is no such article.`) {
		t.Errorf("warnings: %q", w)
	}
}

// TestElementsThatComeAndGo: what a program does with its page, the cards follow.
func TestElementsThatComeAndGo(t *testing.T) {
	s := demo(t)
	p := open(t, partnerPage(t, nil, partnerHTML(`<div id="a" data-newsflash="harbour-ferry"></div>`+forAll(s))), look{before: told})
	p.wait(painted + `.length === 1`)

	p.exec(`document.body.insertAdjacentHTML('beforeend', '<section><div id="b" data-newsflash="tea-house"></div><newsflash-card id="c" article="library-hours"></newsflash-card></section>')`)
	p.wait(painted + `.length === 3`)
	if n := eval[int](p, requests); n != 2 {
		t.Errorf("%d requests for cards", n)
	}

	p.exec(`document.getElementById('a').dataset.newsflash = 'night-market'; document.getElementById('c').setAttribute('article', 'bridge-repair')`)
	p.wait(`__told.includes('ready night-market') && __told.includes('ready bridge-repair')`)
	p.exec(`document.getElementById('b').dataset.theme = 'tabloid'; document.getElementById('c').setAttribute('layout', 'compact')`)
	p.wait(`document.getElementById('b').shadowRoot.querySelector('.nf').dataset.theme === 'tabloid' && document.getElementById('c').shadowRoot.querySelector('.nf').dataset.layout === 'compact'`)
	if n := eval[int](p, requests); n != 3 {
		t.Errorf("%d requests for cards: looks need none", n)
	}

	// Taken out and put back, with another request in between.
	p.exec(`window.__b = document.getElementById('b'); __b.remove(); document.getElementById('a').dataset.newsflash = 'river-level'`)
	p.wait(`__told.includes('ready river-level')`)
	p.exec(`__told.length = 0; document.body.append(__b)`)
	p.wait(`__told.includes('ready tea-house') && __b.shadowRoot.querySelectorAll('.nf').length === 1`)

	// In shadow roots: the element of its own is seen by itself, others where the page asks; then those too are followed.
	p.exec(`window.__open = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
		window.__closed = document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'closed' });
		__open.innerHTML = '<div data-newsflash="harbour-ferry"></div>'; newsflash.scan(__open);
		__closed.innerHTML = '<newsflash-card article="harbour-ferry"></newsflash-card>'`)
	p.wait(`__open.firstChild.shadowRoot?.querySelector('.nf') && __closed.firstChild.shadowRoot?.querySelector('.nf') && true`)
	p.exec(`__open.append(Object.assign(document.createElement('div'), { id: 'd' })); __open.lastChild.dataset.newsflash = 'library-hours'`)
	p.wait(`__open.lastChild.shadowRoot?.querySelector('.nf') && true`)

	p.exec(`newsflash.destroy(document.getElementById('a'))`)
	if eval[bool](p, `document.getElementById('a').shadowRoot.querySelector('.nf') !== null`) {
		t.Error("a destroyed card is still there")
	}
	p.exec(`newsflash.destroy(); document.body.insertAdjacentHTML('beforeend', '<div id="e" data-newsflash="tea-house"></div>')`)
	if got := eval[string](p, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(`+painted+`.length + typeof window.newsflash))))`); got != "0undefined" {
		t.Errorf("after the end: %s", got)
	}
}

// TestCardsTellThePage: a page hears what readers do with a card, and may keep them.
func TestCardsTellThePage(t *testing.T) {
	s := demo(t)
	for name, html := range map[string]string{"for all": `<div data-newsflash="harbour-ferry"></div>` + forAll(s), "its own script": tag(s, "harbour-ferry", "")} {
		t.Run(name, func(t *testing.T) {
			p := open(t, partnerPage(t, nil, partnerHTML(html)), look{before: told + `; document.addEventListener('newsflash:click', e => e.preventDefault())`})
			p.wait(painted + `.length === 1`)
			p.exec(card + `.querySelector('.nf-link').click()`)
			p.exec(card + `.querySelector('.nf-read').click()`)
			p.wait(`__told.includes('open harbour-ferry')`)
			p.frame("/frame/harbour-ferry").exec(`document.querySelector('.nf-close').click()`)
			p.wait(`__told.includes('close harbour-ferry')`)
			href := eval[string](p, card+`.querySelector('.nf-link').href`)
			if got := eval[[]string](p, `__told`); fmt.Sprint(got) != fmt.Sprint([]string{"ready harbour-ferry", "click harbour-ferry " + href, "open harbour-ferry", "close harbour-ferry"}) {
				t.Errorf("told: %q", got)
			}
		})
	}
}

// TestRefreshShowsCorrections: but never under the eyes of who is reading.
func TestRefreshShowsCorrections(t *testing.T) {
	s, tell := newsServer(t)
	p := open(t, partnerPage(t, nil, partnerHTML(`<div data-newsflash="ferry"></div><div data-newsflash="market"></div>`+forAll(s))), look{before: told})
	p.wait(painted + `.length === 2`)
	p.exec(painted + `[1].shadowRoot.querySelector('.nf-read').click()`)
	p.wait(`__told.includes('open market')`)
	tell(`"content_text": "It sails.", "summary": "Corrected."`, `"content_text": "It opens.", "summary": "Corrected."`)
	p.exec(`newsflash.refresh()`)
	p.wait(painted + `[0].shadowRoot.querySelector('.nf-deck')?.textContent === 'Corrected.'`)
	if got := eval[string](p, painted+`.map(h => h.shadowRoot.querySelector('.nf').dataset.open ?? 'closed').join()`); got != "closed," {
		t.Errorf("the cards are %q", got)
	}
	tell(`"content_text": "It sails.", "_newsflash": {"withdrawn": true}`, `"content_text": "It opens.", "summary": "Corrected."`)
	p.exec(`newsflash.refresh(document.querySelector('[data-newsflash=ferry]'))`)
	p.wait(`__told.some(w => w.startsWith('error ferry') && w.includes('withdrawn')) && ` + painted + `.length === 1`)
}

// TestManyElementsAreAFewRequests: no address is longer than servers take, and none asks for more than the server answers.
func TestManyElementsAreAFewRequests(t *testing.T) {
	s := demo(t)
	many := strings.Repeat(`<div data-newsflash="harbour-ferry"></div>`, 100)
	var long strings.Builder
	for i := range 12 {
		fmt.Fprintf(&long, `<div data-newsflash="https://harbourpost.example/2025/11/harbour-ferry?utm_source=%d-%s"></div>`, i, strings.Repeat("x", 1000))
	}
	for html, want := range map[string]int{many: 1, long.String(): 3} {
		p := open(t, partnerPage(t, nil, partnerHTML(html+forAll(s))), look{})
		p.wait(painted + `.length === document.querySelectorAll('[data-newsflash]').length`)
		if n := eval[int](p, requests); n != want {
			t.Errorf("%d requests for cards, not %d", n, want)
		}
	}
}

// TestTwoPublishersOnAPage: each element has its card from the one who has the article.
func TestTwoPublishersOnAPage(t *testing.T) {
	s := demo(t)
	other, _ := newsServer(t)
	p := open(t, partnerPage(t, nil, partnerHTML(`<div data-newsflash="ferry"></div><div data-newsflash="harbour-ferry"></div>`+forAll(s)+forAll(other))), look{before: told})
	p.wait(`__told.includes('ready ferry') && __told.includes('ready harbour-ferry')`)
}

// TestAPublisherComesLater: what nobody had is asked of who comes then, and what is there stays.
func TestAPublisherComesLater(t *testing.T) {
	s := demo(t)
	other, _ := newsServer(t)
	p := open(t, partnerPage(t, nil, partnerHTML(`<div data-newsflash="ferry"></div><div data-newsflash="harbour-ferry"></div>`+forAll(s))), look{before: told})
	p.wait(`__told.some(w => w.startsWith('error ferry')) && __told.includes('ready harbour-ferry')`)
	p.exec(fmt.Sprintf(`document.body.append(Object.assign(document.createElement('script'), { src: '%s/embed.js' }))`, other.url))
	p.wait(`__told.includes('ready ferry')`)
	if n := eval[int](p, `__told.length`); n != 3 {
		t.Errorf("the page was told %s", eval[string](p, `__told.join()`))
	}
}

// TestTheServerOfTheCardsIsDown: elements keep what they hold, and the page is told.
func TestTheServerOfTheCardsIsDown(t *testing.T) {
	s := demo(t)
	header := http.Header{"Content-Security-Policy": {"script-src 'unsafe-inline' " + s.url + "/embed.js"}}
	p := open(t, partnerPage(t, header, partnerHTML(`<div data-newsflash="harbour-ferry"><a href="https://harbourpost.example/">Headline</a></div>`+forAll(s))), look{before: told})
	p.wait(`__told.length === 1`)
	if got := eval[string](p, `__told[0]`); !strings.HasPrefix(got, "error harbour-ferry http://") || !strings.HasSuffix(got, "did not answer") {
		t.Errorf("told %q", got)
	}
	for _, e := range p.takeErrors() { // the browser's own line
		if !strings.Contains(e, "Content Security Policy") {
			t.Errorf("the page had an error: %s", e)
		}
	}
}

// TestStrip: stories of a list, or those beside an article, stand beside each other; none opens in so narrow a place.
func TestStrip(t *testing.T) {
	for name, s := range map[string]*server{"server": demo(t), "files": exported(t)} {
		t.Run(name, func(t *testing.T) {
			p := open(t, partnerPage(t, strict(s), partnerHTML(`<div id="a" data-newsflash="latest" data-strip="4"></div><newsflash-card id="b" article="related:harbour-ferry" strip="3" theme="wire"></newsflash-card><p id="c" data-newsflash="related:tea-house" data-strip="3"><a href="https://harbourpost.example/">It stays</a></p>`+forAll(s))), look{before: told})
			p.wait(`__told.filter(w => w.startsWith('ready')).length === 5 && __told.includes('error related:tea-house There is no such article.')`)
			if got := eval[string](p, `[document.getElementById('a').shadowRoot.querySelectorAll('.nf-strip > div').length, [...document.getElementById('a').shadowRoot.querySelectorAll('.nf-strip > div')].filter(c => c.shadowRoot.querySelector('.nf-read, .nf-rel')).length, document.getElementById('b').shadowRoot.querySelector('.nf-strip > div').shadowRoot.querySelector('.nf').dataset.theme].join()`); got != "4,0,wire" {
				t.Errorf("the strips are %s", got)
			}
			p.exec(`document.getElementById('b').setAttribute('theme', 'tabloid'); document.getElementById('a').dataset.strip = '3'`)
			p.wait(`document.getElementById('b').shadowRoot.querySelector('.nf-strip > div').shadowRoot.querySelector('.nf').dataset.theme === 'tabloid' && document.getElementById('a').shadowRoot.querySelectorAll('.nf-strip > div').length === 3`)
			p.exec(`document.getElementById('a').dataset.newsflash = 'harbour-ferry'`)
			p.wait(`document.getElementById('a').shadowRoot.querySelector('.nf-read') && !document.getElementById('a').shadowRoot.querySelector('.nf-strip')`)
			p.exec(`newsflash.destroy()`)
			if left := eval[int](p, `['a', 'b'].filter(id => document.getElementById(id).shadowRoot.querySelector('.nf, .nf-strip')).length`); left > 0 {
				t.Errorf("%d are left", left)
			}
			p.saidWarnings()
		})
	}
}
