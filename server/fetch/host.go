package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/sony/gobreaker/v2"
	"golang.org/x/time/rate"
)

// host is what is remembered of one: whose turn it is, and whether it is to be left alone.
type host struct {
	name    string
	slots   chan struct{}
	rate    *rate.Limiter
	circuit *gobreaker.CircuitBreaker[answer]

	mu    sync.Mutex
	until time.Time // nothing is sent before it

	users int       // requests under way or waiting; guarded by hosts.mu
	used  time.Time // by the last of them; guarded by hosts.mu
}

func newHost(u *url.URL) *host {
	h := &host{name: hostKey(u), slots: make(chan struct{}, HostConcurrency), rate: rate.NewLimiter(HostRate, HostBurst)}
	if isLoopback(u.Hostname()) {
		h.rate.SetLimit(rate.Inf)
	}
	h.circuit = gobreaker.NewCircuitBreaker[answer](gobreaker.Settings{
		Timeout:      OpenFor,
		ReadyToTrip:  func(n gobreaker.Counts) bool { return n.ConsecutiveFailures >= FailuresToOpen },
		IsSuccessful: func(err error) bool { return !isFailure(err) },
		IsExcluded:   isNobodysFault,
		OnStateChange: func(_ string, _, to gobreaker.State) {
			if to == gobreaker.StateOpen {
				h.hold(time.Now().Add(OpenFor))
			}
		},
	})
	return h
}

// isFailure reports whether an error says that the host is in trouble. A missing page, a large one or a circle of redirects
// is the page's: the others of the host are fetched on.
func isFailure(err error) bool {
	if status, ok := errors.AsType[*StatusError](err); ok {
		return status.Status >= 500 || status.Status == http.StatusTooManyRequests
	}
	return err != nil && !errors.Is(err, ErrTooLarge)
}

// isNobodysFault reports whether an error tells nothing about the host, because it was not asked or the caller left.
func isNobodysFault(err error) bool {
	_, left := errors.AsType[*abandoned](err)
	return left || errors.Is(err, ErrRefused)
}

// enter waits for the host's turn. A host that is left alone, or comes to be while we wait, is a *ClosedError.
func (h *host) enter(ctx context.Context) error {
	if err := h.closed(time.Time{}); err != nil {
		return err
	}
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	err := h.closed(time.Time{})
	if err == nil && h.rate.Wait(ctx) != nil {
		err = fmt.Errorf("too many requests wait for %s: %w", h.name, cmp.Or(context.Cause(ctx), context.DeadlineExceeded))
	}
	if err == nil {
		err = h.closed(time.Time{})
	}
	if err != nil {
		h.leave()
	}
	return err
}

func (h *host) leave() { <-h.slots }

// hold leaves the host alone until t; an earlier t than the last changes nothing.
func (h *host) hold(t time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if t.After(h.until) {
		h.until = t
	}
}

// closed returns a *ClosedError if the host is left alone now, or if at least is not over.
func (h *host) closed(least time.Time) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	until := h.until
	if least.After(until) {
		until = least
	}
	if !time.Now().Before(until) {
		return nil
	}
	return &ClosedError{Host: h.name, Until: until}
}

// hosts remembers MaxHosts of them.
type hosts struct {
	mu  sync.Mutex
	all map[string]*host
}

func newHosts() *hosts { return &hosts{all: map[string]*host{}} }

// take returns the host of u, to be released. Hosts in use are never forgotten: there can be as many as callers.
func (s *hosts) take(u *url.URL) *host {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := hostKey(u)
	h := s.all[key]
	if h == nil {
		s.forget()
		h = newHost(u)
		s.all[key] = h
	}
	h.users++
	return h
}

func (s *hosts) release(h *host) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h.users--
	h.used = time.Now()
}

// forget makes room for one more.
func (s *hosts) forget() {
	if len(s.all) < MaxHosts {
		return
	}
	var oldest *host
	for _, h := range s.all {
		if h.users == 0 && (oldest == nil || h.used.Before(oldest.used)) {
			oldest = h
		}
	}
	if oldest != nil {
		delete(s.all, oldest.name)
	}
}
