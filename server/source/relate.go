package source

import (
	"context"
	"time"

	"newsflash/server/related"
)

// relateEvery is how long a story that was stored ahead of its publication, or by another process that ended too early,
// waits to be listed by others.
const relateEvery = time.Minute

// relate finds the related stories of what a pass has changed; beside Run, of all that has changed anywhere, once each.
func (e *Engine) relate(ctx context.Context, changed []string) error {
	if len(changed) == 0 {
		return nil
	}
	if e.background {
		tell(e.changed)
		return nil
	}
	_, err := related.Refresh(ctx, e.Store, e.Now(), changed...)
	return err
}

// Related makes Run find the related stories of what was changed elsewhere.
func (e *Engine) Related() { tell(e.changed) }

// tell wakes who waits for the channel, or is about to.
func tell(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// keepRelated computes what is due when something has changed and every relateEvery, until ctx ends. What goes wrong is
// logged: cards are served without.
func (e *Engine) keepRelated(ctx context.Context) error {
	tick := time.NewTicker(relateEvery)
	defer tick.Stop()
	for {
		if _, err := related.CatchUp(ctx, e.Store, e.Now(), nil); err != nil && ctx.Err() == nil {
			e.Log.ErrorContext(ctx, "related stories cannot be found", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-e.changed:
		}
	}
}
