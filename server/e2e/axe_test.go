//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

const axeFile = "../../.cache/node_modules/axe-core/axe.min.js" // `make e2e` installs it

// violations runs axe-core with all the rules that it has switched on, shadow roots included, on what context names. The browser's
// tools evaluate the script, so no policy of a page stops it.
func violations(p *tab, context string) (found []string) {
	p.Helper()
	result := eval[struct {
		Passed int
		Found  []string
	}](p, `axe.run(`+context+`, {resultTypes: ['violations']}).then(result => ({
		Passed: result.passes.length,
		Found: result.violations.flatMap(v => v.nodes.map(n => v.id + ' (' + v.impact + ') at ' + n.html.slice(0, 200) + ': ' + n.failureSummary)),
	}))`)
	if result.Passed == 0 {
		p.Error("axe looked at nothing")
	}
	for _, e := range p.takeErrors() { // axe measures with styles of its own, which the page's policy minds
		if !strings.Contains(e, "Applying inline style violates") {
			p.Errorf("the page had an error: %s", e)
		}
	}
	return result.Found
}

func loadAxe(p *tab) {
	p.Helper()
	script, err := os.ReadFile(axeFile)
	if err != nil {
		p.Fatalf("%v; `make e2e` installs axe-core", err)
	}
	eval[bool](p, string(script)+";true")
}

// inAllLooks asks axe in both schemes, narrow and wide.
func inAllLooks(p *tab, context string) {
	p.Helper()
	loadAxe(p)
	for _, scheme := range []string{"light", "dark"} {
		call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		for _, width := range []int64{320, 900} {
			call(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 2000, DeviceScaleFactor: 1})
			p.wait(fmt.Sprintf(`innerWidth === %d && matchMedia('(prefers-color-scheme: %s)').matches`, width, scheme))
			for _, v := range violations(p, context) {
				p.Errorf("%s, %d px: %s", scheme, width, v)
			}
		}
	}
}

// partnerCards is what axe looks at in a partner's page: the cards, not the partner's own text.
const partnerCards = `{include: [['[data-newsflash]']]}`

func openCards(t *testing.T) *tab {
	t.Helper()
	p := open(t, demo(t).partner, look{})
	p.wait(fmt.Sprintf(`%s.filter(h => h.shadowRoot.querySelector('.nf-head').getBoundingClientRect().height > 0).length === %d`, cards, len(demoCards)))
	return p
}

func TestAxeFindsNothingInCards(t *testing.T) {
	inAllLooks(openCards(t), partnerCards)
}

func TestAxeFindsNothingInLiveStories(t *testing.T) {
	s := demo(t)
	for _, id := range demoCards {
		t.Run(id, func(t *testing.T) {
			p := liveStory(t, s, id, look{})
			inAllLooks(p, `document`)
			if id != "harbour-ferry" && id != "night-market" { // one from the left, one from the right
				return
			}
			p.exec(`const n = document.querySelector('.nf-news'), b = document.createElement('button'); b.type = 'button'; b.textContent = n.dataset.show; n.append(n.dataset.updated.replace('%s', '14:05'), b)`)
			for _, panel := range []string{"nf-settings", "nf-finder"} {
				p.exec(`document.querySelector('` + map[string]string{"nf-settings": ".nf-display", "nf-finder": ".nf-find"}[panel] + `').click()`)
				p.wait(`document.querySelector('.` + panel + `')`)
				if panel == "nf-finder" {
					p.exec(`(i => { i.value = document.querySelector('.nf-head').textContent.slice(0, 3); i.dispatchEvent(new Event('input', { bubbles: true })) })(document.querySelector('.nf-sought')); document.querySelector('.nf-enlarge')?.click()`)
					p.wait(`document.querySelector('.nf-said').textContent.startsWith('1 / ')`)
				}
				inAllLooks(p, `document`)
			}
		})
	}
}

// TestAxeControl shows that faults inside a card are found: a picture without a text, a button without a name, grey on white.
func TestAxeControl(t *testing.T) {
	p := openCards(t)
	loadAxe(p)
	p.exec(card + `.querySelector('img').removeAttribute('alt'); ` + card + `.querySelector('.nf-read').textContent = ''; ` +
		card + `.querySelector('.nf-deck').style.color = 'rgb(200, 200, 200)'`)
	found := strings.Join(violations(p, partnerCards), "\n")
	for _, rule := range []string{"image-alt", "button-name", "color-contrast"} {
		if strings.Count(found, rule+" (") != 1 {
			t.Errorf("axe did not find %s:\n%s", rule, found)
		}
	}
}
