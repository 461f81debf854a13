//go:build js

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"newsflash/widget"
)

// files are copy, import, export and history.
func (p *themePage) files() app.UI {
	return app.Div().Body(
		maybe(desk.admin(), func() app.UI {
			return app.Details().Body(
				app.Summary().Text("Save as another theme"),
				control("copy-name", "Its name", "Small letters, digits and hyphens: what a tag's data-theme says.", "", text("copy-name", "", "")),
				app.Button().Type("button").Text("Save under this name").OnClick(func(ctx app.Context, _ app.Event) {
					if name := typed("copy-name"); widget.ValidID(name) {
						p.saveAs(ctx, name)
					} else {
						p.form = saying("Give the copy a name of small letters, digits and hyphens.")
					}
				}),
			)
		}),
		app.Details().Body(
			app.Summary().Text("Import and export"),
			control("json", "A theme as JSON", "Its tokens take the place of those above. Nothing is saved yet.", "", app.Textarea().ID("json").Rows(4).Attr("spellcheck", "false")),
			app.Div().Class("line").Body(
				app.Button().Type("button").Text("Take it over").OnClick(func(ctx app.Context, _ app.Event) { p.take(ctx, typed("json")) }),
				app.Button().Type("button").Text("Download this theme").OnClick(p.download),
			),
		),
		app.Details().Body(
			app.Summary().Text("History"),
			maybe(len(p.history) == 0, func() app.UI { return app.P().Class("hint").Text("It was not saved here yet.") }),
			app.Ul().Class("notes").Body(app.Range(p.history).Slice(func(i int) app.UI {
				r := p.history[i]
				return app.Li().Body(
					app.Span().Text(fmt.Sprintf("Revision %d, %s, by %s ", r.Revision, when(r.Saved, ""), r.By)),
					app.Button().Type("button").Text("Restore").Aria("label", fmt.Sprintf("Restore revision %d", r.Revision)).OnClick(func(ctx app.Context, _ app.Event) {
						p.set("", r.Theme)
						p.goTo(ctx, true)
						desk.say(ctx, fmt.Sprintf("Revision %d is in the editor. Save it to make it every card's.", r.Revision))
					}, app.EventScope(r.Revision)),
				)
			})),
		),
	)
}

// take puts an imported theme into the editor. What it leaves out stays as it is.
func (p *themePage) take(ctx app.Context, text string) {
	t := p.theme
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	var named struct {
		Schema string `json:"$schema,omitempty"`
		*widget.Theme
	}
	named.Theme = &t
	if err := d.Decode(&named); err != nil {
		p.form = saying("This is no theme: " + err.Error() + ".")
		return
	}
	t.Name, t.Version = p.theme.Name, widget.ThemeVersion
	p.form = nil
	p.set("", t)
	p.goTo(ctx, true)
}

// download hands the theme to the browser as a file.
func (p *themePage) download(ctx app.Context, _ app.Event) {
	ctx.PreventUpdate()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	if err := e.Encode(p.theme); err != nil {
		return // a theme always can be
	}
	window := app.Window()
	blob := window.Get("Blob").New([]any{b.String()}, map[string]any{"type": "application/json"})
	address := window.Get("URL").Call("createObjectURL", blob)
	link := window.Get("document").Call("createElement", "a")
	link.Set("href", address)
	link.Set("download", p.Name+".json")
	link.Call("click")
	window.Get("URL").Call("revokeObjectURL", address)
}
