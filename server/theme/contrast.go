package theme

import (
	"math"

	"newsflash/widget"
)

// Contrast is WCAG 2.2's contrast ratio of two colours, 1 to 21.
func Contrast(a, b widget.Color) float64 {
	return ratio(luminance(a), luminance(b))
}

// ratio is of two luminances.
func ratio(la, lb float64) float64 { return (max(la, lb) + .05) / (min(la, lb) + .05) }

// luminance is WCAG 2.2's relative luminance.
func luminance(c widget.Color) float64 {
	r, g, b := linear(c)
	return .2126*r + .7152*g + .0722*b
}

// linear takes sRGB's curve (IEC 61966-2-1) from a colour's channels.
func linear(c widget.Color) (r, g, b float64) {
	channel := func(shift int) float64 {
		v := float64(c>>shift&255) / 255
		if v <= .04045 {
			return v / 12.92
		}
		return math.Pow((v+.055)/1.055, 2.4)
	}
	return channel(16), channel(8), channel(0)
}

// steps is how many parts OKLab's lightness is tried in, about as many as a channel's eight bits can tell apart.
const steps = 256

// nearestColor changes a colour's lightness, as the eye sees it (OKLab), by the least that has it pass on everything
// behind it. The hue stays; the chroma gives way where a screen has no such colour. The same input gives the same colour.
func nearestColor(c widget.Color, behind []widget.Color, need float64) (widget.Color, bool) {
	lights := make([]float64, len(behind))
	for i, b := range behind {
		lights[i] = luminance(b)
	}
	passes := func(c widget.Color) bool {
		light := luminance(c)
		for _, l := range lights {
			if ratio(light, l) < need {
				return false
			}
		}
		return true
	}
	if !anyGrey(passes) {
		return c, false
	}
	l, a, b := toOKLab(c)
	for i := 1; i <= steps; i++ {
		for _, move := range []float64{-float64(i) / steps, float64(i) / steps} {
			if near := fromOKLab(min(max(l+move, 0), 1), a, b); passes(near) {
				return near, true
			}
		}
	}
	return c, false
}

// anyGrey spares the search where there is nothing to find: contrast is a matter of luminance alone.
func anyGrey(passes func(widget.Color) bool) bool {
	for v := range widget.Color(256) {
		if passes(v * 0x010101) {
			return true
		}
	}
	return false
}

// toOKLab and fromOKLab are Björn Ottosson's, https://bottosson.github.io/posts/oklab/ (with the matrices of 2021-01-25).
func toOKLab(c widget.Color) (lightness, a, b float64) {
	r, g, bl := linear(c)
	l := math.Cbrt(.4122214708*r + .5363325363*g + .0514459929*bl)
	m := math.Cbrt(.2119034982*r + .6806995451*g + .1073969566*bl)
	s := math.Cbrt(.0883024619*r + .2817188376*g + .6299787005*bl)
	return .2104542553*l + .7936177850*m - .0040720468*s,
		1.9779984951*l - 2.4285922050*m + .4505937099*s,
		.0259040371*l + .7827717662*m - .8086757660*s
}

func fromOKLab(lightness, a, b float64) widget.Color {
	c, ok := screen(lightness, a, b)
	if ok {
		return c
	}
	c, _ = screen(lightness, 0, 0)
	low, high := 0.0, 1.0 // shares of the chroma: the one is on the screen, the other not
	for range 7 {
		share := (low + high) / 2
		if near, ok := screen(lightness, a*share, b*share); ok {
			c, low = near, share
		} else {
			high = share
		}
	}
	return c
}

// screen is the sRGB colour of an OKLab one, and whether there is one.
func screen(lightness, a, b float64) (widget.Color, bool) {
	cube := func(v float64) float64 { return v * v * v }
	l := cube(lightness + .3963377774*a + .2158037573*b)
	m := cube(lightness - .1055613458*a - .0638541728*b)
	s := cube(lightness - .0894841775*a - 1.2914855480*b)
	var c widget.Color
	inside := true
	for _, v := range []float64{
		4.0767416621*l - 3.3077115913*m + .2309699292*s,
		-1.2684380046*l + 2.6097574011*m - .3413193965*s,
		-.0041960863*l - .7034186147*m + 1.7076147010*s,
	} {
		const slack = .0005 // of rounding, at white
		inside = inside && v >= -slack && v <= 1+slack
		v = min(max(v, 0), 1)
		if v <= .0031308 {
			v *= 12.92
		} else {
			v = 1.055*math.Pow(v, 1/2.4) - .055
		}
		c = c<<8 | widget.Color(math.Round(v*255))
	}
	return c, inside
}
