package export

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// Folder is a place on this machine. Beside a file it puts the encodings that it has, NAME.br and NAME.gz, for servers that look
// for them.
type Folder struct {
	root string
	made sync.Map // folders that are there
}

// OpenFolder makes the folder where there is none.
func OpenFolder(root string) (*Folder, error) {
	if err := os.MkdirAll(root, 0o755); err != nil { //nolint:gosec // others serve it
		return nil, fmt.Errorf("the folder %s cannot be made: %w; name a folder, not a file, where this user may write", root, err)
	}
	return &Folder{root: root}, nil
}

func (f *Folder) String() string { return f.root }

var encodings = []string{".br", ".gz"}

// Names is part of Place.
func (f *Folder) Names(context.Context) (map[string]bool, error) {
	names := map[string]bool{}
	err := filepath.WalkDir(f.root, func(path string, d fs.DirEntry, err error) error {
		switch hidden := strings.HasPrefix(d.Name(), ".") && path != f.root; {
		case err != nil:
			return err
		case hidden && d.IsDir():
			return fs.SkipDir
		case hidden || d.IsDir():
			return nil
		}
		name, err := filepath.Rel(f.root, path)
		names[filepath.ToSlash(name)] = true
		return err
	})
	for name := range names {
		for _, encoding := range encodings {
			if base, encoded := strings.CutSuffix(name, encoding); encoded && names[base] {
				delete(names, name)
			}
		}
	}
	return names, err
}

// Read is part of Place.
func (f *Folder) Read(_ context.Context, name string) ([]byte, error) {
	return os.ReadFile(f.path(name))
}

func (f *Folder) path(name string) string { return filepath.Join(f.root, filepath.FromSlash(name)) }

// Write is part of Place.
func (f *Folder) Write(ctx context.Context, name string, file File) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	path := f.path(name)
	folder := filepath.Dir(path)
	if _, made := f.made.Load(folder); !made {
		if err := os.MkdirAll(folder, 0o755); err != nil { //nolint:gosec // others serve it
			return err
		}
		f.made.Store(folder, true)
	}
	for ending, data := range map[string][]byte{"": file.Raw, ".br": file.Brotli, ".gz": file.Gzip} {
		if ending != "" && data == nil {
			continue
		}
		if err := replace(path+ending, data); err != nil {
			return err
		}
	}
	return nil
}

// replace writes beside the file first, so that whoever serves it has the old one or the new one.
func replace(path string, data []byte) error {
	folder, base := filepath.Split(path)
	beside := filepath.Join(folder, ".new-"+base)
	if err := os.WriteFile(beside, data, 0o644); err != nil { //nolint:gosec // others serve it
		return err
	}
	return os.Rename(beside, path)
}

// Delete is part of Place. A folder that is empty then goes too.
func (f *Folder) Delete(_ context.Context, names []string) error {
	for _, name := range names {
		for _, ending := range append([]string{""}, encodings...) {
			if err := os.Remove(f.path(name) + ending); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
		_ = os.Remove(filepath.Dir(f.path(name))) // not empty: it stays
	}
	return nil
}
