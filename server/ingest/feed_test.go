package ingest

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

var updateFeeds = flag.Bool("update-feeds", false, "write what the feeds of testdata/feeds give as what is expected of them")

// draftRecord is a draft as a golden file holds it.
type draftRecord struct {
	Origin   string
	Article  widget.Article
	Warnings []sanitize.Warning `json:",omitempty"`
	Err      string             `json:",omitempty"`
	Teaser   bool               `json:",omitempty"`
}

func records(drafts []Draft) (out []draftRecord) {
	for _, d := range drafts {
		r := draftRecord{Origin: d.Origin, Article: d.Article, Warnings: d.Warnings, Teaser: d.Teaser}
		if d.Err != nil {
			r.Err = d.Err.Error()
		}
		out = append(out, r)
	}
	return out
}

// golden compares v with a file of JSON, or writes it.
func golden(t *testing.T, file string, v any) {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	if *updateFeeds {
		if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want := read(t, file)
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(b.String(), "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// TestFeeds holds every feed of testdata/feeds to the drafts and the Info in the golden file beside it, and cleans each draft: what
// the sanitiser would refuse must have been refused before.
func TestFeeds(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/feeds/*.*")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, file := range files {
		if strings.HasSuffix(file, ".json") {
			continue
		}
		seen++
		in := Input{Name: filepath.Base(file), Data: []byte(read(t, file))}
		drafts := Decode(in)
		check(t, drafts)
		info, ok := FeedInfo(in)
		if !ok {
			t.Errorf("%s: no info", file)
		}
		golden(t, file+".json", struct {
			Info   Info
			Drafts []draftRecord
		}{info, records(drafts)})
		for _, d := range drafts {
			if d.Err != nil {
				continue
			}
			if _, _, err := sanitize.Clean(d.Article); err != nil {
				t.Errorf("%s: %v", d.Origin, err)
			}
		}
	}
	if seen < 10 {
		t.Errorf("%d feeds, want 10", seen)
	}
}

func TestFeedsAreFoundByContentAndType(t *testing.T) {
	t.Parallel()
	const feed = `<rss version="2.0"><channel><item><title>From a Feed</title><link>/a</link></item></channel></rss>`
	const page = `<!doctype html><html><head><title>From a Page</title></head><body><article><h1>From a Page</h1><p>Text that is long enough to be one.</p></article></body></html>`
	for _, c := range []struct{ name, url, kind, text, want string }{
		{"feed", "", "", feed, "From a Feed"},
		{"feed.xml", "", "", feed, "From a Feed"},
		{"https://a.example/feed", "https://a.example/feed", "application/rss+xml; charset=utf-8", feed, "From a Feed"},
		{"https://a.example/feed.html", "https://a.example/feed.html", "text/html", feed, "From a Feed"},
		{"https://a.example/feed.xml", "https://a.example/feed.xml", "text/xml", page, "From a Page"},
		{"https://a.example/story.php", "https://a.example/story.php", "text/html", page, "From a Page"},
		{"https://a.example/f.json", "https://a.example/f.json", "text/plain", `{"items":[{"title":"From a Feed"}]}`, "From a Feed"},
	} {
		d := Decode(Input{Name: c.name, URL: c.url, Type: c.kind, Data: []byte(c.text)})
		if d[0].Err != nil || d[0].Article.Title != c.want {
			t.Errorf("%s as %q: %q, %v", c.name, c.kind, d[0].Article.Title, d[0].Err)
		}
		if want := "https://a.example/a"; c.url != "" && c.text == feed && d[0].Article.URL != want {
			t.Errorf("%s: address %q, want %q", c.name, d[0].Article.URL, want)
		}
	}
}

func TestFeedEncodings(t *testing.T) {
	t.Parallel()
	feed := func(encoding, title string) string {
		return `<?xml version="1.0" encoding="` + encoding + `"?><rss version="2.0"><channel><item><title>` + title + `</title></item></channel></rss>`
	}
	for name, c := range map[string]struct{ in, kind string }{
		"declared":                  {in: feed("windows-1252", "Caf\xe9 \x93A\x94")},
		"wrongly declared":          {in: feed("iso-8859-1", "Café “A”")},
		"not declared":              {in: strings.Replace(feed("x", "Caf\xe9 \x93A\x94"), ` encoding="x"`, "", 1)},
		"named by the server":       {in: strings.Replace(feed("x", "Caf\xe9 \x93A\x94"), ` encoding="x"`, "", 1), kind: "text/xml; charset=windows-1252"},
		"declared, but not known":   {in: feed("klingon", "Café “A”")},
		"mark":                      {in: "\ufeff" + feed("utf-16", "Café “A”")},
		"UTF-16":                    {in: utf16LE("\ufeff" + feed("utf-16", "Café “A”"))},
		"UTF-16 without mark":       {in: utf16LE(feed("utf-16", "Café “A”"))},
		"white space before it":     {in: " \r\n\t" + feed("utf-8", "Café “A”")},
		"double hyphens in comment": {in: "<!-- a -- b -->" + feed("utf-8", "Café “A”")},
	} {
		d := Decode(Input{Name: "a.xml", Type: c.kind, Data: []byte(c.in)})[0]
		if d.Err != nil || d.Article.Title != "Café “A”" || len(d.Warnings) > 0 {
			t.Errorf("%s: %q, %v, %v", name, d.Article.Title, d.Err, d.Warnings)
		}
	}
	japanese := Decode(Input{Name: "a.xml", Data: []byte(feed("iso-2022-jp", "\x1b$B?7J9\x1b(B"))})[0]
	equal(t, "ISO-2022-JP", japanese.Article.Title, "新聞")
}

func utf16LE(s string) string {
	var b strings.Builder
	for _, r := range s { // none beyond the basic plane
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

func TestFeedsThatAreNone(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`<urlset><url><loc>https://a.example/</loc></url></urlset>`: "is a sitemap, no feed",
		`<html><body>x</body></html>`:                               "is no feed",
		`plain`:                                                     "is no feed",
		`<rss version="2.0"><channel></channel></rss>`:              "holds no articles",
		`<rss version="2.0"/>`:                                      "holds no articles",
		`<rss><channel><item><description>x</description></item></channel></rss>`:     "title is missing",
		`<!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><rss><channel/></rss>`:     "declares entities that hold other entities",
		`<rss>` + strings.Repeat("<channel>", 40) + `</rss>`:                          "more than 32 levels deep",
		`<rss><channel>` + strings.Repeat("<a/>", maxFeedTags+1) + `</channel></rss>`: "more than 50000 elements",
		`<rss><channel><item><title>a</title>`:                                        "breaks off inside item 1",
	} {
		d := one(t, "a.xml", text)
		if d.Err == nil || !strings.Contains(d.Err.Error(), want) {
			t.Errorf("%.60s: %v, want %q", text, d.Err, want)
		}
	}
}

func TestFeedLimits(t *testing.T) {
	t.Parallel()
	item := func(inner string) string { return "<item><title>T</title>" + inner + "</item>" }
	feed := func(items string) []byte { return []byte(`<rss version="2.0"><channel>` + items + `</channel></rss>`) }

	exact := Decode(Input{Name: "a.xml", Data: feed(strings.Repeat(item(""), MaxItems))})
	if len(exact) != MaxItems || exact[MaxItems-1].Err != nil {
		t.Errorf("%d items, the last: %v", len(exact), exact[len(exact)-1].Err)
	}
	more := Decode(Input{Name: "a.xml", Data: feed(strings.Repeat(item(""), MaxItems+1))})
	if last := more[len(more)-1]; len(more) != MaxItems+1 || last.Err == nil || !strings.Contains(last.Err.Error(), "more than 2000 items") {
		t.Errorf("%d drafts, the last: %v", len(more), last.Err)
	}
	big := Decode(Input{Name: "a.xml", Data: feed(item("<description>"+strings.Repeat("x", maxItem)+"</description>") + item(""))})
	if len(big) != 2 || big[0].Err != nil || big[1].Err == nil || !strings.Contains(big[1].Err.Error(), "item 1 is larger than 4 MiB") {
		t.Errorf("%v", records(big)[1])
	}

	many := one(t, "a.xml", string(feed(item(strings.Repeat("<category>c</category>", 2)+numbered("<category>c%d</category>", 60)+
		numbered("<dc:creator>Author Number%d</dc:creator>", 30)+"<category>"+strings.Repeat("c", 81)+"</category><author>"+strings.Repeat("a", 121)+"</author>"+
		"<description>"+strings.Repeat("long ", 300)+"…</description><guid>"+strings.Repeat("g", 2000)+"</guid>"))))
	equal(t, "tags", len(many.Article.Tags), widget.MaxTags)
	equal(t, "authors", len(many.Article.Authors), widget.MaxAuthors)
	if !strings.HasPrefix(many.Article.GUID, "sha256:") {
		t.Errorf("guid %q", many.Article.GUID)
	}
	if _, _, err := sanitize.Clean(many.Article); err != nil {
		t.Errorf("what limits left is refused: %v", err)
	}
}

func TestSumUp(t *testing.T) {
	t.Parallel()
	sentence := "The town has voted and the tower stays where it is, for now at least, said the mayor. "
	two := "<p>" + strings.Repeat(sentence, 3) + "</p><p>" + strings.Repeat(sentence, 3) + "</p>"
	for name, c := range map[string]struct {
		summary, content string
		deck, body       bool
		teaser           bool
	}{
		"summary only":             {summary: sentence, deck: true, teaser: true},
		"summary in one paragraph": {summary: "<p>" + sentence + "</p>", deck: true, teaser: true},
		"story in the summary":     {summary: two, body: true},
		"long text in the summary": {summary: strings.Repeat(sentence, 15), body: true},
		"cut story in the summary": {summary: two + "<p>And so [&hellip;]</p>", deck: true, teaser: true},
		"story with invitation":    {summary: two + `<p><a href="x">Read more</a></p>`, deck: true, teaser: true},
		"both":                     {summary: sentence, content: two, deck: true, body: true},
		"content only":             {content: "<p>" + sentence + "</p>", body: true},
		"content ends in dots":     {content: strings.Repeat(sentence, 14) + "And so...", body: true},
		"content is cut":           {summary: "<p>" + sentence + "</p>", content: "<p>" + sentence + " […]</p>", deck: true, teaser: true},
		"content is the summary":   {summary: sentence, content: "<p>" + sentence + "</p>", deck: true, teaser: true},
		"nothing":                  {teaser: true},
	} {
		text := "<rss><channel><item><title>T</title><link>https://a.example/</link><description><![CDATA[" + c.summary + "]]></description><content:encoded><![CDATA[" + c.content + "]]></content:encoded></item></channel></rss>"
		d := one(t, "a.xml", text)
		if a := d.Article; (a.Deck != "") != c.deck || (a.Body != "") != c.body || d.Teaser != c.teaser {
			t.Errorf("%s: deck %q, body %.40q, teaser %v, %v", name, a.Deck, a.Body, d.Teaser, d.Warnings)
		}
	}
}

func TestFeedZone(t *testing.T) {
	t.Parallel()
	const text = `<rss><channel><item><title>T</title><pubDate>Sat, 08 Nov 2025 09:00:00</pubDate></item></channel></rss>`
	d := Decode(Input{Name: "a.xml", Data: []byte(text), Zone: zone(t, "Asia/Karachi")})[0]
	equal(t, "in the source's zone", d.Article.Published, day(t, "2025-11-08T09:00:00+05:00"))
	equal(t, "warnings", len(d.Warnings), 0)
	d = one(t, "a.xml", text)
	equal(t, "without a zone", d.Article.Published, day(t, "2025-11-08"))
	equal(t, "warnings", len(d.Warnings), 1)
}

func TestFeedInfo(t *testing.T) {
	t.Parallel()
	got, ok := FeedInfo(Input{Name: "f", URL: "https://a.example/feeds/news.json", Data: []byte(`{"version":"https://jsonfeed.org/version/1.1","title":"A & B","feed_url":"news.json",
		"next_url":"https://a.example/2","language":"en","hubs":[{"type":"rssCloud","url":"https://cloud.example/"},{"type":"WebSub","url":"https://hub.example/"}],"items":[]}`)})
	equal(t, "JSON Feed", got, Info{Title: "A & B", Hub: "https://hub.example/", Self: "https://a.example/feeds/news.json", Next: "https://a.example/2", Lang: "en"})
	equal(t, "ok", ok, true)
	for _, text := range []string{"", "{}", "[]", "<html></html>", "x", `{"items":null}`, "<rss><channel>" + strings.Repeat("<a>", 100)} {
		if info, ok := FeedInfo(Input{Name: "f", Data: []byte(text)}); ok {
			t.Errorf("%q is a feed: %+v", text, info)
		}
	}
	late, _ := FeedInfo(Input{Name: "f", Data: []byte(`<rss><channel><item><title>x</title></item><item/><title>Behind the items</title><ttl>99999999</ttl></channel></rss>`)})
	equal(t, "behind the items", late, Info{Title: "Behind the items", TTL: 7 * 24 * time.Hour})
}

// numbered is n copies of a text, each with its number.
func numbered(text string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Replace(text, "%d", strconv.Itoa(i), 1))
	}
	return b.String()
}

func TestFetchedJSONFeed(t *testing.T) {
	t.Parallel()
	in := Input{Name: "f", URL: "https://a.example/feeds/news.json", Zone: zone(t, "Asia/Karachi"), Data: []byte(`{"items":[{
		"title":"A","url":"/story","image":"../i.jpg","authors":[{"name":"B","url":"/b"}],"summary":"Only this.","date_published":"2025-11-08 09:00","date_modified":"soon",
		"_newsflash":{"related":[{"title":"C","url":"c"}],"comments_url":"/story#talk"}}]}`)}
	d := Decode(in)[0]
	a := d.Article
	equal(t, "addresses", []string{a.URL, a.Picture.URL, a.Authors[0].URL, a.Related[0].URL, a.Comments.URL}, []string{
		"https://a.example/story", "https://a.example/i.jpg", "https://a.example/b", "https://a.example/feeds/c", "https://a.example/story#talk",
	})
	equal(t, "dates", []string{a.Published.String(), a.Updated.String()}, []string{"2025-11-08T09:00:00+05:00", ""})
	equal(t, "teaser, warnings and error", []any{d.Teaser, len(d.Warnings), d.Err}, []any{true, 1, nil})
}

func BenchmarkDecodeRSS(b *testing.B) {
	item := `<item><title>A Headline &amp; More</title><link>https://a.example/%d</link><guid>https://a.example/%d</guid><pubDate>Sat, 08 Nov 2025 09:00:00 EST</pubDate>
<dc:creator>Ann Low</dc:creator><category>World</category><description>A deck of one sentence.</description><media:content url="https://a.example/a.jpg" medium="image"/>
<content:encoded><![CDATA[` + strings.Repeat("<p>"+strings.Repeat("word ", 60)+"</p>", 15) + `]]></content:encoded></item>`
	data := []byte("<rss><channel>" + numbered(item, 50) + "</channel></rss>")
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if n := len(Decode(Input{Name: "a.xml", Data: data})); n != 50 {
			b.Fatal(n)
		}
	}
}
