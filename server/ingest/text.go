package ingest

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"newsflash/widget"
	"newsflash/widget/readtime"
)

// maxLabel is the length in runes from which a line is no read-time label.
const maxLabel = 40

var (
	altLine = regexp.MustCompile(`(?i)^(?:alt|alt text|image alt) ?[:：]\s*`)
	byLine  = regexp.MustCompile(`^(?:By|BY|by) +(\p{L}[\p{L}\p{M}.'’ ,-]{1,100})$`)
)

// story reads an article as copied from a page: label, headline and the lines below it, then the text, then what the page
// had below the story.
type story struct {
	*Draft
	blocks []block
	alts   map[string]bool
	body   strings.Builder
}

// decodeText reads plain text: a headline, an empty line, paragraphs with an empty line between. See story.
func decodeText(in Input, text string) []Draft {
	name := in.Name
	draft := Draft{Origin: name}
	s := story{Draft: &draft, blocks: blocks(text), alts: map[string]bool{}}
	if len(s.blocks) == 1 && len(s.blocks[0].lines) > 2 { // no empty lines at all: each line is a paragraph
		s.blocks = singles(s.blocks[0])
	}
	s.collectAlts()
	if err := s.head(); err != nil {
		draft.Err = err
		return []Draft{draft}
	}
	s.text()
	if draft.fill("body", &draft.Article.Body, s.body.String(), "text:paragraphs"); draft.Article.Body == "" {
		draft.Err = fmt.Errorf("has a headline but no text: put an empty line and then the paragraphs below it")
	}
	return []Draft{draft}
}

func singles(b block) []block {
	out := make([]block, len(b.lines))
	for i, line := range b.lines {
		out[i] = block{line: b.line + i, lines: []string{line}}
	}
	return out
}

func from(b block) string { return fmt.Sprintf("text:line %d", b.line) }

// collectAlts takes the "Alt: ..." lines out: the first is the lead picture's, and none is body text, with the word or without.
func (s *story) collectAlts() {
	kept := s.blocks[:0]
	for _, b := range s.blocks {
		mark := altLine.FindString(b.lines[0])
		if mark == "" {
			kept = append(kept, b)
			continue
		}
		alt := strings.TrimPrefix(b.text(), mark)
		s.alts[alt] = true
		if s.Article.Picture == nil && alt != "" {
			s.Article.Picture = &widget.Picture{}
			s.fill("picture.alt", &s.Article.Picture.Alt, alt, from(b))
		}
	}
	s.blocks = kept
}

// head reads label and headline, then the lines that are no sentence of the story: read time, date, byline. A paragraph
// between the headline and such a line is the deck.
func (s *story) head() error {
	a := &s.Article
	if len(s.blocks) == 0 {
		return fmt.Errorf("has no headline: put it on the first line")
	}
	if b := s.blocks[0]; len(s.blocks) > 1 && len(b.lines) == 1 && strings.HasSuffix(b.text(), ":") && utf8.RuneCountInString(b.text()) <= widget.MaxKicker {
		s.fill("kicker", &a.Kicker, strings.TrimRight(b.text(), ": "), from(b))
		s.blocks = s.blocks[1:]
	}
	b := s.blocks[0]
	if n := utf8.RuneCountInString(b.text()); n > widget.MaxTitle || len(b.lines) > 3 {
		return fmt.Errorf("line %d: is a paragraph of %d characters where the headline should be: put the headline on a line of its own, then an empty line", b.line, n)
	}
	if len(s.blocks) == 1 {
		return fmt.Errorf("line %d: is the only paragraph: put the headline first, then an empty line, then the text", b.line)
	}
	s.fill("title", &a.Title, b.text(), from(b))
	s.blocks = s.blocks[1:]
	if deck := s.blocks[0]; len(s.blocks) > 1 && s.mark(deck) == nil && s.mark(s.blocks[1]) != nil && utf8.RuneCountInString(deck.text()) <= widget.MaxDeck {
		s.fill("deck", &a.Deck, deck.text(), from(deck))
		s.blocks = s.blocks[1:]
	}
	for len(s.blocks) > 0 {
		read := s.mark(s.blocks[0])
		if read == nil {
			break
		}
		read()
		s.blocks = s.blocks[1:]
	}
	return nil
}

// mark returns what reads the block when it is one of the lines below a headline, nil for a paragraph.
func (s *story) mark(b block) func() {
	text, a := b.text(), &s.Article
	if s.alts[text] {
		return func() {}
	}
	if minutes, ok := readLabel(text); ok {
		return func() {
			a.ReadTime = widget.ReadTime{Minutes: minutes, FromPublisher: true}
			s.note("read_time", from(b))
		}
	}
	if date, ok := parseTextDate(text); ok {
		return func() { s.date(b, date) }
	}
	if slashed.MatchString(digits.Replace(text)) {
		return func() {
			s.warn("published", "line %d: %q does not say which number is the month: write it as 2025-11-08", b.line, text)
		}
	}
	if m := byLine.FindStringSubmatch(text); m != nil {
		return func() {
			for _, name := range splitNames(m[1]) {
				a.Authors = append(a.Authors, widget.Author{Name: name})
			}
			s.note("authors", from(b))
		}
	}
	return nil
}

// date takes the first date as the day of publication and a second as that of the update, unless it says itself which it is.
func (s *story) date(b block, date widget.Date) {
	a := &s.Article
	if strings.Contains(strings.ToLower(b.text()), "updated") || !a.Published.IsZero() {
		a.Updated = date
		s.note("updated", from(b))
		return
	}
	a.Published = date
	s.note("published", from(b))
}

// text reads the story itself up to the related stories or the comments.
func (s *story) text() {
	for i, b := range s.blocks {
		text := b.text()
		if link := alsoSee.FindString(text); link != "" && len(text) > len(link) {
			s.Article.CrossLinks = append(s.Article.CrossLinks, widget.Link{Title: text[len(link):]})
			s.note("cross_links", from(b))
			continue
		}
		heading := phrase(b.lines[0])
		if commentHeadings[heading] {
			return
		}
		if relatedHeadings[heading] {
			s.related(s.blocks[i:])
			return
		}
		if s.alts[text] {
			continue
		}
		if s.body.Len() == 0 {
			if place, n := splitDateline(text); n > 0 {
				s.fill("dateline", &s.Article.Dateline, place, from(b))
				text = text[n:]
			}
		}
		writeParagraph(&s.body, text)
	}
}

// related takes each line below the heading, up to the comments, as the title of a related story.
func (s *story) related(below []block) {
	for i, b := range below {
		lines := b.lines
		if i == 0 {
			lines = lines[1:] // the heading
		}
		for _, line := range lines {
			if commentHeadings[phrase(line)] {
				return
			}
			title := strings.TrimLeft(line, "•*-–· ")
			switch {
			case title == "" || s.alts[line] || utf8.RuneCountInString(title) > widget.MaxTitle:
			case len(s.Article.Related) == widget.MaxRelated:
				s.warn("related", "has more than %d titles: those behind are left out", widget.MaxRelated)
				return
			default:
				s.Article.Related = append(s.Article.Related, widget.Link{Title: title})
				s.note("related", from(below[0]))
			}
		}
	}
}

// readLabel is readtime.ParseLabel for a line that is nothing but a label.
func readLabel(text string) (minutes int, ok bool) {
	if utf8.RuneCountInString(text) > maxLabel || strings.ContainsAny(text, ".!?,") && !strings.HasSuffix(text, "min.") {
		return 0, false
	}
	return readtime.ParseLabel(text)
}

// splitNames parts "A, B and C"; what is behind a comma can also be an office, which then counts as a name: nothing is lost.
func splitNames(text string) (names []string) {
	for name := range strings.SplitSeq(strings.ReplaceAll(text, " and ", ","), ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}
