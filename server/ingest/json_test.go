package ingest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"newsflash/widget"
)

func TestJSONFeed(t *testing.T) {
	t.Parallel()
	drafts := Decode(Input{Name: "feed.json", Data: []byte(read(t, "testdata/feed.json"))})
	equal(t, "drafts", len(drafts), 6)
	count := 7
	equal(t, "first", drafts[0], Draft{Origin: `feed.json item 1 ("Peat Line Reopens for Walkers")`, Article: widget.Article{
		ID: "peat-line-reopens", GUID: "peat-line-reopens", URL: "https://lowland.example/2026/peat-line-reopens", Kicker: "Outdoors",
		Title: "Peat Line Reopens for Walkers", Deck: "Twelve miles of old rails are now a path & a garden.",
		Authors:   []widget.Author{{Name: "Nuala Byrne", URL: "https://lowland.example/nuala"}},
		Published: day(t, "2026-04-02T12:00:00+01:00"), Updated: day(t, "2026-04-03"), ReadTime: widget.ReadTime{Minutes: 4, FromPublisher: true},
		Picture: &widget.Picture{
			URL: "https://lowland.example/i/peat.jpg", Alt: "A gate on a gravel path.", Caption: "The eastern gate",
			Credit: "D. Quinn", Width: 1600, Height: 900, Focus: "30% 20%",
		},
		Dateline: "Tullamore", Body: "<p>The gates opened at noon.</p>",
		Related:    []widget.Link{{Title: "How Peat Was Moved", URL: "https://lowland.example/peat", Date: day(t, "2025-11-08")}, {Title: "No link here"}},
		Tags:       []string{"walking", "rail"},
		Lang:       "en",
		Comments:   widget.Comments{URL: "https://lowland.example/talk", Count: &count},
		Correction: &widget.Correction{Note: "The path is twelve miles long, not ten.", Date: day(t, "2026-04-03")},
		Provenance: map[string]string{
			"id": "json:id", "guid": "json:id", "url": "json:url", "title": "json:title", "deck": "json:summary", "authors": "json:authors",
			"published": "json:date_published", "updated": "json:date_modified", "body": "json:content_html", "tags": "json:tags",
			"lang": "json:language", "picture.url": "json:image", "picture.alt": "json:_newsflash.image_alt",
			"picture.caption": "json:_newsflash.image_caption", "picture.credit": "json:_newsflash.image_credit", "picture.focus": "json:_newsflash.image_focus", "kicker": "json:_newsflash.kicker",
			"dateline": "json:_newsflash.dateline", "read_time": "json:_newsflash.read_time", "related": "json:_newsflash.related",
			"comments": "json:_newsflash.comments_count", "correction": "json:_newsflash.correction", "withdrawn": "json:_newsflash.withdrawn",
		},
	}})

	third := drafts[2]
	equal(t, "third", []any{third.Err, third.Article.GUID, third.Article.ID, third.Article.Title, third.Article.Body, third.Article.Lang, third.Article.Authors}, []any{
		nil, "78.0", "", "Text &amp; Nothing Else", "<p>First &lt;b&gt;line&lt;/b&gt; still first.</p>\n<p>Second.</p>", "en-IE", []widget.Author{{Name: "Old Form"}},
	})
	for i, want := range map[int]string{
		1: "items[1].title must be text, but is a number",
		3: "items[3] must be an object, but is text",
		4: `items[4].date_published "2026-04-02 12:00" has no time zone`,
	} {
		if drafts[i].Err == nil || !strings.HasPrefix(drafts[i].Err.Error(), want) {
			t.Errorf("item %d: error %v, want %q", i, drafts[i].Err, want)
		}
	}
	if w := drafts[5].Warnings; len(w) != 1 || w[0].Field != "_newsflash.readtime" {
		t.Errorf("warnings %v, want one for _newsflash.readtime", w)
	}
}

func TestJSONShapes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		`{"title":"A","content_text":"x"}`:                                   {"a.json"},
		`[{"title":"A","content_text":"x"},{"title":"B"}]`:                   {`a.json item 1 ("A")`, `a.json item 2 ("B")`},
		"\ufeff" + `{"items":[{"title":"` + strings.Repeat("A", 70) + `"}]}`: {`a.json item 1 ("` + strings.Repeat("A", 60) + `…")`},
	} {
		var got []string
		for _, d := range Decode(Input{Name: "a.json", Data: []byte(text)}) {
			if d.Err != nil {
				t.Errorf("%s: %v", text, d.Err)
			}
			got = append(got, d.Origin)
		}
		equal(t, text, got, want)
	}
}

func TestJSONErrors(t *testing.T) {
	t.Parallel()
	item := func(member string) string { return `{"title":"T","content_text":"x",` + member + `}` }
	for text, want := range map[string]string{
		"{\n  \"title\": \"A\",\n  oops\n}": "line 3, column 3: is not valid JSON",
		`{"title":"A"`:                      "is not valid JSON: unexpected end",
		`{"titel":"A"}`:                     "is JSON, but no JSON Feed",
		`{"items":{}}`:                      "items must be a list",
		`[]`:                                "holds no articles",
		`"text"`:                            "holds neither a JSON Feed nor",
		`3`:                                 "holds neither a JSON Feed nor",
		`{"items":[],"language":"` + strings.Repeat("x", 3) + `","authors":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `}`: "feed.authors holds lists and objects more than 32 levels deep",
		item(`"x":` + strings.Repeat("[", 40) + strings.Repeat("]", 40)):                                                               "more than 32 levels deep",
		item(`"url":["a"]`):                                                        "url must be text, but is a list",
		item(`"id":{}`):                                                            "id must be text, but is an object",
		item(`"tags":"a"`):                                                         "tags must be a list, but is text",
		item(`"tags":[1]`):                                                         "tags[0] must be text, but is a number",
		item(`"authors":[true]`):                                                   "authors[0] must be text, but is true or false",
		item(`"date_published":"yesterday"`):                                       `date_published "yesterday" is not a date`,
		item(`"date_published":"2026-02-30"`):                                      `date_published "2026-02-30" is not a date`,
		item(`"_newsflash":"x"`):                                                   "_newsflash must be an object, but is text",
		item(`"_newsflash":{"image_width":"9"}`):                                   "_newsflash.image_width must be a number, but is text",
		item(`"_newsflash":{"image_width":1.5}`):                                   "_newsflash.image_width is 1.5, but must be a whole number from 0 to 30000",
		item(`"_newsflash":{"image_focus":"left"}`):                                `_newsflash.image_focus is "left": give two percentages`,
		item(`"_newsflash":{"image_focus":30}`):                                    "_newsflash.image_focus must be text, but is a number",
		item(`"_newsflash":{"comments_count":-1}`):                                 "_newsflash.comments_count is -1",
		item(`"_newsflash":{"read_time":"soon"}`):                                  `_newsflash.read_time is "soon", which is no read time`,
		item(`"_newsflash":{"related":[{"url":"https://a"}]}`):                     "_newsflash.related[0] has no title",
		item(`"_newsflash":{"related":["A"]}`):                                     "_newsflash.related[0] must be an object, but is text",
		item(`"_newsflash":{"related":[{"title":"A","date":"2026-01-01T10:00"}]}`): "_newsflash.related[0].date \"2026-01-01T10:00\" has no time zone",
		item(`"_newsflash":{"correction":{"date":"2026-01-01"}}`):                  "_newsflash.correction.note is missing",
		item(`"_newsflash":{"withdrawn":"yes"}`):                                   "_newsflash.withdrawn must be true or false, but is text",
	} {
		d := one(t, "a.json", text)
		if d.Err == nil || !strings.Contains(d.Err.Error(), want) {
			t.Errorf("%.80s: error %v, want %q", text, d.Err, want)
		}
	}
}

func TestJSONLimits(t *testing.T) {
	t.Parallel()
	drafts := Decode(Input{Name: "a.json", Data: []byte("[" + strings.Repeat(`{"title":"A"},`, MaxItems) + `{"title":"last"}]`)})
	equal(t, "drafts", len(drafts), MaxItems+1)
	if err := drafts[MaxItems].Err; err == nil || !strings.Contains(err.Error(), "more than 2000 items") {
		t.Errorf("the last draft's error is %v", err)
	}
	exact := Decode(Input{Name: "a.json", Data: []byte("[" + strings.Repeat(`{"title":"A"},`, MaxItems-1) + `{"title":"last"}]`)})
	if last := exact[len(exact)-1]; len(exact) != MaxItems || last.Err != nil {
		t.Errorf("%d drafts, the last with error %v", len(exact), last.Err)
	}
	big := one(t, "a.json", `[{"title":"A","content_text":"`+strings.Repeat("x", maxItem)+`"}]`)
	if big.Err == nil || !strings.Contains(big.Err.Error(), "larger than 4 MiB") {
		t.Errorf("a big item's error is %v", big.Err)
	}
	wide := one(t, "a.json", strings.Repeat("[", 20_000))
	if wide.Err == nil {
		t.Error("20,000 open lists are no error")
	}
}

func BenchmarkDecodeFeed(b *testing.B) {
	const items = 1000
	item := map[string]any{
		"title": "A Headline of Ordinary Length for a Feed", "summary": strings.Repeat("deck ", 20), "content_html": strings.Repeat("<p>"+strings.Repeat("word ", 60)+"</p>", 10),
		"date_published": "2026-04-02T12:00:00+01:00", "tags": []string{"a", "b"},
		"_newsflash": map[string]any{"related": []map[string]string{{"title": "Another"}}},
	}
	feed := map[string]any{"version": "https://jsonfeed.org/version/1.1"}
	list := make([]map[string]any, items)
	for i := range list {
		list[i] = map[string]any{"id": fmt.Sprintf("item-%d", i)}
		for name, v := range item {
			list[i][name] = v
		}
	}
	feed["items"] = list
	data, err := json.Marshal(feed)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if n := len(Decode(Input{Name: "feed.json", Data: data})); n != items {
			b.Fatalf("%d items", n)
		}
	}
}
