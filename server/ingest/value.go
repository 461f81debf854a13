package ingest

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// value is one JSON or YAML value and its place, so that an error can name it.
type value struct {
	path string // "items[3].title"
	line int    // in the file, from 1; 0 where the format keeps none
	data any    // nil (null, or not there), bool, json.Number, string, []value or object
}

type object map[string]value

var errTooDeep = fmt.Errorf("holds lists and objects more than %d levels deep", maxDepth)

// parseJSON reads one JSON value.
func parseJSON(path string, data []byte) (value, error) {
	d := json.NewDecoder(strings.NewReader(string(data)))
	d.UseNumber()
	var tree any
	if err := d.Decode(&tree); err != nil {
		return value{}, err
	}
	if d.More() {
		return value{}, errors.New("has something behind its end")
	}
	v, err := fromJSON(tree, 0)
	v.path = path
	return v, err
}

func fromJSON(tree any, depth int) (v value, err error) {
	if depth > maxDepth {
		return v, errTooDeep
	}
	switch t := tree.(type) {
	case []any:
		list := make([]value, len(t))
		for i := range t {
			if list[i], err = fromJSON(t[i], depth+1); err != nil {
				return v, err
			}
		}
		v.data = list
	case map[string]any:
		o := make(object, len(t))
		for name, member := range t {
			if o[name], err = fromJSON(member, depth+1); err != nil {
				return v, err
			}
		}
		v.data = o
	default:
		v.data = tree
	}
	return v, nil
}

// get returns a member of an object; a value without data when there is none.
func (v value) get(name string) value {
	o, _ := v.data.(object)
	member := o[name]
	if member.line == 0 {
		member.line = v.line
	}
	member.path = name
	if v.path != "" {
		member.path = v.path + "." + name
	}
	return member
}

// list returns the elements of a list, or a single value as a list of one, or nothing for null.
func (v value) list() []value {
	list, ok := v.data.([]value)
	if !ok {
		if v.data == nil {
			return nil
		}
		return []value{v}
	}
	out := slices.Clone(list)
	for i := range out {
		out[i].path = v.path + "[" + strconv.Itoa(i) + "]"
	}
	return out
}

// names lists an object's members in the order of the file where that is known, else of the alphabet.
func (v value) names() []string {
	o, _ := v.data.(object)
	names := make([]string, 0, len(o))
	for name := range o {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(o[a].line, o[b].line), strings.Compare(a, b))
	})
	return names
}

// scalar returns text, and numbers as they are written; "" for all else.
func (v value) scalar() string {
	switch d := v.data.(type) {
	case string:
		return d
	case json.Number:
		return d.String()
	}
	return ""
}

// kind names what the value is, for errors.
func (v value) kind() string {
	switch v.data.(type) {
	case nil:
		return "null"
	case bool:
		return "true or false"
	case json.Number:
		return "a number"
	case string:
		return "text"
	case []value:
		return "a list"
	}
	return "an object"
}
