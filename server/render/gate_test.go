package render

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestGateMakesOneForm(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, in, want string }{
		{"attributes are sorted", `<article dir="ltr" class="nf"></article>`, `<article class="nf" dir="ltr"></article>`},
		{"indentation goes", "<article>\n  <p class=\"nf-deck\">A deck</p>\n  <ul>\n    <li>\n    </li>\n  </ul>\n</article>", `<article><p class="nf-deck">A deck</p><ul><li></li></ul></article>`},
		{"an empty alt is restored", `<article><img src="https://a.example/b.jpg"></article>`, `<article><img alt="" src="https://a.example/b.jpg"/></article>`},
		{"a bare aria attribute means true", `<article><button aria-expanded type="button">A</button></article>`, `<article><button aria-expanded="true" type="button">A</button></article>`},
		{"the text's own white space stays", `<article><div class="nf-prose"><p>a <b>b</b>, <i>c</i></p></div></article>`, `<article><div class="nf-prose"><p>a <b>b</b>, <i>c</i></p></div></article>`},
		{"a picture's files", `<article><picture>
<source sizes="(max-width: 42em) 100vw, 42em" type="image/webp" srcset="https://a.example/1.webp 320w, https://a.example/2.webp 640w">
<img src="https://a.example/2.jpg" data-x="25"></picture></article>`, `<article><picture><source sizes="(max-width: 42em) 100vw, 42em" srcset="https://a.example/1.webp 320w, https://a.example/2.webp 640w" type="image/webp"/>` +
			`<img alt="" data-x="25" src="https://a.example/2.jpg"/></picture></article>`},
		{"text stays text", `<article><p>&lt;script&gt; &amp; co</p></article>`, `<article><p>&lt;script&gt; &amp; co</p></article>`},
	} {
		got, err := gate(test.in)
		if err != nil || got.HTML() != test.want {
			t.Errorf("%s:\n got %s (%v)\nwant %s", test.name, got.HTML(), err, test.want)
		}
	}
}

func TestGateRefuses(t *testing.T) {
	t.Parallel()
	for _, in := range []string{
		``, `text`, `<article></article><article></article>`, `<article><script>1</script></article>`, `<article onclick="x"></article>`,
		`<article style="color:red"></article>`, `<article><a href="javascript:alert(1)">a</a></article>`, `<article><a href="//a.example/">a</a></article>`,
		`<article><a href="/a">a</a></article>`, `<article><a href="https://u:p@a.example/">a</a></article>`, "<article><a href=\"java\tscript:alert(1)\">a</a></article>",
		`<article><a href="https:\\a.example">a</a></article>`, `<article><img src="data:image/png;base64,AAAA"></article>`, `<article><svg></svg></article>`,
		`<article><math></math></article>`, `<article><!-- a --></article>`, `<article class="host-class"></article>`, `<article lang="en&quot;"></article>`,
		`<article><p>text <span>and element</span></p></article>`, `<article><div class="nf-prose"><div>a</div></div></article>`,
		`<article><div class="nf-prose"><p id="a">a</p></div></article>`, `<article><div class="nf-prose"><p class="nf">a</p></div></article>`,
		`<article><div class="nf-prose"><iframe></iframe></div></article>`, `<article><blockquote>only in the text</blockquote></article>`,
		`<article data-theme="No theme"></article>`, `<article data-other="a"></article>`, `<article><img src="https://a.example/" srcset="https://a.example/ 2x"></article>`,
		`<article><img src="https://a.example/" srcset="https://a.example/ 320w, data:image/png;base64,AA 640w"></article>`,
		`<article><img src="https://a.example/" srcset="https://a.example/,b 320w"></article>`, `<article><img src="https://a.example/" srcset=""></article>`,
		`<article><img src="https://a.example/" srcset="https://a.example/ 320w onerror 2w"></article>`, `<article><img src="https://a.example/" sizes="99999px"></article>`,
		`<article><picture><source src="https://a.example/a.mp4"></picture></article>`, `<article><source type="text/html"></article>`,
		`<article><div data-tint="red"></div></article>`, `<article><div data-tint="#AABBCC"></div></article>`, `<article><img src="https://a.example/" data-x="50"></article>`,
		`<article><div class="nf-prose"><picture></picture></div></article>`, `<article><a href="https://a.example/" target="_top">a</a></article>`, `<article><time datetime="yesterday">a</time></article>`,
		"<article>" + strings.Repeat("<div>", 600) + "</article>",
	} {
		if got, err := gate(in); err == nil {
			t.Errorf("%s passed as %s", in, got.HTML())
		}
	}
}

// FuzzGate: whatever passes parses to the same again, and holds the vocabulary only.
func FuzzGate(f *testing.F) {
	for _, seed := range []string{
		`<article class="nf"><p>a</p></article>`, `<article><div class="nf-prose"><p>a<table><tr><td>b</table></p></div></article>`,
		`<article><a href="https://a.example/?a=1&amp;b=2">x</a></article>`, `<article><div class="nf-prose"><pre>` + "\n\n" + `a</pre></div></article>`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		first, err := gate(in)
		if err != nil {
			return
		}
		second, err := gate(first.HTML())
		if err != nil || second.HTML() != first.HTML() {
			t.Fatalf("%q passed as %q and then as %q (%v)", in, first.HTML(), second.HTML(), err)
		}
		for n := range first.root.Descendants() {
			if n.Type == html.ElementNode && shape[n.Data] == nil && prose[n.Data] == nil {
				t.Fatalf("%q let <%s> through", in, n.Data)
			}
		}
	})
}
