package httpd

import (
	"context"
	"errors"
	"fmt"
	"net/http"

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

// hurried gives the work behind an answer its time.
func hurried(h handler) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		ctx, cancel := context.WithTimeout(r.Context(), requestTimeout)
		defer cancel()
		return h(w, r.WithContext(ctx))
	}
}

func (s *Server) answer(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		err := h(w, r)
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
