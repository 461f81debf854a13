// Package site is what the public server and the console show cards by: the store's articles, put together with their
// pictures and related stories, and a renderer made of the publisher's themes and partners, anew whenever these change.
package site

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"newsflash/server/asset"
	"newsflash/server/partner"
	"newsflash/server/related"
	"newsflash/server/render"
	"newsflash/server/sanitize"
	"newsflash/server/store"
	"newsflash/server/theme"
	"newsflash/web"
	"newsflash/widget"
)

// reloadEvery is how long a change that another process made may go unseen. With scriptCaching of package httpd a theme
// reaches every card within a minute.
const reloadEvery = 10 * time.Second

// sheetsKept is how many style sheets of themes that were changed are still served: frames that browsers keep name them.
const sheetsKept = 32

// Store is what is needed of a store.
type Store interface {
	Get(ctx context.Context, id string) (widget.Article, store.Head, error)
	Related(ctx context.Context, id string) ([]store.RelatedStory, error)
	Picture(ctx context.Context, url string) (store.Picture, error)
	Themes(ctx context.Context) ([]store.Theme, error)
	Partners(ctx context.Context) ([]store.Partner, error)
	Restricted(ctx context.Context) (bool, error)
}

// Site shows the cards of one store.
type Site struct {
	store  Store
	assets asset.Set
	url    string
	files  bool // see ForFiles
	log    *slog.Logger

	render atomic.Pointer[render.Renderer]
	mutex  sync.Mutex     // of reloading
	set    string         // what the renderer was made of
	sheets []*asset.Asset // the latest last
	bad    map[string]int // stored themes that cannot be used, and the revision that was complained about
}

// New reads what the publisher has set. The assets are the built files, the address is the public server's.
func New(ctx context.Context, st Store, assets asset.Set, url string, log *slog.Logger) (*Site, error) {
	return open(ctx, &Site{store: st, assets: assets, url: url, log: log})
}

// ForFiles is New for a place that has files only: see package export.
func ForFiles(ctx context.Context, st Store, assets asset.Set, url string, log *slog.Logger) (*Site, error) {
	return open(ctx, &Site{store: st, assets: assets, url: url, log: log, files: true})
}

func open(ctx context.Context, s *Site) (*Site, error) {
	s.assets, s.bad = maps.Clone(s.assets), map[string]int{}
	s.assets.Add(web.Embed, render.Embed(s.assets, s.url))
	return s, s.Reload(ctx)
}

// Render is the renderer of the moment. Ask for it once per answer.
func (s *Site) Render() *render.Renderer { return s.render.Load() }

// Reload makes a new renderer where themes or partners have changed.
func (s *Site) Reload(ctx context.Context) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	stored, err1 := s.store.Themes(ctx)
	partners, err2 := s.store.Partners(ctx)
	restricted, err3 := s.store.Restricted(ctx)
	if err := errors.Join(err1, err2, err3); err != nil {
		return fmt.Errorf("read themes and partners: %w", err)
	}
	set := fmt.Sprintf("%v %v %v", stored, partners, restricted)
	if set == s.set {
		return nil
	}
	r := render.New(s.assets, s.url, partner.PolicyOf(partners, restricted), s.usable(stored)...)
	if s.files {
		r = r.ForFiles()
	}
	s.set, s.sheets = set, append(s.sheets, r.FrameCSS())
	s.sheets = s.sheets[max(0, len(s.sheets)-sheetsKept):]
	s.render.Store(r)
	return nil
}

// usable are the stored themes that can be used.
func (s *Site) usable(stored []store.Theme) (themes []widget.Theme) {
	for _, one := range stored {
		t, err := theme.ParseStored(one.Name, one.Tokens)
		if err != nil {
			if s.bad[one.Name] != one.Revision {
				s.log.Warn("a stored theme cannot be used", "theme", one.Name, "revision", one.Revision, "err", err)
			}
			s.bad[one.Name] = one.Revision
			continue
		}
		themes = append(themes, t)
	}
	return themes
}

// Run sees what other processes change until ctx ends.
func (s *Site) Run(ctx context.Context) error {
	tick := time.NewTicker(reloadEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if err := s.Reload(ctx); err != nil && ctx.Err() == nil {
			s.log.ErrorContext(ctx, "themes and partners stay as they were", "err", err)
		}
	}
}

// Named returns a built file by its name.
func (s *Site) Named(name string) *asset.Asset { return s.assets[name] }

// Asset returns a file below /static/ that is no picture, or nil.
func (s *Site) Asset(hash, name string) *asset.Asset {
	if a := s.assets[name]; a != nil && a.Hash == hash {
		return a
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if i := slices.IndexFunc(s.sheets, func(a *asset.Asset) bool { return a.Hash == hash && a.Name == name }); i >= 0 {
		return s.sheets[i]
	}
	return nil
}

// Article reads an article with its picture's files and its related stories and cleans it again: a database is outside
// too, and the policy may have changed since. A related story without an address of its own is read on the page of its card.
func (s *Site) Article(ctx context.Context, id string) (sanitize.Article, error) {
	a, _, err := s.store.Get(ctx, id)
	if err != nil {
		return sanitize.Article{}, err
	}
	stories, err := s.store.Related(ctx, id)
	if err != nil {
		return sanitize.Article{}, err
	}
	a.ID = id
	r := s.Render()
	related.Merge(&a, stories, r.FrameURL)
	if err := s.pictured(ctx, &a, r); err != nil {
		return sanitize.Article{}, err
	}
	clean, _, err := sanitize.Clean(a)
	return clean, err
}
