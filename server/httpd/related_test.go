package httpd

import (
	"bytes"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"newsflash/server/related"
	"newsflash/server/store/sqlite"
	"newsflash/widget"
)

// ferry is one of several stories on one subject.
func ferry(id, title, text string) widget.Article {
	return widget.Article{
		ID: id, Source: "file", GUID: id, URL: "https://news.example/" + id, Title: title, Lang: "en",
		Body: "<p>The council of Dunlow pays for the new landing of the ferry to Skerry Island. " + text + "</p>",
	}
}

// wantListed checks what a card's script and its page say; the order is that of the titles.
func wantListed(t *testing.T, server *httptest.Server, id string, titles ...string) (etag string) {
	t.Helper()
	for _, path := range []string{"/embed/" + id + ".js", "/frame/" + id} {
		answer, body := ask(t, "GET", server.URL+path)
		if answer.StatusCode != 200 {
			t.Fatalf("%s: %s", path, answer.Status)
		}
		rest := body
		for _, title := range titles {
			at := bytes.Index(rest, []byte(title))
			if at < 0 {
				t.Errorf("%s does not list %q, or not in the order of %q", path, title, titles)
				break
			}
			rest = rest[at:]
		}
		etag += answer.Header.Get("ETag")
	}
	return etag
}

func wantUnlisted(t *testing.T, server *httptest.Server, id, title string) {
	t.Helper()
	for _, path := range []string{"/embed/" + id + ".js", "/frame/" + id} {
		if _, body := ask(t, "GET", server.URL+path); strings.Contains(string(body), title) {
			t.Errorf("%s lists %q", path, title)
		}
	}
}

func refresh(t *testing.T, st *sqlite.Store, ids ...string) {
	t.Helper()
	if _, err := related.Refresh(t.Context(), st, time.Now(), ids...); err != nil {
		t.Fatal(err)
	}
}

func TestRelatedStories(t *testing.T) {
	t.Parallel()
	first := ferry("first", "Dunlow votes on the ferry landing", "An engineer counted the rotten piles.")
	first.Related = []widget.Link{{Title: "From the archive: the winter ferry"}}
	server, st := newServer(t, first)
	refresh(t, st, "first")
	alone := wantListed(t, server, "first", "From the archive: the winter ferry")

	second := ferry("second", "Ferry landing in Dunlow gets its money", "Passengers cheered.")
	put(t, st, second)
	refresh(t, st, "second")
	both := wantListed(t, server, "first", "From the archive: the winter ferry", second.URL, second.Title)
	if both == alone {
		t.Error("the card has the ETag that it had without the second story")
	}
	wantListed(t, server, "second", first.Title)

	second.Title = "Corrected: the landing of the Dunlow ferry gets its money"
	put(t, st, second)
	refresh(t, st, "second")
	wantListed(t, server, "first", second.Title)

	archive := ferry("archive", "From the Archive – The Winter Ferry", "It froze.")
	archive.URL = ""
	put(t, st, archive)
	refresh(t, st, "archive")
	wantListed(t, server, "first", "https://cards.example/frame/archive")

	second.Withdrawn = true
	put(t, st, second)
	refresh(t, st, "second")
	wantUnlisted(t, server, "first", second.Title)
	archive.Withdrawn = true
	put(t, st, archive)
	refresh(t, st, "archive")
	wantUnlisted(t, server, "first", "https://cards.example/frame/archive")
	if again := wantListed(t, server, "first", "From the archive: the winter ferry"); again != alone {
		t.Errorf("with both withdrawn the card is another than at first: %s, %s", again, alone)
	}
}
