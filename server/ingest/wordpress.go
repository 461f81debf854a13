package ingest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"newsflash/widget"
	"newsflash/widget/readtime"
)

// WordPress's REST interface: https://developer.wordpress.org/rest-api/reference/posts/

// DecodeWordPress reads the posts of /wp-json/wp/v2/posts, best asked for with ?_embed, which gives authors, pictures and
// categories. The answer is a list of posts or one post; its order is kept, sticky posts included. Times are given in Greenwich's
// and shown in in.Zone or else in the zone that the post's own local time tells. A post that is public but not published any more
// is Withdrawn, one that is not yet is refused. It gives at least one Draft unless the list is empty, and never panics.
func DecodeWordPress(in Input) (drafts []Draft) {
	defer func() {
		if r := recover(); r != nil {
			drafts = refuse(in.Name, fmt.Errorf("cannot be read: its parser broke off (%v)", r))
		}
	}()
	if len(in.Data) > MaxFile {
		return refuse(in.Name, fmt.Errorf("is larger than %d MiB: ask for fewer posts at a time", MaxFile>>20))
	}
	text, warnings := toUTF8(in)
	data := bytes.TrimSpace([]byte(text))
	if at := bytes.IndexAny(data, "[{"); at > 0 { // what plugins print first
		data = data[at:]
	}
	if err := json.Unmarshal(data, new(json.RawMessage)); err != nil {
		return refuse(in.Name, syntaxError(data, err))
	}
	items, more := []json.RawMessage{data}, false
	if data[0] == '[' {
		var err error
		if items, more, err = rawItems(data); err != nil {
			return refuse(in.Name, err)
		}
	}
	for i, raw := range items {
		p := post{Draft: Draft{Origin: fmt.Sprintf("%s post %d", in.Name, i+1), Warnings: slices.Clone(warnings)}, in: in}
		p.read(raw)
		if title := p.Article.Title; title != "" {
			p.Origin += fmt.Sprintf(" (%q)", widget.Excerpt(title))
		}
		drafts = append(drafts, p.Draft)
	}
	if more {
		drafts = append(drafts, refuse(in.Name, fmt.Errorf("holds more than %d posts: those behind are left out", MaxItems))...)
	}
	return drafts
}

// maxCommas bounds the values of a post; those in its text count too.
const maxCommas = 50_000

// post is a post on its way to a draft.
type post struct {
	Draft
	in Input
	v  value
}

// at follows names and takes the first element of lists: at("_embedded", "wp:featuredmedia", "source_url").
func (p *post) at(names ...string) value { return at(p.v, names...) }

func at(v value, names ...string) value {
	for _, name := range names {
		if list, ok := v.data.([]value); ok {
			if len(list) == 0 {
				return value{}
			}
			v = list[0]
		}
		v = v.get(name)
	}
	return v
}

func (p *post) read(raw json.RawMessage) {
	if len(raw) > maxItem {
		p.Err = fmt.Errorf("is larger than %d MiB: leave out what is not the article", maxItem>>20)
		return
	}
	if n := bytes.Count(raw, []byte(",")); n > maxCommas {
		p.Err = fmt.Errorf("has %d commas, at most %d are read: ask for fewer fields", n, maxCommas)
		return
	}
	v, err := parseJSON("", raw)
	if err != nil {
		p.Err = err
		return
	}
	p.v = v
	_, isObject := v.data.(object)
	if code := p.at("code").scalar(); code != "" && p.at("title").data == nil {
		p.Err = fmt.Errorf("is no post but the site's answer %q: %s", widget.Excerpt(code), widget.Excerpt(p.at("message").scalar()))
		return
	}
	if !isObject || p.at("title").data == nil && p.at("content").data == nil {
		p.Err = errors.New("is no post: it has neither a title nor content")
		return
	}
	p.fields()
	if p.Err = p.status(); p.Err != nil || p.Article.Withdrawn {
		return
	}
	p.terms()
	p.people()
	p.related()
	p.text()
	if p.Article.Title == "" {
		p.Err = &widget.FieldError{Field: "title", Reason: "is missing: a post needs a headline, and none is made up from its text"}
	}
}

// status tells what of a post may be shown.
func (p *post) status() error {
	switch status := p.at("status").scalar(); status {
	case "", "publish":
	case "trash", "private":
		p.Article.Withdrawn = true
		p.note("withdrawn", "wp:status")
		return nil
	default:
		return fmt.Errorf("is not published: its status is %q", widget.Excerpt(status))
	}
	if protected, _ := p.at("content", "protected").data.(bool); protected {
		return errors.New("is protected by a password: only its readers may see it")
	}
	return nil
}

func (p *post) fields() {
	a := &p.Article
	p.fill("title", &a.Title, oneLine(plainTitle(rendered(p.at("title")))), "wp:title")
	p.fill("guid", &a.GUID, p.at("id").scalar(), "wp:id")
	for _, name := range []string{"link", "guid"} {
		address := rendered(p.at(name))
		if absolute, err := widget.ParseURL(address, parseBase(p.in.URL)); err == nil {
			p.fill("url", &a.URL, absolute, "wp:"+name)
		} else if address != "" && name == "link" {
			p.warn("url", "%s (wp:link); it is passed over", err)
		}
	}
	p.date("published", &a.Published, "date")
	p.date("updated", &a.Updated, "modified")
	if !a.Updated.IsZero() && a.Updated.Time.Sub(a.Published.Time) < time.Minute { // saved once
		a.Updated = widget.Date{}
		delete(a.Provenance, "updated")
	}
	for _, name := range [][]string{{"lang"}, {"yoast_head_json", "og_locale"}} {
		p.fill("lang", &a.Lang, strings.ReplaceAll(p.at(name...).scalar(), "_", "-"), "wp:"+strings.Join(name, "."))
	}
	if minutes, ok := readtime.ParseLabel(p.at("yoast_head_json", "twitter_misc", "Est. reading time").scalar()); ok {
		a.ReadTime = widget.ReadTime{Minutes: minutes, FromPublisher: true}
		p.note("read_time", "wp:yoast_head_json.twitter_misc")
	}
}

// rendered is a field that is an object with its HTML, or text where a plugin made it so.
func rendered(v value) string {
	if text := v.get("rendered").scalar(); text != "" {
		return text
	}
	return v.scalar()
}

// date reads a time of Greenwich and shows it where the site is.
func (p *post) date(field string, dst *widget.Date, name string) {
	world, local := p.at(name+"_gmt").scalar(), p.at(name).scalar()
	if world == "" || strings.HasPrefix(world, "0000") {
		p.firstDate(p.in, field, dst, dated{local, "wp:" + name})
		return
	}
	in := p.in
	in.Zone = time.UTC
	p.firstDate(in, field, dst, dated{world, "wp:" + name + "_gmt"})
	if dst.IsZero() || dst.Day {
		return
	}
	if p.in.Zone != nil {
		dst.Time = dst.Time.In(p.in.Zone)
		return
	}
	there, _ := readDate(in, local)
	ahead := there.Time.Sub(dst.Time)
	if !there.IsZero() && !there.Day && ahead%(15*time.Minute) == 0 && ahead.Abs() <= 14*time.Hour && ahead != 0 {
		dst.Time = dst.Time.In(time.FixedZone("", int(ahead.Seconds())))
	}
}
