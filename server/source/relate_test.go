package source

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"newsflash/server/fetch"
	"newsflash/server/sanitize"
	"newsflash/server/store/sqlite"
	"newsflash/widget"
)

// TestRunRelatesWhatComesOut: a story that is stored ahead of its time is listed soon after it, without anything else happening.
func TestRunRelatesWhatComesOut(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		st, err := sqlite.Open(t.Context(), t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		defer st.Close()
		later := time.Now().Add(time.Hour)
		for id, a := range map[string]widget.Article{
			"first":  {Title: "Harbour council votes on the ferry landing", Body: "<p>The rotten landing of the ferry is to be rebuilt, the council said.</p>"},
			"second": {Title: "Ferry landing is rebuilt, the harbour council says", Body: "<p>Passengers of the ferry use the new landing.</p>", Published: widget.Date{Time: later}},
		} {
			a.ID, a.Source, a.GUID, a.Lang = id, "test", id, "en"
			clean, _, err := sanitize.Clean(a)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := st.Put(t.Context(), clean); err != nil {
				t.Fatal(err)
			}
		}
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		e := New(st, fetch.New(fetch.Options{}), slog.New(slog.DiscardHandler))
		go func() { done <- e.keepRelated(ctx) }()
		for _, want := range []int{0, 1} {
			synctest.Wait()
			if stories, err := st.Related(t.Context(), "first"); err != nil || len(stories) != want {
				t.Errorf("at %s: %v, %v; want %d", time.Now(), stories, err, want)
			}
			time.Sleep(time.Until(later) + time.Minute)
		}
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}
