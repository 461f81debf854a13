package card

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
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
	// Tools do what the controls promise, in the browser.
	Tools Tools
	// Live is called once, in the browser, when the component answers input.
	Live func()

	choices
}

// OnMount runs in the browser only, by the engine's loop: from here on events are handled.
func (s *Story) OnMount(app.Context) {
	s.mute = s.Tools == nil || !s.Tools.CanListen()
	if s.Live != nil {
		s.Live()
	}
}

// model is the story's with what the reader has chosen.
func (s *Story) model() Model {
	m := s.Model
	if s.scheme != "" {
		m.Scheme = s.scheme
	}
	return m
}

// Render draws the story.
func (s *Story) Render() app.UI {
	m := s.model()
	return shell(m, "nf nf-story",
		app.If(!s.Static, s.bar),
		app.If(!s.Static, s.panels),
		app.Header().Class("nf-text").Body(
			kicker(m),
			app.H1().ID("nf-t").Class("nf-head").Body(headline(m)),
			deck(m),
			meta(m),
		),
		app.If(m.Withdrawn, func() app.UI {
			return app.P().Class("nf-note").Lang(attr(m.UILang)).Text(m.Words.Withdrawn)
		}),
		app.If(m.Picture != nil, func() app.UI { return s.figure(m.Picture) }),
		correction(m),
		app.If(m.Dateline != "", func() app.UI { return app.P().Class("nf-place").Text(m.Dateline) }),
		app.If(m.HasProse && s.Prose != nil, func() app.UI { return s.Prose() }),
		linkList(m, "nf-also", m.Words.AlsoSee, m.CrossLink),
		linkList(m, "nf-rel", m.Words.Related, m.Related), // the boot script opens those of our own in the card
		app.If(m.Comments != nil, func() app.UI {
			return app.P().Class("nf-comments").Body(
				app.A().Href(attr(m.Comments.URL)).Target("_blank").Rel("noopener").Lang(attr(m.UILang)).Text(m.Comments.Title),
			)
		}),
	).Role("main").DataSet("size", strconv.Itoa(s.size)).DataSet("measure", strconv.Itoa(s.measure)) // the page's one landmark
}

// figure shows the caption, so an alternative text that says the same is left out: it is said once.
func (s *Story) figure(p *Picture) app.UI {
	if sameText(p.Alt, p.Caption) {
		silent := *p
		silent.Alt = ""
		p = &silent
	}
	class := "nf-figure"
	if s.large {
		class += " nf-large"
	}
	return app.Figure().Class(class).Body(
		fig(p, StorySizes),
		app.If(!s.Static, func() app.UI {
			return app.Button().Class("nf-enlarge").Type("button").Lang(attr(s.Model.UILang)).Aria("label", attr(s.Model.Words.Enlarge)).Aria("pressed", strconv.FormatBool(s.large)).
				OnClick(func(app.Context, app.Event) { s.large = !s.large })
		}),
		app.If(p.Caption != "" || p.Credit != "", func() app.UI {
			return app.FigCaption().Body(
				app.If(p.Caption != "", func() app.UI { return app.Span().Text(p.Caption) }),
				app.If(p.Credit != "", func() app.UI { return app.Span().Class("nf-credit").Text(p.Credit) }),
			)
		}),
	)
}
