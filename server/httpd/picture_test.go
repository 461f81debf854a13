package httpd

import (
	"net/http"
	"strings"
	"testing"

	"newsflash/server/store"
)

// TestPicture: a card shows no picture that this server does not have, and no stale card once it has it.
func TestPicture(t *testing.T) {
	t.Parallel()
	server, st := newServer(t, story)
	script := server.URL + "/embed/harbour.js"
	if _, body := ask(t, http.MethodGet, script); strings.Contains(string(body), `"img"`) || strings.Contains(string(body), "a.jpg") {
		t.Error("a picture that is not there yet is shown")
	}
	p := store.Picture{URL: story.Picture.URL, Hash: "0123456789abcdef", Width: 1200, Height: 675, Color: "#336699", Files: []store.PictureFile{
		{Width: 640, Height: 360, Type: "image/webp", Data: []byte("webp")}, {Width: 640, Height: 360, Type: "image/jpeg", Data: []byte("jpeg")},
	}}
	if err := st.SavePicture(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/embed/harbour.js", "/frame/harbour"} {
		_, body := ask(t, http.MethodGet, server.URL+path)
		for _, want := range []string{"https://cards.example/static/0123456789abcdef/640.webp", "https://cards.example/static/0123456789abcdef/640.jpg", "A pier", "#336699"} {
			if !strings.Contains(string(body), want) {
				t.Errorf("%s does not say %q", path, want)
			}
		}
		if strings.Contains(string(body), story.Picture.URL) {
			t.Errorf("%s names the publisher's own file", path)
		}
	}
	for path, want := range map[string]struct {
		status    int
		mediaType string
		body      string
	}{
		"0123456789abcdef/640.webp":  {200, "image/webp", "webp"},
		"0123456789abcdef/640.jpg":   {200, "image/jpeg", "jpeg"},
		"0123456789abcdef/641.jpg":   {404, "text/plain; charset=utf-8", ""},
		"0123456789abcdee/640.jpg":   {404, "text/plain; charset=utf-8", ""},
		"0123456789abcdef/640.gif":   {404, "text/plain; charset=utf-8", ""},
		"0123456789abcdef/-640.jpg":  {404, "text/plain; charset=utf-8", ""},
		"0123456789abcdef/99999.jpg": {404, "text/plain; charset=utf-8", ""},
	} {
		answer, body := ask(t, http.MethodGet, server.URL+"/static/"+path)
		if answer.StatusCode != want.status || answer.Header.Get("Content-Type") != want.mediaType || want.body != "" && string(body) != want.body {
			t.Errorf("%s: %d %s %q", path, answer.StatusCode, answer.Header.Get("Content-Type"), body)
		}
		if Immutable := strings.Contains(answer.Header.Get("Cache-Control"), "immutable"); Immutable != (want.status == 200) {
			t.Errorf("%s: Cache-Control %q", path, answer.Header.Get("Cache-Control"))
		}
	}
}
