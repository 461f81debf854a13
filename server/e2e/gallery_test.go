//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"

	"newsflash/server/theme"
	model "newsflash/widget/card"
)

// galleryWidths are the widths of a card's place in the gallery, in px: the narrowest that is promised, a phone, a column, a text's
// width and a whole page.
var galleryWidths = []int{240, 320, 480, 600, 900}

// galleryArticles are the hard ones: words that fit nowhere, headlines at the limit, nothing but a headline, the other direction.
func galleryArticles(pictures string) []map[string]any {
	long := strings.Repeat("Donaudampfschifffahrtsgesellschaft", 6)
	related := []map[string]string{
		{"title": "Harbour office opens its books after forty years", "url": "https://morning.example/books", "date": "2026-03-02"},
		{"title": long, "url": "https://morning.example/word", "date": "2026-02-11"},
		{"title": "What the tide table does not say"},
	}
	return []map[string]any{
		{
			"id": "usual", "url": "https://morning.example/usual", "title": "The night ferry returns to the old harbour, and half the town stays up to watch",
			"summary":        "After eleven winters without a boat the first crossing sold out in nine minutes.",
			"date_published": "2026-03-04T21:15:00Z", "authors": []map[string]string{{"name": "Ines Talbot"}}, "content_text": "The last boat of the old line left in 2014. Nobody waved.\n\nOn Tuesday the quay was full again.", "image": pictures + "harbour-ferry.jpg",
			"_newsflash": map[string]any{"kicker": "Coast", "image_alt": "A lit ferry at a quay by night", "read_time": "3 min read", "related": related},
		},
		{
			"id": "words", "url": "https://morning.example/words", "title": long + " hebt ab", "language": "de",
			"summary": "https://morning.example/" + strings.Repeat("abcdefghij", 20), "date_published": "2026-03-04T21:15:00+01:00",
			"authors": []map[string]string{{"name": long[:110]}}, "content_text": long, "image": pictures + "harbour-ferry.jpg",
			"_newsflash": map[string]any{"kicker": long[:78], "image_alt": long, "related": related},
		},
		{
			"id": "lengthy", "url": "https://morning.example/lengthy", "title": cut(strings.Repeat("A headline that an editor forgot to shorten before the page went out ", 5), 290),
			"summary": strings.Repeat("A deck that tells the whole story and then tells it again. ", 12), "date_published": "2026-03-04",
			"_newsflash": map[string]any{"related": related},
		},
		{"id": "bare", "title": "Only a headline"},
		{
			"id": "urdu", "url": "https://morning.example/urdu", "language": "ur", "title": "پرانی بندرگاہ پر رات کی کشتی گیارہ سال بعد واپس، آدھا شہر دیکھنے نکل آیا",
			"summary": "پہلے سفر کے ٹکٹ نو منٹ میں ختم ہو گئے؛ Ferry Line Ltd کے مطابق اگلا سفر جمعے کو ہے۔", "date_published": "2026-03-04T21:15:00+05:00",
			"authors": []map[string]string{{"name": "انیس طالب"}}, "image": pictures + "harbour-ferry.jpg",
			"_newsflash": map[string]any{"kicker": "ساحل", "image_alt": "رات کو گھاٹ پر روشن کشتی", "related": []map[string]string{
				{"title": "بندرگاہ کے دفتر نے چالیس سال بعد کھاتے کھول دیے", "url": "https://morning.example/u1", "date": "2026-03-02"},
				{"title": strings.Repeat("طویل", 50), "url": "https://morning.example/u2"},
			}},
		},
		{
			"id": "arabic", "url": "https://morning.example/arabic", "language": "ar", "title": "عودة العبّارة الليلية إلى " + strings.Repeat("الميناء", 30),
			"summary": "نفدت تذاكر الرحلة الأولى في تسع دقائق.", "date_published": "2026-03-04",
			"_newsflash": map[string]any{"kicker": "الساحل", "related": []map[string]string{{"title": "مكتب الميناء يفتح دفاتره", "url": "https://morning.example/a1", "date": "2026-03-02"}}},
		},
	}
}

// escapes lists the text that is painted outside of its card, and what makes a card scroll sideways. Text that the style sheet cuts
// off on purpose (a second line of meta in "compact") is inside by being hidden.
const escapes = `(() => {
	const bad = []
	for (const host of document.querySelectorAll('newsflash-card')) {
		const root = host.shadowRoot.querySelector('.nf'), say = (what) => bad.push(host.parentNode.title + ': ' + what)
		const box = root.getBoundingClientRect()
		if (Math.abs(box.width - host.parentNode.clientWidth) > 1) say('is ' + box.width + ' px wide')
		if (root.scrollWidth > root.clientWidth + 1) say('scrolls sideways')
		for (const part of root.querySelectorAll('.nf-head, .nf-deck, .nf-kicker, .nf-rel li, .nf-read, .nf-label, .nf-meta > *')) {
			if (!part.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
			const range = document.createRange()
			range.selectNodeContents(part)
			// What holds the text and cuts it.
			let cut = box
			for (let up = part; up !== root; up = up.parentNode) if (getComputedStyle(up).overflow !== 'visible') { const b = up.getBoundingClientRect(); cut = { left: Math.max(cut.left, b.left), right: Math.min(cut.right, b.right), top: Math.max(cut.top, b.top), bottom: Math.min(cut.bottom, b.bottom) } }
			for (const r of range.getClientRects()) {
				if (r.width === 0 || r.bottom <= cut.top || r.top >= cut.bottom) continue
				if (r.left < cut.left - 1 || r.right > cut.right + 1 || r.top < box.top - 2 || r.bottom > box.bottom + 2) say(part.className + ' "' + part.textContent.slice(0, 20) + '" at ' + [r.left - box.left, r.right - box.left, r.top - box.top, r.bottom - box.top].map(Math.round) + ' of ' + [box.width, box.height].map(Math.round))
			}
		}
	}
	if (document.documentElement.scrollWidth > innerWidth) bad.push('the page scrolls sideways')
	return bad
})()`

// hardest are those that every preset is tried with.
var hardest = []string{"words", "urdu"}

// galleryPage has a card in every layout and width, one row per layout.
func galleryPage(s *server, id, preset string) string {
	var b strings.Builder
	b.WriteString(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>` + preset + " " + id + `</title><link rel="icon" href="data:,"><style>
		:root{color-scheme:light dark;background:light-dark(#e9e9e6,#08090a);font:12px/1.4 sans-serif} body{margin:20px} .row{display:flex;gap:20px;align-items:start;margin-bottom:24px} .place{flex:none}
		</style></head><body>`)
	for _, layout := range model.Layouts {
		b.WriteString(`<div class="row">`)
		for _, width := range galleryWidths {
			fmt.Fprintf(&b, `<div class="place" style="width:%dpx" title="%s %s %d">%s</div>`, width, id, layout, width,
				tag(s, id, fmt.Sprintf(`data-theme="%s" data-layout="%s"`, preset, layout)))
		}
		b.WriteString(`</div>`)
	}
	return b.String() + `</body></html>`
}

// TestGallery holds every preset × layout × width × direction to its box, in both schemes. With GALLERY=DIR it leaves pictures of
// all that for somebody's eyes.
func TestGallery(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	articles := galleryArticles(demoPictures(t))
	items := make([]string, len(articles))
	for i, a := range articles {
		items[i] = asJSON(t, a)
	}
	ingest(t, data, items...)
	s := serve(t, "--data", data)
	shots := os.Getenv("GALLERY")
	for i, preset := range theme.Presets() {
		for _, a := range articles {
			id := a["id"].(string)
			if i > 0 && shots == "" && !slices.Contains(hardest, id) {
				continue // the default has seen the others
			}
			t.Run(preset.Name+"/"+id, func(t *testing.T) {
				p := open(t, partnerPage(t, nil, galleryPage(s, id, preset.Name)), look{width: 2700, height: 1000})
				p.wait(fmt.Sprintf(`%s.length === %d`, cards, len(model.Layouts)*len(galleryWidths)))
				p.wait(cards + `.every(h => [...h.shadowRoot.querySelectorAll('img')].every(i => { i.loading = 'eager'; return i.complete && i.naturalWidth > 0 }))`)
				for _, scheme := range []string{"light", "dark"} {
					call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
					for _, bad := range eval[[]string](p, escapes) {
						t.Error(scheme, bad)
					}
					if shots == "" {
						continue
					}
					eval[bool](p, `Promise.all(`+cards+`.flatMap(h => [...h.shadowRoot.querySelectorAll('img')].map(i => i.decode()))).then(() => true)`)
					height := eval[float64](p, `document.documentElement.scrollHeight`)
					shot := call(p, page.CaptureScreenshot, page.CaptureScreenshotParams{
						CaptureBeyondViewport: new(true), Clip: &page.Viewport{Width: 2700, Height: height, Scale: .6},
					})
					if err := os.WriteFile(filepath.Join(shots, preset.Name+"-"+id+"-"+scheme+".png"), shot.Data, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			})
		}
	}
}
