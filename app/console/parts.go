//go:build js

package main

import (
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// title is a page's heading, which gets the focus when the page shows, and the window's title.
func title(text string) app.UI {
	if document := app.Window().Get("document"); document.Get("title").String() != text+" · Newsflash" {
		document.Set("title", text+" · Newsflash")
	}
	return app.H1().TabIndex(-1).Text(text)
}

// focus moves the focus to the first element that fits the selector, if there is one.
func focus(selector string) {
	if element := app.Window().Get("document").Call("querySelector", selector); element.Truthy() {
		element.Call("focus")
	}
}

// typed is what stands in a control of the page, by its id.
func typed(id string) string {
	if element := app.Window().GetElementByID(id); element.Truthy() {
		return element.Get("value").String()
	}
	return ""
}

// put writes into a control. go-app itself leaves alone what a reader typed, and an empty value.
func put(id, value string) {
	if element := app.Window().GetElementByID(id); element.Truthy() {
		element.Set("value", value)
	}
}

// maybe shows an element or nothing, in a place of its own: go-app compares children by their place, so that one that comes
// or goes before others would have them made anew, with what was typed into them lost.
func maybe(show bool, element func() app.UI) app.UI {
	return app.Div().Class("slot").Body(app.If(show, element))
}

// problem is what went wrong, or nothing.
func problem(text string) app.UI {
	return maybe(text != "", func() app.UI { return app.P().Class("problem").Role("alert").Text(text) })
}

// control is a labelled form control with a hint and with what is wrong with it.
func control(id, label, hint, wrong string, input app.UI) app.UI {
	return app.Div().Class("control").Body(
		app.Label().For(id).Text(label),
		maybe(hint != "", func() app.UI { return app.P().Class("hint").ID(id + "-hint").Text(hint) }),
		input,
		maybe(wrong != "", func() app.UI { return app.P().Class("wrong").ID(id + "-wrong").Text(wrong) }),
	)
}

// text is a one-line input for control.
func text(id, value, wrong string) app.HTMLInput {
	input := app.Input().Type("text").ID(id).Name(id).Value(value).AutoComplete(false).Aria("describedby", id+"-hint "+id+"-wrong")
	if wrong != "" {
		input = input.Aria("invalid", "true")
	}
	return input
}

// option is one of a choice's values.
type option struct{ value, name string }

// choice is a drop-down list.
func choice(id, value string, options []option, change func(ctx app.Context, value string)) app.HTMLSelect {
	return app.Select().ID(id).Name(id).
		OnChange(func(ctx app.Context, _ app.Event) { change(ctx, ctx.JSSrc().Get("value").String()) }, app.EventScope(id)).
		Body(app.Range(options).Slice(func(i int) app.UI {
			o := app.Option().Value(options[i].value).Text(options[i].name)
			if options[i].value == value {
				o = o.Selected(true)
			}
			return o
		}))
}

// sure is a button that asks once more before it does what cannot be taken back easily.
type sure struct {
	app.Compo
	Label    string
	Question string
	Yes      string
	Scope    string // tells it from others like it
	Do       func() // with the page's context: the button may be gone when an answer comes

	asking bool
}

// CompoID makes another button of one for something else.
func (s *sure) CompoID() string { return s.Scope + s.Label }

// Render draws the button, or the question with both answers.
func (s *sure) Render() app.UI {
	return app.Span().Class("sure").Body(
		app.If(!s.asking, func() app.UI {
			return app.Button().Type("button").Class("quiet").Text(s.Label).OnClick(s.ask)
		}).Else(func() app.UI {
			return app.Span().Role("group").Aria("label", s.Question).Body(
				app.Span().Text(s.Question+" "),
				app.Button().Type("button").Class("danger").ID("yes-"+s.Scope).Text(s.Yes).OnClick(s.yes),
				app.Button().Type("button").Class("quiet").Text("Cancel").OnClick(s.no),
			)
		}),
	)
}

func (s *sure) ask(ctx app.Context, _ app.Event) {
	s.asking = true
	ctx.Defer(func(app.Context) {
		if element := app.Window().GetElementByID("yes-" + s.Scope); element.Truthy() {
			element.Call("focus")
		}
	})
}

func (s *sure) yes(app.Context, app.Event) {
	s.asking = false
	s.Do()
}

func (s *sure) no(app.Context, app.Event) { s.asking = false }

// copyButton puts a text on the clipboard and says so.
type copyButton struct {
	app.Compo
	Label string
	Text  string

	copied string
}

// Render draws the button with its answer.
func (b *copyButton) Render() app.UI {
	return app.Span().Class("copy").Body(
		app.Button().Type("button").Class("main").Text(b.Label).OnClick(b.copy),
		app.Span().Role("status").Text(b.copied),
	)
}

func (b *copyButton) copy(ctx app.Context, _ app.Event) {
	ctx.Async(func() {
		said := "Copied."
		if clipboard := app.Window().Get("navigator").Get("clipboard"); !clipboard.Truthy() {
			said = "This browser does not allow it here: select the text and copy it."
		} else if _, err := await(clipboard.Call("writeText", b.Text)); err != nil {
			said = "The browser did not allow it: select the text and copy it."
		}
		ctx.Dispatch(func(app.Context) { b.copied = said })
	})
}

// when is a time as the console writes it, in the reader's own zone, or other words for none.
func when(t time.Time, none string) string {
	if t.IsZero() {
		return none
	}
	t = t.Local()
	if y1, d1 := t.Year(), t.YearDay(); y1 == time.Now().Year() && d1 == time.Now().YearDay() {
		return "today, " + t.Format("15:04")
	}
	return t.Format("2 January 2006, 15:04")
}

// slug makes an id of a name, as far as its letters are plain ones.
func slug(name string) string {
	return strings.Trim(strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-"), "-")
}

// debounce calls back a while after the last of several calls.
type debounce struct{ count int }

// typingPause is how long a reader has to stop typing before the server is asked.
const typingPause = 150 * time.Millisecond

func (d *debounce) do(ctx app.Context, f func(app.Context)) {
	d.count++
	mine := d.count
	ctx.After(typingPause, func(ctx app.Context) {
		if d.count == mine {
			f(ctx)
		}
	})
}
