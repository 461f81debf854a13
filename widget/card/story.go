package card

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// Text sizes that a reader can choose, as steps from the theme's own.
const (
	smallestText = -2
	largestText  = 4
)

// Story is the whole article as a live component: what the frame shows, first as the server's HTML, then taken over by
// WebAssembly. Prose is the element with class nf-prose: the server gives the sanitised text, WebAssembly an empty one,
// whose children the take-over leaves in place.
type Story struct {
	app.Compo
	Model Model
	Prose func() app.UI
	// Static leaves out every control, for a page without scripts.
	Static bool
	// Live is called once, in the browser, when the component answers input.
	Live func()

	size int
}

// OnMount runs in the browser only, by the engine's loop: from here on events are handled.
func (s *Story) OnMount(app.Context) {
	if s.Live != nil {
		s.Live()
	}
}

// Render draws the story.
func (s *Story) Render() app.UI {
	m := s.Model
	return shell(m, "nf nf-story",
		app.If(!s.Static, s.bar),
		app.Header().Class("nf-text").Body(
			kicker(m),
			app.H1().ID("nf-t").Class("nf-head").Body(headline(m)),
			deck(m),
			meta(m),
		),
		app.If(m.Withdrawn, func() app.UI {
			return app.P().Class("nf-note").Lang(attr(m.UILang)).Text(m.Words.Withdrawn)
		}),
		app.If(m.Picture != nil, func() app.UI { return figure(m.Picture) }),
		correction(m),
		app.If(m.Dateline != "", func() app.UI { return app.P().Class("nf-place").Text(m.Dateline) }),
		app.If(m.HasProse && s.Prose != nil, func() app.UI { return s.Prose() }),
		linkList(m, "nf-also", m.Words.AlsoSee, m.CrossLink),
		linkList(m, "nf-rel", m.Words.Related, m.Related),
		app.If(m.Comments != nil, func() app.UI {
			return app.P().Class("nf-comments").Body(
				app.A().Href(attr(m.Comments.URL)).Target("_blank").Rel("noopener").Lang(attr(m.UILang)).Text(m.Comments.Title),
			)
		}),
	).Role("main").DataSet("size", strconv.Itoa(s.size)) // the page's one landmark
}

// bar holds the controls. Closing works without WebAssembly (the boot script listens); the tools show when it is there.
func (s *Story) bar() app.UI {
	w := s.Model.Words
	return app.Div().Class("nf-bar").Lang(attr(s.Model.UILang)).Body(
		app.Button().Class("nf-close").Type("button").Text(w.Close),
		app.Div().Class("nf-tools").Role("group").Aria("label", attr(w.TextSize)).Body(
			s.sizeButton("nf-smaller", w.Smaller, "A−", -1),
			s.sizeButton("nf-larger", w.Larger, "A+", +1),
		),
	)
}

func (s *Story) sizeButton(class, label, text string, step int) app.UI {
	next := s.size + step
	possible := next >= smallestText && next <= largestText
	return app.Button().Class(class).Type("button").Aria("label", attr(label)).Aria("disabled", strconv.FormatBool(!possible)).
		Text(text).
		OnClick(func(app.Context, app.Event) { s.resize(step) }, app.EventScope(step))
}

// resize stays within the sizes that the style sheet knows; the engine draws the component anew after the event.
func (s *Story) resize(step int) {
	s.size = min(max(s.size+step, smallestText), largestText)
}

func figure(p *Picture) app.UI {
	return app.Figure().Class("nf-figure").Body(
		fig(p, StorySizes),
		app.If(p.Caption != "" || p.Credit != "", func() app.UI {
			return app.FigCaption().Body(
				app.If(p.Caption != "", func() app.UI { return app.Span().Text(p.Caption) }),
				app.If(p.Credit != "", func() app.UI { return app.Span().Class("nf-credit").Text(p.Credit) }),
			)
		}),
	)
}
