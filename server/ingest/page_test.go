package ingest

import (
	"strings"
	"testing"
)

// in puts a head around the usual page.
func in(head, body string) string {
	return strings.Replace(around(body), "<body>", "<head>"+head+"</head><body>", 1)
}

func TestAgreement(t *testing.T) {
	t.Parallel()
	for pair, want := range map[[2]string]float64{
		{"one two three four five", "one two three four five"}: 1,
		{"one two three four", "five six seven eight"}:         0,
		{"one two three four x", "one two three four y"}:       .5,
		{"停办了六年的茶市", "停办了六年的茶市"}:                               1,
		{"", ""}: 0,
	} {
		if got := agreement(pair[0], pair[1]); got != want {
			t.Errorf("agreement(%q, %q) = %v, want %v", pair[0], pair[1], got, want)
		}
	}
}

func TestPageAddress(t *testing.T) {
	t.Parallel()
	const here = "https://www.paper.example/news/1"
	for name, c := range map[string]struct {
		head, url, want string
		warnings        int
	}{
		"none":                {"", here, here, 0},
		"its own":             {`<link rel="canonical" href="https://paper.example/news/one">`, here, "https://paper.example/news/one", 0},
		"relative":            {`<link rel="canonical" href="/news/one">`, here, "https://www.paper.example/news/one", 0},
		"another host":        {`<link rel="canonical" href="https://other.example/news/one">`, here, here, 1},
		"a front page":        {`<link rel="canonical" href="https://www.paper.example/">`, here, here, 1},
		"og and canonical":    {`<meta property="og:url" content="https://www.paper.example/"><link rel="canonical" href="/one">`, here, "https://www.paper.example/one", 1},
		"a file":              {`<link rel="canonical" href="https://other.example/news/one">`, "", "https://other.example/news/one", 0},
		"a file, front page":  {`<link rel="canonical" href="https://other.example/">`, "", "", 1},
		"a file with nothing": {"", "", "", 0},
	} {
		d := Decode(Input{Name: "a.html", Data: []byte(in(c.head, "")), URL: c.url})[0]
		if d.Err != nil {
			t.Fatal(d.Err)
		}
		equal(t, name, d.Article.URL, c.want)
		equal(t, name+": warnings", len(d.Warnings), c.warnings)
	}
}

func TestPageRelativeLinks(t *testing.T) {
	t.Parallel()
	d := Decode(Input{Name: "a.html", Data: []byte(in(`<meta property="og:image" content="/i/tower-wide.jpg">`, "<h3>Related articles</h3><ul><li><a href=two>Two</a></ul>")), URL: "https://paper.example/news/one"})[0]
	equal(t, "picture", d.Article.Picture.URL, "https://paper.example/i/tower-wide.jpg")
	equal(t, "related", d.Article.Related[0].URL, "https://paper.example/news/two")
}

// Sources that contradict each other are reported, and the one that a reader sees is taken.
func TestPageDisagreements(t *testing.T) {
	t.Parallel()
	d := good(t, "a.html", strings.Replace(in(`<meta property="og:title" content="Something else entirely happened here today">
<meta property="article:published_time" content="2025-01-10T10:00:00Z"><meta name="parsely-pub-date" content="2025-01-20T10:00:00Z">`, ""), "<h1>Headline", "<h1>A Long Headline of Its Own Kind", 1))
	equal(t, "title", d.Article.Title, "A Long Headline of Its Own Kind")
	equal(t, "published", d.Article.Published.String(), "2025-01-10T10:00:00Z")
	equal(t, "title from", d.Article.Provenance["title"], "html:h1")
	var fields []string
	for _, w := range d.Warnings {
		fields = append(fields, w.Field)
	}
	equal(t, "warnings", fields, []string{"published", "title"})
}

func TestPageUpdatedBeforePublished(t *testing.T) {
	t.Parallel()
	d := good(t, "a.html", in(`<meta property="article:published_time" content="2025-01-10T10:00:00Z"><meta property="article:modified_time" content="2020-01-10T10:00:00Z">`, ""))
	equal(t, "updated", d.Article.Updated.String(), "")
	equal(t, "warnings", len(d.Warnings), 1)
}

func TestPageLanguage(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ page, want string }{
		"html":             {strings.Replace(around(""), "<html>", `<html lang="en-GB">`, 1), "en-GB"},
		"og:locale":        {in(`<meta property="og:locale" content="pt_BR">`, ""), "pt-BR"},
		"content-language": {in(`<meta http-equiv="content-language" content="de, en">`, ""), "de"},
		"Japanese":         {around("<p>" + strings.Repeat("これは港町の小さな灯台の話です。", 60) + "</p>"), "ja"},
		"Chinese":          {around("<p>" + strings.Repeat("这是一个关于茶市的故事。", 60) + "</p>"), "zh"},
		"Korean":           {around("<p>" + strings.Repeat("이것은 작은 등대의 이야기입니다. ", 60) + "</p>"), "ko"},
		"Urdu":             {around("<p>" + strings.Repeat("یہ ایک پرانی لائبریری کی کہانی ہے جو رات کو کھلتی ہے۔ ", 60) + "</p>"), "ur"},
		"Arabic or Farsi":  {around("<p>" + strings.Repeat("هذه قصة سوق قديم في المدينة. ", 60) + "</p>"), ""},
		"Latin":            {around(""), ""},
	} {
		equal(t, name, good(t, "a.html", c.page).Article.Lang, c.want)
	}
}

// What a publisher's site prints around a story is none of it, whatever the language.
func TestIsPlea(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"Advertisement": true, "ADVERTISEMENT": true, "Story continues below advertisement": true, "Read more: The tower": true, "READ ALSO: x": true,
		"Sign up for our newsletter": true, "Follow us on X": true, "© 2025 The Paper": true, "All rights reserved.": true, "Share this article": true,
		"Photo: Jon Reyes": true, "3 min read": true, "Lesen Sie auch: Der Turm": true, "Anzeige": true, "Lire aussi : Le phare": true, "Publicité": true,
		"Lea también: El molino": true, "Leia também: O barco": true, "Читайте также: Лёд": true, "関連記事": true, "责任编辑：王明": true, "اقرأ أيضاً: السوق": true,
		"Tags: wood, steel": true, "Comments (4)": true, "Facebook": true, "Loading...": true,
		"Read the room, she told him, and he did.":              false,
		"The advertisement ran for three weeks in every paper.": false,
		"Seven seconds.": false,
		"This article was originally published in the evening edition.":   false,
		"Sharing is what the bakers did, and they did it well.":           false,
		"Comments from the town were kind.":                               false,
		"“Follow the river,” she said, “and you will find the bridge.”":   false,
		"Ads were the only thing that he read.":                           false,
		"Watch the birds for long enough, and they will watch you.":       false,
		"Subscribe or not, the paper will come.":                          true, // the price of a rule for every newsletter
		"Save for two days in May the bridge was never closed.":           false,
		"Publicité mensongère : le tribunal a tranché en mars, à Rennes.": false,
	} {
		if got := isPlea(text); got != want {
			t.Errorf("isPlea(%q) = %v", text, got)
		}
	}
}

func TestPlaceholderAndStockPictures(t *testing.T) {
	t.Parallel()
	for src, want := range map[string][2]bool{ // placeholder, stock
		"data:image/gif;base64,R0lGOD":      {true, true},
		"/img/blank.gif":                    {true, true},
		"/img/1x1.png?x=1":                  {true, false},
		"":                                  {true, false},
		"/img/og-default.png":               {false, true},
		"https://a.example/static/logo.png": {false, true},
		"/photos/TELE_trans_NvBQ.jpeg":      {false, false},
		"/photos/clearing-in-the-wood.jpg":  {false, false},
		"/photos/iconic-tower.jpg":          {false, false},
	} {
		equal(t, src, [2]bool{isPlaceholder(src), isStock(src)}, want)
	}
}

// Readers see the deck once, and an editor's note stays.
func TestPageKeepsFirstAndLast(t *testing.T) {
	t.Parallel()
	for name, page := range map[string]string{
		"short first": around("<p>KEEP.</p>"),
		"short last":  strings.Replace(around(""), "</article>", "<p>KEEP.</p></article>", 1),
		"printed":     strings.Replace(around(""), "</article>", "<p>This article was originally published by KEEP</p></article>", 1),
		"first in h2": strings.Replace(around(""), "</h1>", "</h1><h2>KEEP, said the minister of the interior on Monday, what you have in your own hands.</h2>", 1),
	} {
		a := good(t, "a.html", page).Article
		if !strings.Contains(a.Body, "KEEP") && !strings.Contains(a.Deck, "KEEP") {
			t.Errorf("%s is lost:\n%s", name, a.Body)
		}
	}
}

func BenchmarkDecodePage(b *testing.B) {
	var page strings.Builder
	page.WriteString("<html><head><title>Headline</title></head><body><nav>" + strings.Repeat(`<li class="menu-item"><a href="/section/x">Section of it</a></li>`, 300) + "</nav><main><article><h1>Headline</h1>")
	for range 60 {
		page.WriteString(`<p class="article__paragraph">` + strings.Repeat("A sentence of the story, as long as they are. ", 8) + `</p><div class="ad-slot" id="slot"><span>Advertisement</span></div>`)
	}
	page.WriteString("</article></main>")
	for page.Len() < 200<<10 {
		page.WriteString(`<div class="card teaser-card"><a href="/x"><img src="/i/picture.jpg" alt=""></a><h3><a href="/x">Another story that is not this one</a></h3><p>It has a sentence or two of its own.</p></div>`)
	}
	data := []byte(page.String() + "</body></html>")
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if d := Decode(Input{Name: "a.html", Data: data}); d[0].Err != nil {
			b.Fatal(d[0].Err)
		}
	}
}

func TestBareTitle(t *testing.T) {
	t.Parallel()
	p := page{sites: []string{"The Daily Harbour", "harbourdaily", "山城网"}}
	for title, want := range map[string]string{
		"A Headline - The Daily Harbour":        "A Headline",
		"A Headline | News | The Daily Harbour": "A Headline | News",
		"The Daily Harbour: A Headline":         "A Headline",
		"A Headline | Harbour Daily Online":     "A Headline",
		"A Headline - harbourdaily.example":     "A Headline",
		"茶市重开-山城网":                              "茶市重开",
		"Anti-Harbourdaily":                     "Anti-Harbourdaily",
		"A Headline: The Daily Harbour Wins":    "A Headline: The Daily Harbour Wins",
		"A – B – C":                             "A – B – C",
		"":                                      "",
	} {
		if got := p.bare(title, ""); got != want {
			t.Errorf("bare(%q) = %q, want %q", title, got, want)
		}
	}
	equal(t, "with the shown one", p.bare("Section » A Headline » Elsewhere", "A Headline"), "A Headline")
}

func TestPageComments(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		link, url string
		count     int // -1 for none
	}{
		"words":          {`<a href="#comments">14 Comments</a>`, "https://paper.example/one#comments", 14},
		"number alone":   {`<a href="/one#comments">1,204</a>`, "https://paper.example/one#comments", 1204},
		"words first":    {`<a href="#respond">Kommentare (7)</a>`, "https://paper.example/one#respond", 7},
		"no number":      {`<a href="#respond">Leave a comment</a>`, "https://paper.example/one#respond", -1},
		"another story":  {`<a href="/two#comments">3 Comments</a>`, "", -1},
		"another site":   {`<a href="https://other.example/one#comments">3 Comments</a>`, "", -1},
		"no such number": {`<a href="#comments">99999999999999999999 comments</a>`, "https://paper.example/one#comments", -1},
	} {
		d := Decode(Input{Name: "a.html", Data: []byte(around("<p>" + c.link + "</p>")), URL: "https://paper.example/one"})[0]
		got := -1
		if d.Article.Comments.Count != nil {
			got = *d.Article.Comments.Count
		}
		equal(t, name, []any{d.Article.Comments.URL, got}, []any{c.url, c.count})
	}
}
