package card

import (
	"encoding/json"
	"reflect"
	"testing"
)

// fill sets every field below v to something of its own.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(string(rune('a'+*n%26)) + "\"\\\u2028é🙂")
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), n)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	default:
		panic("a model holds no " + v.Kind().String())
	}
}

// TestParseReadsWhatTheServerWrites: every field of a model, and none.
func TestParseReadsWhatTheServerWrites(t *testing.T) {
	var full Model
	n := 0
	fill(reflect.ValueOf(&full).Elem(), &n)
	for _, want := range []Model{full, {}, {Title: "Only this", Related: []Link{{Title: "One"}}}} {
		b, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := Parse(string(b))
		if !ok || !reflect.DeepEqual(got, want) {
			t.Errorf("%s is read as %+v, %v", b, got, ok)
		}
	}
	for _, bad := range []string{"", "{", "null", `{"words":3`} {
		if m, ok := Parse(bad); ok {
			t.Errorf("%q is read as %+v", bad, m)
		}
	}
}
