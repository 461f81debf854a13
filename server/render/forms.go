package render

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"math"
	"strings"
	"unicode/utf8"

	"newsflash/server/sanitize"
	"newsflash/widget"
	"newsflash/widget/api"
	"newsflash/widget/card"
)

// Forms are the ways in which a card is pasted into a place, the recommended one first. All say the same of an article; a test holds that.
var Forms = []api.Form{
	{Name: "snippet", Hint: "the script tag, for pages: the card inline, at once"},
	{Name: "element", Hint: "an element for pages and templates that load /embed.js once"},
	{Name: "iframe", Hint: "a frame, for systems that allow no scripts of others"},
	{Name: "shadow", Hint: "declarative shadow DOM, for partners who make their pages on a server; needs style-src and img-src of this server"},
	{Name: "amp", Hint: "an amp-iframe for AMP pages; this server has to have https"},
	{Name: "email", Hint: "a table with inline styles, for newsletters"},
	{Name: "plain", Hint: "HTML without styles or scripts, for feed readers and print"},
	{Name: "markdown", Hint: "Markdown, for notes and repositories"},
}

// Form is a card in one of the Forms. The partner is that of Snippet.
func (r *Renderer) Form(form string, a sanitize.Article, o card.Options, partner string) (string, error) {
	m := card.New(a.Fields(), o)
	switch form {
	case "snippet":
		return r.Snippet(m, partner)
	case "element":
		return r.Element(m, partner)
	case "markdown":
		return markdown(r.dressed(m)), nil
	}
	t, known := forms[form]
	if !known {
		return "", fmt.Errorf("there is no form %q", form)
	}
	data := map[string]any{"M": r.dressed(m), "URL": r.destination(m), "Frame": r.CardURL(m), "Height": r.Height(m, usualWidth), "Sandbox": Sandbox}
	switch form {
	case "iframe":
		data["Room"] = enough(needs(r.theme(m.Theme), []card.Model{m}), shapes[:1]) // nothing wraps in a calculation
	case "email":
		data["Look"] = mailLook(r.theme(m.Theme))
	case "shadow":
		still := m
		still.HasProse = false // the story opens by a script
		markup, err := inline(still)
		if err != nil {
			return "", fmt.Errorf("%s of %s: %w", form, m.ID, err)
		}
		data["CSS"], data["Card"] = r.public+"/embed.css", template.HTML(markup.HTML()) //nolint:gosec // the gate's output
	}
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		return "", fmt.Errorf("%s of %s: %w", form, m.ID, err)
	}
	return b.String(), nil
}

// CSS is what an inline card needs: the themes and the card's sheet.
func (r *Renderer) CSS() []byte { return []byte(r.css) }

// dressed is a card without what its theme does not show.
func (r *Renderer) dressed(m card.Model) card.Model {
	m, _ = dress(m, r.theme(m.Theme))
	return m
}

// destination is where a headline leads: to the publisher's page, or to the story's own where there is none.
func (r *Renderer) destination(m card.Model) string { return cmp.Or(m.URL, r.FrameURL(m.ID)) }

// percent is a ratio for CSS and viewBoxes; meta are the items of a card's line of meta; href and src write an address as it is,
// where the gate would let it through.
var formFuncs = template.FuncMap{
	"tied":    tied,
	"percent": func(r float64) int { return int(math.Round(r * 100)) }, "meta": metaItems,
	"href": func(s string) template.HTMLAttr { return addressed("href", s) },
	"src":  func(s string) template.HTMLAttr { return addressed("src", s) },
}

// tied keeps a date or a read time on one line.
func tied(s string) string {
	const longest = 24 // runes
	if utf8.RuneCountInString(s) > longest {
		return s
	}
	return strings.ReplaceAll(s, " ", "\u00a0")
}

// addressed is an attribute that holds an address. The package html/template would write some of its signs in another way.
func addressed(name, s string) template.HTMLAttr {
	if !address(s) {
		s = "#"
	}
	return template.HTMLAttr(name + `="` + template.HTMLEscapeString(s) + `"`) //nolint:gosec // escaped
}

func metaItems(m card.Model) (items []string) {
	if m.Byline != "" {
		items = append(items, m.Byline)
	}
	if m.Published != nil {
		items = append(items, m.Published.Label)
	}
	if m.Updated != nil {
		items = append(items, m.Words.Updated+" "+m.Updated.Label)
	}
	if m.ReadTime != "" {
		items = append(items, m.ReadTime)
	}
	return items
}

// mail is the look of one: clients know neither custom properties nor schemes, so it has the theme's light colours.
type mail struct {
	Paper, Ink, Headline, Quiet, Rule, Accent, Link, HeadFace, TextFace template.CSS
	Weight                                                              int
}

func mailLook(t widget.Theme) mail {
	css := func(p widget.Pair) template.CSS { return template.CSS(p.Light.String()) } //nolint:gosec // a number
	face := func(name string) template.CSS {
		return template.CSS(strings.NewReplacer("system-ui", `"Segoe UI",Roboto,Arial`, "ui-monospace,", "").Replace(widget.Face(name))) //nolint:gosec // of our own table
	}
	return mail{
		css(t.Paper), css(t.Ink), css(t.Headline), css(t.Quiet), css(t.Rule), css(t.Accent), css(t.Link),
		face(t.HeadlineFace), face(t.TextFace), t.HeadlineWeight,
	}
}

// forms are the templates of those that are HTML. The iframe's height follows its width, as the snippet's reserved room does;
// browsers that know no container units (2022) have the height that it needs at its usual width.
var forms = func() map[string]*template.Template {
	all := map[string]*template.Template{}
	for name, text := range map[string]string{
		"iframe": `<div style="container-type:inline-size"><iframe src="{{.Frame}}" title="{{.M.Title}}" width="100%" height="{{.Height}}" loading="lazy" sandbox="{{.Sandbox}}" ` +
			`style="display:block;border:0;width:100%;height:calc({{percent .Room.Ratio}}cqi + {{.Room.Fixed}}px)"></iframe></div>`,

		"shadow": `<newsflash-card article="{{.M.ID}}"{{if ne .M.Layout "standard"}} layout="{{.M.Layout}}"{{end}}{{if ne .M.Theme "default"}} theme="{{.M.Theme}}"{{end}}{{if ne .M.Scheme "auto"}} scheme="{{.M.Scheme}}"{{end}}>` +
			`<template shadowrootmode="open"><link rel="stylesheet" href="{{.CSS}}">{{.Card}}<slot></slot></template><a {{href .URL}}>{{.M.Title}}</a></newsflash-card>`,

		"amp": `<amp-iframe src="{{.Frame}}" title="{{.M.Title}}" layout="fixed-height" height="{{.Height}}" sandbox="{{.Sandbox}}" frameborder="0" resizable>` +
			`{{with .M.Picture}}<amp-img placeholder layout="fill" {{src .Src}} alt="{{.Alt}}"></amp-img>{{else}}<div placeholder>{{.M.Title}}</div>{{end}}` +
			`<div overflow tabindex="0" role="button" aria-label="{{.M.Title}}">{{.M.Words.Show}}</div></amp-iframe>`,

		"plain": `<article{{with .M.Lang}} lang="{{.}}"{{end}} dir="{{.M.Dir}}">{{with .M.Kicker}}<p>{{.}}</p>{{end}}<h2><a {{href .URL}}>{{.M.Title}}</a></h2>{{with .M.Deck}}<p>{{.}}</p>{{end}}` +
			`{{with .M.Picture}}<p><img {{src .Src}} alt="{{.Alt}}"{{if .Width}} width="{{.Width}}" height="{{.Height}}"{{end}}></p>{{end}}` +
			`{{with meta .M}}<p>{{range $i, $item := .}}{{if $i}}&nbsp;· {{end}}{{tied $item}}{{end}}</p>{{end}}` +
			`{{with .M.Related}}<p>{{$.M.Words.Related}}</p><ul>{{range .}}<li>{{if .URL}}<a {{href .URL}}>{{.Title}}</a>{{else}}{{.Title}}{{end}}{{with .Date}} {{tied .Label}}{{end}}</li>{{end}}</ul>{{end}}</article>`,

		"email": `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"{{with .M.Lang}} lang="{{.}}"{{end}} dir="{{.M.Dir}}" style="width:100%;max-width:600px;border-collapse:collapse;border:1px solid {{.Look.Rule}};background-color:{{.Look.Paper}}">` +
			`{{with .M.Picture}}<tr><td style="padding:0"><img {{src .Src}} alt="{{.Alt}}" width="600" style="display:block;width:100%;max-width:600px;border:0;font-family:{{$.Look.TextFace}};font-size:14px;color:{{$.Look.Quiet}}"></td></tr>{{end}}` +
			`<tr><td style="padding:20px 24px 22px;font-family:{{.Look.TextFace}};font-size:16px;line-height:24px;color:{{.Look.Ink}}">` +
			`{{with .M.Kicker}}<p style="margin:0 0 6px;font-family:{{$.Look.HeadFace}};font-size:15px;line-height:20px;font-weight:bold;color:{{$.Look.Accent}}">{{.}}</p>{{end}}` +
			`<h2 style="margin:0 0 10px;font-family:{{.Look.HeadFace}};font-size:24px;line-height:30px;font-weight:{{.Look.Weight}}"><a {{href .URL}} style="color:{{.Look.Headline}};text-decoration:none">{{.M.Title}}</a></h2>` +
			`{{with .M.Deck}}<p style="margin:0 0 12px;font-size:16px;line-height:24px">{{.}}</p>{{end}}` +
			`{{with meta .M}}<p style="margin:0;font-size:14px;line-height:20px;color:{{$.Look.Quiet}}">{{range $i, $item := .}}{{if $i}}&nbsp;· {{end}}{{tied $item}}{{end}}</p>{{end}}` +
			`{{with .M.Related}}<p style="margin:16px 0 4px;padding:12px 0 0;border-top:1px solid {{$.Look.Rule}};font-family:{{$.Look.HeadFace}};font-size:14px;line-height:20px;font-weight:bold">{{$.M.Words.Related}}</p>` +
			`{{range .}}<p style="margin:0;padding:5px 0;font-size:15px;line-height:22px">{{if .URL}}<a {{href .URL}} style="color:{{$.Look.Link}};text-decoration:none">{{.Title}}</a>{{else}}{{.Title}}{{end}}{{with .Date}} <span style="font-size:13px;color:{{$.Look.Quiet}}">{{tied .Label}}</span>{{end}}</p>{{end}}{{end}}` +
			`</td></tr></table>`,
	} {
		all[name] = template.Must(template.New(name).Funcs(formFuncs).Parse(text))
	}
	return all
}()

// markdown is a card in CommonMark.
func markdown(m card.Model) string {
	var parts []string
	link := func(title, url string) string {
		if url == "" {
			return escaped(title)
		}
		return "[" + escaped(title) + "](<" + url + ">)"
	}
	if p := m.Picture; p != nil {
		parts = append(parts, "!["+escaped(p.Alt)+"](<"+p.Src+">)")
	}
	if m.Kicker != "" {
		parts = append(parts, "**"+escaped(m.Kicker)+"**")
	}
	parts = append(parts, "## "+link(m.Title, m.URL))
	if m.Deck != "" {
		parts = append(parts, escaped(m.Deck))
	}
	if items := metaItems(m); len(items) > 0 {
		parts = append(parts, escaped(strings.Join(items, " · ")))
	}
	if len(m.Related) > 0 {
		parts = append(parts, "**"+escaped(m.Words.Related)+"**")
		var list []string
		for _, l := range m.Related {
			item := "- " + link(l.Title, l.URL)
			if l.Date != nil {
				item += " " + escaped(l.Date.Label)
			}
			list = append(list, item)
		}
		parts = append(parts, strings.Join(list, "\n"))
	}
	return strings.Join(parts, "\n\n") + "\n"
}

// escaped keeps a text from meaning anything in Markdown: CommonMark lets a backslash stand before every sign of ASCII.
func escaped(text string) string {
	var b strings.Builder
	digit := false
	for _, r := range strings.Join(strings.Fields(text), " ") {
		if strings.ContainsRune("!#$%&()*+-<=>@[\\]^_`{|}~", r) || r == '.' && digit { // "1." begins a list
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		digit = r >= '0' && r <= '9'
	}
	return b.String()
}
