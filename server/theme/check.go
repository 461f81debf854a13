package theme

import (
	"fmt"
	"math"
	"slices"

	"newsflash/widget"
)

// What WCAG 2.2 AA asks for: 4.5:1 of text (1.4.3), 3:1 of controls' borders and of focus (1.4.11). A headline is large
// text, for which 3:1 would do, in some layouts only: the compact one sets it below 14 pt bold.
const (
	needText    = 4.5
	needControl = 3.0
)

// Problem is a pair of colours that cannot be told apart well enough, or from Measure any pair.
type Problem struct {
	Field, On string // the tokens with their scheme: "link.dark" on "paper.dark"
	Color     widget.Color
	Behind    widget.Color
	Ratio     float64 // what they have, and what they need
	Need      float64
	// Nearest is the colour closest to Color that passes on everything Field stands on. Found is false where none does:
	// then what is behind has to change.
	Nearest widget.Color
	Found   bool
}

// Error is a sentence without its full stop.
func (p Problem) Error() string {
	// Rounded down, so that what fails is never printed as what would pass.
	s := fmt.Sprintf("%s %s on %s %s has a contrast of %.2f:1 and needs %.1f:1", p.Field, p.Color, p.On, p.Behind, math.Floor(p.Ratio*100)/100, p.Need)
	if !p.Found {
		return s + "; no colour passes on all that lies behind it: bring these closer together, or further from the middle"
	}
	return s + fmt.Sprintf("; the nearest colour that passes is %s", p.Nearest)
}

// demand says that one token has to stand out from others.
type demand struct {
	field string
	pair  widget.Pair
	need  float64
	on    []ground
}

type ground struct {
	field string
	pair  widget.Pair
}

// demands lists what a theme's card shows on what, in every layout: text stands on the paper, and on the shade where a
// picture has not come.
func demands(t widget.Theme) []demand {
	everywhere := []ground{{"paper", t.Paper}, {"shade", t.Shade}}
	all := []demand{
		{"ink", t.Ink, needText, everywhere},
		{"headline", t.Headline, needText, everywhere},
		{"quiet", t.Quiet, needText, everywhere},
		{"accent", t.Accent, needText, everywhere},
		{"on_accent", t.OnAccent, needText, []ground{{"accent", t.Accent}}},
		{"link", t.Link, needText, everywhere},
		{"focus", t.Focus, needControl, everywhere},
	}
	button := ground{"button_paper", t.ButtonPaper}
	switch t.ButtonStyle {
	case "solid":
		all = append(all, demand{"button_paper", t.ButtonPaper, needControl, everywhere}, demand{"button_ink", t.ButtonInk, needText, []ground{button}})
	case "text":
		all = append(all, demand{"button_ink", t.ButtonInk, needText, everywhere})
	default:
		all = append(all, demand{"line", t.Line, needControl, everywhere}, demand{"button_ink", t.ButtonInk, needText, []ground{button}})
	}
	return all
}

// Check finds every pair of colours that fails, in both schemes; none means that the theme can be read.
func Check(t widget.Theme) []Problem {
	return slices.DeleteFunc(Measure(t), func(p Problem) bool { return p.Ratio >= p.Need })
}

// Measure lists every pair of colours that a card shows, in both schemes, those that pass too: without a Nearest.
func Measure(t widget.Theme) (out []Problem) {
	schemes := []struct {
		name string
		of   func(widget.Pair) widget.Color
	}{
		{".light", func(p widget.Pair) widget.Color { return p.Light }},
		{".dark", func(p widget.Pair) widget.Color { return p.Dark }},
	}
	for _, scheme := range schemes {
		for _, d := range demands(t) {
			var behind []widget.Color
			for _, g := range d.on {
				behind = append(behind, scheme.of(g.pair))
			}
			color := scheme.of(d.pair)
			var near widget.Color
			var found, sought bool
			for i, g := range d.on {
				p := Problem{Field: d.field + scheme.name, On: g.field + scheme.name, Color: color, Behind: behind[i], Ratio: Contrast(color, behind[i]), Need: d.need}
				if p.Ratio < p.Need {
					if !sought {
						near, found = nearestColor(color, behind, d.need)
						sought = true
					}
					p.Nearest, p.Found = near, found
				}
				out = append(out, p)
			}
		}
	}
	return out
}

func problems(t widget.Theme) (out []error) {
	for _, p := range Check(t) {
		out = append(out, p)
	}
	return out
}
