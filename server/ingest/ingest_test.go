package ingest

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

func TestDecodeByContent(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"title":"J","content_text":"x"}`: "J",
		"---\ntitle: M\n---\nx":            "M",
		"# H\n\nx":                         "H",
		"\n <!DOCTYPE html>" + around(""):  "Headline",
		"Plain\n\ntext":                    "Plain",
	} {
		for _, name := range []string{"article", "article.xyz", "-"} {
			equal(t, name+" "+text[:min(20, len(text))], good(t, name, text).Article.Title, want)
		}
	}
}

func TestDecodeEncodings(t *testing.T) {
	t.Parallel()
	const text = "Café “today”\n\nText."
	for name, encoding := range map[string]unicode.Endianness{"little": unicode.LittleEndian, "big": unicode.BigEndian} {
		data, err := unicode.UTF16(encoding, unicode.UseBOM).NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, "UTF-16 "+name, good(t, "a.txt", data).Article.Title, "Café “today”")
	}
	equal(t, "UTF-8 with mark", good(t, "a.txt", "\ufeff"+text).Article.Title, "Café “today”")
	equal(t, "old line ends", good(t, "a.txt", strings.ReplaceAll(text, "\n", "\r")).Article.Title, "Café “today”")
	broken := good(t, "a.txt", "Caf\xe9\n\nText.")
	equal(t, "repaired", broken.Article.Title, "Caf\ufffd")
	if len(broken.Warnings) != 1 || broken.Warnings[0].Field != "file" {
		t.Errorf("warnings %v, want one for the file", broken.Warnings)
	}
}

// check holds what is true of every decoded source.
func check(t *testing.T, drafts []Draft) {
	t.Helper()
	if len(drafts) == 0 {
		t.Fatal("no draft")
	}
	for _, d := range drafts {
		if d.Origin == "" {
			t.Error("a draft without origin")
		}
		if d.Err != nil && d.Err.Error() == "" {
			t.Error("an error that says nothing")
		}
		if d.Err == nil && !utf8.ValidString(d.Article.Title) {
			t.Errorf("title %q is not UTF-8", d.Article.Title)
		}
		if d.Err != nil && strings.Contains(d.Err.Error(), "broke off") {
			t.Errorf("a parser panicked: %v", d.Err)
		}
	}
}
