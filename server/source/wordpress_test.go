package source_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"newsflash/server/source"
	"newsflash/server/store"
)

// blog is the part of WordPress's REST API that is asked for, as the handbook describes it.
type blog struct {
	*stub
	mutex    sync.Mutex
	posts    []post
	requests int
	closed   bool
}

type post struct {
	id       int
	title    string
	modified time.Time
}

func newBlog(t *testing.T, posts int) *blog {
	b := &blog{stub: newStub(t)}
	for i := range posts {
		b.posts = append(b.posts, post{i + 1, fmt.Sprintf("Post %d &amp; more", i+1), time.Date(2025, 11, 1, 0, i, 0, 0, time.UTC)})
		b.html(fmt.Sprintf("/post-%d/", i+1), story(fmt.Sprintf("Post %d", i+1), "Text."))
	}
	b.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/wp-json/wp/v2/posts" {
			b.stub.ServeHTTP(w, r)
			return
		}
		b.list(w, r)
	})
	b.html("/", `<html><head><title>A blog</title><link rel="https://api.w.org/" href="SITE/wp-json/"><link rel="alternate" type="application/rss+xml" href="SITE/feed/"></head><body><h1>A blog</h1></body></html>`)
	b.xml("/feed/", rss(item(1, "From the feed.")))
	return b
}

func (b *blog) list(w http.ResponseWriter, r *http.Request) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.requests++
	if b.closed {
		http.Error(w, `{"code":"rest_not_logged_in"}`, http.StatusUnauthorized)
		return
	}
	query := r.URL.Query()
	posts := slices.Clone(b.posts)
	if after, err := time.Parse(time.RFC3339, query.Get("modified_after")); err == nil {
		posts = slices.DeleteFunc(posts, func(p post) bool { return !p.modified.After(after) })
	}
	slices.SortFunc(posts, func(a, b post) int { return a.modified.Compare(b.modified) })
	if query.Get("order") != "asc" {
		slices.Reverse(posts)
	}
	per, _ := strconv.Atoi(query.Get("per_page"))
	page, _ := strconv.Atoi(query.Get("page"))
	per, page = max(per, 1), max(page, 1)
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	w.Header().Set("X-WP-Total", strconv.Itoa(len(posts)))
	w.Header().Set("X-WP-TotalPages", strconv.Itoa((len(posts)+per-1)/per))
	from := min((page-1)*per, len(posts))
	list := []map[string]any{}
	for _, p := range posts[from:min(from+per, len(posts))] {
		list = append(list, map[string]any{
			"id": p.id, "date_gmt": "2025-11-01T00:00:00", "modified_gmt": p.modified.Format("2006-01-02T15:04:05"), "status": "publish",
			"guid": map[string]any{"rendered": fmt.Sprintf("%s/?p=%d", b.URL, p.id)}, "link": fmt.Sprintf("%s/post-%d/", b.URL, p.id),
			"title": map[string]any{"rendered": p.title}, "excerpt": map[string]any{"rendered": "<p>In short.</p>", "protected": false},
			"content": map[string]any{"rendered": fmt.Sprintf("<p>Text of post %d.</p>", p.id), "protected": false},
		})
	}
	_ = json.NewEncoder(w).Encode(list)
}

// took gives the number of requests to the API since the last call.
func (b *blog) took() int {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	n := b.requests
	b.requests = 0
	return n
}

func TestWordPress(t *testing.T) {
	t.Parallel()
	b, d := newBlog(t, 230), newDesk(t)
	d.add(store.Source{ID: "blog", Kind: store.WordPress, URL: b.URL + "/wp-json/"})
	d.pass("blog", source.Tally{New: 230})
	if n := b.took(); n != 3 {
		t.Errorf("230 posts took %d requests, want 3", n)
	}
	a, _ := d.article(b.URL + "/post-7/")
	if a.Title != "Post 7 & more" {
		t.Errorf("title %q", a.Title)
	}
	for range 4 {
		d.now = d.now.Add(time.Minute)
		d.pass("blog", source.Tally{Unchanged: 1}) // the newest is asked for again: another may have been changed in its second
	}
	if n := b.took(); n != 4 {
		t.Errorf("four more passes took %d requests, want 4", n)
	}

	b.mutex.Lock()
	b.posts[6].title, b.posts[6].modified = "Post 7, corrected", time.Date(2025, 11, 9, 0, 0, 0, 0, time.UTC)
	b.posts = slices.Delete(b.posts, 2, 3) // post 3 is put into the bin
	b.mutex.Unlock()
	b.drop("/post-3/")
	d.now = d.now.Add(2 * time.Hour)
	d.pass("blog", source.Tally{Updated: 1, Unchanged: 1, Withdrawn: 1})
	if _, head := d.article(b.URL + "/post-3/"); !head.Withdrawn {
		t.Error("a deleted post is not withdrawn")
	}
	if a, _ := d.article(b.URL + "/post-7/"); a.Title != "Post 7, corrected" {
		t.Errorf("title %q", a.Title)
	}
}

func TestWordPressClosed(t *testing.T) {
	t.Parallel()
	b, d := newBlog(t, 5), newDesk(t)
	d.add(store.Source{ID: "blog", Kind: store.WordPress, URL: b.URL + "/wp-json/"})
	b.closed = true
	d.pass("blog", source.Tally{New: 1})
	src, err := d.Store.Source(t.Context(), "blog")
	if err != nil || src.Kind != store.Feed || src.URL != b.URL+"/feed/" {
		t.Errorf("after a closed API the source is %+v, %v; want its feed", src, err)
	}
	d.pass("blog", source.Tally{})
}
