package ingest

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

func TestWordPress(t *testing.T) {
	t.Parallel()
	drafts := DecodeWordPress(Input{Name: "posts", URL: "https://coast.example/wp-json/wp/v2/posts?_embed", Data: []byte(read(t, "testdata/wordpress.json"))})
	check(t, drafts)
	equal(t, "drafts", len(drafts), 7)
	equal(t, "whole post", drafts[0], Draft{
		Origin: `posts post 1 ("Lighthouse & Keeper’s House Are for Sale")`,
		Article: widget.Article{
			GUID: "311", URL: "https://coast.example/2025/11/lighthouse-for-sale/", Title: "Lighthouse & Keeper’s House Are for Sale",
			Deck: "The lamp has been dark since spring.", Authors: []widget.Author{{Name: "Ida Storm", URL: "https://coast.example/author/ida/"}, {Name: "Per Holm"}},
			Published: day(t, "2025-11-08T09:00:00+05:30"), Updated: day(t, "2025-11-08T12:30:00+05:30"), ReadTime: widget.ReadTime{Minutes: 4, FromPublisher: true},
			Picture: &widget.Picture{
				URL: "https://coast.example/wp-content/uploads/2025/11/lighthouse.jpg", Alt: "A white tower on black rocks.",
				Caption: "The tower in October", Credit: "S. Lund", Width: 2000, Height: 1333,
			},
			Body:    "<p>The lighthouse has been dark since spring. Now its house is for sale &amp; empty.</p>\n<p>See <a href=\"https://coast.example/map\">the map</a>.</p>",
			Section: "Property & Land", Tags: []string{"Local", "lighthouses"}, Lang: "en-IN",
			Related: []widget.Link{{Title: "Keepers & Their Logs", URL: "https://coast.example/2025/01/keepers/", Date: day(t, "2025-01-12")}},
			Provenance: map[string]string{
				"guid": "wp:id", "url": "wp:link", "title": "wp:title", "deck": "wp:excerpt", "authors": "wp:coauthors", "published": "wp:date_gmt",
				"updated": "wp:modified_gmt", "picture.url": "wp:featuredmedia", "picture.alt": "wp:featuredmedia", "picture.caption": "wp:featuredmedia",
				"picture.credit": "wp:featuredmedia", "body": "wp:content", "section": "wp:category", "tags": "wp:post_tag", "lang": "wp:yoast_head_json.og_locale",
				"related": "wp:jetpack-related-posts", "read_time": "wp:yoast_head_json.twitter_misc",
			},
		},
	})
	plain := drafts[1].Article
	equal(t, "plain post's picture", plain.Picture, &widget.Picture{URL: "https://coast.example/wp-content/uploads/og.jpg", Width: 1200, Height: 630})
	equal(t, "plain post", []any{plain.Title, plain.Published.String(), plain.Updated.IsZero(), plain.Authors, plain.Section, drafts[1].Teaser}, []any{
		"No Embeds Here", "2025-11-07T03:00:00Z", true, []widget.Author{{Name: "Ida Storm"}}, "", false,
	})
	equal(t, "teaser", []any{drafts[2].Teaser, drafts[2].Article.Body, drafts[2].Article.Deck}, []any{true, "", "Only the start is public."})
	equal(t, "withdrawn", []any{drafts[3].Article.Withdrawn, drafts[3].Err}, []any{true, nil})
	for i, want := range map[int]string{4: "protected by a password", 5: `status is "draft"`, 6: "neither a title nor content"} {
		if err := drafts[i].Err; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("post %d: %v, want %q", i+1, err, want)
		}
	}
	for _, d := range drafts[:4] {
		if _, _, err := sanitize.Clean(d.Article); err != nil {
			t.Errorf("%s: %v", d.Origin, err)
		}
	}
}

func TestWordPressZone(t *testing.T) {
	t.Parallel()
	in := Input{Name: "posts", Zone: zone(t, "Europe/Berlin")}
	for text, want := range map[string]string{
		`"date_gmt":"2025-11-08T03:30:00","date":"2025-11-08T09:00:00"`: "2025-11-08T04:30:00+01:00",
		`"date_gmt":"2025-07-08T03:30:00"`:                              "2025-07-08T05:30:00+02:00",
		`"date_gmt":"0000-00-00T00:00:00","date":"2025-11-08T09:00:00"`: "2025-11-08T09:00:00+01:00",
		`"date_gmt":"soon"`: "",
		`"date":false`:      "",
	} {
		in.Data = []byte(`[{"id":1,"title":{"rendered":"T"},"content":{"rendered":"x"},` + text + `}]`)
		if got := DecodeWordPress(in)[0].Article.Published.String(); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestWordPressAnswersThatAreNone(t *testing.T) {
	t.Parallel()
	equal(t, "an empty page", len(DecodeWordPress(Input{Name: "posts", Data: []byte("[]")})), 0)
	for text, want := range map[string]string{
		`{"code":"rest_no_route","message":"No route was found","data":{"status":404}}`: `the site's answer "rest_no_route": No route was found`,
		`<html>`: "is not valid JSON",
		``:       "is not valid JSON",
		`[7]`:    "is no post",
		`[` + strings.Repeat(`{"title":"a"},`, MaxItems) + `{"title":"a"}]`:             "more than 2000 posts",
		`[{"title":"` + strings.Repeat("a", maxItem) + `"}]`:                            "larger than 4 MiB",
		`[{"title":{"rendered":" "},"content":{"rendered":"x"}}]`:                       "title is missing",
		`[{"title":"a","x":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `}]`: "more than 32 levels",
		strings.Repeat(" ", MaxFile+1):                                                  "larger than 8 MiB",
	} {
		drafts := DecodeWordPress(Input{Name: "posts", Data: []byte(text)})
		if err := drafts[len(drafts)-1].Err; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60s: %v, want %q", text, err, want)
		}
	}
	noisy := DecodeWordPress(Input{Name: "posts", Data: []byte("Notice: x\n" + `[{"title":{"rendered":"A"},"content":{"rendered":"x"}}]`)})
	equal(t, "behind a notice", noisy[0].Article.Title, "A")
}

func FuzzDecodeWordPress(f *testing.F) {
	data, err := os.ReadFile("testdata/wordpress.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`[{"title":{"rendered":"<b"},"_embedded":{"wp:term":[[null,{}],7],"author":[[]]},"jetpack-related-posts":{"a":1},"content":[]}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		if drafts := DecodeWordPress(Input{Name: "posts", URL: "https://a.example/", Data: data}); len(drafts) > 0 {
			check(t, drafts)
		}
		if took := time.Since(start); took > patience {
			t.Errorf("took %v", took)
		}
	})
}

func BenchmarkDecodeWordPress(b *testing.B) {
	post := map[string]any{
		"id": 1, "date_gmt": "2025-11-08T03:30:00", "title": map[string]any{"rendered": "A Headline"}, "link": "https://a.example/a",
		"content": map[string]any{"rendered": strings.Repeat("<p>"+strings.Repeat("word ", 60)+"</p>", 20)},
	}
	var posts []any
	for i := range 100 {
		posts = append(posts, post)
		post["slug"] = fmt.Sprint(i)
	}
	data, err := json.Marshal(posts)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if n := len(DecodeWordPress(Input{Name: "posts", Data: data})); n != 100 {
			b.Fatal(n)
		}
	}
}
