//go:build js

package main

import (
	"net/http"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"newsflash/widget/api"
)

// desk is the whole page. There is one, whatever the path.
var desk = &console{}

// console shows the page of the path, to who is signed in.
type console struct {
	app.Compo
	me     *api.Me
	asked  bool // it is known whether somebody is signed in
	failed string
	path   string
	said   string // in the status line
	moved  bool   // the reader came here from another page of the console
}

// pages are the main ones, in the order of the menu.
var pages = []struct {
	path, name string
	admin      bool
}{
	{"/articles", "Articles", false},
	{"/sources", "Sources", false},
	{"/themes", "Themes", false},
	{"/partners", "Partners", false},
	{"/snippet", "Snippet", false},
	{"/doctor", "Doctor", false},
	{"/users", "Users", true},
}

// OnMount asks who is signed in.
func (c *console) OnMount(ctx app.Context) { c.who(ctx) }

func (c *console) who(ctx app.Context) {
	c.failed = ""
	ask(ctx, http.MethodGet, api.PathSession, nil, func(_ app.Context, me api.Me, err error) {
		if r, refused := err.(refusal); err != nil && (!refused || r.status != http.StatusUnauthorized) {
			c.failed = err.Error()
			return
		}
		c.asked = true
		if err == nil {
			c.me = &me
		}
	})
}

// OnNav follows the address.
func (c *console) OnNav(ctx app.Context) {
	path := strings.TrimSuffix(app.Window().URL().Path, "/")
	if path == "" {
		path = "/articles"
	}
	c.moved = c.path != "" && c.path != path
	c.path, c.said = path, ""
	if c.moved {
		ctx.Defer(func(app.Context) { focus("h1") })
	}
}

// signedIn shows the page that was asked for.
func (c *console) signedIn(ctx app.Context, me api.Me) {
	c.me, c.asked, c.said = &me, true, ""
	if c.path == "/welcome" || c.path == "/sign-in" {
		ctx.Navigate("/articles")
	}
	ctx.Defer(func(app.Context) { focus("h1") })
}

// signedOut shows the sign-in page; the path stays, and with it where to go on.
func (c *console) signedOut(ctx app.Context) {
	c.me = nil
	ctx.Defer(func(app.Context) { focus("h1") })
}

func (c *console) admin() bool { return c.me != nil && c.me.User.Role == api.Admin }

// say puts a sentence where it is seen and read aloud.
func (c *console) say(ctx app.Context, sentence string) {
	ctx.Dispatch(func(app.Context) { c.said = sentence })
}

// Render draws the frame of every page.
func (c *console) Render() app.UI {
	switch {
	case c.path == "/welcome":
		return alone("Welcome", &welcomePage{})
	case c.failed != "":
		return alone("Newsflash", app.Div().Body(problem(c.failed), app.Button().Class("main").Type("button").Text("Try again").OnClick(func(ctx app.Context, _ app.Event) { c.who(ctx) })))
	case !c.asked:
		return alone("Newsflash", app.P().Class("wait").Role("status").Text("One moment …"))
	case c.me == nil:
		return alone("Sign in", &signInPage{})
	}
	return app.Div().Class("desk").Body(
		app.A().Class("skip").Href("#main").Text("Skip to the page").OnClick(func(_ app.Context, e app.Event) {
			e.PreventDefault()
			focus("h1")
		}),
		app.Header().Class("top").Body(
			app.P().Class("brand").Body(app.A().Href("/articles").Text("Newsflash")),
			app.Nav().Aria("label", "Console").Body(app.Ul().Body(app.Range(pages).Slice(c.menuItem))),
			&accountMenu{Name: c.me.User.Name, Role: string(c.me.User.Role)},
		),
		app.P().Class("said").Role("status").Text(c.said),
		app.Main().ID("main").Body(c.page()),
	)
}

// menuItem leaves out what only admins may see.
func (c *console) menuItem(i int) app.UI {
	page := pages[i]
	link := app.A().Href(page.path).Text(page.name)
	if c.path == page.path || strings.HasPrefix(c.path, page.path+"/") {
		link = link.Aria("current", "page")
	}
	return app.Li().Body(maybe(!page.admin || c.admin(), func() app.UI { return link }))
}

func (c *console) page() app.UI {
	section, rest, _ := strings.Cut(strings.TrimPrefix(c.path, "/"), "/")
	switch {
	case section == "articles" && rest != "":
		return &articlePage{ID: rest}
	case section == "themes" && rest != "":
		return &themePage{Name: rest}
	case rest != "":
	case section == "articles", section == "sign-in":
		return &articlesPage{}
	case section == "sources":
		return &sourcesPage{}
	case section == "themes":
		return &themesPage{}
	case section == "partners":
		return &partnersPage{}
	case section == "snippet":
		return &snippetPage{}
	case section == "doctor":
		return &doctorPage{}
	case section == "users" && c.admin():
		return &usersPage{}
	case section == "account":
		return &accountPage{}
	}
	return app.Div().Body(title("There is no such page"), app.P().Body(app.A().Href("/articles").Text("Go to the articles")))
}

// alone is a page without menu.
func alone(name string, body app.UI) app.UI {
	return app.Div().Class("desk").Body(app.Main().Class("alone").Body(app.P().Class("brand").Text("Newsflash"), title(name), body))
}
