//go:build js

package main

import (
	"net/http"
	"net/url"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"newsflash/widget/api"
	"newsflash/widget/card"
)

// snippetPage makes what a partner pastes.
type snippetPage struct {
	app.Compo
	query    string
	found    []api.ArticleRow
	article  string
	partners []api.Partner
	snippet  *api.SnippetText
	chosen   url.Values
	width    int
	err      error
	typing   debounce
}

// widths are those at which cards are looked at, in px.
var widths = []option{{"240", "240 px"}, {"320", "320 px"}, {"480", "480 px"}, {"600", "600 px"}, {"900", "900 px"}}

// OnMount loads what there is to choose from.
func (p *snippetPage) OnMount(ctx app.Context) {
	p.chosen, p.width = url.Values{}, 600
	p.article = app.Window().URL().Query().Get("article")
	loadThemes(ctx)
	p.search(ctx)
	ask(ctx, http.MethodGet, api.PathPartners, nil, func(_ app.Context, list api.PartnerList, err error) {
		if p.err = err; err == nil {
			p.partners = list.Partners
		}
	})
	p.make(ctx)
}

func (p *snippetPage) search(ctx app.Context) {
	ask(ctx, http.MethodGet, api.PathArticles+"?"+url.Values{"q": {p.query}, "state": {string(api.Live)}}.Encode(), nil, func(_ app.Context, page api.ArticlePage, err error) {
		if p.err = err; err == nil {
			p.found = page.Rows[:min(len(page.Rows), 8)]
		}
	})
}

// make asks for the snippet of what is chosen.
func (p *snippetPage) make(ctx app.Context) {
	if p.article == "" && p.chosen.Get("list") == "" {
		return
	}
	p.chosen.Set("article", p.article)
	ask(ctx, http.MethodGet, api.PathSnippet+"?"+p.chosen.Encode(), nil, func(_ app.Context, s api.SnippetText, err error) {
		if p.err = err; err == nil {
			p.snippet = &s
		}
	})
}

// Render draws choice, snippet and preview.
func (p *snippetPage) Render() app.UI {
	return app.Div().Body(
		title("Snippet"),
		app.P().Class("lead").Text("Choose an article and how its card looks. The snippet is one line that a partner pastes where the card is to be; it never has to be changed when the article or the theme does."),
		control("q", "Article", "", "", app.Input().Type("search").ID("q").Placeholder("search a headline").OnInput(func(ctx app.Context, _ app.Event) {
			p.query = ctx.JSSrc().Get("value").String()
			p.typing.do(ctx, p.search)
		})),
		app.FieldSet().Class("pick").Body(
			app.Legend().Class("hidden").Text("Articles found"),
			app.Range(p.found).Slice(p.pick),
			maybe(len(p.found) == 0, func() app.UI { return app.P().Class("hint").Text("No live article fits.") }),
		),
		control("list", "Or always the newest of", "A section, a tag or a source of yours, or * for all articles. Pages that load /embed.js once then show whatever is the newest. A strip shows several beside each other: of the list, or the stories that belong beside the article.", "", text("list", p.chosen.Get("list"), "").OnInput(func(ctx app.Context, _ app.Event) {
			p.chosen.Set("list", ctx.JSSrc().Get("value").String())
			p.typing.do(ctx, p.make)
		})),
		app.Div().Class("line").Body(
			control("strip", "How many", "", "", choice("strip", p.chosen.Get("strip"), strips, p.choose("strip"))),
			maybe(p.snippet != nil && p.chosen.Get("list") == "" && p.chosen.Get("strip") == "", func() app.UI {
				return control("form", "Form", "", "", choice("form", p.chosen.Get("form"), p.formOptions(), p.choose("form")))
			}),
			control("layout", "Layout", "", "", choice("layout", p.chosen.Get("layout"), layoutOptions(), p.choose("layout"))),
			control("theme", "Theme", "", "", choice("theme", p.chosen.Get("theme"), themeOptions(option{"", "the partner's, or the default"}), p.choose("theme"))),
			control("scheme", "Light or dark", "", "", choice("scheme", p.chosen.Get("scheme"), schemeOptions, p.choose("scheme"))),
			control("partner", "Partner", "", "", choice("partner", p.chosen.Get("partner"), p.partnerOptions(), p.choose("partner"))),
		),
		problem(sayOf(p.err)),
		maybe(p.snippet != nil, p.result),
	)
}

func (p *snippetPage) pick(i int) app.UI {
	a := p.found[i]
	return app.Div().Class("check").Body(
		app.Input().Type("radio").Name("article").ID("a-"+a.ID).Value(a.ID).Checked(a.ID == p.article).OnChange(func(ctx app.Context, _ app.Event) {
			p.article = a.ID
			p.make(ctx)
		}, app.EventScope(a.ID)),
		app.Label().For("a-"+a.ID).Class("headline").Dir("auto").Text(a.Title),
	)
}

func (p *snippetPage) choose(name string) func(app.Context, string) {
	return func(ctx app.Context, value string) {
		p.chosen.Set(name, value)
		p.make(ctx)
	}
}

func (p *snippetPage) partnerOptions() []option {
	options := []option{{"", "any"}}
	for _, one := range p.partners {
		options = append(options, option{one.ID, one.Name})
	}
	return options
}

func (p *snippetPage) formOptions() (options []option) {
	for _, f := range p.snippet.Forms {
		options = append(options, option{f.Name, f.Name + ": " + f.Hint})
	}
	return options
}

func layoutOptions() (options []option) {
	for _, l := range card.Layouts {
		options = append(options, option{string(l), string(l)})
	}
	return options
}

// strips are what a list, or what belongs beside an article, can be shown as.
var strips = []option{{"", "one card"}, {"3", "a strip of 3"}, {"4", "a strip of 4"}, {"5", "a strip of 5"}, {"6", "a strip of 6"}}

var schemeOptions = []option{
	{string(card.Auto), "as the reader has it"}, {string(card.Light), "light"}, {string(card.Dark), "dark"}, {string(card.Host), "as the partner's page is"},
}

func (p *snippetPage) result() app.UI {
	m := p.snippet.Model
	return app.Div().Body(
		app.H2().Text("To paste"),
		app.Textarea().ID("snippet").Class("code").ReadOnly(true).Rows(5).Aria("label", "Snippet").Text(p.snippet.HTML),
		&copyButton{Label: "Copy", Text: p.snippet.HTML},
		app.P().Class("hint").Text("A partner whose page has a Content-Security-Policy allows this server in script-src and img-src, and in frame-src for reading in place."),
		app.H2().Text("On a partner's page"),
		control("width", "Width of the column", "", "", choice("width", "600", widths, func(_ app.Context, v string) { p.width = number(v) })),
		app.Div().Class("paper").Body(
			app.P().Text("The page's own text comes before the card. It may be a blog, a town's news page, or another paper."),
			&preview{Model: m, Width: p.width},
			maybe(p.chosen.Get("strip") != "", func() app.UI {
				return app.P().Class("hint").Text("This is the first of them by itself: in a strip each has its picture, headline and date, and no button.")
			}),
			app.P().Text("And it goes on below. Nothing of the page moves when the card comes: its room was kept."),
		),
		app.P().Body(app.A().Href(p.snippet.Frame).Target("_blank").Rel("noopener").Text("Open the card as a page of its own")),
	)
}
