package console

import (
	"encoding/json"
	"math"
	"net/http"
	"slices"
	"strings"

	"newsflash/server/store"
	"newsflash/server/theme"
	"newsflash/widget"
	"newsflash/widget/api"
)

func (s *Server) listThemes(q *request) (any, error) {
	stored, err := s.store.Themes(q.Context())
	if err != nil {
		return nil, err
	}
	presets := theme.Names(theme.Presets())
	var out []api.Theme
	for _, t := range s.site.Render().Themes() {
		one := api.Theme{Theme: t, Preset: slices.Contains(presets, t.Name)}
		if i := slices.IndexFunc(stored, func(st store.Theme) bool { return st.Name == t.Name }); i >= 0 {
			one.Own, one.Revision, one.Saved, one.By = true, stored[i].Revision, stored[i].Saved, stored[i].Editor
		}
		out = append(out, one)
	}
	return out, nil
}

// judge reads a theme as it was sent and says all that is to be said of it. Ok is whether it can be stored.
func judge(q *request) (t widget.Theme, r api.ThemeReport, ok bool, err error) {
	raw, err := read[json.RawMessage](q)
	if err != nil {
		return t, r, false, err
	}
	t, err = theme.Decode(raw)
	if err != nil {
		r.Fields = fieldProblems(err)
		return t, r, false, nil
	}
	ok = true
	for _, p := range theme.Measure(t) {
		field, scheme, _ := strings.Cut(p.Field, ".")
		on, _, _ := strings.Cut(p.On, ".")
		c := api.Contrast{Field: field, On: on, Scheme: scheme, Ratio: math.Floor(p.Ratio*100) / 100, Least: p.Need}
		if p.Ratio < p.Need {
			ok = false
			if p.Found {
				c.Fix = p.Nearest.String()
			}
			r.Fields = append(r.Fields, api.FieldProblem{Field: p.Field, Say: p.Error() + "."})
		}
		r.Contrasts = append(r.Contrasts, c)
	}
	return t, r, ok, nil
}

func (s *Server) checkTheme(q *request) (any, error) {
	_, report, _, err := judge(q)
	return report, err
}

func (s *Server) saveTheme(q *request) (any, error) {
	t, report, ok, err := judge(q)
	if err != nil {
		return nil, err
	}
	if name := q.PathValue("name"); ok && t.Name != name {
		ok = false
		report.Fields = append(report.Fields, api.FieldProblem{Field: "name", Say: "The theme names itself " + t.Name + ", the address says " + widget.Excerpt(name) + "."})
	}
	if !ok {
		return nil, &refusal{status: http.StatusUnprocessableEntity, say: api.Problem{Say: "The theme was not saved: some of it cannot be used.", Fields: report.Fields}}
	}
	tokens, err := theme.Encode(t)
	if err != nil {
		return nil, err
	}
	saved, err := s.store.SaveTheme(q.Context(), store.Theme{Name: t.Name, Tokens: string(tokens), Editor: q.user.Name})
	if err != nil {
		return nil, err
	}
	report.Saved = &api.Theme{
		Theme: t, Preset: slices.Contains(theme.Names(theme.Presets()), t.Name), Own: true, Revision: saved.Revision, Saved: saved.Saved, By: saved.Editor,
	}
	return report, s.site.Reload(q.Context())
}

func (s *Server) removeTheme(q *request) (any, error) {
	name := q.PathValue("name")
	partners, err := s.store.Partners(q.Context())
	if err != nil {
		return nil, err
	}
	uses := func(p store.Partner) bool { return p.Theme == name }
	if i := slices.IndexFunc(partners, uses); i >= 0 && !slices.Contains(theme.Names(theme.Presets()), name) {
		return nil, refuse(http.StatusConflict, partners[i].Name+" shows its cards in this theme: give that partner another one first.", nil)
	}
	return nil, s.reloaded(q.Context(), s.store.RemoveTheme(q.Context(), name, q.user.Name))
}

func (s *Server) themeHistory(q *request) (any, error) {
	all, err := s.store.ThemeHistory(q.Context(), q.PathValue("name"))
	out := []api.ThemeRevision{}
	for _, one := range all {
		t, bad := theme.Decode([]byte(one.Tokens))
		if one.Tokens == "" || bad != nil { // removed then, or of an older version
			continue
		}
		out = append(out, api.ThemeRevision{Revision: one.Revision, Saved: one.Saved, By: one.Editor, Theme: t})
	}
	return out, err
}
