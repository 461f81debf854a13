//go:build e2e

package e2e

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The papers of the theme "default", as computed styles name them.
const (
	lightPaper = "rgb(255, 255, 255)"
	darkPaper  = "rgb(22, 24, 27)"
)

func paperOf(p *tab, element string) string {
	p.Helper()
	return eval[string](p, `getComputedStyle(`+element+`).backgroundColor`)
}

// pixel is the colour that is painted at a place of the page, in CSS pixels.
func pixel(p *tab, x, y float64) color.RGBA {
	p.Helper()
	shot := call(p, page.CaptureScreenshot, page.CaptureScreenshotParams{Clip: &page.Viewport{X: x, Y: y, Width: 1, Height: 1, Scale: 1}})
	img, err := png.Decode(bytes.NewReader(shot.Data))
	if err != nil {
		p.Fatal(err)
	}
	return color.RGBAModel.Convert(img.At(0, 0)).(color.RGBA)
}

// TestHostSchemeFollowsThePage has pages of every way to set a scheme, in readers' systems of the other one.
func TestHostSchemeFollowsThePage(t *testing.T) {
	s := demo(t)
	for name, test := range map[string]struct {
		head       string
		systemDark bool
		want       string
	}{
		"dark page, light system":      {`<style>:root{color-scheme:dark}</style>`, false, darkPaper},
		"light page, dark system":      {`<style>:root{color-scheme:light}</style>`, true, lightPaper},
		"dark element, light system":   {`<style>newsflash-card{color-scheme:dark}</style>`, false, darkPaper},
		"page by meta, light system":   {`<meta name="color-scheme" content="dark">`, false, darkPaper},
		"page of both, dark system":    {`<style>:root{color-scheme:light dark}</style>`, true, darkPaper},
		"page of both, light system":   {`<style>:root{color-scheme:light dark}</style>`, false, lightPaper},
		"page of no word, dark system": {``, true, lightPaper},
	} {
		t.Run(name, func(t *testing.T) {
			html := strings.Replace(partnerHTML(tag(s, "harbour-ferry", `data-scheme="host"`)), "<title>", test.head+"<title>", 1)
			// The first frame that has the card shows it in its colours: nothing turns afterwards.
			p := open(t, partnerPage(t, nil, html), look{dark: test.systemDark, before: `(function look() {
				const c = document.querySelector('newsflash-card')?.shadowRoot?.querySelector('.nf')
				if (c) window.__first = getComputedStyle(c).backgroundColor; else requestAnimationFrame(look)
			})()`})
			p.wait(shown + ` && window.__first`)
			if first := eval[string](p, `__first`); first != test.want {
				t.Errorf("the card is first seen on %s, want %s", first, test.want)
			}
			p.exec(card + `.querySelector('.nf-read').click()`)
			p.wait(card + `.dataset.open === ''`)
			f := p.frame("/frame/harbour-ferry")
			if got := paperOf(f, `document.querySelector('.nf')`); got != test.want {
				t.Errorf("the live card is on %s, want %s", got, test.want)
			}
		})
	}
}

func TestHostThatTogglesLaterTakesItsCardsAlong(t *testing.T) {
	s := demo(t)
	toggle := `<style>:root{color-scheme:light}:root.night{color-scheme:dark}</style>`
	html := strings.Replace(partnerHTML(tag(s, "harbour-ferry", `data-scheme="host"`)+tag(s, "library-hours", `data-scheme="host"`)), "<title>", toggle+"<title>", 1)
	p := open(t, partnerPage(t, nil, html), look{})
	p.wait(cards + `.length === 2`)
	p.exec(card + `.querySelector('.nf-read').click()`)
	p.wait(card + `.dataset.open === ''`)
	f := p.frame("/frame/harbour-ferry")
	f.wait(isLive)
	closed := cards + `[1].shadowRoot.querySelector('.nf')`
	for _, want := range []string{darkPaper, lightPaper, darkPaper} {
		p.exec(`document.documentElement.classList.toggle('night')`)
		if got := paperOf(p, closed); got != want {
			t.Errorf("the closed card is on %s at once, want %s", got, want)
		}
		f.wait(fmt.Sprintf(`getComputedStyle(document.querySelector('.nf')).backgroundColor === '%s'`, want))
	}
	if m := eval[string](f, `document.documentElement.dataset.mismatch ?? ''`); m != "" {
		t.Errorf("mismatch: %s", m)
	}
}

// TestNoWhiteBoxOnDarkPages looks at the pixel in the open card's corner, outside of its round border: where the schemes of a
// frame and of its document differ, browsers paint an opaque box there.
func TestNoWhiteBoxOnDarkPages(t *testing.T) {
	s := demo(t)
	for _, test := range []struct {
		scheme     string
		host       string
		systemDark bool
	}{
		{"auto", "light dark", true},
		{"auto", "dark", false},
		{"auto", "light", true},
		{"dark", "light", false},
		{"light", "dark", true},
		{"host", "dark", false},
		{"host", "light", true},
	} {
		t.Run(fmt.Sprintf("%s on %s, system dark %v", test.scheme, test.host, test.systemDark), func(t *testing.T) {
			head := fmt.Sprintf(`<style>:root{color-scheme:%s}body{background:rgb(80,120,60)!important}</style><title>`, test.host)
			html := strings.Replace(partnerHTML(tag(s, "harbour-ferry", fmt.Sprintf(`data-scheme="%s"`, test.scheme))), "<title>", head, 1)
			p := open(t, partnerPage(t, nil, html), look{dark: test.systemDark})
			p.wait(shown)
			p.exec(card + `.querySelector('.nf-read').click()`)
			p.wait(card + `.dataset.open === ''`)
			p.frame("/frame/harbour-ferry").wait(isLive)
			at := eval[[]float64](p, `(async () => { scrollTo(0, 0); const r = document.querySelector('newsflash-card').shadowRoot.querySelector('iframe').getBoundingClientRect()
				await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))); return [r.left + scrollX, r.top + scrollY] })()`)
			if got, want := pixel(p, at[0], at[1]), (color.RGBA{80, 120, 60, 255}); got != want {
				t.Errorf("outside of the card's corner stands %v, the page is %v", got, want)
			}
		})
	}
}

func TestForcedColours(t *testing.T) {
	s := demo(t)
	for _, layout := range []string{"standard", "row", "compact", "hero", "list"} {
		t.Run(layout, func(t *testing.T) {
			p := open(t, partnerPage(t, nil, partnerHTML(tag(s, "harbour-ferry", fmt.Sprintf(`data-layout="%s" data-theme="tabloid"`, layout)))), look{})
			p.wait(shown)
			call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}}})
			p.wait(`matchMedia('(forced-colors: active)').matches`)
			system := func(name string) string {
				return eval[string](p, `(() => { const e = document.body.appendChild(document.createElement('i')); e.style.color = '`+name+`'; const c = getComputedStyle(e).color; e.remove(); return c })()`)
			}
			for _, want := range []struct{ what, selector, property, color string }{
				{"the card's ground", "", "backgroundColor", "Canvas"},
				{"the card's border", "", "borderTopColor", "CanvasText"},
				{"the headline's link", ".nf-link", "color", "LinkText"},
				{"the date", "time", "color", "CanvasText"},
				{"the button", ".nf-read", "color", "ButtonText"},
				{"the button's border", ".nf-read", "borderTopColor", "ButtonText"},
			} {
				element := card
				if want.selector != "" {
					element += `.querySelector('` + want.selector + `')`
				}
				if got := eval[string](p, `getComputedStyle(`+element+`).`+want.property); got != system(want.color) {
					t.Errorf("%s is %s, want %s, %s", want.what, got, want.color, system(want.color))
				}
			}
			if layout == "hero" && eval[bool](p, card+`.querySelector('img').checkVisibility()`) {
				t.Error("a picture lies behind the reader's own colours")
			}
			p.do(chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Tab))
			p.exec(card + `.querySelector('.nf-read').focus()`) // after a key, so that the focus is to be seen
			if got := eval[string](p, `(s => s.outlineStyle + s.outlineWidth)(getComputedStyle(`+card+`.querySelector('.nf-read')))`); got != "solid3px" {
				t.Errorf("the focus is drawn as %s", got)
			}
		})
	}
}

// TestPrint has what paper needs: black on white, no control, and the whole card on one sheet.
func TestPrint(t *testing.T) {
	s := demo(t)
	for _, layout := range []string{"standard", "row", "compact", "hero", "list"} {
		t.Run(layout, func(t *testing.T) {
			p := open(t, partnerPage(t, nil, partnerHTML(snippet(t, s, "harbour-ferry", layout))), look{dark: true})
			p.wait(shown)
			call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print", Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
			p.wait(`matchMedia('print').matches`)
			if got := eval[[]string](p, `[...new Set([...`+card+`.querySelectorAll('a,time,p,h2,span')].filter(e => e.checkVisibility()).map(e => getComputedStyle(e).color))]`); len(got) != 1 || got[0] != "rgb(0, 0, 0)" {
				t.Errorf("text is printed in %q", got)
			}
			if got := paperOf(p, card); got != "rgb(255, 255, 255)" {
				t.Errorf("the card is printed on %s", got)
			}
			if eval[bool](p, card+`.querySelector('.nf-read').checkVisibility()`) {
				t.Error("a button is printed")
			}
			if got := eval[string](p, `getComputedStyle(`+card+`).breakInside`); got != "avoid" {
				t.Errorf("the card may be broken over two sheets: %s", got)
			}
		})
	}
}
