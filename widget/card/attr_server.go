//go:build !js

package card

import (
	"strconv"
	"strings"
)

// attr prepares a variable attribute value. Every attribute whose value is not a constant passes it.
//
// On the server go-app v10.1.11 prints attributes with strconv.Quote and no HTML escaping, and prints the value "true" as
// a bare attribute. So everything that Go's quoting would touch, or that HTML could read as markup, leaves here as a
// numeric character reference; the gate reads the references back. In the browser the value goes to setAttribute and
// must not be escaped: see attr_js.go.
func attr(value string) string {
	value = clean(value)
	if value == "true" {
		return "&#116;rue"
	}
	var b strings.Builder
	for _, r := range value {
		if strings.ContainsRune("&<>\"'`\\", r) || !strconv.IsPrint(r) {
			b.WriteString("&#" + strconv.Itoa(int(r)) + ";")
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
