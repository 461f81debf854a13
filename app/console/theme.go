//go:build js

package main

import (
	"bytes"
	"encoding/json"
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

// groups are the editor's headings, and which tokens stand below each.
var groups = []struct {
	name string
	has  func(widget.Token) bool
}{
	{"Colours", func(t widget.Token) bool { return t.Pair != nil }},
	{"Type", func(t widget.Token) bool { return t.Pair == nil && isType(t.Name) }},
	{"Shape", func(t widget.Token) bool { return t.Pair == nil && t.Flag == nil && !isType(t.Name) }},
	{"Parts that show", func(t widget.Token) bool { return t.Flag != nil }},
}

func isType(name string) bool {
	return strings.HasSuffix(name, "_face") || strings.HasPrefix(name, "headline_") || strings.HasPrefix(name, "body_")
}

func (p *themePage) group(i int) app.UI {
	tokens := slices.DeleteFunc(p.theme.Tokens(), func(t widget.Token) bool { return !groups[i].has(t) })
	return app.Details().Open(i == 0).Body(
		app.Summary().Text(groups[i].name),
		maybe(i == 0, func() app.UI {
			return app.P().Class("hint").Text("Each colour twice: on light pages, and on dark ones.")
		}),
		app.Div().Class("grid").Body(app.Range(tokens).Slice(func(n int) app.UI { return p.token(tokens[n]) })),
	)
}

// label is a token's name for people.
func label(name string) string {
	name = strings.ReplaceAll(strings.TrimPrefix(name, "show."), "_", " ")
	return strings.ToUpper(name[:1]) + name[1:]
}

// token draws the control of one token. Its handlers write into the theme and not into the page.
func (p *themePage) token(t widget.Token) app.UI {
	id := "t-" + strings.ReplaceAll(t.Name, ".", "-")
	switch {
	case t.Pair != nil:
		return app.FieldSet().Class("pair").Body(
			app.Legend().Text(label(t.Name)),
			p.color(t.Name, "light", t.Pair.Light),
			p.color(t.Name, "dark", t.Pair.Dark),
		)
	case t.Choice != nil:
		var options []option
		for _, name := range widget.ChoiceNames(t.Of) {
			options = append(options, option{name, name})
		}
		return control(id, label(t.Name), "", p.wrong(t.Name), choice(id, *t.Choice, options, func(ctx app.Context, v string) {
			p.write(ctx, t.Name, func(t widget.Token) { *t.Choice = v })
		}))
	case t.Number != nil:
		input := app.Input().Type("range").ID(id).Min(strconv.Itoa(t.Range.Min)).Max(strconv.Itoa(t.Range.Max)).Step(float64(t.Range.Step)).Value(*t.Number).
			OnInput(func(ctx app.Context, _ app.Event) {
				n := number(ctx.JSSrc().Get("value").String())
				app.Window().GetElementByID(id+"-is").Set("textContent", strconv.Itoa(n)+t.Range.Unit)
				p.write(ctx, t.Name, func(t widget.Token) { *t.Number = n })
			}, app.EventScope(t.Name))
		return app.Div().Class("control").Body(
			app.Label().For(id).Body(app.Span().Text(label(t.Name)), app.Output().ID(id+"-is").For(id).Text(strconv.Itoa(*t.Number)+t.Range.Unit)),
			input,
		)
	default:
		return app.Div().Class("check").Body(
			app.Input().Type("checkbox").ID(id).Checked(*t.Flag).OnChange(func(ctx app.Context, _ app.Event) {
				on := ctx.JSSrc().Get("checked").Bool()
				p.write(ctx, t.Name, func(t widget.Token) { *t.Flag = on })
			}, app.EventScope(t.Name)),
			app.Label().For(id).Text(label(t.Name)),
		)
	}
}

// color is one colour twice: to pick, and to type.
func (p *themePage) color(token, scheme string, c widget.Color) app.UI {
	id := "t-" + token + "-" + scheme
	change := func(ctx app.Context, from, to string) {
		text := ctx.JSSrc().Get("value").String()
		c, err := widget.ParseColor(strings.TrimSpace(text))
		ctx.JSSrc().Call("setAttribute", "aria-invalid", strconv.FormatBool(err != nil))
		if ctx.PreventUpdate(); err != nil {
			return
		}
		put(to, c.String())
		p.write(ctx, token, func(t widget.Token) { setColor(t, scheme, c) })
	}
	wrong := p.wrong(token + "." + scheme)
	return app.Div().Class("color").Body(
		app.Input().Type("color").ID(id+"-pick").Aria("label", label(token)+", "+scheme+", pick").Value(c.String()).
			OnInput(func(ctx app.Context, _ app.Event) { change(ctx, id+"-pick", id) }, app.EventScope(id, "pick")),
		app.Label().For(id).Text(scheme),
		app.Input().Type("text").ID(id).Value(c.String()).MaxLength(7).Attr("spellcheck", "false").Aria("describedby", id+"-wrong").
			OnInput(func(ctx app.Context, _ app.Event) { change(ctx, id, id+"-pick") }, app.EventScope(id)),
		app.Span().Class("wrong").ID(id+"-wrong").Text(wrong),
	)
}

func setColor(t widget.Token, scheme string, c widget.Color) {
	if scheme == "light" {
		t.Pair.Light = c
	} else {
		t.Pair.Dark = c
	}
}

// wrong is what the server says of a token that is no colour's contrast: those stand in the meter.
func (p *themePage) wrong(name string) string {
	for _, f := range p.report.Fields {
		if f.Field == name && len(p.report.Contrasts) == 0 {
			return f.Say
		}
	}
	return ""
}

// write changes a token of the theme. The page is not drawn anew.
func (p *themePage) write(ctx app.Context, token string, change func(widget.Token)) {
	ctx.PreventUpdate()
	t := p.theme
	tokens := t.Tokens()
	change(tokens[slices.IndexFunc(tokens, func(t widget.Token) bool { return t.Name == token })])
	p.set(token, t)
	p.changed(ctx)
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

// cards are what the theme can be tried on.
func (p *themePage) cards() []card.Model {
	if p.own != nil {
		return append([]card.Model{*p.own}, p.samples...)
	}
	return p.samples
}

func (p *themePage) stage() app.UI {
	cards := p.cards()
	var names []option
	for i, m := range cards {
		name := m.Title
		if p.own != nil && i == 0 {
			name = "Yours: " + name
		}
		names = append(names, option{strconv.Itoa(i), name})
	}
	return app.Section().Aria("labelledby", "h-preview").Body(
		app.H2().ID("h-preview").Text("Preview"),
		app.Div().Class("line").Body(
			control("layout", "Layout", "", "", choice("layout", string(p.layout), layoutOptions(), func(_ app.Context, v string) { p.layout = card.Layout(v) })),
			control("width", "Width", "", "", choice("width", strconv.Itoa(p.width), widths, func(_ app.Context, v string) { p.width = number(v) })),
			control("sample", "Article", "", "", choice("sample", strconv.Itoa(p.sample), names, func(_ app.Context, v string) { p.sample = number(v) })),
		),
		maybe(p.sample < len(cards), func() app.UI {
			return app.Div().Class("pairs").Body(p.shown(cards[p.sample], card.Light), p.shown(cards[p.sample], card.Dark))
		}),
	)
}

func (p *themePage) shown(m card.Model, scheme card.Scheme) app.UI {
	m.Layout, m.Theme, m.Scheme = p.layout, p.Name, scheme
	return app.Div().Class("ground").DataSet("scheme", string(scheme)).Body(
		app.P().Class("meta").Text(string(scheme)),
		&preview{Model: m, Width: p.width},
	)
}

// meter lists each pair of colours with its contrast.
func (p *themePage) meter() app.UI {
	failing := 0
	for _, c := range p.report.Contrasts {
		if c.Ratio < c.Least {
			failing++
		}
	}
	words := "Every pair of colours can be read."
	if failing > 0 {
		words = plural(failing, "pair") + " of colours cannot be read: the theme cannot be saved so."
	}
	contrasts := slices.Clone(p.report.Contrasts)
	slices.SortStableFunc(contrasts, func(a, b api.Contrast) int { return compare(a.Ratio/a.Least, b.Ratio/b.Least) })
	return app.Section().Class("meter").Aria("labelledby", "h-contrast").Body(
		app.H2().ID("h-contrast").Text("Contrast"),
		app.P().ID("contrast").Role("status").Class(map[bool]string{true: "wrong", false: "right"}[failing > 0]).Text(words),
		app.Details().Open(failing > 0).Body(
			app.Summary().Text(plural(len(contrasts), "pair")),
			app.Ul().Class("notes").Body(app.Range(contrasts).Slice(func(i int) app.UI { return p.contrast(contrasts[i]) })),
		),
	)
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (p *themePage) contrast(c api.Contrast) app.UI {
	verdict := "passes"
	if c.Ratio < c.Least {
		verdict = "fails"
	}
	return app.Li().Class(verdict).Body(
		app.Span().Text(fmt.Sprintf("%s on %s, %s: %.2f, needs %.1f: %s. ", label(c.Field), strings.ReplaceAll(c.On, "_", " "), c.Scheme, c.Ratio, c.Least, verdict)),
		maybe(c.Fix != "", func() app.UI {
			return app.Button().Type("button").Text("Use "+c.Fix).OnClick(func(ctx app.Context, _ app.Event) {
				color, err := widget.ParseColor(c.Fix)
				if err != nil {
					return
				}
				p.last = "" // it is a step of its own
				p.write(ctx, c.Field, func(t widget.Token) { setColor(t, c.Scheme, color) })
				p.goTo(ctx, true)
			}, app.EventScope(c.Field, c.On, c.Scheme, c.Fix))
		}),
	)
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

func number(s string) int {
	n, _ := strconv.Atoi(s) // of a control with numbers only
	return n
}
