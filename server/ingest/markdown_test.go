package ingest

import (
	"strings"
	"testing"

	"newsflash/widget"
)

func TestMarkdown(t *testing.T) {
	t.Parallel()
	source := strings.Replace(read(t, "testdata/story.md"), "withdrawn: no\n", "withdrawn: false\n", 1)
	d := good(t, "story.md", source)
	a := d.Article
	equal(t, "body", a.Body, "<p>He climbs <strong>once more</strong> &amp; <em>slowly</em>.</p>\n<table>\n<thead>\n<tr>\n<th>Step</th>\n<th>Hour</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>112</td>\n<td>04</td>\n</tr>\n</tbody>\n</table>")
	provenance, count := a.Provenance, 0
	a.Body, a.Provenance = "", nil
	equal(t, "article", a, widget.Article{
		ID: "last-shift", GUID: "tag:coast.example,2026:17", URL: "https://coast.example/2026/last-shift", Kicker: "Portrait",
		Title: "Lighthouse Keeper: The Last Shift", Deck: "Forty years of nights, told in one.",
		Authors:   []widget.Author{{Name: "Rhea Sund"}, {Name: "Idris Mohr", URL: "https://coast.example/idris"}},
		Published: day(t, "2026-05-17"), Updated: day(t, "2026-05-18T08:30:00+02:00"), ReadTime: widget.ReadTime{Minutes: 6, FromPublisher: true},
		Picture: &widget.Picture{
			URL: "https://coast.example/lamp.jpg", Alt: "A lamp behind thick glass.", Caption: "The lamp\nwas made in 1911",
			Credit: "P. Ode", Width: 1200, Height: 800, Focus: "75% 0%",
		},
		Dateline: "Skerry Point", CrossLinks: []widget.Link{{Title: "Charts of the Bay", URL: "https://coast.example/charts"}},
		Related: []widget.Link{{Title: "The Fog Horn", URL: "https://coast.example/horn", Date: day(t, "2025-11-08")}, {Title: "A title alone"}},
		Tags:    []string{"sea", "night"}, Section: "Coast", Lang: "en", Dir: "ltr",
		Comments:   widget.Comments{URL: "https://coast.example/talk", Count: &count},
		Correction: &widget.Correction{Note: "The tower has 112 steps.", Date: day(t, "2026-05-18")},
	})
	for field, want := range map[string]string{"title": "front matter:title", "deck": "front matter:deck", "picture.alt": "front matter:image.alt", "body": "markdown:body"} {
		equal(t, field+" from", provenance[field], want)
	}
	if len(d.Warnings) != 1 || d.Warnings[0].Field != "reed_time" || !strings.Contains(d.Warnings[0].Message, "line 44") {
		t.Errorf("warnings %v, want one for reed_time in line 44", d.Warnings)
	}
	refused := one(t, "story.md", read(t, "testdata/story.md"))
	if refused.Err == nil || refused.Err.Error() != "line 43: withdrawn must be true or false, but is text" {
		t.Errorf("error %v", refused.Err)
	}
}

func TestMarkdownForms(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][3]string{ // title, first author, body
		"# A `b` &amp; \\*c\\*\n\ntext":                      {"A b & *c*", "", "<p>text</p>"},
		"Title\n=====\ntext":                                 {"Title", "", "<p>text</p>"},
		"---\ntitle: T\nauthor: Ann\n---\n# Other\n\ntext":   {"T", "Ann", "<h1>Other</h1>\n<p>text</p>"},
		"---\ntitle: 1984\nauthor: {name: Ann}\n---\ntext":   {"1984", "Ann", "<p>text</p>"},
		"---\r\ntitle: T\r\nauthors: [Ann, Bo]\r\n---\r\nx":  {"T", "Ann", "<p>x</p>"},
		"---\n---\n# T\n\nx":                                 {"T", "", "<p>x</p>"},
		"---\ntitle: true\n...\nx":                           {"true", "", "<p>x</p>"},
		"---\ntitle: !!str 12\nimage:\ntags: ~\n---\nx":      {"12", "", "<p>x</p>"},
		"---\ntitle: \"q\\u00e9\"\ndate: 2025-11-08\n---\nx": {"qé", "", "<p>x</p>"},
	} {
		a := good(t, "a.md", text).Article
		author := ""
		if len(a.Authors) > 0 {
			author = a.Authors[0].Name
		}
		equal(t, text, [3]string{a.Title, author, a.Body}, want)
	}
}

func TestMarkdownErrors(t *testing.T) {
	t.Parallel()
	matter := func(lines string) string { return "---\ntitle: T\n" + lines + "\n---\ntext" }
	for text, want := range map[string]string{
		"---\ntitle: T\ntext":                  "line 1: front matter begins with --- but has no closing ---",
		"+++\ntitle = 'T'\n+++\n":              "line 1: front matter in TOML is not read",
		matter("date: 2025-11-08 09:00"):       `line 3: date "2025-11-08 09:00" has no time zone`,
		matter("\ndate: 08/11/2025"):           `line 4: date "08/11/2025" is not a date`,
		matter("deck: [a]"):                    "line 3: deck must be text, but is a list",
		matter("image:\n  width: wide"):        "line 4: image.width must be a number, but is text",
		matter("image:\n  focus: 10% 200%"):    "line 4: image.focus is \"10% 200%\": give two percentages",
		matter("related:\n  - url: https://a"): "line 4: related[0] has no title",
		matter("read_time: long"):              `line 3: read_time is "long", which is no read time`,
		matter("correction: wrong"):            "line 3: correction must be an object, but is text",
		matter("comments: [1]"):                "line 3: comments must be an object, but is a list",
		matter("deck: 'open"):                  "line 3: front matter is not valid YAML",
		matter("title: U"):                     "line 3: ",
		matter("deck: &a x\nkicker: *a"):       "line 3: YAML anchors",
		matter("deck: " + strings.Repeat("[", 40) + strings.Repeat("]", 40)): "more than 32 levels deep",
		matter(strings.Repeat("#", maxFrontMatter)):                          "front matter is longer than 64 KiB",
		"---\n- a\n- b\n---\ntext":                                           "front matter must be names and values",
		"---\njust text\n---\ntext":                                          "front matter must be names and values",
		"# T\n\n" + strings.Repeat("[", maxBrackets+1):                       "has 5001 square brackets, at most 5000 are read",
		"# T\n\n" + strings.Repeat("> ", maxDepth+1) + "x":                   "has quotes or lists more than 32 levels deep",
		"# T\n\n" + strings.Repeat("1. ", maxDepth+1) + "x":                  "has quotes or lists more than 32 levels deep",
		matter("tags:\n  " + strings.Repeat("- ", maxDepth+1) + "x"):         "line 4: holds lists and objects more than 32 levels deep",
		strings.Repeat("a", 2*maxMarkdown):                                   "KiB of Markdown, at most 1024 are read",
	} {
		d := one(t, "a.md", text)
		if d.Err == nil || !strings.Contains(d.Err.Error(), want) {
			t.Errorf("%.60q: error %v, want %q", text, d.Err, want)
		}
	}
}

func TestMarkdownIDs(t *testing.T) {
	t.Parallel()
	d := good(t, "a.md", "---\ntitle: T\nid: My Story\nslug: my-story\n---\nx")
	equal(t, "id, guid", []string{d.Article.ID, d.Article.GUID}, []string{"my-story", "My Story"})
	equal(t, "warnings", len(d.Warnings), 1)
}

func TestMarkdownHostile(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"quotes":      strings.Repeat(">", 100_000),
		"brackets":    strings.Repeat("[", 100_000),
		"images":      strings.Repeat("![", 100_000),
		"links":       strings.Repeat("[a](", 50_000),
		"stars":       strings.Repeat("*a **b ", 50_000),
		"lists":       strings.Repeat("- ", 50_000),
		"backticks":   strings.Repeat("`a``", 50_000),
		"html":        strings.Repeat("<a ", 100_000),
		"entities":    strings.Repeat("&", 200_000),
		"references":  strings.Repeat("[a]: b\n", 50_000),
		"table":       strings.Repeat("|", 50_000) + "\n" + strings.Repeat("|-", 50_000),
		"yaml flow":   "---\na: " + strings.Repeat("[", 30_000) + "\n---\n",
		"yaml dashes": "---\n" + strings.Repeat("- ", 20_000) + "\n---\n",
		"yaml colons": "---\n" + strings.Repeat("a: ", 20_000) + "\n---\n",
		"yaml marks":  "---\n" + strings.Repeat("? ", 20_000) + "\n---\n",
		"yaml bang":   "---\na: " + strings.Repeat("!a ", 20_000) + "\n---\n",
		"yaml indent": "---\n" + indented(300) + "\n---\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if drafts := Decode(Input{Name: "a.md", Data: []byte(text)}); len(drafts) != 1 {
				t.Errorf("%d drafts", len(drafts))
			}
		})
	}
}

func indented(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}
