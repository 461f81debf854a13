package card

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// Tools are what the browser does for a story's controls. They work on the story's text in the page, which the component does
// not know: the server has written it.
type Tools interface {
	// CanListen reports whether the browser can read aloud.
	CanListen() bool
	// Listen starts to read aloud or goes on where Pause stopped, and calls ended at the end, not after Pause.
	Listen(ended func())
	Pause()
	// Share offers the address to the system's other programs, or copies it; said gets true when it was copied.
	Share(title, address string, said func(copied bool))
	// Find marks a text wherever it stands and shows the place at the given one of them, counted from 0; it returns how many
	// there are. An empty text takes the marks away.
	Find(text string, at int) (found int)
}

// The steps that a reader can choose from: of the text's size and of the lines' length, around the theme's own. The style
// sheet knows each.
const (
	smallestText, largestText = -2, 4
	shortest, longest         = -1, 2
)

// Listening, as the button's next press sees it.
const (
	silent = iota
	speaking
	paused
)

// panel is what stands open below the bar.
type panel int

const (
	noPanel panel = iota
	displayPanel
	findPanel
)

// choices are what a reader has set. The zero value is what the server has written.
type choices struct {
	size, measure int
	scheme        Scheme // "" is the page's
	open          panel
	listening     int
	mute          bool // the browser cannot read aloud
	copied        bool
	large         bool // the picture
	text          string
	at, found     int
}

// bar holds the controls. Closing and going back work without WebAssembly (the boot script listens); the tools show when it is there.
func (s *Story) bar() app.UI {
	m := s.Model
	return app.Div().Class("nf-bar").Lang(attr(m.UILang)).Body(
		app.Button().Class("nf-close").Type("button").Text(m.Words.Close),
		app.Button().Class("nf-back").Type("button").Text(m.Words.Back),
		app.Div().Class("nf-tools").Body(
			app.If(m.HasProse && !s.mute, func() app.UI { return s.listenButton() }),
			app.Button().Class("nf-share").Type("button").Text(m.Words.Share).OnClick(s.share),
			app.If(m.HasProse, func() app.UI {
				return s.opener("nf-find", m.Words.Find, findPanel)
			}),
			s.opener("nf-display", m.Words.Display, displayPanel),
		),
	)
}

func (s *Story) listenButton() app.UI {
	w := s.Model.Words
	return app.Button().Class("nf-listen").Type("button").Text([...]string{silent: w.Listen, speaking: w.Pause, paused: w.Resume}[s.listening]).OnClick(s.listen)
}

// opener is a button that opens a panel, and closes it.
func (s *Story) opener(class, label string, p panel) app.UI {
	return app.Button().Class(class).Type("button").Aria("label", attr(label)).Aria("expanded", strconv.FormatBool(s.open == p)).
		OnClick(func(ctx app.Context, _ app.Event) {
			s.toggle(p)
			if s.open == findPanel {
				focus(ctx, ".nf-sought") // browsers refuse autofocus in frames
			}
		}, app.EventScope(int(p)))
}

// focus moves it to what is there once the component is drawn.
func focus(ctx app.Context, selector string) {
	ctx.Defer(func(app.Context) { focusNow(selector) })
}

func focusNow(selector string) {
	app.Window().Get("document").Call("querySelector", selector).Call("focus")
}

func (s *Story) toggle(p panel) {
	if s.open == findPanel {
		s.search("", 0)
	}
	if s.open == p {
		p = noPanel
	}
	s.open = p
}

// panels is what stands open, and what was done, for who cannot see it.
func (s *Story) panels() app.UI {
	w := s.Model.Words
	return app.Div().Class("nf-panel").Lang(attr(s.Model.UILang)).Body(
		app.If(s.open == displayPanel, s.display),
		app.If(s.open == findPanel, s.finder),
		app.P().Class("nf-said").Role("status").Body(
			app.If(s.copied, func() app.UI { return app.Span().Text(w.Copied) }),
			app.If(s.open == findPanel && s.text != "", func() app.UI {
				return app.Span().Dir("ltr").Text(strconv.Itoa(min(s.at+1, s.found)) + " / " + strconv.Itoa(s.found))
			}),
		),
	)
}

func (s *Story) display() app.UI {
	w := s.Model.Words
	return app.Div().Class("nf-settings").Body(
		group(w.TextSize,
			s.step("nf-smaller", w.Smaller, "A−", &s.size, -1, smallestText),
			s.step("nf-larger", w.Larger, "A+", &s.size, +1, largestText),
		),
		group(w.Measure,
			s.step("nf-shorter", w.Shorter, "→←", &s.measure, -1, shortest),
			s.step("nf-longer", w.Longer, "←→", &s.measure, +1, longest),
		),
		group(w.Appearance,
			s.shade(Auto, w.Automatic), s.shade(Light, w.Light), s.shade(Dark, w.Dark),
		),
	)
}

func group(label string, buttons ...app.UI) app.UI {
	return app.Div().Class("nf-group").Role("group").Aria("label", attr(label)).Body(
		app.Span().Class("nf-label").Aria("hidden", "true").Text(label),
		app.Div().Class("nf-buttons").Body(buttons...),
	)
}

// step is a button that changes a value by one, up or down to its limit, and stays where it is then, so that the focus does.
func (s *Story) step(class, label, sign string, value *int, by, limit int) app.UI {
	return app.Button().Class(class).Type("button").Aria("label", attr(label)).Aria("disabled", strconv.FormatBool(*value == limit)).
		Text(sign).
		OnClick(func(app.Context, app.Event) {
			if *value != limit { // clicks may come faster than the component is drawn
				*value += by
			}
		}, app.EventScope(class))
}

// shade is a choice among schemes. A card in scheme "host" has none of them chosen.
func (s *Story) shade(scheme Scheme, label string) app.UI {
	return app.Button().Class("nf-shade").Type("button").Aria("pressed", strconv.FormatBool(s.model().Scheme == scheme)).Text(label).
		OnClick(func(app.Context, app.Event) { s.scheme = scheme }, app.EventScope(string(scheme)))
}

func (s *Story) finder() app.UI {
	w := s.Model.Words
	return app.Div().Class("nf-finder").Role("search").Body(
		app.Input().Class("nf-sought").Type("search").Aria("label", attr(w.Find)).Attr("enterkeyhint", "search").MaxLength(maxSought).
			OnInput(func(ctx app.Context, _ app.Event) { s.search(ctx.JSSrc().Get("value").String(), 0) }).
			OnKeyDown(func(_ app.Context, e app.Event) {
				switch e.Get("key").String() {
				case "Enter":
					s.search(s.text, s.at+1)
				case "Escape": // closes this only: the boot script leaves it alone
					s.toggle(findPanel)
					focusNow(".nf-find") // the field will be gone, and what it has put off with it
				}
			}),
		app.Button().Class("nf-previous").Type("button").Aria("label", attr(w.Previous)).Text("↑").
			OnClick(func(app.Context, app.Event) { s.search(s.text, s.at-1) }),
		app.Button().Class("nf-next").Type("button").Aria("label", attr(w.Next)).Text("↓").
			OnClick(func(app.Context, app.Event) { s.search(s.text, s.at+1) }),
	)
}

const maxSought = 100 // letters

// search shows one of the places; behind the last comes the first.
func (s *Story) search(text string, at int) {
	if text == s.text && s.found > 0 {
		at = (at + s.found) % s.found
	}
	s.text, s.at = text, at
	if s.Tools != nil {
		s.found = s.Tools.Find(text, at)
	}
}

func (s *Story) listen(ctx app.Context, _ app.Event) {
	if s.listening == speaking {
		s.listening = paused
		s.Tools.Pause()
		return
	}
	s.listening = speaking
	s.Tools.Listen(func() { ctx.Dispatch(func(app.Context) { s.listening = silent }) })
}

func (s *Story) share(ctx app.Context, _ app.Event) {
	s.copied = false
	s.Tools.Share(s.Model.Title, s.Model.URL, func(copied bool) { ctx.Dispatch(func(app.Context) { s.copied = copied }) })
}
