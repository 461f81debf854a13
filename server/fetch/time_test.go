package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// pause waits until the client hangs up, at most d.
func pause(r *http.Request, d time.Duration) {
	select {
	case <-r.Context().Done():
	case <-time.After(d):
	}
}

func slowSite(w http.ResponseWriter, r *http.Request) {
	const shy = time.Millisecond
	flush := w.(http.Flusher).Flush
	switch {
	case r.Host == "busy.example":
		w.WriteHeader(http.StatusTooManyRequests)
	case r.Host == "header-late.example":
		pause(r, HeaderTimeout+shy)
	case r.Host == "header-just.example":
		pause(r, HeaderTimeout-shy)
	case r.Host == "stall.example":
		fmt.Fprint(w, "a")
		flush()
		pause(r, IdleTimeout+shy)
	case r.Host == "drip-just.example":
		for range 4 {
			fmt.Fprint(w, "a")
			flush()
			pause(r, IdleTimeout-shy)
		}
	case r.Host == "drip.example":
		for r.Context().Err() == nil {
			fmt.Fprint(w, "a")
			flush()
			pause(r, IdleTimeout-shy)
		}
	case r.Host == "late-redirects.example":
		pause(r, HeaderTimeout-shy)
		http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
	case r.Host == "stalled-redirect.example":
		w.Header().Set("Location", "http://good.example/")
		w.WriteHeader(http.StatusFound)
		fmt.Fprint(w, "a")
		flush()
		pause(r, time.Hour)
	}
}

func TestTimeouts(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		host, err string
		after     time.Duration
	}{
		{"silent.example", "no connection within 10s", ConnectTimeout},
		{"header-late.example", "did not answer in time", HeaderTimeout},
		{"header-just.example", "", HeaderTimeout - time.Millisecond},
		{"stall.example", "the answer stalled: nothing came for 15s", IdleTimeout},
		{"drip-just.example", "", 4 * (IdleTimeout - time.Millisecond)},
		{"drip.example", "not complete after 1m0s", TotalTimeout},
		{"late-redirects.example", "not complete after 1m0s", TotalTimeout},
	} {
		timeless(t, slowSite, func(t *testing.T, c *Client) {
			began := time.Now()
			_, err := c.Get(t.Context(), Request{URL: "http://" + test.host + "/"})
			if took := time.Since(began); took != test.after {
				t.Errorf("%s took %s, want %s", test.host, took, test.after)
			}
			if (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
				t.Errorf("%s: %v; want %q", test.host, err, test.err)
			}
		})
	}
}

// A redirect's own body is of no use: that it stalls costs IdleTimeout at most.
func TestStalledRedirect(t *testing.T) {
	t.Parallel()
	timeless(t, slowSite, func(t *testing.T, c *Client) {
		began := time.Now()
		if r := get(t, c, Request{URL: "http://stalled-redirect.example/"}); r.URL != "http://good.example/" || time.Since(began) > IdleTimeout {
			t.Errorf("ended at %s after %s", r.URL, time.Since(began))
		}
	})
}

func TestCallerGivesUp(t *testing.T) {
	t.Parallel()
	timeless(t, slowSite, func(t *testing.T, c *Client) {
		why := errors.New("the server is being stopped")
		for range FailuresToOpen + 1 { // none of them is the host's fault
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(time.Second, func() { cancel(why) })
			began := time.Now()
			if _, err := c.Get(ctx, Request{URL: "http://stall.example/"}); !errors.Is(err, why) || time.Since(began) != time.Second {
				t.Errorf("%v after %s, want the caller's reason after 1s", err, time.Since(began))
			}
		}
	})
}
