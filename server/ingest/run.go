package ingest

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

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
	Page     string             `json:"-"` // as in Draft
	ID       string             `json:"id,omitempty"`
	State    string             `json:"state"` // new, updated, unchanged or refused
	Title    string             `json:"title,omitempty"`
	Revision int                `json:"revision,omitempty"`
	Warnings []sanitize.Warning `json:"warnings,omitempty"`
	Reason   string             `json:"reason,omitempty"` // why it was refused
}

// Job gives drafts: it reads a file, or visits a page. Several run at the same time.
type Job func(ctx context.Context) []Draft

// Putter is the part of a store that an Intake needs.
type Putter interface {
	Put(ctx context.Context, a sanitize.Article) (store.Result, error)
}

// Intake is where articles go.
type Intake struct {
	Store Putter

	// Picture, where it is set, sees to the lead picture of an article before that is stored: a card should not be seen
	// without it first. Its error is a warning for the editor.
	Picture func(ctx context.Context, address string) error
}

// cleaned is an article on its way from the workers to the store.
type cleaned struct {
	Draft
	article sanitize.Article
}

// Run takes every article of the jobs through cleaning and storing, and reports each once, in the order of the jobs. Jobs,
// cleaning and pictures go side by side, storing is one after the other; a few jobs' articles are held at a time.
// A refused article does not stop the others. The error is for what stops everything: a cancelled context, a broken store.
func (in Intake) Run(ctx context.Context, jobs iter.Seq[Job], report func(Outcome)) (refused int, err error) {
	ctx, stop := context.WithCancel(ctx)
	articles, wait := in.pipeline(ctx, jobs)
	defer wait()
	defer stop()
	for c := range articles {
		outcome, err := put(ctx, in.Store, c)
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

// Files are the jobs of reading files, as Find lists them.
func Files(files []string) iter.Seq[Job] {
	return func(yield func(Job) bool) {
		for _, file := range files {
			if !yield(func(context.Context) []Draft { return File(file, nil, "") }) {
				return
			}
		}
	}
}

func put(ctx context.Context, st Putter, c cleaned) (Outcome, error) {
	outcome := Outcome{Origin: c.Origin, Page: c.Page, ID: c.Article.ID, State: Refused, Title: c.Article.Title, Warnings: c.Warnings}
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

// pipeline runs the jobs, then cleans their articles. After a cancelled context the channel closes early; wait returns when
// no worker is left.
func (in Intake) pipeline(ctx context.Context, jobs iter.Seq[Job]) (_ <-chan cleaned, wait func()) {
	var workers sync.WaitGroup
	waiting, drafts := make(chan Job), make(chan Draft)
	workers.Go(func() {
		defer close(waiting)
		for job := range jobs {
			if !send(ctx, waiting, job) {
				return
			}
		}
	})
	done := ordered(ctx, &workers, waiting, func(job Job) []Draft { return job(ctx) })
	workers.Go(func() {
		defer close(drafts)
		for list := range done {
			for _, draft := range list {
				if !send(ctx, drafts, draft) {
					return
				}
			}
		}
	})
	return ordered(ctx, &workers, drafts, func(d Draft) cleaned { return in.clean(ctx, d) }), workers.Wait
}

func (in Intake) clean(ctx context.Context, d Draft) cleaned {
	c := cleaned{Draft: d}
	if c.Err != nil {
		return c
	}
	article, warnings, err := sanitize.Clean(d.Article)
	c.article, c.Err = article, err
	c.Warnings = append(c.Warnings, warnings...)
	if picture := article.Fields().Picture; err == nil && picture != nil && in.Picture != nil {
		if err := in.Picture(ctx, picture.URL); err != nil {
			c.warn("picture", "%s; the card is shown without it", err)
		}
	}
	return c
}

// File gives the articles of a file as Decode reads them, with the Source, GUID and ID that they are stored under. Zone and
// lang are as in Input.
func File(path string, zone *time.Location, lang string) []Draft {
	data, err := readFile(path)
	if err != nil {
		return refuse(path, err)
	}
	drafts := Decode(Input{Name: path, Data: data, Zone: zone, Lang: lang})
	absolute, err := filepath.Abs(path)
	if err != nil { // only when the working folder is gone
		absolute = path
	}
	Identify(drafts, Source, "file:"+filepath.ToSlash(absolute))
	return drafts
}

// Identify completes the identity of a document's articles: the source that they are from, and where they have none, the
// GUID and the id they wish for. Origin names the document.
func Identify(drafts []Draft, source, origin string) {
	seen := map[string]int{}
	for i := range drafts {
		if drafts[i].Err == nil {
			drafts[i].Article.Source = source
			identify(&drafts[i].Article, origin, len(drafts) > 1, seen)
		}
	}
}

// identify tells items of a feed that name neither id nor address apart by their titles, not their places: a feed's newest
// item pushes all others down.
func identify(a *widget.Article, origin string, several bool, seen map[string]int) {
	if a.ID == "" {
		a.ID = Slug(*a)
	}
	if a.GUID != "" {
		return
	}
	a.GUID = origin
	if url, err := widget.ParseURL(a.URL, nil); err == nil {
		a.GUID = url
	} else if several {
		a.GUID += "#" + a.ID
	}
	if seen[a.GUID]++; seen[a.GUID] > 1 {
		a.GUID += fmt.Sprintf("#%d", seen[a.GUID])
	}
	if len(a.GUID) > widget.MaxGUID {
		a.GUID = fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(a.GUID)))
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
