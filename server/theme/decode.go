package theme

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"newsflash/widget"
)

// Decode reads a theme strictly: what it does not know, knows twice or cannot be is refused. A token that is missing is the
// default theme's. The error joins one *widget.FieldError for each field, or says why the data are no theme at all.
// Contrast is Check's matter.
func Decode(data []byte) (widget.Theme, error) { return decode(data, standard()) }

// decode fills what is missing from base.
func decode(data []byte, base widget.Theme) (widget.Theme, error) {
	root, err := read(data)
	if err != nil {
		return widget.Theme{}, err
	}
	t := base
	f := filler{root: root}
	f.head(&t)
	tokens := t.Tokens()
	for _, token := range tokens {
		f.fill(token)
	}
	f.leftovers(tokens)
	if len(f.problems) > 0 {
		return widget.Theme{}, join(f.problems)
	}
	return t, nil
}

// filler moves values from the JSON into a theme and gathers what is wrong.
type filler struct {
	root     object
	groups   map[string]*object // the members of "show", which are tokens too
	problems []error
}

func (f *filler) refuse(field, reason string) {
	f.problems = append(f.problems, &widget.FieldError{Field: field, Reason: reason})
}

func (f *filler) head(t *widget.Theme) {
	t.Version, t.Name = widget.ThemeVersion, ""
	version, found, twice := f.root.take("version")
	switch {
	case twice != "":
		f.refuse("version", twice)
	case !found || version != json.Number(strconv.Itoa(widget.ThemeVersion)):
		f.refuse("version", fmt.Sprintf("is %s: themes of version %d are read", orMissing(version, found), widget.ThemeVersion))
	}
	name, found, twice := f.root.take("name")
	t.Name, _ = name.(string)
	switch {
	case twice != "":
		f.refuse("name", twice)
	case !widget.ValidID(t.Name):
		f.refuse("name", fmt.Sprintf("is %s: give small letters, digits and single hyphens, at most %d", orMissing(name, found), widget.MaxID))
	}
	if schema, found, twice := f.root.take("$schema"); found {
		if _, isText := schema.(string); !isText || twice != "" {
			f.refuse("$schema", "is the schema's address, once, for editors")
		}
	}
}

func orMissing(value any, found bool) string {
	if !found {
		return "missing"
	}
	return kind(value)
}

// find returns a token's value, also from a group like "show".
func (f *filler) find(name string) (value any, found bool) {
	in, key := &f.root, name
	if group, rest, ok := strings.Cut(name, "."); ok {
		in, key = f.group(group), rest
	}
	value, found, twice := in.take(key)
	if twice != "" {
		f.refuse(name, twice)
		return nil, false
	}
	return value, found
}

func (f *filler) group(name string) *object {
	if g, ok := f.groups[name]; ok {
		return g
	}
	g := &object{}
	value, found, twice := f.root.take(name)
	if o, isObject := value.(object); twice != "" {
		f.refuse(name, twice)
	} else if isObject {
		*g = o
	} else if found {
		f.refuse(name, "is "+kind(value)+": give an object")
	}
	if f.groups == nil {
		f.groups = map[string]*object{}
	}
	f.groups[name] = g
	return g
}

func (f *filler) fill(t widget.Token) {
	value, found := f.find(t.Name)
	if !found {
		return
	}
	switch {
	case t.Pair != nil:
		f.pair(t, value)
	case t.Choice != nil:
		names := widget.ChoiceNames(t.Of)
		if s, _ := value.(string); slices.Contains(names, s) {
			*t.Choice = s
		} else {
			f.refuse(t.Name, fmt.Sprintf("is %s: choose one of %s", kind(value), strings.Join(names, ", ")))
		}
	case t.Number != nil:
		s, _ := value.(json.Number)
		n, err := strconv.Atoi(s.String())
		if r := t.Range; err != nil || n < r.Min || n > r.Max || (n-r.Min)%r.Step != 0 {
			f.refuse(t.Name, fmt.Sprintf("is %s: give a whole number from %d to %d%s", kind(value), r.Min, r.Max, unit(r)))
		} else {
			*t.Number = n
		}
	case t.Flag != nil:
		b, isFlag := value.(bool)
		if !isFlag {
			f.refuse(t.Name, fmt.Sprintf("is %s: give true or false", kind(value)))
		}
		*t.Flag = b
	}
}

func unit(r widget.Range) string {
	switch {
	case r.Step > 1:
		return fmt.Sprintf(" in steps of %d", r.Step)
	case r.Unit == "%":
		return " (percent)"
	case r.Unit != "":
		return " (" + r.Unit + ")"
	}
	return ""
}

func (f *filler) pair(t widget.Token, value any) {
	o, isObject := value.(object)
	if !isObject {
		f.refuse(t.Name, fmt.Sprintf(`is %s: give two colours, {"light": "#rrggbb", "dark": "#rrggbb"}`, kind(value)))
		return
	}
	for _, half := range []struct {
		name string
		to   *widget.Color
	}{{"light", &t.Pair.Light}, {"dark", &t.Pair.Dark}} {
		field := t.Name + "." + half.name
		value, found, twice := o.take(half.name)
		text, isText := value.(string)
		color, err := widget.ParseColor(text)
		switch {
		case twice != "":
			f.refuse(field, twice)
		case !found:
			f.refuse(field, "is missing: a colour is given for light and for dark surroundings")
		case !isText:
			f.refuse(field, "is "+kind(value)+": give a colour as #rgb or #rrggbb")
		case err != nil:
			f.refuse(field, err.Error())
		default:
			*half.to = color
		}
	}
	for _, m := range o {
		f.refuse(t.Name+"."+widget.Excerpt(m.name), "is not known: a colour has light and dark")
	}
}

// leftovers refuses every member that no token took.
func (f *filler) leftovers(tokens []widget.Token) {
	known := []string{"version", "name"}
	for _, t := range tokens {
		known = append(known, t.Name)
	}
	unknown := func(prefix string, o object) {
		for _, m := range o {
			reason := "is not a token of a theme"
			if meant := nearest(prefix+m.name, known); meant != "" {
				reason += "; did you mean " + meant + "?"
			}
			f.refuse(fmt.Sprintf("%q", widget.Excerpt(prefix+m.name)), reason)
		}
	}
	unknown("", f.root)
	for _, name := range slices.Sorted(maps.Keys(f.groups)) {
		unknown(name+".", *f.groups[name])
	}
}
