//go:build js

package card

import "testing"

func TestAttrEscapesNothingInTheBrowser(t *testing.T) {
	for value, want := range map[string]string{`a" & <b>`: `a" & <b>`, "true": "true", " a\x00\nb ": "ab"} {
		if got := attr(value); got != want {
			t.Errorf("%q became %q", value, got)
		}
	}
}
