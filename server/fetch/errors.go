package fetch

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// ErrRefused is behind every error about an address that is not fetched because of where it leads or how it is written.
// Nothing was sent to it.
var ErrRefused = errors.New("the address is refused")

// ErrTooLarge is behind the error about a body beyond Request.Limit.
var ErrTooLarge = errors.New("the answer is too large")

// Why a request was given up, as the cause of its context.
var (
	errConnect = fmt.Errorf("no connection within %s: its server is down or drops our packets", ConnectTimeout)
	errIdle    = fmt.Errorf("the answer stalled: nothing came for %s", IdleTimeout)
	errTotal   = fmt.Errorf("the answer was not complete after %s", TotalTimeout)
)

// refusal is an ErrRefused with its reason.
type refusal struct{ reason string }

func refuse(format string, args ...any) error { return &refusal{fmt.Sprintf(format, args...)} }

func (e *refusal) Error() string        { return e.reason }
func (e *refusal) Is(target error) bool { return target == ErrRefused }

// abandoned is an error of the caller's context: it says nothing about the host.
type abandoned struct{ error }

func (e *abandoned) Unwrap() error { return e.error }

// StatusError is an answer that is neither the thing asked for nor a redirect to it.
type StatusError struct {
	URL        string // that answered, after redirects
	Status     int
	RetryAfter time.Duration // what the server asked to wait, at most MaxRetryAfter; 0 if it didn't
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("the server answered %d %s: %s", e.Status, http.StatusText(e.Status), e.advice())
}

func (e *StatusError) advice() string {
	switch {
	case e.Status == http.StatusNotFound:
		return "nothing is at this address; correct it if it was mistyped"
	case e.Status == http.StatusGone:
		return "it was withdrawn for good"
	case e.Status == http.StatusUnauthorized || e.Status == http.StatusForbidden:
		return "it wants a login or turns this server away; ask its publisher to let the user agent in"
	case e.RetryAfter > 0:
		return fmt.Sprintf("it asks to wait for %s", e.RetryAfter)
	case e.Status == http.StatusTooManyRequests:
		return "it has been asked too often; wait before you try again"
	case e.Status >= 500:
		return "its server has a fault of its own; try again later"
	case e.Status >= 400:
		return "it does not accept this request; check the address"
	default:
		return "this is not a complete answer; check the address"
	}
}

// ClosedError is about a host that is left alone: it failed FailuresToOpen times in a row, or asked to wait.
type ClosedError struct {
	Host  string    // with its port
	Until time.Time // when a request will be sent again
}

func (e *ClosedError) Error() string {
	return fmt.Sprintf("%s is left alone until %s, because it failed repeatedly or asked to wait", e.Host, e.Until.UTC().Format(time.RFC3339))
}

func statusOf(err error) int {
	if status, ok := errors.AsType[*StatusError](err); ok {
		return status.Status
	}
	return 0
}

// explain turns the error of a connection into a sentence; cause is its context's, nil unless it was given up.
func explain(err, cause error) error {
	if refused, ok := errors.AsType[*refusal](err); ok {
		return refused
	}
	if cause != nil {
		return cause
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok && dns.IsNotFound {
		return fmt.Errorf("the name %s is unknown; check its spelling: %w", dns.Name, err)
	}
	if cert, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return fmt.Errorf("the certificate is not trusted; its publisher must renew or correct it: %w", cert)
	}
	if timeout, ok := errors.AsType[net.Error](err); ok && timeout.Timeout() {
		return fmt.Errorf("its server did not answer in time: %w", err)
	}
	return err
}
