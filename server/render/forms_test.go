package render

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	renderer "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"

	"newsflash/server/sanitize"
	"newsflash/widget"
	"newsflash/widget/card"
)

// facts are what an output says of an article.
type facts struct {
	links, alts []string
	text        string
}

// say reads what a reader of HTML gets: where its links lead, what its pictures show in words, and its text, with templates that
// browsers make into shadow roots.
func say(t *testing.T, text string) (f facts) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for n := range doc.Descendants() {
		switch {
		case n.Type == html.TextNode && n.Parent.Data != "style" && n.Parent.Data != "script":
			words = append(words, n.Data)
		case n.Type == html.ElementNode:
			for _, a := range n.Attr {
				if n.Data == "a" && a.Key == "href" && !slices.Contains(f.links, a.Val) {
					f.links = append(f.links, a.Val)
				}
				if (n.Data == "img" || n.Data == "amp-img") && a.Key == "alt" {
					f.alts = append(f.alts, a.Val)
				}
			}
		}
	}
	f.text = strings.Join(strings.Fields(strings.Join(words, " ")), " ")
	return f
}

// expect is what a card's model says, in the parts that its theme shows.
func expect(m card.Model) (links, alts, texts []string) {
	add := func(to *[]string, values ...string) {
		for _, v := range values {
			if v = strings.Join(strings.Fields(v), " "); v != "" && !slices.Contains(*to, v) {
				*to = append(*to, v)
			}
		}
	}
	add(&texts, m.Kicker, m.Title, m.Deck, m.Byline, m.ReadTime)
	for _, s := range []*card.Stamp{m.Published, m.Updated} {
		if s != nil {
			add(&texts, s.Label)
		}
	}
	add(&links, m.URL)
	for _, l := range m.Related {
		add(&texts, l.Title)
		add(&links, l.URL)
	}
	if m.Picture != nil {
		alts = append(alts, m.Picture.Alt)
	}
	return links, alts, texts
}

// TestEveryOutputSaysTheSame: headline, deck, date, read time, picture's words and links of an article are the same in whatever
// form it goes out.
func TestEveryOutputSaysTheSame(t *testing.T) {
	t.Parallel()
	r := newRenderer(t)
	for name, a := range fixtures(t) {
		for _, layout := range card.Layouts {
			o := card.Options{Layout: layout}
			m := card.New(a.Fields(), o)
			links, alts, texts := expect(m)
			for form, text := range outputs(t, r, a, o) {
				got := say(t, text)
				if m.URL == "" { // the headline leads to the story's own page, or nowhere
					got.links = slices.DeleteFunc(got.links, func(l string) bool { return l == r.FrameURL(m.ID) })
				}
				if !slices.Equal(got.links, links) {
					t.Errorf("%s %s as %s leads to %q, not %q", name, layout, form, got.links, links)
				}
				if !slices.Equal(got.alts, alts) {
					t.Errorf("%s %s as %s shows %q, not %q", name, layout, form, got.alts, alts)
				}
				for _, want := range texts {
					if !strings.Contains(got.text, want) {
						t.Errorf("%s %s as %s does not say %q: %s", name, layout, form, want, got.text)
					}
				}
			}
		}
	}
}

// outputs are all that hold a card, as HTML.
func outputs(t *testing.T, r *Renderer, a sanitize.Article, o card.Options) map[string]string {
	t.Helper()
	check := func(text string, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	form := func(name string) string { return check(r.Form(name, a, o, "")) }
	var md bytes.Buffer
	if err := goldmark.Convert([]byte(form("markdown")), &md); err != nil {
		t.Fatal(err)
	}
	teaser, err := r.Alone(a, o)
	out := map[string]string{"email": form("email"), "plain": form("plain"), "shadow": form("shadow"), "markdown": md.String(), "teaser": check(string(teaser), err)}
	markup, err := Inline(a, o)
	out["inline"] = check(markup.HTML(), err)
	script, err := r.Script(a)
	data := regexp.MustCompile(`(?s)\}\((\{.*\})\);\n$`).FindStringSubmatch(check(string(script), err))
	var carried struct{ Tree []any }
	if err := json.Unmarshal([]byte(data[1]), &carried); err != nil {
		t.Fatal(err)
	}
	out["script"] = fromTree(carried.Tree)
	// Frames hold the teaser, and only name the headline.
	oembed, err := r.OEmbed(a, o, Box{}, 1)
	for name, text := range map[string]string{"iframe": form("iframe"), "amp": form("amp"), "oEmbed": check(oembed.HTML, err)} {
		src := regexp.MustCompile(` src="([^"]*)"`).FindStringSubmatch(text)
		if src == nil || html.UnescapeString(src[1]) != r.CardURL(card.New(a.Fields(), o)) {
			t.Errorf("the frame of %s is %q", name, src)
		}
		title := regexp.MustCompile(` title="([^"]*)"`).FindStringSubmatch(text)
		if title == nil || html.UnescapeString(title[1]) != a.Fields().Title {
			t.Errorf("the frame of %s has the title %q", name, title)
		}
	}
	for _, name := range []string{"snippet", "element"} {
		if got := say(t, form(name)); got.text != strings.Join(strings.Fields(a.Fields().Title), " ") || len(got.links) != 1 {
			t.Errorf("%s says %+v", name, got)
		}
	}
	return out
}

// fromTree writes the loader's tree as HTML, with the related stories that a card shows when its tag asks for no more.
func fromTree(tree []any) string {
	var b strings.Builder
	items := 0
	var write func(any)
	write = func(node any) {
		branch, element := node.([]any)
		if !element {
			b.WriteString(html.EscapeString(node.(string)))
			return
		}
		name := branch[0].(string)
		if name == "li" {
			if items++; items > card.RelatedShown {
				return
			}
		}
		b.WriteString("<" + name)
		for key, value := range branch[1].(map[string]any) {
			b.WriteString(" " + key + `="` + html.EscapeString(value.(string)) + `"`)
		}
		b.WriteString(">")
		for _, child := range branch[2:] {
			write(child)
		}
		if name != "img" && name != "source" {
			b.WriteString("</" + name + ">")
		}
	}
	write(tree)
	return b.String()
}

func TestGoldenForms(t *testing.T) {
	r := newRenderer(t)
	for _, name := range []string{"full", "urdu", "headline-only", "hostile"} {
		var all strings.Builder
		for _, form := range Forms {
			text, err := r.Form(form.Name, fixtures(t)[name], card.Options{}, "")
			if err != nil {
				t.Fatal(err)
			}
			all.WriteString("<!-- " + form.Name + " -->" + text + "\n")
		}
		golden(t, name+".forms.html", all.String())
	}
	if _, err := r.Form("postcard", fixtures(t)["full"], card.Options{}, ""); err == nil {
		t.Error("a form that there is not was made")
	}
}

// TestFormsOfHostileArticles: whatever a source writes into its fields is text in every form.
func TestFormsOfHostileArticles(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../sanitize/testdata/xss.json")
	if err != nil {
		t.Fatal(err)
	}
	var attacks struct{ List []string }
	if err := json.Unmarshal(data, &attacks); err != nil || len(attacks.List) < 50 {
		t.Fatal(len(attacks.List), err)
	}
	r := newRenderer(t)
	known := map[string]bool{"html": true, "head": true, "body": true} // what the parser adds
	for _, form := range Forms {
		text, err := r.Form(form.Name, fixtures(t)["pictured"], card.Options{}, "")
		if err != nil {
			t.Fatal(err)
		}
		for n := range parsed(t, text, form.Name).Descendants() {
			if n.Type == html.ElementNode {
				known[n.Data] = true
			}
		}
	}
	for _, attack := range attacks.List {
		a, _, err := sanitize.Clean(widget.Article{
			ID: "hostile", URL: "https://news.example/?a=" + url.QueryEscape(attack), Title: "T" + attack, Deck: "D" + attack, Kicker: "K" + attack, Body: "<p>x</p>",
			Authors: []widget.Author{{Name: "A" + attack}}, Picture: &widget.Picture{URL: "https://news.example/a.jpg", Alt: "P" + attack, Width: 640, Height: 360},
			Related: []widget.Link{{Title: "R" + attack, URL: "https://news.example/" + url.PathEscape(attack)}},
		})
		if err != nil {
			continue // refused
		}
		for _, form := range Forms {
			text, err := r.Form(form.Name, a, card.Options{}, attack)
			if err != nil {
				t.Fatal(err)
			}
			for n := range parsed(t, text, form.Name).Descendants() {
				if n.Type != html.ElementNode {
					continue
				}
				if !known[n.Data] {
					t.Errorf("%s: %q makes a <%s>", form.Name, attack, n.Data)
				}
				for _, at := range n.Attr {
					if strings.HasPrefix(at.Key, "on") || (at.Key == "href" || at.Key == "src") && !strings.HasPrefix(at.Val, "https://") {
						t.Errorf("%s: %q makes %s=%q", form.Name, attack, at.Key, at.Val)
					}
				}
			}
		}
	}
}

// parsed is a form as browsers read it; Markdown as it is converted.
func parsed(t *testing.T, text, form string) *html.Node {
	t.Helper()
	if form == "markdown" {
		var md bytes.Buffer
		if err := goldmark.New(goldmark.WithRendererOptions(renderer.WithUnsafe())).Convert([]byte(text), &md); err != nil {
			t.Fatal(err)
		}
		text = md.String()
	}
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// FuzzEscaped: in Markdown that lets HTML through, a text says what it says and means nothing else.
func FuzzEscaped(f *testing.F) {
	for _, s := range []string{"plain", "1. a", "- a", "# a", "*a* _b_ `c`", "<b>a</b> &amp; &#60;", "[a](b) ![c](d)", "a\\b", "===", "---", "> a", "~~~", "a | b", "http://a.example", "a  \nb", "+1", "1) a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && !unicode.IsSpace(r) }) {
			return // the sanitiser takes these out
		}
		want := strings.Join(strings.Fields(s), " ")
		if want == "" {
			return
		}
		doc := parsed(t, escaped(s)+"\n", "markdown")
		var text strings.Builder
		for n := range doc.Descendants() {
			switch {
			case n.Type == html.TextNode:
				text.WriteString(n.Data)
			case n.Type == html.ElementNode && !slices.Contains([]string{"html", "head", "body", "p"}, n.Data):
				t.Errorf("%q makes a <%s>", s, n.Data)
			}
		}
		if got := strings.Join(strings.Fields(text.String()), " "); got != want {
			t.Errorf("%q says %q", s, got)
		}
	})
}
