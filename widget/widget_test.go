package widget

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
)

func TestParseURL(t *testing.T) {
	t.Parallel()
	base, _ := url.Parse("https://news.example/2025/story")
	for _, test := range []struct{ in, alone, based string }{
		{"https://news.example/a", "https://news.example/a", "https://news.example/a"},
		{" HTTPS://News.Example/A?b=c#d ", "https://news.example/A?b=c#d", "https://news.example/A?b=c#d"},
		{"http://news.example", "http://news.example", "http://news.example"},
		{"https://bücher.example/ü", "https://b%C3%BCcher.example/%C3%BC", "https://b%C3%BCcher.example/%C3%BC"},
		{`https://news.example/?a="><script>'` + "`", "https://news.example/?a=%22%3E%3Cscript%3E%27%60", "https://news.example/?a=%22%3E%3Cscript%3E%27%60"},
		{"/a", "", "https://news.example/a"},
		{"b", "", "https://news.example/2025/b"},
		{"//other.example/a", "", "https://other.example/a"},
		{"javascript:alert(1)", "", ""},
		{"JaVaScRiPt:alert(1)", "", ""},
		{"data:text/html,a", "", ""},
		{"vbscript:a", "", ""},
		{"mailto:a@news.example", "", ""},
		{"https://user:secret@news.example/", "", ""},
		{"https://user@news.example/", "", ""},
		{"java\tscript:alert(1)", "", ""},
		{"https:\\\\news.example", "", ""},
		{"https://news.example/\x00", "", ""},
		{"https://news.example/a b", "", ""},
		{"https://", "", ""},
		{"https:news.example", "", ""},
		{"", "", ""},
		{"https://%zz/", "", ""},
		{"https://news.example/" + strings.Repeat("a", MaxURL), "", ""},
	} {
		if got, err := ParseURL(test.in, nil); got != test.alone || (err == nil) != (test.alone != "") {
			t.Errorf("%q alone: %q, %v", test.in, got, err)
		}
		if got, err := ParseURL(test.in, base); got != test.based || (err == nil) != (test.based != "") {
			t.Errorf("%q with a base: %q, %v", test.in, got, err)
		}
	}
}

func FuzzParseURL(f *testing.F) {
	for _, seed := range []string{"https://news.example/?a=b", "//a", "http://[::1]:80/", "https://a/%", "https://a\u202e/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		first, err := ParseURL(s, nil)
		if err != nil {
			return
		}
		second, err := ParseURL(first, nil)
		if err != nil || second != first {
			t.Fatalf("%q became %q and then %q (%v)", s, first, second, err)
		}
		if !strings.HasPrefix(first, "https://") && !strings.HasPrefix(first, "http://") || strings.ContainsAny(first, "\"<>` \\") {
			t.Fatalf("%q became %q", s, first)
		}
	})
}

func TestDatesKeepWhatTheSourceSaid(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"2025-11-08": "2025-11-08", "2025-11-08T09:00:00+05:00": "2025-11-08T09:00:00+05:00", "2025-11-08T09:00Z": "2025-11-08T09:00:00Z",
		"2025-11-08T09:00:00+0500": "2025-11-08T09:00:00+05:00", "2025-11-08T09:00:00": "", "yesterday": "", "2025-02-30": "", "0001-01-01": "", "9999-01-01": "",
	} {
		d, err := ParseDate(in)
		if d.String() != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", in, d, err)
		}
	}
	var a Article
	if err := json.Unmarshal([]byte(`{"title":"A","published":"2025-11-08"}`), &a); err != nil || !a.Published.Day {
		t.Errorf("a day gained a time: %v, %v", a.Published, err)
	}
	if again, err := json.Marshal(a); err != nil || string(again) != `{"title":"A","published":"2025-11-08"}` {
		t.Errorf("%s, %v", again, err)
	}
}

func TestValidID(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"a", "a-b", "2025", strings.Repeat("a", MaxID)} {
		if !ValidID(id) {
			t.Errorf("%q is refused", id)
		}
	}
	for _, id := range []string{"", "-a", "a-", "a--b", "A", "ä", "a.b", "a/b", "a b", strings.Repeat("a", MaxID+1)} {
		if ValidID(id) {
			t.Errorf("%q is taken", id)
		}
	}
}
