package ingest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"newsflash/server/sanitize"
	"newsflash/server/store"
	"newsflash/widget"
)

// Source is what every article from a file has as its Source.
const Source = "file"

// Refused is the State of an article that was not stored; the others are those of store.Outcome.
const Refused = "refused"

// Outcome is what became of one article.
type Outcome struct {
	Origin   string             `json:"origin"`
	ID       string             `json:"id,omitempty"`
	State    string             `json:"state"` // new, updated, unchanged or refused
	Title    string             `json:"title,omitempty"`
	Revision int                `json:"revision,omitempty"`
	Warnings []sanitize.Warning `json:"warnings,omitempty"`
	Reason   string             `json:"reason,omitempty"` // why it was refused
}

// Putter is the part of a store that Run needs.
type Putter interface {
	Put(ctx context.Context, a sanitize.Article) (store.Result, error)
}

// cleaned is an article on its way from the workers to the store.
type cleaned struct {
	Draft
	article sanitize.Article
}

// Run takes every article of the files through decoding, cleaning and storing, and reports each once, in the order of the
// files. Decoding and cleaning use all processors, storing is one after the other; a few files' articles are held at a time.
// A refused article does not stop the others. The error is for what stops everything: a cancelled context, a broken store.
func Run(ctx context.Context, st Putter, files []string, report func(Outcome)) (refused int, err error) {
	ctx, stop := context.WithCancel(ctx)
	articles, wait := pipeline(ctx, files)
	defer wait()
	defer stop()
	for c := range articles {
		outcome, err := put(ctx, st, c)
		if err != nil {
			return refused, fmt.Errorf("ingest %s: %w", c.Origin, err)
		}
		if outcome.State == Refused {
			refused++
		}
		report(outcome)
	}
	if err := ctx.Err(); err != nil {
		return refused, fmt.Errorf("ingest: %w", err)
	}
	return refused, nil
}

func put(ctx context.Context, st Putter, c cleaned) (Outcome, error) {
	outcome := Outcome{Origin: c.Origin, ID: c.Article.ID, State: Refused, Title: c.Article.Title, Warnings: c.Warnings}
	if c.Err == nil {
		result, err := st.Put(ctx, c.article)
		if err == nil {
			outcome.ID, outcome.State, outcome.Revision = result.ID, string(result.Outcome), result.Revision
			return outcome, nil
		}
		var field *widget.FieldError
		if !errors.As(err, &field) {
			return Outcome{}, err
		}
		c.Err = field
	}
	outcome.Reason = strings.ReplaceAll(c.Err.Error(), "\n", "; ") // several errors come joined by line ends
	return outcome, nil
}

// pipeline reads and decodes files, then cleans their articles. After a cancelled context the channel closes early; wait
// returns when no worker is left.
func pipeline(ctx context.Context, files []string) (_ <-chan cleaned, wait func()) {
	var workers sync.WaitGroup
	names, drafts := make(chan string), make(chan Draft)
	workers.Go(func() {
		defer close(names)
		for _, file := range files {
			if !send(ctx, names, file) {
				return
			}
		}
	})
	decoded := ordered(ctx, &workers, names, decodeFile)
	workers.Go(func() {
		defer close(drafts)
		for list := range decoded {
			for _, draft := range list {
				if !send(ctx, drafts, draft) {
					return
				}
			}
		}
	})
	return ordered(ctx, &workers, drafts, clean), workers.Wait
}

func clean(d Draft) cleaned {
	c := cleaned{Draft: d}
	if c.Err != nil {
		return c
	}
	article, warnings, err := sanitize.Clean(d.Article)
	c.article, c.Err = article, err
	c.Warnings = append(c.Warnings, warnings...)
	return c
}

// decodeFile gives the articles of a file as Decode reads them, with the Source, GUID and ID that they are stored under.
func decodeFile(path string) []Draft {
	data, err := readFile(path)
	if err != nil {
		return refuse(path, err)
	}
	drafts := Decode(Input{Name: path, Data: data})
	absolute, err := filepath.Abs(path)
	if err != nil { // only when the working folder is gone
		absolute = path
	}
	seen := map[string]int{}
	for i := range drafts {
		if drafts[i].Err == nil {
			identify(&drafts[i].Article, absolute, len(drafts) > 1, seen)
		}
	}
	return drafts
}

// identify completes the article's identity. Items of a feed that name neither id nor address are told apart by their
// titles, not their places: a feed's newest item pushes all others down.
func identify(a *widget.Article, path string, several bool, seen map[string]int) {
	a.Source = Source
	if a.ID == "" {
		a.ID = Slug(*a)
	}
	if a.GUID != "" {
		return
	}
	a.GUID = "file:" + filepath.ToSlash(path)
	if url, err := widget.ParseURL(a.URL, nil); err == nil {
		a.GUID = url
	} else if several {
		a.GUID += "#" + a.ID
	}
	if seen[a.GUID]++; seen[a.GUID] > 1 {
		a.GUID += fmt.Sprintf("#%d", seen[a.GUID])
	}
	if len(a.GUID) > widget.MaxGUID {
		a.GUID = fmt.Sprintf("file:sha256:%x", sha256.Sum256([]byte(a.GUID)))
	}
}

// readFile reads one byte more than allowed at most, so that Decode can tell.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		var reason *os.PathError
		if errors.As(err, &reason) {
			err = reason.Err
		}
		return nil, fmt.Errorf("cannot be opened: %w", err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, errors.New("is a folder where a file was expected")
	}
	data, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err != nil {
		return nil, fmt.Errorf("cannot be read: %w", err)
	}
	return data, nil
}
