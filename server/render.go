package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"newsflash/server/asset"
	"newsflash/server/ingest"
	"newsflash/server/partner"
	"newsflash/server/render"
	"newsflash/server/sanitize"
	"newsflash/web"
	"newsflash/widget"
	"newsflash/widget/card"
)

type renderCmd struct {
	Format string `default:"inline" enum:"inline,frame,static,json,snippet,element,iframe,shadow,amp,email,plain,markdown" help:"inline (the card as in a partner's page), frame (the live card's page), static (a page without scripts), json (the card's model), or a form to paste: snippet (the script tag), element (for pages with /embed.js), iframe, shadow (declarative shadow DOM), amp, email, plain (HTML without styles) or markdown."`
	Theme  string `default:"default" help:"A theme's name, or the file of one."`
	Layout string `default:"standard" enum:"standard,row,compact,hero,list" help:"standard, row, compact, hero or list."`
	Public string `name:"public-url" default:"http://127.0.0.1:8080" env:"NEWSFLASH_PUBLIC_URL" help:"The address under which partners reach the server; snippets name it."`
	File   string `arg:"" type:"existingfile" help:"An article: JSON Feed item, Markdown, HTML or plain text."`
}

// Help shows examples below the flags.
func (renderCmd) Help() string {
	return `Examples:
  newsflash render story.md
  newsflash render --format static --theme broadsheet story.html > card.html
  newsflash render --format email story.md >> newsletter.html
  newsflash render --format snippet --public-url https://cards.news.example story.md
  newsflash render --format static --theme ./mine.json story.html > card.html`
}

// Run prints the file's first article.
func (c renderCmd) Run(s streams) error {
	look, err := findTheme(c.Theme)
	if err != nil {
		return fmt.Errorf("--theme %w", err)
	}
	data, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	draft := ingest.Decode(ingest.Input{Name: c.File, Data: data})[0]
	if draft.Err != nil {
		return fmt.Errorf("%s: %w", draft.Origin, draft.Err)
	}
	if draft.Article.ID == "" {
		draft.Article.ID = ingest.Slug(draft.Article)
	}
	clean, warnings, err := sanitize.Clean(draft.Article)
	if err != nil {
		return fmt.Errorf("%s: %w", draft.Origin, err)
	}
	for _, w := range slices.Concat(draft.Warnings, warnings) {
		fmt.Fprintf(s.stderr, "%s: %s\n", w.Field, w.Message)
	}
	out, err := c.output(clean, look)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.stdout, "%s\n", out)
	return err
}

func (c renderCmd) output(clean sanitize.Article, look widget.Theme) ([]byte, error) {
	options := card.Options{Layout: card.Layout(c.Layout), Theme: look.Name}
	switch c.Format {
	case "inline":
		markup, err := render.Inline(clean, options)
		return []byte(markup.HTML()), err
	case "json":
		return json.MarshalIndent(card.New(clean.Fields(), options), "", "  ")
	}
	assets, err := asset.Load(web.Dist(), web.Names...)
	if err != nil {
		return nil, err
	}
	at := func(public string) *render.Renderer { return render.New(assets, public, partner.Policy{}, look) }
	switch c.Format {
	case "frame":
		return at("").Frame(clean, options)
	case "static":
		return at("").Static(clean, options)
	}
	text, err := at(c.Public).Form(c.Format, clean, options, "")
	return []byte(text), err
}
