package httpd

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"newsflash/server/address"
	"newsflash/server/asset"
	"newsflash/server/render"
	"newsflash/server/store"
	"newsflash/widget"
)

// oembed follows https://oembed.com (version 1.0): a frame with the card, for any address by which an article is known.
func (s *Server) oembed(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	format := query.Get("format")
	if format != "" && format != "json" && format != "xml" {
		return &problem{status: http.StatusNotImplemented, say: "Only format=json and format=xml are answered."}
	}
	asked := query.Get("url")
	if asked == "" {
		return &problem{status: http.StatusBadRequest, say: "Give the article's address as ?url=https://..."}
	}
	renderer := s.site.Render()
	head, err := s.known(r.Context(), asked, renderer.Pages())
	if err != nil {
		return err
	}
	o := renderer.Options(query)
	box := render.Box{MaxWidth: query.Get("maxwidth"), MaxHeight: query.Get("maxheight"), Quote: strings.HasPrefix(r.UserAgent(), "WordPress/"), Element: query.Get("form") == "element"}
	key := fmt.Sprintf("oembed %s %s %s %t %q %q %q %s %s", format, head.ID, head.Version, head.Withdrawn, o.Layout, o.Theme, o.Scheme, box.Key(), renderer.Fingerprint())
	content, err := s.cache.GetQuick(key, func() ([]byte, error) {
		clean, err := s.site.Article(r.Context(), head.ID)
		if err != nil {
			return nil, fmt.Errorf("oembed %s: %w", head.ID, err)
		}
		answer := renderer.OEmbedLink(clean, OEmbedSeconds)
		if !head.Withdrawn {
			if answer, err = renderer.OEmbed(clean, o, box, OEmbedSeconds); err != nil {
				return nil, err
			}
		}
		if format == "xml" {
			text, err := xml.Marshal(answer)
			return append([]byte(xml.Header), text...), err
		}
		return json.Marshal(answer)
	})
	if err != nil {
		return err
	}
	kind := "application/json; charset=utf-8"
	if format == "xml" {
		kind = "text/xml; charset=utf-8"
	}
	w.Header().Set("Vary", "User-Agent") // see render.Box
	asset.Serve(w, r, content, kind, fmt.Sprintf("public, max-age=%d", OEmbedSeconds))
	return nil
}

// known finds an article by the address of one of its pages here, or by one that is its publisher's or means the same page.
func (s *Server) known(ctx context.Context, asked string, pages []string) (store.Head, error) {
	exact, err := widget.ParseURL(asked, nil)
	if err != nil {
		return store.Head{}, &problem{status: http.StatusBadRequest, say: "The address " + err.Error() + "."}
	}
	u, err := url.Parse(exact)
	if err != nil {
		return store.Head{}, err
	}
	for _, page := range pages {
		if id, ours := strings.CutPrefix(u.Scheme+"://"+u.Host+u.Path, page); ours {
			return s.articles.Head(ctx, id)
		}
	}
	for _, same := range address.Equivalents(u) {
		head, err := s.articles.ByURL(ctx, same)
		if err == nil || !errors.Is(err, store.ErrNotFound) {
			return head, err
		}
	}
	return store.Head{}, fmt.Errorf("article at %q: %w", widget.Excerpt(asked), store.ErrNotFound)
}
