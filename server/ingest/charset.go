package ingest

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"

	"newsflash/server/sanitize"
)

// toUTF8 gives a file's text as UTF-8 without byte order mark and with "\n" as the only line end. UTF-16 is known by its mark.
// Only a page that is not UTF-8 is read in the encoding that it, or WHATWG's default, names; all else is repaired.
func toUTF8(data []byte, page bool) (string, []sanitize.Warning) {
	text, repaired := decodeBytes(data, page)
	if strings.Contains(text, "\r") {
		text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	}
	if !repaired {
		return text, nil
	}
	return text, []sanitize.Warning{{Field: "file", Message: fmt.Sprintf(
		"is not valid UTF-8: bytes that are no character were replaced by %q; save it as UTF-8", utf8.RuneError)}}
}

func decodeBytes(data []byte, page bool) (text string, repaired bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		if out, err := unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewDecoder().Bytes(data); err == nil {
			return string(out), false
		}
	}
	if utf8.Valid(data) {
		return string(data), false
	}
	if page {
		encoding, name, certain := charset.DetermineEncoding(data[:min(len(data), 1024)], "")
		if name != "utf-8" && (certain || !mostlyUTF8(data)) {
			if out, err := encoding.NewDecoder().Bytes(data); err == nil {
				return string(out), false
			}
		}
	}
	return strings.ToValidUTF8(string(data), string(utf8.RuneError)), true
}

// mostlyUTF8 tells a UTF-8 file with a broken byte or two from one in another encoding.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		data = data[n:]
	}
	return good > bad
}
