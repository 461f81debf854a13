package theme

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"newsflash/widget"
)

// schema is a JSON Schema (2020-12) of the keywords that ours uses; another one fails the test, so none is passed over.
type schema struct {
	Schema      string             `json:"$schema"`
	Title       string             `json:"title"`
	Description string             `json:"description"`
	Type        string             `json:"type"`
	Required    []string           `json:"required"`
	Additional  *bool              `json:"additionalProperties"`
	Properties  map[string]*schema `json:"properties"`
	Defs        map[string]*schema `json:"$defs"`
	Ref         string             `json:"$ref"`
	Const       any                `json:"const"`
	Enum        []any              `json:"enum"`
	Pattern     string             `json:"pattern"`
	MaxLength   *int               `json:"maxLength"`
	Minimum     *float64           `json:"minimum"`
	Maximum     *float64           `json:"maximum"`
	MultipleOf  *float64           `json:"multipleOf"`
}

func readSchema(t *testing.T) *schema {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(Schema)))
	d.DisallowUnknownFields()
	var s schema
	if err := d.Decode(&s); err != nil {
		t.Fatal(err)
	}
	return &s
}

// validate returns why a value does not fit.
func (s *schema) validate(root *schema, at string, v any) error {
	if name, ok := strings.CutPrefix(s.Ref, "#/$defs/"); ok {
		return root.Defs[name].validate(root, at, v)
	}
	bad := func(rule string) error { return fmt.Errorf("%s breaks %q with %v", at, rule, v) }
	types := map[string]bool{"object": false, "string": false, "boolean": false, "integer": false, "": true}
	switch v := v.(type) {
	case map[string]any:
		types["object"] = true
		for _, name := range s.Required {
			if _, ok := v[name]; !ok {
				return bad("required " + name)
			}
		}
		for name, value := range v {
			if of := s.Properties[name]; of != nil {
				if err := of.validate(root, at+"."+name, value); err != nil {
					return err
				}
			} else if s.Additional != nil && !*s.Additional {
				return bad("additionalProperties " + name)
			}
		}
	case string:
		types["string"] = true
		if s.Pattern != "" && !regexp.MustCompile(s.Pattern).MatchString(v) || s.MaxLength != nil && utf8.RuneCountInString(v) > *s.MaxLength {
			return bad("pattern or maxLength")
		}
	case bool:
		types["boolean"] = true
	case float64:
		types["integer"] = v == float64(int64(v))
		if s.Minimum != nil && v < *s.Minimum || s.Maximum != nil && v > *s.Maximum || s.MultipleOf != nil && v/(*s.MultipleOf) != float64(int(v/(*s.MultipleOf))) {
			return bad("minimum, maximum or multipleOf")
		}
	}
	if !types[s.Type] || s.Const != nil && s.Const != v || s.Enum != nil && !slices.ContainsFunc(s.Enum, func(e any) bool { return reflect.DeepEqual(e, v) }) {
		return bad("type, const or enum")
	}
	return nil
}

func TestSchemaAcceptsThePresets(t *testing.T) {
	t.Parallel()
	s := readSchema(t)
	for _, preset := range Presets() {
		data, err := Encode(preset)
		if err != nil {
			t.Fatal(err)
		}
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			t.Fatal(err)
		}
		if err := s.validate(s, preset.Name, v); err != nil {
			t.Error(err)
		}
	}
}

// TestSchemaRefusesWhatDecodeRefuses; what only a strict reader sees (names that come twice, syntax, size) it cannot.
func TestSchemaRefusesWhatDecodeRefuses(t *testing.T) {
	t.Parallel()
	s := readSchema(t)
	tried := 0
	for data, reasons := range hostile {
		var v any
		if json.Unmarshal([]byte(data), &v) != nil || slices.ContainsFunc(reasons, func(r string) bool { return strings.Contains(r, "twice") || strings.Contains(r, "at most 65536") }) {
			continue
		}
		tried++
		if s.validate(s, "theme", v) == nil {
			t.Errorf("%.80q is accepted", data)
		}
	}
	if tried < 20 {
		t.Errorf("only %d were tried", tried)
	}
}

// TestSchemaKnowsTheTokens: those of widget.Theme, and no others, each with the same values.
func TestSchemaKnowsTheTokens(t *testing.T) {
	t.Parallel()
	s := readSchema(t)
	said := []string{"$schema", "version", "name", "show"}
	for _, token := range new(widget.Theme).Tokens() {
		in, name := s, token.Name
		if group, rest, ok := strings.Cut(name, "."); ok {
			in, name = s.Properties[group], rest
		} else {
			said = append(said, name)
		}
		p := in.Properties[name]
		switch {
		case p == nil:
			t.Errorf("%s is missing", token.Name)
		case token.Pair != nil && p.Ref != "#/$defs/pair", token.Flag != nil && p.Type != "boolean":
			t.Errorf("%s is of another type", token.Name)
		case token.Choice != nil && fmt.Sprint(p.Enum) != fmt.Sprint(widget.ChoiceNames(token.Of)):
			t.Errorf("%s may be %v, the program knows %v", token.Name, p.Enum, widget.ChoiceNames(token.Of))
		case token.Number != nil && (*p.Minimum != float64(token.Range.Min) || *p.Maximum != float64(token.Range.Max) || token.Range.Step > 1 && *p.MultipleOf != float64(token.Range.Step)):
			t.Errorf("%s has other limits", token.Name)
		}
	}
	slices.Sort(said)
	if known := slices.Sorted(maps.Keys(s.Properties)); !slices.Equal(known, said) {
		t.Errorf("the schema knows %v, a theme has %v", known, said)
	}
	if *s.Properties["name"].MaxLength != widget.MaxID || s.Properties["version"].Const != float64(widget.ThemeVersion) {
		t.Error("name or version have other limits")
	}
}
