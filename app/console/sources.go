//go:build js

package main

import (
	"net/http"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"newsflash/widget/api"
)

// sourcesPage lists where articles come from.
type sourcesPage struct {
	app.Compo
	ctx     app.Context
	sources []api.Source
	loaded  bool
	err     error
	form    error
	report  *api.CheckReport
	busy    string // what is being waited for
}

// OnMount loads the list.
func (p *sourcesPage) OnMount(ctx app.Context) {
	p.ctx = ctx
	p.load(ctx)
}

func (p *sourcesPage) load(ctx app.Context) {
	ask(ctx, http.MethodGet, api.PathSources, nil, func(_ app.Context, all []api.Source, err error) {
		p.err = err
		if err == nil {
			p.sources, p.loaded = all, true
		}
	})
}

// Render draws the list and the form.
func (p *sourcesPage) Render() app.UI {
	return app.Div().Body(
		title("Sources"),
		problem(sayOf(p.err)),
		maybe(p.loaded && len(p.sources) == 0, func() app.UI {
			return app.P().Class("empty").Text("There are no sources yet. Give the address of your site or feed below: the best way to read it is found by itself.")
		}),
		app.Ul().Class("rows").Body(app.Range(p.sources).Slice(p.row)),
		app.H2().Text("Add a source"),
		app.Form().Class("narrow").OnSubmit(p.check).Body(
			control("url", "Address", "Of a site, a feed, a sitemap or a page.", "", text("url", "", "").Type("url").Placeholder("https://")),
			app.Details().Body(
				app.Summary().Text("Name, time zone, language"),
				control("id", "Name", "Small letters, digits and hyphens. Empty: made of the address.", "", text("id", "", "")),
				control("zone", "Time zone of dates that name none", "Like Europe/Berlin. Empty: UTC.", "", text("zone", "", "")),
				control("lang", "Language of articles that name none", "Like en or ur-PK. It also decides what 8/11/2025 means.", "", text("lang", "", "")),
			),
			problem(sayOf(p.form)),
			app.Div().Class("line").Body(
				app.Button().Type("submit").Disabled(p.busy != "").Text("Look first"),
				app.If(desk.admin(), func() app.UI {
					return app.Button().Class("main").Type("button").Disabled(p.busy != "").Text("Add").OnClick(p.add)
				}).Else(func() app.UI { return app.Span().Class("hint").Text("Admins add sources.") }),
			),
		),
		app.Div().Aria("live", "polite").Body(
			maybe(p.busy != "", func() app.UI { return app.P().Class("wait").Text(p.busy) }),
			maybe(p.report != nil && p.busy == "", p.showReport),
		),
	)
}

func (p *sourcesPage) row(i int) app.UI {
	s := p.sources[i]
	return app.Li().Body(
		app.Div().Class("what").Body(
			app.Strong().Text(s.ID),
			app.Span().Class("meta").Text(s.Kind+" · "+s.URL),
			app.Span().Class("meta").Text("Last read "+when(s.Succeeded, "never")+" · next "+when(s.Next, "at once")),
			maybe(s.Error != "", func() app.UI {
				return app.Span().Class("wrong").Text(plural(max(s.Failures, 1), "failed try") + ": " + s.Error)
			}),
		),
		app.Div().Class("line").Body(
			maybe(s.Kind != "push", func() app.UI {
				return app.Button().Type("button").Text("Read now").Aria("label", "Read "+s.ID+" now").OnClick(func(ctx app.Context, _ app.Event) {
					ask(ctx, http.MethodPost, api.PathSource+s.ID+"/poll", nil, func(ctx app.Context, _ api.Source, err error) {
						if p.err = err; err == nil {
							desk.say(ctx, s.ID+" is being read.")
							p.load(ctx)
						}
					})
				}, app.EventScope(s.ID))
			}),
			maybe(desk.admin(), func() app.UI {
				return &sure{Scope: s.ID, Label: "Remove", Question: "Remove " + s.ID + "? Its articles stay.", Yes: "Remove", Do: func() {
					ask(p.ctx, http.MethodDelete, api.PathSource+s.ID, nil, func(ctx app.Context, _ struct{}, err error) {
						if p.err = err; err == nil {
							p.load(ctx)
							desk.say(ctx, s.ID+" is removed.")
						}
					})
				}}
			}),
		),
	)
}

func (p *sourcesPage) described() api.NewSource {
	return api.NewSource{URL: typed("url"), ID: typed("id"), Zone: typed("zone"), Lang: typed("lang")}
}

func (p *sourcesPage) check(ctx app.Context, e app.Event) {
	e.PreventDefault()
	p.busy, p.form, p.report = "Looking at it. A slow site may take a minute …", nil, nil
	ask(ctx, http.MethodPost, api.PathCheck, p.described(), func(_ app.Context, r api.CheckReport, err error) {
		if p.busy, p.form = "", err; err == nil {
			p.report = &r
		}
	})
}

func (p *sourcesPage) add(ctx app.Context, _ app.Event) {
	p.busy, p.form, p.report = "Looking for the best way to read it …", nil, nil
	ask(ctx, http.MethodPost, api.PathSources, p.described(), func(ctx app.Context, s api.Source, err error) {
		if p.busy, p.form = "", err; err != nil {
			return
		}
		put("url", "")
		desk.say(ctx, s.ID+" is added and is being read: "+s.Kind+", "+s.URL)
		p.load(ctx)
	})
}

func (p *sourcesPage) showReport() app.UI {
	r := p.report
	return app.Section().Class("panel").Aria("labelledby", "h-report").Body(
		app.H2().ID("h-report").Text("What this source would give"),
		app.P().Class("meta").Text(r.Kind+" · "+r.URL),
		maybe(len(r.Articles) == 0, func() app.UI { return app.P().Text("No articles were found there.") }),
		app.Range(r.Articles).Slice(func(i int) app.UI {
			a := r.Articles[i]
			return app.Details().Body(
				app.Summary().Body(app.Span().Class("headline").Dir("auto").Text(a.Title), maybe(len(a.Notes) > 0, func() app.UI { return app.Span().Class("tag warn").Text(plural(len(a.Notes), "warning")) })),
				problem(a.Error),
				app.Ul().Class("notes").Body(app.Range(a.Notes).Slice(func(n int) app.UI { return app.Li().Text(a.Notes[n]) })),
				maybe(len(a.Fields) > 0, func() app.UI { return fieldTable(a.Fields) }),
			)
		}),
	)
}
