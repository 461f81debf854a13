package ingest

import (
	"context"
	"runtime"
	"sync"
)

// ordered applies f to what comes in, on all processors, and gives the results in the order of the input. It holds a few
// results per processor at most, so a slow reader slows it down. After a cancelled context it closes the channel early.
func ordered[I, O any](ctx context.Context, workers *sync.WaitGroup, in <-chan I, f func(I) O) <-chan O {
	slots := make(chan chan O, runtime.GOMAXPROCS(0))
	workers.Go(func() {
		defer close(slots)
		for input := range in {
			slot := make(chan O, 1)
			if !send(ctx, slots, slot) {
				return
			}
			workers.Go(func() { slot <- f(input) })
		}
	})
	out := make(chan O)
	workers.Go(func() {
		defer close(out)
		for slot := range slots {
			if !send(ctx, out, <-slot) {
				return
			}
		}
	})
	return out
}

// send reports whether v was taken before the context ended.
func send[T any](ctx context.Context, to chan<- T, v T) bool {
	select {
	case to <- v:
		return true
	case <-ctx.Done():
		return false
	}
}
