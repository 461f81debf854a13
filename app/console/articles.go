//go:build js

package main

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"newsflash/widget/api"
	"newsflash/widget/card"
)

// articlesPage lists articles, the last stored first.
type articlesPage struct {
	app.Compo
	query, state string
	page         *api.ArticlePage
	err          error
	typing       debounce
	asked        int // requests so far: an answer that a later one has overtaken is dropped
}

// OnMount loads the list.
func (p *articlesPage) OnMount(ctx app.Context) { p.load(ctx, "") }

func (p *articlesPage) load(ctx app.Context, after string) {
	p.asked++
	mine := p.asked
	query := url.Values{"q": {p.query}, "state": {p.state}, "after": {after}}
	ask(ctx, http.MethodGet, api.PathArticles+"?"+query.Encode(), nil, func(_ app.Context, page api.ArticlePage, err error) {
		if mine != p.asked {
			return
		}
		if p.err = err; err != nil {
			return
		}
		if after != "" {
			page.Rows = append(p.page.Rows, page.Rows...)
		}
		p.page = &page
	})
}

// Render draws search and list.
func (p *articlesPage) Render() app.UI {
	return app.Div().Body(
		title("Articles"),
		app.Div().Class("line").Role("search").Body(
			control("q", "Search", "", "", app.Input().Type("search").ID("q").Name("q").Placeholder("part of a headline, an id or an address").OnInput(p.search)),
			control("state", "Show", "", "", choice("state", p.state, []option{
				{"", "all"}, {string(api.Live), "live"}, {string(api.Amended), "amended"}, {string(api.Withdrawn), "withdrawn"},
			}, func(ctx app.Context, v string) {
				p.state = v
				p.load(ctx, "")
			})),
		),
		problem(sayOf(p.err)),
		app.Div().Aria("live", "polite").Body(p.list()),
	)
}

func (p *articlesPage) search(ctx app.Context, _ app.Event) {
	p.query = ctx.JSSrc().Get("value").String()
	p.typing.do(ctx, func(ctx app.Context) { p.load(ctx, "") })
}

func (p *articlesPage) list() app.UI {
	switch {
	case p.page == nil && p.err == nil:
		return app.P().Class("wait").Text("One moment …")
	case p.page == nil:
		return app.P()
	case p.page.Total == 0:
		return app.Div().Class("empty").Body(
			app.P().Text("There are no articles yet."),
			app.P().Body(app.A().Href("/sources").Text("Add a source"), app.Span().Text(": a feed, a WordPress site or any news site, and its articles are here a moment later.")),
		)
	case len(p.page.Rows) == 0:
		return app.P().Class("empty").Text("No article fits. Take fewer letters, or show all states.")
	}
	return app.Div().Body(
		app.Ul().Class("rows").Body(app.Range(p.page.Rows).Slice(func(i int) app.UI { return articleRow(p.page.Rows[i]) })),
		maybe(p.page.After != "", func() app.UI {
			return app.Button().Type("button").Text("More").OnClick(func(ctx app.Context, _ app.Event) { p.load(ctx, p.page.After) })
		}),
	)
}

func articleRow(a api.ArticleRow) app.UI {
	meta := a.Source + " · " + when(a.Stored, "")
	if !a.Date.IsZero() {
		meta = a.Date.Time.Format("2 January 2006") + " · " + a.Source
	}
	return app.Li().Body(
		app.Div().Class("what").Body(
			app.A().Class("headline").Dir("auto").Href("/articles/"+a.ID).Text(a.Title),
			app.Span().Class("meta").Text(meta),
		),
		app.Span().Class("tags").Body(
			maybe(a.State != api.Live, func() app.UI { return app.Span().Class("tag").Text(string(a.State)) }),
			maybe(a.Warnings > 0, func() app.UI { return app.Span().Class("tag warn").Text(plural(a.Warnings, "warning")) }),
		),
	)
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// articlePage is all that is known of one article, and what an editor can do about it.
type articlePage struct {
	app.Compo
	ID string

	ctx    app.Context
	detail *api.ArticleDetail
	card   *card.Model
	err    error // of the page
	form   error // of the correction
}

// CompoID makes another page for another article.
func (p *articlePage) CompoID() string { return p.ID }

// OnMount loads the article and its card.
func (p *articlePage) OnMount(ctx app.Context) {
	p.ctx = ctx
	ask(ctx, http.MethodGet, api.PathArticle+p.ID, nil, p.show)
}

func (p *articlePage) show(ctx app.Context, d api.ArticleDetail, err error) {
	if p.err = err; err != nil {
		return
	}
	p.detail, p.form = &d, nil
	ask(ctx, http.MethodGet, api.PathCard+p.ID, nil, func(_ app.Context, m card.Model, err error) {
		if p.err = err; err == nil {
			p.card = &m
		}
	})
}

// Render draws the page.
func (p *articlePage) Render() app.UI {
	if p.detail == nil {
		return app.Div().Body(title("Article"), maybe(p.err == nil, func() app.UI { return app.P().Class("wait").Text("One moment …") }), problem(sayOf(p.err)))
	}
	d := p.detail
	return app.Div().Class("article").Body(
		app.Div().Class("titled").Dir("auto").Body(title(d.Title)),
		app.P().Class("meta").Body(
			app.Span().Text(fmt.Sprintf("%s · %s · revision %d, stored %s", d.Source, d.State, d.Revision, when(d.Stored, ""))),
			maybe(d.URL != "", func() app.UI { return app.A().Href(d.URL).Target("_blank").Rel("noopener").Text("Open the page") }),
		),
		problem(sayOf(p.err)),
		app.Div().Class("sides").Body(
			app.Section().Aria("labelledby", "h-card").Body(
				app.H2().ID("h-card").Text("Card"),
				maybe(d.State == api.Withdrawn, func() app.UI {
					return app.P().Text("The article is withdrawn: nobody sees its card, and partners' pages keep the plain link.")
				}),
				maybe(d.State != api.Withdrawn && p.card != nil, func() app.UI {
					return &preview{Model: *p.card, Width: 480, Themed: true}
				}),
				maybe(d.State != api.Withdrawn, func() app.UI { return app.P().Body(app.A().Href("/snippet?article=" + d.ID).Text("Make a snippet")) }),
			),
			app.Section().Aria("labelledby", "h-amend").Body(p.amendment()...),
		),
		maybe(len(d.Notes) > 0, func() app.UI {
			return app.Section().Aria("labelledby", "h-notes").Body(
				app.H2().ID("h-notes").Text("To be mended at the source"),
				app.Ul().Class("notes").Body(app.Range(d.Notes).Slice(func(i int) app.UI { return app.Li().Text(d.Notes[i]) })),
			)
		}),
		app.Section().Aria("labelledby", "h-fields").Body(
			app.H2().ID("h-fields").Text("Fields, and where they were read"),
			fieldTable(d.Fields),
		),
		app.Section().Aria("labelledby", "h-history").Body(
			app.H2().ID("h-history").Text("Revisions"),
			app.Ul().Class("notes").Body(app.Range(d.History).Slice(func(i int) app.UI {
				r := d.History[i]
				return app.Li().Body(app.Span().Class("meta").Text(fmt.Sprintf("%d · %s · ", r.Revision, when(r.Stored, ""))), app.Span().Dir("auto").Text(r.Title))
			})),
		),
	)
}

func fieldTable(fields []api.Field) app.UI {
	return app.Div().Class("scroll").TabIndex(0).Role("region").Aria("label", "Fields").Body(app.Table().Body(
		app.THead().Body(app.Tr().Body(app.Th().Scope("col").Text("Field"), app.Th().Scope("col").Text("Value"), app.Th().Scope("col").Text("Read from"))),
		app.TBody().Body(app.Range(fields).Slice(func(i int) app.UI {
			f := fields[i]
			return app.Tr().Body(app.Th().Scope("row").Text(f.Name), app.Td().Dir("auto").Text(f.Value), app.Td().Class("meta").Text(f.From))
		})),
	))
}

// amendment is the form of what the editor says instead of the source.
func (p *articlePage) amendment() []app.UI {
	m := p.detail.Amendment
	hint := "Empty: as the source says."
	return []app.UI{
		app.H2().ID("h-amend").Text("Correct or withdraw"),
		maybe(!m.Saved.IsZero(), func() app.UI {
			return app.P().Class("meta").Text("Amended by " + m.By + ", " + when(m.Saved, "") + ".")
		}),
		app.Form().OnSubmit(p.correct).Body(
			control("title", "Headline", hint, field(p.form, "title"), text("title", m.Title, field(p.form, "title")).Dir("auto")),
			control("deck", "Deck", hint, field(p.form, "deck"), app.Textarea().ID("deck").Name("deck").Rows(3).Dir("auto").Text(m.Deck)),
			control("note", "Correction note", "Readers see it above the story, with today's date.", field(p.form, "correction.note"), app.Textarea().ID("note").Name("note").Rows(2).Dir("auto").Text(m.Note)),
			problem(sayOf(p.form)),
			app.Div().Class("line").Body(
				app.Button().Class("main").Type("submit").Text("Save the correction"),
				app.If(m.Withdrawn, func() app.UI {
					return app.Button().Type("button").Text("Show it again").OnClick(func(app.Context, app.Event) { p.save(p.ctx, false, "The card is shown again.") })
				}).Else(func() app.UI {
					return &sure{
						Scope: "withdraw", Label: "Withdraw", Question: "Take this card off all partners' pages?", Yes: "Withdraw it",
						Do: func() { p.save(p.ctx, true, "The card is withdrawn everywhere within a minute.") },
					}
				}),
				maybe(!m.Saved.IsZero(), func() app.UI {
					return &sure{Scope: "undo", Label: "Take all of it back", Question: "Show what the source says?", Yes: "Take it back", Do: p.takeBack}
				}),
			),
		),
	}
}

func (p *articlePage) correct(ctx app.Context, e app.Event) {
	e.PreventDefault()
	p.save(ctx, p.detail.Amendment.Withdrawn, "Saved. Cards say so within a minute.")
}

func (p *articlePage) save(ctx app.Context, withdrawn bool, said string) {
	m := api.Amendment{Title: typed("title"), Deck: typed("deck"), Note: typed("note"), Withdrawn: withdrawn}
	ask(ctx, http.MethodPut, api.PathArticle+p.ID, m, func(ctx app.Context, d api.ArticleDetail, err error) {
		if p.form = err; err == nil {
			p.show(ctx, d, nil)
			desk.say(ctx, said)
		}
	})
}

func (p *articlePage) takeBack() {
	ask(p.ctx, http.MethodDelete, api.PathArticle+p.ID+"/amendment", nil, func(ctx app.Context, d api.ArticleDetail, err error) {
		if p.form = err; err == nil {
			for _, id := range []string{"title", "deck", "note"} {
				put(id, "")
			}
			p.show(ctx, d, nil)
			desk.say(ctx, "The card says what the source says.")
		}
	})
}
