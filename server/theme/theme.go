// Package theme reads publishers' themes and holds them to what a card needs: known tokens with values from their tables,
// and colours that can be read. What passes is a widget.Theme that is safe and readable; the presets are such themes.
package theme

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"newsflash/widget"
)

// MaxFile is the largest theme that is read, in bytes. A complete one has about 2,000.
const MaxFile = 64 << 10

// Schema is the JSON Schema of a theme (2020-12), for editors. It cannot say everything that Decode and Check do.
//
//go:embed schema.json
var Schema []byte

// Parse decodes and checks: what it returns may be stored and shown. The error is all of Decode's, else all of Check's.
func Parse(data []byte) (widget.Theme, error) {
	t, err := Decode(data)
	if err != nil {
		return widget.Theme{}, err
	}
	return t, join(problems(t))
}

// ParseStored is Parse of a theme as a store keeps it, which a database that others write to may have spoilt, or an older
// program may have written under other rules.
func ParseStored(name, tokens string) (widget.Theme, error) {
	t, err := Parse([]byte(tokens))
	if err == nil && t.Name != name {
		err = fmt.Errorf("its tokens name it %q", t.Name)
	}
	return t, err
}

// ParseFile is Parse of a file. Every error names it.
func ParseFile(name string) (t widget.Theme, err error) {
	f, err := os.Open(name)
	if err != nil {
		return widget.Theme{}, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	data, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err != nil {
		return widget.Theme{}, err
	}
	if t, err = Parse(data); err != nil {
		return widget.Theme{}, fmt.Errorf("%s:\n%w", name, err)
	}
	return t, nil
}

// Encode writes a theme as Decode reads it, every token of it.
func Encode(t widget.Theme) ([]byte, error) {
	data, err := json.MarshalIndent(t, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encode theme %s: %w", t.Name, err)
	}
	return append(data, '\n'), nil
}
