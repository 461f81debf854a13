package ingest

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

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
