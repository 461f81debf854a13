package render

import (
	"strconv"

	"newsflash/server/sanitize"
	"newsflash/widget/card"
)

const usualWidth = 600 // px, where a consumer names no maximum

// OEmbed is an oEmbed 1.0 answer of type rich: https://oembed.com, section 2.3.4. Height is in px at Width.
type OEmbed struct {
	Type         string `json:"type"`
	Version      string `json:"version"`
	Title        string `json:"title"`
	AuthorName   string `json:"author_name,omitempty"`
	ProviderURL  string `json:"provider_url"`
	CacheAge     int    `json:"cache_age"`
	ThumbnailURL string `json:"thumbnail_url,omitempty"`
	ThumbnailW   int    `json:"thumbnail_width,omitempty"`
	ThumbnailH   int    `json:"thumbnail_height,omitempty"`
	HTML         string `json:"html"`
	Width        int    `json:"width"`
	Height       int    `json:"height"`
}

// OEmbed describes a card with its snippet; maxWidth is the consumer's, as it stood in the address.
func (r *Renderer) OEmbed(a sanitize.Article, o card.Options, maxWidth string, cacheSeconds int) (OEmbed, error) {
	model := card.New(a.Fields(), o)
	html, err := r.Snippet(model, "")
	if err != nil {
		return OEmbed{}, err
	}
	width := usualWidth
	if n, err := strconv.Atoi(maxWidth); err == nil {
		width = min(max(n, narrowest), widest)
	}
	out := OEmbed{
		Type: "rich", Version: "1.0", Title: model.Title, ProviderURL: r.public, CacheAge: cacheSeconds,
		HTML: html, Width: width, Height: int(r.Reserve(model).At(float64(width))) + fallbackLink,
	}
	if authors := a.Fields().Authors; len(authors) > 0 {
		out.AuthorName = authors[0].Name
	}
	if p := model.Picture; p != nil && p.Width > 0 && p.Height > 0 { // all three or none
		out.ThumbnailURL, out.ThumbnailW, out.ThumbnailH = p.Src, p.Width, p.Height
	}
	return out, nil
}
