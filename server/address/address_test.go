package address

import (
	"net/url"
	"testing"
)

func TestWhatLeadsToOnePageHasOnePlainAddress(t *testing.T) {
	t.Parallel()
	for plain, addresses := range map[string][]string{
		"news.example/harbour": {
			"https://news.example/harbour", "http://www.news.example/harbour/", "https://news.example/harbour?fbclid=1&&utm_source=x#top", "https://amp.news.example/harbour?amp=1",
			"https://news.example/amp/harbour", "https://news.example/harbour/amp/", "https://www.google.com/amp/s/news.example/harbour/amp", "https://news-example.cdn.ampproject.org/c/s/news.example/harbour",
		},
		"news.example/index.php?p=7&lang=en": {"https://www.news.example/index.php?p=7&lang=en&gclid=1"},
		"news.example":                       {"https://news.example", "https://news.example/?"},
		"news.example/a%20story.html":        {"https://news.example/a%20story.amp.html"},
	} {
		for _, each := range addresses {
			u, err := url.Parse(each)
			if err != nil {
				t.Fatal(err)
			}
			if got := Plain(u); got != plain {
				t.Errorf("%s is %s, not %s", each, got, plain)
			}
		}
	}
}

// FuzzEquivalents: whatever address is asked for, few are looked up, and asked for exactly as it is first.
func FuzzEquivalents(f *testing.F) {
	for _, s := range []string{"https://news.example/harbour?utm_source=x", "https://www.google.com/amp/s/www.google.com/amp/s/a.example", "https://a.example/%2famp/?amp&&=", "http://amp.amp./amp/", "https://a.example?"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := url.Parse(s)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			return
		}
		all := Equivalents(u)
		u.Fragment, u.RawFragment = "", ""
		if len(all) > 32 || all[0] != u.String() {
			t.Errorf("%d, first %q", len(all), all[0])
		}
		for _, each := range all {
			if _, err := url.Parse(each); err != nil {
				t.Errorf("%q gives %q: %v", s, each, err)
			}
		}
	})
}
