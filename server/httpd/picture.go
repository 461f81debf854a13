package httpd

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"

	"newsflash/server/store"
	"newsflash/widget"
)

// pictureTypes are the files of a picture by their extension: /static/{hash}/640.webp.
var pictureTypes = map[string]string{".webp": "image/webp", ".jpg": "image/jpeg"}

// pictured gives an article's picture the files that we have of it. A card shows no picture that we don't have: it would
// come from a third party, and the partner's policy allows none.
func (s *Server) pictured(ctx context.Context, a *widget.Article) error {
	if a.Picture == nil || a.Picture.URL == "" {
		return nil
	}
	p, err := s.articles.Picture(ctx, a.Picture.URL)
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
		for extension, mediaType := range pictureTypes {
			if mediaType == f.Type {
				a.Picture.Files = append(a.Picture.Files, widget.PictureFile{
					Width: f.Width, Height: f.Height, Type: f.Type, URL: s.render.StaticURL(p.Hash, strconv.Itoa(f.Width)+extension),
				})
			}
		}
	}
	return nil
}

// pictureFile answers with a file of a picture, which never changes: its hash is in the address.
func (s *Server) pictureFile(w http.ResponseWriter, r *http.Request) error {
	hash, name := r.PathValue("hash"), r.PathValue("name")
	mediaType := pictureTypes[path.Ext(name)]
	width, err := strconv.Atoi(strings.TrimSuffix(name, path.Ext(name)))
	if mediaType == "" || err != nil || width <= 0 || width > widget.MaxPixels {
		return &problem{status: http.StatusNotFound, say: "There is no such file, or it has changed and has a new address."}
	}
	data, err := s.articles.PictureFile(r.Context(), hash, width, mediaType)
	if errors.Is(err, store.ErrNotFound) {
		return &problem{status: http.StatusNotFound, say: "There is no such picture."}
	}
	if err != nil {
		return fmt.Errorf("picture file: %w", err)
	}
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Cache-Control", immutable)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.Header().Set("ETag", `"`+hash+"-"+strconv.Itoa(width)+`"`)
	_, err = w.Write(data)
	return err
}
