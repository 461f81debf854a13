package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"text/tabwriter"

	"newsflash/server/theme"
	"newsflash/widget"
)

type themeCmd struct {
	Check  themeCheckCmd  `cmd:"" help:"Say what is wrong with theme files."`
	List   themeListCmd   `cmd:"" help:"List the themes that every server has."`
	Export themeExportCmd `cmd:"" help:"Print a theme as JSON, to start one of your own from."`
	Schema themeSchemaCmd `cmd:"" help:"Print the JSON Schema of themes, for editors."`
}

// findTheme takes the name of a preset or the path of a file. A word without dot or slash is a name.
func findTheme(name string) (widget.Theme, error) {
	presets := theme.Presets()
	if i := slices.Index(theme.Names(presets), name); i >= 0 {
		return presets[i], nil
	}
	if !strings.ContainsAny(name, `./\`) {
		return widget.Theme{}, usageError{fmt.Errorf("%q is not known; known are: %s; or give a file", name, strings.Join(theme.Names(presets), ", "))}
	}
	t, err := theme.ParseFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return widget.Theme{}, usageError{fmt.Errorf("%q: there is no such file", name)}
	}
	return t, err
}

type themeCheckCmd struct {
	Files []string `arg:"" help:"Theme files."`
}

// Help shows examples below the flags.
func (themeCheckCmd) Help() string {
	return `Says everything that is wrong with each file: tokens that are not known, values that cannot be, and colours that cannot be
read (WCAG 2.2 AA, light and dark), with the nearest colour that can. Exits with 1 if anything is.

Examples:
  newsflash theme check mine.json
  newsflash theme check themes/*.json`
}

// Run checks all files before it fails.
func (c themeCheckCmd) Run(s streams) error {
	bad := 0
	for _, name := range c.Files {
		t, err := theme.ParseFile(name)
		if err != nil {
			bad++
			_, err = fmt.Fprintln(s.stdout, strings.ReplaceAll(err.Error(), "\n", "\n  "))
		} else {
			_, err = fmt.Fprintf(s.stdout, "%s: theme %s can be used\n", name, t.Name)
		}
		if err != nil {
			return err
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d themes cannot be used", bad, len(c.Files))
	}
	return nil
}

type themeListCmd struct{}

// Help shows an example below the flags.
func (themeListCmd) Help() string {
	return `Examples:
  newsflash theme list`
}

// Run prints a line for each preset.
func (themeListCmd) Run(s streams) error {
	table := tabwriter.NewWriter(s.stdout, 0, 0, 2, ' ', 0)
	for _, t := range theme.Presets() {
		fmt.Fprintf(table, "%s\theadlines in %s, text in %s, paper %s and %s\n", t.Name, t.HeadlineFace, t.TextFace, t.Paper.Light, t.Paper.Dark)
	}
	return table.Flush()
}

type themeExportCmd struct {
	Name string `arg:"" help:"A theme's name, or a file: its missing tokens are filled in."`
}

// Help shows an example below the flags.
func (themeExportCmd) Help() string {
	return `Examples:
  newsflash theme export tabloid > mine.json`
}

// Run prints every token.
func (c themeExportCmd) Run(s streams) error {
	t, err := findTheme(c.Name)
	if err != nil {
		return fmt.Errorf("theme %w", err)
	}
	out, err := theme.Encode(t)
	if err != nil {
		return err
	}
	_, err = s.stdout.Write(out)
	return err
}

type themeSchemaCmd struct{}

// Help shows an example below the flags.
func (themeSchemaCmd) Help() string {
	return `Examples:
  newsflash theme schema > theme.schema.json`
}

// Run prints the schema.
func (themeSchemaCmd) Run(s streams) error {
	_, err := s.stdout.Write(theme.Schema)
	return err
}
