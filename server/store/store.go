// Package store says what the server keeps of articles and how it knows one again, whatever the database. It imports no
// database: package sqlite is one store, package storetest is the suite that every store passes.
package store

import (
	"context"
	"errors"
	"time"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

// ErrNotFound says that nothing has this id, address or token. Stores wrap it with what was asked for.
var ErrNotFound = errors.New("not found")

// What a store hands out in one call.
const (
	MaxPage      = 500 // heads of one List
	MaxRevisions = 100 // of one article, the newest; older ones stay stored
)

// Outcome is what a Put came to, in the word that is printed for it.
type Outcome string

// The outcomes of a Put.
const (
	New       Outcome = "new"
	Updated   Outcome = "updated"
	Unchanged Outcome = "unchanged"
)

// Result says where an article went: its id, and the revision that is current after the Put.
type Result struct {
	ID       string
	Revision int
	Outcome  Outcome
}

// Head is what every request needs of an article; it costs one small row.
type Head struct {
	ID        string
	Revision  int    // counts from 1
	Hash      string // of this revision's content
	Version   string // of all that a card shows: content, picture's files, related stories, amendment; equal versions, equal cards. Empty in a Revision
	URL       string
	Title     string
	Withdrawn bool
	Stored    time.Time // when this revision was stored, UTC, to the millisecond
}

// Revision is an article as it was at one time.
type Revision struct {
	Head
	Article widget.Article
}

// Store keeps articles and all their revisions. Its methods may be called from many goroutines, and several processes may
// share one database. What comes back is a widget.Article and thus untrusted: a database can be written by others, so
// the renderer cleans it again. A cancelled context ends a call with the context's error; after Close every call fails.
type Store interface {
	Sources
	Pictures
	Relations
	Amendments
	Themes
	Partners
	Accounts

	// Put stores an article as a new one, as the next revision of a stored one, or not at all when nothing changed.
	// It is one transaction: after an error nothing has changed, after success it outlives the process. Putting the
	// same article again changes nothing. Record documents which stored article it is taken for. An update keeps the
	// stored id; a new article gets the id it wishes or, when another has it, what FreeID finds.
	// The error wraps a *widget.FieldError when a new article's id is not a valid one.
	Put(ctx context.Context, a sanitize.Article) (Result, error)

	// Head returns the article's current head, or ErrNotFound.
	Head(ctx context.Context, id string) (Head, error)

	// Get returns the current revision with its head, or ErrNotFound.
	Get(ctx context.Context, id string) (widget.Article, Head, error)

	// ByURL returns the head of the article at this address, as widget.ParseURL writes it, or ErrNotFound. An address
	// that an article has left still leads to it until another takes it. Where several share one address, it is the
	// first stored that is not withdrawn.
	ByURL(ctx context.Context, url string) (Head, error)

	// Addresses returns the id of the article that ByURL finds, for every address at which it finds one.
	Addresses(ctx context.Context) (map[string]string, error)

	// Revisions returns the newest MaxRevisions revisions, oldest first, or ErrNotFound.
	Revisions(ctx context.Context, id string) ([]Revision, error)

	// List returns up to limit heads whose ids come after the given one, in the order of their bytes; "" starts.
	// A limit that is not within 1 to MaxPage means MaxPage. An empty page is the end.
	List(ctx context.Context, after string, limit int) ([]Head, error)

	// Ping reports whether articles can be read.
	Ping(ctx context.Context) error

	// Close waits for running calls and lets the database go. Closing twice is no error.
	Close() error
}
