package card_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall/js"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget/card"
)

// document is as much of one as go-app needs to build its tree in Node, which has none. In browsers the end-to-end tests do the
// same with the real one.
const document = `(() => {
	class Node {
		constructor(fields) { Object.assign(this, fields, { childNodes: [] }) }
		get firstElementChild() { return this.childNodes.find((n) => n.localName) ?? null }
		appendChild(child) { this.childNodes.push(child); child.parentNode = this }
		replaceChild(child, old) { this.childNodes.splice(this.childNodes.indexOf(old), 1, child); child.parentNode = this }
		setAttribute(name, value) { this.attributes[name] = value }
		addEventListener() {}
		removeEventListener() {}
	}
	const createElement = (localName) => new Node({ localName, attributes: {} })
	globalThis.document = { createElement, createTextNode: (data) => new Node({ data }), body: createElement('body') }
	globalThis.location = { href: 'https://cards.example/frame/a', pathname: '/frame/a' }
	const storage = { length: 0, getItem: () => null }
	for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(globalThis, name, { value: storage, configurable: true })
	globalThis.printed = (node) => node.localName
		? '<' + node.localName + Object.entries(node.attributes).map(([k, v]) => '\n ' + k + '=' + JSON.stringify(v)).sort().join('') + '>\n' + node.childNodes.map(printed).join('') + '</' + node.localName + '>\n'
		: JSON.stringify(node.data) + '\n'
})()`

// TestWebAssemblyDrawsTheServersTree: for every golden story the component makes, from the model in the page, the elements,
// attributes and texts that the server has written; the story's own text is the server's alone.
func TestWebAssemblyDrawsTheServersTree(t *testing.T) {
	js.Global().Call("eval", document)
	golden := filepath.Join("..", "..", "server", "render", "testdata", "golden")
	models, err := filepath.Glob(filepath.Join(golden, "*.model.json"))
	if err != nil || len(models) == 0 {
		t.Fatal("no models", err)
	}
	for _, file := range models {
		name := strings.TrimSuffix(filepath.Base(file), ".model.json")
		m, ok := card.Parse(read(t, file))
		if !ok {
			t.Errorf("%s is no model", file)
			continue
		}
		body := js.Global().Get("document").Get("body")
		body.Set("childNodes", []any{js.Global().Get("document").Call("createElement", "div")})
		mounted := make(chan bool)
		app.Route("/frame/a", func() app.Composer {
			return &card.Story{Model: m, Prose: func() app.UI { return app.Div().Class("nf-prose") }, Tools: able{}, Live: func() { close(mounted) }}
		})
		go app.RunWhenOnBrowser() // for good: there is one per page
		<-mounted
		got := js.Global().Call("printed", body.Get("firstElementChild")).String()
		if want := printed(story(t, read(t, filepath.Join(golden, name+".story.html")))); got != want {
			t.Errorf("%s: WebAssembly has\n%s\nthe server\n%s", name, got, want)
		}
	}
}

// able is a browser that can everything.
type able struct{ card.Tools }

func (able) CanListen() bool { return true }

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// story is a golden page's tree without the breaks that make it readable, and without the story's text.
func story(t *testing.T, page string) *html.Node {
	t.Helper()
	nodes, err := html.ParseFragment(strings.NewReader(strings.ReplaceAll(page, ">\n<", "><")), &html.Node{Type: html.ElementNode, DataAtom: atom.Body, Data: "body"})
	if err != nil {
		t.Fatal(err)
	}
	for n := range nodes[0].Descendants() {
		if n.Type == html.ElementNode && slices.Contains(n.Attr, html.Attribute{Key: "class", Val: "nf-prose"}) {
			n.FirstChild, n.LastChild = nil, nil
		}
	}
	return nodes[0]
}

func printed(n *html.Node) string {
	stringify := func(s string) string { return js.Global().Get("JSON").Call("stringify", s).String() }
	if n.Type == html.TextNode {
		return stringify(n.Data) + "\n"
	}
	var attributes []string
	for _, a := range n.Attr {
		attributes = append(attributes, "\n "+a.Key+"="+stringify(a.Val))
	}
	slices.Sort(attributes)
	out := "<" + n.Data + strings.Join(attributes, "") + ">\n"
	for c := range n.ChildNodes() {
		out += printed(c)
	}
	return out + "</" + n.Data + ">\n"
}
