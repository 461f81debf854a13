package ingest

import (
	"context"
	"runtime"
	"sync"
)

// beside is how many of one step go on at the same time: more than there are processors, as many wait for a network.
var beside = max(8, runtime.GOMAXPROCS(0))

// ordered applies f to what comes in, side by side, and gives the results in the order of the input. It holds few results
// at a time, so a slow reader slows it down. After a cancelled context it closes the channel early.
func ordered[I, O any](ctx context.Context, workers *sync.WaitGroup, in <-chan I, f func(I) O) <-chan O {
	slots := make(chan chan O, beside)
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
