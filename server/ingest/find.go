package ingest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Find lists the files that sources name: a file is itself, whatever its name; a folder is its article files and those of
// its folders, sorted, without hidden ones. Links inside a folder are not followed. A file is listed once. The error names
// the source that does not exist, cannot be read or holds nothing.
func Find(sources []string) (files []string, err error) { return find(sources, MaxFiles) }

func find(sources []string, limit int) (files []string, err error) {
	seen := map[string]bool{}
	for _, source := range sources {
		found, err := findIn(source, limit)
		if err != nil {
			return nil, fmt.Errorf("source %s: %w", source, err)
		}
		for _, file := range found {
			if !seen[file] {
				seen[file] = true
				files = append(files, file)
			}
		}
		if len(files) > limit {
			return nil, fmt.Errorf("source %s: %w", source, tooMany(limit))
		}
	}
	return files, nil
}

func findIn(source string, limit int) ([]string, error) {
	source = filepath.Clean(source)
	info, err := os.Stat(source)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errors.New("does not exist: check the name")
	case err != nil:
		return nil, err
	case info.Mode().IsRegular():
		return []string{source}, nil
	case !info.IsDir():
		return nil, errors.New("is neither a file nor a folder")
	}
	files, err := walk(source, limit)
	if err == nil && len(files) == 0 {
		return nil, fmt.Errorf("holds no article files; known are %s", strings.Join(extensions(), ", "))
	}
	return files, err
}

func walk(folder string, limit int) (files []string, err error) {
	err = filepath.WalkDir(folder+string(filepath.Separator), func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(entry.Name(), ".") && filepath.Clean(path) != folder
		switch {
		case hidden && entry.IsDir():
			return fs.SkipDir
		case hidden, !entry.Type().IsRegular(), formatOf(path) == nil:
			return nil
		}
		if files = append(files, filepath.Clean(path)); len(files) > limit {
			return tooMany(limit)
		}
		return nil
	})
	slices.Sort(files)
	return files, err
}

func tooMany(limit int) error {
	return fmt.Errorf("there are more than %d article files: ingest them folder by folder", limit)
}

// extensions lists what formats know, in their order.
func extensions() (all []string) {
	for _, f := range formats {
		all = append(all, f.extensions...)
	}
	return all
}
