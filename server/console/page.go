package console

import (
	"net/http"
	"strconv"
)

func (s *Server) static(w http.ResponseWriter, r *http.Request) {
	a := s.assets[r.PathValue("name")]
	if a == nil || a.Hash != r.PathValue("hash") {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", a.Type)
	w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
	w.Header().Set("Content-Length", strconv.Itoa(len(a.Raw)))
	_, _ = w.Write(a.Raw)
}

func (s *Server) page(w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) }
