//go:build js

package main

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"newsflash/widget"
	"newsflash/widget/card"
)

// preview is a card as partners show it, by the same component and style sheet, at one width. It is to be looked at: no
// link in it leads away from the console.
type preview struct {
	app.Compo
	Model  card.Model
	Width  int
	Themed bool // the model's own theme is to be loaded; otherwise whoever shows it has set one
}

// OnMount loads the themes where nobody else has.
func (p *preview) OnMount(ctx app.Context) {
	if p.Themed {
		loadThemes(ctx)
	}
}

// Render draws the card. It is inert, as two cards of one document share their ids.
func (p *preview) Render() app.UI {
	return app.Div().Class("preview").Role("group").TabIndex(0).Aria("label", "Preview: "+p.Model.Title).DataSet("width", strconv.Itoa(p.Width)).Body(
		app.Div().Class("room").Attr("inert", true).Attr("aria-hidden", "true").Body(card.Inline(p.Model)),
	)
}

var sheet app.Value

// dress gives all previews of the page these themes, the first one to those that name no other. It changes one style sheet
// and nothing else, so it is fast enough for every key stroke.
func dress(themes ...widget.Theme) {
	if sheet == nil {
		sheet = app.Window().Get("CSSStyleSheet").New()
		app.Window().Get("document").Get("adoptedStyleSheets").Call("push", sheet)
	}
	sheet.Call("replaceSync", widget.Sheet(themes...))
}
