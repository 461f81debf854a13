//go:build js

package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"newsflash/widget"
	"newsflash/widget/api"
	"newsflash/widget/card"
)

// cards are what the theme can be tried on.
func (p *themePage) cards() []card.Model {
	if p.own != nil {
		return append([]card.Model{*p.own}, p.samples...)
	}
	return p.samples
}

func (p *themePage) stage() app.UI {
	cards := p.cards()
	var names []option
	for i, m := range cards {
		name := m.Title
		if p.own != nil && i == 0 {
			name = "Yours: " + name
		}
		names = append(names, option{strconv.Itoa(i), name})
	}
	return app.Section().Aria("labelledby", "h-preview").Body(
		app.H2().ID("h-preview").Text("Preview"),
		app.Div().Class("line").Body(
			control("layout", "Layout", "", "", choice("layout", string(p.layout), layoutOptions(), func(_ app.Context, v string) { p.layout = card.Layout(v) })),
			control("width", "Width", "", "", choice("width", strconv.Itoa(p.width), widths, func(_ app.Context, v string) { p.width = number(v) })),
			control("sample", "Article", "", "", choice("sample", strconv.Itoa(p.sample), names, func(_ app.Context, v string) { p.sample = number(v) })),
		),
		maybe(p.sample < len(cards), func() app.UI {
			return app.Div().Class("pairs").Body(p.shown(cards[p.sample], card.Light), p.shown(cards[p.sample], card.Dark))
		}),
	)
}

func (p *themePage) shown(m card.Model, scheme card.Scheme) app.UI {
	m.Layout, m.Theme, m.Scheme = p.layout, p.Name, scheme
	return app.Div().Class("ground").DataSet("scheme", string(scheme)).Body(
		app.P().Class("meta").Text(string(scheme)),
		&preview{Model: m, Width: p.width},
	)
}

// meter lists each pair of colours with its contrast.
func (p *themePage) meter() app.UI {
	failing := 0
	for _, c := range p.report.Contrasts {
		if c.Ratio < c.Least {
			failing++
		}
	}
	words := "Every pair of colours can be read."
	if failing > 0 {
		words = plural(failing, "pair") + " of colours cannot be read: the theme cannot be saved so."
	}
	contrasts := slices.Clone(p.report.Contrasts)
	slices.SortStableFunc(contrasts, func(a, b api.Contrast) int { return compare(a.Ratio/a.Least, b.Ratio/b.Least) })
	return app.Section().Class("meter").Aria("labelledby", "h-contrast").Body(
		app.H2().ID("h-contrast").Text("Contrast"),
		app.P().ID("contrast").Role("status").Class(map[bool]string{true: "wrong", false: "right"}[failing > 0]).Text(words),
		app.Details().Open(failing > 0).Body(
			app.Summary().Text(plural(len(contrasts), "pair")),
			app.Ul().Class("notes").Body(app.Range(contrasts).Slice(func(i int) app.UI { return p.contrast(contrasts[i]) })),
		),
	)
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (p *themePage) contrast(c api.Contrast) app.UI {
	verdict := "passes"
	if c.Ratio < c.Least {
		verdict = "fails"
	}
	return app.Li().Class(verdict).Body(
		app.Span().Text(fmt.Sprintf("%s on %s, %s: %.2f, needs %.1f: %s. ", label(c.Field), strings.ReplaceAll(c.On, "_", " "), c.Scheme, c.Ratio, c.Least, verdict)),
		maybe(c.Fix != "", func() app.UI {
			return app.Button().Type("button").Text("Use "+c.Fix).OnClick(func(ctx app.Context, _ app.Event) {
				color, err := widget.ParseColor(c.Fix)
				if err != nil {
					return
				}
				p.last = "" // it is a step of its own
				p.write(ctx, c.Field, func(t widget.Token) { setColor(t, c.Scheme, color) })
				p.goTo(ctx, true)
			}, app.EventScope(c.Field, c.On, c.Scheme, c.Fix))
		}),
	)
}
