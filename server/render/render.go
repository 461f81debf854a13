// Package render turns clean articles into what browsers get: the card's script, its frame page, its static page. Every
// card passes the gate, and every output is made once per content (Cache).
package render

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"newsflash/server/asset"
	"newsflash/server/partner"
	"newsflash/server/sanitize"
	"newsflash/server/theme"
	"newsflash/web"
	"newsflash/widget"
	"newsflash/widget/card"
)

// Version is part of every cache key and ETag: count it up when the same article and assets would give other bytes.
const Version = 5

// Renderer makes outputs for one server.
type Renderer struct {
	public string // the server's own address, without a slash at its end
	loader string
	batch  string
	themes []widget.Theme
	policy partner.Policy
	css    string         // themes and card.css: what the inline card needs
	common map[string]any // what the loader needs beside a card, see data
	assets asset.Set
	print  string // see Fingerprint
	file   string // what page's names end with, see ForFiles
}

const frameCSS = "frame.css"

// New prepares a renderer with the presets and the publisher's own themes; one that has a preset's name takes its place.
// The policy is what partners may do.
func New(assets asset.Set, publicURL string, policy partner.Policy, own ...widget.Theme) *Renderer {
	themes := theme.With(theme.Presets(), own...)
	css := widget.Sheet(themes...) + string(assets[web.CardCSS].Raw)
	assets = maps.Clone(assets)
	assets.Add(frameCSS, []byte(css+string(assets[web.StoryCSS].Raw)))
	r := &Renderer{public: strings.TrimRight(publicURL, "/"), loader: string(assets[web.Loader].Raw), batch: string(assets[web.Batch].Raw), themes: themes, policy: policy, css: css, assets: assets}
	r.common = map[string]any{"css": []string{asset.Hash([]byte(css)), css}, "themes": theme.Names(themes), "partners": policy}
	r.print = asset.Hash(fmt.Appendf(nil, "%d %d %s %s %s %s %s %s %q", Version, sanitize.PolicyVersion, r.public, r.loader, r.batch, assets[frameCSS].Hash,
		assets[web.FrameJS].Hash+assets[web.LiveJS].Hash+assets[web.AloneJS].Hash, assets[web.CardWasm].Hash, policy))
	return r
}

// FrameCSS is the frame's style sheet, which holds the themes.
func (r *Renderer) FrameCSS() *asset.Asset { return r.assets[frameCSS] }

// Themes are all themes, the default first.
func (r *Renderer) Themes() []widget.Theme { return r.themes }

// PartnersTheme is the theme that a partner's cards have, "" where none is set.
func (r *Renderer) PartnersTheme(partner string) string {
	if name := r.policy.Themes[partner]; slices.Contains(theme.Names(r.themes), name) {
		return name
	}
	return ""
}

// PagePolicy is the Content-Security-Policy of our pages: it lets them run our own scripts and nothing else, in an origin of
// their own (sandbox), so that they have no cookie and no storage even when opened by themselves. Which pages may frame them
// is the publisher's to say.
func (r *Renderer) PagePolicy() string {
	return strings.ReplaceAll(pagePolicy, "SELF", "'self'") + "; sandbox " + Sandbox + "; frame-ancestors " + r.policy.FrameAncestors()
}

// pagePolicy is what a page can say of itself, too. SELF is its server.
const pagePolicy = "default-src 'none'; script-src SELF 'wasm-unsafe-eval'; style-src SELF; img-src http: https:; connect-src SELF; base-uri 'none'; form-action 'none'"

// Theme returns name if there is such a theme, else the default's.
func (r *Renderer) Theme(name string) string { return r.theme(name).Name }

func (r *Renderer) theme(name string) widget.Theme {
	return r.themes[max(0, slices.Index(theme.Names(r.themes), name))] // the default is the first
}

// Options are those of a card that an address asks for. Only known values are taken, so that strangers cannot fill a cache
// with variants; what is not known is the default.
func (r *Renderer) Options(query url.Values) card.Options {
	o := card.Options{Theme: r.Theme(query.Get("theme"))}
	if layout := card.Layout(query.Get("layout")); slices.Contains(card.Layouts, layout) {
		o.Layout = layout
	}
	if scheme := card.Scheme(query.Get("scheme")); slices.Contains(card.Schemes, scheme) {
		o.Scheme = scheme
	}
	return o
}

// Fingerprint changes whenever a rendering of the same article could: with the program's assets, themes, partners and address.
func (r *Renderer) Fingerprint() string { return r.print }

// Inline is the card as it stands in a partner's page: everything but the story's text.
func Inline(a sanitize.Article, o card.Options) (Markup, error) {
	return inline(card.New(a.Fields(), o))
}

func inline(m card.Model) (Markup, error) { return gate(app.HTMLString(card.Inline(m))) }

// Story is the whole article and its model; static leaves out what needs a script.
func Story(a sanitize.Article, o card.Options, static bool) (Markup, card.Model, error) {
	if o.Related == 0 {
		o.Related = card.RelatedCarried // below a whole story there is room
	}
	model := card.New(a.Fields(), o)
	markup, err := gate(app.HTMLString(&card.Story{Model: model, Static: static, Prose: func() app.UI { return prosaic(a.Body()) }}))
	return markup, model, err
}

// prosaic is the one place where HTML enters a card unescaped. Its type says that the sanitiser made it: balanced, so
// that it stays within the wrapping element that the component's other half declares in WebAssembly.
func prosaic(body sanitize.HTML) app.UI {
	return app.Raw(`<div class="` + proseClass + `">` + body.String() + `</div>`)
}

// Script is the answer to /embed/{id}.js: the loader around the card's data.
func (r *Renderer) Script(a sanitize.Article) ([]byte, error) {
	data, err := r.data(a)
	if err != nil {
		return nil, err
	}
	maps.Copy(data, r.common)
	text, err := json.Marshal(data)
	if err != nil {
		return nil, fmt.Errorf("script of %s: %w", a.Fields().ID, err)
	}
	return fmt.Appendf(nil, "!function(CARD){%s}(%s);\n", strings.TrimSpace(r.loader), text), nil
}

// Data is one card of a Batch as a module of its own, for places that have files only.
func (r *Renderer) Data(a Answer) ([]byte, error) {
	data, err := r.answer(a)
	if err != nil {
		return nil, err
	}
	if len(a.Related) > 0 {
		data["related"] = a.Related
	}
	text, err := json.Marshal(data)
	return fmt.Appendf(nil, "export default %s;\n", text), err
}

// Files is /cards.js in such a place: the module that finds the files of the cards that its address asks for. Lists have so many
// places, and addresses are known without the counters.
func (r *Renderer) Files(module *asset.Asset, places int, counters []string) ([]byte, error) {
	common := maps.Clone(r.common)
	common["home"], common["places"], common["counters"] = r.public, places, counters
	text, err := json.Marshal(common)
	return fmt.Appendf(nil, "const COMMON=%s;\n%s\n", text, strings.TrimSpace(string(module.Raw))), err
}

// answer is what /cards.js says of one card.
func (r *Renderer) answer(a Answer) (map[string]any, error) {
	if a.Error != "" {
		return map[string]any{"error": a.Error}, nil
	}
	return r.data(a.Article)
}

// data is what the loader paints one card from, beside what is common to all. See web/loader/card.js.
func (r *Renderer) data(a sanitize.Article) (map[string]any, error) {
	markup, err := Inline(a, card.Options{Related: card.RelatedCarried})
	if err != nil {
		return nil, fmt.Errorf("script of %s: %w", a.Fields().ID, err)
	}
	return map[string]any{"id": a.Fields().ID, "frame": r.FrameURL(a.Fields().ID), "tree": markup.tree()}, nil
}

// Answer is one of the cards that /cards.js was asked for: the article, or in a sentence why there is none.
type Answer struct {
	Article sanitize.Article
	Error   string
	Related []string // ids of stories beside it; only where it is Data
}

// Batch is the answer to /cards.js: the module that paints, and the cards in the order in which they were asked for.
func (r *Renderer) Batch(answers []Answer) ([]byte, error) {
	cards := make([]map[string]any, len(answers))
	for i, a := range answers {
		var err error
		if cards[i], err = r.answer(a); err != nil {
			return nil, err
		}
	}
	pack := maps.Clone(r.common)
	pack["cards"] = cards
	text, err := json.Marshal(pack)
	if err != nil {
		return nil, fmt.Errorf("batch of %d cards: %w", len(answers), err)
	}
	return fmt.Appendf(nil, "%s\nexport const pack=%s;\n", strings.TrimSpace(r.batch), text), nil
}

// Embed is /embed.js for the server at an address.
func Embed(assets asset.Set, publicURL string) []byte {
	home, err := json.Marshal(strings.TrimRight(publicURL, "/"))
	if err != nil {
		panic(err) // a text always can be
	}
	return fmt.Appendf(nil, "!function(HOME){%s}(%s);\n", strings.TrimSpace(string(assets[web.Embed].Raw)), home)
}

// EmbedTag is the tag that pages put in once, with the hash by which browsers know the file.
func (r *Renderer) EmbedTag(a *asset.Asset) string {
	return fmt.Sprintf(`<script async src="%s%s" integrity="sha256-%s" crossorigin="anonymous"></script>`, template.HTMLEscapeString(r.public), a.Path(), a.Sum)
}

// pageHead begins every page of ours; linked is the rest of the head of those that the server serves.
const pageHead = `{{define "head"}}<!doctype html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="{{.ColorScheme}}"><title>{{.Title}}</title>
{{with .Canonical}}<link rel="canonical" href="{{.}}">{{end}}{{end}}
{{define "linked"}}{{with .Policy}}<meta http-equiv="Content-Security-Policy" content="{{.}}">{{end}}{{.Discovery}}<meta name="robots" content="noindex"><link rel="icon" href="{{.Icon}}"><link rel="stylesheet" href="{{.CSS}}"><script defer src="{{.JS}}"></script></head>{{end}}
{{define "looks"}}{{with .Themes}} data-themes="{{.}}"{{end}}{{end}}`

func pageTemplate(name, text string) *template.Template {
	return template.Must(template.Must(template.New(name).Parse(pageHead)).Parse(text))
}

// page makes a page around a card; more is what its template needs beside what all do.
func page(t *template.Template, m card.Model, markup Markup, more map[string]any) ([]byte, error) {
	data := map[string]any{
		"Lang": cmp.Or(m.Lang, m.UILang), "Title": m.Title, "Canonical": m.URL, "ColorScheme": colorScheme(m.Scheme), "ID": m.ID,
		"Card": template.HTML(markup.HTML()), //nolint:gosec // the gate's output
	}
	maps.Copy(data, more)
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		return nil, fmt.Errorf("%s of %s: %w", t.Name(), m.ID, err)
	}
	return b.Bytes(), nil
}

// beside is a built file's address from a page of ours, wherever its server is put.
func (r *Renderer) beside(name string) string { return ".." + r.assets[name].Path() }

// linked is what a served page refers to. One that is a file names the themes, as its script has to take what the address asks
// for, and its own policy, as its server may not.
func (r *Renderer) linked(m card.Model, script string) map[string]any {
	data := map[string]any{"CSS": r.beside(frameCSS), "Icon": r.beside(web.Icon), "JS": r.beside(script), "Discovery": r.discovery(m), "News": "../events"}
	if r.file != "" {
		data["News"], data["Themes"], data["Policy"] = nil, strings.Join(theme.Names(r.themes), " "), strings.ReplaceAll(pagePolicy, "SELF", origin(r.public))
	}
	return data
}

// origin is the part of an address that policies name.
func origin(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Scheme + "://" + u.Host
}

var framePage = pageTemplate("frame", `{{template "head" .}}{{template "linked" .}}<body{{template "looks" .}}>{{.Card}}{{with .Story}}<div class="nf nf-news" role="status" dir="{{.Dir}}" lang="{{$.Words}}" data-theme="{{.Theme}}" data-scheme="{{.Scheme}}" data-updated="{{.Words.UpdatedAt}}" data-show="{{.Words.Show}}" data-withdrawn="{{.Words.Withdrawn}}"></div>{{end}}
<script type="application/json" id="nf-model" data-id="{{.ID}}" data-edition="{{.Edition}}"{{with .News}} data-news="{{.}}"{{end}} data-live="{{.Live}}" data-wasm="{{.Wasm}}" data-sum="{{.Sum}}">{{.Story}}</script></body></html>
`)

// Frame is the answer to /frame/{id}: the story, complete without scripts, with the model that WebAssembly starts from.
func (r *Renderer) Frame(a sanitize.Article, o card.Options) ([]byte, error) {
	markup, model, err := Story(a, o, false)
	if err != nil {
		return nil, fmt.Errorf("frame of %s: %w", model.ID, err)
	}
	data := r.linked(model, web.FrameJS)
	maps.Copy(data, map[string]any{
		"Live": r.beside(web.LiveJS), "Wasm": r.beside(web.CardWasm), "Sum": r.assets[web.CardWasm].Sum, "Story": model, "Edition": Edition(a), "Words": cmp.Or(model.UILang, model.Lang),
	})
	return page(framePage, model, markup, data)
}

var alonePage = pageTemplate("card", `{{template "head" .}}{{template "linked" .}}<body class="nf-alone" data-id="{{.ID}}"{{template "looks" .}}>{{.Card}}</body></html>
`)

// Alone is the answer to /card/{id}: the card by itself, for frames that other programs make.
func (r *Renderer) Alone(a sanitize.Article, o card.Options) ([]byte, error) {
	model := card.New(a.Fields(), o)
	markup, err := inline(model)
	if err != nil {
		return nil, fmt.Errorf("card of %s: %w", model.ID, err)
	}
	return page(alonePage, model, markup, r.linked(model, web.AloneJS))
}

var forwardPage = pageTemplate("forward", `{{template "head" .}}<meta name="robots" content="noindex"><meta http-equiv="refresh" content="0;url={{.To}}"></head><body><a href="{{.To}}">{{.Title}}</a></body></html>
`)

// Forward is a page that leads to an article at its publisher's, as a file in the place of the answer to /go/{id}.
func (r *Renderer) Forward(a sanitize.Article) ([]byte, error) {
	m := card.New(a.Fields(), card.Options{})
	return page(forwardPage, m, Markup{}, map[string]any{"To": r.destination(m)})
}

var staticPage = pageTemplate("static page", `{{template "head" .}}<style>{{.CSS}}</style></head><body>{{.Card}}</body></html>
`)

// Static is the story as a page that needs no other file and no script.
func (r *Renderer) Static(a sanitize.Article, o card.Options) ([]byte, error) {
	markup, model, err := Story(a, o, true)
	if err != nil {
		return nil, fmt.Errorf("static page of %s: %w", model.ID, err)
	}
	return page(staticPage, model, markup, map[string]any{"CSS": template.CSS(r.assets[frameCSS].Raw)}) //nolint:gosec // ours
}

func colorScheme(s card.Scheme) string {
	switch s {
	case card.Light, card.Dark:
		return string(s)
	default:
		return "light dark"
	}
}
