package ingest

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsflash/widget"
)

const (
	maxPlea   = 300  // bytes of a line that asks the reader for something
	maxPleas  = 3000 // parts that are looked at for such lines
	minRepeat = 40   // bytes of a paragraph that is no accident when it stands twice
	maxTeaser = 600  // bytes of sentences below a linked headline that are no story
	minLabels = 5    // words in boxes of their own that are no lines of a poem
)

// clean leaves out of the parts of a story what stands between and around them. Each step filters in place: it may look back
// at what it kept and ahead at what is to come.
func (p *page) clean(parts []part) []part {
	parts = p.fromStart(parts)
	parts = p.captions(parts)
	parts = p.without(parts)
	parts = toComments(parts)
	parts = belowHeadings(parts)
	parts = withoutTeasers(parts)
	parts = withoutLabels(parts)
	parts = repeats(parts)
	parts = p.tail(parts)
	return orphans(parts)
}

// fromStart drops what stands above the text: lines, labels, what the headline or deck has said. A paragraph, a picture and a
// heading right above the text stay.
func (p *page) fromStart(parts []part) []part {
	a := &p.Article
	out := parts[:0]
	begun := false
	for i, q := range parts {
		if place, known := p.order[q.first()]; known && p.start != nil && place >= p.order[p.start] {
			begun = true
		}
		switch {
		case i < 10 && sameText(q.text, a.Title):
			continue
		case p.decks[q.first()]:
			p.standfirst(q.text, "html:above the text")
			continue
		case i < 5 && p.isDateline(q):
			continue
		case begun:
		case p.start == nil:
			begun = begun || q.prose() > 0
		case q.kind == heading:
			if len(q.text) >= shortBlock {
				p.fillPage("deck", &a.Deck, widget.MaxDeck, q.text, "html:"+q.node.Data)
				q.kind = paragraph // what is long is no heading
			}
			if sameText(q.text, a.Deck) {
				continue
			}
		case q.kind == list && q.linked*2 > q.length:
			continue
		case q.kind == paragraph && q.prose() == 0 && !p.nextToStart(q.node):
			continue
		}
		out = append(out, q)
	}
	return out
}

// isDateline reports that a line above the text is nothing but its place: "CORRAN, Valley News —".
func (p *page) isDateline(q part) bool {
	place := strings.TrimRight(q.text, " —–-")
	if q.kind != paragraph || len(q.text) > widget.MaxDateline || place == strings.TrimRight(q.text, " ") {
		return false
	}
	for n := range q.run[0].Descendants() { // the place, then who reports
		if n.Type == html.ElementNode {
			place = textOf(n)
			break
		}
	}
	p.fillPage("dateline", &p.Article.Dateline, widget.MaxDateline, place, "html:above the text")
	return true
}

// nextToStart reports that a paragraph stands beside the one that the text begins with.
func (p *page) nextToStart(n *html.Node) bool {
	start := p.start.Parent
	return n.DataAtom == atom.P && (n.Parent == start || start != nil && n.Parent == start.Parent)
}

// captions ties captions that stand as paragraphs to the picture before them, and drops those without.
func (p *page) captions(parts []part) []part {
	out := parts[:0]
	lead := map[string]bool{}
	if picture := p.Article.Picture; picture != nil {
		for _, text := range []string{picture.Caption, picture.Alt, picture.Credit} {
			if len(text) > 10 {
				lead[text] = true
			}
		}
	}
	for _, q := range parts {
		if q.kind == figure && len(q.run) == 0 {
			if caption := cascadia.Query(q.node, selCaption); caption != nil {
				q.text = textOf(caption)
			}
			if len(q.images()) == 0 || p.isLead(q) {
				continue
			}
		}
		if q.kind == figure && (len(q.images()) == 0 || p.isLead(q)) {
			continue
		}
		if last := len(out) - 1; last >= 0 && q.kind == paragraph && out[last].kind == figure && out[last].text == "" && isCaption(q.node) && q.node.DataAtom == atom.P {
			out[last].text = q.text
			continue
		}
		if q.kind == paragraph && (lead[q.text] || hasWord(q.node, captionWords) || q.node.Parent != nil && len(q.text) < maxFigure/2 && hasWord(q.node.Parent, captionWords)) {
			if last := len(out) - 1; last >= 0 && out[last].kind == figure && out[last].text == "" && !lead[q.text] {
				out[last].text = q.text
			}
			continue
		}
		out = append(out, q)
	}
	return out
}

// isLead reports, the first time, that a figure shows the lead picture.
func (p *page) isLead(q part) bool {
	if p.Article.Picture == nil {
		return false
	}
	for _, img := range q.images() {
		if samePicture(attr(img, "src"), p.Article.Picture.URL) {
			return true
		}
	}
	return false
}

// without drops the lines that are no part of a story by what they say.
func (p *page) without(parts []part) []part {
	out := parts[:0]
	for i, q := range parts {
		switch {
		case q.kind == figure:
		case !strings.ContainsFunc(q.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
			continue
		case q.kind == heading && (relatedHeadings[phrase(q.text)] || pleaHeadings[phrase(q.text)] || bioHeadings[phrase(q.text)]):
			q.junk = true // what stands below it goes with it: see belowHeadings
		case i < maxPleas && len(q.text) <= maxPlea && isPlea(q.text):
			if q.kind != heading {
				continue
			}
			q.junk = true
		case isClock(q):
			continue
		case q.kind == paragraph && q.linked > 0 && q.linked*10 >= q.length*9 && len(q.text) <= maxAlsoSee && !endsSentence(q.text) && standsAlone(parts, i):
			continue
		case q.kind == list && q.linked*10 > q.length*6 && !hasSentences(q):
			continue
		default:
			q.junk = false
		}
		out = append(out, q)
	}
	return out
}

var clockText = regexp.MustCompile(`(?i)^\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[a-z]{2,4})?$`)

// isClock reports that a line is nothing but a time: of a post in a live blog, of a picture.
func isClock(q part) bool {
	if clockText.MatchString(q.text) {
		return true
	}
	return q.kind == paragraph && len(q.run) == 1 && q.run[0].DataAtom == atom.Time
}

// standsAlone reports that a line of nothing but links leads away from the story: a line in a run of others does not.
func standsAlone(parts []part, i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(parts) && parts[j].kind == paragraph && parts[j].length < shortBlock && parts[j].linked == 0 {
			return false
		}
	}
	return true
}

// hasSentences reports that the items of a list are sentences with links in them, not links.
func hasSentences(q part) bool {
	items, sentences := 0, 0
	for n := range q.node.ChildNodes() {
		if n.DataAtom == atom.Li || n.DataAtom == atom.Dd {
			items++
			if length, linked := lengths(n); length >= 80 && linked*2 < length {
				sentences++
			}
		}
	}
	return sentences*2 > items
}

// toComments ends the story where the comments begin.
func toComments(parts []part) []part {
	for i, q := range parts {
		if q.kind == heading && i > 0 && commentHeadings[phrase(q.text)] {
			below, above := 0, 0
			for j, other := range parts {
				if j < i {
					above += other.prose()
				} else {
					below += other.prose()
				}
			}
			if above > below/3 {
				return parts[:i]
			}
		}
	}
	return parts
}

// belowHeadings drops headings over links to other stories, with the links and the lines between them.
func belowHeadings(parts []part) []part {
	out := parts[:0]
	for i := 0; i < len(parts); i++ {
		if !parts[i].junk {
			out = append(out, parts[i])
			continue
		}
		if bioHeadings[phrase(parts[i].text)] && 2*i > len(parts) {
			for i+1 < len(parts) && parts[i+1].kind != heading {
				i++
			}
			continue
		}
		for i+1 < len(parts) && (parts[i+1].kind != heading || parts[i+1].linked*10 >= parts[i+1].length*9) && (parts[i+1].linked > 0 && parts[i+1].linked*2 >= parts[i+1].length || parts[i+1].kind == figure || parts[i+1].kind == paragraph && parts[i+1].length < shortBlock && !endsSentence(parts[i+1].text)) {
			i++
		}
	}
	return out
}

// withoutTeasers drops other stories, which are a linked headline and a sentence or two each. Where they hold most of the text,
// the story is a digest, and they stay.
func withoutTeasers(parts []part) []part {
	teaser, inside, all := teasers(parts)
	if all-inside < minStory {
		return parts
	}
	out := parts[:0]
	for i, q := range parts {
		if !teaser[i] {
			out = append(out, q)
		}
	}
	return out
}

// teasers finds linked headlines with a sentence or two each, unless there is only one. It also returns how many bytes of
// sentences are in them, and in all.
func teasers(parts []part) (teaser []bool, inside, all int) {
	teaser = make([]bool, len(parts))
	count := 0
	boxes := map[*html.Node]int{} // headings by what they stand in: those of a story stand together
	for _, q := range parts {
		if q.kind == heading {
			boxes[q.node.Parent]++
		}
	}
	for i := 0; i < len(parts); i++ {
		all += parts[i].prose()
		if parts[i].kind != heading || parts[i].linked*2 < parts[i].length || boxes[parts[i].node.Parent] > 1 {
			continue
		}
		end, prose := i+1, 0
		for end < len(parts) && parts[end].kind != heading {
			prose += parts[end].prose()
			end++
		}
		if prose <= maxTeaser {
			count, inside = count+1, inside+prose
			for j := i; j < end; j++ {
				teaser[j] = true
			}
		}
	}
	if count < 2 {
		return make([]bool, len(parts)), 0, all
	}
	return teaser, inside, all
}

// withoutLabels drops runs of words that stand in boxes of their own: the labels of a chart, the buttons of a player.
func withoutLabels(parts []part) []part {
	isLabel := func(q part) bool {
		return q.kind == paragraph && q.node.DataAtom != atom.P && q.length < maxLabel && !endsSentence(q.text)
	}
	out := parts[:0]
	for i := 0; i < len(parts); i++ {
		end := i
		for end < len(parts) && isLabel(parts[end]) && (end == i || parts[end].node != parts[end-1].node) {
			end++
		}
		if end-i >= minLabels {
			i = end - 1
			continue
		}
		out = append(out, parts[i])
	}
	return out
}

// repeats drops paragraphs that have been said, and quotes that pull a sentence out of a paragraph.
func repeats(parts []part) []part {
	seen := map[string]bool{}
	out := parts[:0]
	for i, q := range parts {
		if q.kind == paragraph || q.kind == quote {
			if len(q.text) >= minRepeat && seen[q.text] {
				continue
			}
			seen[q.text] = true
		}
		if q.kind == quote && len(q.text) <= 2*maxPlea && isPulled(parts, i) {
			continue
		}
		out = append(out, q)
	}
	return out
}

func isPulled(parts []part, i int) bool {
	text := strings.Trim(parts[i].text, ` "“”„«»‘’'`)
	if len(text) < minRepeat {
		return false
	}
	for j, q := range parts {
		if j != i && q.kind == paragraph && strings.Contains(q.text, text[:min(len(text), 200)]) {
			return true
		}
	}
	return false
}

// tail drops what stands behind the last sentence: labels, links, who the author is.
func (p *page) tail(parts []part) []part {
	last := len(parts)
	for last > 0 && (parts[last-1].prose() == 0 && parts[last-1].kind != figure && parts[last-1].kind != list && parts[last-1].kind != table && parts[last-1].kind != code && !endsSentence(parts[last-1].text) || p.isBio(parts[last-1])) {
		last--
	}
	if last == 0 {
		return parts
	}
	for last < len(parts) && parts[last].kind == paragraph && endText.MatchString(parts[last].text) {
		last++ // how and where it was printed
	}
	return parts[:last]
}

// isBio reports that a paragraph says who the author is.
func (p *page) isBio(q part) bool {
	if q.kind != paragraph && q.kind != quote || len(q.text) > 2*maxPlea {
		return false
	}
	for _, author := range p.Article.Authors {
		rest, ok := strings.CutPrefix(q.text, author.Name)
		if ok && strings.Contains(author.Name, " ") && bioText.MatchString(rest) {
			return true
		}
	}
	return false
}

// orphans drops headings that no text follows before the next of their rank.
func orphans(parts []part) []part {
	out := parts[:0]
	for i, q := range parts {
		if q.kind == heading {
			next := i + 1
			for next < len(parts) && parts[next].kind == heading && parts[next].node.Data > q.node.Data {
				next++
			}
			if next == len(parts) || parts[next].kind == heading {
				continue
			}
		}
		out = append(out, q)
	}
	return out
}
