//go:build js

// The live card: takes over the page that the server wrote for /frame/{id}.
package main

import (
	"encoding/json"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"newsflash/widget/card"
)

func main() {
	document := app.Window().Get("document")
	var model card.Model
	if err := json.Unmarshal([]byte(document.Call("getElementById", "nf-model").Get("textContent").String()), &model); err != nil {
		return // the page stays as the server wrote it
	}
	// One route, whatever the page's path: the engine knows components by path only.
	app.Route(app.Window().URL().Path, func() app.Composer {
		return &card.Story{
			Model: model,
			Prose: func() app.UI { return app.Div().Class("nf-prose") },
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
