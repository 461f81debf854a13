package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newsflash/server/sanitize"
)

func FuzzDecodeFeed(f *testing.F) {
	files, err := filepath.Glob("testdata/feeds/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".json") {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, seed := range []string{
		"<rss><channel><item><title>a<![CDATA[b]]>&amp;c</title><x:y z=1>", "<feed><entry xml:base='%'><title type=xhtml><div>a</div></title><content src=b type=html/>",
		"<rdf:RDF><item rdf:about='a'><dc:date>1", "<!DOCTYPE a [<!ENTITY b 'c'>]><rss><channel><item/>", "<rss><item><title></item></rss></rss>",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		in := Input{Name: "fuzz.xml", URL: "https://a.example/feed", Data: data}
		drafts := Decode(in)
		check(t, drafts)
		FeedInfo(in)
		for _, d := range drafts {
			if d.Err == nil {
				Complete(d, d)
				_, _, _ = sanitize.Clean(d.Article) // refuses what it must, but never panics
			}
		}
		if took := time.Since(start); took > patience {
			t.Errorf("took %v", took)
		}
	})
}

// FuzzRepair holds that what repair writes is what gofeed can read: strict XML with nothing in it that it would refuse.
func FuzzRepair(f *testing.F) {
	f.Add("<rss><channel><item><title>a &nbsp; b < c</title><a:b c='d\x01' e=&#0;>f</item>")
	f.Add("<feed xmlns='x' xmlns:y='z'><entry><y:content>]]></y:content><content>a<b>]]></b></content></entry>")
	f.Fuzz(func(t *testing.T, text string) {
		whole, err := repair(strings.ToValidUTF8(text, "?"), nil, MaxItems)
		if err != nil {
			return
		}
		drafts, err := feedItems(Input{Name: "a.xml"}, whole)
		if err != nil {
			t.Errorf("%q became %q: %v", text, whole.xml, err)
		}
		if len(drafts) != whole.items {
			t.Errorf("%d items became %d drafts: %q", whole.items, len(drafts), whole.xml)
		}
	})
}
