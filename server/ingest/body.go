package ingest

import (
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

const (
	minKept    = 0.5       // part of readability's sentences that another choice must hold to be believed
	minTold    = 500       // bytes from which the text in a page's metadata is the story's, not a summary
	believable = .8        // agreement with that text from which nothing else is tried
	maxTold    = 256 << 10 // bytes of two texts that are compared
	tooBig     = 8_000     // elements of a page that readability, which copies it several times, is not asked about
)

var selStoryBody = sel("[itemprop~=articleBody]")

// candidate is one answer to the question what the story's text is.
type candidate struct {
	from  string
	parts []part
}

func (c candidate) prose() (sum int) {
	for _, q := range c.parts {
		sum += q.prose()
	}
	return sum
}

// text is the start of the text, to compare it.
func (c candidate) text() string {
	var b strings.Builder
	for _, q := range c.parts {
		if b.Len() > maxTold {
			break
		}
		if q.kind == figure {
			continue
		}
		nodes := q.run
		if len(nodes) == 0 {
			nodes = []*html.Node{q.node}
		}
		for _, n := range nodes {
			writeText(&b, n)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// body extracts the text that is left.
func (p *page) body() {
	p.pruneWeak()
	best := p.choose()
	if len(best.parts) == 0 {
		p.bodyTold("")
		return
	}
	p.dateline(best.parts)
	var b strings.Builder
	for _, q := range best.parts {
		if err := q.render(&b); err != nil {
			p.Err = err
			return
		}
	}
	p.bodyTold(b.String())
	p.fill("body", &p.Article.Body, b.String(), best.from)
}

// bodyTold takes the text of the page's metadata where the page itself shows far less: a script would fill it in.
func (p *page) bodyTold(shown string) {
	if len(p.told) < minTold || len(shown)*2 > len(p.told) {
		return
	}
	text := p.told
	if strings.Contains(text, "</p>") || strings.Contains(text, "<br") {
		p.fill("body", &p.Article.Body, text, "json-ld:articleBody")
		return
	}
	if !strings.Contains(text, "\n\n") {
		text = strings.ReplaceAll(text, "\n", "\n\n")
	}
	p.fill("body", &p.Article.Body, paragraphs(text), "json-ld:articleBody")
}

// choose weighs the element that findStory found, the one that the page itself calls its text, and readability's choice. The
// text in the page's metadata is the best judge; without it the own choice counts, unless readability's holds far more.
func (p *page) choose() candidate {
	best := candidate{"html:" + p.core.Data, p.clean(lineUp(p.core))}
	if p.chosen {
		return best
	}
	if len(p.told) < minTold {
		for _, c := range p.others() {
			if float64(best.prose()) < minKept*float64(c.prose()) {
				best = c
			}
		}
		return best
	}
	told := shingles(startBytes(p.told, maxTold))
	top := agree(shingles(best.text()), told)
	if top >= believable {
		return best
	}
	for _, c := range p.others() {
		if a := agree(shingles(c.text()), told); a > top+.05 {
			best, top = c, a
		}
	}
	return best
}

// others are the choices beside the own one.
func (p *page) others() (out []candidate) {
	var longest candidate
	for _, n := range cascadia.QueryAll(p.doc, selStoryBody) {
		if c := (candidate{"microdata:articleBody", p.clean(lineUp(n))}); n != p.core && c.prose() > longest.prose() {
			longest = c
		}
	}
	out = append(out, longest)
	if len(p.order) > 2*tooBig { // about as many texts as elements
		return out
	}
	parser := readability.NewParser()
	parser.MaxElemsToParse = maxElements
	parser.DisableJSONLD = true
	parser.KeepClasses = true
	if found, err := parser.ParseDocument(p.doc, p.base); err == nil && found.Node != nil {
		out = append(out, candidate{"readability", p.clean(lineUp(found.Node))})
	}
	return out
}

// dateline takes the place off the start of the first paragraph.
func (p *page) dateline(parts []part) {
	for _, q := range parts {
		if q.kind != paragraph || q.text == "" {
			continue
		}
		start := startOf(q.run)
		place, n := splitDateline(start)
		if n > 0 && len(place) <= 4*widget.MaxDateline {
			p.fillPage("dateline", &p.Article.Dateline, widget.MaxDateline, place, "html:first paragraph")
			cutText(q.run, n)
		}
		return
	}
}

// texts lists the text nodes of a run.
func texts(run []*html.Node) (out []*html.Node) {
	for _, n := range run {
		if n.Type == html.TextNode {
			out = append(out, n)
		}
		for c := range n.Descendants() {
			if c.Type == html.TextNode {
				out = append(out, c)
			}
		}
	}
	return out
}

// startOf is the start of a run's text as it stands, white space and all.
func startOf(run []*html.Node) string {
	var b strings.Builder
	for _, c := range texts(run) {
		b.WriteString(startBytes(c.Data, maxText-b.Len()))
		if b.Len() >= maxText {
			break
		}
	}
	return b.String()
}

// cutText removes the first n bytes of what startOf returns.
func cutText(run []*html.Node, n int) {
	for _, c := range texts(run) {
		k := min(n, len(c.Data))
		c.Data = c.Data[k:]
		if c.Data == "" && c.Parent != nil && c.Parent.DataAtom != atom.P && isInline(c.Parent) && textOf(c.Parent) == "" {
			c.Parent.Data, c.Parent.DataAtom = "span", atom.Span // an emphasis of nothing
		}
		if n -= k; n == 0 {
			break
		}
	}
}
