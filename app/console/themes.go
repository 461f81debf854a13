//go:build js

package main

import (
	"net/http"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"newsflash/widget"
	"newsflash/widget/api"
	"newsflash/widget/card"
)

// allThemes are those that the server last said.
var allThemes []api.Theme

// loadThemes asks for the themes and gives them to the previews.
func loadThemes(ctx app.Context) {
	ask(ctx, http.MethodGet, api.PathThemes, nil, func(_ app.Context, all []api.Theme, err error) {
		if err == nil {
			gotThemes(all)
		}
	})
}

func gotThemes(all []api.Theme) {
	allThemes = all
	var themes []widget.Theme
	for _, t := range all {
		themes = append(themes, t.Theme)
	}
	dress(themes...)
}

// themeOptions are all themes to choose from, behind a first choice.
func themeOptions(first option) []option {
	options := []option{first}
	for _, t := range allThemes {
		options = append(options, option{t.Theme.Name, t.Theme.Name})
	}
	return options
}

// themesPage lists all themes, each with a card.
type themesPage struct {
	app.Compo
	ctx     app.Context
	themes  []api.Theme
	samples []card.Model
	err     error
}

// OnMount loads themes and samples.
func (p *themesPage) OnMount(ctx app.Context) {
	p.ctx = ctx
	p.load(ctx)
	ask(ctx, http.MethodGet, api.PathSamples, nil, func(_ app.Context, samples []card.Model, err error) {
		if p.err = err; err == nil {
			p.samples = samples
		}
	})
}

func (p *themesPage) load(ctx app.Context) {
	ask(ctx, http.MethodGet, api.PathThemes, nil, func(_ app.Context, all []api.Theme, err error) {
		if p.err = err; err == nil {
			p.themes = all
			gotThemes(all)
		}
	})
}

// Render draws the list.
func (p *themesPage) Render() app.UI {
	return app.Div().Body(
		title("Themes"),
		app.P().Class("lead").Text("A theme is how cards look: colours for light and dark, type, space, and which parts show. Cards whose tag names no theme have the one called default."),
		problem(sayOf(p.err)),
		app.Ul().Class("tiles").Body(app.Range(p.themes).Slice(p.tile)),
	)
}

func (p *themesPage) tile(i int) app.UI {
	t := p.themes[i]
	about := "comes with every server"
	switch {
	case t.Own && t.Preset:
		about = "yours, in place of the one that every server has · " + t.By + ", " + when(t.Saved, "")
	case t.Own:
		about = "yours · " + t.By + ", " + when(t.Saved, "")
	}
	remove := "Remove"
	if t.Preset {
		remove = "Back to the original"
	}
	return app.Li().Body(
		app.H2().Body(app.A().Href("/themes/"+t.Theme.Name).Text(t.Theme.Name)),
		app.P().Class("meta").Text(about),
		maybe(len(p.samples) > 0, func() app.UI {
			m := p.samples[0]
			m.Theme, m.Scheme, m.Related = t.Theme.Name, card.Auto, nil
			return &preview{Model: m, Width: 320}
		}),
		maybe(t.Own && desk.admin(), func() app.UI {
			return &sure{Scope: t.Theme.Name, Label: remove, Question: remove + "?", Yes: "Yes", Do: func() {
				ask(p.ctx, http.MethodDelete, api.PathTheme+t.Theme.Name, nil, func(ctx app.Context, _ struct{}, err error) {
					if p.err = err; err == nil {
						p.load(ctx)
						desk.say(ctx, "Done. Its history is kept: a theme of the same name has it.")
					}
				})
			}}
		}),
	)
}
