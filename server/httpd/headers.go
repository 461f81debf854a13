package httpd

import (
	"net/http"
	"strings"
	"time"

	"newsflash/server/render"
)

// closedPolicy is for everything that is no page.
const closedPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// SetHeaders sets the security headers of the answer at a path, by surface, in this one place.
func SetHeaders(h http.Header, path string, r *render.Renderer) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	h.Set("Content-Security-Policy", closedPolicy)
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	switch surface, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/"); surface {
	case "embed", "embed.js", "embed.d.ts", "embed.css", "cards.js", "cards", "find", "static", "oembed", "events": // used from partners' pages, and by the frame's opaque origin
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Set("Timing-Allow-Origin", "*")
	case "frame", "card":
		h.Set("Content-Security-Policy", r.PagePolicy())
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		h.Set("Cross-Origin-Embedder-Policy", "credentialless") // pages that demand it of their frames can have cards too
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
	}
}

func (s *Server) secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		SetHeaders(w.Header(), r.URL.Path, s.site.Render())
		next.ServeHTTP(w, r)
	})
}

// recorder remembers what was answered, for the log.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *recorder) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(b []byte) (int, error) {
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// logged writes one line per request. No address and no referrer is kept: readers are not followed.
func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start, rec := time.Now(), &recorder{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(rec, r)
		s.log.DebugContext(r.Context(), "request", "method", r.Method, "path", r.URL.Path, "status", rec.status, "bytes", rec.bytes, "took", time.Since(start))
	})
}
