package sanitize

import (
	"regexp"
	"unicode/utf8"

	"newsflash/widget"
)

// usefulAlt is the length in runes above which an alternative text is no longer one: it belongs into a caption.
const usefulAlt = 250

// What content systems write where nobody described the picture: file names, camera numbers, the word itself.
var (
	fileNames = regexp.MustCompile(`(?i)^(.*[^.\s]\.(jpe?g|jfif|png|gif|webp|avif|svg|heic|bmp|tiff?)|` +
		`(img|dsc[nf]?|pxl|image|photo|picture|screenshot|untitled|screen shot)[ _-]?[\d_ .-]+|[\da-f]{8}-[\da-f-]{20,}|[\d_-]+)$`)
	noDescriptions = map[string]bool{
		"image": true, "img": true, "photo": true, "photograph": true, "picture": true, "pic": true, "graphic": true, "illustration": true,
		"alt": true, "alttext": true, "null": true, "undefined": true, "none": true, "placeholder": true, "untitled": true, "thumbnail": true,
		"featuredimage": true, "leadimage": true, "heroimage": true, "postimage": true, "imagedescription": true, "bild": true, "foto": true,
		"imagen": true, "immagine": true, "imagem": true, "afbeelding": true, "صورة": true, "تصویر": true, "图片": true, "图像": true, "画像": true, "写真": true,
	}
)

// altFault says what keeps an alternative text from being one; "" when nothing does.
func altFault(alt string) string {
	switch {
	case alt == "":
		return "is missing"
	case utf8.RuneCountInString(alt) > usefulAlt:
		return "is longer than a description to be read aloud should be"
	case fileNames.MatchString(alt):
		return "is a file name"
	case noDescriptions[fold(alt)]:
		return "only says that this is a picture"
	}
	return ""
}

// picture cleans the lead picture. Without an address there is none.
func (c *cleaner) picture() {
	in := c.in.Picture
	if in == nil {
		return
	}
	address, err := widget.ParseURL(in.URL, c.base)
	if err != nil {
		c.warn("picture.url", "%s; the picture was left out", cleanLine(err.Error()))
		return
	}
	c.out.Picture = &widget.Picture{
		URL:     address,
		Alt:     cleanLine(in.Alt),
		Caption: c.text("picture.caption", in.Caption, widget.MaxCaption),
		Credit:  c.text("picture.credit", in.Credit, widget.MaxCredit),
		Width:   c.pixels("picture.width", in.Width),
		Height:  c.pixels("picture.height", in.Height),
	}
	c.alt(c.out.Picture)
}

// alt keeps a useful alternative text, and none that repeats caption or headline: a screen reader would say it twice.
func (c *cleaner) alt(p *widget.Picture) {
	fault := altFault(p.Alt)
	if fault != "" {
		c.warn("picture.alt", "%s: describe the picture in up to %d characters; it counts as decoration until then", fault, usefulAlt)
	}
	if fault != "" || same(p.Alt, p.Caption) || same(p.Alt, c.out.Title) {
		p.Alt = ""
	}
}

func (c *cleaner) pixels(field string, n int) int {
	if n < 0 || n > widget.MaxPixels {
		c.warn(field, "%d can't be: give 1 to %d; it was left out", n, widget.MaxPixels)
		return 0
	}
	return n
}
