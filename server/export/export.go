// Package export writes what a server answers as files, for places that have nothing but those: a CDN's folder, an object
// store. Pages embed cards from there with the same tags. What only a program can do is not there: news of open stories, and
// oEmbed for an address of somebody's choice.
package export

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"newsflash/server/asset"
	"newsflash/server/httpd"
	"newsflash/server/related"
	"newsflash/server/render"
	"newsflash/server/sanitize"
	"newsflash/server/site"
	"newsflash/server/store"
	"newsflash/web"
)

const (
	// version is part of what every file was made of: count it up when the same article would give other files.
	version = 1
	// workers write at the same time: on an object store each waits most of the time.
	workers = 16
	// staleFor is how long a built file stays that no page names any more: pages that browsers keep may. It is longer than
	// any of httpd's times.
	staleFor = 25 * time.Hour
)

// Store is what is read of a store.
type Store interface {
	site.Store
	List(ctx context.Context, after string, limit int) ([]store.Head, error)
	Addresses(ctx context.Context) (map[string]string, error)
	Lists(ctx context.Context, now time.Time, limit int) (map[string][]string, error)
	PictureFile(ctx context.Context, hash string, width int, mediaType string) ([]byte, error)
}

// File is what a place keeps under a name. A place that can't choose among encodings keeps one of them.
type File struct {
	asset.Encoded
	Type, Caching string
}

// Place is where files go. Names have slashes and no beginning one. Its methods may be called from many goroutines.
type Place interface {
	fmt.Stringer
	// Names returns what is there, without what is hidden: names of which a part begins with a dot.
	Names(ctx context.Context) (map[string]bool, error)
	// Read returns a file's content; the error is an fs.ErrNotExist where there is none.
	Read(ctx context.Context, name string) ([]byte, error)
	// Write puts a file there at once: nobody sees a part of it.
	Write(ctx context.Context, name string, f File) error
	// Delete takes files away; one that is not there is no error.
	Delete(ctx context.Context, names []string) error
}

// Result counts what an export did.
type Result struct {
	Articles               int
	New, Updated, Still    int // articles: written first, anew, left as they are
	Written, Kept, Deleted int // files
}

// Exporter writes all cards of a store to a place.
type Exporter struct {
	Store Store
	Site  *site.Site // made by site.ForFiles
	Place Place
	Now   time.Time
	// Progress hears after every article how many there are.
	Progress func(total int)

	renderer *render.Renderer
	before   manifest
	there    map[string]bool // names in the place when it began
	mutex    sync.Mutex
	after    manifest
	result   Result
}

// Run brings the place up to date: what changed is written, what is no longer wanted goes. Files that are not an export's stay.
// What an interrupted run wrote, the next one knows.
func (e *Exporter) Run(ctx context.Context) (result Result, err error) {
	e.renderer = e.Site.Render()
	if e.there, err = e.Place.Names(ctx); err != nil {
		return Result{}, err
	}
	if e.before, err = readManifest(ctx, e.Place, e.there); err != nil {
		return Result{}, err
	}
	e.after = manifest{Files: map[string]string{}, Articles: map[string]entry{}, Stale: map[string]time.Time{}}
	e.before.Running = true
	if err := e.before.write(ctx, e.Place); err != nil { // the place is an export's from here on
		return Result{}, err
	}
	e.before.Running = false
	if err = e.run(ctx); err == nil {
		return e.result, e.after.write(ctx, e.Place)
	}
	e.before.add(e.after)
	return e.result, errors.Join(err, e.before.write(context.WithoutCancel(ctx), e.Place))
}

// run writes in an order in which no file names another that is not there yet, and takes away last.
func (e *Exporter) run(ctx context.Context) error {
	if err := e.assets(ctx); err != nil {
		return err
	}
	if err := e.articles(ctx); err != nil {
		return err
	}
	if err := e.drawers(ctx); err != nil {
		return err
	}
	if err := e.entrances(ctx); err != nil {
		return err
	}
	return e.clear(ctx)
}

// assets writes what pages are made with.
func (e *Exporter) assets(ctx context.Context) error {
	for _, name := range []string{web.FrameJS, web.AloneJS, web.LiveJS, web.CardWasm, web.Icon, web.Embed} {
		if err := e.asset(ctx, e.Site.Named(name)); err != nil {
			return err
		}
	}
	return e.asset(ctx, e.renderer.FrameCSS())
}

func (e *Exporter) asset(ctx context.Context, a *asset.Asset) error {
	return e.put(ctx, strings.TrimPrefix(a.Path(), "/"), File{a.Encoded, a.Type, httpd.Immutable})
}

// articles writes the files of every article.
func (e *Exporter) articles(ctx context.Context) error {
	var heads []store.Head
	for after := ""; ; after = heads[len(heads)-1].ID {
		page, err := e.Store.List(ctx, after, store.MaxPage)
		if err != nil {
			return err
		}
		if heads = append(heads, page...); len(page) < store.MaxPage {
			break
		}
	}
	if len(heads) == 0 && len(e.before.Articles) > 0 {
		return fmt.Errorf("the store has no article, and %s has cards of %d: is --data right? Nothing was taken away; empty the place by hand if that is meant", e.Place, len(e.before.Articles))
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	for _, head := range heads {
		e.result.Articles++
		group.Go(func() error {
			if err := e.article(ctx, head); err != nil {
				return fmt.Errorf("export %s: %w", head.ID, err)
			}
			if e.Progress != nil {
				e.Progress(len(heads))
			}
			return nil
		})
	}
	return group.Wait()
}

// article writes one article's files, unless they are there and made of the same.
func (e *Exporter) article(ctx context.Context, head store.Head) error {
	of := fmt.Sprintf("%d %s %s %t", version, e.renderer.Fingerprint(), head.Version, head.Withdrawn)
	was, known := e.before.Articles[head.ID]
	names := append(namesOf(head.ID, head.Withdrawn), was.Pictures...)
	if was.Of == of && !slices.ContainsFunc(names, func(name string) bool {
		return e.has(name) == ""
	}) {
		e.mutex.Lock()
		defer e.mutex.Unlock()
		for _, name := range names {
			if e.after.Files[name] == "" {
				e.after.Files[name] = e.before.Files[name]
				e.result.Kept++
			}
		}
		e.after.Articles[head.ID] = was
		e.result.Still++
		return nil
	}
	clean, err := e.Site.Article(ctx, head.ID)
	if err != nil {
		return err
	}
	var pictures []string
	if !head.Withdrawn {
		if pictures, err = e.pictures(ctx, clean); err != nil {
			return err
		}
	}
	stories, err := e.Store.Related(ctx, head.ID)
	if err != nil {
		return err
	}
	files, err := e.files(clean, related.IDs(stories), head.Withdrawn)
	if err != nil {
		return err
	}
	for name, f := range files {
		if err := e.put(ctx, name, f); err != nil {
			return err
		}
	}
	e.mutex.Lock()
	defer e.mutex.Unlock()
	e.after.Articles[head.ID] = entry{Of: of, Pictures: pictures}
	if known {
		e.result.Updated++
	} else {
		e.result.New++
	}
	return nil
}

// pictures writes the files of an article's picture and returns their names.
func (e *Exporter) pictures(ctx context.Context, a sanitize.Article) (names []string, err error) {
	p := a.Fields().Picture
	if p == nil {
		return nil, nil
	}
	for _, f := range p.Files {
		name := e.renderer.Name(f.URL)
		hash := path.Base(path.Dir(name))
		names = append(names, name)
		var data []byte
		if e.has(name) != hash { // else its name says what is in it
			if data, err = e.Store.PictureFile(ctx, hash, f.Width, f.Type); err != nil {
				return nil, err
			}
		}
		if err := e.put(ctx, name, File{asset.Encoded{Raw: data, Hash: hash}, f.Type, httpd.Immutable}); err != nil {
			return nil, err
		}
	}
	return names, nil
}

// has is the hash of what stands under a name, "" where that is nothing or not known.
func (e *Exporter) has(name string) string {
	if hash := e.before.Files[name]; e.there[name] && hash != unknown {
		return hash
	}
	return ""
}

// claim notes that a file of this content is wanted, and says whether nobody did before.
func (e *Exporter) claim(name, hash string) bool {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if e.after.Files[name] == hash { // articles share pictures
		return false
	}
	e.after.Files[name] = hash
	return true
}

// put writes a file, unless it is there with this content.
func (e *Exporter) put(ctx context.Context, name string, f File) error {
	if f.Hash == "" {
		f.Hash = asset.Hash(f.Raw)
	}
	if !e.claim(name, f.Hash) {
		return nil
	}
	kept := e.has(name) == f.Hash
	var err error
	if !kept {
		err = e.Place.Write(ctx, name, f)
	}
	e.mutex.Lock()
	defer e.mutex.Unlock()
	switch {
	case err != nil:
		delete(e.after.Files, name)
		return fmt.Errorf("write %s: %w", name, err)
	case kept:
		e.result.Kept++
	default:
		e.result.Written++
	}
	return nil
}

// clear takes away what an earlier export wrote and this one doesn't want. Built files stay for a while.
func (e *Exporter) clear(ctx context.Context) error {
	var gone []string
	for _, name := range slices.Sorted(maps.Keys(e.before.Files)) {
		if e.after.Files[name] != "" {
			continue
		}
		since, stale := e.before.Stale[name]
		if !stale {
			since = e.Now
		}
		if built(name) && e.Now.Sub(since) < staleFor {
			e.after.Files[name], e.after.Stale[name] = e.before.Files[name], since
			continue
		}
		gone = append(gone, name)
	}
	if err := e.Place.Delete(ctx, gone); err != nil {
		return fmt.Errorf("take away what is no longer wanted: %w", err)
	}
	e.result.Deleted = len(gone)
	return nil
}

// built tells files of the program from those of pictures, whose names are widths.
func built(name string) bool {
	rest, static := strings.CutPrefix(name, "static/")
	_, file, _ := strings.Cut(rest, "/")
	return static && file != "" && (file[0] < '0' || file[0] > '9')
}
