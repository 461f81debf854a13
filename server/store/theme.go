package store

import (
	"context"
	"time"
)

// What is kept of themes.
const (
	MaxThemes         = 50  // with tokens, at one time
	MaxThemeRevisions = 100 // handed out of one theme, the newest; older ones stay stored
)

// Theme is one revision of a publisher's theme.
type Theme struct {
	Name     string
	Revision int    // counts from 1
	Tokens   string // JSON; empty: the theme was removed. Untrusted, as the database may be written by others
	Editor   string
	Saved    time.Time
}

// Themes is the part of a store that keeps themes. Every revision stays, those of removed themes too.
type Themes interface {
	// Themes returns the current revision of every theme that is not removed, by name.
	Themes(ctx context.Context) ([]Theme, error)

	// SaveTheme stores the next revision. Tokens that are the current ones make none; what is current is returned. An error
	// says when there are MaxThemes others.
	SaveTheme(ctx context.Context, t Theme) (Theme, error)

	// RemoveTheme stores a revision without tokens, or gives ErrNotFound.
	RemoveTheme(ctx context.Context, name, editor string) error

	// ThemeHistory returns the newest MaxThemeRevisions revisions, the newest first; an unknown theme has none.
	ThemeHistory(ctx context.Context, name string) ([]Theme, error)
}
