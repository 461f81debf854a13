//go:build !js

package card

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readBack prints an image with the alternative text through go-app and parses what came out.
func readBack(t testing.TB, alt string) []html.Attribute {
	t.Helper()
	printed := app.HTMLString(app.Img().Alt(attr(alt)))
	nodes, err := html.ParseFragment(strings.NewReader(printed), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil || len(nodes) != 1 || nodes[0].Data != "img" || nodes[0].FirstChild != nil {
		t.Fatalf("alt %q broke out of its attribute: %q", alt, printed)
	}
	return nodes[0].Attr
}

func TestAttrKeepsTheValueInside(t *testing.T) {
	t.Parallel()
	for _, alt := range []string{
		`a" onerror=alert(1) x="`, `a' onerror='alert(1)`, "`onerror=alert(1)`", `\" onerror=alert(1) `, `"><script>alert(1)</script>`,
		`&quot; onerror=alert(1)`, `&amp;`, "true", "TRUE", "a & b", `C:\temp`, "\u00a0space", "soft\u00adhyphen", "\U000e0001tag", "emoji 👩‍👩‍👧", "ilk ‌نیم‌فاصله",
	} {
		attrs := readBack(t, alt)
		if len(attrs) != 1 || attrs[0].Key != "alt" || attrs[0].Val != clean(alt) {
			t.Errorf("alt %q came back as %v", alt, attrs)
		}
	}
}

func TestAttrDropsWhatNoAttributeMayHold(t *testing.T) {
	t.Parallel()
	if got := readBack(t, "a\x00b\nc\u0085d\xffe")[0].Val; got != "abcde" {
		t.Errorf("got %q", got)
	}
}

func FuzzAttr(f *testing.F) {
	for _, seed := range []string{`"`, `\`, "true", "&#34;", "\u2028", "x\" y=\"", "\x80", "<a b='c'>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		attrs := readBack(t, value)
		want := clean(value)
		switch {
		case want == "" && len(attrs) == 0:
		case len(attrs) != 1 || attrs[0].Key != "alt" || attrs[0].Val != want:
			t.Fatalf("%q came back as %v", value, attrs)
		case !utf8.ValidString(attrs[0].Val):
			t.Fatalf("%q came back as broken text", value)
		}
	})
}
