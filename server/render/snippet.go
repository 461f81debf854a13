package render

import (
	"bytes"
	"fmt"
	"html/template"

	"newsflash/server/sanitize"
	"newsflash/widget"
	"newsflash/widget/card"
)

// What a card looks like is said by the script of the card, or where there is none, by the element.
// The first box holds the link, so that its length, in whatever type the page has, adds nothing to what is reserved.
var snippet = template.Must(template.New("snippet").Funcs(formFuncs).Parse(`{{define "looks"}}{{if ne .M.Layout "standard"}} data-layout="{{.M.Layout}}"{{end}}` +
	`{{if ne .M.Theme "default"}} data-theme="{{.M.Theme}}"{{end}}{{if ne .M.Scheme "auto"}} data-scheme="{{.M.Scheme}}"{{end}}{{with .Partner}} data-partner="{{.}}"{{end}}{{with .Strip}} data-strip="{{.}}"{{end}}{{end}}` +
	`{{define "link"}}<foreignObject width="100%" height="100%"><a {{href .URL}}>{{.Link}}</a></foreignObject>{{end}}` +
	`<div data-newsflash="{{.Names}}"{{if not .Script}}{{template "looks" .}}{{end}}>` +
	`{{with .Room.Fixed}}<svg width="100%" height="{{.}}">{{template "link" $}}</svg>{{end}}` +
	`{{with percent .Room.Ratio}}<svg viewBox="0 0 100 {{.}}" width="100%" aria-hidden="true"></svg>{{end}}` +
	`{{range $i := .Room.Pieces}}<svg width="{{$.Room.Width}}" height="{{$.Room.Height}}"{{if or $i $.Room.Fixed}} aria-hidden="true">{{else}}>{{template "link" $}}{{end}}</svg>{{end}}` +
	`{{with .Script}}<script async src="{{.}}"{{template "looks" $}}></script>{{end}}</div>`))

// place is an element that a card is painted into.
type place struct {
	names     string // the article or the list
	link, url string // what is there without scripts
	script    string // the card's own, "" where the page loads /embed.js
	strip     int    // places beside each other; 0 for one card
}

// Snippet is what a partner pastes: the headline's link, which stays where no script runs, in the first of some empty pictures that
// keep the card's height free and that no Content-Security-Policy minds, and the script. A partner's snippet, where partner is not
// "", leaves that partner's own theme to the server, which can then change it.
func (r *Renderer) Snippet(m card.Model, partner string) (string, error) {
	return r.place(place{names: m.ID, link: m.Title, url: r.destination(m), script: r.ScriptURL(m.ID)}, partner, m)
}

// Element is a snippet without the script, for pages that load /embed.js.
func (r *Renderer) Element(m card.Model, partner string) (string, error) {
	return r.place(place{names: m.ID, link: m.Title, url: r.destination(m)}, partner, m)
}

// List is the element of a card that is always the newest of a list: "latest", "latest:world". It keeps room for each of the
// list's articles, of which there has to be one, and without scripts leads to their site. A strip shows so many of them beside each
// other; 0 is no strip.
func (r *Renderer) List(list string, articles []sanitize.Article, o card.Options, partner string, strip int) (string, error) {
	models := make([]card.Model, len(articles))
	for i, a := range articles {
		models[i] = card.New(a.Fields(), o)
	}
	of := r.OEmbedLink(articles[0], 0)
	return r.place(place{names: list, link: of.ProviderName, url: of.ProviderURL, strip: strip}, partner, models...)
}

// place writes an element that has room for each of the models and looks like the first.
func (r *Renderer) place(p place, partner string, models ...card.Model) (string, error) {
	m := models[0]
	room := r.Reserve(models...)
	if p.strip > 0 {
		m.Layout, room = card.Standard, r.ReserveStrip(p.strip, models...)
	}
	if m.Theme == r.PartnersTheme(partner) {
		m.Theme = widget.DefaultTheme
	}
	var b bytes.Buffer
	err := snippet.Execute(&b, map[string]any{"Names": p.names, "Link": p.link, "URL": p.url, "Script": p.script, "M": m, "Partner": partner, "Strip": p.strip, "Room": room})
	if err != nil {
		return "", fmt.Errorf("snippet of %s: %w", p.names, err)
	}
	return b.String(), nil
}
