package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"newsflash/widget"
)

const (
	maxSlug     = 80   // bytes; leaves room for the number that the store appends to make an id unique
	maxSlugText = 2000 // bytes of a title that are looked at
)

// noSlug matches the parts of an address that say nothing about the story: numbers, dates, index.
var noSlug = regexp.MustCompile(`^(?:[\d._-]*|index)$`)

// Slug gives the id that an article would like: its own where that is a valid one, else from the last telling part of its
// address, else from its title. Latin is folded to ASCII, Cyrillic and Greek are transliterated; for a title in another
// script it is a hash. It is always a valid id, but not unique: that is the store's part.
func Slug(a widget.Article) string {
	if widget.ValidID(a.ID) {
		return a.ID
	}
	if s := slugOfURL(a.URL); s != "" {
		return s
	}
	if s := slugOf(a.Title); s != "" {
		return s
	}
	sum := sha256.Sum256([]byte(norm.NFC.String(a.Title)))
	return "a-" + hex.EncodeToString(sum[:6])
}

// slugOfURL passes over numbers and dates at the end of an address, but then takes only a part of several words: the
// "news" of /news/4711 names no story.
func slugOfURL(address string) string {
	u, err := url.Parse(address)
	if err != nil || len(address) > widget.MaxURL {
		return ""
	}
	passed := false
	for p := strings.Trim(u.Path, "/"); p != "" && p != "."; p = path.Dir(p) {
		part := path.Base(p)
		part = strings.TrimSuffix(part, path.Ext(part))
		switch {
		case noSlug.MatchString(part):
			passed = passed || part != "index"
		case !passed || strings.ContainsAny(part, "-_ "):
			return slugOf(part)
		default:
			return ""
		}
	}
	return ""
}

// slugOf folds text to a-z, 0-9 and hyphens; "" when most of its letters are in a script that it cannot fold.
func slugOf(text string) string {
	if len(text) > maxSlugText {
		text = strings.ToValidUTF8(text[:maxSlugText], "")
	}
	var b strings.Builder
	kept, lost := 0, 0 // letters
	for _, r := range strings.ToLower(norm.NFKD.String(text)) {
		switch spelled, ok := spelling[r]; {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= 'a' && r <= 'z':
			b.WriteRune(r)
			kept++
		case ok:
			b.WriteString(spelled)
			kept++
		case unicode.Is(unicode.Mn, r), strings.ContainsRune("'’ʼ‘\u00ad\u200b\u200c\u200d", r):
		default:
			if unicode.IsLetter(r) {
				lost++
			}
			b.WriteByte('-')
		}
	}
	if lost > kept {
		return ""
	}
	return cut(strings.Join(strings.FieldsFunc(b.String(), func(r rune) bool { return r == '-' }), "-"))
}

// cut shortens a slug to maxSlug at a hyphen where there is one.
func cut(slug string) string {
	if len(slug) <= maxSlug {
		return slug
	}
	if i := strings.LastIndexByte(slug[:maxSlug+1], '-'); i > 0 {
		return slug[:i]
	}
	return slug[:maxSlug]
}
