package sanitize_test

import (
	"fmt"
	"strings"
	"testing"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

const (
	link    = `rel="noopener" target="_blank"`
	lazy    = `loading="lazy" decoding="async"/>`
	address = "https://news.example/2025/story"
)

// bodies holds a rule each. The article's address is address.
var bodies = []struct{ name, in, want string }{
	{"nothing", " \n\t&nbsp;", ""},
	{"clean", "<p>a &amp; <b>b</b>, c</p>", "<p>a &amp; <b>b</b>, c</p>"},
	{"loose text", "one <b>two</b><p>three</p>four", "<p>one <b>two</b></p><p>three</p><p>four</p>"},
	{"two breaks", "one<br> <br/>two<br>three<br><br>", "<p>one</p><p>two<br/>three</p>"},
	{"divisions", "<div>one<div>two</div><section>three</section></div>", "<p>one</p><p>two</p><p>three</p>"},
	{"headings", "<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h5>e</h5><h6>f</h6>", "<h2>a</h2><h2>b</h2><h3>c</h3><h4>d</h4><h4>e</h4><h4>f</h4>"},
	{"unclosed heading", "<h2>Head<p>one</p><p>two</p>", "<h2>Head</h2><p>one</p><p>two</p>"},
	{"block in heading", "<h2><div>Head</div></h2><p>x", "<h2>Head</h2><p>x</p>"},
	{"names", `<p id=a class=b style="color:red" name=c data-x=1 onclick=x title=t>x</p>`, "<p>x</p>"},
	{"language", `<p lang="UR-pk" dir=RTL>x</p><p lang="no language" dir=up>y</p>`, `<p lang="ur-PK" dir="rtl">x</p><p>y</p>`},
	{"span", `<span>a</span> <span lang=fr>b</span> <bdo>c</bdo> <bdo dir=rtl>d</bdo>`, `<p>a <span lang="fr">b</span> c <bdo dir="rtl">d</bdo></p>`},
	{"old names", "<strike>a</strike> <del>b</del> <tt>c</tt> <acronym title=D>d</acronym> <font color=red>e</font> <ins>f</ins>", `<p><s>a</s> <s>b</s> <code>c</code> <abbr title="D">d</abbr> e <u>f</u></p>`},
	{"link", `<a href="https://a.example/x?a=1&b=2" rel=opener target=_top hreflang=de>x</a>`, `<p><a href="https://a.example/x?a=1&amp;b=2" ` + link + `>x</a></p>`},
	{"relative link", `<a href="../b#c">x</a> <a href=#n>y</a> <a href="//c.example">z</a>`, `<p><a href="https://news.example/b#c" ` + link + `>x</a> <a href="https://news.example/2025/story#n" ` + link + `>y</a> <a href="https://c.example" ` + link + `>z</a></p>`},
	{"footnote", `<p>x<sup id=r1><a href="#fn:1">1</a></sup> <a href="https://news.example/2025/story#n2">[2]</a></p><ol><li id="fn:1">One <a href="#r1">↩</a></li></ol><p id=n2>Two</p><p id=n3>Three</p>`, `<p>x<sup><a data-note="fn:1" href="https://news.example/2025/story#fn:1" ` + link + `>1</a></sup> <a data-note="n2" href="https://news.example/2025/story#n2" ` + link + `>[2]</a></p><ol><li data-noted="fn:1">One <a href="https://news.example/2025/story#r1" ` + link + `>↩</a></li></ol><p data-noted="n2">Two</p><p>Three</p>`},
	{"no footnote", `<p id=a><a href="#a">1</a> <a href="#b">the whole sentence</a> <a href="/other#b">2</a> <a href="#c">3</a></p><p id=b>x</p><h2 id=c>y</h2><p id='"><script>'>z <a href='#"><script>'>4</a></p>`, `<p><a href="https://news.example/2025/story#a" ` + link + `>1</a> <a href="https://news.example/2025/story#b" ` + link + `>the whole sentence</a> <a href="https://news.example/other#b" ` + link + `>2</a> <a href="https://news.example/2025/story#c" ` + link + `>3</a></p><p>x</p><h2>y</h2><p>z <a href="https://news.example/2025/story#%22%3E%3Cscript%3E" ` + link + `>4</a></p>`},
	{"bad link", `<a href="javascript:alert(1)">x</a> <a href=mailto:a@b.example>y</a> <a name=q>z</a> <a href="https://a.example/"> </a>`, "<p>x y z</p>"},
	{"link in a link", `<a href=/1><table><tr><td><a href=/2>x</a></table></a>`, `<a href="https://news.example/1" ` + link + `><table><tbody><tr><td>x</td></tr></tbody></table></a>`},
	{"image", `<img src="/a.jpg" srcset="/b.jpg 2x" alt=" A  bear " width=600 height=4e2 loading=eager onload=x>`, `<p><img src="https://news.example/a.jpg" alt="A bear" width="600" ` + lazy + `</p>`},
	{"bad image", `<p>x <img src="data:image/png;base64,AA"><img><img src="javascript:x"></p>`, "<p>x</p>"},
	{"counting pixel", `<p>x<img src="/count.gif" width=1 height=1></p>`, "<p>x</p>"},
	{"alternative texts", `<p><img src=/1 alt=IMG_0042.jpg><img src=/2 alt=Photo><img src=/3 alt="The Headline."><img src=/4 alt="` + strings.Repeat("long ", 60) + `"></p>`, `<p><img src="https://news.example/1" alt="" ` + lazy + `<img src="https://news.example/2" alt="" ` + lazy + `<img src="https://news.example/3" alt="" ` + lazy + `<img src="https://news.example/4" alt="" ` + lazy + `</p>`},
	{"alt is caption", `<figure><img src=/1 alt="A bear"><figcaption>A <b>bear</b>.</figcaption></figure>`, `<figure><img src="https://news.example/1" alt="" ` + lazy + `<figcaption>A <b>bear</b>.</figcaption></figure>`},
	{"linked picture", `<a href=/x><img src=/1></a>`, `<p><a href="https://news.example/x" ` + link + `><img src="https://news.example/1" alt="The headline" ` + lazy + `</a></p>`},
	{"linked picture with caption", `<figure><a href=/x><img src=/1 alt=image></a><figcaption>A bear</figcaption></figure>`, `<figure><a href="https://news.example/x" ` + link + `><img src="https://news.example/1" alt="A bear" ` + lazy + `</a><figcaption>A bear</figcaption></figure>`},
	{"linked picture with text", `<a href=/x><img src=/1> more</a>`, `<p><a href="https://news.example/x" ` + link + `><img src="https://news.example/1" alt="" ` + lazy + ` more</a></p>`},
	{"caption alone", "<figure><iframe src=x></iframe><figcaption>Watch</figcaption></figure>x", "<p>x</p>"},
	{"unclosed caption", "<figure><img><figcaption>Watch<p>one</p><p>two</p>", "<figure><figcaption>Watch<p>one</p><p>two</p></figcaption></figure>"},
	{"list", "<ul> <li>a</li> b <ul><li>c</li></ul> <p></p><li> </ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"},
	{"stray items", "<li>a</li><dd>b</dd><figcaption>c</figcaption><summary>d</summary>", "<p>a</p><p>b</p><p>c</p><p>d</p>"},
	{"numbered list", `<ol start=-3 reversed=x type=a><li value=7>a</ol><ol start=1e9><li>b</ol>`, `<ol start="-3" reversed=""><li>a</li></ol><ol><li>b</li></ol>`},
	{"definitions", "<dl>x<div><dt>a<dd>b</div></dl>", "<dl><dd>x</dd><dt>a</dt><dd>b</dd></dl>"},
	{"table", `<table border=1><caption>C</caption><colgroup><col></colgroup><tr><th scope=COL colspan=100>a<th scope=x rowspan=0>b<tr><td colspan=101><td>d</table>`, `<table><caption>C</caption><tbody><tr><th colspan="100" scope="col">a</th><th>b</th></tr><tr><td></td><td>d</td></tr></tbody></table>`},
	{"empty table", "<table><tr><td> <td></table><table><caption></caption></table>x", "<p>x</p>"},
	{"preformatted", "<pre>\n\n a\tb\r\n  <b>c</b>\u00a0 \x07d\u202e\n</pre>", "<pre>\n\n a\tb\n  <b>c</b>\u00a0 d\n</pre>"},
	{"empty things", "<p></p><p>&nbsp;<br></p><h2> </h2><blockquote><p></p></blockquote><b></b><ul></ul>x<em> </em>y<p>\u200b\u3164</p>", "<p>x y</p>"},
	{"time", `<time datetime="2025-11-08T09:00+05:00">a</time> <time datetime="javascript:">b</time>`, `<p><time datetime="2025-11-08T09:00+05:00">a</time> <time>b</time></p>`},
	{"ruby", "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby><rt>x</rt>", "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>x</p>"},
	{"details", "<details open><summary>a</summary><p>b</p></details>", "<details><summary>a</summary><p>b</p></details>"},
	{"never", "a<svg><text>b</text></svg><math><mi>c</mi></math><template>d</template><select><option>e</select><video>f</video><audio>g</audio><canvas>h</canvas><button>i</button><textarea>j</textarea><title>k</title><style>l</style><script>m</script><iframe>n</iframe><dialog>o</dialog><input value=p><embed src=q>", "<p>a</p>"},
	{"seen through", "<form>a<label>b</label></form><object><param><p>c</p></object><noscript><p>d</p></noscript><my-part>e</my-part>", "<p>ab</p><p>c</p><p>d</p><p>e</p>"},
	{"unclosed object", "<p>Intro <object data=x></p><p>Rest</p>", "<p>Intro</p><p>Rest</p>"},
	{"unclosed frame", "<p>a</p><iframe src=x><p>b</p><iframe><p>c", "<p>a</p><p>b</p><p>c</p>"},
	{"frame closed in itself", "<p>a</p><iframe src=x /><p>b</p><iframe></iframe>", "<p>a</p><p>b</p>"},
	{"unclosed title", "<title>a<p>b", "<p>a</p><p>b</p>"},
	{"unclosed script", "<p>a</p><script>var x = 1 < 2;<p>b</p>", "<p>a</p><p>b</p>"},
	{"unclosed noscript", "<noscript><p>a</p>", "<p>a</p>"},
	{"unclosed comment", "<p>a</p><!-- more <p>b</p>", "<p>a</p><p>more</p><p>b</p>"},
	{"comments", "<p>a<!-- x --><!--><b>b</b><!---><i>c</i><!-- y --!>d</p>", "<p>a<b>b</b><i>c</i>d</p>"},
	{"unclosed quote", `<p>a <a href="https://a.example/>b</a> c</p>`, "<p>a b c</p>"},
	{"cut off", `<p>a</p><p>b <a href="https://a.exa`, "<p>a</p><p>b</p>"},
	{"stray ends", "</div></article></p>a</b></td></table></body></html>b", "<p>ab</p>"},
	{"misnested", "<p><b>a<i>b</b>c</i></p>", "<p><b>a<i>b</i></b><i>c</i></p>"},
	{"formatting in itself", "<b>a<b>b</b>c</b>d", "<p><b>abc</b>d</p>"},
	{"text", "a\x00b\x07c\u202ed\u2066e\ufefff\u200bg \u200c\u200d &#x202e;&#0;&#1; e\u0301", "<p>abcdefg \u200c\u200d \ufffd \u00e9</p>"},
	{"invalid UTF-8", "a\xffb", "<p>a\ufffdb</p>"},
	{"escaped", "&lt;script&gt; &amp;lt; &quot;", "<p>&lt;script&gt; &amp;lt; &#34;</p>"},
}

func TestBody(t *testing.T) {
	t.Parallel()
	for _, c := range bodies {
		got, _ := clean(t, widget.Article{Title: "The headline", URL: address, Body: c.in})
		if got.Body != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got.Body, c.want)
		}
	}
}

func TestRelativeAddressesWithoutBase(t *testing.T) {
	t.Parallel()
	got, warnings := clean(t, widget.Article{Body: `<p><a href="/x">a</a> <a href="//b.example/">b</a> <img src="c.jpg"></p>`})
	if got.Body != `<p>a b</p>` {
		t.Errorf("got %s", got.Body)
	}
	for _, part := range []string{"links without a usable address (https://...): 2", "pictures without a usable address (https://...): 1"} {
		if !strings.Contains(warnings["body"], part) {
			t.Errorf("%q does not say %q", warnings["body"], part)
		}
	}
}

func TestUnclosedIsNamed(t *testing.T) {
	t.Parallel()
	_, w := clean(t, widget.Article{Body: `<p>a</p><iframe><p>b<script><p>c<!-- d<a href="https://a.example/>e`})
	if want := "never closed and therefore ignored: <iframe>, <script>, a comment, the quote of an attribute"; w["body"] != want {
		t.Errorf("the warning is %q", w["body"])
	}
	if _, w = clean(t, widget.Article{Body: strings.Repeat("<!-- ", 100) + "lost"}); !strings.Contains(w["body"], "a comment") {
		t.Errorf("the warning is %q", w["body"])
	}
	if _, w = clean(t, widget.Article{Body: "<p>a<!-- b --><script>c</script>"}); w["body"] != "" {
		t.Errorf("the warning is %q", w["body"])
	}
}

func TestSwallowedStory(t *testing.T) {
	t.Parallel()
	story := strings.Repeat("<p>A sentence of the story &amp; more.</p>", 30)
	got, warnings := clean(t, widget.Article{Body: "<p>Start.</p><video>" + story + "</video>"})
	if want := 30; strings.Count(got.Body, "<p>A sentence of the story &amp; more.</p>") != want {
		t.Errorf("the story is lost: %.200s", got.Body)
	}
	if !strings.Contains(warnings["body"], "lost 99 %") {
		t.Errorf("the warning is %q", warnings["body"])
	}
}

// TestLimits holds that what is too much for the mark-up keeps its text.
func TestLimits(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"depth":      strings.Repeat("<div>", 600) + "the end",
		"elements":   strings.Repeat("<br>", 20_001) + "the end",
		"lines":      strings.Repeat("<p>x", 30_000) + "<p>the end",
		"formatting": strings.Repeat("<b><i><u><s><em><strong><small><code>", 1000) + strings.Repeat("<p>x", 10_000) + "the end",
		"tables":     strings.Repeat("<table><tr><td>", 150) + "the end",
		"lists":      strings.Repeat("<ul><li>", 200) + "the end",
		"frames":     strings.Repeat("<iframe>", 30_000) + "the end",
		"comments":   strings.Repeat("<!-- ", 15) + "the end",
		"attributes": "<b " + attributesOf(100_000, false) + "><b " + attributesOf(100_000, true) + "><p>the end",
		"links":      strings.Repeat("<a href=/x>", 15_000) + "the end",
		"templates":  strings.Repeat("<template><table>", 10_000) + "the end",
		"quotes":     strings.Repeat(`<a href="`, 9) + ">the end",
	} {
		got, _ := clean(t, widget.Article{Body: body, URL: address})
		if !strings.Contains(sanitize.Text(got.Body), "the end") {
			t.Errorf("%s: the text is lost: %.300q", name, got.Body)
		}
	}
}

func attributesOf(n int, reverse bool) string {
	var b strings.Builder
	for i := range n {
		if reverse {
			i = n - 1 - i
		}
		fmt.Fprintf(&b, "%x ", i)
	}
	return b.String()[:min(b.Len(), 400_000)]
}

func TestBodyTooLong(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"in":  strings.Repeat("x", widget.MaxBody+1),
		"out": strings.Repeat("&", widget.MaxBody/2),
	} {
		if _, _, err := sanitize.Clean(widget.Article{Title: "T", Body: body}); err == nil || !strings.HasPrefix(err.Error(), "body is ") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                              "",
		"a":                             "a",
		"<p>a</p><p>b</p>":              "a\nb",
		"<h2>a</h2>b<br>c":              "a\nb\nc",
		"a<b>b</b>c <i>d</i>":           "abc d",
		"<ul><li>a<li>b</ul>":           "a\nb",
		"<td>a<td>b":                    "a\nb",
		"AT&amp;T &lt;b&gt; &eacute;":   "AT&T <b> é",
		"<p>  a \n\n b </p>\n\n<p></p>": "a b",
		"Do\u00adnau<wbr>dampf":         "Donaudampf",
		"<script>x</script>a<style>y</style><svg><text>z</text></svg>": "a",
		"<ruby>漢<rt>かん</ruby>字":                                        "漢字",
		"a\u202eb\x00c\xff":                                            "abc\ufffd",
		"<img alt=x src=y>a<input>b":                                   "ab",
		"<unknown>a</unknown>":                                         "a",
	} {
		if got := sanitize.Text(in); got != want {
			t.Errorf("Text(%q) = %q, want %q", in, got, want)
		}
	}
}
