package httpd

import (
	"errors"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"

	"newsflash/server/site"
	"newsflash/server/store"
	"newsflash/widget"
)

// pictureFile answers with a file of a picture, which never changes: its hash is in the address.
func (s *Server) pictureFile(w http.ResponseWriter, r *http.Request) error {
	hash, name := r.PathValue("hash"), r.PathValue("name")
	mediaType := site.PictureTypes[path.Ext(name)]
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
	w.Header().Set("Cache-Control", Immutable)
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.Header().Set("ETag", `"`+hash+"-"+strconv.Itoa(width)+`"`)
	_, err = w.Write(data)
	return err
}
