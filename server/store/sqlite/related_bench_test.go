package sqlite_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"newsflash/server/related"
	"newsflash/server/sanitize"
	"newsflash/server/store"
	"newsflash/widget"
)

// prose makes articles of about 5 kB, each on one of fifty topics, in words as frequent as those of a language are
// (Zipf's law): most of a text is what all texts share.
func prose(n int) []sanitize.Article {
	r := rand.New(rand.NewPCG(1, 2))
	common := rand.NewZipf(r, 1.05, 3, 20_000)
	word := func(n uint64) string {
		b := []byte{}
		for n += 11; n > 0; n /= 11 {
			b = append(b, "aeioutnsrlm"[n%11], "bcdfghjkpvz"[n*7%11])
		}
		return string(b)
	}
	all := make([]sanitize.Article, n)
	for i := range all {
		topic := uint64(30_000 + 100*(i%50))
		text := func(words int) string {
			var b strings.Builder
			for range words {
				next := common.Uint64()
				if r.IntN(8) == 0 {
					next = topic + r.Uint64N(100)
				}
				b.WriteString(word(next) + " ")
			}
			return b.String()
		}
		var body strings.Builder
		for range 14 {
			body.WriteString("<p>" + text(60) + "</p>")
		}
		clean, _, err := sanitize.Clean(widget.Article{
			ID: fmt.Sprint("story-", i), Source: "feed", GUID: fmt.Sprint(i), URL: fmt.Sprint("https://news.example/story/", i), Lang: "en",
			Title: text(9), Deck: text(25), Tags: []string{text(1)}, Section: "Local", Body: body.String(),
		})
		if err != nil {
			panic(err)
		}
		all[i] = clean
	}
	return all
}

// BenchmarkProse is a thousand articles with the words of real ones: stored, and then their related stories computed.
func BenchmarkProse(b *testing.B) {
	all := prose(benchPuts)
	b.Run("put", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			s := open(b, b.TempDir())
			b.StartTimer()
			putAll(b, s, all, store.New)
		}
	})
	b.Run("related", func(b *testing.B) {
		changed := 0
		for b.Loop() {
			b.StopTimer()
			s := open(b, b.TempDir())
			putAll(b, s, all, store.New)
			b.StartTimer()
			var err error
			if changed, err = related.CatchUp(b.Context(), s, time.Now(), nil); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(changed), "changed")
	})
}
