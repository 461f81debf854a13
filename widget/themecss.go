package widget

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

const prefix = "--nf-"

// CSS is the theme as one rule of custom properties for the cards that carry its name. Colours come twice, as
// --nf-NAME-l and --nf-NAME-d: Sheet has the rule that makes one of them.
func (t Theme) CSS() string {
	return t.selector() + "{" + strings.Join(t.properties(), ";") + "}"
}

// Sheet is the style sheet of several themes. The first is every card's that has none of the others, and these hold only
// what sets them apart from it: all of this is in each card's script. Every property is set on the card itself, so none
// that a partner's page may have under the same name comes through.
func Sheet(themes ...Theme) string {
	if len(themes) == 0 {
		return ""
	}
	var b strings.Builder
	light, both := schemes()
	base := themes[0].properties()
	fmt.Fprintf(&b, ".nf{%s;%s}@supports (color:light-dark(red,red)){.nf{%s}}", strings.Join(base, ";"), light, both)
	for _, t := range themes[1:] {
		own := slices.DeleteFunc(t.properties(), func(p string) bool { return slices.Contains(base, p) })
		if len(own) > 0 {
			fmt.Fprintf(&b, "%s{%s}", t.selector(), strings.Join(own, ";"))
		}
	}
	return b.String()
}

// schemes make one colour of two. Browsers that do not know light-dark() (2024) have the light one.
func schemes() (light, both string) {
	var l, b []string
	for _, token := range new(Theme).Tokens() {
		if token.Pair != nil {
			name := prefix + token.properties[0]
			l = append(l, fmt.Sprintf("%s:var(%s-l)", name, name))
			b = append(b, fmt.Sprintf("%s:light-dark(var(%s-l),var(%s-d))", name, name, name))
		}
	}
	return strings.Join(l, ";"), strings.Join(b, ";")
}

// selector names the theme's cards; a name that is none is the default's.
func (t Theme) selector() string {
	name := DefaultTheme
	if ValidID(t.Name) {
		name = t.Name
	}
	return `.nf[data-theme="` + name + `"]`
}

// properties lists the theme's declarations, always the same ones in the same order.
func (t Theme) properties() (out []string) {
	for _, token := range t.Tokens() {
		out = append(out, token.css()...)
	}
	return out
}

// Space is by what the theme multiplies the space between and around parts; Ratio is its picture's width to its height.
func (t Theme) Space() float64 { return ratio(choose(Densities, t.Density).values[0]) }
func (t Theme) Ratio() float64 { return ratio(choose(PictureRatios, t.PictureRatio).values[0]) }

// Face is the list of font families that a face's name stands for.
func Face(name string) string { return choose(Faces, name).values[0] }

// ratio reads a CSS <ratio>, "16/9" or "1.2", of our own tables.
func ratio(s string) float64 {
	above, below, quotient := strings.Cut(s, "/")
	a, _ := strconv.ParseFloat(above, 64)
	if !quotient {
		return a
	}
	b, _ := strconv.ParseFloat(below, 64)
	return a / b
}

func (t Token) css() (out []string) {
	name := prefix + t.properties[0]
	switch {
	case t.Pair != nil:
		return []string{name + "-l:" + t.Pair.Light.String(), name + "-d:" + t.Pair.Dark.String()}
	case t.Number != nil:
		return []string{name + ":" + t.Range.css(*t.Number)}
	case t.Flag != nil:
		if *t.Flag {
			return []string{name + ":initial"} // as if it were not set: the part has the display of its rule
		}
		return []string{name + ":none"}
	}
	for i, value := range choose(t.Of, *t.Choice).values {
		out = append(out, prefix+t.properties[i]+":"+value)
	}
	return out
}

func (r Range) css(n int) string {
	n = min(max(n, r.Min), r.Max)
	if r.Unit == "%" {
		return strconv.FormatFloat(float64(n)/100, 'f', -1, 64)
	}
	return strconv.Itoa(n) + r.Unit
}
