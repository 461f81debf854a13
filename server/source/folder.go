package source

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"time"

	"newsflash/server/ingest"
	"newsflash/server/store"
)

// readFolder reads the article files that are new or were written since the last pass; the articles of a file that is gone
// are withdrawn. A folder without any article file is an error: it is more often a disk that is not there. They have the same Source as files named to `newsflash ingest`, so a folder may be read either way.
func (e *Engine) readFolder(ctx context.Context, r *reading) error {
	files, err := ingest.Find([]string{r.src.URL})
	if err != nil {
		return err
	}
	e.watch.add(r.src)
	known, err := e.known(ctx, r, files...)
	if err != nil {
		return err
	}
	listed := map[string]bool{}
	for _, file := range files {
		listed[file] = true
		v := known[file]
		info, err := os.Stat(file)
		if err != nil { // it went meanwhile
			continue
		}
		stamp := strconv.FormatInt(info.ModTime().UnixNano(), 10) + " " + strconv.FormatInt(info.Size(), 10)
		if stamp != v.Stamp {
			v.Stamp, v.Visited = stamp, r.now
			r.jobs = append(r.jobs, func(context.Context) []ingest.Draft { return fileDrafts(file, r.src) })
		}
		r.visits = append(r.visits, v)
	}
	before, _ := cursor(r.src.State.Cursor)
	r.src.State.Cursor = fmt.Sprint(r.now.UnixMilli())
	return e.filesGone(ctx, r, before, listed)
}

func fileDrafts(file string, src store.Source) []ingest.Draft {
	z, _ := zone(src)
	drafts := ingest.File(file, z, src.Lang)
	for i := range drafts {
		drafts[i].Page = file
		defaults(&drafts[i].Article, src)
	}
	return drafts
}

// filesGone withdraws the articles of files that were there at the last pass.
func (e *Engine) filesGone(ctx context.Context, r *reading, since time.Time, listed map[string]bool) error {
	visits, err := e.Store.Listed(ctx, r.src.ID, since)
	if err != nil {
		return err
	}
	for _, v := range visits {
		if !listed[v.URL] {
			r.gone = append(r.gone, v.IDs...)
		}
	}
	return nil
}
