package render

import (
	"math"
	"strings"

	"newsflash/widget"
	"newsflash/widget/card"
)

// A card's height, before any browser has laid it out. The snippet reserves it with empty pictures, boxes that need no style: one of
// fixed height, one as high as a share of the width, and, since text in a narrow column has more lines, some small ones that wrap as
// words do. The card then fills what was reserved: its picture takes what the text leaves. So the estimate only has to be enough, not
// exact. The sizes are those of web/card.css, in CSS pixels at the usual text size of 16; the end-to-end test holds both together.

const (
	narrowest, widest = 200, 1200
	base              = 16.0
	small             = .875 * base // of meta, the button and related stories
	kickerSize        = .95 * base  // where it is largest, in scripts without capitals
	pictureShare      = .44         // of the width, at 16:9; the style sheet lets it shrink to .33 where fonts run wider than estimated
	narrowShare       = .36         // the same below 320 px
	textFace          = .92         // the text face's width, of the headline's
	monoFace          = 1.2         // the same where every letter is as wide
	naskhFace         = 1.1         // the same in Urdu, whose headlines are in Nastaliq
	heroShare         = .56
	scrim             = 4 * base // above a hero's text, where its ground begins
	openShare         = .18      // of a hero's width: above that, where nothing lies on the picture
	spareLine         = 22       // px
	rowDeck           = 3        // lines
	reserved          = 1.03     // what must be enough counts with wider families than the usual
	linkRoom          = 64       // px: the box of fixed height holds the headline's link, in the page's own type
)

// Reservation is the height that a snippet keeps free: Fixed px + Ratio·width, and Height px for every line that Pieces boxes of
// Width px take.
type Reservation struct {
	Ratio                 float64
	Fixed                 int
	Pieces, Width, Height int
}

// At is the height at a width, in px.
func (r Reservation) At(width float64) float64 {
	return r.Ratio*width + float64(r.Fixed) + float64(r.Height*r.lines(int(width)))
}

// lines is how many lines the pieces take.
func (r Reservation) lines(width int) int {
	if r.Pieces == 0 {
		return 0
	}
	each := max(width/r.Width, 1)
	return (r.Pieces + each - 1) / each
}

// Reserve is the package's Reserve for cards in the theme that the first's model names.
func (r *Renderer) Reserve(models ...card.Model) Reservation {
	return Reserve(r.theme(models[0].Theme), models...)
}

// Reserve finds the reservation that is enough for each of the models at every width and too much by the least. The theme is the
// snippet's: a tag that then names another one, with larger headlines, has a smaller picture.
func Reserve(t widget.Theme, models ...card.Model) Reservation {
	return enough(needs(t, models), shapes)
}

// Places of a strip, which web/card.css and web/loader/embed.js know too.
const (
	LeastStrip, MostStrip = 3, 6
	stripPlace, stripGap  = 200, 12 // px: the least width of a place with the gap beside it
)

// ReserveStrip is the room of cards beside each other: a box as wide as a place for each, which wrap as the places do.
func (r *Renderer) ReserveStrip(places int, models ...card.Model) Reservation {
	height := 0.0
	for _, m := range models {
		m.Layout, m.Deck, m.Byline, m.Updated, m.Related, m.HasProse = card.Standard, "", "", nil, nil, false
		m, l := dress(m, r.theme(models[0].Theme))
		l.margin = reserved
		for w := float64(stripPlace - stripGap); w <= widest/LeastStrip; w += step / 2 {
			height = max(height, l.need(m, w))
		}
	}
	return Reservation{Pieces: places, Width: stripPlace, Height: int(math.Ceil(height)) + stripGap}
}

// shapes are those of pieces that are tried; the first has none.
var shapes = func() []Reservation {
	all := []Reservation{{}}
	for _, pieces := range []int{2, 3, 4} {
		for _, width := range []int{70, 80, 90, 100, 110, 120, 140, 160, 180, 200, 240} {
			for height := 36; height <= 192; height += 12 {
				all = append(all, Reservation{Pieces: pieces, Width: width, Height: height})
			}
		}
	}
	return all
}()

// A band of widths is from 19 px below a multiple of step up to it: what pieces take changes only between bands, at the least.
const (
	step  = 20
	bands = (widest-narrowest)/step + 1
)

// needs are the heights that the models need, the most in every band.
func needs(t widget.Theme, models []card.Model) (need [bands]float64) {
	for _, m := range models {
		m, l := dress(m, t)
		l.margin = reserved
		for i := range need {
			for w := float64(narrowest + i*step - step/2); w <= float64(narrowest+i*step); w += step / 2 {
				need[i] = max(need[i], l.need(m, w)+spare(m, w))
			}
		}
	}
	return need
}

// enough is the reservation of one of the shapes that is too much by the least. The widths of usual columns count most.
func enough(need [bands]float64, shapes []Reservation) Reservation {
	best, least := Reservation{}, math.Inf(1)
	for _, shape := range shapes {
		var left [bands]float64 // what ratio and fixed have to keep
		for i := range left {
			left[i] = need[i] - float64(shape.Height*shape.lines(narrowest+i*step))
		}
		for ratio := 0.0; ratio <= .75; ratio += .03 {
			if ratio > 0 && ratio < leastRatio {
				continue
			}
			fixed, excess := float64(linkRoom), 0.0
			for i, height := range left {
				fixed = max(fixed, height-ratio*narrow(i))
			}
			for i, height := range left {
				lines := float64(shape.lines(narrowest + i*step))
				if ratio > 0 {
					lines++
				}
				excess += (ratio*narrow(i) + fixed - height + lines*below) * weights[i]
				if excess >= least {
					break
				}
			}
			if excess < least {
				least, best = excess, shape
				best.Ratio, best.Fixed = math.Round(ratio*100)/100, int(math.Ceil(fixed))
			}
		}
	}
	return best
}

const (
	below      = 8   // px that a page's own line height adds below every line of boxes; more than is reserved, and so never counted on
	leastRatio = .14 // below that, in a narrow column, a box is lower than a page's line of text
)

// narrow is the least width of a band, in px.
func narrow(band int) float64 { return float64(narrowest + (band-1)*step + 1) }

var weights = func() (w [bands]float64) {
	for i := range w {
		w[i] = 1
		if width := narrowest + i*step; width >= 260 && width <= 720 {
			w[i] = 3
		}
	}
	return w
}()

// Height is how high a card by itself should be at a width, in px.
func (r *Renderer) Height(m card.Model, width int) int {
	m, l := dress(m, r.theme(m.Theme))
	return int(math.Ceil(l.need(m, float64(width))))
}

// spare is what a reservation adds in narrow columns, whose text is easily a line longer than estimated. Where a picture stands
// above, it takes what is over.
func spare(m card.Model, w float64) float64 {
	if m.Picture != nil && (m.Layout == card.Row || m.Layout == card.Standard && w < 280) {
		return spareLine
	}
	return 0
}

// need is the least height of a card at a width.
func (l look) need(m card.Model, w float64) float64 {
	pad := l.space * clamp(14, .022*w+6, 24)
	switch m.Layout {
	case card.Compact:
		pad = l.space * clamp(11, .014*w+6, 18)
		return l.textHeight(m, w, w-4-2*pad-l.edges, clamp(1.05*base, .98*base+.005*w, 1.3*base), l.line+.07, false, false) + 2*pad + l.edges
	case card.Hero:
		size := clamp(1.2*base, .85*base+.022*w, 2.6*base)
		return max(l.textHeight(m, w, w-2*pad-l.edges, size, l.line, w >= 280, false)+2*pad+openShare*w+scrim+l.edges, heroShare*w)
	case card.List:
		size := clamp(1.12*base, .98*base+.009*w, 1.6*base)
		return l.textHeight(m, w, w-2*pad-l.edges, size, l.line, false, true) + 2*pad + l.edges + 4
	case card.Row:
		if m.Picture == nil {
			break // as wide as a standard card
		}
		share := .62
		if w < 440 {
			share = .67
		}
		return l.textHeight(m, w, share*w-2*pad-l.edges, clamp(1.08*base, .92*base+.011*w, 1.7*base), l.line, w >= 280, false) + 2*pad + l.edges
	}
	size := clamp(1.18*base, .92*base+.0175*w, 2.2*base)
	if m.Picture == nil {
		size = clamp(1.15*base, .7*base+.034*w, 2.5*base)
	}
	height := l.textHeight(m, w, w-2*pad-l.edges, size, l.line, w >= 280, m.Layout != card.Row) + 2*pad + l.edges
	switch {
	case m.Picture == nil:
		return height + 4 + .25*base + l.gap
	case w < 320:
		return height + l.picture*narrowShare*w
	}
	return height + l.picture*pictureShare*w
}

// textHeight adds up the parts of the text column; inner is its width.
func (l look) textHeight(m card.Model, w, inner, headSize, headLine float64, deck, related bool) float64 {
	inner /= l.margin
	headSize *= l.scale
	headLine = max(headLine, scriptLine(m.Title))
	gap := l.gap
	if m.Layout == card.Compact {
		gap *= .35 / .55
	}
	height := headSize * headLine * lines(m.Title, headSize, inner)
	if strings.HasPrefix(m.Lang, "ur") {
		height += .15 * headSize // what hangs below a line in Nastaliq
	}
	if m.Kicker != "" {
		height += gap + l.kicker + kickerSize*max(1.25, scriptLine(m.Kicker))*lines(m.Kicker, kickerSize, inner)
	}
	if deck && m.Deck != "" {
		size := base
		if w >= 720 {
			size = 1.125 * base
		}
		rows := lines(m.Deck, size*l.face, inner)
		if m.Layout == card.Row {
			rows = min(rows, rowDeck)
		}
		height += l.gap + size*max(1.42, scriptLine(m.Deck)*.85)*rows
	}
	height += gap + l.footHeight(m, w, inner)
	if related && len(m.Related) > 0 {
		height += l.gap + .15*base + 1 + .6*base + small*(max(1.3, scriptLine(m.Words.Related))+.15)
		size, around, face := small, .7, l.face
		if m.Layout == card.List {
			size, around, face = base, .9, 1
		}
		for i, link := range m.Related {
			if i == card.RelatedShown || w < 280 && i == 2 {
				break
			}
			rows := lines(link.Title, size*face, inner)
			line := max(1.35, scriptLine(link.Title)*.8)
			if m.Layout == card.List && strings.HasPrefix(m.Lang, "ur") {
				line = 2.1 // Nastaliq in the headline's face
			}
			height += 1 + around*size + size*line*rows
			if link.Date != nil && (rows > 1 || (advance(link.Title)*face+advance(link.Date.Label)*l.face+.6)*size > inner) {
				height += 1.35 * size // the date stands below
			}
		}
	}
	return height
}

// footHeight is the line of meta with the button: beside it, where it fits or, in a card w wide, wraps; else below it.
func (l look) footHeight(m card.Model, w, inner float64) float64 {
	button := 2.75 * small
	if m.Layout == card.Compact {
		button = 2.2 * small
	}
	if m.Layout == card.Compact && m.HasProse {
		return button // what does not fit beside it is not seen
	}
	meta, wide := l.meta(m, inner)
	if !m.HasProse {
		return meta
	}
	beside := advance(m.Words.ReadHere)*small*l.face + 3.2*base // with the gap
	fits := wide+beside <= inner
	if !fits && w >= metaBeside && m.Layout != card.Row {
		meta, _ = l.meta(m, inner-metaLess-metaDot)
		fits = beside <= metaLess+metaDot
	}
	if fits {
		return max(button, meta)
	}
	return meta + .5*base + button
}

const (
	metaBeside = 400         // px: the width of a card from which meta wraps beside the button
	metaDot    = 1.1 * small // px before each item
	metaLess   = 9 * small   // px that are left for the button and the gap
)

// meta is the height of the line of meta, whose items wrap as wholes where they can, and its width if it need not wrap.
func (l look) meta(m card.Model, inner float64) (height, wide float64) {
	const size, line, dot, gap = small, small * 1.4, metaDot, .2 * small
	items := []string{m.Byline}
	if m.Published != nil {
		items = append(items, m.Published.Label)
	}
	if m.Updated != nil {
		items = append(items, m.Words.Updated+"  "+m.Updated.Label)
	}
	left := 0.0 // on the line that is being filled
	for _, item := range append(items, m.ReadTime) {
		if item == "" {
			continue
		}
		width := advance(item)*size*l.face + dot
		wide += width
		if width > left {
			if height > 0 {
				height += gap
			}
			rows := lines(item, size*l.face, inner)
			height, left = height+line*rows, inner+dot
		}
		left -= width
	}
	return height, wide - dot
}

func clamp(low, value, high float64) float64 { return min(max(low, value), high) }
