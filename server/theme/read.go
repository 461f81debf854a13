package theme

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"newsflash/widget"
)

// A theme's values lie at most two objects deep. What is deeper is refused before it is read.
const maxDepth = 2

// maxProblems is how many problems an error lists; the rest is counted.
const maxProblems = 50

// member is a name and what stands under it: an object, or any other value as encoding/json reads it.
type member struct {
	name  string
	value any // object, json.Number, string, bool, nil, or list
}

type (
	object []member
	list   struct{} // no token is one, so its items are not kept
)

// read parses JSON with every member kept, also those that come twice.
func read(data []byte) (object, error) {
	if len(data) > MaxFile {
		return nil, fmt.Errorf("a theme has at most %d bytes", MaxFile)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	value, err := readValue(d, 0)
	if err == nil {
		if _, err = d.Token(); err == nil {
			err = errors.New("something follows the theme's closing brace")
		} else if errors.Is(err, io.EOF) {
			err = nil
		}
	}
	if err != nil {
		line := 1 + bytes.Count(data[:min(d.InputOffset(), int64(len(data)))], []byte("\n"))
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = errors.New("the file ends before the theme does")
		}
		return nil, fmt.Errorf("line %d is no JSON of a theme: %w", line, err)
	}
	o, ok := value.(object)
	if !ok {
		return nil, fmt.Errorf("a theme is a JSON object, not %s", kind(value))
	}
	return o, nil
}

func readValue(d *json.Decoder, depth int) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	open, isDelim := token.(json.Delim)
	if !isDelim {
		return token, nil
	}
	if depth >= maxDepth {
		return nil, fmt.Errorf("a theme has no values deeper than %d objects", maxDepth)
	}
	var o object
	for d.More() {
		var m member
		if open == '{' {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			m.name, _ = name.(string) // the decoder lets nothing else be a name
		}
		if m.value, err = readValue(d, depth+1); err != nil {
			return nil, err
		}
		o = append(o, m)
	}
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	if open == '[' {
		return list{}, nil
	}
	return o, nil
}

// kind names a value in the words of JSON.
func kind(value any) string {
	switch v := value.(type) {
	case object:
		return "an object"
	case list:
		return "a list"
	case string:
		return fmt.Sprintf("the text %q", widget.Excerpt(v))
	case json.Number:
		return "the number " + widget.Excerpt(v.String())
	case bool:
		return fmt.Sprint(v)
	default:
		return "null"
	}
}

// take returns a member's value and forgets the member; more than one of the name is a problem.
func (o *object) take(name string) (value any, found bool, problem string) {
	rest := (*o)[:0:0]
	for _, m := range *o {
		if m.name != name {
			rest = append(rest, m)
			continue
		}
		if found {
			problem = "stands there twice"
		}
		value, found = m.value, true
	}
	*o = rest
	return value, found, problem
}

// nearest is the known name that a wrong one was probably meant to be, or nothing: the one that begins alike.
func nearest(name string, known []string) string {
	plain := func(s string) string {
		return strings.ToLower(strings.NewReplacer("-", "", "_", "", "colour", "color").Replace(s))
	}
	i := slices.IndexFunc(known, func(k string) bool { return plain(k) == plain(name) })
	if i < 0 {
		return ""
	}
	return known[i]
}

// join makes one error of many.
func join(problems []error) error {
	if n := len(problems); n > maxProblems {
		problems = append(problems[:maxProblems:maxProblems], fmt.Errorf("and %d more", n-maxProblems))
	}
	return errors.Join(problems...)
}
