package storetest

import (
	"testing"

	"newsflash/server/store"
	"newsflash/widget"
)

// A says is one article that arrives. All wish for the id "story", so that the id in the result tells which it was taken for.
type says struct {
	source, guid, path, title string
	want                      store.Outcome
	id                        string
}

type story struct {
	name string
	says []says
}

func (c story) run(t *testing.T, s store.Store) {
	for i, step := range c.says {
		a := widget.Article{ID: "story", Source: step.source, GUID: step.guid, Title: step.title}
		if step.path != "" {
			a.URL = "https://news.example/" + step.path
		}
		if a.GUID == "=" {
			a.GUID = a.URL
		}
		if res := put(t, s, a); res.Outcome != step.want || res.ID != step.id {
			t.Fatalf("step %d %+v came to %+v", i+1, step, res)
		}
	}
}

const (
	isNew     = store.New
	updated   = store.Updated
	unchanged = store.Unchanged
)

// identities are the rules of store.Record as they happen. GUID "=" repeats the URL.
var identities = []story{
	{"address changes", []says{
		{"feed", "1", "old", "T", isNew, "story"},
		{"feed", "1", "new", "T", updated, "story"},
		{"feed", "1", "new", "T", unchanged, "story"},
	}},
	{"another story takes the address left", []says{
		{"feed", "1", "old", "T", isNew, "story"},
		{"feed", "1", "new", "T", updated, "story"},
		{"feed", "2", "old", "T", isNew, "story-2"},
		{"feed", "1", "new", "T", unchanged, "story"},
	}},
	{"first GUID", []says{
		{"feed", "", "a", "T", isNew, "story"},
		{"feed", "1", "a", "T", updated, "story"},
		{"feed", "1", "a", "T", unchanged, "story"},
	}},
	{"GUID lost and found", []says{
		{"feed", "1", "a", "T", isNew, "story"},
		{"feed", "", "a", "U", updated, "story"},
		{"feed", "", "a", "U", unchanged, "story"},
		{"feed", "1", "b", "V", updated, "story"},
	}},
	{"the address as GUID is no name", []says{
		{"feed", "=", "a", "T", isNew, "story"},
		{"feed", "1", "a", "T", updated, "story"},
		{"feed", "=", "a", "U", updated, "story"},
		{"feed", "", "a", "V", updated, "story"},
		{"feed", "2", "a", "W", isNew, "story-2"},
	}},
	{"three items on one link", []says{
		{"feed", "1", "live", "T", isNew, "story"},
		{"feed", "2", "live", "U", isNew, "story-2"},
		{"feed", "3", "live", "V", isNew, "story-3"},
		{"feed", "1", "live", "T", unchanged, "story"},
		{"feed", "2", "live", "U", unchanged, "story-2"},
		{"feed", "3", "live", "W", updated, "story-3"},
	}},
	{"no name on a link of several", []says{
		{"feed", "1", "live", "T", isNew, "story"},
		{"feed", "2", "live", "U", isNew, "story-2"},
		{"feed", "", "live", "V", isNew, "story-3"},
		{"feed", "", "live", "V", unchanged, "story-3"},
		{"feed", "", "live", "W", updated, "story-3"},
		{"page", "9", "live", "X", isNew, "story-4"},
	}},
	{"another source has the story too", []says{
		{"feed", "1", "a", "T", isNew, "story"},
		{"page", "2", "a", "T", updated, "story"},
		{"feed", "1", "a", "T", unchanged, "story"},
		{"page", "2", "a", "T", unchanged, "story"},
		{"feed", "1", "b", "T", updated, "story"}, // still known by its first name
		{"feed", "3", "b", "T", isNew, "story-2"}, // and this source names this one otherwise
	}},
	{"an editor's correction stays", []says{
		{"feed", "1", "a", "Wrong", isNew, "story"},
		{"file", "", "a", "Right", updated, "story"},
		{"feed", "1", "a", "Wrong", unchanged, "story"},
		{"feed", "1", "a", "Right too", updated, "story"},
		{"feed", "1", "a", "Wrong", updated, "story"},
	}},
	{"a GUID belongs to its source", []says{
		{"feed", "1", "a", "T", isNew, "story"},
		{"other", "1", "b", "T", isNew, "story-2"},
	}},
	{"no address in common", []says{
		{"feed", "1", "", "T", isNew, "story"},
		{"feed", "2", "", "T", isNew, "story-2"},
		{"feed", "1", "a", "T", updated, "story"},
		{"feed", "2", "", "T", unchanged, "story-2"},
	}},
	{"neither GUID nor address", []says{
		{"file", "", "", "T", isNew, "story"},
		{"file", "", "", "T", unchanged, "story"},
		{"file", "", "", "U", isNew, "story-2"},
		{"file", "", "", "T", unchanged, "story"},
		{"page", "", "", "T", isNew, "story-3"},
	}},
}
