package widget

import (
	"fmt"
	"strings"
)

// DefaultTheme is the name of the theme that a card has when none, or an unknown one, is asked for.
const DefaultTheme = "default"

// Pair is a colour as #rrggbb, for light and for dark surroundings.
type Pair struct{ Light, Dark string }

// Theme is a publisher's look: colours and faces. It reaches the page as custom properties and nothing else.
type Theme struct {
	Name   string
	Paper  Pair // behind the text
	Ink    Pair // text
	Quiet  Pair // dates, labels
	Rule   Pair // decorative hairlines
	Line   Pair // borders of controls: 3:1 on paper (WCAG 2.2, 1.4.11)
	Shade  Pair // below a picture that has not come yet
	Accent Pair // kicker, marks
	Link   Pair
	Focus  Pair
	// Font families as CSS lists them. Short lists: a browser looks up each name that it lacks while the reader waits.
	HeadFace, TextFace, BodyFace string
	Radius                       int // px
}

// Themes lists the themes, the default first.
var Themes = []Theme{
	{
		Name:  DefaultTheme,
		Paper: Pair{"#ffffff", "#16181b"}, Ink: Pair{"#14171a", "#eceef0"}, Quiet: Pair{"#565d64", "#a9b1b9"},
		Rule: Pair{"#dcdfe2", "#33383d"}, Line: Pair{"#7b838b", "#7f8890"}, Shade: Pair{"#e9ebed", "#24282c"},
		Accent: Pair{"#b3191c", "#ff8a7a"}, Link: Pair{"#123f7e", "#9cc2ff"}, Focus: Pair{"#0b5fd0", "#8ab8ff"},
		HeadFace: `Georgia,"DejaVu Serif",serif`,
		TextFace: `system-ui,sans-serif`,
		BodyFace: `Georgia,"DejaVu Serif",serif`,
		Radius:   6,
	},
	{
		Name:  "broadsheet",
		Paper: Pair{"#fbf6ec", "#1b1916"}, Ink: Pair{"#1d1a15", "#f0eadf"}, Quiet: Pair{"#5f584c", "#b5ab9b"},
		Rule: Pair{"#ddd3c0", "#3b362e"}, Line: Pair{"#857b69", "#8a8071"}, Shade: Pair{"#ece3d2", "#2a2620"},
		Accent: Pair{"#7a1f2b", "#eaa0a2"}, Link: Pair{"#3d3a6b", "#bdbaf0"}, Focus: Pair{"#0b5fd0", "#8ab8ff"},
		HeadFace: `"Hoefler Text","Baskerville","Times New Roman","Liberation Serif",serif`,
		TextFace: `"Hoefler Text","Baskerville","Times New Roman","Liberation Serif",serif`,
		BodyFace: `"Hoefler Text","Baskerville","Times New Roman","Liberation Serif",serif`,
		Radius:   0,
	},
}

// ThemeNames lists the names, the default first.
func ThemeNames() []string {
	names := make([]string, len(Themes))
	for i, t := range Themes {
		names[i] = t.Name
	}
	return names
}

// KnownTheme returns name if there is such a theme, else DefaultTheme and false.
func KnownTheme(name string) (string, bool) {
	for _, t := range Themes {
		if t.Name == name {
			return name, true
		}
	}
	return DefaultTheme, name == ""
}

// CSS is the theme as one rule of custom properties for cards that carry its name. The light values come first for
// browsers that do not know light-dark() (2024).
func (t Theme) CSS() string {
	colours := []struct {
		name string
		Pair
	}{
		{"paper", t.Paper},
		{"ink", t.Ink},
		{"quiet", t.Quiet},
		{"rule", t.Rule},
		{"line", t.Line},
		{"shade", t.Shade},
		{"accent", t.Accent},
		{"link", t.Link},
		{"focus", t.Focus},
	}
	var light, both strings.Builder
	for _, c := range colours {
		fmt.Fprintf(&light, "--nf-%s:%s;", c.name, c.Light)
		fmt.Fprintf(&both, "--nf-%s:light-dark(%s,%s);", c.name, c.Light, c.Dark)
	}
	selector := fmt.Sprintf(".nf[data-theme=%s]", t.Name)
	return fmt.Sprintf("%s{%s--nf-head-face:%s;--nf-text-face:%s;--nf-body-face:%s;--nf-radius:%dpx}"+
		"@supports (color:light-dark(red,red)){%s{%s}}", selector, light.String(), t.HeadFace, t.TextFace, t.BodyFace, t.Radius,
		selector, strings.TrimSuffix(both.String(), ";"))
}
