//go:build js

package main

import (
	"net/http"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"newsflash/widget/api"
)

// doctorPage says what keeps a partner's page from showing its cards.
type doctorPage struct {
	app.Compo
	report *api.PageReport
	busy   bool
	err    error
}

// Render draws the form and what was found.
func (p *doctorPage) Render() app.UI {
	return app.Div().Body(
		title("Doctor"),
		app.P().Class("lead").Text("A partner’s page does not show its card, or moves when it comes? Give its address: the page, its policies and its snippets are read, and what is wrong is named with the line to add."),
		app.Form().Class("narrow").OnSubmit(p.examine).Body(
			control("url", "Address of the page", "", "", text("url", "", "").Type("url").Placeholder("https://")),
			problem(sayOf(p.err)),
			app.Button().Class("main").Type("submit").Disabled(p.busy).Text("Examine"),
		),
		app.Div().Aria("live", "polite").Body(
			maybe(p.busy, func() app.UI { return app.P().Class("wait").Text("Looking at it. A slow page may take a minute …") }),
			maybe(p.report != nil && !p.busy, p.result),
		),
	)
}

func (p *doctorPage) examine(ctx app.Context, e app.Event) {
	e.PreventDefault()
	p.busy, p.err, p.report = true, nil, nil
	ask(ctx, http.MethodPost, api.PathDoctor, api.PageToExamine{URL: typed("url")}, func(_ app.Context, r api.PageReport, err error) {
		if p.busy, p.err = false, err; err == nil {
			p.report = &r
		}
	})
}

func (p *doctorPage) result() app.UI {
	r := p.report
	opened := "No browser was found on the server, so that it was only read."
	if r.Browser {
		opened = "It was opened in a browser, too."
	}
	return app.Section().Class("panel").Aria("labelledby", "h-report").Body(
		app.H2().ID("h-report").Text(p.verdict()),
		app.P().Class("meta").Text(r.Page+" · asks for "+plural(r.Cards, "card")),
		maybe(r.Cards > 0, func() app.UI { return app.P().Class("hint").Text(opened) }),
		app.Ol().Class("findings").Body(app.Range(r.Findings).Slice(func(i int) app.UI {
			f := r.Findings[i]
			kind := "advice"
			if f.Fault {
				kind = "fault"
			}
			return app.Li().Body(
				app.P().Body(app.Span().Class("tag "+kind).Text(kind), app.Text(" "+f.Say)),
				maybe(f.Line != "", func() app.UI {
					return app.Div().Class("mend").Body(app.Pre().Body(app.Code().Text(f.Line)), &copyButton{Label: "Copy", Text: f.Line})
				}),
			)
		})),
	)
}

func (p *doctorPage) verdict() string {
	switch n := p.report.Faults(); {
	case n > 0:
		return plural(n, "fault")
	case p.report.Cards == 0:
		return "There is no card on this page"
	}
	return "The cards of this page are well"
}
