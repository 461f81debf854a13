package related

import (
	"context"
	"fmt"
	"slices"
	"time"

	"newsflash/server/store"
	"newsflash/widget"
)

// Match finds, for each of the editor's links without an address, our own article with the same title: the only one that
// is not withdrawn, and published by now.
func Match(ctx context.Context, now time.Time, links []widget.Link, byTitle func(context.Context, string) ([]store.Candidate, error)) ([]store.Choice, error) {
	var choices []store.Choice
	for _, l := range links {
		if l.URL != "" || l.Title == "" || slices.ContainsFunc(choices, func(c store.Choice) bool { return c.Wanted == l.Title }) {
			continue
		}
		found, err := byTitle(ctx, l.Title)
		if err != nil {
			return nil, fmt.Errorf("match %q: %w", widget.Excerpt(l.Title), err)
		}
		if len(found) == 1 && !Opens(found[0].Published).After(now) {
			choices = append(choices, store.Choice{ID: found[0].ID, Wanted: l.Title})
		}
	}
	return choices, nil
}

// Merge gives an article the related stories that its store has for it: the editor's links first, with addresses where
// they had none, then the computed ones; each once, at most widget.MaxRelated. Address says where a story without an
// address of its own can be read.
func Merge(a *widget.Article, stories []store.RelatedStory, address func(id string) string) {
	a.CrossLinks = complete(a.CrossLinks, stories, address)
	a.Related = complete(a.Related, stories, address)
	seen := map[string]bool{}
	once := func(l widget.Link) bool {
		title, place := "title "+Fold(l.Title), "url "+destination(l.URL)
		known := seen[title] || l.URL != "" && seen[place]
		seen[title], seen[place] = true, true
		return !known
	}
	var links []widget.Link
	for _, l := range a.Related {
		if once(l) {
			links = append(links, l)
		}
	}
	for _, s := range stories {
		if l := link(s, address); s.Wanted == "" && once(l) {
			links = append(links, l)
		}
	}
	a.Related = links[:min(len(links), widget.MaxRelated)]
}

// IDs are the stories' ids, each once.
func IDs(stories []store.RelatedStory) (ids []string) {
	for _, s := range stories {
		if !slices.Contains(ids, s.ID) {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

func complete(links []widget.Link, stories []store.RelatedStory, address func(id string) string) []widget.Link {
	links = slices.Clone(links)
	for i, l := range links {
		title := Fold(l.Title)
		at := slices.IndexFunc(stories, func(s store.RelatedStory) bool { return s.Wanted != "" && s.Wanted == title })
		if l.URL == "" && at >= 0 {
			found := link(stories[at], address)
			links[i].URL, links[i].Story = found.URL, found.Story
		}
	}
	return links
}

func link(s store.RelatedStory, address func(id string) string) widget.Link {
	l := widget.Link{Title: s.Title, URL: s.URL, Date: s.Published, Story: s.ID}
	if l.URL == "" {
		l.URL = address(s.ID)
	}
	return l
}
