//go:build e2e

package e2e

import (
	"fmt"
	"log/slog"
	"testing"

	"newsflash/server/asset"
	"newsflash/server/sanitize"
	shop "newsflash/server/site"
	"newsflash/server/store/sqlite"
	"newsflash/web"
	design "newsflash/widget/card"
)

// TestStripKeepsItsRoom: at every width, as the console writes the element; its cards are of the same height.
func TestStripKeepsItsRoom(t *testing.T) {
	t.Parallel()
	s := demo(t)
	st, err := sqlite.Open(t.Context(), demoData)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	assets, err := asset.Load(web.Dist(), web.Names...)
	if err != nil {
		t.Fatal(err)
	}
	cards, err := shop.New(t.Context(), st, assets, s.url, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	var articles []sanitize.Article
	for _, id := range demoCards {
		a, err := cards.Article(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, a)
	}
	for _, places := range []int{3, 6} {
		strip, err := cards.Render().List("latest", articles, design.Options{}, "", places)
		if err != nil {
			t.Fatal(err)
		}
		for _, width := range []int{240, 320, 480, 620, 900, 1200} {
			p := open(t, partnerPage(t, nil, partnerHTML(strip+forAll(s))), look{width: int64(width) + 16, height: 3000, before: watchShifts})
			p.wait(fmt.Sprintf(`document.querySelector('[data-newsflash]').shadowRoot?.querySelectorAll('.nf-strip > div').length === %d`, places))
			type seen struct {
				Shift, Spare float64
				Heights      []float64
			}
			got := eval[seen](p, `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
				const host = document.querySelector('[data-newsflash]'), all = [...host.shadowRoot.querySelectorAll('.nf-strip > div')].map(c => c.shadowRoot.querySelector('.nf'));
				done({ Shift: __shift, Spare: Math.max(...all.map(c => c.getBoundingClientRect().bottom - c.lastElementChild.getBoundingClientRect().bottom)), Heights: [...new Set(all.map(c => Math.round(c.getBoundingClientRect().height)))] });
			})))`)
			if got.Shift > 0 || len(got.Heights) != 1 || got.Spare > 3 {
				t.Errorf("%d places at %d px: %+v", places, width, got)
			}
		}
	}
}
