package site

import (
	"context"
	"errors"
	"strconv"

	"newsflash/server/render"
	"newsflash/server/store"
	"newsflash/widget"
)

// PictureTypes are the files of a picture by their extension: /static/{hash}/640.webp.
var PictureTypes = map[string]string{".webp": "image/webp", ".jpg": "image/jpeg"}

// pictured gives an article's picture the files that we have of it. A card shows no picture that we don't have: it would
// come from a third party, and the partner's policy allows none.
func (s *Site) pictured(ctx context.Context, a *widget.Article, r *render.Renderer) error {
	if a.Picture == nil || a.Picture.URL == "" {
		return nil
	}
	p, err := s.store.Picture(ctx, a.Picture.URL)
	if errors.Is(err, store.ErrNotFound) || err == nil && len(p.Files) == 0 {
		a.Picture = nil
		return nil
	}
	if err != nil {
		return err
	}
	a.Picture.Width, a.Picture.Height, a.Picture.Color = p.Width, p.Height, p.Color
	a.Picture.Files = nil
	for _, f := range p.Files {
		for extension, mediaType := range PictureTypes {
			if mediaType == f.Type {
				a.Picture.Files = append(a.Picture.Files, widget.PictureFile{
					Width: f.Width, Height: f.Height, Type: f.Type, URL: r.StaticURL(p.Hash, strconv.Itoa(f.Width)+extension),
				})
			}
		}
	}
	return nil
}
