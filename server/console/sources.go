package console

import (
	"context"
	"errors"
	"net/http"

	"newsflash/server/report"
	"newsflash/server/source"
	"newsflash/server/store"
	"newsflash/widget/api"
)

func sourceOf(s store.Source) api.Source {
	return api.Source{
		ID: s.ID, Kind: string(s.Kind), URL: s.URL, Polled: s.State.Polled, Succeeded: s.State.Succeeded, Next: s.State.Next,
		Failures: s.State.Failures, Error: s.State.Error,
	}
}

func (s *Server) listSources(q *request) (any, error) {
	all, err := s.store.Sources(q.Context())
	out := make([]api.Source, len(all))
	for i, one := range all {
		out[i] = sourceOf(one)
	}
	return out, err
}

// discover finds the best way to read what was typed in. Folders of the server's machine are not for the console: who may
// sign in need not be who may read its files.
func (s *Server) discover(q *request) (store.Source, context.CancelFunc, error) {
	in, err := read[api.NewSource](q)
	if err != nil {
		return store.Source{}, nil, err
	}
	if !source.IsAddress(in.URL) {
		return store.Source{}, nil, refuse(http.StatusUnprocessableEntity, "Give an address that begins with http:// or https://. Folders are added on the server: newsflash source add FOLDER.", nil)
	}
	src := store.Source{ID: in.ID, Zone: in.Zone, Lang: in.Lang}
	if _, err := source.Check(store.Source{ID: "x", Zone: in.Zone, Lang: in.Lang}); err != nil { // before anything is fetched
		return store.Source{}, nil, refuse(http.StatusUnprocessableEntity, sentence(err.Error()), err)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(q.Context()), checkTimeout)
	q.Request = q.WithContext(ctx)
	found, err := s.reader.Discover(ctx, in.URL)
	if err != nil {
		cancel()
		return store.Source{}, nil, refuse(http.StatusUnprocessableEntity, sentence(err.Error()), err)
	}
	src.Kind, src.URL = found.Source.Kind, found.Source.URL
	return src, cancel, nil
}

func (s *Server) addSource(q *request) (any, error) {
	src, cancel, err := s.discover(q)
	if err != nil {
		return nil, err
	}
	defer cancel()
	if src, err = source.Check(src); err != nil {
		return nil, refuse(http.StatusUnprocessableEntity, sentence(err.Error()), err)
	}
	err = s.store.AddSource(q.Context(), src)
	if errors.Is(err, store.ErrExists) {
		return nil, refuse(http.StatusConflict, "There is a source named "+src.ID+" already.", err)
	}
	if err != nil {
		return nil, err
	}
	s.reader.PollNow(q.Context(), src.ID)
	return sourceOf(src), nil
}

func (s *Server) pollSource(q *request) (any, error) {
	src, err := s.store.Source(q.Context(), q.PathValue("id"))
	if err != nil {
		return nil, err
	}
	s.reader.PollNow(q.Context(), src.ID)
	return sourceOf(src), nil
}

func (s *Server) removeSource(q *request) (any, error) {
	return nil, s.store.RemoveSource(q.Context(), q.PathValue("id"))
}

func (s *Server) checkSource(q *request) (any, error) {
	src, cancel, err := s.discover(q)
	if err != nil {
		return nil, err
	}
	defer cancel()
	src.ID = "check"
	drafts, err := s.reader.Look(q.Context(), src, checkSize)
	if err != nil {
		return nil, refuse(http.StatusUnprocessableEntity, sentence(err.Error()), err)
	}
	out := api.CheckReport{Kind: string(src.Kind), URL: src.URL, Articles: make([]api.CheckedArticle, len(drafts))}
	for i, d := range drafts {
		r := report.Of(d)
		one := api.CheckedArticle{Title: r.Origin, Error: r.Refused, Notes: notes(r.Warnings)}
		if r.Article != nil {
			one.Title, one.URL, one.Fields = r.Article.Title, r.Article.URL, report.Fields(*r.Article)
		}
		out.Articles[i] = one
	}
	return out, nil
}
