package render

import (
	"bytes"
	"fmt"
	"html/template"

	"newsflash/widget"
	"newsflash/widget/card"
)

var snippet = template.Must(template.New("snippet").Funcs(formFuncs).Parse(`<div data-newsflash="{{.ID}}"><a {{href .URL}}>{{.Title}}</a><br>` +
	`{{template "room" .Room}}` +
	`<script async src="{{.Script}}"{{if ne .Layout "standard"}} data-layout="{{.Layout}}"{{end}}{{if ne .Theme "default"}} data-theme="{{.Theme}}"{{end}}{{if ne .Scheme "auto"}} data-scheme="{{.Scheme}}"{{end}}{{with .Partner}} data-partner="{{.}}"{{end}}></script></div>` + room))

// Snippet is what a partner pastes: the headline's link, which stays where no script runs, the card's height, kept free by
// empty pictures that no Content-Security-Policy minds, and the script. The break keeps the link on a line of its own:
// beside a picture it would sink to that line's foot, and a page that paints between the two would see it jump. A partner's
// snippet, where partner is not "", leaves that partner's own theme to the server, which can then change it.
func (r *Renderer) Snippet(m card.Model, partner string) (string, error) {
	theme := m.Theme
	if theme == r.PartnersTheme(partner) {
		theme = widget.DefaultTheme
	}
	var b bytes.Buffer
	err := snippet.Execute(&b, map[string]any{
		"ID": m.ID, "URL": r.destination(m), "Title": m.Title, "Room": r.Reserve(m),
		"Script": r.ScriptURL(m.ID), "Layout": string(m.Layout), "Theme": theme, "Scheme": string(m.Scheme), "Partner": partner,
	})
	if err != nil {
		return "", fmt.Errorf("snippet of %s: %w", m.ID, err)
	}
	return b.String(), nil
}
