//go:build js

package main

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"newsflash/widget"
	"newsflash/widget/api"
	"newsflash/widget/card"
)

// themePage edits one theme. What is typed changes one style sheet, at once (dress); the page itself is drawn anew only
// when the server has said something about it.
type themePage struct {
	app.Compo
	Name string

	edits
	loaded  bool
	saved   widget.Theme // as the server has it
	report  api.ThemeReport
	history []api.ThemeRevision
	samples []card.Model
	own     *card.Model // the publisher's latest article
	err     error
	form    error
	typing  debounce

	layout card.Layout
	width  int
	sample int // place in cards
}

// CompoID makes another page for another theme.
func (p *themePage) CompoID() string { return p.Name }

// OnMount loads the theme, its history, and what it is tried on.
func (p *themePage) OnMount(ctx app.Context) {
	p.layout, p.width = card.Standard, 320
	ask(ctx, http.MethodGet, api.PathThemes, nil, func(ctx app.Context, all []api.Theme, err error) {
		if p.err = err; err != nil {
			return
		}
		allThemes = all
		i := slices.IndexFunc(all, func(t api.Theme) bool { return t.Theme.Name == p.Name })
		if i < 0 {
			p.err = saying("There is no theme named " + p.Name + ". It may have been removed.")
			return
		}
		p.theme, p.saved, p.loaded = all[i].Theme, all[i].Theme, true
		p.changed(ctx)
	})
	ask(ctx, http.MethodGet, api.PathSamples, nil, func(_ app.Context, samples []card.Model, err error) {
		if p.err = err; err == nil {
			p.samples = samples
		}
	})
	p.loadHistory(ctx)
	ask(ctx, http.MethodGet, api.PathArticles+"?state="+string(api.Live), nil, func(ctx app.Context, page api.ArticlePage, err error) {
		if err != nil || len(page.Rows) == 0 {
			return
		}
		ask(ctx, http.MethodGet, api.PathCard+page.Rows[0].ID, nil, func(_ app.Context, m card.Model, err error) {
			if err == nil {
				p.own = &m
			}
		})
	})
}

func (p *themePage) loadHistory(ctx app.Context) {
	ask(ctx, http.MethodGet, api.PathTheme+p.Name+"/history", nil, func(_ app.Context, all []api.ThemeRevision, err error) {
		if p.err = err; err == nil {
			p.history = all
		}
	})
}

// changed shows the theme as it is now, and asks the server what it thinks of it.
func (p *themePage) changed(ctx app.Context) {
	dress(p.theme)
	theme := p.theme
	p.typing.do(ctx, func(ctx app.Context) {
		ask(ctx, http.MethodPost, api.PathThemes, theme, func(_ app.Context, r api.ThemeReport, err error) {
			if p.form = err; err == nil && p.theme == theme {
				p.report = r
			}
		})
	})
}

// Render draws editor and previews.
func (p *themePage) Render() app.UI {
	if !p.loaded {
		return app.Div().Body(title("Theme "+p.Name), maybe(p.err == nil, func() app.UI { return app.P().Class("wait").Text("One moment …") }), problem(sayOf(p.err)))
	}
	return app.Div().Class("editor").OnKeyDown(p.key).Body(
		app.Div().Class("line heading").Body(
			title("Theme "+p.Name),
			app.Button().Type("button").Text("Undo").Disabled(len(p.past) == 0).OnClick(func(ctx app.Context, _ app.Event) { p.goTo(ctx, p.undo()) }),
			app.Button().Type("button").Text("Redo").Disabled(len(p.future) == 0).OnClick(func(ctx app.Context, _ app.Event) { p.goTo(ctx, p.redo()) }),
			app.If(desk.admin(), func() app.UI {
				return app.Button().Class("main").Type("button").ID("save").Text("Save").OnClick(p.save)
			}).Else(func() app.UI { return app.Span().Class("hint").Text("Admins save themes; you may try what you like.") }),
		),
		problem(sayOf(p.err)),
		problem(sayOf(p.form)),
		app.Div().Class("sides").Body(
			app.Form().Class("tokens").OnSubmit(func(ctx app.Context, e app.Event) { e.PreventDefault() }).Body(
				app.Range(groups).Slice(p.group),
				p.files(),
			),
			app.Div().Class("stage").Body(p.stage(), p.meter()),
		),
	)
}

// goTo shows another theme in all controls.
func (p *themePage) goTo(ctx app.Context, there bool) {
	if !there {
		return
	}
	for _, t := range p.theme.Tokens() {
		id := "t-" + strings.ReplaceAll(t.Name, ".", "-")
		switch {
		case t.Pair != nil:
			for scheme, c := range map[string]widget.Color{"light": t.Pair.Light, "dark": t.Pair.Dark} {
				put(id+"-"+scheme, c.String())
				put(id+"-"+scheme+"-pick", c.String())
			}
		case t.Choice != nil:
			put(id, *t.Choice)
		case t.Number != nil:
			put(id, strconv.Itoa(*t.Number))
			app.Window().GetElementByID(id+"-is").Set("textContent", strconv.Itoa(*t.Number)+t.Range.Unit)
		case t.Flag != nil:
			app.Window().GetElementByID(id).Set("checked", *t.Flag)
		}
	}
	p.changed(ctx)
}

// key undoes and redoes, but not in a text field, which has its own.
func (p *themePage) key(ctx app.Context, e app.Event) {
	ctx.PreventUpdate()
	if !e.Get("ctrlKey").Bool() && !e.Get("metaKey").Bool() || strings.ToLower(e.Get("key").String()) != "z" {
		return
	}
	if kind := e.Get("target").Get("type"); kind.Truthy() && slices.Contains([]string{"text", "textarea"}, kind.String()) {
		return
	}
	e.PreventDefault()
	if e.Get("shiftKey").Bool() {
		p.goTo(ctx, p.redo())
	} else {
		p.goTo(ctx, p.undo())
	}
	ctx.Dispatch(func(app.Context) {}) // the buttons may be of no use now
}

func (p *themePage) save(ctx app.Context, _ app.Event) { p.saveAs(ctx, p.Name) }

// saveAs stores the theme under a name.
func (p *themePage) saveAs(ctx app.Context, name string) {
	theme := p.theme
	theme.Name = name
	ask(ctx, http.MethodPut, api.PathTheme+name, theme, func(ctx app.Context, r api.ThemeReport, err error) {
		if p.form = err; err != nil {
			return
		}
		if name != p.Name {
			ctx.Navigate("/themes/" + name)
			return
		}
		p.report, p.saved = r, theme
		p.loadHistory(ctx)
		desk.say(ctx, fmt.Sprintf("Saved as revision %d. Every card shows it within a minute.", r.Saved.Revision))
	})
}
