package ingest

import (
	"strings"
)

// toComments ends the story where the comments begin.
func toComments(parts []part) []part {
	for i, q := range parts {
		if q.kind == heading && i > 0 && commentHeadings[strings.TrimLeft(phrase(q.text), "0123456789 ")] {
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
