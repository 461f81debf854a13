package console

import (
	"context"
	"net/http"

	"newsflash/server/partner"
	"newsflash/server/source"
	"newsflash/server/store"
	"newsflash/server/theme"
	"newsflash/widget"
	"newsflash/widget/api"
)

func partnerOf(p store.Partner) api.Partner {
	out := api.Partner{ID: p.ID, Name: p.Name, Origins: p.Origins, Theme: p.Theme, Status: api.Active}
	if p.Paused {
		out.Status = api.Paused
	}
	return out
}

func (s *Server) listPartners(q *request) (any, error) {
	all, err := s.store.Partners(q.Context())
	if err != nil {
		return nil, err
	}
	only, err := s.store.Restricted(q.Context())
	out := api.PartnerList{Partners: make([]api.Partner, len(all)), Restricted: only}
	for i, p := range all {
		out.Partners[i] = partnerOf(p)
	}
	return out, err
}

func (s *Server) savePartner(q *request) (any, error) {
	in, err := read[api.Partner](q)
	if err != nil {
		return nil, err
	}
	if in.Status != api.Active && in.Status != api.Paused {
		return nil, &widget.FieldError{Field: "status", Reason: "is " + widget.Excerpt(string(in.Status)) + ": choose active or paused"}
	}
	all, err := s.store.Partners(q.Context())
	if err != nil {
		return nil, err
	}
	p, err := partner.Check(store.Partner{ID: q.PathValue("id"), Name: in.Name, Origins: in.Origins, Theme: in.Theme, Paused: in.Status == api.Paused}, all, theme.Names(s.site.Render().Themes()))
	if err != nil {
		return nil, err
	}
	return partnerOf(p), s.reloaded(q.Context(), s.store.SavePartner(q.Context(), p))
}

func (s *Server) removePartner(q *request) (any, error) {
	return nil, s.reloaded(q.Context(), s.store.RemovePartner(q.Context(), q.PathValue("id")))
}

func (s *Server) saveSettings(q *request) (any, error) {
	in, err := read[api.SettingsForm](q)
	if err != nil {
		return nil, err
	}
	return in, s.reloaded(q.Context(), s.store.SetRestricted(q.Context(), in.Restricted))
}

// reloaded makes what was stored seen at once, unless it was not stored.
func (s *Server) reloaded(ctx context.Context, err error) error {
	if err != nil {
		return err
	}
	return s.site.Reload(ctx)
}

// examine looks at a partner's page. One at a time: each may start a browser.
func (s *Server) examine(q *request) (any, error) {
	in, err := read[api.PageToExamine](q)
	if err != nil {
		return nil, err
	}
	if !source.IsAddress(in.URL) {
		return nil, refuse(http.StatusUnprocessableEntity, "Give the page's address, beginning with https:// or http://.", nil)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(q.Context()), checkTimeout)
	defer cancel()
	s.examining.Lock()
	defer s.examining.Unlock()
	report, err := s.doctor.Examine(ctx, in.URL)
	if err != nil {
		return nil, refuse(http.StatusUnprocessableEntity, sentence(err.Error()), err)
	}
	return report, nil
}
