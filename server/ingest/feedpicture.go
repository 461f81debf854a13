package ingest

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	ext "github.com/mmcdole/gofeed/extensions"

	"newsflash/widget"
)

// feedPicture is a picture that an item offers.
type feedPicture struct {
	url, alt, caption, credit string
	width, height             int
	rank                      int // how wide it is taken to be where that is not said
	from                      string
	borrowed                  map[string]string // where what another place says of the same picture was read
}

// describe takes over what another place says of the same picture.
func (p *feedPicture) describe(other feedPicture) {
	if p.borrowed == nil {
		p.borrowed = map[string]string{}
	}
	for part, text := range map[string][2]*string{"alt": {&p.alt, &other.alt}, "caption": {&p.caption, &other.caption}, "credit": {&p.credit, &other.credit}} {
		if mine, theirs := text[0], text[1]; *mine == "" && *theirs != "" {
			*mine, p.borrowed[part] = *theirs, other.from
		}
	}
}

// source is where a part was read.
func (p feedPicture) source(part string) string {
	if from, ok := p.borrowed[part]; ok {
		return from
	}
	return p.from
}

// Where a picture stands tells how wide it is, in CSS pixels, where nothing else does.
const (
	rankMedia     = 800
	rankText      = 600
	rankShow      = 500 // a podcast's
	rankThumbnail = 150
)

var (
	imageFile = regexp.MustCompile(`(?i)\.(?:jpe?g|png|gif|webp|avif)$`)
	sizePart  = regexp.MustCompile(`-(?:\d{2,5}x\d{2,5}|scaled|e\d{10,})$`)
)

func isPictureFile(address string) bool {
	u, err := url.Parse(address)
	return err == nil && imageFile.MatchString(u.Path)
}

// mediaPictures reads Media RSS (https://www.rssboard.org/media-rss) and a podcast's own picture.
func (f *feedItem) mediaPictures() {
	media := f.ext["media"]
	f.mediaContents(media["content"])
	for _, group := range media["group"] {
		f.mediaContents(group.Children["content"])
		f.thumbnails(group.Children["thumbnail"])
	}
	f.thumbnails(media["thumbnail"])
	for _, image := range f.ext["itunes"]["image"] {
		f.offer(feedPicture{url: first(image.Attrs["href"], image.Value), rank: rankShow, from: "itunes:image"})
	}
}

func (f *feedItem) mediaContents(contents []ext.Extension) {
	for _, e := range contents {
		f.thumbnails(e.Children["thumbnail"])
		medium, kind := strings.ToLower(e.Attrs["medium"]), strings.ToLower(e.Attrs["type"])
		if medium != "image" && !strings.HasPrefix(kind, "image/") && (medium != "" || kind != "" || !isPictureFile(e.Attrs["url"])) {
			continue
		}
		p := feedPicture{
			url: e.Attrs["url"], width: number(e.Attrs["width"]), height: number(e.Attrs["height"]), rank: rankMedia, from: "media:content",
			caption: plainTitle(first(childValue(e, "description"), childValue(e, "text"), f.value("media", "description"))),
			credit:  plainTitle(first(childValue(e, "credit"), f.value("media", "credit"))),
		}
		f.offer(p)
	}
}

func (f *feedItem) thumbnails(thumbnails []ext.Extension) {
	for _, e := range thumbnails {
		f.offer(feedPicture{
			url: first(e.Attrs["url"], e.Value), width: number(e.Attrs["width"]), height: number(e.Attrs["height"]),
			rank: rankThumbnail, from: "media:thumbnail", credit: plainTitle(f.value("media", "credit")),
		})
	}
}

// enclosure offers what is attached, if that is a picture.
func (f *feedItem) enclosure(address, kind, from string) {
	if strings.HasPrefix(strings.ToLower(kind), "image/") || kind == "" && isPictureFile(address) {
		f.offer(feedPicture{url: address, rank: rankMedia, from: from})
	}
}

// offer adds a picture to those that are chosen from.
func (f *feedItem) offer(p feedPicture) {
	address, err := widget.ParseURL(p.url, f.base)
	if err != nil || isTracker(address) || p.width > 0 && p.width < smallPicture || len(f.pictures) == maxImages {
		return
	}
	p.url = address
	f.pictures = append(f.pictures, p)
}

func (p feedPicture) size() int {
	if p.width > 0 {
		return p.width
	}
	return p.rank
}

// choosePicture takes the widest, of equals the first, and describes it with what the same picture has in the text. The
// body is set here, for a picture at its top that is the lead picture must go.
func (f *feedItem) choosePicture() {
	all := slices.Concat(f.pictures, f.body.images[:min(len(f.body.images), 1)], f.images[:min(len(f.images), 1)])
	if len(all) > 0 {
		best := slices.MaxFunc(all, func(a, b feedPicture) int { return a.size() - b.size() })
		for _, other := range slices.Concat(f.body.images, f.images, f.pictures) {
			if sameFile(other.url, best.url) {
				best.describe(other)
			}
		}
		f.setPicture(best)
		f.body.dropLead(best.url)
	}
	f.fill("body", &f.Article.Body, f.body.render(), f.body.from)
}

// setPicture sets the lead picture. A short caption also describes it, which the sanitiser lets be said once.
func (d *Draft) setPicture(p feedPicture) {
	picture := &widget.Picture{URL: p.url, Width: p.width, Height: p.height}
	if p.height == 0 || p.width == 0 {
		picture.Width, picture.Height = 0, 0
	}
	d.Article.Picture = picture
	d.note("picture.url", p.from)
	if caption := oneLine(p.caption); caption != d.Article.Title && caption != d.Article.Deck && widget.CheckText("", caption, widget.MaxCaption) == nil {
		d.fill("picture.caption", &picture.Caption, caption, p.source("caption"))
	}
	if credit := oneLine(p.credit); widget.CheckText("", credit, widget.MaxCredit) == nil {
		d.fill("picture.credit", &picture.Credit, credit, p.source("credit"))
	}
	alt, from := oneLine(p.alt), p.source("alt")
	if alt == "" && utf8.RuneCountInString(picture.Caption) <= maxDescription {
		alt, from = picture.Caption, p.source("caption")
	}
	if widget.CheckText("", alt, widget.MaxAlt) == nil {
		d.fill("picture.alt", &picture.Alt, alt, from)
	}
}

// maxDescription is the length in runes above which a text is no description to be read aloud (see sanitize).
const maxDescription = 250

// sameFile compares the addresses of pictures without query, size and host: a content delivery network changes them all.
func sameFile(a, b string) bool {
	nameA, nameB := fileName(a), fileName(b)
	return nameA != "" && nameA == nameB
}

func fileName(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Path == "" || u.Path == "/" {
		return ""
	}
	whole := sizePart.ReplaceAllString(strings.ToLower(strings.TrimSuffix(u.Path, path.Ext(u.Path))), "")
	if name := path.Base(whole); len(name) >= 6 { // a shorter name, like "image" or "1", says nothing without its folder
		return name
	}
	return whole
}
