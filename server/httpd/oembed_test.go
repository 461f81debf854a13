package httpd

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"newsflash/server/render"
)

// askOEmbed asks for an article's answer and checks what the specification demands of every one.
func askOEmbed(t *testing.T, server string, parameters ...string) render.OEmbed {
	t.Helper()
	query := url.Values{}
	for i := 0; i < len(parameters); i += 2 {
		query.Set(parameters[i], parameters[i+1])
	}
	answer, body := ask(t, "GET", server+"/oembed?"+query.Encode())
	if answer.StatusCode != 200 || answer.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Fatalf("%v: %s %v %s", parameters, answer.Status, answer.Header, body)
	}
	var got render.OEmbed
	wanted, read := "application/json; charset=utf-8", json.Unmarshal
	if query.Get("format") == "xml" {
		wanted, read = "text/xml; charset=utf-8", xml.Unmarshal
	}
	if kind := answer.Header.Get("Content-Type"); kind != wanted {
		t.Errorf("%v: answered as %s", parameters, kind)
	}
	if err := read(body, &got); err != nil {
		t.Fatalf("%v: %v in %s", parameters, err, body)
	}
	got.XMLName = xml.Name{}
	triple := 0
	for _, given := range []bool{got.ThumbnailURL != "", got.ThumbnailW > 0, got.ThumbnailH > 0} {
		if given {
			triple++
		}
	}
	if got.Version != "1.0" || got.ProviderName == "" || got.ProviderURL == "" || got.CacheAge <= 0 || triple%3 != 0 {
		t.Errorf("%v: not as the specification wants it: %+v", parameters, got)
	}
	if got.Type == "rich" && (got.HTML == "" || got.Width <= 0 || got.Height <= 0) {
		t.Errorf("%v: rich without its parts: %+v", parameters, got)
	}
	return got
}

func TestOEmbed(t *testing.T) {
	t.Parallel()
	gone := story
	gone.ID, gone.GUID, gone.URL, gone.Withdrawn = "gone", "2", "https://news.example/gone", true
	odd := story
	odd.ID, odd.GUID, odd.URL, odd.Title = "odd", "3", "https://news.example/odd", `"Odd" <b>&amp; 'end`
	server, _ := newServer(t, story, gone, odd)

	got := askOEmbed(t, server.URL, "url", story.URL)
	if got.Type != "rich" || got.Title != story.Title || got.ProviderName != "news.example" || got.ProviderURL != "https://news.example" || got.Width != 600 {
		t.Errorf("%+v", got)
	}
	for _, part := range []string{`data-newsflash="harbour"`, `href="https://news.example/harbour"`, `src="https://cards.example/embed/harbour.js"`, "<svg"} {
		if !strings.Contains(got.Snippet, part) {
			t.Errorf("the snippet lacks %s: %s", part, got.Snippet)
		}
	}
	if strings.Contains(got.Snippet, "style") {
		t.Errorf("the snippet has a style, which policies refuse: %s", got.Snippet)
	}
	if same := askOEmbed(t, server.URL, "url", story.URL, "format", "xml"); same != got {
		t.Errorf("XML says %+v, JSON %+v", same, got)
	}

	_, forWordPress := ask(t, "GET", server.URL+"/oembed?url="+url.QueryEscape(story.URL), "User-Agent", "WordPress/6.1; https://blog.example")
	var quoted render.OEmbed
	if err := json.Unmarshal(forWordPress, &quoted); err != nil || quoted.HTML != `<blockquote><a href="`+story.URL+`">`+story.Title+`</a></blockquote>`+got.HTML {
		t.Errorf("for WordPress: %v %s", err, quoted.HTML)
	}

	if link := askOEmbed(t, server.URL, "url", gone.URL); link.Type != "link" || link.HTML != "" || link.Title != gone.Title || link.Snippet != "" {
		t.Errorf("withdrawn: %+v", link)
	}

	if element := askOEmbed(t, server.URL, "url", odd.URL, "form", "element", "layout", "row").Snippet; strings.Contains(element, "<script") || !strings.HasPrefix(element, `<div data-newsflash="odd" data-layout="row">`) {
		t.Errorf("the element: %s", element)
	}

	nodes, err := html.ParseFragment(strings.NewReader(askOEmbed(t, server.URL, "url", odd.URL, "layout", "row", "theme", "wire").HTML), nil)
	if err != nil || len(nodes) != 1 {
		t.Fatalf("not one frame: %v %v", nodes, err)
	}
	attributes := map[string]string{}
	for n := range nodes[0].Descendants() { // the parser puts a page around
		for _, a := range n.Attr {
			attributes[n.Data+" "+a.Key] = a.Val
		}
	}
	if attributes["iframe title"] != odd.Title || attributes["iframe src"] != "https://cards.example/card/odd?layout=row&theme=wire" || attributes["iframe loading"] != "lazy" {
		t.Errorf("the frame has %v", attributes)
	}
}

// TestOEmbedKeepsToTheRoom: every number is answered, and the card is never larger than allowed, but for a width below which
// none is readable.
func TestOEmbedKeepsToTheRoom(t *testing.T) {
	t.Parallel()
	server, _ := newServer(t, story)
	usual := askOEmbed(t, server.URL, "url", story.URL)
	for text, width := range map[string]int{"": 600, "400": 400, "900": 900, "1": 200, "0": 200, "-7": 200, "9999": 1200, "99999999999999999999": 1200, "1e9": 1200, "412.7": 412, "wide": 600, "NaN": 600, "-Inf": 200} {
		if got := askOEmbed(t, server.URL, "url", story.URL, "maxwidth", text); got.Width != width {
			t.Errorf("maxwidth=%s: %d px wide, not %d", text, got.Width, width)
		}
	}
	for _, most := range []int{usual.Height, usual.Height - 1, 120} {
		got := askOEmbed(t, server.URL, "url", story.URL, "maxheight", fmt.Sprint(most))
		if got.Height > most {
			t.Errorf("maxheight=%d: %d px high", most, got.Height)
		}
		if whole := strings.Contains(got.HTML, "layout=standard"); whole != (most == usual.Height) {
			t.Errorf("maxheight=%d: %s", most, got.HTML)
		}
	}
	if got := askOEmbed(t, server.URL, "url", story.URL, "maxheight", "-1"); got.Height > 100 || !strings.Contains(got.HTML, "layout=compact") {
		t.Errorf("maxheight=-1: %d px high: %s", got.Height, got.HTML)
	}
}

// TestOEmbedKnowsAnArticleByAllItsAddresses: what editors paste is copied from wherever they read.
func TestOEmbedKnowsAnArticleByAllItsAddresses(t *testing.T) {
	t.Parallel()
	query, slash := story, story
	query.ID, query.GUID, query.URL = "query", "2", "https://www.news.example/index.php?p=7&lang=en"
	slash.ID, slash.GUID, slash.URL = "slash", "3", "https://news.example/2026/a%20story/"
	server, _ := newServer(t, story, query, slash)
	for id, addresses := range map[string][]string{
		"harbour": {
			"https://news.example/harbour", "HTTPS://NEWS.example/harbour", "http://news.example/harbour", "https://www.news.example/harbour/", "https://news.example/harbour#comments",
			"https://news.example/harbour?utm_source=x&utm_medium=y", "https://news.example/harbour/?fbclid=1", "https://news.example/harbour?amp=1", "https://news.example/harbour?outputType=amp&gclid=2",
			"https://amp.news.example/harbour", "https://news.example/amp/harbour", "https://news.example/harbour/amp", "https://news.example/harbour/amp/", "https://news.example/harbour.amp",
			"https://www.google.com/amp/s/news.example/harbour/amp", "https://news-example.cdn.ampproject.org/c/s/news.example/harbour",
			"https://cards.example/frame/harbour", "https://cards.example/card/harbour?layout=row&theme=wire",
		},
		"query": {"https://news.example/index.php?p=7&lang=en", "https://www.news.example/index.php?p=7&utm_source=x&lang=en"},
		"slash": {"https://news.example/2026/a%20story", "https://news.example/2026/a%20story/amp/"},
	} {
		for _, address := range addresses {
			if got := askOEmbed(t, server.URL, "url", address); !strings.Contains(got.HTML, "/card/"+id+"?") {
				t.Errorf("%s is taken for %s", address, got.HTML)
			}
		}
	}
	for _, other := range []string{"https://news.example/harbours", "https://news.example/index.php?p=8&lang=en", "https://news.example/index.php", "https://other.example/harbour", "https://cards.example/frame/none", "https://news.example/harbour?page=2"} {
		if answer, _ := ask(t, "GET", server.URL+"/oembed?url="+url.QueryEscape(other)); answer.StatusCode != 404 || answer.Header.Get("Cache-Control") != neverLong {
			t.Errorf("%s: %s, kept for %q", other, answer.Status, answer.Header.Get("Cache-Control"))
		}
	}
}

// TestOEmbedIsDiscovered: from a frame's page, by its elements and by its headers.
func TestOEmbedIsDiscovered(t *testing.T) {
	t.Parallel()
	server, _ := newServer(t, story)
	for _, path := range []string{"/frame/harbour", "/card/harbour?layout=row"} {
		answer, body := ask(t, "GET", server.URL+path)
		for i, format := range render.OEmbedFormats {
			element := regexp.MustCompile(`<link rel="alternate" type="` + regexp.QuoteMeta(format.Type) + `" href="([^"]+)"`).FindSubmatch(body)
			header := regexp.MustCompile(`^<([^>]+)>; rel="alternate"; type="` + regexp.QuoteMeta(format.Type) + `"$`).FindStringSubmatch(answer.Header.Values("Link")[i])
			if element == nil || header == nil || html.UnescapeString(string(element[1])) != header[1] {
				t.Fatalf("%s: %s and %v", path, element, answer.Header.Values("Link"))
			}
			found, err := url.Parse(header[1])
			if err != nil {
				t.Fatal(err)
			}
			if got := askOEmbed(t, server.URL, "url", found.Query().Get("url"), "format", found.Query().Get("format")); got.Title != story.Title {
				t.Errorf("%s leads to %+v", header[1], got)
			}
		}
	}
}

func TestForwardLeadsToThePublisher(t *testing.T) {
	t.Parallel()
	server, _ := newServer(t, story)
	if answer, _ := ask(t, "GET", server.URL+"/go/harbour"); answer.StatusCode != 302 || answer.Header.Get("Location") != story.URL {
		t.Errorf("%s to %q", answer.Status, answer.Header.Get("Location"))
	}
	if answer, _ := ask(t, "GET", server.URL+"/go/none"); answer.StatusCode != 404 {
		t.Errorf("unknown: %s", answer.Status)
	}
}
