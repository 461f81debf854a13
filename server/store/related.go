package store

import (
	"context"
	"time"

	"newsflash/widget"
)

// MaxShown is the number of computed related stories that are kept of an article.
const MaxShown = 6

// Profile is what an article's related stories are chosen by. Package related makes it, a store keeps it beside the
// article and finds others by it.
type Profile struct {
	Folded    string // the title as titles are compared; empty when it is nothing but signs
	Lang      string // base language, "" when the article does not say
	Section   string // folded
	Tags      []string
	Published widget.Date
	Terms     []Term        // the most telling first
	Sketch    []uint32      // of the text, to know copies
	Links     []widget.Link // the editor's own, with folded titles; those without an address want one
}

// Term is a word, or a pair of letters where words have no spaces, and how much of it the article has, from 1 to 255.
type Term struct {
	Text   string
	Weight uint8
}

// Candidate is an article that may become another's related story.
type Candidate struct {
	Head
	Profile
}

// Similar is an article among those that share its words.
type Similar struct {
	Self       Candidate
	Total      int            // about how many articles in its language there are
	Frequency  map[string]int // about how many of them have the term, for the first of Self's terms
	Candidates []Candidate    // by id; never Self, never withdrawn; none when Self is withdrawn
}

// Choice is one place of an article's list.
type Choice struct {
	ID     string
	Wanted string // the folded title of the editor's link that it gives an address to; "" for a computed story
}

// Choices is what is shown beside an article, and from which of its revisions that was computed.
type Choices struct {
	ID       string
	Revision int
	List     []Choice // those for the editor's links, then at most MaxShown
}

// RelatedStory is a Choice as a card shows it.
type RelatedStory struct {
	Choice
	Title     string
	URL       string // "" when the story has none of its own
	Published widget.Date
}

// Relations is the part of a store that keeps related stories. They are computed when articles arrive, not per request:
// a Put marks its article as due, SetChoices takes the mark away.
type Relations interface {
	// Similar returns the article and up to limit others that share the most telling of its terms, or ErrNotFound. Of a
	// term that very many articles have, the newest count.
	Similar(ctx context.Context, id string, limit int) (Similar, error)

	// ByTitle returns at most two articles with this folded title that are not withdrawn, the first stored first.
	ByTitle(ctx context.Context, title string) ([]Candidate, error)

	// SetChoices writes what is shown beside an article and reports whether its Head's Version changed by it: with the
	// list, and with the title, address or date of a story in it. Stories that are not there or withdrawn are left out.
	// The article is no longer due, but when it is published after now: then it is due again at that time. A list
	// that was computed from an older revision leaves it due.
	SetChoices(ctx context.Context, now time.Time, c Choices) (changed bool, err error)

	// Related returns what SetChoices wrote last, without stories that are withdrawn meanwhile. An unknown article has none.
	Related(ctx context.Context, id string) ([]RelatedStory, error)

	// Listing returns the articles whose choices have this one, and those whose editor wants its title, by id.
	Listing(ctx context.Context, id string) ([]string, error)

	// Newest returns up to limit articles whose section, tag or source is name, folded, or all where it is "": published
	// by now, not withdrawn, the newest first. One without a date counts from when it was first stored. A limit that is not
	// within 1 to MaxPage means MaxPage.
	Newest(ctx context.Context, now time.Time, name string, limit int) ([]Head, error)

	// Lists returns the ids of what Newest finds under every name that it knows, by the name: up to limit of each.
	Lists(ctx context.Context, now time.Time, limit int) (map[string][]string, error)

	// DueRelated returns up to limit articles whose choices are to be computed: stored or changed since they were, or
	// published meanwhile. The longest due come first. A limit that is not within 1 to MaxPage means MaxPage.
	DueRelated(ctx context.Context, now time.Time, limit int) ([]string, error)
}
