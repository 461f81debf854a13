//go:build js

// The publisher's console: a program in the browser over the API of package api. Each page is one file; what they share
// is in parts.go, and console.go decides which one shows.
package main

import "github.com/maxence-charriere/go-app/v10/pkg/app"

func main() {
	app.RouteWithRegexp("^/.*$", func() app.Composer { return desk })
	app.RunWhenOnBrowser()
}
