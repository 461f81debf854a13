package ingest

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

// Sitemaps: https://www.sitemaps.org/protocol.html, with Google's extensions for news and pictures.

// What is read of a sitemap. The protocol allows 50 MiB; those of news sites have less than a tenth of that.
const (
	MaxSitemap        = 16 << 20 // bytes, unpacked
	MaxSitemapEntries = 50_000   // the protocol's own limit
	maxSitemapTags    = 1_000_000
	maxEntryText      = 4 << 10 // bytes of one field
)

// Sitemap is one sitemap, or an index of others. Each list has the newest first; entries without a date come last, in their order.
type Sitemap struct {
	Pages    []SitemapEntry
	Sitemaps []SitemapEntry // to be read in turn
	Warnings []sanitize.Warning
}

// SitemapEntry is an address in a sitemap. It is absolute, but can be of another site: whoever fetches it decides.
type SitemapEntry struct {
	URL     string
	Stamp   string      // lastmod as it stands, or the news date: it changes when the page does
	LastMod widget.Date // zero when there is none, or none that can be read
	News    *SitemapNews
	Image   string // the first of the page's pictures
}

// SitemapNews is what Google's extension for news says of a page.
type SitemapNews struct {
	Title    string
	Date     widget.Date
	Language string
}

// newest is the date by which entries are sorted.
func (e SitemapEntry) newest() time.Time {
	if e.News != nil && e.News.Date.Time.After(e.LastMod.Time) {
		return e.News.Date.Time
	}
	return e.LastMod.Time
}

// DecodeSitemap reads a sitemap: XML or plain text with an address on each line, as it is or packed with gzip. The error is a
// sentence.
func DecodeSitemap(in Input) (Sitemap, error) {
	data, err := unpack(in.Data)
	if err != nil {
		return Sitemap{}, err
	}
	in.Data = data
	text, warnings := toUTF8(in)
	r := sitemapReader{in: in, base: parseBase(in.URL), lexer: lexer{text: legalXML(text)}}
	r.out.Warnings = warnings
	if trimmed := strings.TrimSpace(r.text); strings.HasPrefix(trimmed, "http://") || strings.HasPrefix(trimmed, "https://") {
		r.lines()
	} else if err := r.document(); err != nil {
		return Sitemap{}, err
	}
	if r.bad > 0 {
		r.warn("%d entries have no address that can be used; they are left out", r.bad)
	}
	for _, list := range [][]SitemapEntry{r.out.Pages, r.out.Sitemaps} {
		slices.SortStableFunc(list, func(a, b SitemapEntry) int { return b.newest().Compare(a.newest()) })
	}
	return r.out, nil
}

// unpack undoes gzip, which its first bytes tell, up to MaxSitemap.
func unpack(data []byte) ([]byte, error) {
	if bytes.HasPrefix(data, []byte("\x1f\x8b")) {
		packed, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("is gzip that cannot be unpacked: %w", err)
		}
		var buffer bytes.Buffer
		size := binary.LittleEndian.Uint32(data[len(data)-4:]) // what the packer says
		buffer.Grow(int(min(size, MaxSitemap)) + bytes.MinRead)
		if _, err := io.Copy(&buffer, io.LimitReader(packed, MaxSitemap+1)); err != nil {
			return nil, fmt.Errorf("is gzip that cannot be unpacked: %w", err)
		}
		data = buffer.Bytes()
	}
	if len(data) > MaxSitemap {
		return nil, fmt.Errorf("is larger than %d MiB unpacked: split the sitemap", MaxSitemap>>20)
	}
	return data, nil
}

type sitemapReader struct {
	lexer
	in    Input
	base  *url.URL
	out   Sitemap
	entry *SitemapEntry
	bad   int // entries without a usable address
	full  bool

	prefixes map[string]string // of the three vocabularies: "image" for Google's pictures, "news", and "" for the protocol's own
}

func (r *sitemapReader) warn(message string, args ...any) {
	r.out.Warnings = append(r.out.Warnings, sanitize.Warning{Field: "sitemap", Message: fmt.Sprintf(message, args...)})
}

func (r *sitemapReader) lines() {
	for line := range strings.Lines(r.text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		r.entry = &SitemapEntry{URL: line}
		if r.end(&r.out.Pages); r.full {
			return
		}
	}
}

// document reads XML. What it does not know it passes over, with what is in it.
func (r *sitemapReader) document() error {
	root, tags := "", 0
	for !r.full {
		t, more := r.next()
		switch {
		case r.nested:
			return errEntities
		case !more && root == "":
			return errors.New("is no sitemap: its first element is neither urlset nor sitemapindex")
		case !more:
			if r.broken || r.entry != nil {
				r.warn("breaks off before its end: what came is not the whole sitemap")
			}
			return nil
		case t.kind == openToken && root == "":
			switch root = t.local(); root {
			case "urlset", "sitemapindex":
				r.namespaces(t)
			case "rss", "feed", "rdf":
				return errors.New("is a feed, no sitemap: give its address as a source")
			default:
				return errors.New("is no sitemap: its first element is neither urlset nor sitemapindex")
			}
		case t.kind == openToken:
			if tags++; tags > maxSitemapTags {
				return fmt.Errorf("has more than %d elements: split the sitemap", maxSitemapTags)
			}
			r.open(t)
		case t.kind == closeToken && t.local() == "url" && r.entry != nil:
			r.end(&r.out.Pages)
		case t.kind == closeToken && t.local() == "sitemap" && r.entry != nil:
			r.end(&r.out.Sitemaps)
		}
	}
	return nil
}

// namespaces learns the prefixes that the document gives to what it is written in.
func (r *sitemapReader) namespaces(root token) {
	r.prefixes = map[string]string{"": "", "news": "news", "image": "image"}
	own, _ := splitName(root.name)
	r.prefixes[own] = ""
	root.attributes(func(name, value string) {
		prefix, declares := strings.CutPrefix(name, "xmlns:")
		switch {
		case declares && strings.Contains(value, "sitemap-news"):
			r.prefixes[prefix] = "news"
		case declares && strings.Contains(value, "sitemap-image"):
			r.prefixes[prefix] = "image"
		}
	})
}

// open reads an element of an entry.
func (r *sitemapReader) open(t token) {
	prefix, local := splitName(t.name)
	prefix, known := r.prefixes[prefix]
	if known && prefix == "" && (local == "url" || local == "sitemap") {
		r.entry = &SitemapEntry{}
		return
	}
	e := r.entry
	if e == nil || !known {
		return
	}
	news := func() *SitemapNews {
		if e.News == nil {
			e.News = &SitemapNews{}
		}
		return e.News
	}
	switch {
	case local == "loc" && prefix == "image":
		if picture, err := widget.ParseURL(r.value(), r.base); err == nil && e.Image == "" {
			e.Image = picture
		}
	case local == "loc" && prefix == "":
		e.URL = first(e.URL, r.value())
	case local == "lastmod" && prefix == "":
		e.Stamp = r.value()
		e.LastMod, _ = readDate(r.in, e.Stamp)
	case local == "title" && prefix == "news":
		news().Title = plainTitle(r.value())
	case local == "language" && prefix == "news":
		news().Language = r.value()
	case local == "publication_date" && prefix == "news":
		text := r.value()
		news().Date, _ = readDate(r.in, text)
		e.Stamp = first(e.Stamp, text)
	}
}

// value is the text of the element that was opened, up to the next tag.
func (r *sitemapReader) value() string {
	var b strings.Builder
	for {
		before := r.at
		t, more := r.next()
		if !more {
			break
		}
		if t.kind == openToken || t.kind == closeToken {
			r.at = before
			break
		}
		text := t.text
		if t.kind == textToken {
			text = unescape(startBytes(text, maxEntryText))
		}
		b.WriteString(startBytes(text, maxEntryText-b.Len()))
	}
	return oneLine(b.String())
}

// end keeps the entry, if its address can be one.
func (r *sitemapReader) end(list *[]SitemapEntry) {
	e := r.entry
	r.entry = nil
	address, err := widget.ParseURL(e.URL, r.base)
	if err != nil {
		r.bad++
		return
	}
	if len(*list) == MaxSitemapEntries {
		r.full = true
		r.warn("has more than %d entries; those behind are left out", MaxSitemapEntries)
		return
	}
	e.URL = strings.Clone(address)
	e.Stamp = strings.Clone(e.Stamp)
	*list = append(*list, *e)
}
