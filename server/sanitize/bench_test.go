package sanitize_test

import (
	"strings"
	"testing"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

// BenchmarkClean cleans an article of about 96 kB: as it comes, and as it was stored.
func BenchmarkClean(b *testing.B) {
	part := `<h2 class="head" id="a1">A heading</h2><p style="margin:0">Officials said on Friday that the <a href="/talks?id=1&amp;x=2" onclick="go()">talks</a> had ` +
		`<em>ended</em> without a result, and &ldquo;nothing new&rdquo; was to be expected before the end of the month.</p><div class="wrap"><p>Another ` +
		`paragraph of much the same length follows it, so that text and mark-up stand in about the relation of a news page.</p></div>` +
		`<figure><img src="/pictures/1.jpg" srcset="/pictures/2.jpg 2x" alt="Two people at a table" width="800" height="450"><figcaption>The table</figcaption></figure>`
	raw := widget.Article{Title: "Headline", URL: address, Body: strings.Repeat(part, 96_000/len(part))}
	first, _, err := sanitize.Clean(raw)
	if err != nil {
		b.Fatal(err)
	}
	for name, a := range map[string]widget.Article{"raw": raw, "stored": first.Fields()} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(a.Body)))
			for b.Loop() {
				if _, _, err := sanitize.Clean(a); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
