// Package source reads the places where articles come from, again and again: feeds, WordPress sites, sitemaps, single pages
// and folders. Each kind is one file that turns a place into jobs for package ingest; Engine.Pass does what all have in
// common, Engine.Run does it whenever a source is due.
package source

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
	"golang.org/x/text/language"

	"newsflash/server/fetch"
	"newsflash/server/ingest"
	"newsflash/server/store"
	"newsflash/widget"
)

// How often and how much is read.
const (
	DefaultEvery = 10 * time.Minute
	MinEvery     = time.Minute
	MaxEvery     = 7 * 24 * time.Hour

	// recheck is how long a page that a source leads to is believed to stay as it was, where nothing says otherwise.
	recheck = time.Hour

	maxPages    = 200 // pages visited in one pass over a source; the others wait for the next
	maxVanished = 20  // pages looked after in one pass because their source no longer names them
	missesToGo  = 2   // times in a row that a page is 404 before its article is withdrawn; 410 is believed at once
)

// Engine reads sources into a store.
type Engine struct {
	Store store.Store
	Fetch *fetch.Client
	Log   *slog.Logger
	Now   func() time.Time

	// Callback is where hubs send what is new, without a slash at its end; empty: no hub is asked.
	Callback string

	deliveries chan delivery
	pictures   chan struct{}      // holds one while a picture is made: that takes much memory
	flights    singleflight.Group // pictures being fetched, by address
	arrived    chan struct{}      // tells that there may be new pictures
	changed    chan struct{}      // tells that related stories may have to be found anew
	wake       chan struct{}
	background bool     // Run fetches what a pass does not wait for
	watch      *watcher // nil where folders cannot be watched

	mutex   sync.Mutex
	running map[string]bool       // sources being read; true: something happened meanwhile, so read again
	waiting map[string][]delivery // of sources being read
}

// New makes an engine with the computer's clock.
func New(st store.Store, client *fetch.Client, log *slog.Logger) *Engine {
	return &Engine{Store: st, Fetch: client, Log: log, Now: time.Now, pictures: make(chan struct{}, 1), wake: make(chan struct{}, 1), arrived: make(chan struct{}, 1), changed: make(chan struct{}, 1), deliveries: make(chan delivery, maxDeliveries), running: map[string]bool{}, waiting: map[string][]delivery{}}
}

// Check completes a source that people have described, and says which of its fields cannot be.
func Check(s store.Source) (store.Source, error) {
	if s.Every == 0 {
		s.Every = DefaultEvery
	}
	if s.Every < MinEvery || s.Every > MaxEvery {
		return s, fmt.Errorf("every %s is not possible: give %s to %s", s.Every, MinEvery, MaxEvery)
	}
	if _, err := zone(s); err != nil {
		return s, err
	}
	if s.Lang != "" {
		tag, err := language.Parse(s.Lang)
		if err != nil {
			return s, fmt.Errorf("language %q is not known: give one like en, en-GB or ur-PK", widget.Excerpt(s.Lang))
		}
		s.Lang = tag.String()
	}
	if s.ID == "" {
		s.ID = idOf(s)
	}
	if !widget.ValidID(s.ID) {
		return s, fmt.Errorf("name %q is not usable: give small letters, digits and single hyphens", widget.Excerpt(s.ID))
	}
	if s.ID == ingest.Source {
		return s, errors.New(`name "file" is kept for articles from files: give another`)
	}
	return s, nil
}

// zone is nil where the source names none.
func zone(s store.Source) (*time.Location, error) {
	if s.Zone == "" {
		return nil, nil
	}
	z, err := time.LoadLocation(s.Zone)
	if err != nil || s.Zone == "Local" {
		return nil, fmt.Errorf("time zone %q is not known: give one like Europe/Berlin or Asia/Karachi", widget.Excerpt(s.Zone))
	}
	return z, nil
}

// idOf makes a name from an address: "https://www.news.example/world/feed/" is "news-example-world-feed".
func idOf(s store.Source) string {
	text := filepath.Base(s.URL)
	if u, err := url.Parse(s.URL); err == nil && u.Host != "" {
		text = strings.TrimPrefix(u.Host, "www.") + " " + u.Path + " " + u.RawQuery
	}
	return ingest.Slug(widget.Article{Title: text})
}

// input is what is known of an answer, for package ingest.
func input(s store.Source, answer fetch.Response) ingest.Input {
	z, _ := zone(s) // checked when the source was added
	return ingest.Input{Name: answer.URL, Data: answer.Body, URL: answer.URL, Type: answer.Type, Zone: z, Lang: s.Lang}
}

// HashToken is how the store keeps a push token: what is read from a stolen database lets nobody in. Tokens are random and
// long, so one round of SHA-256 is enough.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
