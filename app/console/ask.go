//go:build js

package main

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"newsflash/widget/api"
)

// refusal is what the server did not do, and why.
type refusal struct {
	status int
	api.Problem
}

// Error is part of error.
func (r refusal) Error() string { return r.Say }

// field is what the refusal says of one field, or "".
func field(err error, name string) string {
	var r refusal
	if errors.As(err, &r) {
		for _, f := range r.Fields {
			if f.Field == name {
				return f.Say
			}
		}
	}
	return ""
}

// saying is a refusal of the page's own.
func saying(sentence string) error { return refusal{Problem: api.Problem{Say: sentence}} }

var errNoAnswer = saying("The server does not answer. What you typed is still here; try again in a moment.")

// ask sends a request and gives its answer to done, as an event of the page. Where nobody is signed in any more, the sign-in
// page shows instead.
func ask[T any](ctx app.Context, method, path string, body any, done func(ctx app.Context, answer T, err error)) {
	options := map[string]any{"method": method, "headers": map[string]any{"Accept": "application/json"}}
	if body != nil {
		raw, isRaw := body.(json.RawMessage)
		if !isRaw {
			var err error
			if raw, err = json.Marshal(body); err != nil {
				panic(err) // only types of package api are sent
			}
		}
		options["body"] = string(raw)
		options["headers"] = map[string]any{"Accept": "application/json", "Content-Type": "application/json"}
	}
	ctx.Async(func() {
		answer, err := fetch[T](path, options)
		ctx.Dispatch(func(ctx app.Context) {
			var r refusal
			if errors.As(err, &r) && r.status == http.StatusUnauthorized && desk.me != nil {
				desk.signedOut(ctx)
				return
			}
			done(ctx, answer, err)
		})
	})
}

// fetch waits for an answer; it is called in a goroutine of its own.
func fetch[T any](path string, options map[string]any) (answer T, err error) {
	response, err := await(app.Window().Call("fetch", path, options))
	if err != nil {
		return answer, errNoAnswer
	}
	text, err := await(response.Call("text"))
	if err != nil {
		return answer, errNoAnswer
	}
	raw := []byte(text.String())
	if status := response.Get("status").Int(); status >= 400 {
		r := refusal{status: status}
		if err := json.Unmarshal(raw, &r.Problem); err != nil || r.Say == "" {
			r.Say = "The server has an answer that this page does not understand. Reload the page."
		}
		return answer, r
	}
	if len(raw) > 0 {
		err = json.Unmarshal(raw, &answer)
	}
	return answer, err
}

// await gives a promise's value.
func await(promise app.Value) (value app.Value, err error) {
	type end struct {
		value app.Value
		err   error
	}
	ended := make(chan end, 1)
	then := app.FuncOf(func(_ app.Value, args []app.Value) any {
		ended <- end{value: args[0]}
		return nil
	})
	failed := app.FuncOf(func(_ app.Value, args []app.Value) any {
		ended <- end{err: errors.New(args[0].Call("toString").String())}
		return nil
	})
	defer then.Release()
	defer failed.Release()
	promise.Call("then", then, failed)
	e := <-ended
	return e.value, e.err
}
