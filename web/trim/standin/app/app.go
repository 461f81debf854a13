//go:build ignore

// Package app stands in, in the trimmed copy of go-app, for what the rest hangs on: a start that mounts one component, whatever
// the page's address, and a context without pages, states, storage and actions.
package app

import (
	"context"
	"strconv"
	"sync"
)

// Where the program runs.
const (
	IsClient = true
	IsServer = false
)

var (
	window  = newBrowserWindow()
	compose func() Composer
)

// Window returns the JavaScript "window" object.
func Window() BrowserWindow { return window }

// Route sets the component; there is one, so that the path says nothing.
func Route(_ string, newComponent func() Composer) { compose = newComponent }

// RunWhenOnBrowser mounts the component in the place of the body's first element and handles events for good.
func RunWhenOnBrowser() {
	e := &engineX{
		ctx:        context.Background(),
		dispatches: make(chan func(), 256),
		defers:     make(chan func(), 256),
	}
	if err := e.Load(compose()); err != nil {
		panic(err)
	}
	e.Start(120)
}

type engineX struct {
	ctx        context.Context
	nodes      nodeManager
	updates    updateManager
	body       HTMLBody
	dispatches chan func()
	defers     chan func()
	goroutines sync.WaitGroup
}

func (e *engineX) baseContext() Context {
	return Context{
		Context:               e.ctx,
		dispatch:              e.dispatch,
		defere:                e.defere,
		async:                 e.async,
		addComponentUpdate:    e.updates.Add,
		removeComponentUpdate: e.updates.Done,
		notifyComponentEvent:  e.nodes.NotifyComponentEvent,
	}
}

// Context is what handlers get.
type Context struct {
	context.Context

	dispatch              func(func())
	defere                func(func())
	async                 func(func())
	addComponentUpdate    func(Composer, int)
	removeComponentUpdate func(Composer)

	sourceElement        UI
	notifyComponentEvent func(Context, UI, any)
}

// ResolveStaticResource leaves addresses as they are.
func (ctx Context) ResolveStaticResource(v string) string { return v }

// EventScope tells handlers apart that one function makes for several values.
func EventScope(v ...any) EventOption {
	scope := ""
	for _, each := range v {
		scope += "/" + toString(each)
	}
	return EventOption{name: "scope", value: scope}
}

// toString writes the values that attributes and texts are made of; others are a mistake of the component.
func toString(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	case nil:
		return ""
	default:
		panic("the trimmed go-app prints strings, int and bool only")
	}
}

// FormatString knows a text as it is, and "%v" alone.
func FormatString(format string, v ...any) string {
	switch {
	case len(v) == 0:
		return format
	case len(v) == 1 && format == "%v":
		return toString(v[0])
	default:
		panic("the trimmed go-app does not format: " + format)
	}
}

func previewText(v string) string { return v[:min(len(v), 80)] }
