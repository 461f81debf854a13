//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/heapprofiler"
	"github.com/chromedp/cdproto/runtime"

	"newsflash/server/sanitize"
	"newsflash/widget"
	model "newsflash/widget/card"
)

// busy is a story in whose page a reader can leave traces: a part that is folded, one that scrolls by itself, a picture.
func busy(t *testing.T) *server {
	t.Helper()
	data := t.TempDir()
	text := strings.Repeat("<p>The quay was full by five, and <a href='https://post.example/quay'>nobody had announced</a> a party.</p>", 12)
	item := map[string]any{
		"id": "busy", "url": "https://post.example/busy", "title": "The night ferry returns", "summary": "After eleven winters.", "language": "en",
		"content_html": text + "<details><summary>How it was counted</summary><p>By hand, twice.</p></details><pre>" + strings.Repeat("a line of a table that is far too long for any column ", 12) + "</pre>" + text,
		"image":        demoPictures(t) + "harbour-ferry.jpg", "_newsflash": map[string]any{"image_alt": "A ferry"},
	}
	ingest(t, data, asJSON(t, item))
	return serve(t, "--data", data)
}

// TestTakeOverKeepsWhatTheReaderDid, in ten of ten runs: focus, selection, what was scrolled and unfolded, every node; nothing
// moves and the picture is not asked for again.
func TestTakeOverKeepsWhatTheReaderDid(t *testing.T) {
	s := busy(t)
	for run := range 10 {
		f := open(t, s.url+"/frame/busy", look{before: `window.__shifts = []; new PerformanceObserver(l => __shifts.push(...l.getEntries())).observe({ type: 'layout-shift', buffered: true })`})
		f.wait(`[...document.images].every(i => i.complete)`)
		f.exec(`
			document.querySelectorAll('.nf-prose a')[3].focus({ preventScroll: true })
			document.querySelector('details').open = true
			document.querySelector('pre').scrollLeft = 120
			scrollTo(0, 300)
			const [from, to] = document.querySelectorAll('.nf-prose p')
			getSelection().setBaseAndExtent(from.firstChild, 4, to.lastChild, 5)
			const img = document.querySelector('.nf-img')
			window.__kept = { focus: document.activeElement, selected: String(getSelection()), scroll: scrollY, nodes: [...document.querySelectorAll('.nf-story, .nf-story *')], img, requests: performance.getEntriesByName(img.currentSrc).length }
			for (const kind of ['load', 'error']) img.addEventListener(kind, () => { __kept.requests = -1 })`)
		eval[bool](f, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => { window.__shifts = []; done(true) })))`) // what unfolding moved
		f.takeOver()
		for what, same := range map[string]string{
			"mismatch":  `document.documentElement.dataset.mismatch === undefined`,
			"focus":     `document.activeElement === __kept.focus && __kept.focus.localName === 'a'`,
			"selection": `String(getSelection()) === __kept.selected && __kept.selected.length > 20`,
			"page":      `scrollY === __kept.scroll && scrollY > 0`,
			"container": `document.querySelector('pre').scrollLeft === 120`,
			"details":   `document.querySelector('details').open`,
			"nodes":     `(now => now.length === __kept.nodes.length && now.every((n, i) => n === __kept.nodes[i]))([...document.querySelectorAll('.nf-story, .nf-story *')])`,
			"picture":   `performance.getEntriesByName(__kept.img.currentSrc).length === __kept.requests`,
			"shift":     `__shifts.length === 0`,
		} {
			if !eval[bool](f, same) {
				t.Errorf("run %d: %s is not as it was", run, what)
			}
		}
		if t.Failed() {
			return
		}
	}
}

// TestGoldenStoriesAreTakenOver: the real WebAssembly, in the browser, finds every golden story as it declares it, in every
// theme and scheme. (In Node, widget/card's own test does so without a browser.)
func TestGoldenStoriesAreTakenOver(t *testing.T) {
	t.Parallel()
	var shown sanitize.Article
	s := serveRendered(t, &shown)
	fixtures, err := filepath.Glob("../render/testdata/fixtures/*.json")
	if err != nil || len(fixtures) < 5 {
		t.Fatal(fixtures, err)
	}
	for i, file := range fixtures {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var a widget.Article
		if err := json.Unmarshal(data, &a); err != nil {
			t.Fatal(err)
		}
		if shown, _, err = sanitize.Clean(a); err != nil {
			t.Fatal(err)
		}
		themes := s.render.Themes()
		for k, scheme := range model.Schemes {
			f := open(t, fmt.Sprintf("%s/frame/%d?theme=%s&scheme=%s", s.URL, i, themes[(i+k)%len(themes)].Name, scheme), look{})
			written := eval[string](f, `document.body.firstElementChild.outerHTML`)
			f.takeOver()
			if m := eval[string](f, `document.documentElement.dataset.mismatch ?? ''`); m != "" {
				t.Errorf("%s, %s: %s", file, scheme, m)
			}
			if now := eval[string](f, `document.body.firstElementChild.outerHTML`); now != written {
				t.Errorf("%s, %s: the server wrote\n%s\nWebAssembly has\n%s", file, scheme, written, now)
			}
			f.takeErrors() // pictures of hosts that do not exist
		}
	}
}

// used is what a page's JavaScript holds after a collection, in bytes, WebAssembly's memory included.
func used(p *tab) float64 {
	p.Helper()
	call(p, heapprofiler.CollectGarbage, cdp.Empty{})
	heap := call(p, runtime.GetHeapUsage, cdp.Empty{})
	return heap.UsedSize + heap.BackingStorageSize
}

// alive counts a page's objects of a kind after a collection.
func alive(p *tab, kind string) int {
	p.Helper()
	call(p, heapprofiler.CollectGarbage, cdp.Empty{})
	prototype := call(p, runtime.Evaluate, runtime.EvaluateParams{Expression: kind + ".prototype"})
	all := call(p, runtime.QueryObjects, runtime.QueryObjectsParams{PrototypeObjectID: prototype.Result.ObjectID})
	n := call(p, runtime.CallFunctionOn, runtime.CallFunctionOnParams{FunctionDeclaration: "function() { return this.length }", ObjectID: all.Objects.ObjectID, ReturnByValue: new(true)})
	count, err := strconv.Atoi(string(n.Result.Value))
	if err != nil {
		p.Fatal(err)
	}
	return count
}

// TestOpeningAndClosingLeavesNothing: ten cards twenty times. Nothing of them is left in the page: closed, a card's
// frame is gone and its program with it.
func TestOpeningAndClosingLeavesNothing(t *testing.T) {
	t.Parallel()
	const rounds, count = 20, 10
	data := t.TempDir()
	items, tags, ids := make([]string, count), "", make([]string, count)
	for i := range count {
		ids[i] = fmt.Sprintf("story-%d-of-ten", i)
		items[i] = fmt.Sprintf(`{"id": "%s", "url": "https://post.example/%[1]s", "title": "Story %d", "content_text": "%s"}`, ids[i], i, strings.Repeat("A sentence of the story. ", 40))
	}
	ingest(t, data, items...)
	s := serve(t, "--data", data)
	for _, id := range ids {
		tags += tag(s, id, "")
	}
	p := open(t, partnerPage(t, nil, partnerHTML(tags)), look{height: 4000, times: 5})
	p.wait(cards + `.length === 10`)
	p.exec(`window.__tasks = 0; new PerformanceObserver(l => { __tasks += l.getEntries().length }).observe({ type: 'longtask' })`)
	const nodes = `document.querySelectorAll('*').length + ` + cards + `.reduce((n, h) => n + h.shadowRoot.querySelectorAll('*').length, 0)`
	const shadows = cards + `.map(h => h.shadowRoot)`
	elements := eval[int](p, nodes)
	var page, frame []float64
	for round := range rounds {
		p.exec(`for (const r of ` + shadows + `) setTimeout(() => r.querySelector('.nf-read').click())`) // as readers do: not in one task
		p.wait(shadows + `.every(r => r.querySelector('.nf').dataset.open === '')`)
		for i, id := range ids {
			f := p.frame("/frame/" + id)
			if round < 2 || round == rounds-1 { // in the others they are closed while they start
				f.wait(isLive)
				if i == count-1 {
					frame = append(frame, used(f)) // they share a process
				}
			}
			f.exec(`setTimeout(() => document.querySelector('.nf-close').click())`)
		}
		p.wait(shadows + `.every(r => !r.querySelector('iframe'))`)
		page = append(page, used(p))
	}
	if now := eval[int](p, nodes); now != elements {
		t.Errorf("the page had %d elements and has %d", elements, now)
	}
	// What a card makes to open is gone. Bytes alone would not tell: they grow by what the browser keeps of the test's own questions.
	for _, kind := range []string{"HTMLIFrameElement", "MessagePort", "Animation"} {
		if n := alive(p, kind); n != 0 {
			t.Errorf("%d objects of the kind %s are left in the page", n, kind)
		}
	}
	t.Logf("the page's memory: %.0f; bare frames opened and closed as often add 6 kB a round", page)
	t.Logf("a frame's memory: %.0f", frame)
	if frame[2] > frame[1]*1.1 {
		t.Errorf("a frame held %.0f bytes in the second round and %.0f in the last", frame[1], frame[2])
	}
	t.Logf("%d long tasks of the page", eval[int](p, `__tasks`)) // none on a quiet machine
}

// TestTheSecondStoryFetchesNoProgram: frames without an origin share no cache, so the page keeps what the first has fetched. One that
// the page has changed is not run.
func TestTheSecondStoryFetchesNoProgram(t *testing.T) {
	s := demo(t)
	p := open(t, partnerPage(t, strict(s), partnerHTML(tag(s, "harbour-ferry", "")+tag(s, "library-hours", "")+tag(s, "river-level", ""))), look{height: 9000}) // frames that are far from the window are not drawn, and a test waits in vain
	p.wait(cards + `.length === 3`)
	fetched := func(i int, id string) bool {
		t.Helper()
		p.exec(fmt.Sprintf(cards+`[%d].shadowRoot.querySelector('.nf-read').click()`, i))
		f := p.frame("/frame/" + id)
		f.wait(isLive)
		return eval[bool](f, `performance.getEntriesByType('resource').some(e => e.name.endsWith('/card.wasm'))`)
	}
	const kept = `window[Symbol.for('newsflash')].programs`
	if !fetched(0, "harbour-ferry") {
		t.Error("the first story's program came from nowhere")
	}
	p.wait(kept + `.size === 1`)
	if fetched(1, "library-hours") {
		t.Error("the second story has fetched the program again")
	}
	p.exec(`for (const [name, program] of ` + kept + `) new Uint8Array(program)[5000] ^= 1`)
	if !fetched(2, "river-level") {
		t.Error("a program that the page has changed was run")
	}
}
