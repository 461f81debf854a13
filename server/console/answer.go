package console

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"newsflash/server/account"
	"newsflash/server/store"
	"newsflash/widget"
	"newsflash/widget/api"
)

// request is one call of the API.
type request struct {
	*http.Request
	w     http.ResponseWriter
	user  store.User // of an editor's or admin's route
	token string     // of the session
}

// answer makes a handler of a route: who asks, how long it may take, and what is said.
func (s *Server) answer(r route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		ctx, cancel := context.WithTimeout(req.Context(), requestTimeout)
		defer cancel()
		q := &request{Request: req.WithContext(ctx), w: w}
		q.Body = http.MaxBytesReader(w, req.Body, maxBody)
		answer, err := s.admit(q, r.role)
		if err == nil {
			answer, err = r.do(q)
		}
		switch {
		case err != nil:
			s.fail(q, err)
		case answer == nil:
			w.WriteHeader(http.StatusNoContent)
		default:
			write(w, http.StatusOK, answer)
		}
	})
}

// admit finds out who asks and whether they may.
func (s *Server) admit(q *request, needed role) (any, error) {
	if needed == anybody {
		return nil, nil
	}
	cookie, err := q.Cookie(cookieName)
	if err != nil {
		return nil, account.ErrSession
	}
	user, fresh, err := s.accounts.Who(q.Context(), cookie.Value)
	if err != nil {
		return nil, err
	}
	q.user, q.token = user, cookie.Value
	if fresh != "" {
		setCookie(q.w, fresh)
		q.token = fresh
	}
	if needed == admin && user.Role != string(api.Admin) {
		return nil, refuse(http.StatusForbidden, "Only admins may do this.", nil)
	}
	return nil, nil
}

// fail says what went wrong. What nobody at the screen can mend is logged.
func (s *Server) fail(q *request, err error) {
	var known *refusal
	var many account.TooMany
	var large *http.MaxBytesError
	var field *widget.FieldError
	status, say := http.StatusInternalServerError, api.Problem{Say: "Something went wrong on the server. Nothing was changed; please try again."}
	switch {
	case errors.As(err, &known):
		status, say = known.status, known.say
	case errors.Is(err, account.ErrSession):
		clearCookie(q.w)
		status, say.Say = http.StatusUnauthorized, "Please sign in."
	case errors.As(err, &many):
		q.w.Header().Set("Retry-After", fmt.Sprint(int(many.Wait/time.Second)))
		status, say.Say = http.StatusTooManyRequests, fmt.Sprintf("There were too many attempts to sign in. Wait %d seconds and try again.", int(many.Wait/time.Second))
	case errors.As(err, &large):
		status, say.Say = http.StatusRequestEntityTooLarge, fmt.Sprintf("More than %d kB cannot be sent at once.", maxBody>>10)
	case errors.As(err, &field):
		status, say = http.StatusUnprocessableEntity, api.Problem{Say: "Some of it cannot be taken.", Fields: fieldProblems(err)}
	case errors.Is(err, store.ErrNotFound):
		status, say.Say = http.StatusNotFound, "It is not there any more."
	}
	if status >= http.StatusInternalServerError && q.Context().Err() == nil {
		s.log.ErrorContext(q.Context(), "console", "method", q.Method, "path", q.URL.Path, "err", err)
	}
	write(q.w, status, say)
}

// fieldProblems takes an error apart that joins several.
func fieldProblems(err error) (out []api.FieldProblem) {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range joined.Unwrap() {
			out = append(out, fieldProblems(one)...)
		}
		return out
	}
	var field *widget.FieldError
	if errors.As(err, &field) {
		return []api.FieldProblem{{Field: field.Field, Say: sentence(field.Reason)}}
	}
	return []api.FieldProblem{{Say: sentence(err.Error())}}
}

// sentence gives a reason, which begins with its verb, a beginning and an end.
func sentence(reason string) string {
	if strings.HasPrefix(reason, "is ") || strings.HasPrefix(reason, "has ") || strings.HasPrefix(reason, "are ") || strings.HasPrefix(reason, "can") {
		return "This " + reason + "."
	}
	return strings.ToUpper(reason[:1]) + reason[1:] + "."
}

// read decodes what was sent, strictly.
func read[T any](q *request) (value T, err error) {
	d := json.NewDecoder(q.Body)
	d.DisallowUnknownFields()
	if err = d.Decode(&value); err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("more than one value")
		}
	}
	var large *http.MaxBytesError
	if err != nil && !errors.As(err, &large) {
		err = refuse(http.StatusBadRequest, "What was sent cannot be read: "+err.Error()+".", err)
	}
	return value, err
}

func write(w http.ResponseWriter, status int, answer any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(answer) // the visitor may have gone
}
