package ingest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"newsflash/widget"
	"newsflash/widget/readtime"
)

// form fills a draft from values that an author wrote down field by field: a JSON Feed item, a front matter. It is strict,
// and the first value that is not what its field takes becomes the draft's error.
type form struct {
	*Draft
	source string // of the provenance: "json", "front matter"
	prefix string // of the paths, left out of the provenance: "items[3]."
	yaml   bool   // numbers and booleans count as text, a single value as a list of one
}

func (f *form) fail(v value, reason string, args ...any) {
	if f.Err != nil {
		return
	}
	f.Err = &widget.FieldError{Field: v.path, Reason: fmt.Sprintf(reason, args...)}
	if v.line > 0 {
		f.Err = fmt.Errorf("line %d: %w", v.line, f.Err)
	}
}

func (f *form) from(v value) string {
	return f.source + ":" + strings.TrimPrefix(v.path, f.prefix)
}

// text returns what v says as text, "" when it says nothing.
func (f *form) text(v value) string {
	switch d := v.data.(type) {
	case nil:
	case string:
		return strings.TrimSpace(d)
	case json.Number:
		if f.yaml {
			return d.String()
		}
		f.fail(v, "must be text, but is %s", v.kind())
	case bool:
		if f.yaml {
			return strconv.FormatBool(d)
		}
		f.fail(v, "must be text, but is %s", v.kind())
	default:
		f.fail(v, "must be text, but is %s", v.kind())
	}
	return ""
}

// set fills dst from the first value that says something.
func (f *form) set(field string, dst *string, values ...value) {
	for _, v := range values {
		f.fill(field, dst, f.text(v), f.from(v))
	}
}

func (f *form) date(field string, dst *widget.Date, values ...value) {
	for _, v := range values {
		text := f.text(v)
		if text == "" || !dst.IsZero() {
			continue
		}
		date, err := parseDate(text)
		if err != nil {
			f.fail(v, "%s", err)
			return
		}
		*dst = date
		if field != "" {
			f.note(field, f.from(v))
		}
	}
}

// number returns a whole number within 0 and limit; ok is false when v says nothing or something else.
func (f *form) number(v value, limit int) (n int, ok bool) {
	if v.data == nil {
		return 0, false
	}
	if number, is := v.data.(json.Number); is {
		if n, err := strconv.Atoi(number.String()); err == nil && n >= 0 && n <= limit {
			return n, true
		}
		f.fail(v, "is %s, but must be a whole number from 0 to %d", widget.Excerpt(number.String()), limit)
		return 0, false
	}
	f.fail(v, "must be a number, but is %s", v.kind())
	return 0, false
}

func (f *form) boolean(field string, dst *bool, v value) {
	switch d := v.data.(type) {
	case nil:
	case bool:
		*dst = d
		f.note(field, f.from(v))
	default:
		f.fail(v, "must be true or false, but is %s", v.kind())
	}
}

// object reports whether v is one; all but nothing and an object is an error.
func (f *form) object(v value) bool {
	if _, ok := v.data.(object); ok {
		return true
	}
	if v.data != nil {
		f.fail(v, "must be an object, but is %s", v.kind())
	}
	return false
}

// list returns the elements of a list. A single value is one only in YAML, where lists of one are written so.
func (f *form) list(v value) []value {
	if _, ok := v.data.([]value); !ok && v.data != nil && !f.yaml {
		f.fail(v, "must be a list, but is %s", v.kind())
		return nil
	}
	return v.list()
}

func (f *form) strings(field string, dst *[]string, v value) {
	for _, element := range f.list(v) {
		if text := f.text(element); text != "" {
			*dst = append(*dst, text)
			f.note(field, f.from(v))
		}
	}
}

// authors reads names, objects with name and url, or a list of these.
func (f *form) authors(v value) {
	if len(f.Article.Authors) > 0 {
		return
	}
	for _, element := range v.list() {
		author := widget.Author{}
		if _, ok := element.data.(object); ok {
			author = widget.Author{Name: f.text(element.get("name")), URL: f.text(element.get("url"))}
		} else {
			author.Name = f.text(element)
		}
		switch {
		case author.Name != "":
			f.Article.Authors = append(f.Article.Authors, author)
			f.note("authors", f.from(v))
		case element.data != nil && f.Err == nil:
			f.warn("authors", "%s has no name and is left out", element.path)
		}
	}
}

// links reads objects with title, url and date; in YAML also bare titles.
func (f *form) links(field string, dst *[]widget.Link, v value) {
	for _, element := range f.list(v) {
		link := widget.Link{}
		if _, text := element.data.(string); text && f.yaml {
			link.Title = f.text(element)
		} else if f.object(element) {
			f.known(element, "title", "url", "date")
			link = widget.Link{Title: f.text(element.get("title")), URL: f.text(element.get("url"))}
			f.date("", &link.Date, element.get("date"))
		}
		if link.Title == "" {
			if element.data != nil {
				f.fail(element, "has no title: give one or take the entry out")
			}
			continue
		}
		*dst = append(*dst, link)
		f.note(field, f.from(v))
	}
}

// readTime reads a publisher's own label, "3 min read" or "PT3M"; in YAML also the bare number of minutes.
func (f *form) readTime(v value) {
	text := f.text(v)
	if text == "" {
		return
	}
	if _, number := v.data.(json.Number); number {
		text += " min read"
	}
	minutes, ok := readtime.ParseLabel(text)
	if !ok {
		f.fail(v, "is %q, which is no read time: write it as \"3 min read\" or PT3M", widget.Excerpt(text))
		return
	}
	f.Article.ReadTime = widget.ReadTime{Minutes: minutes, FromPublisher: true}
	f.note("read_time", f.from(v))
}

func (f *form) correction(v value) {
	if !f.object(v) {
		return
	}
	f.known(v, "note", "date")
	c := widget.Correction{Note: f.text(v.get("note"))}
	f.date("", &c.Date, v.get("date"))
	if c.Note == "" {
		f.fail(v.get("note"), "is missing: say what was corrected")
		return
	}
	f.Article.Correction = &c
	f.note("correction", f.from(v))
}

// picture returns the lead picture, made if need be, so that each source can add its part.
func (f *form) picture() *widget.Picture {
	if f.Article.Picture == nil {
		f.Article.Picture = &widget.Picture{}
	}
	return f.Article.Picture
}

// pictureText fills one field of the picture; where it says nothing, no picture comes to be.
func (f *form) pictureText(part string, values ...value) {
	for _, v := range values {
		text := f.text(v)
		if text == "" {
			continue
		}
		p := f.picture()
		dst := map[string]*string{"url": &p.URL, "alt": &p.Alt, "caption": &p.Caption, "credit": &p.Credit}[part]
		f.fill("picture."+part, dst, text, f.from(v))
	}
}

func (f *form) pictureSize(width, height value) {
	if n, ok := f.number(width, widget.MaxPixels); ok {
		f.picture().Width = n
	}
	if n, ok := f.number(height, widget.MaxPixels); ok {
		f.picture().Height = n
	}
}

// pictureFocus reads where in the picture the important part is.
func (f *form) pictureFocus(values ...value) {
	for _, v := range values {
		text := f.text(v)
		if text == "" {
			continue
		}
		if _, _, err := widget.ParseFocus(text); err != nil {
			f.fail(v, "%s", err)
			return
		}
		f.fill("picture.focus", &f.picture().Focus, text, f.from(v))
	}
}

// known warns of members that no field reads, most often a slip of the pen.
func (f *form) known(v value, names ...string) {
	for _, name := range v.names() {
		if slices.Contains(names, name) {
			continue
		}
		member, place := v.get(name), ""
		if member.line > 0 {
			place = fmt.Sprintf("line %d: ", member.line)
		}
		f.warn(strings.TrimPrefix(member.path, f.prefix), "%snothing reads this name: check its spelling; known are %s", place, strings.Join(names, ", "))
	}
}
