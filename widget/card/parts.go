package card

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// The parts. Each draws one thing of the model, or nothing. An element holds either one text or elements, never both:
// go-app prints children on lines of their own, and the take-over needs both sides to have the same text nodes.

func kicker(m Model) app.UI {
	return app.If(m.Kicker != "", func() app.UI {
		return app.P().Class("nf-kicker").Text(m.Kicker)
	})
}

// headline is the link; without an address it is text. The id gives the card its accessible name.
func headline(m Model) app.UI {
	if m.URL == "" {
		return app.Span().Class("nf-link").Text(m.Title)
	}
	return app.A().Class("nf-link").Href(attr(m.URL)).Target("_blank").Rel("noopener").Text(m.Title)
}

func deck(m Model) app.UI {
	return app.If(m.Deck != "", func() app.UI {
		return app.P().Class("nf-deck").Text(m.Deck)
	})
}

// meta is the line of byline, date and read time; it shows nothing, not an empty line, when there is none of them.
func meta(m Model) app.UI {
	return app.If(m.hasMeta(), func() app.UI {
		return app.P().Class("nf-meta").Body(
			app.If(m.Byline != "", func() app.UI { return app.Span().Class("nf-by").Text(m.Byline) }),
			app.If(m.Published != nil, func() app.UI { return date(m.Published) }),
			app.If(m.Updated != nil, func() app.UI {
				return app.Span().Class("nf-upd").Body(
					app.Span().Lang(attr(m.UILang)).Text(m.Words.Updated),
					date(m.Updated),
				)
			}),
			app.If(m.ReadTime != "", func() app.UI {
				return app.Span().Class("nf-time").Lang(attr(m.UILang)).Text(m.ReadTime)
			}),
		)
	})
}

func date(s *Stamp) app.UI {
	return app.Time().DateTime(attr(s.DateTime)).Text(s.Label)
}

func correction(m Model) app.UI {
	return app.If(m.Note != nil, func() app.UI {
		return app.Div().Class("nf-note").Body(
			app.Strong().Lang(attr(m.UILang)).Text(m.Words.Correction),
			app.If(m.Note.Date != nil, func() app.UI { return date(m.Note.Date) }),
			app.P().Text(m.Note.Text),
		)
	})
}

// linkList is a labelled list of other stories, or nothing. It is no landmark: a page may hold many cards.
func linkList(m Model, class, label string, links []Link) app.UI {
	return app.If(len(links) > 0, func() app.UI {
		return app.Div().Class(class).Body(
			app.P().Class("nf-label").Lang(attr(m.UILang)).Text(label),
			app.Ul().Body(app.Range(links).Slice(func(i int) app.UI { return linkItem(links[i]) })),
		)
	})
}

func linkItem(l Link) app.UI {
	return app.Li().Body(
		app.If(l.URL != "", func() app.UI {
			a := app.A().Href(attr(l.URL)).Target("_blank").Rel("noopener").Text(l.Title)
			if l.Story != "" {
				a = a.DataSet("story", attr(l.Story))
			}
			return a
		}).Else(func() app.UI {
			return app.Span().Text(l.Title)
		}),
		app.If(l.Date != nil, func() app.UI { return date(l.Date) }),
	)
}
