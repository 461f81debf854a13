package ingest

import (
	"strings"
	"testing"
)

// TestHabitsOfPages: how real sites write headlines, names and days, each in a page of its own.
func TestHabitsOfPages(t *testing.T) {
	t.Parallel()
	const text = `<p>The harbour board met on Thursday and agreed to keep the old ferry for another winter, said its chair.</p>
		<p>Two hundred people had written to the board, most of them in favour, and a handful asked for a bridge instead.</p>
		<p>The ferry has crossed since 1931, and its two captains say that the hull will last for ten more years at least.</p>`
	page := func(head, above, below string) string {
		return `<!DOCTYPE html><html lang="en-GB"><head>` + head + `</head><body><main><article>` + above + text + below + `</article></main></body></html>`
	}
	title := func(s string) string { return "<title>" + s + "</title>" }
	const h1 = `<h1>The old ferry stays for a winter</h1>`
	for name, c := range map[string]struct {
		page                         string
		url                          string
		title, authors, day, section string // section: the kicker
		body                         string // must not be in the text
	}{
		"title in a broken head":      {page: page(`<base href="/"></base>`+title("The old ferry stays for a winter"), "", ""), title: "The old ferry stays for a winter"},
		"a label in the headline":     {page: page(title("The old ferry stays for a winter - The Post"), `<h1><span>Local news | </span>The old ferry stays for a winter</h1>`, ""), title: "The old ferry stays for a winter", section: "Local news"},
		"a label glued to it":         {page: page("", `<h1><span>Harbour and ships</span>The old ferry stays for a winter</h1>`, ""), title: "The old ferry stays for a winter", section: "Harbour and ships"},
		"a day in the headline":       {page: page("", `<h1><span class="date">27.01.2022</span>The old ferry stays for a winter</h1>`, ""), title: "The old ferry stays for a winter", day: "2022-01-27"},
		"a colon before it":           {page: page("", `<h1>: The old ferry stays for a winter</h1>`, ""), title: "The old ferry stays for a winter"},
		"published and updated":       {page: page("", h1+`<time class="entry-date published updated" datetime="2019-11-13T08:39:36+00:00">13 November 2019</time>`, ""), day: "2019-11-13"},
		"a year of two digits":        {page: page("", h1+`<div class="meta">31.10.23</div>`, ""), day: "2023-10-31"},
		"a kicker that is a day":      {page: page("", `<p class="overline">3.11.2023</p>`+h1, ""), day: "2023-11-03"},
		"a deck that is a day":        {page: page("", h1+`<p class="subtitle">Handball News • 02.02.2022</p>`, ""), day: "2022-02-02"},
		"a time that says nothing":    {page: page("", h1+`<time datetime="01-13-2023 25:61">1 November 2023</time>`, ""), day: "2023-11-01"},
		"an unsure day in metadata":   {page: page(`<meta name="dcterms.date" content="2022-01-21">`, h1+`<div class="meta"><time datetime="2022-01-25">25.01.2022</time></div>`, ""), day: "2022-01-25"},
		"the same in a line":          {page: page(`<meta name="date" content="2020-02-12">`, h1+`<div class="timedata">05.02.2020</div>`, ""), day: "2020-02-05"},
		"a sure one":                  {page: page(`<meta property="article:published_time" content="2022-01-21">`, h1+`<div class="meta"><time datetime="2022-01-25">25.01.2022</time></div>`, ""), day: "2022-01-21"},
		"small in the headline":       {page: page("", `<h1>The old ferry stays for a winter<br><small>02.02.2022 •</small></h1>`, ""), title: "The old ferry stays for a winter", day: "2022-02-02"},
		"a story without scripts":     {page: `<html><body><h1>The old ferry stays for a winter</h1><div><script type="text/template">` + text + text + text + `</script><noscript><span class="byline-author">Posted by Ann Ode and Bo Pike - Ferry Board</span>` + text + text + text + `</noscript></div></body></html>`, authors: "Ann Ode, Bo Pike", title: "The old ferry stays for a winter"},
		"a day behind its label":      {page: page("", h1+`<div><h5>Date: </h5>13 February 2022<br>Reading: 5</div>`, ""), day: "2022-02-13"},
		"a day that opens the text":   {page: `<html><body><h1>The old ferry stays</h1><div>` + strings.Replace(text, "<p>", "<p>29.11.2022 – ", 1) + `</div></body></html>`, day: "2022-11-29"},
		"an evening in New York":      {page: page(`<meta property="article:published_time" content="2023-11-09T03:55:28Z">`, h1, ""), url: "https://a.example/2023/11/08/ferry", day: "2023-11-08"},
		"the same in its time":        {page: page("", h1+`<time datetime="2023-11-09T03:55:28Z">Nov. 8, 2023</time>`, ""), day: "2023-11-08"},
		"a day and a name":            {page: page("", `<small>04.02.2022 | 13:10 | Uta Examplar</small>`+h1, ""), authors: "Uta Examplar", day: "2022-02-04"},
		"a label and a name":          {page: page("", h1, `<div><b>Author:</b> <a href="/u/207">Klaus Fried</a><br><b>Views:</b> 17</div>`), authors: "Klaus Fried"},
		"who signs the end":           {page: page("", h1, `<p><em>Von Ulrich Niemand</em></p>`), authors: "Ulrich Niemand", body: "Niemand"},
		"a name at the end":           {page: page("", h1, `<p><b><i>Stefan Wassermann</i></b></p>`), authors: "Stefan Wassermann", body: "Wassermann"},
		"a heading is no name":        {page: page("", h1, `<p><b>Neue Regierung</b></p><p>The new board begins in spring, and has promised to look at all that the old one has left undone.</p>`), authors: ""},
		"a pseudonym":                 {page: page("", h1+`by <a rel="author" href="/author/x">freeman1984</a>`, ""), authors: "freeman1984"},
		"the site's own name":         {page: page(`<meta property="og:site_name" content="Miami Today">`, h1+`Written by <a rel="author" href="https://a.example/author/admin/">Miami Today</a>`, ""), authors: "Miami Today"},
		"its name in metadata":        {page: page(`<meta property="og:site_name" content="Miami Today"><meta name="author" content="Miami Today">`, h1, ""), authors: ""},
		"all posts by":                {page: page("", h1, `<p><a rel="author" href="/author/p">View all posts by Petra Ruh</a></p>`), authors: "Petra Ruh"},
		"a handle behind a name":      {page: page("", h1+`<p class="byline">By Williams Perdo @wperdo</p>`, ""), authors: "Williams Perdo"},
		"letters and degrees":         {page: page("", h1+`<p class="byline">By Joe S., MD, and Perry Bacon Jr.</p>`, ""), authors: "Joe S., Perry Bacon Jr."},
		"one name in one place":       {page: page(`<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"The old ferry stays for a winter","author":{"@type":"Person","name":"Ann Ode"}}</script><meta name="author" content="Ann Ode, Bo Pike">`, h1, ""), authors: "Ann Ode, Bo Pike"},
		"a company and a reporter":    {page: page(`<meta name="author" content="Water Board e.V.">`, h1+`<p class="byline">By Leo Hollin</p>`, ""), authors: "Leo Hollin"},
		"a company and the story":     {page: page(`<meta name="author" content="Water Board e.V.">`, h1, `<p><em>Von Leo Hollin</em></p>`), authors: "Leo Hollin", body: "Hollin"},
		"only a company":              {page: page(`<meta name="author" content="Water Board e.V.">`, h1, ""), authors: "Water Board e.V."},
		"who typed it in":             {page: page(`<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"The old ferry stays for a winter","author":{"@type":"Person","name":"Web Keyer"}}</script>`, h1+`<div itemprop="author">By <a rel="author" href="/author/ann">Ann Ode</a>, <a rel="author" href="/author/bo">Bo Pike</a></div>`, ""), authors: "Ann Ode, Bo Pike"},
		"a person and a desk":         {page: page(`<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"The old ferry stays for a winter","author":{"@type":"Person","name":"Ann Ode"}}</script>`, h1+`<p class="byline">By Reuters Staff</p>`, ""), authors: "Ann Ode"},
		"a name and its initials":     {page: page(`<meta name="author" content="Ann Ode,AO">`, h1, ""), authors: "Ann Ode"},
		"a label before other names":  {page: page("", h1, `<div><span>Autor:</span> Fritz Immer<br></div>`) + `<div class="magazine"><a href="/b"><span class="author">Heike Makel</span></a></div>`, authors: "Fritz Immer"},
		"a label without a colon":     {page: page("", h1+`<div class="entry-meta"><span>By</span> <span>Cara Stein</span></div>`, ""), authors: "Cara Stein"},
		"other stories below a label": {page: page("", h1, `<p>Schon gelesen?</p><p><a href="/b">Another story of the harbour</a></p>`), body: "Schon gelesen"},
		"thanks for a reader":         {page: page("", h1, `<p>Lust auf mehr? Lass dir die besten Storys jede Woche schicken.</p>`), body: "Lust auf mehr"},
		"a plea for support":          {page: page("", h1, `<p>If you enjoyed reading this post, would you consider supporting our work?</p>`), body: "would you consider"},
		"readers below a number":      {page: page("", h1, `<h3>3 Kommentare</h3><p>I was on the ferry when I was a child, and I hope that it stays for my children.</p>`), body: "I was on the ferry"},
	} {
		address := c.url
		if address == "" {
			address = "https://a.example/story"
		}
		d := Decode(Input{Name: "page.html", URL: address, Type: "text/html", Data: []byte(c.page)})[0]
		if d.Err != nil {
			t.Errorf("%s: %v", name, d.Err)
			continue
		}
		var authors []string
		for _, a := range d.Article.Authors {
			authors = append(authors, a.Name)
		}
		day := ""
		if !d.Article.Published.IsZero() {
			day = d.Article.Published.Time.Format("2006-01-02")
		}
		if c.title != "" {
			equal(t, name+": title", d.Article.Title, c.title)
		}
		equal(t, name+": authors", strings.Join(authors, ", "), c.authors)
		equal(t, name+": day", day, c.day)
		equal(t, name+": kicker", d.Article.Kicker, c.section)
		if c.body != "" && strings.Contains(d.Article.Body, c.body) {
			t.Errorf("%s: the text has %q: %s", name, c.body, d.Article.Body)
		}
	}
}

// TestADayAsItsPublisherShowsIt: feeds of many systems give all times in UTC.
func TestADayAsItsPublisherShowsIt(t *testing.T) {
	t.Parallel()
	for link, want := range map[string]string{
		"https://a.example/2023/11/08/ferry": "2023-11-08T23:55:28-04:00", // the evening before
		"https://a.example/2023/11/09/ferry": "2023-11-09T03:55:28Z",
		"https://a.example/2023/11/10/ferry": "2023-11-09T03:55:28Z", // no clock on earth
		"https://a.example/ferry":            "2023-11-09T03:55:28Z",
	} {
		feed := `<rss><channel><item><title>The ferry</title><link>` + link + `</link><pubDate>Thu, 09 Nov 2023 03:55:28 +0000</pubDate></item></channel></rss>`
		d := Decode(Input{Name: "feed.xml", URL: "https://a.example/feed", Data: []byte(feed)})[0]
		if d.Err != nil || d.Article.Published.String() != want {
			t.Errorf("%s: %s, %v, want %s", link, d.Article.Published, d.Err, want)
		}
	}
}
