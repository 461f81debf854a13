//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// consoleOf opens the console of a new server as its first admin.
func consoleOf(t *testing.T, s *server, l look) *tab {
	t.Helper()
	if s.setup == "" {
		t.Fatal("the server printed no setup link")
	}
	p := open(t, s.setup, l)
	p.wait(`document.querySelector('#name')`)
	p.fill("name", "Ada Harbour")
	p.fill("password", "tidal mill orchard")
	p.do(chromedp.KeyEvent("\r"))
	p.wait(`location.pathname === '/articles' && document.querySelector('.top')`)
	for _, e := range p.takeErrors() { // the browser's own line about the question who is signed in
		if !strings.Contains(e, "401") {
			t.Errorf("the page had an error: %s", e)
		}
	}
	return p
}

// fill types into a control that is empty.
func (p *tab) fill(id, text string) {
	p.Helper()
	p.wait(fmt.Sprintf(`document.getElementById(%q)`, id))
	p.exec(fmt.Sprintf(`document.getElementById(%q).focus()`, id))
	p.do(chromedp.KeyEvent(text))
}

// press clicks the button of this text.
func (p *tab) press(text string) {
	p.Helper()
	button := fmt.Sprintf(`[...document.querySelectorAll('button')].find(b => b.textContent === %q && !b.disabled && b.checkVisibility())`, text)
	p.wait(button)
	p.exec(button + `.click()`)
}

// said waits for a sentence in the status line.
func (p *tab) said(part string) {
	p.Helper()
	p.wait(fmt.Sprintf(`document.querySelector('.said').textContent.includes(%q)`, part))
}

// visit follows a link of the console's menu.
func (p *tab) visit(page string) {
	p.Helper()
	p.exec(fmt.Sprintf(`[...document.querySelectorAll('.top nav a')].find(a => a.textContent === %q).click()`, page))
	p.wait(fmt.Sprintf(`document.querySelector('h1').textContent === %q && document.activeElement === document.querySelector('h1')`, page))
}

// editTheme follows a theme's link on the themes page.
func (p *tab) editTheme(name string) {
	p.Helper()
	p.wait(`document.querySelectorAll('.tiles .nf').length >= 6`)
	p.exec(fmt.Sprintf(`document.querySelector('.tiles a[href="/themes/%s"]').click()`, name))
	p.wait(previewHead)
}

const previewHead = `document.querySelector('.ground[data-scheme=light] .nf-head')`

// TestAPublisherMakesTheCardTheirs goes the whole way: setup link, source, theme, snippet, a partner's page; then another
// theme, and back.
func TestAPublisherMakesTheCardTheirs(t *testing.T) {
	p := newPublisher(t)
	p.say(p.item("ferry-is-back", "The ferry is back", "It left at seven."))
	s := serve(t, "--data", t.TempDir(), "--allow-private")
	desk := consoleOf(t, s, look{width: 1280, height: 1000})

	desk.wait(`document.querySelector('.empty')?.textContent.includes('no articles yet')`)
	desk.visit("Sources")
	desk.fill("url", p.URL+"/feed")
	desk.press("Look first")
	desk.wait(`document.querySelector('#h-report') && document.querySelector('.panel').textContent.includes('The ferry is back')`)
	desk.press("Add")
	desk.said("is added and is being read")
	waitFor(t, s.url+"/embed/ferry-is-back.js", http.StatusOK)
	desk.visit("Articles")
	desk.wait(`document.querySelector('a.headline')?.textContent === 'The ferry is back'`)

	desk.visit("Themes")
	desk.editTheme("default")
	before := eval[string](desk, `getComputedStyle(`+previewHead+`).color`)
	// The preview has changed before the key stroke's own event is over, so it is in the next painted frame.
	took := eval[float64](desk, `(() => {
		const input = document.getElementById('t-headline-light'), start = performance.now()
		input.value = '#7a1f5c'
		input.dispatchEvent(new Event('input', {bubbles: true}))
		return getComputedStyle(`+previewHead+`).color === 'rgb(122, 31, 92)' ? performance.now() - start : -1
	})()`)
	t.Logf("a key stroke took %.0f ms", took)
	if took < 0 {
		t.Errorf("the preview is not changed by a key stroke; before, it was %s", before)
	}
	desk.wait(`document.getElementById('contrast').textContent.includes('can be read')`)
	desk.press("Save")
	desk.said("Saved as revision 1")

	desk.visit("Snippet")
	desk.wait(`document.querySelector('.pick input')`)
	desk.exec(`document.querySelector('.pick input').click()`)
	desk.wait(`document.querySelector('#snippet')?.value.includes('ferry-is-back')`)
	url := partnerPage(t, nil, partnerHTML(eval[string](desk, `document.querySelector('#snippet').value`)))
	headline := func() string {
		t.Helper()
		partner := open(t, url, look{fresh: true})
		partner.wait(shown)
		return eval[string](partner, `getComputedStyle(`+card+`.querySelector('.nf-head')).color`)
	}
	if got := headline(); got != "rgb(122, 31, 92)" {
		t.Errorf("the partner's card has a headline in %s", got)
	}

	desk.visit("Themes")
	desk.editTheme("default")
	desk.exec(`const i = document.getElementById('t-headline-light'); i.value = '#1f5c3a'; i.dispatchEvent(new Event('input', {bubbles: true}))`)
	desk.press("Save")
	desk.said("Saved as revision 2")
	if got := headline(); got != "rgb(31, 92, 58)" {
		t.Errorf("changed again, the partner's next load has %s", got)
	}
	desk.exec(`[...document.querySelectorAll('button')].find(b => b.ariaLabel === 'Restore revision 1').click()`)
	desk.wait(`document.getElementById('t-headline-light').value === '#7a1f5c'`)
	desk.press("Save")
	desk.said("Saved as revision 3")
	if got := headline(); got != "rgb(122, 31, 92)" {
		t.Errorf("restored, the partner's next load has %s", got)
	}
}

func TestAnUnreadableThemeIsNotSavedAndMended(t *testing.T) {
	s := serve(t, "--demo", "--data", t.TempDir())
	desk := consoleOf(t, s, look{width: 1280, height: 1000})
	desk.do(chromedp.Navigate(s.console + "/themes/minimal"))
	desk.wait(previewHead)
	desk.exec(`const i = document.getElementById('t-link-light'); i.value = '#aaaaff'; i.dispatchEvent(new Event('input', {bubbles: true}))`)
	desk.wait(`document.getElementById('contrast').textContent.includes('cannot be read')`)
	desk.press("Save")
	desk.wait(`document.querySelector('.problem')?.textContent.includes('not saved')`)
	for _, e := range desk.takeErrors() {
		if !strings.Contains(e, "422") {
			t.Errorf("the page had an error: %s", e)
		}
	}
	desk.exec(`[...document.querySelectorAll('.meter button')].find(b => b.textContent.startsWith('Use #')).click()`)
	desk.wait(`document.getElementById('contrast').textContent.includes('can be read')`)
	if fixed := eval[string](desk, `document.getElementById('t-link-light').value`); fixed == "#aaaaff" {
		t.Error("the field has the old colour")
	}
	desk.press("Undo")
	desk.wait(`document.getElementById('t-link-light').value === '#aaaaff'`)
	desk.exec(`document.querySelector('.editor summary').dispatchEvent(new KeyboardEvent('keydown', {key: 'Z', ctrlKey: true, shiftKey: true, bubbles: true}))`)
	desk.wait(`document.getElementById('t-link-light').value !== '#aaaaff'`)
	desk.press("Save")
	desk.said("Saved as revision 1")
}

func TestACorrectionInTheConsoleIsSeenByReaders(t *testing.T) {
	s := serve(t, "--demo", "--data", t.TempDir())
	desk := consoleOf(t, s, look{width: 1280, height: 1000})
	url := partnerPage(t, nil, partnerHTML(snippet(t, s, "library-hours", "")))
	desk.do(chromedp.Navigate(s.console + "/articles/library-hours"))
	desk.fill("title", "The library stays open")
	desk.fill("note", "An earlier headline had the wrong days.")
	desk.press("Save the correction")
	desk.said("Saved.")
	partner := open(t, url, look{})
	partner.wait(shown)
	if got := eval[string](partner, card+`.querySelector('.nf-head').textContent`); got != "The library stays open" {
		t.Errorf("the card's headline is %q", got)
	}
	desk.press("Withdraw")
	desk.press("Withdraw it")
	desk.said("withdrawn everywhere")
	if answer, err := http.Get(s.url + "/embed/library-hours.js"); err != nil || answer.StatusCode != http.StatusGone {
		t.Errorf("a withdrawn card's script: %v, %v", answer, err)
	}
}

func TestARefusedPartnerShowsThePlainLink(t *testing.T) {
	s := serve(t, "--demo", "--data", t.TempDir())
	tag := snippet(t, s, "harbour-ferry", "")
	friend, stranger := partnerPage(t, nil, partnerHTML(tag)), partnerPage(t, nil, partnerHTML(tag))
	desk := consoleOf(t, s, look{width: 1280, height: 1000})
	desk.visit("Partners")
	desk.fill("p-name", "Kettle Bay Letter")
	desk.fill("p-origins", strings.TrimSuffix(friend, "/"))
	desk.wait(`document.querySelectorAll('#p-theme option').length > 3`)
	desk.exec(`const s = document.getElementById('p-theme'); s.value = 'tabloid'; s.dispatchEvent(new Event('change', {bubbles: true}))`)
	desk.press("Save")
	desk.said("Kettle Bay Letter is saved")
	desk.exec(`document.getElementById('restricted').click()`)
	desk.said("Only these partners")

	in := open(t, friend, look{})
	in.wait(shown)
	in.exec(card + `.querySelector('.nf-read').click()`)
	in.wait(card + `.dataset.open === ''`) // the frame's policy lets this page in, too
	out := open(t, stranger, look{})
	if n := eval[int](out, cards+`.length`); n != 0 {
		t.Error("a page that may not show cards shows one")
	}
	if visible := eval[bool](out, `document.querySelector('[data-newsflash] a').checkVisibility()`); !visible || len(out.saidWarnings()) != 1 {
		t.Errorf("link visible: %v, said: %q", visible, out.saidWarnings())
	}

	// A partner's theme comes by the tag's data-partner.
	themed := open(t, friend, look{before: `document.addEventListener('DOMContentLoaded', () => {}); new MutationObserver(() => document.querySelectorAll('script[src]').forEach(s => s.dataset.partner = 'kettle-bay-letter')).observe(document, {childList: true, subtree: true})`})
	themed.wait(shown)
	if theme := eval[string](themed, card+`.dataset.theme`); theme != "tabloid" {
		t.Errorf("the partner's card is in %s", theme)
	}
}

func TestSigningOutEndsTheSession(t *testing.T) {
	s := serve(t, "--data", t.TempDir())
	desk := consoleOf(t, s, look{})
	desk.exec(`document.querySelector('.account summary').click()`)
	desk.press("Sign out")
	desk.wait(`document.querySelector('h1').textContent === 'Sign in'`)
	desk.fill("name", "ada harbour")
	desk.fill("password", "not it at all")
	desk.press("Sign in")
	desk.wait(`document.querySelector('.problem')?.textContent.includes('is wrong')`)
	desk.exec(`document.getElementById('password').value = ''`)
	desk.fill("password", "tidal mill orchard")
	desk.press("Sign in")
	desk.wait(`document.querySelector('.top')`)
	for _, e := range desk.takeErrors() {
		if !strings.Contains(e, "401") {
			t.Errorf("the page had an error: %s", e)
		}
	}
}

// TestConsoleExaminesAPartnersPage: the fault and the line that mends it, by the doctor with its browser; a private page is none of
// an editor's business, unless the server is an intranet's.
func TestConsoleExaminesAPartnersPage(t *testing.T) { // not beside other consoles: a browser's cookies know no ports
	s := demo(t)
	page := partnerPage(t, http.Header{"Content-Security-Policy": {"script-src 'self'; img-src *; frame-src *"}}, partnerHTML(snippet(t, s, "harbour-ferry", "")))
	desk := consoleOf(t, serve(t, "--allow-private", "--data", t.TempDir()), look{})
	desk.exec(`document.querySelector('a[href="/doctor"]').click()`)
	desk.wait(`document.querySelector('h1').textContent === 'Doctor'`)
	desk.fill("url", "news")
	desk.exec(`document.querySelector('form').noValidate = true`)
	desk.press("Examine")
	desk.wait(`document.querySelector('.problem')?.textContent.includes('beginning with https://')`)
	desk.exec(`document.getElementById('url').value = ''`)
	desk.fill("url", page)
	desk.press("Examine")
	desk.wait(`document.querySelector('.findings .fault') && document.querySelector('.panel h2').textContent === '1 fault' && document.querySelector('.mend code').textContent === ` + asJSON(t, "script-src 'self' "+s.url))
	for _, e := range desk.takeErrors() {
		if !strings.Contains(e, "422") {
			t.Errorf("the page had an error: %s", e)
		}
	}
	inAllLooks(desk, `document`)
	desk = consoleOf(t, serve(t, "--data", t.TempDir()), look{})
	desk.do(chromedp.Navigate(eval[string](desk, `location.origin`) + "/doctor"))
	desk.wait(`document.getElementById('url') && true`)
	desk.fill("url", page)
	desk.press("Examine")
	desk.wait(`document.querySelector('.problem')?.textContent.includes('public')`)
	desk.takeErrors()
}

// TestConsolePages holds every page to axe, light and dark, narrow and wide, and to the width of a phone.
func TestConsolePages(t *testing.T) {
	t.Parallel()
	s := serve(t, "--demo", "--data", t.TempDir())
	p := consoleOf(t, s, look{})
	for _, path := range []string{"/articles", "/articles/night-market", "/sources", "/themes", "/themes/tabloid", "/partners", "/snippet?article=harbour-ferry", "/doctor", "/users", "/account", "/nowhere"} {
		t.Run(path, func(t *testing.T) {
			p.TB = t
			p.do(chromedp.Navigate(s.console + path))
			p.wait(`document.querySelector('main h1') && !document.querySelector('.wait') && (!/themes|snippet|night/.test(location.href) || document.querySelector('.nf'))`)
			p.exec(`document.querySelectorAll('details').forEach(d => { d.open = true })`)
			inAllLooks(p, `document`)
			call(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 360, Height: 800, DeviceScaleFactor: 1})
			p.wait(`innerWidth === 360`)
			if over := eval[int](p, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
				t.Errorf("the page scrolls sideways by %d px", over)
			}
			if strings.Contains(path, "nowhere") {
				return
			}
			if titles := eval[string](p, `document.title`); !strings.HasSuffix(titles, " · Newsflash") {
				t.Errorf("the window's title is %q", titles)
			}
		})
	}
	p.TB = t
}

// TestConsoleByKeyboard signs in, goes to the themes and changes one without a pointer.
func TestConsoleByKeyboard(t *testing.T) {
	s := serve(t, "--data", t.TempDir())
	p := consoleOf(t, s, look{width: 1280, height: 1000})
	reach := func(what string) {
		t.Helper()
		for range 80 {
			p.do(chromedp.KeyEvent("\t"))
			if eval[bool](p, fmt.Sprintf(`document.activeElement.matches(%q)`, what)) {
				if ring := eval[string](p, `getComputedStyle(document.activeElement).outlineStyle`); ring == "none" {
					t.Errorf("%s shows no focus", what)
				}
				return
			}
		}
		t.Fatalf("%s cannot be reached", what)
	}
	reach(`a[href="/themes"]`)
	p.do(chromedp.KeyEvent("\r"))
	p.wait(`document.querySelector('.tiles a[href="/themes/wire"]') && document.activeElement === document.querySelector('h1')`)
	reach(`a[href="/themes/wire"]`)
	p.do(chromedp.KeyEvent("\r"))
	p.wait(previewHead)
	reach(`#t-paper-light`)
	for range 3 { // what the page loads late may take the selection away
		p.exec(`document.activeElement.select()`)
		p.do(chromedp.KeyEvent("#fffff0"))
		if eval[string](p, `document.activeElement.value`) == "#fffff0" {
			break
		}
	}
	p.wait(`getComputedStyle(` + previewHead + `.closest('.nf')).backgroundColor === 'rgb(255, 255, 240)'`)
	reach(`.tokens > details:nth-of-type(2) > summary`)
	p.do(chromedp.KeyEvent("\r"))
	reach(`#t-headline_scale`)
}
