package fetch

import "time"

// The bounds of Backoff.
const (
	MinBackoff = 5 * time.Minute
	MaxBackoff = 24 * time.Hour
)

// Backoff says how long to wait after a number of failures in a row: twice as long each time, and anywhere in the upper half
// of that, so that sources that failed together do not come back together. The first wait is from MinBackoff on, none is
// longer than MaxBackoff. random gives numbers in [0, 1), like rand.Float64.
func Backoff(failures int, random func() float64) time.Duration {
	wait := 2 * MinBackoff
	for ; failures > 1 && wait < MaxBackoff; failures-- {
		wait *= 2
	}
	wait = min(wait, MaxBackoff)
	return wait/2 + time.Duration(random()*float64(wait/2))
}
