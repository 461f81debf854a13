package httpd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"newsflash/server/ingest"
	"newsflash/server/source"
)

const maxPush = ingest.MaxFile

// Inbox takes what publishers and hubs send. *source.Engine is one.
type Inbox interface {
	Push(ctx context.Context, p source.Pushed, report func(ingest.Outcome)) error
	Verify(ctx context.Context, id, key string, query url.Values) (string, error)
	Deliver(ctx context.Context, id, key, signature, contentType string, message io.Reader) error
}

// push answers POST /ingest with what became of each article: 200 when all were taken, 422 when some were refused.
func (s *Server) push(w http.ResponseWriter, r *http.Request) error {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		w.Header().Set("WWW-Authenticate", "Bearer")
		return &problem{status: http.StatusUnauthorized, say: "Send the source's token as Authorization: Bearer TOKEN; `newsflash source token NAME` makes one."}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), pushTimeout) // longer than an answer's usual time
	defer cancel()
	outcomes, status := []ingest.Outcome{}, http.StatusOK
	err := s.inbox.Push(ctx, source.Pushed{Token: strings.TrimSpace(token), Type: r.Header.Get("Content-Type"), URL: r.URL.Query().Get("url"), Body: http.MaxBytesReader(w, r.Body, maxPush)}, func(o ingest.Outcome) {
		if outcomes = append(outcomes, o); o.State == ingest.Refused {
			status = http.StatusUnprocessableEntity
		}
	})
	switch {
	case errors.Is(err, source.ErrToken):
		w.Header().Set("WWW-Authenticate", "Bearer")
		return &problem{status: http.StatusUnauthorized, say: "No source has this token; `newsflash source token NAME` makes a new one.", err: err}
	case errors.Is(err, source.ErrType):
		return &problem{status: http.StatusUnsupportedMediaType, say: fmt.Sprintf("This server %s.", err), err: err}
	case err != nil:
		return fmt.Errorf("push: %w", unread(err))
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", neverLong)
	w.WriteHeader(status)
	return json.NewEncoder(w).Encode(outcomes)
}

// unread turns what http.MaxBytesReader says of a body into what the sender can do.
func unread(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return &problem{status: http.StatusRequestEntityTooLarge, say: fmt.Sprintf("More than %d MiB cannot be sent at once: send the articles one by one.", maxPush>>20), err: err}
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return &problem{status: http.StatusBadRequest, say: "The request broke off.", err: err}
	}
	return err
}

// verify answers a hub that asks whether we have subscribed.
func (s *Server) verify(w http.ResponseWriter, r *http.Request) error {
	challenge, err := s.inbox.Verify(r.Context(), r.PathValue("source"), r.PathValue("key"), r.URL.Query())
	if err != nil {
		return subscriptionProblem(err)
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", neverLong)
	_, err = io.WriteString(w, challenge)
	return err
}

// deliver takes what a hub sends; it is read after the answer, as hubs do not wait long.
func (s *Server) deliver(w http.ResponseWriter, r *http.Request) error {
	message := http.MaxBytesReader(w, r.Body, maxPush)
	if err := s.inbox.Deliver(r.Context(), r.PathValue("source"), r.PathValue("key"), r.Header.Get("X-Hub-Signature"), r.Header.Get("Content-Type"), message); err != nil {
		return subscriptionProblem(err)
	}
	w.WriteHeader(http.StatusAccepted)
	return nil
}

func subscriptionProblem(err error) error {
	if errors.Is(err, source.ErrNoSubscription) {
		return &problem{status: http.StatusNotFound, say: "Nothing is subscribed to here.", err: err}
	}
	return unread(err)
}
