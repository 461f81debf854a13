package fetch

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/sony/gobreaker/v2"
)

// answer is what one hop gave: a body, a 304 or a redirect.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// send makes one hop: it waits for the host's turn, and counts the outcome for its circuit.
func (c *Client) send(ctx context.Context, t *trip) (answer, error) {
	h := c.hosts.take(t.url)
	defer c.hosts.release(h)
	if err := h.enter(ctx); err != nil {
		return answer{}, err
	}
	defer h.leave()
	a, err := h.circuit.Execute(func() (answer, error) {
		a, err := c.exchange(ctx, t)
		if status, ok := errors.AsType[*StatusError](err); ok && status.RetryAfter > 0 {
			h.hold(time.Now().Add(status.RetryAfter))
		}
		return a, err
	})
	if errors.Is(err, gobreaker.ErrOpenState) || errors.Is(err, gobreaker.ErrTooManyRequests) {
		return a, h.closed(time.Now().Add(HeaderTimeout)) // another request is trying the host right now
	}
	return a, err
}

// exchange sends one request and reads its answer, within what is left of the trip's time.
func (c *Client) exchange(caller context.Context, t *trip) (answer, error) {
	began := time.Now()
	defer func() { t.left -= time.Since(began) }()
	ctx, stop := context.WithTimeoutCause(caller, t.left, errTotal)
	defer stop()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	req, err := t.request(ctx, c.userAgent)
	if err != nil {
		return answer{}, err
	}
	a, err := c.receive(req, t, cancel)
	if err != nil && caller.Err() != nil {
		return answer{}, &abandoned{context.Cause(caller)}
	}
	if err != nil {
		return answer{}, explain(err, context.Cause(ctx))
	}
	return a, nil
}

func (c *Client) receive(req *http.Request, t *trip, cancel context.CancelCauseFunc) (answer, error) {
	resp, err := c.transport.RoundTrip(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	body := newPatient(resp.Body, cancel)
	a := answer{status: resp.StatusCode, header: resp.Header}
	switch {
	case t.method == http.MethodGet && a.status == http.StatusOK:
		a.body, err = readBody(resp, body, t.limit)
		return a, err
	case t.method == http.MethodPost && a.status/100 == 2, redirects(t.method, a.status):
		drain(body)
		return a, nil
	case a.status == http.StatusNotModified && t.conditional():
		return a, nil
	default:
		drain(body)
		return a, &StatusError{URL: t.url.String(), Status: a.status, RetryAfter: retryAfter(resp.Header.Get("Retry-After"), a.status, time.Now())}
	}
}

// retryAfter reads seconds or a date (RFC 9110 section 10.2.3), for the two statuses that mean "later".
func retryAfter(s string, status int, now time.Time) time.Duration {
	if status != http.StatusTooManyRequests && status != http.StatusServiceUnavailable {
		return 0
	}
	if seconds, err := strconv.ParseUint(s, 10, 64); err == nil || errors.Is(err, strconv.ErrRange) {
		return time.Duration(min(seconds, uint64(MaxRetryAfter/time.Second))) * time.Second
	}
	date, err := http.ParseTime(s)
	if err != nil {
		return 0
	}
	return min(max(date.Sub(now), 0), MaxRetryAfter)
}
