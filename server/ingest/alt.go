package ingest

import (
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/andybalholm/cascadia"
)

// chooseAlt takes the first description that is one; without any, the first that was given, for the sanitiser to warn of.
func (p *page) chooseAlt() {
	picture := p.Article.Picture
	if picture == nil {
		return
	}
	for _, useful := range []bool{true, false} {
		for _, alt := range p.alts {
			text := strings.Join(strings.Fields(alt.text), " ")
			if !useful || !notAlt.MatchString(text) && utf8.RuneCountInString(text) <= maxAlt {
				p.fill("picture.alt", &picture.Alt, text, alt.from)
			}
		}
	}
}

// dropAltLines removes lines that only repeat a picture's description: pages copied by hand or by bad templates have them.
func (p *page) dropAltLines() {
	alts := map[string]bool{}
	if p.Article.Picture != nil && p.Article.Picture.Alt != "" {
		alts[p.Article.Picture.Alt] = true
	}
	for _, img := range cascadia.QueryAll(p.root, selImg) {
		if alt := strings.Join(strings.Fields(attr(img, "alt")), " "); alt != "" {
			alts[alt] = true
		}
	}
	for _, n := range cascadia.QueryAll(p.root, selParagraph) {
		if len(alts) == 0 {
			return
		}
		text := textOf(n)
		if alts[strings.TrimPrefix(text, altLine.FindString(text))] && cascadia.Query(n, selImg) == nil {
			remove(n)
		}
	}
}

// samePicture compares addresses without query, size and host: a content delivery network changes them all.
func samePicture(a, b string) bool {
	nameA, nameB := pictureName(a), pictureName(b)
	return nameA != "" && nameA == nameB
}

// pictureFile is the last part of a picture's path.
func pictureFile(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	return path.Base(u.Path)
}

func pictureName(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Path == "" {
		return ""
	}
	whole := sizeSuffix.ReplaceAllString(strings.ToLower(strings.TrimSuffix(u.Path, path.Ext(u.Path))), "")
	if name := path.Base(whole); len(name) >= minName {
		return name
	}
	return whole
}
