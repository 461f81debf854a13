//go:build e2e

package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// liveStory is a story's own page, taken over.
func liveStory(t *testing.T, s *server, id string, l look) *tab {
	t.Helper()
	f := open(t, s.url+"/frame/"+id, l)
	f.takeOver()
	return f
}

func TestFindInTheStory(t *testing.T) {
	s := demo(t)
	f := liveStory(t, s, "harbour-ferry", look{height: 400})
	f.exec(`document.querySelector('.nf-find').focus()`)
	f.keys(kb.Enter)
	f.wait(`document.activeElement.matches('.nf-sought')`)
	nodes := eval[int](f, `document.querySelectorAll('.nf-prose *').length`)
	f.keys("FERRY") // whatever the case
	const marked = `CSS.highlights.get('nf-found')?.size`
	f.wait(marked + ` > 2`)
	if said, want := eval[string](f, `document.querySelector('.nf-said').textContent`), eval[string](f, `'1 / ' + `+marked); said != want {
		t.Errorf("it says %q, want %q", said, want)
	}
	f.keys(kb.Enter)
	f.wait(`document.querySelector('.nf-said').textContent.startsWith('2 / ')`)
	for _, bad := range eval[[]string](f, `[...CSS.highlights.get('nf-found')].map(r => String(r)).filter(t => t.toLowerCase() !== 'ferry')`) {
		t.Errorf("%q is marked", bad)
	}
	f.exec(`document.querySelector('.nf-previous').click(); document.querySelector('.nf-previous').click()`)
	f.wait(`(t => t[0] === t[1] && t[0] > 2)(document.querySelector('.nf-said').textContent.split(' / '))`) // before the first comes the last
	f.wait(`(r => r.top >= 0 && r.bottom <= innerHeight)([...CSS.highlights.get('nf-current')][0].getBoundingClientRect())`)
	f.exec(`document.querySelector('.nf-sought').focus()`)
	f.keys(kb.Escape)
	f.wait(`!document.querySelector('.nf-sought') && document.activeElement.matches('.nf-find') && !` + marked)
	if now := eval[int](f, `document.querySelectorAll('.nf-prose *').length`); now != nodes {
		t.Errorf("the text had %d elements and has %d", nodes, now)
	}
	// Accents and parts of words; letters of other scripts; nothing that is an expression.
	f = liveStory(t, s, "tea-house", look{})
	f.exec(`document.querySelector('.nf-find').click()`)
	f.wait(`document.querySelector('.nf-sought')`)
	for text, found := range map[string]bool{"茶馆": true, "云岭": true, ".*": false, " ": false} {
		f.exec(`(i => { i.value = ` + quoted(text) + `; i.dispatchEvent(new Event('input', { bubbles: true })) })(document.querySelector('.nf-sought'))`)
		f.wait(`(document.querySelector('.nf-said').textContent.split(' / ')[1] > 0) === ` + map[bool]string{true: "true", false: "false"}[found])
	}
}

func quoted(text string) string { return "`" + strings.ReplaceAll(text, "`", "") + "`" }

// voice stands in for the loudspeaker: it notes what is said, and says it until it is told to go on.
const voice = `window.__said = []
window.SpeechSynthesisUtterance = function (text) { this.text = text }
Object.defineProperty(window, 'speechSynthesis', { value: {
	speak(u) { __said.push(u); queueMicrotask(() => u.onstart()) },
	cancel() { const u = __said.at(-1); queueMicrotask(() => u.onerror({ error: 'canceled' })) },
} })`

func TestListen(t *testing.T) {
	s := demo(t)
	f := liveStory(t, s, "harbour-ferry", look{before: voice})
	const listen = `document.querySelector('.nf-listen')`
	f.exec(listen + `.click()`)
	f.wait(listen + `.textContent === 'Pause' && CSS.highlights.get('nf-spoken')`)
	headline := eval[string](f, `document.querySelector('.nf-head').textContent`)
	if first := eval[[]string](f, `[__said[0].text, __said[0].lang, String([...CSS.highlights.get('nf-spoken')][0])]`); first[0] != headline || !strings.HasPrefix(first[1], "en") || first[2] != headline {
		t.Errorf("first is said %q, want %q", first, headline)
	}
	f.exec(`__said[0].onend()`)
	f.wait(`__said.length === 2`)
	f.exec(listen + `.click()`)
	f.wait(listen + `.textContent === 'Continue'`)
	f.exec(listen + `.click()`)
	f.wait(listen + `.textContent === 'Pause' && __said.length === 3`)
	if again := eval[[]string](f, `[__said[1].text, __said[2].text]`); again[0] != again[1] || again[0] == headline {
		t.Errorf("after a pause it goes on with %q, the sentence was %q", again[1], again[0])
	}
	// To the end: every sentence once, all the text in the order of the page.
	f.exec(`(function next() { const u = __said.at(-1), n = __said.length; u.onend(); if (__said.length > n) next() })()`)
	f.wait(listen + `.textContent === 'Listen' && !CSS.highlights.get('nf-spoken')`)
	squeeze := `.replace(/\s+/g, '')`
	if !eval[bool](f, `__said.toSpliced(2, 1).map(u => u.text).join('')`+squeeze+` === [...document.querySelectorAll('.nf-head, .nf-deck, .nf-prose')].map(e => e.textContent).join('')`+squeeze) {
		t.Error("what was said is not the text")
	}
	// A browser without a voice has no button that promises one.
	f = liveStory(t, s, "harbour-ferry", look{before: `Object.defineProperty(window, 'speechSynthesis', {value: undefined}); delete window.speechSynthesis; delete Window.prototype.speechSynthesis`})
	f.wait(`!` + listen)
}

func TestShareCopiesTheAddress(t *testing.T) {
	s := demo(t)
	_, f := livePage(t, s, "harbour-ferry")
	f.wait(isLive)
	f.exec(`window.__copied = ''; document.addEventListener('copy', () => { window.__copied = String(document.activeElement.value) })
		Object.defineProperty(navigator, 'share', { value: undefined }); Object.defineProperty(navigator, 'clipboard', { value: undefined })`)
	f.exec(`document.querySelector('.nf-share').focus()`)
	f.keys(kb.Enter)
	f.wait(`document.querySelector('.nf-said').textContent === 'Link copied'`)
	if got, want := eval[string](f, `__copied`), eval[string](f, `document.querySelector('.nf-link').href`); got != want {
		t.Errorf("%q was copied, want %q", got, want)
	}
	if !eval[bool](f, `document.activeElement.matches('.nf-share') && !document.querySelector('textarea')`) {
		t.Error("copying left something behind")
	}
}

func TestReadersSettings(t *testing.T) {
	s := demo(t)
	f := liveStory(t, s, "harbour-ferry", look{width: 1200})
	f.exec(`document.querySelector('.nf-display').click()`)
	f.wait(`document.querySelector('.nf-longer')`)
	const wide = `document.querySelector('.nf-prose').getBoundingClientRect().width`
	usual := eval[float64](f, wide)
	f.exec(`document.querySelector('.nf-longer').click()`)
	f.wait(wide + ` > ` + format(usual))
	f.exec(`document.querySelector('.nf-shorter').click(); document.querySelector('.nf-shorter').click()`)
	f.wait(wide + ` < ` + format(usual))
	f.exec(`[...document.querySelectorAll('.nf-shade')].at(-1).click()`)
	f.wait(`getComputedStyle(document.querySelector('.nf')).backgroundColor === '` + darkPaper + `' && document.querySelector('.nf-shade:last-child').ariaPressed === 'true'`)
	f.exec(`document.querySelector('.nf-shade').click()`)
	f.wait(`getComputedStyle(document.querySelector('.nf')).backgroundColor === '` + lightPaper + `'`)
	const tall = `document.querySelector('.nf-img').getBoundingClientRect()`
	before := eval[float64](f, tall+`.height`)
	f.exec(`document.querySelector('.nf-enlarge').click()`)
	f.wait(tall + `.height > ` + format(before) + ` && document.querySelector('.nf-enlarge').ariaPressed === 'true'`)
}

// TestRelatedStoriesOpenInTheCard, with a way back, and the history of the page around is as it was.
func TestRelatedStoriesOpenInTheCard(t *testing.T) {
	s := demo(t)
	p, f := livePage(t, s, "harbour-ferry")
	length := eval[int](p, `history.length`)
	f.wait(`document.querySelector('a[data-story]')`)
	next := eval[string](f, `document.querySelector('a[data-story]').dataset.story`)
	f.exec(`document.querySelector('a[data-story]').click()`)
	f = p.frame("/frame/" + next)
	f.wait(`document.documentElement.dataset.embedded === '' && document.documentElement.dataset.back === '' && document.querySelector('.nf-back').checkVisibility()`)
	f.wait(isLive)
	p.wait(`(r => r.top >= -1 && r.top < innerHeight)(document.querySelector('[data-newsflash]').shadowRoot.querySelector('iframe').getBoundingClientRect())`)
	f.wait(`document.documentElement.dataset.listens === '` + next + `'`) // its news
	f.exec(`document.querySelector('.nf-back').click()`)
	f = p.frame("/frame/harbour-ferry")
	f.wait(`document.documentElement.dataset.embedded === '' && !document.querySelector('.nf-back').checkVisibility()`)
	f.exec(`document.querySelector('.nf-close').click()`)
	p.wait(`!('open' in ` + card + `.dataset)`)
	if now := eval[int](p, `history.length`); now != length {
		t.Errorf("the history had %d entries and has %d", length, now)
	}
}

// newsServer has two stories that a test may change.
func newsServer(t *testing.T) (s *server, tell func(ferry, market string)) {
	t.Helper()
	data := t.TempDir()
	tell = func(ferry, market string) {
		t.Helper()
		ingest(t, data, `{"id": "ferry", "url": "https://post.example/ferry", "title": "The ferry", `+ferry+`}`,
			`{"id": "market", "url": "https://post.example/market", "title": "The market", `+market+`}`)
	}
	tell(`"content_text": "It sails."`, `"content_text": "It opens."`)
	return serve(t, "--data", data), tell
}

// TestNewsReachesOpenCards: another process stores a correction and a withdrawal, and the open stories of a page hear of
// theirs, through one connection; nothing moves before the reader asks.
func TestNewsReachesOpenCards(t *testing.T) {
	s, tell := newsServer(t)
	p := open(t, partnerPage(t, strict(s), partnerHTML(tag(s, "ferry", "")+tag(s, "market", ""))), look{})
	p.wait(cards + `.length === 2`)
	for _, card := range []string{cards + `[0]`, cards + `[1]`} { // the first that is open listens for both
		p.exec(card + `.shadowRoot.querySelector('.nf-read').click()`)
		p.wait(card + `.shadowRoot.querySelector('.nf').dataset.open === ''`)
	}
	ferry, market := p.frame("/frame/ferry"), p.frame("/frame/market")
	const listens = `document.documentElement.dataset.listens`
	const note = `document.querySelector('.nf-news').textContent`
	ferry.wait(isLive)
	market.wait(isLive)
	heights := func() []float64 {
		return eval[[]float64](p, cards+`.map(h => h.getBoundingClientRect().height)`)
	}
	p.wait(cards + `.every(h => h.shadowRoot.querySelector('iframe').getAnimations().length === 0)`) // both have unfolded
	before := heights()
	tell(`"content_text": "It sails again."`, `"content_text": "It opens.", "_newsflash": {"comments_url": "https://post.example/market#c", "comments_count": 3}`)
	ferry.wait(note + `.startsWith('Updated at ')`)
	if got := eval[string](ferry, `document.querySelector('.nf-prose').textContent.trim()`); got != "It sails." {
		t.Errorf("the text changed under the reader's eyes: %q", got)
	}
	if got := eval[string](market, note); got != "" {
		t.Errorf("a count of comments made news: %q", got)
	}
	if now := heights(); now[0] != before[0] || now[1] != before[1] {
		t.Errorf("heights were %v and are %v", before, now)
	}
	ferry.wait(listens + ` === 'ferry market'`)
	if eval[bool](market, listens+` !== undefined`) {
		t.Error("the second card has a connection of its own")
	}
	ferry.exec(`document.querySelector('.nf-news button').click()`)
	ferry = p.frame("/frame/ferry")
	ferry.wait(`document.querySelector('.nf-prose')?.textContent.trim() === 'It sails again.' && ` + note + ` === ''`)
	ferry.wait(isLive)
	tell(`"content_text": "It sails again."`, `"content_text": "It opens.", "_newsflash": {"withdrawn": true}`)
	market.wait(note + `.includes('withdrawn')`)
	// The listener is closed; the other goes on listening.
	ferry.exec(`document.querySelector('.nf-close').click()`)
	p.wait(cards + `[0].shadowRoot.querySelector('iframe') === null`)
	market.wait(listens + ` === 'market'`)
	tell(`"content_text": "It sails again."`, `"content_text": "It opens tomorrow."`)
	market.wait(note + `.startsWith('Updated at ')`)
	market.exec(`document.querySelector('.nf-news button').click()`)
	p.frame("/frame/market").wait(`document.querySelector('.nf-prose')?.textContent.trim() === 'It opens tomorrow.'`)
}

// TestFootnotesAndPicturesInTheText: a note shows where its sign is and goes again; a picture with more in it can be enlarged. Both
// without WebAssembly, and both are there when it has taken the page over.
func TestFootnotesAndPicturesInTheText(t *testing.T) {
	data, pictures := t.TempDir(), demoPictures(t)
	body := `<p>The bridge was built twice<sup id="r1"><a href="#fn1">1</a></sup>, and paid for once.</p><p><img src="` + pictures + `harbour-ferry.jpg" alt="A ferry" width="1280" height="720"></p><ol><li id="fn1">In 1871 and in 1902. <a href="#r1">↩</a></li></ol>`
	ingest(t, data, `{"id": "bridge", "url": "https://post.example/bridge", "title": "The bridge", "language": "en", "content_html": `+asJSON(t, body)+`}`)
	s := serve(t, "--data", data)
	p := open(t, s.url+"/frame/bridge", look{width: 1100})
	const note = `document.querySelector('.nf-aside')`
	const sign = `document.querySelector('a[data-note]')`
	for _, state := range []string{"written by the server", "taken over"} {
		if state == "taken over" {
			p.takeOver()
			if m := eval[string](p, `document.documentElement.dataset.mismatch ?? ''`); m != "" {
				t.Errorf("mismatch: %s", m)
			}
		}
		p.exec(sign + `.focus()`)
		p.keys("\r")
		p.wait(note + `?.textContent.trim() === 'In 1871 and in 1902.'`)
		if got := eval[string](p, `document.activeElement.className + `+sign+`.getAttribute('aria-expanded') + `+note+`.previousElementSibling.textContent.startsWith('The bridge')`); got != "nf-asidetruetrue" {
			t.Errorf("%s: %s", state, got)
		}
		p.keys(kb.Escape)
		p.wait(note + ` === null && document.activeElement === ` + sign + ` && ` + sign + `.getAttribute('aria-expanded') === 'false'`)
		p.wait(`document.querySelector('.nf-prose .nf-enlarge') !== null`)
		const width = `document.querySelector('.nf-prose img').getBoundingClientRect().width`
		before := eval[float64](p, width)
		p.exec(`document.querySelector('.nf-prose .nf-enlarge').click()`)
		if now := eval[float64](p, width); now <= before || now < 1090 {
			t.Errorf("%s: %v px wide, enlarged %v", state, before, now)
		}
		p.exec(`document.querySelector('.nf-prose .nf-enlarge').click()`)
		if now := eval[float64](p, width); now != before {
			t.Errorf("%s: %v px wide, and later %v", state, before, now)
		}
	}
}
