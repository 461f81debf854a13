package httpd

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"newsflash/server/store"
	"newsflash/web"
	"newsflash/widget"
)

type packed struct {
	ID, Frame, Error string
	Tree             []any
}

// askCards asks for some cards and reads what the module says of them.
func askCards(t *testing.T, server string, names ...string) []packed {
	t.Helper()
	answer, body := ask(t, "GET", server+"/cards.js?"+url.Values{"card": names}.Encode())
	if answer.StatusCode != 200 || answer.Header.Get("Content-Type") != "text/javascript; charset=utf-8" || answer.Header.Get("Access-Control-Allow-Origin") != "*" || answer.Header.Get("Cache-Control") != ScriptCaching {
		t.Fatalf("%v: %s %v %s", names, answer.Status, answer.Header, body)
	}
	_, data, found := bytes.Cut(body, []byte("\nexport const pack="))
	var pack struct {
		CSS    []string
		Themes []string
		Cards  []packed
	}
	if err := json.Unmarshal(bytes.TrimSuffix(data, []byte(";\n")), &pack); !found || err != nil || len(pack.CSS) != 2 || len(pack.Themes) == 0 || len(pack.Cards) != len(names) {
		t.Fatalf("%v: %v in %s", names, err, body)
	}
	return pack.Cards
}

func TestCards(t *testing.T) {
	t.Parallel()
	dated := func(id, section string, day int, tags ...string) widget.Article {
		a := story
		a.ID, a.GUID, a.URL, a.Section, a.Tags, a.Published = id, id, "https://news.example/"+id, section, tags, widget.Date{Time: time.Date(2025, 3, day, 9, 0, 0, 0, time.UTC)}
		return a
	}
	gone := dated("gone", "World", 9)
	gone.Withdrawn = true
	future := dated("future", "World", 9)
	future.Published.Time = time.Now().Add(24 * time.Hour)
	server, st, _ := newSite(t, story, gone, future, dated("first", "World", 1), dated("second", "City Life", 2, "World"), dated("third", "World", 3))

	if _, err := st.SetChoices(t.Context(), time.Now(), store.Choices{ID: "harbour", Revision: 1, List: []store.Choice{{ID: "third"}, {ID: "gone"}, {ID: "first"}, {ID: "third", Wanted: "x"}}}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"related:harbour": "third", "related:harbour:2": "first", "related:https://news.example/harbour?utm_source=x:2": "first", "related:https://news.example/harbour": "third",
		"harbour": "harbour", "https://news.example/third?utm_source=x": "third", "https://cards.example/frame/first": "first",
		"latest:world": "third", "latest:World:2": "second", "latest:world:3": "first", "latest:city life": "second", "latest:file:2": "third", "latest": "harbour",
	} {
		if got := askCards(t, server.URL, name)[0]; got.ID != want || got.Frame != "https://cards.example/frame/"+want || len(got.Tree) == 0 || got.Error != "" {
			t.Errorf("%s: %q, %q", name, got.ID, got.Error)
		}
	}
	for name, say := range map[string]string{
		"none": "no such", "gone": "withdrawn", "https://news.example/none": "no such", "latest:none": "no such", "latest:world:4": "no such", "latest:world:0": "1 to 20",
		"related:harbour:3": "no such", "related:third": "no such", "related:none": "no such", "related:harbour:0": "1 to 20", "related:related:harbour": "small letters", "related:latest": "no such", "related:": "small letters",
		"latest:world:21": "1 to 20", "latest:world:x": "1 to 20", "latest:!": "no such", "Bad Id": "small letters", "javascript:alert(1)//": "must start with https",
	} {
		if got := askCards(t, server.URL, name)[0]; got.ID != "" || !strings.Contains(got.Error, say) {
			t.Errorf("%s: %q, %q", name, got.ID, got.Error)
		}
	}
	several := askCards(t, server.URL, "none", "third", "gone", "first", "third")
	for i, want := range []string{"", "third", "", "first", "third"} {
		if several[i].ID != want {
			t.Errorf("card %d is %q, not %q", i, several[i].ID, want)
		}
	}
	for _, path := range []string{"/cards.js", "/cards.js?card=" + strings.Repeat("harbour&card=", maxCards)} {
		if answer, body := ask(t, "GET", server.URL+path); answer.StatusCode != 400 || !strings.Contains(string(body), "1 to 40 cards") {
			t.Errorf("%.40s: %s %s", path, answer.Status, body)
		}
	}
}

// TestCardsSayNothingBack: what was asked for is in no answer as it was asked.
func TestCardsSayNothingBack(t *testing.T) {
	t.Parallel()
	server, _ := newServer(t, story)
	_, body := ask(t, "GET", server.URL+"/cards.js?card="+url.QueryEscape("</script><script>alert(1)//"))
	if bytes.Contains(body, []byte("<script")) || bytes.Contains(body, []byte("</script")) {
		t.Errorf("%s", body)
	}
}

// TestEmbedForAll: the script for templates is at one address that follows the program, and at one that never changes, whose tag
// names its hash.
func TestEmbedForAll(t *testing.T) {
	t.Parallel()
	server, _, cards := newSite(t, story)
	script, body := ask(t, "GET", server.URL+"/embed.js", "Accept-Encoding", "gzip")
	if script.StatusCode != 200 || script.Header.Get("Cache-Control") != ScriptCaching || script.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("%s %v", script.Status, script.Header)
	}
	if len(body) > 3000 || script.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("%d bytes in gzip, at most 3,000 are promised", len(body))
	}
	a := cards.Named(web.Embed)
	fixed, whole := ask(t, "GET", server.URL+a.Path())
	_, same := ask(t, "GET", server.URL+"/embed.js")
	if fixed.StatusCode != 200 || fixed.Header.Get("Cache-Control") != Immutable || !bytes.Equal(whole, same) || !bytes.Contains(whole, []byte(`("https://cards.example");`)) {
		t.Errorf("%s %v", fixed.Status, fixed.Header)
	}
	_, index := ask(t, "GET", server.URL)
	if want := `<script async src="https://cards.example` + a.Path() + `" integrity="sha256-` + a.Sum + `" crossorigin="anonymous"></script>`; !strings.Contains(string(index), want) {
		t.Errorf("the front page lacks %s: %s", want, index)
	}
	if types, text := ask(t, "GET", server.URL+"/embed.d.ts"); types.StatusCode != 200 || !strings.Contains(string(text), "'newsflash:ready'") {
		t.Errorf("types: %s %s", types.Status, text)
	}
}
