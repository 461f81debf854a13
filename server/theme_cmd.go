package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"newsflash/server/store"
	"newsflash/server/store/sqlite"
	"newsflash/server/theme"
	"newsflash/widget"
)

type themeCmd struct {
	Check  themeCheckCmd  `cmd:"" help:"Say what is wrong with theme files."`
	Import themeImportCmd `cmd:"" help:"Store themes from files: cards have them within a minute."`
	List   themeListCmd   `cmd:"" help:"List all themes: those that every server has, and those that are stored."`
	Export themeExportCmd `cmd:"" help:"Print a theme as JSON, to start one of your own from."`
	Schema themeSchemaCmd `cmd:"" help:"Print the JSON Schema of themes, for editors."`
}

// findTheme takes the name of a preset, or of one of the publisher's own, or the path of a file. A word without dot or
// slash is a name.
func findTheme(name string, own ...widget.Theme) (widget.Theme, error) {
	themes := theme.With(theme.Presets(), own...)
	if i := slices.Index(theme.Names(themes), name); i >= 0 {
		return themes[i], nil
	}
	if !strings.ContainsAny(name, `./\`) {
		return widget.Theme{}, usageError{fmt.Errorf("%q is not known; known are: %s; or give a file", name, strings.Join(theme.Names(themes), ", "))}
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

type themeImportCmd struct {
	storeFlags
	Files []string `arg:"" help:"Theme files. One with the name of a stored theme, or of one that every server has, takes its place."`
}

// Help shows examples below the flags.
func (themeImportCmd) Help() string {
	return `Stores none of the files when one cannot be used. The console shows each theme's history and restores what was before.

Examples:
  newsflash theme import mine.json
  newsflash theme import --data /var/lib/newsflash themes/*.json`
}

// Run reads all files before it stores any.
func (c themeImportCmd) Run(s streams) (err error) {
	var themes []widget.Theme
	for _, name := range c.Files {
		t, err := theme.ParseFile(name)
		if err != nil {
			return fmt.Errorf("theme %w", err)
		}
		themes = append(themes, t)
	}
	st, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	for i, t := range themes {
		tokens, err := theme.Encode(t)
		if err != nil {
			return err
		}
		saved, err := st.SaveTheme(s.ctx, store.Theme{Name: t.Name, Tokens: string(tokens), Editor: "theme import"})
		if err != nil {
			return fmt.Errorf("%s: %w", c.Files[i], err)
		}
		if _, err := fmt.Fprintf(s.stdout, "%s  %s, revision %d\n", c.Files[i], t.Name, saved.Revision); err != nil {
			return err
		}
	}
	return nil
}

// stored are the themes of the database, where there is one.
func (f storeFlags) stored(s streams) (themes []widget.Theme, err error) {
	if _, err := os.Stat(filepath.Join(f.Data, sqlite.FileName)); f.Database == "" && errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	st, err := f.open(s.ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	all, err := st.Themes(s.ctx)
	for _, one := range all {
		t, bad := theme.ParseStored(one.Name, one.Tokens)
		if bad != nil {
			fmt.Fprintf(s.stderr, "the stored theme %s cannot be used: %v\n", one.Name, bad)
			continue
		}
		themes = append(themes, t)
	}
	return themes, err
}

type themeListCmd struct {
	storeFlags
}

// Help shows examples below the flags.
func (themeListCmd) Help() string {
	return `Examples:
  newsflash theme list
  newsflash theme list --data /var/lib/newsflash`
}

// Run prints a line for each theme.
func (c themeListCmd) Run(s streams) error {
	stored, err := c.stored(s)
	if err != nil {
		return err
	}
	own := theme.Names(stored)
	table := tabwriter.NewWriter(s.stdout, 0, 0, 2, ' ', 0)
	for _, t := range theme.With(theme.Presets(), stored...) {
		where := "everywhere"
		if slices.Contains(own, t.Name) {
			where = "stored here"
		}
		fmt.Fprintf(table, "%s\t%s\theadlines in %s, text in %s, paper %s and %s\n", t.Name, where, t.HeadlineFace, t.TextFace, t.Paper.Light, t.Paper.Dark)
	}
	return table.Flush()
}

type themeExportCmd struct {
	storeFlags
	Name string `arg:"" help:"A theme's name, or a file: its missing tokens are filled in."`
}

// Help shows examples below the flags.
func (themeExportCmd) Help() string {
	return `Examples:
  newsflash theme export tabloid > mine.json
  newsflash theme export --data /var/lib/newsflash harbour > themes/harbour.json`
}

// Run prints every token.
func (c themeExportCmd) Run(s streams) error {
	stored, err := c.stored(s)
	if err != nil {
		return err
	}
	t, err := findTheme(c.Name, stored...)
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
