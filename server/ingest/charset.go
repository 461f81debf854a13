package ingest

import (
	"bytes"
	"fmt"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"

	"newsflash/server/sanitize"
)

// toUTF8 gives a document's text as UTF-8 without byte order mark and with "\n" as the only line end. UTF-16 is known by its mark,
// or by the zeros around a first "<". What is valid UTF-8 is taken for it, whatever it says of itself. Only a page, a feed or what
// came with a charset is read in another encoding, the one that it or its server names, else WHATWG's default; all else is repaired.
func toUTF8(in Input) (string, []sanitize.Warning) {
	text, repaired := decodeBytes(in)
	if strings.Contains(text, "\r") {
		text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	}
	if !repaired {
		return text, nil
	}
	return text, []sanitize.Warning{{Field: "file", Message: fmt.Sprintf(
		"is not valid UTF-8: bytes that are no character were replaced by %q; save it as UTF-8", utf8.RuneError)}}
}

func decodeBytes(in Input) (text string, repaired bool) {
	data := in.Data
	if out, ok := decodeUTF16(data); ok {
		return out, false
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	label := declared(in)
	switched := strings.HasPrefix(strings.ToLower(label), "iso-2022-jp") && bytes.IndexByte(data, 0x1b) >= 0 // looks like ASCII
	if utf8.Valid(data) && !switched {
		return string(data), false
	}
	if coded := encodingOf(in, label); coded != nil && (switched || !mostlyUTF8(data)) {
		if out, err := coded.NewDecoder().Bytes(data); err == nil {
			return string(out), false
		}
	}
	return strings.ToValidUTF8(string(data), string(utf8.RuneError)), true
}

// decodeUTF16 decodes what has its mark, or begins with "<" as UTF-16 writes it.
func decodeUTF16(data []byte) (string, bool) {
	order := unicode.BigEndian
	switch {
	case bytes.HasPrefix(data, []byte("<\x00")):
		order = unicode.LittleEndian
	case bytes.HasPrefix(data, []byte("\x00<")), bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
	default:
		return "", false
	}
	out, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(data)
	return string(out), err == nil
}

const declarationBytes = 1024 // within which a document says its encoding

var xmlEncoding = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']`)

// declared is the encoding that a document names in its XML declaration, else its server in the content type.
func declared(in Input) string {
	if m := xmlEncoding.FindSubmatch(in.Data[:min(len(in.Data), declarationBytes)]); m != nil {
		return string(m[1])
	}
	if _, parameters, err := mime.ParseMediaType(in.Type); err == nil {
		return parameters["charset"]
	}
	return ""
}

// encodingOf returns the encoding of what is not UTF-8, nil for what had to be.
func encodingOf(in Input, label string) encoding.Encoding {
	if coded, name := charset.Lookup(label); coded != nil && name != "utf-8" {
		return coded
	}
	start := string(in.Data[:min(len(in.Data), feedStart)])
	f := formatOf(in.Name)
	isPage := f != nil && f.extensions[0] == ".html" || isHTML(start) || strings.Contains(in.Type, "html")
	isXML := f != nil && f.extensions[0] == ".xml" || isFeed(start) || isFeedType(in.Type)
	if !isPage && !isXML {
		return nil
	}
	coded, name, _ := charset.DetermineEncoding(in.Data[:min(len(in.Data), declarationBytes)], in.Type)
	if name == "utf-8" {
		return nil
	}
	return coded
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
