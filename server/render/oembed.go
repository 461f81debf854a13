package render

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"strings"

	"newsflash/server/sanitize"
	"newsflash/widget/card"
)

const usualWidth = 600 // px, where a consumer names no maximum

// OEmbed is an oEmbed 1.0 answer: https://oembed.com, section 2.3.4. It is of type rich, or of type link for an article that was
// withdrawn. Width and Height are in px.
type OEmbed struct {
	XMLName      xml.Name `json:"-" xml:"oembed"`
	Type         string   `json:"type" xml:"type"`
	Version      string   `json:"version" xml:"version"`
	Title        string   `json:"title,omitempty" xml:"title,omitempty"`
	AuthorName   string   `json:"author_name,omitempty" xml:"author_name,omitempty"`
	AuthorURL    string   `json:"author_url,omitempty" xml:"author_url,omitempty"`
	ProviderName string   `json:"provider_name" xml:"provider_name"`
	ProviderURL  string   `json:"provider_url" xml:"provider_url"`
	CacheAge     int      `json:"cache_age" xml:"cache_age"`
	ThumbnailURL string   `json:"thumbnail_url,omitempty" xml:"thumbnail_url,omitempty"`
	ThumbnailW   int      `json:"thumbnail_width,omitempty" xml:"thumbnail_width,omitempty"`
	ThumbnailH   int      `json:"thumbnail_height,omitempty" xml:"thumbnail_height,omitempty"`
	HTML         string   `json:"html,omitempty" xml:"html,omitempty"`
	Width        int      `json:"width,omitempty" xml:"width,omitempty"`
	Height       int      `json:"height,omitempty" xml:"height,omitempty"`
	Snippet      string   `json:"snippet,omitempty" xml:"snippet,omitempty"` // of ours: the tag, for pages where scripts may run
}

// Box is the room that a consumer has, as it stood in the address. What is no number is no limit.
type Box struct {
	MaxWidth, MaxHeight string
	// Quote puts the headline's link before the frame. WordPress shows it until the frame has told its height, which it only
	// listens for where there is one; others would show both.
	Quote bool
	// Element asks for a Snippet without the card's own script, for pages that load /embed.js.
	Element bool
}

// size is the width that fits and the most that the height may be.
func (b Box) size() (width, most int) {
	width, most = usualWidth, unlimited
	if n, ok := number(b.MaxWidth); ok {
		width = min(max(n, narrowest), widest) // as WordPress does for its own: no card is read below that
	}
	if n, ok := number(b.MaxHeight); ok {
		most = max(n, lowest)
	}
	return width, most
}

// Key tells boxes apart that have different answers.
func (b Box) Key() string {
	width, most := b.size()
	return fmt.Sprintf("%dx%d %t %t", width, most, b.Quote, b.Element)
}

const (
	unlimited = 1<<31 - 1
	lowest    = 100 // px: a card of one line of headline
)

// number reads a whole number of any size; one that is too large is the largest.
func number(s string) (int, bool) {
	n, err := strconv.ParseFloat(s, 64)
	if s == "" || err != nil && n == 0 || n != n {
		return 0, false
	}
	return int(min(max(n, 0), unlimited)), true
}

// fallbacks are the layouts that are lower than the one before, in their order.
var fallbacks = map[card.Layout]card.Layout{card.Hero: card.Standard, card.Standard: card.Row, card.List: card.Compact, card.Row: card.Compact}

// OEmbed describes a card: with a frame, which is what consumers take that allow no strangers' scripts, in the first of the layouts
// that fits. Where none is low enough, the frame is cut to what is allowed and scrolls.
func (r *Renderer) OEmbed(a sanitize.Article, o card.Options, box Box, cacheSeconds int) (OEmbed, error) {
	fields := a.Fields()
	model := card.New(fields, o)
	out := r.OEmbedLink(a, cacheSeconds)
	out.Type = "rich"
	write := r.Snippet
	if box.Element {
		write = r.Element
	}
	snippet, err := write(model, "")
	if err != nil {
		return OEmbed{}, err
	}
	out.Snippet = snippet
	width, most := box.size()
	height := r.Height(model, width)
	for layout, more := fallbacks[model.Layout]; height > most && more; layout, more = fallbacks[layout] {
		model.Layout = layout
		height = min(height, r.Height(model, width))
	}
	out.Width, out.Height = width, min(height, most)
	var html bytes.Buffer
	if err := oembedFrame.Execute(&html, map[string]any{"Src": r.CardURL(model), "Title": model.Title, "Width": out.Width, "Height": out.Height, "Quote": box.Quote, "URL": r.destination(model)}); err != nil {
		return OEmbed{}, fmt.Errorf("frame of %s: %w", model.ID, err)
	}
	out.HTML = html.String()
	if p := fields.Picture; p != nil {
		for _, f := range p.Files { // the widest that fits; all three or none
			if f.Type == "image/jpeg" && f.Width <= width && f.Height <= most && f.Width > out.ThumbnailW {
				out.ThumbnailURL, out.ThumbnailW, out.ThumbnailH = f.URL, f.Width, f.Height
			}
		}
	}
	return out, nil
}

// OEmbedLink describes an article that has no card, or no longer one. Who publishes it no source says for certain: it is the name of
// its host, and of the server's where it has no address.
func (r *Renderer) OEmbedLink(a sanitize.Article, cacheSeconds int) OEmbed {
	fields := a.Fields()
	out := OEmbed{Type: "link", Version: "1.0", Title: fields.Title, ProviderName: "Newsflash", ProviderURL: r.public, CacheAge: cacheSeconds}
	if u, err := url.Parse(fields.URL); err == nil && u.Host != "" {
		out.ProviderURL = u.Scheme + "://" + u.Host
	}
	if u, err := url.Parse(out.ProviderURL); err == nil && u.Host != "" {
		out.ProviderName = strings.TrimPrefix(u.Hostname(), "www.")
	}
	if len(fields.Authors) > 0 {
		out.AuthorName, out.AuthorURL = fields.Authors[0].Name, fields.Authors[0].URL
	}
	return out
}

var oembedFrame = template.Must(template.New("oembed").Funcs(formFuncs).Parse(`{{if .Quote}}<blockquote><a {{href .URL}}>{{.Title}}</a></blockquote>{{end}}<iframe src="{{.Src}}" title="{{.Title}}" width="{{.Width}}" height="{{.Height}}" loading="lazy" frameborder="0" sandbox="` + Sandbox + `"></iframe>`))

// Sandbox is what a card's frame may do: run our scripts without an origin, and open links. web/loader/live.js has it too.
const Sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox"

// discovery are the link elements of a page of ours by which consumers find that answer.
func (r *Renderer) discovery(m card.Model) template.HTML {
	var b bytes.Buffer
	for _, format := range OEmbedFormats {
		err := discovery.Execute(&b, map[string]any{"Type": template.HTMLAttr(`type="` + format.Type + `"`), "URL": r.OEmbedURL(m.ID, format.Name), "Title": m.Title})
		if err != nil {
			panic(err) // three strings into a buffer
		}
	}
	return template.HTML(b.String()) //nolint:gosec // a template's output
}

var discovery = template.Must(template.New("discovery").Parse(`<link rel="alternate" {{.Type}} href="{{.URL}}" title="{{.Title}}">`))
