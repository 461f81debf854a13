//go:build js

package main

import (
	"net/http"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"newsflash/widget/api"
)

// partnersPage lists the sites that show cards.
type partnersPage struct {
	app.Compo
	ctx    app.Context
	list   *api.PartnerList
	edited api.Partner // in the form; a new one has no id
	isNew  bool
	err    error
	form   error
}

// OnMount loads partners and themes.
func (p *partnersPage) OnMount(ctx app.Context) {
	p.ctx, p.isNew, p.edited.Status = ctx, true, api.Active
	loadThemes(ctx)
	p.load(ctx)
}

func (p *partnersPage) load(ctx app.Context) {
	ask(ctx, http.MethodGet, api.PathPartners, nil, func(_ app.Context, list api.PartnerList, err error) {
		if p.err = err; err == nil {
			p.list = &list
		}
	})
}

// Render draws the list and the form.
func (p *partnersPage) Render() app.UI {
	return app.Div().Body(
		title("Partners"),
		problem(sayOf(p.err)),
		maybe(p.list != nil, func() app.UI {
			return app.Div().Body(
				maybe(len(p.list.Partners) == 0, func() app.UI {
					return app.P().Class("empty").Text("There are no partners yet. Any page may show cards; name a partner to give its cards a theme of their own, or to let only partners show them.")
				}),
				app.Ul().Class("rows").Body(app.Range(p.list.Partners).Slice(p.row)),
				maybe(desk.admin(), p.admins),
			)
		}),
	)
}

func (p *partnersPage) admins() app.UI {
	return app.Div().Body(
		app.Div().Class("check").Body(
			app.Input().Type("checkbox").ID("restricted").Checked(p.list.Restricted).OnChange(p.restrict).Aria("describedby", "restricted-hint"),
			app.Label().For("restricted").Text("Only these partners may show cards"),
			app.P().Class("hint").ID("restricted-hint").Text("On all other pages the plain link stays. The list of their addresses is part of every card's script, so it can be read by anyone."),
		),
		app.H2().ID("h-form").TabIndex(-1).Text(map[bool]string{true: "Add a partner", false: "Change " + p.edited.Name}[p.isNew]),
		app.Form().Class("narrow").OnSubmit(p.save).Body(
			control("p-name", "Name", "", field(p.form, "name"), text("p-name", p.edited.Name, field(p.form, "name"))),
			control("p-id", "Short name", "What its tags say in data-partner. It cannot be changed later.", field(p.form, "id"), text("p-id", p.edited.ID, field(p.form, "id")).ReadOnly(!p.isNew)),
			control("p-origins", "Addresses of its pages", "One per line, like https://www.partner.example. https://*.partner.example is every name below.", field(p.form, "origins"),
				app.Textarea().ID("p-origins").Name("p-origins").Rows(3)),
			control("p-theme", "Theme of its cards", "", field(p.form, "theme"), choice("p-theme", p.edited.Theme, themeOptions(option{"", "as its tags say, or the default"}), func(_ app.Context, v string) { p.edited.Theme = v })),
			control("p-status", "Status", "", field(p.form, "status"), choice("p-status", string(p.edited.Status), []option{{string(api.Active), "active"}, {string(api.Paused), "paused: its pages show the plain link"}}, func(_ app.Context, v string) { p.edited.Status = api.Status(v) })),
			problem(sayOf(p.form)),
			app.Div().Class("line").Body(
				app.Button().Class("main").Type("submit").Text("Save"),
				maybe(!p.isNew, func() app.UI {
					return app.Button().Type("button").Text("Cancel").OnClick(func(app.Context, app.Event) { p.edit(api.Partner{Status: api.Active}, true) })
				}),
			),
		),
	)
}

func (p *partnersPage) row(i int) app.UI {
	one := p.list.Partners[i]
	theme := "no theme of its own"
	if one.Theme != "" {
		theme = "theme " + one.Theme
	}
	return app.Li().Body(
		app.Div().Class("what").Body(
			app.Strong().Text(one.Name),
			app.Span().Class("meta").Text(strings.Join(one.Origins, " · ")),
			app.Span().Class("meta").Body(app.Span().Text(theme+" · "), app.Code().Text(`data-partner="`+one.ID+`"`)),
		),
		maybe(one.Status == api.Paused, func() app.UI { return app.Span().Class("tag warn").Text("paused") }),
		maybe(desk.admin(), func() app.UI {
			return app.Div().Class("line").Body(
				app.Button().Type("button").Text("Change").Aria("label", "Change "+one.Name).OnClick(func(ctx app.Context, _ app.Event) {
					p.edit(one, false)
					ctx.Defer(func(app.Context) { focus("#p-name") })
				}, app.EventScope(one.ID, one.Name)),
				&sure{Scope: one.ID, Label: "Remove", Question: "Remove " + one.Name + "?", Yes: "Remove", Do: func() {
					ask(p.ctx, http.MethodDelete, api.PathPartner+one.ID, nil, func(ctx app.Context, _ struct{}, err error) {
						if p.err = err; err == nil {
							p.load(ctx)
							desk.say(ctx, one.Name+" is removed.")
						}
					})
				}},
			)
		}),
	)
}

// edit puts a partner into the form.
func (p *partnersPage) edit(one api.Partner, isNew bool) {
	p.edited, p.isNew, p.form = one, isNew, nil
	put("p-name", one.Name)
	put("p-id", one.ID)
	put("p-origins", strings.Join(one.Origins, "\n"))
	put("p-theme", one.Theme)
	put("p-status", string(one.Status))
}

func (p *partnersPage) restrict(ctx app.Context, _ app.Event) {
	only := ctx.JSSrc().Get("checked").Bool()
	ask(ctx, http.MethodPut, api.PathSettings, api.SettingsForm{Restricted: only}, func(ctx app.Context, s api.SettingsForm, err error) {
		if p.err = err; err != nil {
			return
		}
		p.list.Restricted = s.Restricted
		desk.say(ctx, map[bool]string{true: "Only these partners show cards, everywhere within a minute.", false: "Any page may show cards."}[s.Restricted])
	})
}

func (p *partnersPage) save(ctx app.Context, e app.Event) {
	e.PreventDefault()
	p.edited.Name, p.edited.Origins = typed("p-name"), strings.Split(typed("p-origins"), "\n")
	if p.isNew {
		if p.edited.ID = typed("p-id"); p.edited.ID == "" {
			p.edited.ID = slug(p.edited.Name)
		}
	}
	if p.edited.ID == "" {
		p.form = refusal{Problem: api.Problem{Say: "Give the partner a short name of small letters.", Fields: []api.FieldProblem{{Field: "id", Say: "This is missing."}}}}
		return
	}
	ask(ctx, http.MethodPut, api.PathPartner+p.edited.ID, p.edited, func(ctx app.Context, one api.Partner, err error) {
		if p.form = err; err == nil {
			p.edit(api.Partner{Status: api.Active}, true)
			p.load(ctx)
			desk.say(ctx, one.Name+" is saved.")
		}
	})
}
