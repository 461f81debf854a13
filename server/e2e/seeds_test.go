//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsflash/widget"
)

// attacks reads the sanitiser's own list of attacks and, where they lie beside the repository, published ones.
func attacks(t testing.TB) (all []string) {
	t.Helper()
	files, err := filepath.Glob("../../../shared/xss/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(files, "../sanitize/testdata/xss.json") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var file struct{ List []string }
		if err := json.Unmarshal(data, &file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(file.List) < 50 {
			t.Fatalf("%s holds only %d strings", name, len(file.List))
		}
		all = append(all, file.List...)
	}
	return all
}

// cut keeps the first n runes, so that a long attack is not refused for its length.
func cut(s string, n int) string {
	if runes := []rune(s); len(runes) > n {
		return string(runes[:n])
	}
	return s
}

// inQuery makes an address that is allowed out of an attack, with as much of it raw as any address may hold.
func inQuery(address, attack string) string {
	raw := strings.Map(func(r rune) rune {
		if r <= ' ' || r == '\\' || r >= 0x7f && r < 0xa0 || r == 0xfffd {
			return -1
		}
		return r
	}, cut(attack, 400))
	if _, err := widget.ParseURL(address+raw, nil); err == nil {
		return address + raw
	}
	return address + cut(url.QueryEscape(attack), 1200)
}

// feedItem is an article of a JSON Feed whose every text is the attack, and every address that may lack.
func feedItem(n int, s string) map[string]any {
	return map[string]any{
		"id": fmt.Sprintf("feed %d %s", n, cut(s, 250)), "url": fmt.Sprintf("https://news.example/feed-%d", n),
		"title": "T " + cut(s, 290), "summary": cut(s, 1000), "content_html": s, "language": s, "tags": []string{cut(s, 80)},
		"authors": []any{map[string]any{"name": cut(s, 120), "url": s}}, "date_published": "2025-11-08T09:00:00+05:00", "date_modified": "2025-11-10",
		"image": inQuery(fmt.Sprintf("https://pictures.example/%d.jpg?a=", n), s),
		"_newsflash": map[string]any{
			"kicker": cut(s, 80), "dateline": cut(s, 120), "image_alt": "A " + cut(s, 240), "image_caption": cut(s, 1000), "image_credit": cut(s, 200),
			"related": []any{
				map[string]any{"title": cut(s, 300), "url": s},
				map[string]any{"title": "R " + cut(s, 290), "url": inQuery("https://news.example/related?a=", s)},
				map[string]any{"title": "P " + cut(s, 290), "url": "/" + s},
			},
			"comments_url": s, "correction": map[string]any{"note": cut(s, 2000), "date": "2025-11-10"}, s: s,
		},
	}
}

// addressItem has the attack where an address stands that an article cannot do without.
func addressItem(n int, s string) map[string]any {
	return map[string]any{"id": fmt.Sprintf("address %d", n), "title": fmt.Sprintf("Address %d", n), "url": s, "content_html": "<p>Text.</p>"}
}

// readTimeItem has the attack where only a date and a length of time are taken.
func readTimeItem(n int, s string) map[string]any {
	item := map[string]any{"id": fmt.Sprintf("time %d", n), "title": fmt.Sprintf("Time %d", n), "content_html": "<p>Text.</p>", "_newsflash": map[string]any{"read_time": s}}
	if n%2 == 0 {
		item["date_published"] = s
	}
	return item
}

// markdownFile is an article whose front matter is the attack in every text and, in a form that is taken, every address. YAML
// reads JSON's strings.
func markdownFile(n int, s string) string {
	named := func(title, address string) map[string]any { return map[string]any{"title": title, "url": address} }
	query := func(path string) string { return inQuery("https://news.example/"+path+"?a=", s) }
	var b strings.Builder
	b.WriteString("---\n")
	for name, v := range map[string]any{
		"id": fmt.Sprintf("markdown %d %s", n, cut(s, 250)), "canonical": query(fmt.Sprintf("markdown-%d", n)), "title": "T " + cut(s, 290),
		"deck": cut(s, 1000), "kicker": cut(s, 80), "dateline": cut(s, 120), "section": cut(s, 80), "lang": s, "dir": s, "tags": []string{cut(s, 80)},
		"authors": []any{map[string]any{"name": cut(s, 120), "url": query("author")}, cut(s, 120)},
		"image":   map[string]any{"url": s, "alt": cut(s, 250), "caption": "C " + cut(s, 990), "credit": cut(s, 200)},
		"related": []any{named(cut(s, 300), query("related")), "R " + cut(s, 290)}, "see_also": []any{named("S "+cut(s, 290), query("see")), named("J "+cut(s, 290), s)},
		"comments": map[string]any{"url": query("comments"), "count": 3}, "correction": map[string]any{"note": cut(s, 2000)}, "date": "2025-11-08",
	} {
		value, _ := json.Marshal(v) // strings, numbers, lists and maps always can be
		fmt.Fprintf(&b, "%s: %s\n", name, value)
	}
	fmt.Fprintf(&b, "---\nText before.\n\n%s\n\n[x](<%s>) ![%s](%s) <a href=\"%s\" title='%s'>x</a> <img alt=\"%s\" src=%s>\n", s, query("body"), s, query("picture"), s, s, s, s)
	return b.String()
}

// htmlFile is a page with the attack, escaped, in everything that pages say about themselves, and raw in its text.
func htmlFile(n int, s string) string {
	e := html.EscapeString
	ld, _ := json.Marshal(map[string]any{ // escapes <, > and &
		"@context": "https://schema.org", "@type": "NewsArticle", "headline": "T " + cut(s, 290), "description": cut(s, 1000), "inLanguage": s,
		"author": map[string]any{"@type": "Person", "name": cut(s, 120), "url": s}, "image": map[string]any{"url": s, "caption": cut(s, 1000)},
		"articleSection": cut(s, 80), "keywords": cut(s, 80), "discussionUrl": s, "datePublished": "2025-11-08",
	})
	return fmt.Sprintf(`<!doctype html><html lang="%[2]s" dir="%[2]s"><head><meta charset="utf-8"><title>T %[3]s</title><link rel="canonical" href="https://news.example/page-%[1]d">`+
		`<meta name="description" content="%[2]s"><meta property="og:image" content="https://pictures.example/%[1]d.jpg"><meta property="og:image:alt" content="%[2]s">`+
		`<meta property="og:site_name" content="%[2]s"><meta name="author" content="%[2]s"><script type="application/ld+json">%[4]s</script></head>`+
		`<body><main><article><h1>T %[3]s</h1><figure><img src="https://pictures.example/%[1]d.jpg" alt="%[2]s"><figcaption>%[2]s</figcaption></figure>`+
		`<p>Text before, long enough to be taken for the story of this page by whoever looks for one in it.</p>%[5]s</article></main></body></html>`,
		n, e(s), e(cut(s, 290)), ld, s)
}
