package source

import (
	"context"
	"errors"
	"time"

	"golang.org/x/sync/errgroup"

	"newsflash/server/ingest"
	"newsflash/server/store"
)

const (
	parallel = 8           // sources read at the same time
	tick     = time.Second // between looks for sources that are due
)

// Run reads sources when they are due, and folders when they change, until ctx ends. One source is read by one pass at a
// time; a source that is slow or broken holds up no other.
func (e *Engine) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(parallel + 3) // and the watcher, the pictures, the related stories
	e.background = true
	group.Go(func() error { return e.keepRelated(ctx) })
	group.Go(func() error { return e.keepPictures(ctx) })
	if watch, err := newWatcher(e); err != nil {
		e.Log.WarnContext(ctx, "folders cannot be watched, so they are only looked at from time to time", "err", err)
	} else {
		e.watch = watch
		group.Go(func() error { return watch.run(ctx) })
	}
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		e.pollDue(ctx, group)
		select {
		case <-ctx.Done():
			return group.Wait()
		case <-ticker.C:
		case <-e.wake:
		case d := <-e.deliveries:
			if !e.alone(ctx, group, d.src.ID, func() { e.deliver(ctx, d) }) {
				e.waits(d)
			}
		}
	}
}

func (e *Engine) pollDue(ctx context.Context, group *errgroup.Group) {
	due, err := e.Store.Due(ctx, e.Now())
	if err != nil && ctx.Err() == nil {
		e.Log.ErrorContext(ctx, "sources cannot be read from the store", "err", err)
	}
	for _, src := range due {
		if ctx.Err() == nil {
			e.alone(ctx, group, src.ID, func() { e.poll(ctx, src) })
		}
	}
}

// alone starts do unless something else is done for this source, and reports whether it did.
func (e *Engine) alone(ctx context.Context, group *errgroup.Group, id string, do func()) bool {
	if !e.begin(id) {
		return false
	}
	group.Go(func() error {
		do()
		again, waiting := e.end(id)
		for _, d := range waiting {
			e.enqueue(ctx, d)
		}
		if again {
			e.PollNow(ctx, id)
		}
		return nil
	})
	return true
}

// begin reports whether no other pass over this source is running.
func (e *Engine) begin(id string) bool {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if _, busy := e.running[id]; busy {
		return false
	}
	e.running[id] = false
	return true
}

// end reports whether the source is to be read again, and what a hub has sent meanwhile.
func (e *Engine) end(id string) (again bool, waiting []delivery) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	again, waiting = e.running[id], e.waiting[id]
	delete(e.running, id)
	delete(e.waiting, id)
	return again, waiting
}

// waits keeps a delivery until nothing else is done for its source.
func (e *Engine) waits(d delivery) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	switch _, busy := e.running[d.src.ID]; {
	case !busy: // it has ended just now
		e.deliveries <- d // Run has taken one out, so there is room
	case len(e.waiting[d.src.ID]) < maxWaiting:
		e.waiting[d.src.ID] = append(e.waiting[d.src.ID], d)
	default:
		e.running[d.src.ID] = true
	}
}

// PollNow makes Run read a source at once; when a pass over it is running, once more after that.
func (e *Engine) PollNow(ctx context.Context, id string) {
	e.mutex.Lock()
	_, busy := e.running[id]
	if busy {
		e.running[id] = true
	}
	e.mutex.Unlock()
	if busy {
		return
	}
	if err := e.Store.PollNow(ctx, id); err != nil && !errors.Is(err, store.ErrNotFound) && ctx.Err() == nil {
		e.Log.ErrorContext(ctx, "a source cannot be made due", "source", id, "err", err)
	}
	tell(e.wake)
}

// poll is a pass with its log lines.
func (e *Engine) poll(ctx context.Context, src store.Source) {
	start := e.Now()
	after, tally, err := e.Pass(ctx, src, func(o ingest.Outcome) {
		if o.State == ingest.Refused {
			e.Log.WarnContext(ctx, "an article was refused", "source", src.ID, "origin", o.Origin, "why", o.Reason)
		}
	})
	switch {
	case ctx.Err() != nil:
	case err != nil:
		e.Log.WarnContext(ctx, "a source could not be read", "source", src.ID, "err", err, "failures", after.State.Failures, "next", after.State.Next)
	case tally != Tally{Unchanged: tally.Unchanged}:
		e.Log.InfoContext(ctx, "a source was read", "source", src.ID, "came", tally.String(), "took", e.Now().Sub(start).Round(time.Millisecond))
	}
	tell(e.arrived)
	e.subscribe(ctx, after)
}
