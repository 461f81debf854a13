package related_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"newsflash/server/related"
	"newsflash/server/sanitize"
	"newsflash/server/store"
	"newsflash/server/store/sqlite"
	"newsflash/widget"
)

var now = time.Date(2025, 11, 20, 12, 0, 0, 0, time.UTC)

// corpus reads invented articles: "topic | title", then the text. Their ids are "lang-topic-number".
func corpus(t testing.TB, lang string) []widget.Article {
	t.Helper()
	raw, err := os.ReadFile("testdata/" + lang + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []widget.Article
	for i, block := range strings.Split(strings.TrimSpace(string(raw)), "\n\n") {
		head, text, _ := strings.Cut(block, "\n")
		topic, title, found := strings.Cut(head, " | ")
		if !found || text == "" {
			t.Fatalf("%s, article %d is not understood: %s", lang, i, head)
		}
		id := fmt.Sprintf("%s-%s-%d", lang, topic, i)
		all = append(all, widget.Article{
			ID: id, Source: "test", GUID: id, URL: "https://news.example/" + id, Title: title, Body: "<p>" + text + "</p>", Lang: lang,
			Published: widget.Date{Time: now.AddDate(0, 0, -i)},
		})
	}
	return all
}

func open(t testing.TB) *sqlite.Store {
	t.Helper()
	st, err := sqlite.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	return st
}

func put(t testing.TB, st store.Store, articles ...widget.Article) {
	t.Helper()
	for _, a := range articles {
		clean, _, err := sanitize.Clean(a)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := st.Put(t.Context(), clean); err != nil {
			t.Fatal(err)
		}
	}
}

func catchUp(t testing.TB, st store.Store, at time.Time) int {
	t.Helper()
	changed, err := related.CatchUp(t.Context(), st, at, nil)
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

// list gives the ids of an article's related stories.
func list(t testing.TB, st store.Store, id string) (ids []string) {
	t.Helper()
	stories, err := st.Related(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range stories {
		ids = append(ids, s.ID)
	}
	return ids
}

// topic is an id without its number, language included.
func topic(id string) string { return id[:strings.LastIndex(id, "-")] }

func TestPrecision(t *testing.T) {
	t.Parallel()
	for _, languages := range [][]string{{"en"}, {"ur"}, {"zh"}, {"ja"}, {"en", "ur", "zh", "ja"}} {
		name := strings.Join(languages, "+")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			st := open(t)
			var all []widget.Article
			for _, lang := range languages {
				all = append(all, corpus(t, lang)...)
			}
			put(t, st, all...)
			catchUp(t, st, now)
			right, shown, most := 0, 0, 0
			for _, a := range all {
				for _, other := range all {
					if a.ID != other.ID && topic(a.ID) == topic(other.ID) {
						most++
					}
				}
				for i, id := range list(t, st, a.ID) {
					good := topic(id) == topic(a.ID)
					if i < 3 {
						shown++
						if good {
							right++
						}
					}
					if !good || testing.Verbose() {
						t.Logf("%v %s lists %s at %d", good, a.ID, id, i)
					}
				}
			}
			precision, recall := float64(right)/float64(shown), float64(right)/float64(most)
			t.Logf("%s: precision %.3f, recall %.3f", name, precision, recall)
			if precision < .9 || recall < .8 {
				t.Errorf("precision of the first three is %.3f, recall %.3f", precision, recall)
			}
		})
	}
}
