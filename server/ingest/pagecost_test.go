//go:build !race

package ingest

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

// hostilePages cost a careless reader far more than they cost to write. All are within MaxFile.
func hostilePages() map[string]string {
	const large = MaxFile - 1000
	fill := func(piece string, size int) string { return strings.Repeat(piece, size/len(piece)) }
	sentence := "<p>A sentence of a story that goes on for a while, so that it counts as one, and then it ends."
	return map[string]string{
		"divs":              fill("<div>", large),
		"unclosed bold":     fill("<b><i><u><em>", large),
		"bold with names":   numberedPages("<b id=x%d>", 400) + fill("<p>x", 40_000*4),
		"fonts in tables":   numberedPages("<font size=%d>", 300) + fill("<table><tr><td>x", 300_000),
		"one tag":           "<p " + fill("a=b ", large),
		"open quote":        `<p class="` + fill("x ", large),
		"comments":          fill("<!-- x -->", large),
		"text":              "<p>" + fill("word ", large),
		"words":             fill(sentence, 49_000*len("<p>x")*5),
		"paragraphs":        "<article>" + fill(sentence, 48_000*len(sentence)),
		"deep":              fill(strings.Repeat("<div>", 250)+sentence+strings.Repeat("</div>", 250), 190*(250*11+len(sentence))),
		"deep spans":        "<p>" + fill(strings.Repeat("<span>", 400)+"x"+strings.Repeat("</span>", 400), 120*400*13),
		"lists":             fill("<ul><li><a href=/x>y</a></ul>", 15_000*29),
		"headings":          fill("<h2>Related articles</h2><p>A sentence that ends.</p>", 20_000*53),
		"pictures":          fill(`<figure><img src=/abcdefgh.jpg><figcaption>A caption.</figcaption></figure>`, 16_000*76),
		"times":             fill(`<time datetime=2025-01-01>x</time> `, 45_000*35),
		"names":             fill(`<div class="article-body story__content byline author-bio share related">x</div>`, 45_000*79),
		"long names":        fill(`<div class="`+strings.Repeat("aB-", 300)+`">x</div>`, 8_000*930),
		"tables":            fill("<table><tr><td>x</td><td>y</td></tr></table>", 9_000*45),
		"tables in tables":  strings.Repeat("<table><tr><td>", 100) + fill("<p>x</p>", 200_000),
		"links in links":    fill("<a href=/x><p>Some words of a link.</p>", 20_000*39),
		"noscripts":         fill("<noscript><img src=/a.jpg></noscript>", 20_000*38),
		"quotes":            fill("<blockquote><p>A sentence that is quoted and ends here.</p></blockquote>", 20_000*71),
		"json-ld":           `<script type="application/ld+json">` + fill(`[{"a":1},`, large) + "</script>",
		"json-ld, broken":   `<script type="application/ld+json">` + fill(`{"a":"b" c"d",}`, large) + "</script>",
		"json-ld, articles": `<script type="application/ld+json">[` + strings.TrimSuffix(fill(`{"@type":"Article","headline":"x y z"},`, 150_000), ",") + `]</script>`,
		"json-ld, text":     `<script type="application/ld+json">{"@type":"Article","headline":"x","articleBody":"` + fill("some words ", 500<<10) + `"}</script>` + fill(sentence, 400_000),
		"metas":             "<head>" + fill(`<meta name="author" content="A B">`, 40_000*35),
		"breaks":            "<p>" + fill("x<br><br>", 45_000*9),
		"centred":           fill(`<p align=center><img src=/abcdef.jpg></p><p align=center>x</p>`, 15_000*63),
	}
}

func numberedPages(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// TestHostilePagesCost holds each of them to the time and memory that one document may cost.
func TestHostilePagesCost(t *testing.T) {
	const (
		maxTime   = time.Second // of a processor; the machine may be busy, so the test allows three times as much
		maxMemory = 64 << 20    // bytes in use at once
	)
	defer debug.SetGCPercent(debug.SetGCPercent(25)) // so that what is held is not mostly what waits for the collector
	for name, body := range hostilePages() {
		t.Run(name, func(t *testing.T) {
			data := []byte("<html><head><title>Headline of it</title></head><body><h1>Headline of it</h1>" + body)
			if len(data) > MaxFile {
				data = data[:MaxFile]
			}
			peak, took := heldBy(func() { Decode(Input{Name: "a.html", Data: data}) })
			t.Logf("%s: %v, %d MB of %d KB", name, took, peak>>20, len(data)>>10)
			if took > 3*maxTime {
				t.Errorf("took %v, want %v", took, maxTime)
			}
			if peak > maxMemory {
				t.Errorf("held %d MB, want %d", peak>>20, maxMemory>>20)
			}
		})
	}
}

// heldBy runs f and returns how many bytes it held at most, as the collector sees it, and how long it took.
func heldBy(f func()) (peak uint64, took time.Duration) {
	runtime.GC()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	done := make(chan struct{})
	start := time.Now()
	go func() {
		defer close(done)
		f()
	}()
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-done:
			took = time.Since(start)
			return peak, took
		case <-ticker.C:
			if runtime.ReadMemStats(&now); now.HeapAlloc > before.HeapAlloc {
				peak = max(peak, now.HeapAlloc-before.HeapAlloc)
			}
		}
	}
}
