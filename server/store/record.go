package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

// Record is an article as every store writes it, made here so that all stores agree on content and identity.
//
// Which stored article is it? The first rule that fits decides:
//
//  1. The one that came from the same Source under the same Key, ever. When the content it last had from there is the
//     same, nothing has changed: two feeds that tell one story differently don't overwrite each other at every poll, and
//     an editor's own correction of a feed's story stays until the feed's own text changes.
//  2. The only one that now stands at the same URL, unless this Source has named both, each by a GUID of its own. So a
//     story stays one when it gains or loses its GUID or comes from another source too, while three items of a feed
//     that share a link stay three.
//  3. None: it is new.
type Record struct {
	Source string
	Key    string // the GUID; without one the URL; without both the Hash
	Named  bool   // Key is a GUID and more than a repeat of the URL

	Wish      string // the id that a new article would like
	URL       string
	Title     string
	Picture   string // the lead picture's address
	Withdrawn bool
	Hash      string // SHA-256 of the content in hexadecimal; id and provenance are no content
	Fields    string // JSON, with provenance and without id; read it with Decode
}

// NewRecord takes a clean article apart.
func NewRecord(clean sanitize.Article) (Record, error) {
	a := clean.Fields()
	r := Record{
		Source: a.Source, Key: a.GUID, Named: a.GUID != "" && a.GUID != a.URL,
		Wish: a.ID, URL: a.URL, Title: a.Title, Withdrawn: a.Withdrawn,
	}
	if a.Picture != nil {
		r.Picture = a.Picture.URL
	}
	a.ID = ""
	fields, err := encode(a)
	if err != nil {
		return Record{}, fmt.Errorf("encode article %q: %w", widget.Excerpt(r.Title), err)
	}
	content := fields
	if a.Provenance != nil {
		a.Provenance = nil
		if content, err = encode(a); err != nil {
			return Record{}, fmt.Errorf("encode article %q: %w", widget.Excerpt(r.Title), err)
		}
	}
	sum := sha256.Sum256(content)
	r.Hash, r.Fields = hex.EncodeToString(sum[:]), string(fields)
	for _, other := range []string{r.URL, r.Hash} {
		if r.Key == "" {
			r.Key = other
		}
	}
	return r, nil
}

// Decode gives back the article that a Record's Fields hold.
func Decode(id, fields string) (widget.Article, error) {
	var a widget.Article
	if err := json.Unmarshal([]byte(fields), &a); err != nil {
		return widget.Article{}, fmt.Errorf("decode article %s: %w", id, err)
	}
	a.ID = id
	return a, nil
}

// encode is canonical: fields in the order of their declaration, map keys sorted, no spaces, markup as it is.
func encode(a widget.Article) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(a); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
