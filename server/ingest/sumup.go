package ingest

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

// wholeText is the length in runes from which two paragraphs in a summary are the story itself.
const wholeText = 400

var (
	// cutMark ends a text that was cut: "[…]" does in any text, bare dots only in a short one, for stories end with them too.
	cutMark   = regexp.MustCompile(`\s*[\[(]\s*(?:…|\.\.\.)\s*[\])]\s*$`)
	dots      = regexp.MustCompile(`(?:…|\.\.\.)\s*$`)
	appeared  = regexp.MustCompile(`(?is)\s*\bThe post .{1,400} (?:appeared first on|first appeared on) .{1,150}$`)
	readOn    = regexp.MustCompile(`(?i)\s*(?:\b(?:continue reading|read more|read the (?:full|whole|rest)|read full|more »|weiterlesen|mehr lesen|lire la suite|leer más|seguir leyendo|leia mais|leggi tutto|lees verder|читать далее|مزید پڑھیں|اقرأ المزيد)[^.!?]{0,150}|(?:続きを読む|阅读全文|繼續閱讀)[^。]{0,50})[.…»→\s]*$`)
	textBlock = regexp.MustCompile(`(?i)<(?:p|h[2-6]|blockquote|ul|ol|table|pre|figure)[\s>]|<br\s*/?>\s*<br\s*/?>`)
)

// tail bounds what the patterns for the end of a text look at.
const tail = 700 // bytes

func atEnd(text string, pattern *regexp.Regexp) (before string, found bool) {
	from := max(0, len(text)-tail)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from++
	}
	if at := pattern.FindStringIndex(text[from:]); at != nil {
		return text[:from+at[0]], true
	}
	return text, false
}

// isCut reports that a text is only the start of a story: it ends in "[…]", in an invitation to read on or, when it is
// short, in three dots.
func isCut(text string) bool {
	text, _ = atEnd(text, appeared)
	if _, invited := atEnd(text, readOn); invited {
		return true
	}
	if cutMark.MatchString(text[max(0, len(text)-40):]) {
		return true
	}
	return utf8.RuneCountInString(text) <= widget.MaxDeck && dots.MatchString(text)
}

// isWhole reports that a summary is the story itself: two paragraphs or more that are long together, or more text than a
// deck may have; and it does not end as a text that was cut.
func isWhole(html, text string) bool {
	n := utf8.RuneCountInString(text)
	return !isCut(text) && (n > widget.MaxDeck || n >= wholeText && len(textBlock.FindAllStringIndex(html, 2)) == 2)
}

// sumUp decides what is deck and what is body, of an item's summary and content, HTML both; base is what their addresses
// are relative to.
//
//   - Content is the body and the summary the deck, unless the content is cut off (see isCut) or short and the same as the summary.
//   - A summary alone is the body when it is the story itself (see isWhole), and there is no deck.
//   - Else it is the deck, the body stays empty, and the draft is a Teaser if it says where the story is.
func (f *feedItem) sumUp(summary, content said, base *url.URL) {
	if len(summary.text) > widget.MaxBody {
		content, summary = firstSaid(content, summary), said{}
	}
	if len(content.text) > widget.MaxBody { // the sanitiser will refuse it and say why
		f.body = newContent(content, base)
		return
	}
	short, long := sanitize.Text(summary.text), sanitize.Text(content.text)
	if long != "" && !isWhole(content.text, long) && (isCut(long) || oneLine(long) == oneLine(short)) {
		if short == "" {
			summary, short = content, long
		}
		content, long = said{}, ""
	}
	if long == "" && short != "" && isWhole(summary.text, short) {
		content, summary, short = summary, said{}, ""
	}
	f.deck(short, summary.from)
	f.body = newContent(content, base)
	f.images = newContent(summary, base).images
	f.Teaser = strings.TrimSpace(content.text) == "" && f.Article.URL != ""
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// deck sets the summary, without what systems put behind it.
func (d *Draft) deck(text, from string) {
	text, _ = atEnd(text, appeared)
	text, _ = atEnd(text, readOn)
	text = oneLine(text)
	if at := cutMark.FindStringIndex(text); at != nil {
		text = text[:at[0]] + "…"
	}
	if err := widget.CheckText("deck", text, widget.MaxDeck); err != nil {
		d.warn("deck", "%s of %s; it is left out", strings.TrimPrefix(err.Error(), "deck "), from)
		return
	}
	if text != "…" && text != d.Article.Title {
		d.fill("deck", &d.Article.Deck, text, from)
	}
}
