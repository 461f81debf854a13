package source

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"newsflash/server/fetch"
	"newsflash/server/ingest"
	"newsflash/server/store"
)

// reading is one pass over a source: the jobs it comes to, and what to remember when they are done.
type reading struct {
	src  store.Source // with the state for the next pass
	now  time.Time
	jobs []ingest.Job

	mutex  sync.Mutex // jobs run side by side
	visits []store.Visit
	gone   []string            // articles to be withdrawn
	ids    map[string][]string // articles by the page that they were read from
	failed map[string]bool     // pages of which an article was refused

	pictures atomic.Int32 // new ones
}

func (e *Engine) reading(src store.Source) *reading {
	return &reading{src: src, now: e.Now(), ids: map[string][]string{}, failed: map[string]bool{}}
}

func (r *reading) visited(v store.Visit) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.visits = append(r.visits, v)
}

// missed notes that a page was not there, and tells whether that is believed now.
func (r *reading) missed(v store.Visit, status int) {
	v.Missed++
	if v.Missed >= missesToGo || status == http.StatusGone {
		v.Missed = 0 // it is not looked after any more
		r.mutex.Lock()
		r.gone = append(r.gone, v.IDs...)
		r.mutex.Unlock()
	}
	r.visited(v)
}

// draft is a job whose article is there already.
func (r *reading) draft(d ingest.Draft) {
	r.jobs = append(r.jobs, func(context.Context) []ingest.Draft { return []ingest.Draft{d} })
}

// readers are the kinds of sources that are fetched.
var readers = map[store.Kind]func(*Engine, context.Context, *reading) error{
	store.Feed:      (*Engine).readFeed,
	store.WordPress: (*Engine).readWordPress,
	store.Sitemap:   (*Engine).readSitemap,
	store.Page:      (*Engine).readPage,
	store.Folder:    (*Engine).readFolder,
}

// Tally counts what a pass came to.
type Tally struct {
	New, Updated, Unchanged, Refused, Withdrawn int
}

func (t Tally) String() string {
	return fmt.Sprintf("%d new, %d updated, %d unchanged, %d refused, %d withdrawn", t.New, t.Updated, t.Unchanged, t.Refused, t.Withdrawn)
}

func (t *Tally) add(state string) {
	switch state {
	case string(store.New):
		t.New++
	case string(store.Updated):
		t.Updated++
	case string(store.Unchanged):
		t.Unchanged++
	default:
		t.Refused++
	}
}

// Pass reads a source once: what is new or changed goes into the store, what is gone is withdrawn. It returns the source
// with the state for its next pass, and saves that state if the source is stored. The error is why it could not be read.
func (e *Engine) Pass(ctx context.Context, src store.Source, report func(ingest.Outcome)) (store.Source, Tally, error) {
	r := e.reading(src)
	var tally Tally
	err := e.pass(ctx, r, &tally, report)
	if ctx.Err() != nil { // nothing is the source's fault, and nothing is known to be done
		return src, tally, fmt.Errorf("source %s: %w", src.ID, ctx.Err())
	}
	state := &r.src.State
	state.Polled = r.now
	if err == nil {
		state.Succeeded, state.Failures, state.Error = r.now, 0, ""
		state.Next = r.now.Add(src.Every + rand.N(src.Every/10+1)) //nolint:gosec // so that sources added together drift apart
	} else {
		r.src = src // what was half read is read again
		state.Polled = r.now
		state.Failures++
		state.Error = err.Error()
		state.Next = r.now.Add(wait(err, r.src, r.now))
		err = fmt.Errorf("source %s: %w", src.ID, err)
	}
	saved := e.Store.SaveState(ctx, r.src)
	if saved == nil && (r.src.Hub.URL != src.Hub.URL || r.src.Hub.Topic != src.Hub.Topic) {
		saved = e.Store.SaveHub(ctx, src.ID, r.src.Hub)
	}
	if !errors.Is(saved, store.ErrNotFound) { // one pass only: it was never stored
		err = errors.Join(err, saved)
	}
	return r.src, tally, err
}

// wait is how long a source that failed is left alone.
func wait(err error, failed store.Source, now time.Time) time.Duration {
	var closed *fetch.ClosedError
	if errors.As(err, &closed) { // its host is left alone until then
		return min(max(closed.Until.Sub(now), MinEvery), MaxEvery)
	}
	var status *fetch.StatusError
	if errors.As(err, &status) && status.RetryAfter > failed.Every {
		return min(status.RetryAfter, MaxEvery)
	}
	return fetch.Backoff(failed.State.Failures, rand.Float64)
}

func (e *Engine) pass(ctx context.Context, r *reading, tally *Tally, report func(ingest.Outcome)) error {
	read, ok := readers[r.src.Kind]
	if !ok {
		return fmt.Errorf("its kind %q is not one that can be read", r.src.Kind)
	}
	if err := read(e, ctx, r); err != nil {
		return err
	}
	return e.take(ctx, r, tally, report)
}

// take puts what the jobs give into the store, withdraws what is gone, and finds the related stories of all that changed.
func (e *Engine) take(ctx context.Context, r *reading, tally *Tally, report func(ingest.Outcome)) error {
	var changed []string
	intake := ingest.Intake{Store: e.Store, Picture: e.pictureFor(r)}
	if _, err := intake.Run(ctx, slices.Values(r.jobs), func(o ingest.Outcome) {
		tally.add(o.State)
		if o.State == ingest.Refused {
			r.failed[o.Page] = true
		} else {
			r.ids[o.Page] = append(r.ids[o.Page], o.ID)
		}
		if o.State == string(store.New) || o.State == string(store.Updated) {
			changed = append(changed, o.ID)
		}
		report(o)
	}); err != nil {
		return err
	}
	for _, id := range slices.Concat(r.gone, r.takenOut()) {
		if done, err := e.Withdraw(ctx, id); err != nil {
			return err
		} else if done {
			tally.Withdrawn++
			changed = append(changed, id)
		}
	}
	if err := e.relate(ctx, changed); err != nil {
		return err
	}
	return e.saveVisits(ctx, r)
}

// takenOut lists the articles that a folder's file held before and does not hold now.
func (r *reading) takenOut() (ids []string) {
	for _, v := range r.visits {
		now := r.ids[v.URL]
		if r.src.Kind != store.Folder || len(now) == 0 || r.failed[v.URL] {
			continue
		}
		for _, id := range v.IDs {
			if !slices.Contains(now, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// saveVisits notes what was found where. A page that was not read again, or not for an article, keeps those it had.
func (e *Engine) saveVisits(ctx context.Context, r *reading) error {
	if len(r.visits) == 0 {
		return nil
	}
	for i := range r.visits {
		if ids := r.ids[r.visits[i].URL]; len(ids) > 0 {
			r.visits[i].IDs = ids
		}
	}
	err := e.Store.SaveVisits(ctx, r.src.ID, r.visits)
	if errors.Is(err, store.ErrNotFound) { // one pass only
		return nil
	}
	return err
}

// get fetches the source's own document. Nothing is returned where it has not changed since the last pass.
func (e *Engine) get(ctx context.Context, r *reading, address, accept string) (*fetch.Response, error) {
	state := &r.src.State
	answer, err := e.Fetch.Get(ctx, fetch.Request{URL: address, Accept: accept, ETag: state.ETag, LastModified: state.LastModified})
	if err != nil {
		return nil, err
	}
	if answer.Moved != "" && address == r.src.URL {
		e.Log.InfoContext(ctx, "a source has moved", "source", r.src.ID, "from", address, "to", answer.Moved)
		r.src.URL = answer.Moved
	}
	if answer.Status == http.StatusNotModified {
		return nil, nil
	}
	state.ETag, state.LastModified = answer.ETag, answer.LastModified
	digest := digestOf(answer.Body)
	if digest == state.Digest {
		return nil, nil
	}
	state.Digest = digest
	return &answer, nil
}

// forget makes the next pass read the document whether or not it changes.
func (r *reading) forget() {
	r.src.State.ETag, r.src.State.LastModified, r.src.State.Digest = "", "", ""
}

func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

// cursor is when a feed, a sitemap or a folder was last read anew, and whether pages had to be visited for it.
func cursor(text string) (read time.Time, teasers bool) {
	digits, teasers := strings.CutSuffix(text, "p")
	ms, _ := strconv.ParseInt(digits, 10, 64) // empty before the first pass
	return time.UnixMilli(ms), teasers
}
