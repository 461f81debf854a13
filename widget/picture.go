package widget

import (
	"fmt"
	"strconv"
	"strings"
)

// Picture is the lead picture. Width and Height are in CSS pixels, 0 when unknown.
type Picture struct {
	URL     string `json:"url"`
	Alt     string `json:"alt,omitempty"` // empty: decorative, or nothing fit to be read aloud was given
	Caption string `json:"caption,omitempty"`
	Credit  string `json:"credit,omitempty"`
	Width   int    `json:"width,omitempty"`
	Height  int    `json:"height,omitempty"`
	// Focus is where the important part is, for when a card has to cut: see ParseFocus. Empty is the middle.
	Focus string `json:"focus,omitempty"`

	// What the server has made of the picture at URL. No source says it and no store keeps it with the article: it is put
	// in for rendering. Without Files the card shows URL.
	Color string        `json:"-"` // "#rrggbb", what its place shows until it is there
	Files []PictureFile `json:"-"`
}

// PictureFile is one size of a picture, in one format.
type PictureFile struct {
	Width, Height int
	Type          string // "image/webp" or "image/jpeg"
	URL           string
}

// ParseFocus reads a point in a picture, "30% 20%": from its left edge and from its top, whatever the language's direction.
func ParseFocus(s string) (x, y float64, err error) {
	if parts := strings.Fields(s); len(parts) == 2 {
		x, okX := percent(parts[0])
		y, okY := percent(parts[1])
		if okX && okY {
			return x, y, nil
		}
	}
	return 0, 0, fmt.Errorf("is %q: give two percentages, from the left and from the top, like \"30%% 20%%\"", Excerpt(s))
}

func percent(s string) (float64, bool) {
	number, marked := strings.CutSuffix(s, "%")
	if !marked || len(number) > 8 || strings.Trim(number, "0123456789.") != "" { // no sign, exponent or NaN
		return 0, false
	}
	v, err := strconv.ParseFloat(number, 64)
	return v, err == nil && v <= 100
}

// ValidColor reports whether s is a colour in the one form that cards print: "#rrggbb" in lower case.
func ValidColor(s string) bool {
	return len(s) == 7 && s[0] == '#' && strings.Trim(s[1:], "0123456789abcdef") == ""
}
