//go:build e2e

package e2e

import (
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// livePage opens a partner's page with one card and its live card in place.
func livePage(t *testing.T, s *server, id string) (p, f *tab) {
	t.Helper()
	p = open(t, partnerPage(t, nil, partnerHTML(snippet(t, s, id, ""))), look{})
	p.wait(shown)
	p.exec(card + `.querySelector('.nf-read').click()`)
	p.wait(card + `.dataset.open === ''`)
	return p, p.frame("/frame/" + id)
}

const isLive = `document.documentElement.dataset.live === ''`

func TestLiveCardAnswersInput(t *testing.T) {
	s := demo(t)
	p, f := livePage(t, s, "harbour-ferry")
	f.wait(isLive + ` && window.__cardInteractive > 0`)
	f.exec(`document.querySelector('.nf-display').click()`)
	f.wait(`document.querySelector('.nf-larger') && document.querySelector('.nf-display').ariaExpanded === 'true'`)
	before := eval[float64](f, `parseFloat(getComputedStyle(document.querySelector('.nf-prose')).fontSize)`)
	f.exec(`document.querySelector('.nf-larger').click()`)
	f.wait(`document.body.firstElementChild.dataset.size === '1'`)
	if after := eval[float64](f, `parseFloat(getComputedStyle(document.querySelector('.nf-prose')).fontSize)`); after <= before {
		t.Errorf("the text went from %v px to %v", before, after)
	}
	for range 9 { // past the largest size nothing happens
		f.exec(`document.querySelector('.nf-larger').click()`)
	}
	f.wait(`document.body.firstElementChild.dataset.size === '4' && document.querySelector('.nf-larger').getAttribute('aria-disabled') === 'true'`)
	// The frame is as high as its text: nothing scrolls inside it.
	want := eval[float64](f, `document.body.firstElementChild.getBoundingClientRect().height`)
	p.wait(`Math.abs(document.querySelector('[data-newsflash]').shadowRoot.querySelector('iframe').getBoundingClientRect().height - ` + format(want) + `) <= 1`)
	if kept := eval[string](f, `(() => { try { document.cookie = 'a=b'; return 'cookie ' + document.cookie } catch { return origin } })()`); kept != "null" {
		t.Errorf("the frame has an origin of its own to keep things in: %s", kept)
	}
}

// TestTakeOverKeepsEveryNode is the promise of adoption: marked nodes, focus, selection and picture are the same after.
func TestTakeOverKeepsEveryNode(t *testing.T) {
	s := demo(t)
	for _, id := range demoCards {
		t.Run(id, func(t *testing.T) {
			f := open(t, s.url+"/frame/"+id, look{before: `addEventListener('DOMContentLoaded', () => {
				window.__root = document.body.firstElementChild;
				window.__nodes = []; const walk = document.createTreeWalker(__root, NodeFilter.SHOW_ALL);
				for (let n = walk.currentNode; n; n = walk.nextNode()) __nodes.push(n);
				window.__changes = 0; new MutationObserver(l => { __changes += l.filter(r => r.type === 'childList' || r.type === 'characterData').length }).observe(__root, {childList: true, characterData: true, subtree: true});
				window.__loads = 0; document.querySelector('.nf-img')?.addEventListener('load', () => { __loads++ });
			})`})
			f.wait(`[...document.images].every(i => i.complete)`)
			f.exec(`window.__loads = 0; window.__focus = document.querySelector('a') ?? document.body; __focus.focus(); getSelection().selectAllChildren(document.querySelector('.nf-prose p'))`)
			selected := eval[string](f, `String(getSelection())`)
			f.takeOver()
			if m := eval[string](f, `document.documentElement.dataset.mismatch ?? ''`); m != "" {
				t.Errorf("mismatch: %s", m)
			}
			if !eval[bool](f, `(() => { const now = []; const walk = document.createTreeWalker(document.body.firstElementChild, NodeFilter.SHOW_ALL);
				for (let n = walk.currentNode; n; n = walk.nextNode()) now.push(n); return now.length === __nodes.length && now.every((n, i) => n === __nodes[i]) })()`) {
				t.Error("not every node is the server's own")
			}
			if n := eval[int](f, `__changes + __loads`); n != 0 {
				t.Errorf("%d changes or picture loads", n)
			}
			if !eval[bool](f, `document.activeElement === __focus`) {
				t.Error("the focus moved")
			}
			if still := eval[string](f, `String(getSelection())`); still != selected || still == "" {
				t.Errorf("selected was %q, is %q", selected, still)
			}
		})
	}
}

// TestMismatchFallsBack changes the server's HTML before the take-over: go-app's own tree stands then, with the text, without an error.
func TestMismatchFallsBack(t *testing.T) {
	t.Parallel()
	s := demo(t)
	for name, change := range map[string]string{
		"an element too many":  `document.querySelector('.nf-deck').before(document.createElement('p'))`,
		"an element missing":   `document.querySelector('.nf-deck').remove()`,
		"another text":         `document.querySelector('.nf-link').firstChild.data = 'Changed'`,
		"another element":      `(h => { const d = document.createElement('div'); d.append(...h.childNodes); h.replaceWith(d) })(document.querySelector('.nf-head'))`,
		"another attribute":    `document.querySelector('.nf-link').setAttribute('href', 'https://changed.example/')`,
		"something at the end": `document.body.firstElementChild.append(document.createElement('hr'))`,
	} {
		t.Run(name, func(t *testing.T) {
			original := open(t, s.url+"/frame/harbour-ferry", look{})
			want := eval[string](original, `document.body.firstElementChild.outerHTML`)
			f := open(t, s.url+"/frame/harbour-ferry", look{})
			f.exec(change)
			f.takeOver()
			if m := eval[string](f, `document.documentElement.dataset.mismatch ?? ''`); m == "" {
				t.Error("the mismatch went unnoticed")
			}
			normal := `(e => [...e.querySelectorAll('*')].concat(e).map(n => n.localName + [...n.attributes].map(a => a.name + '=' + a.value).sort().join()).join('\n') + e.textContent)`
			got, wanted := eval[string](f, normal+`(document.body.firstElementChild)`), eval[string](original, normal+`(document.body.firstElementChild)`)
			if got != wanted {
				t.Errorf("the tree is not the component's own:\n%s\nwanted\n%s\n(%s)", got, wanted, want[:80])
			}
			f.exec(`document.querySelector('.nf-display').click()`)
			f.wait(`document.querySelector('.nf-larger')`)
			f.exec(`document.querySelector('.nf-larger').click()`)
			f.wait(`document.body.firstElementChild.dataset.size === '1'`)
		})
	}
}

// proxied stands a proxy before a server that refuses some paths, as a filter in a company's network does.
func proxied(t *testing.T, refuse string) *server {
	t.Helper()
	var backend *url.URL
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, refuse) {
			http.Error(w, "refused", http.StatusForbidden)
			return
		}
		httputil.NewSingleHostReverseProxy(backend).ServeHTTP(w, r)
	}))
	t.Cleanup(proxy.Close)
	s := serve(t, "--demo", "--data", t.TempDir(), "--public-url", proxy.URL)
	backend, _ = url.Parse("http://" + s.listening(t))
	s.url = proxy.URL
	return s
}

func TestWithoutWebAssemblyTheTextIsThere(t *testing.T) {
	s := proxied(t, "/card.wasm")
	p, f := livePage(t, s, "harbour-ferry")
	f.wait(`document.querySelector('script[src*="live.js"]')`)
	if n := eval[int](f, `document.querySelector('.nf-prose').innerText.length`); n < 1000 {
		t.Errorf("only %d characters of text", n)
	}
	if eval[bool](f, `document.querySelector('.nf-tools').checkVisibility({ visibilityProperty: true })`) {
		t.Error("controls show that cannot answer")
	}
	f.exec(`document.querySelector('.nf-close').click()`)
	p.wait(card + `.dataset.open === undefined`)
	for _, e := range f.takeErrors() {
		if !strings.Contains(e, "/card.wasm") { // the browser's own lines about the refused file
			t.Errorf("the frame had an error: %s", e)
		}
	}
}

func TestFrameRefusedByThePage(t *testing.T) {
	s := demo(t)
	header := http.Header{"Content-Security-Policy": {"default-src 'none'; frame-src 'none'; img-src " + s.url + "; script-src " + s.url}}
	p := open(t, partnerPage(t, header, partnerHTML(snippet(t, s, "harbour-ferry", ""))), look{})
	p.wait(shown)
	p.exec(card + `.querySelector('.nf-read').click()`)
	p.wait(`!` + card + `.querySelector('.nf-read') && ` + shown)
	if focus := eval[string](p, `document.querySelector('[data-newsflash]').shadowRoot.activeElement?.className ?? ''`); focus != "nf-link" {
		t.Errorf("the reader is left at %q, not at the headline's link", focus)
	}
	for _, e := range p.takeErrors() { // the browser reports the page's own policy
		if !strings.Contains(e, "frame-src") && !strings.Contains(e, "Content Security Policy") && !strings.Contains(e, "icon") {
			t.Errorf("the page had an error: %s", e)
		}
	}
}

// TestKeyboardOnly walks the card with Tab, opens the live card with Enter, walks that, and comes back with Escape.
func TestKeyboardOnly(t *testing.T) {
	s := demo(t)
	p := open(t, partnerPage(t, nil, partnerHTML(snippet(t, s, "harbour-ferry", "")+`<a id="next" href="#after">Next</a>`)), look{height: 2000})
	p.wait(shown)
	const at = `(document.querySelector('[data-newsflash]').shadowRoot.activeElement ?? document.activeElement)`
	var stops []string
	for range 12 {
		p.keys(kb.Tab)
		stop := eval[string](p, `(e => e.id || e.className || e.localName)(`+at+`)`)
		stops = append(stops, stop)
		if stop == "next" {
			break
		}
	}
	got := strings.Join(stops, " ")
	if !strings.HasPrefix(got, "nf-link nf-read a a") || !strings.HasSuffix(got, "next") {
		t.Errorf("Tab stops at: %s", got)
	}
	p.exec(card + `.querySelector('.nf-read').focus()`)
	p.keys(kb.Enter)
	p.wait(card + `.dataset.open === ''`)
	f := p.frame("/frame/harbour-ferry")
	f.wait(`document.activeElement.className === 'nf-close' && ` + isLive)
	for _, stop := range []string{"nf-listen", "nf-share", "nf-find", "nf-display"} {
		f.keys(kb.Tab)
		f.wait(`document.activeElement.className === '` + stop + `'`)
	}
	f.keys(kb.Enter)
	f.wait(`document.querySelector('.nf-larger')`)
	f.keys(kb.Tab)
	f.keys(kb.Tab)
	f.wait(`document.activeElement.className === 'nf-larger'`)
	f.keys(kb.Enter)
	f.wait(`document.body.firstElementChild.dataset.size === '1'`)
	f.keys(kb.Escape)
	p.wait(card + `.dataset.open === undefined && ` + at + `.className === 'nf-read'`)
	if n := eval[int](p, `history.length`); n > 2 {
		t.Errorf("the page's history has %d entries", n)
	}
}

// TestSavingData: nothing is loaded before the reader asks; then the story opens as always.
func TestSavingData(t *testing.T) {
	s := demo(t)
	p := open(t, partnerPage(t, nil, partnerHTML(tag(s, "harbour-ferry", ""))), look{before: `Object.defineProperty(navigator, 'connection', { value: { saveData: true } })`})
	p.wait(shown)
	p.exec(card + `.dispatchEvent(new PointerEvent('pointerover', { bubbles: true })); ` + card + `.querySelector('.nf-read').focus()`)
	const frames = card + `.getRootNode().querySelectorAll('iframe').length`
	if n := eval[int](p, frames); n != 0 {
		t.Errorf("%d frames before the reader asked", n)
	}
	p.exec(card + `.querySelector('.nf-read').click()`)
	p.wait(card + `.dataset.open === '' && ` + frames + ` === 1`)
}

// TestOffline: the server goes after the card has come. The button goes too, as it would promise too much, and the link has the focus.
func TestOffline(t *testing.T) {
	s := serve(t, "--demo", "--data", t.TempDir())
	p := open(t, partnerPage(t, nil, partnerHTML(tag(s, "harbour-ferry", ""))), look{})
	p.wait(shown)
	s.stop(t)
	p.exec(card + `.querySelector('.nf-read').click()`)
	p.wait(`!` + card + `.querySelector('.nf-read') && !` + card + `.getRootNode().querySelector('iframe') && ` + card + `.dataset.open === undefined`)
	if focus := eval[string](p, card+`.getRootNode().activeElement?.className`); focus != "nf-link" {
		t.Errorf("the focus is at %q", focus)
	}
	for _, e := range p.takeErrors() {
		if !strings.Contains(e, "ERR_CONNECTION_REFUSED") { // the browser's own line
			t.Errorf("the page had an error: %s", e)
		}
	}
}
