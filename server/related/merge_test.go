package related_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newsflash/server/related"
	"newsflash/server/store"
	"newsflash/widget"
)

func page(id string) string { return "https://cards.example/frame/" + id }

func TestMerge(t *testing.T) {
	t.Parallel()
	date := widget.Date{Time: now, Day: true}
	a := widget.Article{
		CrossLinks: []widget.Link{{Title: "The hedge, that came back"}, {Title: "Nobody knows"}},
		Related: []widget.Link{
			{Title: "Own choice", URL: "https://other.example/1", Date: date},
			{Title: "The Second Lighthouse"},
			{Title: "own choice", URL: "https://other.example/2"},
			{Title: "The same place", URL: "http://other.example/1/#x"},
			{Title: "No address"},
		},
	}
	stories := []store.RelatedStory{
		{Choice: store.Choice{ID: "hedge", Wanted: "the hedge that came back"}, Title: "The hedge that came back", URL: "https://news.example/hedge"},
		{Choice: store.Choice{ID: "light", Wanted: "the second lighthouse"}, Title: "The second lighthouse"},
		{Choice: store.Choice{ID: "c1"}, Title: "Computed", URL: "https://news.example/c1", Published: date},
		{Choice: store.Choice{ID: "c2"}, Title: "No address", URL: "https://news.example/c2"},
		{Choice: store.Choice{ID: "c3"}, Title: "Somewhere", URL: "https://other.example/1"},
		{Choice: store.Choice{ID: "c4"}, Title: "Without address"},
	}
	before := fmt.Sprint(a)
	merged := a
	related.Merge(&merged, stories, page)
	want := widget.Article{
		CrossLinks: []widget.Link{{Title: "The hedge, that came back", URL: "https://news.example/hedge", Story: "hedge"}, {Title: "Nobody knows"}},
		Related: []widget.Link{
			{Title: "Own choice", URL: "https://other.example/1", Date: date},
			{Title: "The Second Lighthouse", URL: page("light"), Story: "light"},
			{Title: "No address"},
			{Title: "Computed", URL: "https://news.example/c1", Date: date, Story: "c1"},
			{Title: "Without address", URL: page("c4"), Story: "c4"},
		},
	}
	if diff := cmp.Diff(want, merged); diff != "" {
		t.Errorf("merged (-want +got):\n%s", diff)
	}
	if fmt.Sprint(a) != before {
		t.Error("the lists that came in were changed")
	}
	var none widget.Article
	related.Merge(&none, nil, page)
	if len(none.Related)+len(none.CrossLinks) > 0 {
		t.Errorf("nothing became %+v", none)
	}
}

func TestMergeIsLimited(t *testing.T) {
	t.Parallel()
	var a widget.Article
	for i := range widget.MaxRelated - 2 {
		a.Related = append(a.Related, widget.Link{Title: fmt.Sprint("Editor's ", i)})
	}
	var stories []store.RelatedStory
	for i := range store.MaxShown {
		stories = append(stories, store.RelatedStory{Choice: store.Choice{ID: fmt.Sprint("c", i)}, Title: fmt.Sprint("Computed ", i)})
	}
	related.Merge(&a, stories, page)
	if n := len(a.Related); n != widget.MaxRelated || a.Related[n-1].Title != "Computed 1" {
		t.Errorf("%d links, the last %+v", n, a.Related[n-1])
	}
}

func TestMatch(t *testing.T) {
	t.Parallel()
	hit := func(id string, published time.Time) store.Candidate {
		return store.Candidate{Head: store.Head{ID: id}, Profile: store.Profile{Published: widget.Date{Time: published}}}
	}
	known := map[string][]store.Candidate{
		"one": {hit("1", now)}, "undated": {hit("2", time.Time{})}, "two": {hit("3", now), hit("4", now)}, "future": {hit("5", now.Add(time.Second))},
	}
	lookup := func(_ context.Context, title string) ([]store.Candidate, error) { return known[title], nil }
	links := []widget.Link{
		{Title: "one", URL: "https://news.example/"}, {Title: "undated"}, {Title: "two"}, {Title: "future"}, {Title: "unknown"}, {}, {Title: "one"}, {Title: "one"},
	}
	got, err := related.Match(t.Context(), now, links, lookup)
	if diff := cmp.Diff([]store.Choice{{ID: "2", Wanted: "undated"}, {ID: "1", Wanted: "one"}}, got); diff != "" || err != nil {
		t.Errorf("matched (-want +got), %v:\n%s", err, diff)
	}
	broken := errors.New("broken")
	_, err = related.Match(t.Context(), now, links, func(context.Context, string) ([]store.Candidate, error) { return nil, broken })
	if !errors.Is(err, broken) {
		t.Errorf("a look-up that breaks: %v", err)
	}
}
