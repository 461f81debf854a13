package store

import (
	"context"
	"errors"
	"time"
)

// What is kept of sources.
const (
	MaxSources = 2000
	MaxPages   = 100_000 // visits remembered per source, the newest
)

// ErrExists says that a source of this id, or a user of this name, is there already.
var ErrExists = errors.New("already there")

// Kind is the way a source gives its articles, in the word that people read.
type Kind string

// The kinds of sources.
const (
	Feed      Kind = "feed"      // RSS, Atom or JSON Feed
	WordPress Kind = "wordpress" // the REST API of a WordPress site
	Sitemap   Kind = "sitemap"   // a sitemap, or an index of them
	Page      Kind = "page"      // one page with one article
	Folder    Kind = "folder"    // article files in a folder and those below it
	Push      Kind = "push"      // nothing is fetched: the publisher sends
)

// Source is where articles come from, and where its reading stands.
type Source struct {
	ID   string `json:"id"` // a slug; the Source of its articles
	Kind Kind   `json:"kind"`
	URL  string `json:"url"` // of a folder: its absolute path; of a push source: empty

	Zone  string        `json:"zone,omitempty"` // IANA name: the zone of dates that name none
	Lang  string        `json:"lang,omitempty"` // BCP 47: of what says no language, and of dates like 8/11/2025
	Every time.Duration `json:"every"`          // between polls
	Token string        `json:"-"`              // SHA-256 of the push token in hexadecimal, "" for none

	State SourceState `json:"state"`
	Hub   Hub         `json:"hub,omitzero"`
}

// SourceState is what the last poll left for the next.
type SourceState struct {
	ETag         string    `json:"-"`
	LastModified string    `json:"-"`
	Digest       string    `json:"-"` // of the last answer: a server without validators need not mean work
	Cursor       string    `json:"-"` // how far a WordPress site was read
	Next         time.Time `json:"next,omitzero"`
	Polled       time.Time `json:"polled,omitzero"`
	Succeeded    time.Time `json:"succeeded,omitzero"`
	Failures     int       `json:"failures,omitempty"` // in a row
	Error        string    `json:"error,omitempty"`    // of the last poll
}

// Hub is a feed's WebSub subscription (https://www.w3.org/TR/websub/).
type Hub struct {
	URL    string    `json:"url"`
	Topic  string    `json:"topic"`
	Secret string    `json:"-"`
	Until  time.Time `json:"until,omitzero"` // when the lease ends; zero until the hub has verified it
}

// Visit is what is known of a page that a source leads to, or of a folder's file.
type Visit struct {
	URL          string // of a file: its path
	Stamp        string // what the source said of its version: a sitemap's lastmod, the digest of a feed's item
	ETag         string
	LastModified string
	Visited      time.Time
	Missed       int       // times in a row that it was gone (404 or 410)
	Listed       time.Time // when the source last named it
	IDs          []string  // of the articles that were read there
}

// Item is one name under which a source gave an article.
type Item struct {
	Key       string // GUID or address: see Record
	ID        string
	URL       string
	Withdrawn bool
}

// Sources is the part of a store that keeps sources. RemoveSource leaves the articles; all else of the source goes.
type Sources interface {
	// AddSource stores a new source, or gives ErrExists, or an error when there are MaxSources.
	AddSource(ctx context.Context, s Source) error

	// Source returns the source of this id, or ErrNotFound.
	Source(ctx context.Context, id string) (Source, error)

	// SourceByToken returns the source whose token has this SHA-256, or ErrNotFound.
	SourceByToken(ctx context.Context, token string) (Source, error)

	// Sources lists all, by id.
	Sources(ctx context.Context) ([]Source, error)

	// Due lists the sources that are fetched and whose next poll is not after now, the longest waiting first.
	Due(ctx context.Context, now time.Time) ([]Source, error)

	// SaveSource writes what people set: Zone, Lang, Every and Token. SaveState writes what a pass finds out: Kind, URL
	// and State. SaveHub writes Hub. So they don't undo each other. All give ErrNotFound for a source that was removed.
	SaveSource(ctx context.Context, s Source) error
	SaveState(ctx context.Context, s Source) error
	SaveHub(ctx context.Context, id string, h Hub) error

	// PollNow makes a source due, or gives ErrNotFound.
	PollNow(ctx context.Context, id string) error

	// RemoveSource forgets a source and its visits, or gives ErrNotFound.
	RemoveSource(ctx context.Context, id string) error

	// Items lists what a source gave, up to limit from behind the key after, in the order of keys.
	Items(ctx context.Context, source, after string, limit int) ([]Item, error)

	// Visits returns what is known of these addresses, those without a visit left out.
	Visits(ctx context.Context, source string, urls []string) (map[string]Visit, error)

	// Listed returns the visits of pages that the source named at this time or later, and those whose page was missed the last time.
	Listed(ctx context.Context, source string, since time.Time) ([]Visit, error)

	// SaveVisits writes visits, and forgets the oldest beyond MaxPages.
	SaveVisits(ctx context.Context, source string, visits []Visit) error
}
