//go:build js

// The live card: takes over the page that the server wrote for /frame/{id}.
package main

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"newsflash/widget/card"
)

func main() {
	document := app.Window().Get("document")
	model, ok := card.Parse(document.Call("getElementById", "nf-model").Get("textContent").String())
	if !ok {
		return // the page stays as the server wrote it
	}
	// One route, whatever the page's path: the engine knows components by path only.
	app.Route(app.Window().Get("location").Get("pathname").String(), func() app.Composer {
		return &card.Story{
			Model: model,
			Prose: func() app.UI { return app.Div().Class("nf-prose") },
			Tools: tools{app.Window().Get("newsflashTools")},
			Live:  func() { alive(document) },
		}
	})
	app.RunWhenOnBrowser()
}

// alive shows the controls that need this program, and says since when they answer.
func alive(document app.Value) {
	document.Get("documentElement").Call("setAttribute", "data-live", "")
	app.Window().Set("__cardInteractive", app.Window().Get("performance").Call("now"))
}
