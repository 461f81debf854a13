//go:build js

package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"newsflash/widget"
)

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

func number(s string) int {
	n, _ := strconv.Atoi(s) // of a control with numbers only
	return n
}
