package card

import (
	"strings"
	"unicode"
)

// clean drops what may stand in no attribute: control characters and broken UTF-8. The sanitiser has done so before.
func clean(value string) string {
	value = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return -1
		}
		return r
	}, value)
	return strings.TrimSpace(value)
}
