package ingest

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func pack(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestNewsSitemap(t *testing.T) {
	t.Parallel()
	data := []byte(read(t, "testdata/sitemaps/news.xml"))
	want := []SitemapEntry{
		{
			URL: "https://gazette.example/2025/11/bridge?a=1&b=2", Stamp: "2025-11-08T09:30:00+05:00", LastMod: day(t, "2025-11-08T09:30:00+05:00"),
			News:  &SitemapNews{Title: "Bridge Opens & Closes", Date: day(t, "2025-11-08T09:00:00+05:00"), Language: "en"},
			Image: "https://img.gazette.example/bridge.jpg",
		},
		{
			URL: "https://gazette.example/2025/11/flood", Stamp: "2025-11-07T21:00:00Z",
			News: &SitemapNews{Title: "سیلاب", Date: day(t, "2025-11-07T21:00:00Z"), Language: "ur"},
		},
		{URL: "https://gazette.example/old", Stamp: "2024-01-02", LastMod: day(t, "2024-01-02")},
		{URL: "https://gazette.example/undated"},
		{URL: "https://gazette.example/nonsense", Stamp: "soon"},
	}
	for name, in := range map[string][]byte{"plain": data, "packed": pack(t, data)} {
		got, err := DecodeSitemap(Input{Name: "news.xml", URL: "https://gazette.example/sitemaps/news.xml", Data: in})
		if err != nil {
			t.Fatal(err)
		}
		equal(t, name, got.Pages, want)
		equal(t, "sitemaps", len(got.Sitemaps), 0)
		if len(got.Warnings) != 1 || !strings.Contains(got.Warnings[0].Message, "2 entries have no address") {
			t.Errorf("warnings %v", got.Warnings)
		}
	}
	draft := want[0].Draft("news.xml entry 1")
	equal(t, "draft", []any{draft.Teaser, draft.Article.Title, draft.Article.Published.String(), draft.Article.Picture.URL, draft.Article.Provenance["title"]},
		[]any{true, "Bridge Opens & Closes", "2025-11-08T09:00:00+05:00", "https://img.gazette.example/bridge.jpg", "sitemap:news title"})
}

func TestSitemapIndex(t *testing.T) {
	t.Parallel()
	got, err := DecodeSitemap(Input{Name: "index.xml", URL: "https://gazette.example/sitemap.xml", Data: []byte(read(t, "testdata/sitemaps/index.xml"))})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "sitemaps", got, Sitemap{Sitemaps: []SitemapEntry{
		{URL: "https://gazette.example/s/2025-11.xml.gz", Stamp: "2025-11-08", LastMod: day(t, "2025-11-08")},
		{URL: "https://gazette.example/s/2025-10.xml.gz", Stamp: "2025-10-31", LastMod: day(t, "2025-10-31")},
		{URL: "https://gazette.example/s/pages.xml"},
	}})
}

func TestTextSitemap(t *testing.T) {
	t.Parallel()
	got, err := DecodeSitemap(Input{Name: "sitemap.txt", Data: []byte("\ufeffhttps://a.example/1\r\n\r\nhttps://a.example/2\nnot an address\n")})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "pages", got.Pages, []SitemapEntry{{URL: "https://a.example/1"}, {URL: "https://a.example/2"}})
	equal(t, "warnings", len(got.Warnings), 1)
}

func TestSitemapsThatAreNone(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                    "is no sitemap",
		"<html><body>Not found</body></html>": "is no sitemap",
		`<rss><channel/></rss>`:               "is a feed, no sitemap",
		"\x1f\x8b\x08broken, but long enough": "is gzip that cannot be unpacked",
		"\x1f\x8b":                            "is gzip that cannot be unpacked",
		`<!DOCTYPE a [<!ENTITY b "&c;">]><urlset/>`:           "declares entities that hold other entities",
		"<urlset>" + strings.Repeat("<a/>", maxSitemapTags+1): "more than 1000000 elements",
		strings.Repeat(" ", MaxSitemap+1):                     "larger than 16 MiB unpacked",
	} {
		if got, err := DecodeSitemap(Input{Name: "s", Data: []byte(text)}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %+v, %v, want %q", text, got, err, want)
		}
	}
	cut, err := DecodeSitemap(Input{Name: "s", Data: []byte(`<urlset><url><loc>https://a.example/1</loc></url><url><loc>https://a.example/2`)})
	if err != nil || len(cut.Pages) != 1 || len(cut.Warnings) != 1 || !strings.Contains(cut.Warnings[0].Message, "breaks off") {
		t.Errorf("cut off: %+v, %v", cut, err)
	}
	entries := numbered("<url><loc>https://a.example/%d</loc></url>", MaxSitemapEntries)
	for extra, warnings := range map[string]int{"": 0, "<url><loc>https://a.example/one-more</loc></url>": 1} {
		got, err := DecodeSitemap(Input{Name: "s", Data: []byte("<urlset>" + entries + extra + "</urlset>")})
		if err != nil || len(got.Pages) != MaxSitemapEntries || len(got.Warnings) != warnings {
			t.Errorf("%d pages, %v, %v", len(got.Pages), got.Warnings, err)
		}
	}
}

func FuzzDecodeSitemap(f *testing.F) {
	files, err := filepath.Glob("testdata/sitemaps/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		f.Add(pack(f, data))
	}
	f.Add([]byte("<urlset><url><loc><![CDATA[https://a.example/]]></loc><lastmod>1</lastmod></url>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		s, err := DecodeSitemap(Input{Name: "s", URL: "https://a.example/s.xml", Data: data})
		if err != nil && err.Error() == "" || len(s.Pages) > MaxSitemapEntries {
			t.Error("an error that says nothing, or too many pages")
		}
		if took := time.Since(start); took > patience {
			t.Errorf("took %v", took)
		}
	})
}
