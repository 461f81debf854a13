package sanitize

import (
	"math"
	"regexp"
	"strconv"
	"strings"
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
		Focus:   c.focus(in.Focus),
	}
	c.alt(c.out.Picture)
	c.files(in)
}

// focus brings a point into the form that ParseFocus's example has.
func (c *cleaner) focus(in string) string {
	if in == "" {
		return ""
	}
	x, y, err := widget.ParseFocus(in)
	if err != nil {
		c.warn("picture.focus", "%s; the middle counts as important", cleanLine(err.Error()))
		return ""
	}
	percent := func(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) + "%" }
	return percent(x) + " " + percent(y)
}

// files passes on what the server made of the picture. It is checked like everything else, though no source can say it:
// one file that is not as it should be, and the card shows the publisher's picture.
func (c *cleaner) files(in *widget.Picture) {
	if widget.ValidColor(in.Color) {
		c.out.Picture.Color = in.Color
	} else if in.Color != "" {
		c.warn("picture.color", "%q is not in the form #rrggbb; it was left out", cleanLine(widget.Excerpt(in.Color)))
	}
	if !c.fits("picture.files", len(in.Files), widget.MaxFiles) {
		return
	}
	files := make([]widget.PictureFile, 0, len(in.Files))
	for i, f := range in.Files {
		address, err := widget.ParseURL(f.URL, nil)
		switch {
		case err != nil:
			c.warn(place("picture.files", i), "%s; the files were left out", cleanLine(err.Error()))
			return
		case strings.ContainsAny(address, ",") || f.Type != "image/webp" && f.Type != "image/jpeg" || f.Width < 1 || f.Width > widget.MaxPixels || f.Height < 1 || f.Height > widget.MaxPixels:
			c.warn(place("picture.files", i), "is no WebP or JPEG of 1 to %d pixels at an address without a comma; the files were left out", widget.MaxPixels)
			return
		}
		files = append(files, widget.PictureFile{Width: f.Width, Height: f.Height, Type: f.Type, URL: address})
	}
	if len(files) > 0 {
		c.out.Picture.Files = files
	}
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
