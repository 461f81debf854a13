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
	clean, err := s.site.Article(r.Context(), head.ID)
	if err != nil {
		return fmt.Errorf("oembed %s: %w", head.ID, err)
	}
	var answer render.OEmbed
	if head.Withdrawn {
		answer = renderer.OEmbedLink(clean, OEmbedSeconds)
	} else {
		box := render.Box{MaxWidth: query.Get("maxwidth"), MaxHeight: query.Get("maxheight"), Quote: strings.HasPrefix(r.UserAgent(), "WordPress/"), Element: query.Get("form") == "element"}
		if answer, err = renderer.OEmbed(clean, renderer.Options(query), box, OEmbedSeconds); err != nil {
			return err
		}
	}
	w.Header().Set("Cache-Control", fmt.Sprintf("public, max-age=%d", OEmbedSeconds))
	w.Header().Set("Vary", "User-Agent") // see render.Box
	if format == "xml" {
		w.Header().Set("Content-Type", "text/xml; charset=utf-8")
		if _, err := w.Write([]byte(xml.Header)); err != nil {
			return err
		}
		return xml.NewEncoder(w).Encode(answer)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	return json.NewEncoder(w).Encode(answer)
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
