// Package sanitize is the wall between what publishers send and what the server trusts. Every field of an article passes
// Clean once, at ingest; what comes out is safe to print, bounded, and does not change when it is cleaned again.
//
// Plain text stays plain text and HTML is only the body, which passes three walls, each of which would do against
// scripts alone: a pass over the tokens (lex) that leaves out what browsers and parsers treat specially, a pass over
// the tree (tree) that builds a new one from known elements, and bluemonday with a policy of our own. The result is
// parsed and printed again until nothing changes, hence balanced.
package sanitize

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"newsflash/widget"
	"newsflash/widget/readtime"
)

// PolicyVersion changes with every rule that changes what comes out, so that stored articles can be cleaned anew.
const PolicyVersion = 2

// HTML is body text that has passed the policy. Only this package can make one that is not empty.
type HTML struct{ s string }

// String is the HTML: balanced, and only with known elements, attributes and absolute http(s) addresses.
func (h HTML) String() string { return h.s }

// Empty reports that there is no body.
func (h HTML) Empty() bool { return h.s == "" }

// Article is a clean article: only Clean makes one.
type Article struct {
	fields widget.Article // its Body is body.String()
	body   HTML
}

// Fields is a deep copy, with the sanitised HTML as Body.
func (a Article) Fields() widget.Article {
	f := a.fields
	f.Authors, f.CrossLinks, f.Related = slices.Clone(f.Authors), slices.Clone(f.CrossLinks), slices.Clone(f.Related)
	f.Tags, f.Provenance = slices.Clone(f.Tags), maps.Clone(f.Provenance)
	f.Picture, f.Correction, f.Comments.Count = clone(f.Picture), clone(f.Correction), clone(f.Comments.Count)
	if f.Picture != nil {
		f.Picture.Files = slices.Clone(f.Picture.Files)
	}
	return f
}

func clone[T any](p *T) *T {
	if p == nil {
		return nil
	}
	c := *p
	return &c
}

// Body is the sanitised HTML of the story.
func (a Article) Body() HTML { return a.body }

// Warning tells an editor what was left out or mended, and where.
type Warning struct {
	Field   string `json:"field"` // the JSON name, with the place in a list: "related[3].url"
	Message string `json:"message"`
}

// Clean checks and cleans every field of an article; the argument is not changed. What can be left out without changing
// the story is, with a warning; what can't is an error: a *widget.FieldError, or several joined with errors.Join.
func Clean(a widget.Article) (Article, []Warning, error) {
	c := cleaner{in: a}
	c.address()
	c.texts()
	c.language()
	c.dates()
	c.lists()
	c.picture()
	c.rest()
	body := c.body()
	switch len(c.errs) {
	case 0:
		return Article{fields: c.out, body: body}, c.warnings, nil
	case 1:
		return Article{}, c.warnings, c.errs[0]
	default:
		return Article{}, c.warnings, errors.Join(c.errs...)
	}
}

// cleaner is one call of Clean: what came in, what goes out, and what there is to say about it.
type cleaner struct {
	in       widget.Article
	out      widget.Article
	warnings []Warning
	errs     []error
	base     base // what relative addresses are relative to
}

func (c *cleaner) warn(field, format string, args ...any) {
	c.warnings = append(c.warnings, Warning{field, fmt.Sprintf(format, args...)})
}

func (c *cleaner) refuse(field, format string, args ...any) {
	c.errs = append(c.errs, &widget.FieldError{Field: field, Reason: fmt.Sprintf(format, args...)})
}

// text cleans plain text and refuses what is too long: a shortened headline is a wrong headline.
func (c *cleaner) text(field, s string, limit int) string {
	s = cleanLine(s)
	if err := widget.CheckText(field, s, limit); err != nil {
		c.errs = append(c.errs, err)
	}
	return s
}

// readTime keeps a publisher's own label that can be true and otherwise counts the clean body.
func (c *cleaner) readTime(text string, pictures map[string]bool) {
	if r := c.in.ReadTime; r.FromPublisher {
		if r.Minutes >= 1 && r.Minutes <= widget.MaxMinutes {
			c.out.ReadTime = r
			return
		}
		c.warn("read_time", "%d minutes can't be: give 1 to %d; the text was counted instead", r.Minutes, widget.MaxMinutes)
	}
	if c.out.Picture != nil {
		pictures[c.out.Picture.URL] = true
	}
	c.out.ReadTime = widget.ReadTime{Minutes: readtime.Minutes(text, len(pictures))}
}
