package card

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// Inline draws the card that stands in a partner's page: a teaser with everything but the text.
func Inline(m Model) app.UI {
	return shell(m, "nf nf-card",
		app.If(m.Picture != nil, func() app.UI { return fig(m.Picture, CardSizes) }),
		app.Div().Class("nf-text").Body(
			kicker(m),
			app.H2().ID("nf-t").Class("nf-head").Body(headline(m)),
			deck(m),
			app.If(m.HasProse || m.hasMeta(), func() app.UI {
				return app.Div().Class("nf-foot").Body(
					meta(m),
					app.If(m.HasProse, func() app.UI {
						return app.Button().Class("nf-read").Type("button").Lang(attr(m.UILang)).Text(m.Words.ReadHere)
					}),
				)
			}),
			linkList(m, "nf-rel", m.Words.Related, m.Related),
		),
	)
}

// shell is the root element of every card.
func shell(m Model, class string, body ...app.UI) app.HTMLArticle {
	root := app.Article().Class(class).Dir(attr(m.Dir)).Aria("labelledby", "nf-t").
		DataSet("layout", attr(string(m.Layout))).DataSet("theme", attr(m.Theme)).DataSet("scheme", attr(string(m.Scheme)))
	if m.Lang != "" {
		root = root.Lang(attr(m.Lang))
	}
	return root.Body(body...)
}
