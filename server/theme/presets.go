package theme

import (
	"embed"
	"fmt"
	"slices"
	"sync"

	"newsflash/widget"
)

//go:embed presets/*.json
var files embed.FS

// presetNames in the order in which they are listed, the default first.
var presetNames = []string{widget.DefaultTheme, "broadsheet", "tabloid", "magazine", "minimal", "wire"}

// standard is the default theme: what a theme that leaves tokens out has there.
var standard = sync.OnceValue(func() widget.Theme { return preset(widget.DefaultTheme, widget.Theme{}) })

// Presets are the themes that every server has, the default first.
var Presets = sync.OnceValue(func() []widget.Theme {
	var all []widget.Theme
	for _, name := range presetNames {
		all = append(all, preset(name, standard()))
	}
	return slices.Clip(all)
})

func preset(name string, base widget.Theme) widget.Theme {
	data, err := files.ReadFile("presets/" + name + ".json")
	if err == nil {
		base, err = decode(data, base)
	}
	if err != nil {
		panic(fmt.Sprintf("preset %s: %v", name, err)) // a file of ours: the tests read them all
	}
	return base
}

// Names lists themes by name.
func Names(themes []widget.Theme) []string {
	names := make([]string, len(themes))
	for i, t := range themes {
		names[i] = t.Name
	}
	return names
}

// With is a list of themes with more: one that has the name of another takes its place.
func With(themes []widget.Theme, more ...widget.Theme) []widget.Theme {
	themes = slices.Clone(themes)
	for _, t := range more {
		if i := slices.Index(Names(themes), t.Name); i >= 0 {
			themes[i] = t
		} else {
			themes = append(themes, t)
		}
	}
	return themes
}
