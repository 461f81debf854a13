package store

import (
	"context"
	"time"

	"newsflash/widget"
)

// Amendment is what an editor changed over what an article's source says. An empty field is as the source says. It stays
// when the source tells the story anew, until the editor takes it back.
type Amendment struct {
	Title     string
	Deck      string
	Note      string // a correction note
	Withdrawn bool
	Editor    string
	Saved     time.Time // UTC, to the millisecond; zero: there is none
}

// IsZero reports whether nothing is changed.
func (m Amendment) IsZero() bool {
	return m.Title == "" && m.Deck == "" && m.Note == "" && !m.Withdrawn
}

// Apply changes an article.
func (m Amendment) Apply(a *widget.Article) {
	from := "console:" + m.Editor
	set := func(field string, to *string, value string) {
		if value == "" {
			return
		}
		*to = value
		if a.Provenance == nil {
			a.Provenance = map[string]string{}
		}
		a.Provenance[field] = from
	}
	set("title", &a.Title, m.Title)
	set("deck", &a.Deck, m.Deck)
	if m.Note != "" {
		note := ""
		set("correction", &note, m.Note)
		date := widget.Date{Time: m.Saved}
		a.Correction = &widget.Correction{Note: note, Date: date}
		a.Updated = date
	}
	a.Withdrawn = a.Withdrawn || m.Withdrawn
}

// Found is one article of a search.
type Found struct {
	Head
	Article   widget.Article
	Amendment Amendment
}

// Query is what a search looks for. Every field that is set narrows it.
type Query struct {
	Text      string // part of the title, whatever its case and signs, or an id, or an address
	Withdrawn *bool
	Amended   *bool
	After     Cursor
	Limit     int // not within 1 to MaxPage: MaxPage
}

// Cursor is the place behind one article in the order of a search; the zero Cursor is the start.
type Cursor struct {
	Stored time.Time
	ID     string
}

// Amendments is the part of a store that keeps what editors change.
type Amendments interface {
	// Amend makes an article's amendment the given one, and a zero one takes it back; Saved is set. The article's Version
	// changes and it is due for related stories. All other methods see the article as it is amended, but for Revisions.
	// An unknown article is ErrNotFound.
	Amend(ctx context.Context, id string, m Amendment) error

	// Amendment returns the current one, or a zero one, or ErrNotFound for an unknown article.
	Amendment(ctx context.Context, id string) (Amendment, error)

	// Search returns articles, the last stored first.
	Search(ctx context.Context, q Query) ([]Found, error)

	// Count returns how many articles there are.
	Count(ctx context.Context) (int, error)
}
