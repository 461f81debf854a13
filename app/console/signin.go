//go:build js

package main

import (
	"fmt"
	"net/http"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"newsflash/widget/api"
)

// signInPage asks for name and password.
type signInPage struct {
	app.Compo
	err  error
	busy bool
}

// Render draws the form.
func (p *signInPage) Render() app.UI {
	return app.Form().OnSubmit(p.send).Body(
		control("name", "Name", "", "", text("name", "", "").Attr("autocomplete", "username")),
		control("password", "Password", "", "", secret("password", "current-password")),
		problem(sayOf(p.err)),
		app.Button().Class("main").Type("submit").Disabled(p.busy).Text("Sign in"),
		app.P().Class("hint").Text("No account? Ask an admin for a one-time link. On a new server, its first lines print one."),
	)
}

func secret(id, use string) app.UI {
	return app.Input().Type("password").ID(id).Name(id).Attr("autocomplete", use).Aria("describedby", id+"-hint "+id+"-wrong")
}

func sayOf(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func (p *signInPage) send(ctx app.Context, e app.Event) {
	e.PreventDefault()
	p.busy, p.err = true, nil
	ask(ctx, http.MethodPost, api.PathSession, api.SignIn{Name: typed("name"), Password: typed("password")}, func(ctx app.Context, me api.Me, err error) {
		if p.busy, p.err = false, err; err == nil {
			desk.signedIn(ctx, me)
		}
	})
}

// welcomePage is where a one-time link leads.
type welcomePage struct {
	app.Compo
	err  error
	busy bool
}

// Render draws the form.
func (p *welcomePage) Render() app.UI {
	return app.Form().OnSubmit(p.send).Body(
		app.P().Text("This link makes your account on the console, where articles, themes and partners are looked after. It works once."),
		control("name", "Your name", "As colleagues know you: it stands beside what you change.", field(p.err, "name"), text("name", "", field(p.err, "name")).Attr("autocomplete", "username")),
		control("password", "A new password", fmt.Sprintf("At least %d letters or signs. A few words that only you put together are good.", api.MinPassword), field(p.err, "password"), secret("password", "new-password")),
		problem(sayOf(p.err)),
		app.Button().Class("main").Type("submit").Disabled(p.busy).Text("Make my account"),
	)
}

func (p *welcomePage) send(ctx app.Context, e app.Event) {
	e.PreventDefault()
	p.busy, p.err = true, nil
	token := app.Window().URL().Fragment
	ask(ctx, http.MethodPost, api.PathWelcome, api.NewUser{Token: token, Name: typed("name"), Password: typed("password")}, func(ctx app.Context, me api.Me, err error) {
		if p.busy, p.err = false, err; err == nil {
			desk.signedIn(ctx, me)
		}
	})
}

// accountMenu is at the top of every page.
type accountMenu struct {
	app.Compo
	Name, Role string
}

// Render draws it: a disclosure, which needs no program to open.
func (m *accountMenu) Render() app.UI {
	return app.Details().Class("account").Body(
		app.Summary().Text(m.Name),
		app.Div().Body(
			app.P().Class("hint").Text("You are "+map[string]string{"admin": "an admin", "editor": "an editor"}[m.Role]+"."),
			app.A().Href("/account").Text("Change password"),
			app.Button().Type("button").Text("Sign out").OnClick(m.signOut),
		),
	)
}

func (m *accountMenu) signOut(ctx app.Context, _ app.Event) {
	ask(ctx, http.MethodDelete, api.PathSession, nil, func(ctx app.Context, _ struct{}, err error) {
		if err != nil {
			desk.say(ctx, err.Error())
			return
		}
		desk.signedOut(ctx)
	})
}

// accountPage changes the password.
type accountPage struct {
	app.Compo
	err error
}

// Render draws the form.
func (p *accountPage) Render() app.UI {
	return app.Div().Body(
		title("Change password"),
		app.Form().Class("narrow").OnSubmit(p.send).Body(
			control("old", "Your password until now", "", field(p.err, "old"), secret("old", "current-password")),
			control("password", "The new password", fmt.Sprintf("At least %d letters or signs.", api.MinPassword), field(p.err, "password"), secret("password", "new-password")),
			problem(sayOf(p.err)),
			app.Button().Class("main").Type("submit").Text("Change password"),
			app.P().Class("hint").Text("You stay signed in here and are signed out everywhere else."),
		),
	)
}

func (p *accountPage) send(ctx app.Context, e app.Event) {
	e.PreventDefault()
	ask(ctx, http.MethodPut, api.PathPassword, api.ChangePassword{Old: typed("old"), New: typed("password")}, func(ctx app.Context, _ api.Me, err error) {
		if p.err = err; err == nil {
			put("old", "")
			put("password", "")
			desk.say(ctx, "Your password is changed.")
		}
	})
}

// usersPage lists who may sign in.
type usersPage struct {
	app.Compo
	ctx    app.Context
	users  []api.User
	invite *api.Invite
	role   api.Role
	err    error
}

// OnMount loads the list.
func (p *usersPage) OnMount(ctx app.Context) {
	p.ctx, p.role = ctx, api.Editor
	p.load(ctx)
}

func (p *usersPage) load(ctx app.Context) {
	ask(ctx, http.MethodGet, api.PathUsers, nil, func(_ app.Context, users []api.User, err error) { p.users, p.err = users, err })
}

// Render draws the list and the invitation.
func (p *usersPage) Render() app.UI {
	return app.Div().Body(
		title("Users"),
		problem(sayOf(p.err)),
		app.Ul().Class("rows").Body(app.Range(p.users).Slice(p.row)),
		app.H2().Text("Invite somebody"),
		app.Div().Class("line").Body(
			control("role", "As", "", "", choice("role", string(p.role), []option{{string(api.Editor), "an editor: articles and snippets"}, {string(api.Admin), "an admin: everything"}}, func(_ app.Context, v string) { p.role = api.Role(v) })),
			app.Button().Class("main").Type("button").Text("Make a one-time link").OnClick(p.ask),
		),
		maybe(p.invite != nil, func() app.UI {
			return app.Div().Class("panel").Body(
				app.P().Text("Send this link to one person, in a way that nobody else reads. It is shown only now and works once, until "+when(p.invite.Until, "")+"."),
				app.P().Body(app.Code().Text(p.invite.Link)),
				&copyButton{Label: "Copy the link", Text: p.invite.Link},
			)
		}),
	)
}

func (p *usersPage) row(i int) app.UI {
	u := p.users[i]
	return app.Li().Body(
		app.Div().Class("what").Body(app.Strong().Text(u.Name), app.Span().Class("meta").Text(string(u.Role)+", since "+when(u.Created, ""))),
		maybe(u.ID != desk.me.User.ID, func() app.UI {
			return &sure{Scope: u.ID, Label: "Remove", Question: "Remove " + u.Name + "?", Yes: "Remove", Do: func() {
				ask(p.ctx, http.MethodDelete, api.PathUser+u.ID, nil, func(ctx app.Context, _ struct{}, err error) {
					if p.err = err; err == nil {
						p.load(ctx)
						desk.say(ctx, u.Name+" can no longer sign in.")
					}
				})
			}}
		}),
	)
}

func (p *usersPage) ask(ctx app.Context, _ app.Event) {
	ask(ctx, http.MethodPost, api.PathInvites, api.NewInvite{Role: p.role}, func(_ app.Context, i api.Invite, err error) {
		if p.err = err; err == nil {
			p.invite = &i
		}
	})
}
