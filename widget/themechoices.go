package widget

import "slices"

// Choice is a name that a theme may say, and what it stands for in the style sheet: one value for each property of its token.
type Choice struct {
	Name   string
	values []string
}

// ChoiceNames are the names of choices, in order.
func ChoiceNames(of []Choice) []string {
	names := make([]string, len(of))
	for i, c := range of {
		names[i] = c.Name
	}
	return names
}

func choose(of []Choice, name string) Choice {
	return of[max(0, slices.IndexFunc(of, func(c Choice) bool { return c.Name == name }))]
}

func one(name, value string) Choice { return Choice{name, []string{value}} }

// Faces are the families that a theme may name: what the usual systems bring, so nothing is loaded. The lists are short: a
// browser looks up each name that it lacks while the reader waits.
var Faces = []Choice{
	one("system-sans", `system-ui,sans-serif`),
	one("grotesque", `"Helvetica Neue",Helvetica,Arial,"Liberation Sans",sans-serif`),
	one("humanist", `Seravek,"Gill Sans Nova",Calibri,"Noto Sans",sans-serif`),
	one("geometric", `"Avenir Next","Century Gothic","URW Gothic",sans-serif`),
	one("condensed", `"Avenir Next Condensed","Arial Narrow","Liberation Sans Narrow",sans-serif`),
	one("screen-serif", `Georgia,serif`),
	one("times", `"Times New Roman","Liberation Serif",serif`),
	one("book-serif", `"Hoefler Text","Baskerville","Times New Roman","Liberation Serif",serif`),
	one("old-style", `"Iowan Old Style","Palatino Linotype",P052,serif`),
	one("didone", `Didot,"Bodoni MT","Noto Serif Display",serif`),
	one("slab", `Rockwell,"Roboto Slab","DejaVu Serif",serif`),
	one("mono", `ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace`),
}

// The other choices. What is said of ink and paper follows the scheme, as these are properties themselves.
var (
	Shadows       = []Choice{one("none", "none"), one("soft", "0 1px 5px rgb(0 0 0/.25)"), one("hard", "4px 4px 0 var(--nf-ink)")}
	Densities     = []Choice{one("normal", "1"), one("compact", ".8"), one("roomy", "1.2")}
	PictureRatios = []Choice{one("16:9", "16/9"), one("3:2", "3/2"), one("4:3", "4/3"), one("1:1", "1/1")}
	LinkStyles    = []Choice{
		{"hover", []string{"none", "underline"}},
		{"underline", []string{"underline", "underline"}},
		{"none", []string{"none", "none"}},
	}
	ButtonStyles = []Choice{
		{"outline", []string{"var(--nf-button-paper)", "var(--nf-line)", "none", ".95em"}},
		{"solid", []string{"var(--nf-button-paper)", "var(--nf-button-paper)", "none", ".95em"}},
		{"text", []string{"transparent", "transparent", "underline", "0"}},
	}
	KickerStyles = []Choice{
		{"plain", []string{"var(--nf-accent)", "transparent", "700 .875em/1.25 var(--nf-head-face)", "none", "0", "0", "0", "0", "block"}},
		{"caps", []string{"var(--nf-accent)", "transparent", "700 .76em/1.4 var(--nf-text-face)", "uppercase", ".09em", "0", "0", "0", "block"}},
		{"bar", []string{"var(--nf-accent)", "transparent", "700 .86em/1.25 var(--nf-text-face)", "none", "0", ".3em", "0", ".5em 0", "none"}},
		{"tag", []string{"var(--nf-on-accent)", "var(--nf-accent)", "700 .8em/1.3 var(--nf-text-face)", "uppercase", ".03em", "0", ".22em", ".55em", "none"}},
	}
)
