package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestRate(t *testing.T) {
	t.Parallel()
	timeless(t, slowSite, func(t *testing.T, c *Client) {
		began := time.Now()
		for range HostBurst + 3*HostRate {
			get(t, c, Request{URL: "http://good.example/"})
		}
		if took := time.Since(began); took != 3*time.Second {
			t.Errorf("took %s, want 3s", took)
		}
		began = time.Now()
		get(t, c, Request{URL: "http://other.example/"})
		for range 10 * HostBurst {
			get(t, c, Request{URL: "http://127.0.0.1/"})
		}
		if took := time.Since(began); took != 0 {
			t.Errorf("another host and loopback took %s, want nothing", took)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if _, err := c.Get(ctx, Request{URL: "http://good.example/"}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("with a deadline before its turn: %v", err)
		}
	})
}

// Waiting for one's turn is no fault of the host, and is not counted in TotalTimeout.
func TestConcurrency(t *testing.T) {
	t.Parallel()
	var now, most atomic.Int64
	var release chan struct{}
	timeless(t, func(_ http.ResponseWriter, _ *http.Request) {
		if n := now.Add(1); n > most.Load() {
			most.Store(n)
		}
		<-release
		now.Add(-1)
	}, func(t *testing.T, c *Client) {
		release = make(chan struct{}) // of the bubble
		var group sync.WaitGroup
		const callers = 6 * HostConcurrency
		for range callers {
			group.Go(func() {
				if _, err := c.Get(t.Context(), Request{URL: "http://good.example/"}); err != nil {
					t.Error(err)
				}
			})
		}
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
		defer cancel()
		if _, err := c.Get(ctx, Request{URL: "http://good.example/"}); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("with a deadline while all slots are taken: %v", err)
		}
		for range callers {
			synctest.Wait()
			if n := now.Load(); n > HostConcurrency {
				t.Errorf("%d requests at the same time, want %d", n, HostConcurrency)
			}
			time.Sleep(HeaderTimeout / HostConcurrency * 3 / 4)
			release <- struct{}{}
		}
		group.Wait()
		if most.Load() != HostConcurrency {
			t.Errorf("at most %d requests at the same time, want %d", most.Load(), HostConcurrency)
		}
	})
}

func TestCircuit(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	status := http.StatusInternalServerError
	timeless(t, func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		time.Sleep(time.Second)
		w.WriteHeader(status)
	}, func(t *testing.T, c *Client) {
		try := func() error {
			_, err := c.Get(t.Context(), Request{URL: "http://bad.example/"})
			return err
		}
		for range FailuresToOpen {
			if err := try(); statusOf(err) != 500 {
				t.Fatal(err)
			}
		}
		closed(t, try(), time.Now().Add(OpenFor))
		status = http.StatusOK
		get(t, c, Request{URL: "http://other.example/"})
		if asked.Load() != FailuresToOpen+1 {
			t.Errorf("%d requests were sent, want %d and one to another host", asked.Load(), FailuresToOpen)
		}

		status = http.StatusBadGateway
		time.Sleep(OpenFor)
		if err := try(); statusOf(err) != 502 { // half open: one may try, and fails
			t.Errorf("after %s: %v, want one try", OpenFor, err)
		}
		closed(t, try(), time.Now().Add(OpenFor))

		status = http.StatusOK
		time.Sleep(OpenFor + time.Second)
		sent := asked.Load()
		var group sync.WaitGroup
		var good, bad atomic.Int64
		for range HostConcurrency {
			group.Go(func() {
				if _, isClosed := errors.AsType[*ClosedError](try()); isClosed {
					bad.Add(1)
				} else {
					good.Add(1)
				}
			})
		}
		group.Wait()
		if good.Load() != 1 || bad.Load() != HostConcurrency-1 || asked.Load() != sent+1 {
			t.Errorf("half open: %d tried, %d were told to wait, %d were sent", good.Load(), bad.Load(), asked.Load()-sent)
		}
		if err := try(); err != nil {
			t.Errorf("after a success: %v", err)
		}
	})
}

func closed(t *testing.T, err error, until time.Time) {
	t.Helper()
	e, ok := errors.AsType[*ClosedError](err)
	if !ok || e.Host != "bad.example:80" || !e.Until.Equal(until) {
		t.Errorf("got %v, want bad.example:80 closed until %s", err, until)
	}
}

// What is wrong with a page, or with the caller, does not close its host.
func TestNoFailures(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/304", "/400", "/401", "/403", "/404", "/410", "/451", "/large", "/circle", "/private"} {
		timeless(t, func(w http.ResponseWriter, r *http.Request) {
			var status int
			switch r.URL.Path {
			case "/large":
				_, _ = w.Write(make([]byte, 100))
			case "/circle":
				http.Redirect(w, r, "/circle", http.StatusFound)
			case "/private":
				http.Redirect(w, r, "http://2130706433/", http.StatusFound)
			default:
				_, _ = fmt.Sscanf(r.URL.Path, "/%d", &status)
				w.WriteHeader(status)
			}
		}, func(t *testing.T, c *Client) {
			for range 2 * FailuresToOpen {
				_, err := c.Get(t.Context(), Request{URL: "http://good.example" + path, ETag: "e", Limit: 10})
				if _, isClosed := errors.AsType[*ClosedError](err); isClosed {
					t.Errorf("%s closed its host: %v", path, err)
				}
			}
		})
	}
}

func TestFailuresCloseTheirHost(t *testing.T) {
	t.Parallel()
	for _, host := range []string{"down.example", "silent.example", "header-late.example", "stall.example", "busy.example"} {
		timeless(t, slowSite, func(t *testing.T, c *Client) {
			for range FailuresToOpen {
				if _, err := c.Get(t.Context(), Request{URL: "http://" + host}); err == nil {
					t.Errorf("%s answered", host)
				}
			}
			_, err := c.Get(t.Context(), Request{URL: "http://" + host})
			if e, isClosed := errors.AsType[*ClosedError](err); !isClosed || !e.Until.Equal(time.Now().Add(OpenFor)) {
				t.Errorf("%s: %v, want it closed until %s", host, err, time.Now().Add(OpenFor))
			}
		})
	}
}

func TestRetryAfterIsKept(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	timeless(t, func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) == 1 {
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(http.StatusTooManyRequests)
		}
	}, func(t *testing.T, c *Client) {
		_, err := c.Get(t.Context(), Request{URL: "http://bad.example/"})
		if e, ok := errors.AsType[*StatusError](err); !ok || e.Status != 429 || e.RetryAfter != 2*time.Minute {
			t.Errorf("got %v, want 429 with 2m", err)
		}
		until := time.Now().Add(2 * time.Minute)
		time.Sleep(2*time.Minute - 1)
		_, err = c.Get(t.Context(), Request{URL: "http://bad.example/other"})
		if e, ok := errors.AsType[*ClosedError](err); !ok || !e.Until.Equal(until) || asked.Load() != 1 {
			t.Errorf("got %v after %d requests, want the host closed until %s", err, asked.Load(), until)
		}
		get(t, c, Request{URL: "http://good.example/"})
		time.Sleep(time.Nanosecond)
		get(t, c, Request{URL: "http://bad.example/"})
	})
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2025, 11, 8, 9, 0, 0, 0, time.UTC)
	for s, want := range map[string]time.Duration{
		"":                                 0,
		"0":                                0,
		"120":                              2 * time.Minute,
		"3600":                             MaxRetryAfter,
		"3601":                             MaxRetryAfter,
		"9223372036854775807":              MaxRetryAfter,
		"99999999999999999999999999":       MaxRetryAfter,
		"-1":                               0,
		"+5":                               0,
		"1.5":                              0,
		"1e9":                              0,
		"soon":                             0,
		"Sat, 08 Nov 2025 09:10:00 GMT":    10 * time.Minute,
		"Saturday, 08-Nov-25 09:10:00 GMT": 10 * time.Minute,
		"Sat Nov  8 09:10:00 2025":         10 * time.Minute,
		"Sat, 08 Nov 2025 08:00:00 GMT":    0,
		"Fri, 31 Dec 9999 23:59:59 GMT":    MaxRetryAfter,
		"Sat, 08 Nov 0001 09:10:00 GMT":    0,
	} {
		for _, status := range []int{429, 503} {
			if got := retryAfter(s, status, now); got != want {
				t.Errorf("%q with %d: %s, want %s", s, status, got, want)
			}
		}
		if got := retryAfter(s, 500, now); got != 0 {
			t.Errorf("%q with 500: %s, want nothing", s, got)
		}
	}
}

func TestHostsAreForgotten(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newHosts()
		address := func(i int) *url.URL { return &url.URL{Scheme: "https", Host: fmt.Sprintf("h%d.example", i)} }
		busy := s.take(address(0))
		for i := 1; i < 3*MaxHosts; i++ {
			s.release(s.take(address(i)))
			time.Sleep(time.Nanosecond)
			if i%1000 == 0 {
				s.release(s.take(address(1))) // is asked often
				time.Sleep(time.Nanosecond)
			}
		}
		if len(s.all) != MaxHosts {
			t.Errorf("%d hosts are remembered, want %d", len(s.all), MaxHosts)
		}
		for i, want := range map[int]bool{0: true, 1: true, 2: false, 3*MaxHosts - 1: true} {
			if _, got := s.all[hostKey(address(i))]; got != want {
				t.Errorf("host %d remembered: %v, want %v", i, got, want)
			}
		}
		if s.take(address(0)) != busy {
			t.Error("a host in use was forgotten")
		}
	})
}

func TestBackoff(t *testing.T) {
	t.Parallel()
	first := func() float64 { return 0 }
	last := func() float64 { return 0x1.fffffffffffffp-1 }
	for failures, want := range map[int][2]time.Duration{
		-1: {5 * time.Minute, 10 * time.Minute}, 0: {5 * time.Minute, 10 * time.Minute}, 1: {5 * time.Minute, 10 * time.Minute},
		2: {10 * time.Minute, 20 * time.Minute}, 5: {80 * time.Minute, 160 * time.Minute},
		9: {12 * time.Hour, 24 * time.Hour}, 10: {12 * time.Hour, 24 * time.Hour}, 1 << 40: {12 * time.Hour, 24 * time.Hour},
	} {
		low, high := Backoff(failures, first), Backoff(failures, last)
		if low != want[0] || high > want[1] || high < want[1]-time.Second || low < MinBackoff || high > MaxBackoff {
			t.Errorf("after %d failures from %s to %s, want %v", failures, low, high, want)
		}
	}
}
