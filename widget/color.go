package widget

import (
	"fmt"
	"strconv"
)

// Color is a colour of a theme, 0xrrggbb. As it is a number, no text can come into a style sheet through it.
type Color uint32

// ParseColor reads "#rgb" or "#rrggbb", in either case.
func ParseColor(s string) (Color, error) {
	if len(s) == 4 && s[0] == '#' {
		s = string([]byte{'#', s[1], s[1], s[2], s[2], s[3], s[3]})
	}
	if len(s) == 7 && s[0] == '#' && s[1] != '+' && s[1] != '-' {
		if n, err := strconv.ParseUint(s[1:], 16, 24); err == nil {
			return Color(n), nil
		}
	}
	return 0, fmt.Errorf("is %q: give a colour as #rgb or #rrggbb", Excerpt(s))
}

// String is "#rrggbb".
func (c Color) String() string { return fmt.Sprintf("#%06x", uint32(c)&0xffffff) }

// MarshalText is for JSON.
func (c Color) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText is the inverse of MarshalText.
func (c *Color) UnmarshalText(text []byte) (err error) {
	*c, err = ParseColor(string(text))
	return err
}

// Pair is a colour for light and for dark surroundings.
type Pair struct {
	Light Color `json:"light"`
	Dark  Color `json:"dark"`
}
