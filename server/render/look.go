package render

import (
	"strings"

	"newsflash/widget"
	"newsflash/widget/card"
)

// look is what a theme does to a card's height.
type look struct {
	scale, line float64 // of the headline
	space       float64 // of what is between and around parts
	gap         float64 // px
	edges       float64 // px, of both borders
	kicker      float64 // px, what is around a tag
	picture     float64 // height, of that at 16:9
	face        float64 // the text face's width, of the headline's
	margin      float64 // what every text's width is multiplied with, to be safe
}

// dress takes from a card what its theme does not show.
func dress(m card.Model, t widget.Theme) (card.Model, look) {
	l := look{
		scale: float64(t.HeadlineScale) / 100, line: float64(t.HeadlineLine) / 100, space: t.Space(), gap: .55 * base * t.Space(),
		edges: 2 * float64(t.Border), picture: 16. / 9 / t.Ratio(), face: textFace, margin: 1,
	}
	if t.KickerStyle == "tag" {
		l.kicker = .2 * base
	}
	if t.TextFace == "mono" {
		l.face = monoFace
	}
	if strings.HasPrefix(m.Lang, "ur") {
		l.face = naskhFace
	}
	for _, part := range []struct {
		shown bool
		text  *string
	}{{t.Show.Kicker, &m.Kicker}, {t.Show.Deck, &m.Deck}, {t.Show.Byline, &m.Byline}, {t.Show.ReadTime, &m.ReadTime}} {
		if !part.shown {
			*part.text = ""
		}
	}
	if !t.Show.Date {
		m.Published, m.Updated = nil, nil
	}
	if !t.Show.Related {
		m.Related = nil
	}
	if !t.Show.Picture {
		m.Picture = nil
	}
	return m, l
}
