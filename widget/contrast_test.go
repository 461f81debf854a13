package widget

import (
	"math"
	"strconv"
	"testing"
)

// contrast is WCAG 2.2's contrast ratio of two colours given as #rrggbb.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + .05) / (min(la, lb) + .05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(colour[1:], 16, 32)
	if err != nil || len(colour) != 7 || colour[0] != '#' {
		t.Fatalf("%q is not #rrggbb", colour)
	}
	linear := func(c uint64) float64 {
		v := float64(c) / 255
		if v <= .04045 {
			return v / 12.92
		}
		return math.Pow((v+.055)/1.055, 2.4)
	}
	return .2126*linear(n>>16) + .7152*linear(n>>8&255) + .0722*linear(n&255)
}
