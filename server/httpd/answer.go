package httpd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"newsflash/server/asset"
	"newsflash/server/store"
)

// handler answers a request or says why not; answer turns the error into a status, a sentence and a log line.
type handler func(w http.ResponseWriter, r *http.Request) error

// problem is an error with a face for the visitor.
type problem struct {
	status int
	say    string // a safe sentence
	err    error  // for the log; may be nil
}

func (p *problem) Error() string { return fmt.Sprintf("%d: %s: %v", p.status, p.say, p.err) }
func (p *problem) Unwrap() error { return p.err }

func (s *Server) answer(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), requestTimeout)
		defer cancel()
		err := h(w, r.WithContext(ctx))
		if err == nil {
			return
		}
		p := &problem{status: http.StatusInternalServerError, say: "Something went wrong on this server. Please try again later.", err: err}
		if errors.Is(err, store.ErrNotFound) {
			p = &problem{status: http.StatusNotFound, say: "There is no article with this address.", err: err}
		}
		errors.As(err, &p)
		if p.status >= http.StatusInternalServerError && r.Context().Err() == nil {
			s.log.ErrorContext(ctx, "request", "method", r.Method, "path", r.URL.Path, "err", err)
		}
		header := w.Header()
		for _, name := range []string{"ETag", "Content-Encoding", "Vary"} {
			header.Del(name)
		}
		header.Set("Cache-Control", neverLong)
		header.Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(p.status)
		fmt.Fprintln(w, p.say)
	})
}

// encoded sends content in the best encoding that the request takes, with a strong validator per encoding.
func encoded(w http.ResponseWriter, r *http.Request, content *asset.Encoded, contentType, caching string) {
	body, encoding := content.Raw, ""
	switch br, gz := accepts(r.Header.Get("Accept-Encoding")); {
	case br && content.Brotli != nil:
		body, encoding = content.Brotli, "br"
	case gz && content.Gzip != nil:
		body, encoding = content.Gzip, "gzip"
	}
	header := w.Header()
	header.Set("Content-Type", contentType)
	header.Set("Cache-Control", caching)
	header.Add("Vary", "Accept-Encoding")
	etag := `"` + content.Hash + `"`
	if encoding != "" {
		etag = `"` + content.Hash + "-" + encoding + `"`
		header.Set("Content-Encoding", encoding)
	}
	header.Set("ETag", etag)
	header.Set("Content-Length", strconv.Itoa(len(body)))
	r.Header.Del("Range") // parts of a compressed answer are of no use to anyone
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// accepts reads Accept-Encoding (RFC 9110, section 12.5.3): a coding with weight 0 is refused.
func accepts(header string) (br, gz bool) {
	for part := range strings.SplitSeq(header, ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		q, found := strings.CutPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
		if value, err := strconv.ParseFloat(q, 64); found && (err != nil || value == 0) {
			continue
		}
		switch strings.ToLower(strings.TrimSpace(coding)) {
		case "br":
			br = true
		case "gzip", "x-gzip":
			gz = true
		case "*":
			br, gz = true, true
		}
	}
	return br, gz
}
