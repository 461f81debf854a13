package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"newsflash/widget"
)

// JSON Feed: https://www.jsonfeed.org/version/1.1/

func isJSON(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[")
}

// decodeJSON reads a JSON Feed, a list of its items or one item.
func decodeJSON(in Input, text string) []Draft {
	name := in.Name
	data := []byte(text)
	if err := json.Unmarshal(data, new(json.RawMessage)); err != nil {
		return refuse(name, syntaxError(data, err))
	}
	if data = bytes.TrimSpace(data); data[0] == '[' {
		items, more, err := rawItems(data)
		if err != nil {
			return refuse(name, err)
		}
		return decodeItems(in, items, more, value{})
	}
	var top map[string]json.RawMessage
	if err := json.Unmarshal(data, &top); err != nil {
		return refuse(name, errors.New("holds neither a JSON Feed nor a list of its items nor an item"))
	}
	if raw, isFeed := top["items"]; isFeed {
		delete(top, "items")
		return decodeJSONFeed(in, raw, top)
	}
	for _, member := range []string{"title", "content_html", "content_text", "id", "url"} {
		if _, ok := top[member]; ok {
			return []Draft{decodeItem(in, name, "", data, value{})}
		}
	}
	return refuse(name, errors.New("is JSON, but no JSON Feed: it has neither items nor a title"))
}

func decodeJSONFeed(in Input, raw json.RawMessage, top map[string]json.RawMessage) []Draft {
	name := in.Name
	items, more, err := rawItems(raw)
	if err != nil {
		return refuse(name, err)
	}
	feed := value{path: "feed", data: object{}}
	for _, member := range []string{"language", "authors", "author"} {
		if raw, ok := top[member]; ok {
			v, err := parseJSON("feed."+member, raw)
			if err != nil {
				return refuse(name, fmt.Errorf("feed.%s %w", member, err))
			}
			feed.data.(object)[member] = v
		}
	}
	return decodeItems(in, items, more, feed)
}

// rawItems takes a list apart without looking into its elements, up to MaxItems; more tells that there are others.
func rawItems(data []byte) (items []json.RawMessage, more bool, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return nil, false, errors.New("items must be a list: put the articles between [ and ]")
	}
	for d.More() {
		if len(items) == MaxItems {
			return items, true, nil
		}
		var item json.RawMessage
		if err := d.Decode(&item); err != nil {
			return nil, false, err
		}
		items = append(items, item)
	}
	return items, false, nil
}

func decodeItems(in Input, items []json.RawMessage, more bool, feed value) []Draft {
	name := in.Name
	drafts := make([]Draft, 0, len(items)+1)
	for i, raw := range items {
		draft := decodeItem(in, fmt.Sprintf("%s item %d", name, i+1), fmt.Sprintf("items[%d]", i), raw, feed)
		if title := draft.Article.Title; title != "" {
			draft.Origin += fmt.Sprintf(" (%q)", widget.Excerpt(title))
		}
		drafts = append(drafts, draft)
	}
	if more {
		drafts = append(drafts, refuse(name, fmt.Errorf("holds more than %d items: those behind are left out; split the feed", MaxItems))...)
	}
	return drafts
}

func decodeItem(in Input, origin, path string, raw []byte, feed value) Draft {
	draft := Draft{Origin: origin}
	if len(raw) > maxItem {
		draft.Err = fmt.Errorf("is larger than %d MiB: leave out what is not the article", maxItem>>20)
		return draft
	}
	item, err := parseJSON(path, raw)
	if err != nil {
		draft.Err = err
		return draft
	}
	f := form{Draft: &draft, source: "json"}
	if path != "" {
		f.prefix = path + "."
	}
	if _, ok := item.data.(object); !ok {
		f.fail(item, "must be an object, but is %s", item.kind())
		return draft
	}
	f.item(item, feed)
	f.itemDates(in, item)
	f.extension(item.get("_newsflash"))
	draft.absolute(in.URL)
	draft.Teaser = draft.Err == nil && draft.Article.Body == "" && draft.Article.URL != ""
	return draft
}

// item reads what JSON Feed itself defines; what an item does not say of authors and language, its feed says.
func (f *form) item(item, feed value) {
	a := &f.Article
	f.set("title", &a.Title, item.get("title"))
	f.id(item.get("id"))
	f.set("url", &a.URL, item.get("url"))
	f.set("deck", &a.Deck, item.get("summary"))
	f.set("body", &a.Body, item.get("content_html"))
	if text := item.get("content_text"); a.Body == "" {
		f.fill("body", &a.Body, paragraphs(f.text(text)), f.from(text))
	}
	for _, holder := range []value{item, feed} {
		f.authors(holder.get("authors"))
		f.authors(holder.get("author"))
		f.set("lang", &a.Lang, holder.get("language"))
	}
	f.strings("tags", &a.Tags, item.get("tags"))
	f.pictureText("url", item.get("image"), item.get("banner_image"))
}

// itemDates is strict with a file, which its editor can mend, and takes what there is of a feed that was fetched.
func (f *form) itemDates(in Input, item value) {
	a, published, updated := &f.Article, item.get("date_published"), item.get("date_modified")
	if in.URL == "" && in.Zone == nil {
		f.date("published", &a.Published, published)
		f.date("updated", &a.Updated, updated)
		return
	}
	f.firstDate(in, "published", &a.Published, dated{f.text(published), f.from(published)})
	f.firstDate(in, "updated", &a.Updated, dated{f.text(updated), f.from(updated)})
}

// absolute resolves the addresses of an item that are relative to where its feed was fetched.
func (d *Draft) absolute(feed string) {
	base, a := parseBase(feed), &d.Article
	if base == nil {
		return
	}
	addresses := []*string{&a.URL, &a.Comments.URL}
	if a.Picture != nil {
		addresses = append(addresses, &a.Picture.URL)
	}
	for i := range a.Authors {
		addresses = append(addresses, &a.Authors[i].URL)
	}
	for i := range a.Related {
		addresses = append(addresses, &a.Related[i].URL)
	}
	for _, address := range addresses {
		*address = resolve(*address, base)
	}
}

// id reads an item's id, text or number: its GUID, and the card's id where it can be one.
func (f *form) id(v value) {
	id := v.scalar()
	if id == "" {
		id = f.text(v)
	}
	f.fill("guid", &f.Article.GUID, id, f.from(v))
	if widget.ValidID(f.Article.GUID) {
		f.fill("id", &f.Article.ID, f.Article.GUID, f.from(v))
	}
}

// extension reads the item's _newsflash object.
func (f *form) extension(x value) {
	if !f.object(x) {
		return
	}
	f.known(x, "kicker", "dateline", "image_alt", "image_caption", "image_credit", "image_width", "image_height", "image_focus", "read_time",
		"related", "comments_url", "comments_count", "correction", "withdrawn", "about")
	a := &f.Article
	f.set("kicker", &a.Kicker, x.get("kicker"))
	f.set("dateline", &a.Dateline, x.get("dateline"))
	f.pictureText("alt", x.get("image_alt"))
	f.pictureText("caption", x.get("image_caption"))
	f.pictureText("credit", x.get("image_credit"))
	f.pictureSize(x.get("image_width"), x.get("image_height"))
	f.pictureFocus(x.get("image_focus"))
	f.readTime(x.get("read_time"))
	f.links("related", &a.Related, x.get("related"))
	f.comments(x.get("comments_url"), x.get("comments_count"))
	f.correction(x.get("correction"))
	f.boolean("withdrawn", &a.Withdrawn, x.get("withdrawn"))
}

// comments reads the discussion's address and its size.
func (f *form) comments(url, count value) {
	f.set("comments", &f.Article.Comments.URL, url)
	if n, ok := f.number(count, widget.MaxComments); ok {
		f.Article.Comments.Count = &n
		f.note("comments", f.from(count))
	}
}

// syntaxError turns the decoder's byte offset into a line and a column, both from 1.
func syntaxError(data []byte, err error) error {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return err
	}
	before := data[:min(max(int(syntax.Offset)-1, 0), len(data))]
	line := bytes.Count(before, []byte("\n")) + 1
	column := len([]rune(string(before[bytes.LastIndexByte(before, '\n')+1:]))) + 1
	return fmt.Errorf("line %d, column %d: is not valid JSON: %w", line, column, err)
}
