//go:build !race && unix

package ingest

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// What a hostile document may cost: the processor's time, not that of a clock, and all memory that was ever allocated, which is
// far more than was held at any time.
const (
	mostTime   = time.Second
	mostMemory = 128 << 20 // bytes
)

// cost runs f alone and returns the processor's time and the bytes that it took.
func cost(t *testing.T, f func()) (time.Duration, uint64) {
	t.Helper()
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			t.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := used()
	f()
	took := used() - start
	runtime.ReadMemStats(&after)
	return took, after.TotalAlloc - before.TotalAlloc
}

// fillFile repeats a text up to MaxFile bytes.
func fillFile(head, text, foot string) []byte {
	return []byte(head + strings.Repeat(text, (MaxFile-len(head)-len(foot))/len(text)) + foot)
}

func TestHostileFeeds(t *testing.T) {
	const rss, end = `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>`, `</channel></rss>`
	const item, itemEnd = `<item><title>T</title><link>https://a.example/</link>`, `</item>`
	var namespaces strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&namespaces, ` xmlns:a%d="urn:a%d"`, i, i)
	}
	lol := "<!DOCTYPE lolz [<!ENTITY lol \"lol\">"
	for i := range 9 {
		lol += fmt.Sprintf(`<!ENTITY lol%d "%s">`, i+1, strings.Repeat("&lol;", 10))
	}
	for name, c := range map[string]struct {
		data []byte
		want string // in the last draft's error, "" for none
	}{
		"10 MB of div":               {bytes.Repeat([]byte("<div>"), 2<<20), "larger than 8 MiB"},
		"8 MB of div":                {fillFile("", "<div>", ""), "is no feed"},
		"div in an item":             {fillFile(rss+item, "<div>", ""), "more than 32 levels"},
		"div in a description":       {fillFile(rss+item+"<description>", "<div>", "</description>"+itemEnd+end), "larger than 4 MiB"},
		"3 MB of div":                {[]byte(rss + item + "<description>" + strings.Repeat("<div>", 600_000) + "</description>" + itemEnd + end), ""},
		"1 MB of div":                {[]byte(rss + item + "<description>" + strings.Repeat("<div>", 200_000) + "</description>" + itemEnd + end), ""},
		"1 MB of formatting":         {[]byte(rss + item + "<description><![CDATA[" + strings.Repeat("<b><i><a href=x>", 60_000) + "]]></description>" + itemEnd + end), ""},
		"billion laughs":             {[]byte(lol + "]><rss><channel>" + item + "<description>&lol9;</description>" + itemEnd + end), "declares entities"},
		"100,000 items":              {[]byte(rss + strings.Repeat(item+itemEnd, 100_000) + end), "more than 2000 items"},
		"empty items":                {fillFile(rss, "<item/>", end), "more than 2000 items"},
		"elements":                   {fillFile(rss+item, "<a/>", itemEnd+end), "more than 50000 elements"},
		"elements within the limit":  {[]byte(rss + item + strings.Repeat("<a>x</a>", maxFeedTags-100) + itemEnd + end), ""},
		"foreign elements":           {[]byte(rss + item + "<media:group>" + strings.Repeat("<media:content url=\"a\"/>", maxFeedTags-100) + "</media:group>" + itemEnd + end), ""},
		"CDATA sections":             {fillFile(rss+item+"<media:title>", "<![CDATA[x]]>", "</media:title>"+itemEnd+end), "larger than 4 MiB"},
		"small CDATA sections":       {[]byte(rss + item + "<media:title>" + strings.Repeat("<![CDATA[x]]>", 300_000) + "</media:title>" + itemEnd + end), ""},
		"mixed content":              {[]byte(rss + item + "<media:x>" + strings.Repeat("twenty bytes of text<b/>", 49_000) + "</media:x>" + itemEnd + end), ""},
		"namespaces":                 {[]byte(`<rss` + namespaces.String() + `><channel>` + item + strings.Repeat("<a/>", 49_000) + itemEnd + end), ""},
		"namespaces of each element": {[]byte(`<rss><channel>` + item + strings.Repeat("<a"+namespaces.String()[:1000]+"/>", 4000) + itemEnd + end), ""},
		"references":                 {fillFile(rss+item+"<description>", "&amp;", "</description>"+itemEnd+end), "larger than 4 MiB"},
		"ampersands":                 {[]byte(rss + item + "<description>" + strings.Repeat("&", 3<<20) + "</description>" + itemEnd + end), ""},
		"brackets":                   {[]byte(rss + item + "<description><![CDATA[" + strings.Repeat("<", 3<<20) + "]]></description>" + itemEnd + end), ""},
		"ends of CDATA":              {[]byte(rss + item + "<description>" + strings.Repeat("]]&gt;", 500_000) + "</description>" + itemEnd + end), ""},
		"an open comment":            {fillFile(rss, "<!-- ", ""), "holds no articles"},
		"open comments and tags":     {fillFile(rss, "<a <!-- ", ""), "holds no articles"},
		"open quotes":                {fillFile(rss+item, `<a b="`, ""), "more than 32 levels"},
		"one open quote":             {fillFile(rss+item+`<a b="`, `>`, ""), "breaks off inside item 1"},
		"closing tags":               {fillFile(rss+item, "</x>", itemEnd+end), "larger than 4 MiB"},
		"attributes":                 {fillFile(rss+item+"<a", ` b="c"`, "/>"+itemEnd+end), "larger than 4 MiB"},
		"more categories":            {[]byte(rss + strings.Repeat(item+strings.Repeat("<category>c</category>", 90)+itemEnd, 2000) + end), "has more than 50000 elements: item 538 and those behind"},
		"categories":                 {[]byte(rss + strings.Repeat(item+strings.Repeat("<category>c</category>", 20)+itemEnd, 2000) + end), ""},
		"pictures":                   {[]byte(rss + item + "<description><![CDATA[" + strings.Repeat(`<img src="a.jpg">`, 50_000) + "]]></description>" + itemEnd + end), ""},
		"dots":                       {[]byte(rss + item + "<description>" + strings.Repeat(".", 3<<20) + "</description>" + itemEnd + end), ""},
		"titles":                     {[]byte(rss + "<item><title>" + strings.Repeat("<b>&lt;b ", 300_000) + "</title>" + itemEnd + end), ""},
		"feed's link":                {[]byte(rss + "<link>https://a.example/" + strings.Repeat("a", 3<<20) + "</link>" + strings.Repeat(item+itemEnd, 1000) + end), ""},
		"feed's authors":             {[]byte(`<feed xmlns="http://www.w3.org/2005/Atom">` + strings.Repeat("<author><name>"+strings.Repeat("a b", 20)+"</name></author>", 20_000) + strings.Repeat("<entry><title>T</title></entry>", 2000) + "</feed>"), ""},
		"feed's base and language":   {[]byte(`<feed xml:base="https://a.example/` + strings.Repeat("a", 3<<20) + `" xml:lang="` + strings.Repeat("a", 3<<20) + `">` + strings.Repeat("<entry><title>T</title></entry>", 2000) + "</feed>"), ""},
		"languages":                  {[]byte(rss + "<language>" + strings.Repeat("en-", 1<<20) + "</language>" + strings.Repeat(item+"<pubDate>08/11/2025 09:00 IST</pubDate>"+itemEnd, 1000) + end), ""},
	} {
		var drafts []Draft
		took, bytes := cost(t, func() {
			drafts = Decode(Input{Name: "a.xml", URL: "https://a.example/feed", Type: "text/xml", Data: c.data})
		})
		check(t, drafts)
		if took > mostTime || bytes > mostMemory {
			t.Errorf("%s: %v, %d MiB", name, took, bytes>>20)
		}
		t.Logf("%-28s %8v %4d MiB", name, took.Round(time.Millisecond), bytes>>20)
		last := drafts[len(drafts)-1].Err
		if (c.want == "") != (last == nil) || last != nil && !strings.Contains(last.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, last, c.want)
		}
		took, bytes = cost(t, func() { FeedInfo(Input{Name: "a.xml", URL: "https://a.example/feed", Data: c.data}) })
		if took > mostTime || bytes > mostMemory {
			t.Errorf("info of %s: %v, %d MiB", name, took, bytes>>20)
		}
	}
}

func TestHostileSitemaps(t *testing.T) {
	bomb := pack(t, make([]byte, 200<<20))
	entries := numbered("<url><loc>https://a.example/%d</loc><lastmod>2025-11-08T09:00:00Z</lastmod></url>", MaxSitemapEntries)
	for name, data := range map[string][]byte{
		"bomb":           bomb,
		"bomb of tags":   pack(t, bytes.Repeat([]byte("<urlset>"), 20<<17)),
		"bomb of bombs":  pack(t, bomb),
		"most entries":   pack(t, []byte("<urlset>"+entries+"</urlset>")),
		"open tags":      pack(t, bytes.Repeat([]byte("<url><loc>"), 1<<20)),
		"one long field": pack(t, []byte("<urlset><url><loc>"+strings.Repeat("a", 15<<20)+"</loc></url></urlset>")),
		"small texts":    pack(t, []byte("<urlset><url><loc>"+strings.Repeat("<![CDATA[]]>", 1<<20)+"</loc></url></urlset>")),
		"lines":          bytes.Repeat([]byte("https://a.example/\n"), 500_000),
	} {
		var err error
		took, bytes := cost(t, func() { _, err = DecodeSitemap(Input{Name: "s", Data: data}) })
		if took > mostTime || bytes > mostMemory {
			t.Errorf("%s: %v, %d MiB", name, took, bytes>>20)
		}
		t.Logf("%-28s %8v %4d MiB %v", name, took.Round(time.Millisecond), bytes>>20, err)
	}
}

func TestHostileWordPress(t *testing.T) {
	for name, data := range map[string][]byte{
		"brackets": bytes.Repeat([]byte("["), MaxFile),
		"posts":    fillFile("[", `{"title":"a"},`, `{"title":"a"}]`),
		"elements": []byte(`[{"title":"a","content":{"rendered":"` + strings.Repeat("<div>", 200_000) + `"}}]`),
		"members":  []byte(`[{"title":"a",` + numbered(`"%d":[],`, 300_000) + `"b":1}]`),
		"terms":    []byte(`[{"title":"a","_embedded":{"wp:term":[[` + strings.Repeat(`{"taxonomy":"post_tag","name":"x"},`, 100_000) + `{}]]}}]`),
	} {
		took, bytes := cost(t, func() { check(t, DecodeWordPress(Input{Name: "p", Data: data})) })
		if took > mostTime || bytes > mostMemory {
			t.Errorf("%s: %v, %d MiB", name, took, bytes>>20)
		}
		t.Logf("%-28s %8v %4d MiB", name, took.Round(time.Millisecond), bytes>>20)
	}
}
