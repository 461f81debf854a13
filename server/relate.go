package main

import (
	"time"

	"newsflash/server/related"
	"newsflash/server/store"
)

// relate computes the related stories of all that has come in, here or in a run that ended early. Count is for the bar.
func relate(s streams, st store.Store, count int) error {
	bar := progress(s, count, "related stories")
	defer func() { _ = bar.Clear() }()
	_, err := related.CatchUp(s.ctx, st, time.Now(), func() { _ = bar.Add(1) })
	return err
}
