package card

import (
	"math"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"newsflash/widget"
)

// How wide a picture stands, for browsers to choose a file by. One markup serves all layouts and columns, and the partner's
// page says nothing of them. A browser that knows `auto` (for pictures that load lazily) measures the card itself. The
// others assume a card that fills a narrow window and otherwise stands in a column of text, usually 600 to 700 px; a
// picture twice as wide is then shown from a file that is half as sharp, which is better than all readers loading too much.
// The story is a page of its own and knows its column: 42em in story.css.
const (
	CardSizes  = "auto, (max-width: 700px) 100vw, 640px"
	StorySizes = "(max-width: 42em) 100vw, 42em"
)

const usualSrc = 640 // px, of the file for browsers without srcset

// Picture is the lead picture. Width and Height are those of Src, 0 when unknown.
type Picture struct {
	Src     string `json:"src"`
	JPEG    string `json:"jpeg,omitempty"` // JPEG and WebP as srcset lists
	WebP    string `json:"webp,omitempty"`
	Alt     string `json:"alt,omitempty"`
	Caption string `json:"caption,omitempty"`
	Credit  string `json:"credit,omitempty"`
	Width   int    `json:"width,omitempty"`
	Height  int    `json:"height,omitempty"`
	Color   string `json:"color,omitempty"` // "#rrggbb", of its place until it is there
	Dark    bool   `json:"dark,omitempty"`  // text on Color has to be light
	X       string `json:"x,omitempty"`     // where a cut is to keep it, in steps of Quarters; empty in the middle
	Y       string `json:"y,omitempty"`
}

// Quarters are the percentages that X and Y can be: the style sheet has a rule for each, as no style can stand in the markup.
var Quarters = []string{"0", "25", "75", "100"}

// picture decides which files a card names: those of the server, else the publisher's own.
func picture(p *widget.Picture) *Picture {
	out := &Picture{Src: p.URL, Alt: p.Alt, Caption: p.Caption, Credit: p.Credit, Width: p.Width, Height: p.Height, Color: p.Color, Dark: dark(p.Color)}
	if x, y, err := widget.ParseFocus(p.Focus); err == nil {
		out.X, out.Y = quarter(x), quarter(y)
	}
	var jpeg, webp []string
	src := 0
	for _, f := range p.Files {
		candidate := f.URL + " " + strconv.Itoa(f.Width) + "w"
		if f.Type == "image/webp" {
			webp = append(webp, candidate)
			continue
		}
		jpeg = append(jpeg, candidate)
		if src == 0 || closer(f.Width, src) {
			src = f.Width
			out.Src, out.Width, out.Height = f.URL, f.Width, f.Height
		}
	}
	if src > 0 { // without a JPEG, browsers that don't know WebP would have nothing
		out.JPEG, out.WebP = strings.Join(jpeg, ", "), strings.Join(webp, ", ")
	}
	return out
}

// closer prefers the widest up to usualSrc, and among wider files the narrowest.
func closer(width, than int) bool {
	if width <= usualSrc && than <= usualSrc {
		return width > than
	}
	return width < than
}

func quarter(percent float64) string {
	step := strconv.Itoa(25 * int(percent/25+.5))
	if step == "50" {
		return ""
	}
	return step
}

// dark reports that white text is read better on a colour than black. The relative luminance where both contrast alike is
// .18 (WCAG 2.2: (L+.05)/.05 = 1.05/(L+.05)), and 2.2 is close enough to its curve.
func dark(color string) bool {
	if !widget.ValidColor(color) {
		return false
	}
	rgb, _ := strconv.ParseUint(color[1:], 16, 32) // a valid colour is a number
	light := func(shift int) float64 { return math.Pow(float64(rgb>>shift&255)/255, 2.2) }
	return .2126*light(16)+.7152*light(8)+.0722*light(0) < .18
}

// fig draws the lead picture in its place. That has a ratio of its own, so unknown sizes move nothing, and shows a colour
// until the picture is there, or what it shows in words if it does not come.
func fig(p *Picture, sizes string) app.UI {
	place := app.Div().Class("nf-fig")
	if p.Color != "" {
		place = place.DataSet("tint", attr(p.Color)).DataSet("tone", tone(p.Dark))
	}
	if p.WebP == "" {
		return place.Body(img(p, sizes))
	}
	return place.Body(app.Picture().Body(
		app.Source().Type("image/webp").SrcSet(attr(p.WebP)).Sizes(sizes),
		img(p, sizes),
	))
}

func tone(dark bool) string {
	if dark {
		return "dark"
	}
	return "light"
}

// img loads lazily in a card, which may stand far down a page, and at once in the story, where it is seen first.
func img(p *Picture, sizes string) app.UI {
	img := app.Img().Class("nf-img").Alt(attr(p.Alt)).Attr("decoding", "async")
	if sizes == CardSizes {
		img = img.Attr("loading", "lazy")
	}
	if p.Width > 0 && p.Height > 0 {
		img = img.Width(p.Width).Height(p.Height)
	}
	if p.X != "" {
		img = img.DataSet("x", p.X)
	}
	if p.Y != "" {
		img = img.DataSet("y", p.Y)
	}
	if p.JPEG != "" {
		img = img.SrcSet(attr(p.JPEG)).Sizes(sizes)
	}
	return img.Src(attr(p.Src))
}
