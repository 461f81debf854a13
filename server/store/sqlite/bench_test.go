package sqlite_test

import (
	"fmt"
	"testing"

	"newsflash/server/sanitize"
	"newsflash/server/store"
	"newsflash/server/store/sqlite"
)

const benchPuts = 1000 // in each operation

func texts(text string) []sanitize.Article {
	all := make([]sanitize.Article, benchPuts)
	for i := range all {
		all[i] = article(i, text)
	}
	return all
}

func putAll(b *testing.B, s *sqlite.Store, all []sanitize.Article, want store.Outcome) {
	b.Helper()
	for i, a := range all {
		if res, err := s.Put(b.Context(), a); err != nil || res.Outcome != want {
			b.Fatalf("put %d came to %+v, %v", i, res, err)
		}
	}
}

// BenchmarkPut stores a thousand articles of 6 kB, one transaction each.
func BenchmarkPut(b *testing.B) {
	first, second := texts("first"), texts("second")
	fresh := func(b *testing.B) *sqlite.Store {
		b.StopTimer()
		defer b.StartTimer()
		return open(b, b.TempDir())
	}
	filled := func(b *testing.B) *sqlite.Store {
		s := fresh(b)
		b.StopTimer()
		defer b.StartTimer()
		putAll(b, s, first, store.New)
		return s
	}
	b.Run("new", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			putAll(b, fresh(b), first, store.New)
		}
	})
	b.Run("updated", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			putAll(b, filled(b), second, store.Updated)
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		b.ReportAllocs()
		s := filled(b)
		for b.Loop() {
			putAll(b, s, first, store.Unchanged)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	s := open(b, b.TempDir())
	putAll(b, s, texts("first"), store.New)
	n := 0
	id := func() string { n++; return fmt.Sprint("story-", n%benchPuts) }
	b.Run("Head", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := s.Head(b.Context(), id()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Get", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, _, err := s.Get(b.Context(), id()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("HeadParallel", func(b *testing.B) {
		b.RunParallel(func(p *testing.PB) {
			for p.Next() {
				if _, err := s.Head(b.Context(), "story-7"); err != nil {
					b.Error(err)
				}
			}
		})
	})
}
