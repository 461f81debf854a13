package ingest

import (
	"fmt"
	"strings"
	"testing"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

// prose is the text of a body, for tests that do not care for its elements.
func prose(a widget.Article) string { return strings.TrimSpace(sanitize.Text(a.Body)) }

func TestHTMLWordPress(t *testing.T) {
	t.Parallel()
	d := good(t, "wordpress.html", read(t, "testdata/wordpress.html"))
	a := d.Article
	text := prose(a)
	for _, foreign := range []string{
		"Also see", "Related", "Footbridge Repairs", "Post a comment", "Leave a Reply", "email", "Most read",
		"A brick tower with", "min read", "Mira Stone", "March", "Town Hall", "Neighbours", "Orchard Town (VNA)", "Votes to Keep",
	} {
		if strings.Contains(text, foreign) {
			t.Errorf("the body holds %q:\n%s", foreign, text)
		}
	}
	if strings.Contains(a.Body, "clock-tower") {
		t.Error("the body repeats the lead picture")
	}
	equal(t, "paragraphs", strings.Count(a.Body, "<p>"), 4)
	a.Body = ""
	equal(t, "article", a, widget.Article{
		URL: "https://valley.example/2026/03/09/orchard-town-votes-to-keep-its-clock/", Kicker: "Town Hall",
		Title: "Orchard Town Votes to Keep Its Clock", Deck: "Neighbours chose repair over replacement after a long winter of silence.",
		Authors:   []widget.Author{{Name: "Mira Stone", URL: "https://valley.example/people/mira-stone"}},
		Published: day(t, "2026-03-09T07:30:00+00:00"), Updated: day(t, "2026-03-10T08:00:00+00:00"),
		ReadTime: widget.ReadTime{Minutes: 3, FromPublisher: true},
		Picture: &widget.Picture{
			URL: "https://cdn.valley.example/uploads/clock-tower-1200x675.jpg", Alt: "A brick tower with a stopped clock face.",
			Caption: "The tower has stood silent since November.", Credit: "Jon Reyes", Width: 1200, Height: 675,
		},
		Dateline:   "Orchard Town (VNA)",
		CrossLinks: []widget.Link{{Title: "The People Who Wind the Clock", URL: "https://valley.example/2026/01/12/the-people-who-wind-the-clock/"}},
		Related: []widget.Link{
			{Title: "Footbridge Repairs Delayed", URL: "https://valley.example/2026/02/02/footbridge-repairs-delayed/", Date: day(t, "2026-02-02")},
			{Title: "Harvest Fair Seeks Bakers", URL: "https://other.example/fair"},
			{Title: "From the archive: the tower in 1910"},
		},
		Tags: []string{"Heritage", "Council"}, Section: "Local", Lang: "en-GB", Dir: "ltr",
		Provenance: map[string]string{
			"title": "html:h1", "url": "og:url", "kicker": "html:kicker", "deck": "og:description", "authors": "html:author",
			"published": "og:article:published_time", "updated": "html:time datetime", "read_time": "html:text", "picture.url": "og:image",
			"picture.alt": "html:img alt", "picture.caption": "html:figcaption", "picture.credit": "html:figure credit",
			"dateline": "html:first paragraph", "cross_links": "html:list", "related": "html:list", "tags": "og:article:tag",
			"section": "og:article:section", "lang": "html:lang", "dir": "html:dir", "body": "html:div",
		},
	})
}

func TestHTMLGraph(t *testing.T) {
	t.Parallel()
	d := good(t, "graph.html", read(t, "testdata/graph.html"))
	a := d.Article
	equal(t, "body's start", strings.HasPrefix(prose(a), "The first sleeper in nine years"), true)
	provenance := a.Provenance
	a.Body, a.Provenance = "", nil
	count := 14
	equal(t, "article", a, widget.Article{
		URL: "https://rail.example/stories/night-trains", Kicker: "Rail Letter", Title: "Night Trains & the Long Way Home",
		Deck: "Sleepers return to the coast line", Authors: []widget.Author{{Name: "Mo Lind", URL: "https://rail.example/people/mo"}, {Name: "Kit Vale"}},
		Published: day(t, "2026-01-20T06:00:00+01:00"), Updated: day(t, "2026-01-21T09:15:00+01:00"),
		ReadTime: widget.ReadTime{Minutes: 6, FromPublisher: true},
		Picture:  &widget.Picture{URL: "https://rail.example/img/sleeper-car.jpg", Alt: "A sleeper car at dusk.", Credit: "Ada Roy", Height: 600},
		Tags:     []string{"trains", "night", "coast"}, Section: "Travel", Lang: "en",
		Comments:   widget.Comments{URL: "https://rail.example/stories/night-trains/talk", Count: &count},
		Correction: &widget.Correction{Note: "An earlier version named the wrong station.", Date: day(t, "2026-01-21")},
	})
	equal(t, "headline from", provenance["title"], "json-ld:headline")
	equal(t, "day from", provenance["published"], "og:article:published_time")
	var fields []string
	for _, w := range d.Warnings {
		fields = append(fields, w.Field)
	}
	equal(t, "warnings", fields, []string{"json-ld", "published"})
}

func TestHTMLWithoutMetadata(t *testing.T) {
	t.Parallel()
	a := good(t, "plain.html", read(t, "testdata/plain.html")).Article
	equal(t, "fields", []any{a.Title, a.Authors, a.Published.String(), a.ReadTime.Minutes, a.Dateline, a.Picture, a.CrossLinks}, []any{
		"Small Museum, Big Roof",
		[]widget.Author{{Name: "Ana Ruiz"}, {Name: "Ben Cho"}},
		"2025-11-08", 5, "VALLETTA",
		&widget.Picture{URL: "https://museum.example/a/roof-beams-640x360.jpg", Alt: "Beams", Caption: "Oak beams from 1702", Width: 640, Height: 360},
		[]widget.Link{{Title: "A History of the Nail", URL: "https://museum.example/nails"}, {Title: "Where the Oak Grew", URL: "https://museum.example/oak"}},
	})
	text := prose(a)
	equal(t, "body's start", strings.HasPrefix(text, "“We counted every nail,”"), true)
	equal(t, "body's end", strings.HasSuffix(text, "lent their barns to the project."), true)
	for _, foreign := range []string{"See also", "min read", "November", "roof-beams", "Oak beams"} {
		if strings.Contains(a.Body, foreign) {
			t.Errorf("the body holds %q", foreign)
		}
	}
}

// around wraps a body so that readability has a story to find.
func around(body string) string {
	return "<html><body><article><h1>Headline</h1>" + body + strings.Repeat("<p>"+strings.Repeat("A sentence of the story, as long as they are. ", 6)+"</p>", 4) + "</article></body></html>"
}

func TestHTMLKeepsWhatIsText(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"time in a sentence":         "<p>" + strings.Repeat("Long words come before this. ", 8) + "On <time datetime=\"2026-01-01\">KEEP</time> it rained.</p>",
		"list below a heading":       "<h2>Further reading</h2><ul><li>KEEP flour</li><li>Salt</li></ul>",
		"read more before prose":     "<h3>Read more</h3><p>KEEP: the minister <a href=\"/a\">said</a> that nothing of the kind had been planned by anyone.</p>",
		"related word in a text":     "<p>Related articles KEEP coming from the old press in the cellar, which nobody has oiled for years.</p>",
		"a second, other picture":    "<p><img src=\"https://x.example/KEEP-square.jpg\" alt=\"Square\" width=600></p>",
		"also see in the middle":     "<p>KEEP reading, also see: nothing, which is what people say when they have no links to give.</p>",
		"text below a comments link": "<h3>Comments</h3><p>KEEP what stands below a link to the comments that some pages print above their story.</p>",
		"comments as a plain word":   "<p>Comments KEEP coming, the editor said, and none of them was about the story as it was printed.</p>",
	} {
		page := around("<p>" + strings.Repeat("The first paragraph is long. ", 10) + "</p>" + body)
		if strings.HasPrefix(name, "text below") {
			page = around(body)
		}
		if a := good(t, "a.html", page).Article; !strings.Contains(a.Body, "KEEP") {
			t.Errorf("%s is lost:\n%s", name, a.Body)
		}
	}
}

func TestHTMLTitleSuffix(t *testing.T) {
	t.Parallel()
	page := strings.Replace(around(""), "<body>", `<head><meta property="og:title" content="Headline - The Paper"></head><body>`, 1)
	equal(t, "title", good(t, "a.html", page).Article.Title, "Headline")
}

func TestHTMLTooLongField(t *testing.T) {
	t.Parallel()
	page := strings.Replace(around(""), "<body>", `<head><meta property="og:title" content="`+strings.Repeat("x", 400)+`"></head><body>`, 1)
	d := good(t, "a.html", page)
	equal(t, "title", d.Article.Title, "Headline")
	if len(d.Warnings) != 1 || !strings.Contains(d.Warnings[0].Message, "og:title") {
		t.Errorf("warnings %v, want one about og:title", d.Warnings)
	}
}

func TestHTMLRelativeCanonical(t *testing.T) {
	t.Parallel()
	page := strings.Replace(around(""), "<body>", `<head><link rel="canonical" href="/a/b"></head><body>`, 1)
	d := good(t, "a.html", page)
	equal(t, "url", d.Article.URL, "")
	equal(t, "warnings", len(d.Warnings), 1)
}

func TestHTMLRefusals(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ page, want string }{
		"no text":       {"<html><head><title>T</title></head><body></body></html>", "no article text"},
		"no headline":   {"<html><body><p>" + strings.Repeat("Text. ", 50) + "</p></body></html>", "no headline"},
		"too deep":      {strings.Repeat("<div>", 20_000), "cannot be read|not HTML that can be read"},
		"too many tags": {strings.Repeat("<b>x</b>", maxElements+1), "more than 40000 elements"},
	} {
		d := one(t, "a.html", c.page)
		found := false
		for want := range strings.SplitSeq(c.want, "|") {
			found = found || d.Err != nil && strings.Contains(d.Err.Error(), want)
		}
		if !found {
			t.Errorf("%s: error %v, want %q", name, d.Err, c.want)
		}
	}
}

func TestLargestOf(t *testing.T) {
	t.Parallel()
	for srcset, want := range map[string]string{
		"/a.jpg 320w, /b.jpg 1280w, /c.jpg 640w": "/b.jpg",
		"/a.jpg, /b.jpg 2x":                      "/b.jpg",
		"/w_1,h_2/a.jpg 1x,\n/w_2,h_4/b.jpg 3x":  "/w_2,h_4/b.jpg",
		"data:image/gif;base64,AA 1w":            "",
		"":                                       "",
		strings.Repeat("/a 1w, ", maxSrcset):     "",
	} {
		if got := largestOf(srcset); got != want {
			t.Errorf("largestOf(%.60q) = %q, want %q", srcset, got, want)
		}
	}
}

func TestSamePicture(t *testing.T) {
	t.Parallel()
	for pair, want := range map[[2]string]bool{
		{"https://a.example/u/tower-1200x675.jpg", "/u/tower-scaled.jpg"}:         true,
		{"https://a.example/u/tower.jpg", "/v/tower.jpg"}:                         false,
		{"https://a.example/clock-tower-1200x675.jpg?w=3", "/x/clock-tower.webp"}: true,
		{"https://a.example/1/image.jpg", "https://a.example/2/image.jpg"}:        false,
		{"https://a.example/1/image.jpg", "https://b.example/1/image.png"}:        true,
		{"", ""}: false,
	} {
		if got := samePicture(pair[0], pair[1]); got != want {
			t.Errorf("samePicture(%q, %q) = %v", pair[0], pair[1], got)
		}
	}
}

// Hostile pages must be answered in bounded time; the test's own time limit is what would fail.
func TestHTMLHostile(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"nested lists":       strings.Repeat("<ul><li>", 200) + "x",
		"many spans":         strings.Repeat("<span class=kicker>x</span>", 20_000),
		"many headings":      strings.Repeat("<h2>Related articles</h2><ul><li><a href=/x>y</a></ul>", 5_000),
		"many times":         strings.Repeat("<time datetime=2025>x</time>", 10_000),
		"many pictures":      strings.Repeat("<img src=/a.jpg alt=a>", 20_000),
		"huge attribute":     "<p class=\"" + strings.Repeat("kicker ", 200_000) + "\">x</p>",
		"deep json-ld":       `<script type="application/ld+json">` + strings.Repeat("[", 5000) + "</script>",
		"wide json-ld":       `<script type="application/ld+json">[` + strings.Repeat(`{"@type":"Article"},`, 20_000) + "{}]</script>",
		"self json-ld":       `<script type="application/ld+json">{"@id":"a","@type":"Article","headline":"x","author":{"@id":"a"},"image":{"@id":"a"}}</script>`,
		"also see":           strings.Repeat("<p>Also see: x</p>", 5_000),
		"blocks in json-ld":  strings.Repeat(`<script type="application/ld+json">{}</script>`, 1000),
		"one huge text":      "<p>" + strings.Repeat("word ", 1<<20),
		"many breaks":        "<p>" + strings.Repeat("x<br><br>", 20_000),
		"many figures":       strings.Repeat("<figure><img src=/abcdef.jpg><figcaption>x</figcaption></figure>", 10_000),
		"many authors":       strings.Repeat("<a rel=author href=/a>Name</a>", 10_000),
		"blank picture":      `<img src=" " alt="a">`,
		"blank json-ld url":  `<script type="application/ld+json">{"@type":"Article","headline":"x","image":{"url":" "}}</script>`,
		"nested spans, text": strings.Repeat("<span>x", 400),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			drafts := Decode(Input{Name: "a.html", Data: []byte(around(body))})
			if len(drafts) != 1 {
				t.Fatalf("%d drafts", len(drafts))
			}
			if err := drafts[0].Err; err != nil && strings.Contains(err.Error(), "broke off") { // a panic, caught
				t.Error(err)
			}
		})
	}
}

func TestHTMLCharset(t *testing.T) {
	t.Parallel()
	page := func(meta string) string {
		return "<meta charset=" + meta + ">" + around("<p>Caf\xe9 \x93quoted\x94</p>")
	}
	for name, c := range map[string]struct{ page, want string }{
		"windows-1252":           {page("windows-1252"), "Café “quoted”"},
		"latin1":                 {page("iso-8859-1"), "Café “quoted”"},
		"none":                   {around("<p>Caf\xe9 \x93quoted\x94</p>"), "Café “quoted”"},
		"utf-8, one broken byte": {around("<p>Café “quoted” – and \xff more</p>"), "Café “quoted” – and \ufffd more"},
		"utf-7 is never read":    {"<meta charset=utf-7>" + around("<p>+ADw-script+AD4- Caf\xe9</p>"), "+ADw-script+AD4-"},
	} {
		if a := good(t, "a.html", c.page).Article; !strings.Contains(a.Body, c.want) {
			t.Errorf("%s: no %q in %s", name, c.want, fmt.Sprintf("%.200s", a.Body))
		}
	}
}
