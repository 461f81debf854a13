package sanitize_test

import (
	"fmt"
	"net/url"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

// The vocabulary as a reader of the package expects it, written down a second time on purpose.
var (
	flow       = "p h2 h3 h4 ul ol li blockquote q cite figure figcaption em strong b i s u small sub sup mark abbr code pre kbd samp var time table thead tbody tfoot tr th td caption dl dt dd details summary ruby rt rp bdi bdo span a"
	vocabulary = func() map[string]string {
		v := map[string]string{"br": "", "hr": "", "img": "src alt width height loading decoding"}
		for _, name := range strings.Fields(flow) {
			v[name] = "lang dir"
		}
		v["a"] += " href rel target data-note"
		for _, name := range []string{"p", "li", "dd"} {
			v[name] += " data-noted"
		}
		v["ol"] += " start reversed"
		v["td"] += " colspan rowspan"
		v["th"] += " colspan rowspan scope"
		v["abbr"] += " title"
		v["time"] += " datetime"
		return v
	}()
	digits = regexp.MustCompile(`^[0-9]+$`)
)

const maxDepth = 40

// checkBody fails when a body is more than a card can hold: a name that is not in the vocabulary, an address that is not
// absolute http(s), something unbalanced, too deep or not normal text.
func checkBody(t testing.TB, body string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader("<!DOCTYPE html><div id=before>" + body + "</div><p id=after>x"))
	if err != nil {
		t.Fatalf("%q does not parse: %v", body, err)
	}
	var before, after *html.Node
	for n := range doc.Descendants() {
		switch id(n) {
		case "before":
			before = n
		case "after":
			after = n
		}
	}
	if before == nil || after == nil || after.Parent != before.Parent || after.PrevSibling != before {
		t.Fatalf("%q is not balanced", body)
	}
	if err := known(before, 0); err != nil {
		t.Fatalf("%v in %q", err, body)
	}
	var b strings.Builder
	for n := range before.ChildNodes() {
		if n.Type != html.ElementNode {
			t.Fatalf("loose %q at the top of %q", n.Data, body)
		}
		if err := html.Render(&b, n); err != nil {
			t.Fatal(err)
		}
	}
	if b.String() != body {
		t.Fatalf("%q reads as %q", body, b.String())
	}
}

func id(n *html.Node) string {
	for _, a := range n.Attr {
		if a.Key == "id" {
			return a.Val
		}
	}
	return ""
}

func known(n *html.Node, depth int) error {
	if depth > maxDepth+1 {
		return fmt.Errorf("more than %d levels", maxDepth)
	}
	for k := range n.ChildNodes() {
		switch k.Type {
		case html.TextNode:
			if err := normal(k.Data); err != nil {
				return err
			}
		case html.ElementNode:
			if err := knownElement(k); err != nil {
				return err
			}
			if err := known(k, depth+1); err != nil {
				return err
			}
		default:
			return fmt.Errorf("a node of type %d", k.Type)
		}
	}
	return nil
}

func knownElement(n *html.Node) error {
	allowed, ok := vocabulary[n.Data]
	if !ok || n.Namespace != "" {
		return fmt.Errorf("<%s>", n.Data)
	}
	has := map[string]string{}
	for _, a := range n.Attr {
		if !strings.Contains(" "+allowed+" ", " "+a.Key+" ") || a.Namespace != "" {
			return fmt.Errorf("<%s %s>", n.Data, a.Key)
		}
		if err := normal(a.Val); err != nil {
			return err
		}
		has[a.Key] = a.Val
	}
	switch n.Data {
	case "a":
		if has["rel"] != "noopener" || has["target"] != "_blank" {
			return fmt.Errorf("a link with %v", has)
		}
		return safeURL(has["href"])
	case "img":
		if _, ok := has["alt"]; !ok || has["loading"] != "lazy" || has["decoding"] != "async" ||
			has["width"] != "" && !digits.MatchString(has["width"]) || has["height"] != "" && !digits.MatchString(has["height"]) {
			return fmt.Errorf("a picture with %v", has)
		}
		return safeURL(has["src"])
	}
	return nil
}

func safeURL(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || strings.ContainsAny(s, " \\\t\r\n<>\"") {
		return fmt.Errorf("the address %q", s)
	}
	return nil
}

// normal refuses what can't be seen or changes the direction of what stands around it.
func normal(s string) error {
	for _, r := range s {
		switch {
		case r < ' ' && r != '\n' && r != '\t', r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069,
			r == 0x200e, r == 0x200f, r == 0x61c, r == 0x200b, r == 0x2028, r == 0x2029, r == 0xfeff, r >= 0xe000 && r <= 0xf8ff, r >= 0xe0000, r == 0xffff:
			return fmt.Errorf("the character %U", r)
		}
	}
	return nil
}

// settled cleans a clean article again and fails when anything changes.
func settled(t testing.TB, a sanitize.Article) {
	t.Helper()
	again, _, err := sanitize.Clean(a.Fields())
	if err != nil {
		t.Fatalf("a clean article is refused: %v\n%+v", err, a.Fields())
	}
	if got, want := again.Fields(), a.Fields(); !reflect.DeepEqual(got, want) {
		t.Fatalf("cleaning again changes it:\n%+v\n%+v", want, got)
	}
}

// clean is Clean of what must pass, with its warnings by field.
func clean(t testing.TB, a widget.Article) (widget.Article, map[string]string) {
	t.Helper()
	if a.Title == "" {
		a.Title = "Headline"
	}
	c, warnings, err := sanitize.Clean(a)
	if err != nil {
		t.Fatal(err)
	}
	settled(t, c)
	if c.Body().String() != c.Fields().Body || c.Body().Empty() != (c.Fields().Body == "") {
		t.Errorf("the body is %q, the field %q", c.Body(), c.Fields().Body)
	}
	checkBody(t, c.Body().String())
	byField := map[string]string{}
	for _, w := range warnings {
		byField[w.Field] += w.Message
	}
	return c.Fields(), byField
}
