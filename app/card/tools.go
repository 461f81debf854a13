//go:build js

package main

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// tools reaches for web/frame/tools.js, which the boot script has set up.
type tools struct{ js app.Value }

func (t tools) CanListen() bool { return t.js.Get("canListen").Bool() }
func (t tools) Pause()          { t.js.Call("pause") }

func (t tools) Listen(ended func()) {
	t.js.Call("listen", once(func([]app.Value) { ended() }))
}

func (t tools) Share(title, address string, said func(copied bool)) {
	t.js.Call("share", title, address, once(func(args []app.Value) { said(args[0].Bool()) }))
}

func (t tools) Find(text string, at int) int { return t.js.Call("find", text, at).Int() }

// once is a function that JavaScript calls one time at most.
func once(do func([]app.Value)) app.Func {
	var f app.Func
	f = app.FuncOf(func(_ app.Value, args []app.Value) any {
		do(args)
		f.Release()
		return nil
	})
	return f
}
