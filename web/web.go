// Package web carries what browsers load that is not written in Go's own programs: the loader, the style sheets, the boot
// scripts and the WebAssembly file, as `make build` left them in dist.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// PartnerPage (an html/template) and PartnerCSS are the demo's partner site.
var (
	//go:embed demo/partner.html
	PartnerPage string
	//go:embed demo/partner.css
	PartnerCSS string
)

// ConsolePage (an html/template) is what the console's program starts in.
//
//go:embed console/console.html
var ConsolePage string

// The built files. A server does not start without all of them.
const (
	Loader   = "loader.js" // text that stands before a card's data, see render.Script
	Batch    = "batch.js"  // a module that stands before some cards' data, see render.Batch
	Files    = "files.js"  // one that finds them in files, see render.Files
	Embed    = "embed.js"
	Types    = "embed.d.ts"
	CardCSS  = "card.css"
	StoryCSS = "story.css"
	FrameJS  = "frame.js"
	AloneJS  = "alone.js"
	LiveJS   = "live.js"
	CardWasm = "card.wasm"
	Icon     = "icon.svg"

	ConsoleJS   = "console.js"
	ConsoleCSS  = "console.css"
	ConsoleWasm = "console.wasm"
)

// Names lists the built files.
var Names = []string{Loader, Batch, Files, Embed, Types, CardCSS, StoryCSS, FrameJS, AloneJS, LiveJS, CardWasm, Icon, ConsoleJS, ConsoleCSS, ConsoleWasm}

// Dist is the folder of built files.
func Dist() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the name is a constant
	}
	return sub
}
