// Package ingest reads articles from JSON Feed, RSS, Atom, WordPress, Markdown, HTML pages and plain text, and from sitemaps where
// they are. What it reads is hostile until
// sanitize.Clean has seen it; what it does not find it does not invent. A new format is one file and one line in formats.
package ingest

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

// What is taken in. Articles have their own limits (package widget); these bound the work before there is an article.
const (
	MaxFile        = 8 << 20  // bytes of one file
	MaxItems       = 2000     // articles of one feed
	MaxFiles       = 20_000   // files of one run
	maxItem        = 4 << 20  // bytes of one feed item
	maxFrontMatter = 64 << 10 // bytes
	maxDepth       = 32       // lists and objects inside each other, in an item, front matter or JSON-LD
	maxBrackets    = 5000     // "[" in Markdown, which begin its links, pictures and references
	maxMarkdown    = 1 << 20  // bytes; its HTML is rarely shorter, and widget.MaxBody refuses that
)

// Input is one document, with what is known of it beside its bytes.
type Input struct {
	Name string // a file's path or an address: for people, and its extension tells the format
	Data []byte
	URL  string         // where it was fetched, in widget.ParseURL's form: what relative addresses are relative to; empty for files
	Type string         // Content-Type as its server gave it; empty for files
	Zone *time.Location // of times that name none; nil: of such a time only the day is taken
	Lang string         // the source's language (BCP 47): tells 8/11 from 11/8; empty: such dates are refused
}

// Draft is one article as read from its source, or why it could not be read.
type Draft struct {
	Origin   string // for people: `story.md`, `feed.json item 3 ("Title")`
	Article  widget.Article
	Warnings []sanitize.Warning
	Err      error  // a sentence with the field and, where known, the line
	Page     string // the address or the file that it was read from
	Teaser   bool   // only a summary was there: the story itself is at the article's URL
}

// format is one kind of article file.
type format struct {
	extensions []string
	is         func(text string) bool // decides for a file with another extension
	decode     func(in Input, text string) []Draft
}

// formats are asked in this order; the last takes whatever is left.
var formats = []format{
	{[]string{".json", ".jsonfeed"}, isJSON, decodeJSON},
	{[]string{".xml", ".rss", ".atom", ".rdf"}, isFeed, decodeFeed},
	{[]string{".html", ".htm"}, isHTML, decodeHTML},
	{[]string{".md", ".markdown"}, isMarkdown, decodeMarkdown},
	{[]string{".txt"}, func(string) bool { return true }, decodeText},
}

// Decode reads the articles of a document, by its extension or, when that is not known, by its content. It gives at least
// one Draft, and never panics. It leaves Source empty, and GUID where the document names none: see Run.
func Decode(in Input) (drafts []Draft) {
	name := in.Name
	defer func() {
		if r := recover(); r != nil { // a third-party parser met input it was not made for
			drafts = refuse(name, fmt.Errorf("cannot be read: its parser broke off (%v); simplify the file", r))
		}
	}()
	if len(in.Data) > MaxFile {
		return refuse(name, fmt.Errorf("is larger than %d MiB: split it or leave out what is not the article", MaxFile>>20))
	}
	text, warnings := toUTF8(in)
	if strings.TrimSpace(text) == "" {
		return refuse(name, fmt.Errorf("is empty: there is no article in it"))
	}
	drafts = formatFor(in, text).decode(in, text)
	if len(drafts) == 0 {
		return refuse(name, fmt.Errorf("holds no articles"))
	}
	for i := range drafts {
		drafts[i].Warnings = slices.Concat(warnings, drafts[i].Warnings)
		if day, ok := dateOfURL(drafts[i].Article.URL); ok {
			drafts[i].asShown(day)
		}
	}
	return drafts
}

// formatFor chooses the format of a document. A file's extension is believed; of what was fetched, the content is, where it is
// clear, then its type and the extension of its address.
func formatFor(in Input, text string) *format {
	f := formatOf(in.Name)
	if in.URL != "" {
		switch {
		case isFeed(text) || isFeedType(in.Type) && !isHTML(text):
			f = formatOf(".xml")
		case isJSON(text):
			f = formatOf(".json")
		case isHTML(text) || strings.Contains(in.Type, "html"):
			f = formatOf(".html")
		}
	}
	if f == nil {
		f = sniff(text)
	}
	return f
}

// formatOf returns the format that a file's name promises, nil for none.
func formatOf(name string) *format {
	ext := strings.ToLower(filepath.Ext(name))
	for i := range formats {
		if slices.Contains(formats[i].extensions, ext) {
			return &formats[i]
		}
	}
	return nil
}

func sniff(text string) *format {
	for i := range formats {
		if formats[i].is(text) {
			return &formats[i]
		}
	}
	return &formats[len(formats)-1]
}

func refuse(origin string, err error) []Draft {
	return []Draft{{Origin: origin, Err: err}}
}

// fill sets a text field that is still empty and notes where the value came from. It reports whether it did.
func (d *Draft) fill(field string, dst *string, text, from string) bool {
	text = strings.TrimSpace(text)
	if *dst != "" || text == "" {
		return false
	}
	*dst = text
	d.note(field, from)
	return true
}

// note records where a field's value was read.
func (d *Draft) note(field, from string) {
	if d.Article.Provenance == nil {
		d.Article.Provenance = map[string]string{}
	}
	d.Article.Provenance[field] = from
}

func (d *Draft) warn(field, message string, args ...any) {
	d.Warnings = append(d.Warnings, sanitize.Warning{Field: field, Message: fmt.Sprintf(message, args...)})
}
