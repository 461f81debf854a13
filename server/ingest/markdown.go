package ingest

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"newsflash/widget"
)

// markdown is CommonMark with GitHub's tables, strikethrough and bare links. Raw HTML stays: the sanitiser comes after.
var markdown = goldmark.New(
	goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify),
	goldmark.WithRendererOptions(html.WithUnsafe()),
)

func isMarkdown(text string) bool {
	return strings.HasPrefix(text, "---\n") || strings.HasPrefix(text, "# ")
}

// decodeMarkdown reads Markdown with or without YAML front matter. Where that has no title, the first heading is the title.
func decodeMarkdown(in Input, text string) []Draft {
	name := in.Name
	draft := Draft{Origin: name}
	if len(text) > maxMarkdown+maxFrontMatter {
		return refuse(name, fmt.Errorf("is %d KiB of Markdown, at most %d are read: shorten it", len(text)>>10, maxMarkdown>>10))
	}
	front, body, err := splitFrontMatter(text)
	if err != nil {
		return refuse(name, err)
	}
	matter, err := parseYAML(front)
	if err != nil {
		return refuse(name, err)
	}
	f := form{Draft: &draft, source: "front matter", yaml: true}
	f.frontMatter(matter)
	f.fillIn(matter)
	if draft.Err == nil {
		draft.Err = draft.setMarkdown(body)
	}
	return []Draft{draft}
}

// The names that front matter may have, several for one field as different systems write them.
var frontMatterNames = []string{
	"title", "id", "slug", "guid", "url", "canonical", "kicker", "deck", "summary", "description", "author", "authors",
	"date", "published", "updated", "lastmod", "image", "image_alt", "image_caption", "image_credit", "image_width",
	"image_height", "image_focus", "dateline", "read_time", "related", "see_also", "tags", "section", "category", "lang", "language", "dir",
	"comments", "correction", "withdrawn",
}

// frontMatter reads the fields that are text, numbers and dates.
func (f *form) frontMatter(m value) {
	f.known(m, frontMatterNames...)
	a := &f.Article
	f.set("title", &a.Title, m.get("title"))
	f.set("guid", &a.GUID, m.get("guid"), m.get("id"))
	for _, name := range []string{"id", "slug"} {
		wish := m.get(name)
		if id := f.text(wish); widget.ValidID(id) {
			f.fill("id", &a.ID, id, f.from(wish))
		} else if id != "" {
			f.warn(name, "line %d: %q cannot be the card's id, which has only a-z, 0-9 and single hyphens inside; one is made", wish.line, widget.Excerpt(id))
		}
	}
	f.set("url", &a.URL, m.get("canonical"), m.get("url"))
	f.set("kicker", &a.Kicker, m.get("kicker"))
	f.set("deck", &a.Deck, m.get("deck"), m.get("summary"), m.get("description"))
	f.date("published", &a.Published, m.get("published"), m.get("date"))
	f.date("updated", &a.Updated, m.get("updated"), m.get("lastmod"))
	f.set("dateline", &a.Dateline, m.get("dateline"))
	f.set("section", &a.Section, m.get("section"), m.get("category"))
	f.set("lang", &a.Lang, m.get("lang"), m.get("language"))
	f.set("dir", &a.Dir, m.get("dir"))
	f.boolean("withdrawn", &a.Withdrawn, m.get("withdrawn"))
	f.readTime(m.get("read_time"))
}

// fillIn reads the fields that have parts.
func (f *form) fillIn(m value) {
	a := &f.Article
	f.authors(m.get("authors"))
	f.authors(m.get("author"))
	f.links("related", &a.Related, m.get("related"))
	f.links("cross_links", &a.CrossLinks, m.get("see_also"))
	if tags := m.get("tags"); tags.kind() == "text" {
		for tag := range strings.SplitSeq(f.text(tags), ",") {
			a.Tags = append(a.Tags, strings.TrimSpace(tag))
		}
		f.note("tags", f.from(tags))
	} else {
		f.strings("tags", &a.Tags, tags)
	}
	image := m.get("image")
	if _, parts := image.data.(object); parts {
		f.known(image, "url", "alt", "caption", "credit", "width", "height", "focus")
		f.pictureText("url", image.get("url"))
	} else {
		f.pictureText("url", image)
	}
	for _, part := range []string{"alt", "caption", "credit"} {
		f.pictureText(part, image.get(part), m.get("image_"+part))
	}
	f.pictureSize(image.get("width"), image.get("height"))
	f.pictureSize(m.get("image_width"), m.get("image_height"))
	f.pictureFocus(image.get("focus"), m.get("image_focus"))
	if comments := m.get("comments"); comments.kind() == "text" {
		f.comments(comments, value{})
	} else if f.object(comments) {
		f.known(comments, "url", "count")
		f.comments(comments.get("url"), comments.get("count"))
	}
	f.correction(m.get("correction"))
}

// checkMarkdown refuses what the parser would take minutes for (its time grows with the square of both) and no article has.
func checkMarkdown(body string) error {
	if n := strings.Count(body, "["); n > maxBrackets {
		return fmt.Errorf("has %d square brackets, at most %d are read: take links out", n, maxBrackets)
	}
	for line := range strings.SplitSeq(body, "\n") {
		marks := line[:len(line)-len(strings.TrimLeft(line, " \t>-+*0123456789.)"))]
		n := strings.Count(marks, ">")
		for _, list := range []string{"- ", "+ ", "* ", ". ", ") "} {
			n += strings.Count(marks, list)
		}
		if n > maxDepth {
			return fmt.Errorf("has quotes or lists more than %d levels deep, in the line %q: put it on fewer levels", maxDepth, widget.Excerpt(line))
		}
	}
	return nil
}

// setMarkdown renders the body. A first heading of level 1 is the title and, when it is also the front matter's, not said twice.
func (d *Draft) setMarkdown(body string) error {
	if err := checkMarkdown(body); err != nil {
		return err
	}
	source := []byte(body)
	doc := markdown.Parser().Parse(text.NewReader(source))
	if heading, ok := doc.FirstChild().(*ast.Heading); ok && heading.Level == 1 {
		title := strings.Join(strings.Fields(plain(heading, source)), " ")
		if d.fill("title", &d.Article.Title, title, "markdown:heading") || d.Article.Title == title {
			doc.RemoveChild(doc, heading)
		}
	}
	var out bytes.Buffer
	if err := markdown.Renderer().Render(&out, source, doc); err != nil {
		return fmt.Errorf("render markdown: %w", err)
	}
	d.fill("body", &d.Article.Body, out.String(), "markdown:body")
	return nil
}

// plain is the text of an inline tree.
func plain(n ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the callback returns no error
		switch t := n.(type) {
		case *ast.Text:
			if entering {
				said := t.Value(source)
				if _, code := t.Parent().(*ast.CodeSpan); !code {
					said = util.UnescapePunctuations(util.ResolveEntityNames(util.ResolveNumericReferences(said)))
				}
				b.Write(said)
				if t.SoftLineBreak() || t.HardLineBreak() {
					b.WriteByte(' ')
				}
			}
		case *ast.String:
			if entering {
				b.Write(t.Value)
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}
