package render

import (
	"net/url"
	"strings"

	"newsflash/server/asset"
	"newsflash/widget"
	"newsflash/widget/card"
)

// Addresses of what a server answers with, or, in a renderer made by ForFiles, of files that say the same.

// ForFiles is a renderer like this one for a place that has files only: see package export.
func (r *Renderer) ForFiles() *Renderer {
	files := *r
	files.file = ".html"
	files.print = asset.Hash([]byte(r.print + files.file))
	return &files
}

// FrameURL is the address of the whole story as a page.
func (r *Renderer) FrameURL(id string) string { return r.frames() + id + r.file }

// frames is what the address of every story's page begins with.
func (r *Renderer) frames() string { return r.public + "/frame/" }

// CardURL is the address of the page that is the card by itself.
func (r *Renderer) CardURL(m card.Model) string {
	q := url.Values{"layout": {string(m.Layout)}}
	if m.Theme != widget.DefaultTheme {
		q.Set("theme", m.Theme)
	}
	if m.Scheme != card.Auto {
		q.Set("scheme", string(m.Scheme))
	}
	return r.cards() + m.ID + r.file + "?" + q.Encode()
}

// cards is what the address of every card's page begins with.
func (r *Renderer) cards() string { return r.public + "/card/" }

// Pages are what the addresses of all pages of ours begin with; the article's id follows.
func (r *Renderer) Pages() []string { return []string{r.frames(), r.cards()} }

// ScriptURL is the address of a card's script.
func (r *Renderer) ScriptURL(id string) string { return r.public + "/embed/" + id + ".js" }

// StaticURL is the address of a file that never changes.
func (r *Renderer) StaticURL(hash, name string) string {
	return r.public + "/static/" + hash + "/" + name
}

// Name is the name of the file that an address of ours stands for.
func (r *Renderer) Name(address string) string { return strings.TrimPrefix(address, r.public+"/") }

// OEmbedFormats are the answers' formats and the types that links to them have.
var OEmbedFormats = []struct{ Name, Type string }{{"json", "application/json+oembed"}, {"xml", "text/xml+oembed"}}

// OEmbedURL is where an article's oEmbed answer is.
func (r *Renderer) OEmbedURL(id, format string) string {
	if r.file != "" {
		return r.public + "/oembed/" + id + "." + format
	}
	return r.public + "/oembed?" + url.Values{"format": {format}, "url": {r.FrameURL(id)}}.Encode()
}
