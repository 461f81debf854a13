package account

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How often a password may be guessed: a few times at once by the same visitor for the same name, and more often for the
// name by all, so that nobody far away can keep a user out with a few requests.
const (
	guessesAtOnce  = 5
	guessesByAll   = 50
	guessEvery     = time.Minute // until there is one more
	maxGuessesKept = 10_000      // names and visitors remembered; then all are forgotten
)

// guesses counts attempts to sign in.
type guesses struct {
	now    func() time.Time
	mutex  sync.Mutex
	counts map[[2]string]*rate.Limiter // by name and visitor, "" for all
}

func newGuesses(now func() time.Time) *guesses {
	return &guesses{now: now, counts: map[[2]string]*rate.Limiter{}}
}

// take counts an attempt, or says how long to wait for the next.
func (g *guesses) take(name, from string) (wait time.Duration) {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	if len(g.counts) >= maxGuessesKept {
		clear(g.counts)
	}
	for _, limit := range []struct {
		from   string
		atOnce int
	}{{from, guessesAtOnce}, {"", guessesByAll}} {
		key := [2]string{name, limit.from}
		if g.counts[key] == nil {
			g.counts[key] = rate.NewLimiter(rate.Every(guessEvery), limit.atOnce)
		}
		if !g.counts[key].AllowN(g.now(), 1) {
			wait = guessEvery
		}
	}
	return wait
}

// forget is for who knew the password.
func (g *guesses) forget(name, from string) {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	delete(g.counts, [2]string{name, from})
}
