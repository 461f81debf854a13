package source

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"newsflash/server/store"
)

const (
	settle     = 300 * time.Millisecond // that a folder must be quiet before it is read: editors write in several steps
	maxWatched = 2000                   // folders; what is beyond is seen by the rescans
)

// watcher makes a folder due when something in it changes.
type watcher struct {
	*Engine
	files *fsnotify.Watcher

	mutex   sync.Mutex
	folders map[string]string      // watched folders, and the sources they belong to
	timers  map[string]*time.Timer // sources that have changed and are about to be due
}

func newWatcher(e *Engine) (*watcher, error) {
	files, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	return &watcher{Engine: e, files: files, folders: map[string]string{}, timers: map[string]*time.Timer{}}, nil
}

// add watches a source's folder and those in it. On a nil watcher it does nothing.
func (w *watcher) add(src store.Source) {
	if w == nil {
		return
	}
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.watchTree(src.URL, src.ID)
}

func (w *watcher) watchTree(root, source string) {
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error { // what cannot be seen is not watched
		if err != nil || !entry.IsDir() || len(w.folders) >= maxWatched {
			return nil //nolint:nilerr // the rescans tell what is wrong
		}
		if strings.HasPrefix(entry.Name(), ".") && path != root {
			return fs.SkipDir
		}
		if _, known := w.folders[path]; !known && w.files.Add(path) == nil {
			w.folders[path] = source
		}
		return nil
	})
}

func (w *watcher) run(ctx context.Context) error {
	defer w.files.Close()
	for {
		select {
		case <-ctx.Done():
			return nil
		case event, ok := <-w.files.Events:
			if !ok {
				return errors.New("the watcher of folders has stopped")
			}
			w.changed(ctx, event)
		case err, ok := <-w.files.Errors:
			if ok {
				w.Log.WarnContext(ctx, "changes of folders may have been missed; the rescans will find them", "err", err)
			}
		}
	}
}

func (w *watcher) changed(ctx context.Context, event fsnotify.Event) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	source, ok := w.folders[filepath.Dir(event.Name)]
	if !ok {
		source, ok = w.folders[event.Name]
	}
	if !ok {
		return
	}
	if event.Has(fsnotify.Remove) || event.Has(fsnotify.Rename) {
		delete(w.folders, event.Name) // it is watched no more, if it was a folder
	}
	if info, err := os.Lstat(event.Name); err == nil && info.IsDir() {
		w.watchTree(event.Name, source)
	}
	if timer := w.timers[source]; timer != nil {
		timer.Reset(settle)
		return
	}
	w.timers[source] = time.AfterFunc(settle, func() {
		w.mutex.Lock()
		delete(w.timers, source)
		w.mutex.Unlock()
		w.PollNow(ctx, source)
	})
}
