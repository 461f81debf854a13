//go:build !race

package httpd

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http/httptest"
	"runtime"
	"sync"
	"testing"
	"time"
)

// The race detector's own memory would be counted: make unit runs this without it.

// TestAThousandListeners: all hear of a correction, which another process may have stored; each costs less than 64 kB, the
// client's half included; when the server stops all are sent away, each with another time to come back.
func TestAThousandListeners(t *testing.T) {
	const many, most = 1000, 64 << 10
	_, st, cards := newSite(t, story)
	s := New(st, nil, cards, logOf(t))
	server := httptest.NewUnstartedServer(s.Handler())
	server.Config = HTTPServer(s.Handler(), logOf(t))
	server.Config.RegisterOnShutdown(s.EndEvents)
	server.Start()
	t.Cleanup(server.Close)
	before := memory()
	all := make([]*listener, many)
	for i := range all {
		all[i] = dial(t, server.Listener.Addr().String(), "/events?id=harbour")
		if _, ok := all[i].next(t); !ok {
			t.Fatalf("listener %d hears nothing", i)
		}
	}
	if each := (memory() - before) / many; each > most {
		t.Errorf("a listener costs %d bytes", each)
	} else {
		t.Logf("a listener costs %d bytes", each)
	}
	changed := story
	changed.Body = "<p>The text of the story, corrected.</p>"
	put(t, st, changed)
	stored := time.Now()
	var wait sync.WaitGroup
	for _, l := range all {
		wait.Go(func() { l.next(t) })
	}
	wait.Wait()
	t.Logf("all heard within %v", time.Since(stored)) // two seconds are promised; a busy machine proves nothing
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := server.Config.Shutdown(ctx); err != nil {
		t.Fatal(err)
	}
	retries := map[string]int{}
	for _, l := range all {
		if n, more := l.next(t); more {
			t.Fatalf("heard %+v at the end", n)
		}
		retries[l.retry]++
	}
	if len(retries) < many/2 {
		t.Errorf("all come back at only %d different times", len(retries))
	}
}

// dial is listen without a client's buffers and goroutines.
func dial(t testing.TB, addr, path string) *listener {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	if _, err := fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", path, addr); err != nil {
		t.Fatal(err)
	}
	return &listener{lines: bufio.NewScanner(conn)}
}

// memory is what the heap and the stacks hold after a collection.
func memory() int {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapInuse + m.StackInuse)
}
