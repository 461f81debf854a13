package main

import (
	"context"
	"log/slog"
	"time"

	"newsflash/server/related"
	"newsflash/server/store"
)

// relateEvery is how long a story that was stored ahead of its publication, or by another process that ended too early,
// waits to be listed by others.
const relateEvery = time.Minute

// relate computes the related stories of all that has come in, here or in a run that ended early. Count is for the bar.
func relate(s streams, st store.Store, count int) error {
	bar := progress(s, count, "related stories")
	defer func() { _ = bar.Clear() }()
	_, err := related.CatchUp(s.ctx, st, time.Now(), func() { _ = bar.Add(1) })
	return err
}

// keepRelated computes what is due now and again every relateEvery, until ctx ends. What goes wrong is logged: cards are
// served without.
func keepRelated(ctx context.Context, st store.Store, log *slog.Logger) error {
	tick := time.NewTicker(relateEvery)
	defer tick.Stop()
	for {
		if _, err := related.CatchUp(ctx, st, time.Now(), nil); err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "related stories", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
