package source_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"runtime"
	"strings"
	"testing"
	"time"

	"newsflash/server/fetch"
	"newsflash/server/ingest"
	"newsflash/server/source"
	"newsflash/server/store"
	"newsflash/server/store/sqlite"
)

// BenchmarkHundredSources reads 100 feeds of 50 articles each for the first time, and again unchanged.
func BenchmarkHundredSources(b *testing.B) {
	const sources, articles = 100, 50
	s := newStub(b)
	for f := range sources {
		var items []string
		for i := range articles {
			items = append(items, strings.NewReplacer("/story/", fmt.Sprintf("/%d/story/", f), "id-", fmt.Sprintf("id-%d-", f)).
				Replace(item(i, fmt.Sprintf("Text number %d of source %d, which nobody else has.", i, f))))
		}
		s.xml(fmt.Sprintf("/feed/%d", f), rss(items...))
	}
	for b.Loop() {
		st, err := sqlite.Open(b.Context(), b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		e := source.New(st, fetch.New(fetch.Options{AllowPrivate: true}), slog.New(slog.NewTextHandler(io.Discard, nil)))
		for f := range sources {
			src, err := source.Check(store.Source{ID: fmt.Sprintf("s-%d", f), Kind: store.Feed, URL: fmt.Sprintf("%s/feed/%d", s.URL, f)})
			if err == nil {
				err = st.AddSource(b.Context(), src)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		for _, pass := range []string{"first-s", "again-s"} {
			start := time.Now()
			tally := readAll(b.Context(), b, e)
			b.ReportMetric(time.Since(start).Seconds(), pass)
			if pass == "first-s" && tally.New != sources*articles {
				b.Fatalf("the first pass came to %s", tally)
			}
		}
		var memory runtime.MemStats
		runtime.ReadMemStats(&memory)
		b.ReportMetric(float64(memory.Sys>>20), "sys-MB")
		if err := st.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// readAll reads all sources, some at a time, as Run does.
func readAll(ctx context.Context, b *testing.B, e *source.Engine) (sum source.Tally) {
	all, err := e.Store.Sources(ctx)
	if err != nil {
		b.Fatal(err)
	}
	work, done := make(chan store.Source), make(chan source.Tally)
	for range 8 {
		go func() {
			for src := range work {
				_, tally, err := e.Pass(ctx, src, func(ingest.Outcome) {})
				if err != nil {
					b.Error(err)
				}
				done <- tally
			}
		}()
	}
	go func() {
		for _, src := range all {
			work <- src
		}
		close(work)
	}()
	for range all {
		t := <-done
		sum.New, sum.Updated, sum.Unchanged = sum.New+t.New, sum.Updated+t.Updated, sum.Unchanged+t.Unchanged
	}
	return sum
}
