package console

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"newsflash/server/related"
	"newsflash/server/render"
	"newsflash/server/report"
	"newsflash/server/sanitize"
	"newsflash/server/store"
	"newsflash/widget"
	"newsflash/widget/api"
	"newsflash/widget/card"
)

func (s *Server) listArticles(q *request) (any, error) {
	query := q.URL.Query()
	find := store.Query{Text: query.Get("q"), After: cursorOf(query.Get("after")), Limit: pageSize}
	yes, no := true, false
	switch api.State(query.Get("state")) {
	case api.Live:
		find.Withdrawn = &no
	case api.Withdrawn:
		find.Withdrawn = &yes
	case api.Amended:
		find.Amended = &yes
	}
	found, err := s.store.Search(q.Context(), find)
	if err != nil {
		return nil, err
	}
	page := api.ArticlePage{Rows: make([]api.ArticleRow, len(found))}
	for i, f := range found {
		page.Rows[i] = rowOf(f.Article, f.Head, f.Amendment)
		page.Rows[i].Warnings = len(notesOf(f.Article))
	}
	if len(found) == pageSize {
		last := found[len(found)-1]
		page.After = fmt.Sprintf("%d-%s", last.Stored.UnixMilli(), last.ID)
	}
	page.Total, err = s.store.Count(q.Context())
	return page, err
}

// cursorOf reads an After; what is none is the start.
func cursorOf(s string) store.Cursor {
	stored, id, _ := strings.Cut(s, "-")
	ms, err := strconv.ParseInt(stored, 10, 64)
	if err != nil || !widget.ValidID(id) {
		return store.Cursor{}
	}
	return store.Cursor{Stored: time.UnixMilli(ms).UTC(), ID: id}
}

func rowOf(a widget.Article, h store.Head, m store.Amendment) api.ArticleRow {
	row := api.ArticleRow{ID: h.ID, Title: h.Title, URL: h.URL, Source: a.Source, State: api.Live, Revision: h.Revision, Stored: h.Stored, Date: a.Published}
	switch {
	case h.Withdrawn:
		row.State = api.Withdrawn
	case !m.IsZero():
		row.State = api.Amended
	}
	return row
}

// notesOf are the sentences about what is to be mended. A stored article was cleaned once, so that cleaning it again
// says only what is still so.
func notesOf(a widget.Article) []string {
	_, warnings, err := sanitize.Clean(a)
	if err != nil {
		return []string{sentence(err.Error())}
	}
	return notes(append(warnings, report.Lacks(a)...))
}

func notes(warnings []sanitize.Warning) []string {
	out := make([]string, len(warnings))
	for i, w := range warnings {
		out[i] = w.Field + " " + w.Message
	}
	return out
}

func (s *Server) showArticle(q *request) (any, error) { return s.detail(q, q.PathValue("id")) }

func (s *Server) detail(q *request, id string) (api.ArticleDetail, error) {
	a, head, err := s.store.Get(q.Context(), id)
	if err != nil {
		return api.ArticleDetail{}, err
	}
	m, err := s.store.Amendment(q.Context(), id)
	if err != nil {
		return api.ArticleDetail{}, err
	}
	revisions, err := s.store.Revisions(q.Context(), id)
	if err != nil {
		return api.ArticleDetail{}, err
	}
	d := api.ArticleDetail{
		ArticleRow: rowOf(a, head, m), Fields: report.Fields(a), Notes: notesOf(a),
		Amendment: api.Amendment{Title: m.Title, Deck: m.Deck, Note: m.Note, Withdrawn: m.Withdrawn, By: m.Editor, Saved: m.Saved},
	}
	if a.Picture != nil {
		if p, err := s.store.Picture(q.Context(), a.Picture.URL); err == nil && p.Hash == "" && p.Error != "" {
			d.Notes = append(d.Notes, "picture "+p.Error+"; the card is shown without it")
		}
	}
	d.Warnings = len(d.Notes)
	for _, r := range slices.Backward(revisions) {
		d.History = append(d.History, api.RevisionLine{Revision: r.Revision, Title: r.Title, Stored: r.Stored})
	}
	return d, nil
}

// amendArticle checks an amendment by what the sanitiser makes of the article with it.
func (s *Server) amendArticle(q *request) (any, error) {
	in, err := read[api.Amendment](q)
	if err != nil {
		return nil, err
	}
	m := store.Amendment{
		Title: strings.TrimSpace(in.Title), Deck: strings.TrimSpace(in.Deck), Note: strings.TrimSpace(in.Note), Withdrawn: in.Withdrawn,
		Editor: q.user.Name, Saved: s.now().UTC().Truncate(time.Millisecond),
	}
	id := q.PathValue("id")
	a, _, err := s.store.Get(q.Context(), id)
	if err != nil {
		return nil, err
	}
	m.Apply(&a)
	if _, _, err := sanitize.Clean(a); err != nil {
		return nil, err
	}
	if err := s.store.Amend(q.Context(), id, m); err != nil {
		return nil, err
	}
	s.reader.Related()
	return s.detail(q, id)
}

func (s *Server) takeBackAmendment(q *request) (any, error) {
	if err := s.store.Amend(q.Context(), q.PathValue("id"), store.Amendment{}); err != nil {
		return nil, err
	}
	s.reader.Related()
	return s.detail(q, q.PathValue("id"))
}

func (s *Server) showCard(q *request) (any, error) {
	clean, err := s.site.Article(q.Context(), q.PathValue("id"))
	if err != nil {
		return nil, err
	}
	return card.New(clean.Fields(), s.site.Render().Options(q.URL.Query())), nil
}

// showSnippet makes what is pasted for an article, or for the newest of a list. The list "" is not the one of all articles: that
// is "*".
func (s *Server) showSnippet(q *request) (any, error) {
	r, query := s.site.Render(), q.URL.Query()
	o := r.Options(query)
	partner := query.Get("partner")
	if theme := r.PartnersTheme(partner); theme != "" && query.Get("theme") == "" {
		o.Theme = theme
	}
	list, strip := strings.Join(strings.Fields(query.Get("list")), " "), 0
	if n, err := strconv.Atoi(query.Get("strip")); err == nil {
		strip = min(max(n, render.LeastStrip), render.MostStrip)
	}
	heads, err := s.toShow(q.Context(), query.Get("article"), list, strip > 0)
	if err != nil {
		return nil, err
	}
	articles := make([]sanitize.Article, len(heads))
	for i, head := range heads {
		if articles[i], err = s.site.Article(q.Context(), head.ID); err != nil {
			return nil, err
		}
	}
	model := card.New(articles[0].Fields(), o)
	out := api.SnippetText{Model: model, Script: r.ScriptURL(model.ID), Frame: r.FrameURL(model.ID), Forms: render.Forms}
	switch {
	case list != "":
		out.HTML, err = r.List(strings.TrimSuffix("latest:"+list, ":*"), articles, o, partner, strip)
	case strip > 0:
		out.HTML, err = r.List("related:"+query.Get("article"), articles, o, partner, strip)
	default:
		form := query.Get("form")
		if !slices.ContainsFunc(render.Forms, func(f api.Form) bool { return f.Name == form }) {
			form = render.Forms[0].Name
		}
		out.HTML, err = r.Form(form, articles[0], o, partner)
	}
	return out, err
}

// listed is how many articles of a list room is kept for.
const listed = 20

// beside finds the articles that the store has beside one.
func (s *Server) beside(ctx context.Context, id string) (heads []store.Head, err error) {
	stories, err := s.store.Related(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, id := range related.IDs(stories) {
		head, err := s.store.Head(ctx, id)
		if err != nil {
			return nil, err
		}
		heads = append(heads, head)
	}
	if len(heads) == 0 {
		return nil, refuse(http.StatusNotFound, "No other article has been found that belongs beside this one.", nil)
	}
	return heads, nil
}

// toShow finds the article, or for a strip those beside it, or those of the list where one is named.
func (s *Server) toShow(ctx context.Context, id, list string, strip bool) ([]store.Head, error) {
	if list == "" && strip {
		return s.beside(ctx, id)
	}
	if list == "" {
		head, err := s.store.Head(ctx, id)
		if err == nil && head.Withdrawn {
			err = refuse(http.StatusConflict, "This article is withdrawn: its card is not shown anywhere.", nil)
		}
		return []store.Head{head}, err
	}
	name := related.Fold(strings.TrimSuffix(list, "*"))
	if name == "" && list != "*" {
		return nil, refuse(http.StatusNotFound, "A list is named by a section, a tag or a source, or * for all articles.", nil)
	}
	heads, err := s.store.Newest(ctx, time.Now(), name, listed)
	if err == nil && len(heads) == 0 {
		err = refuse(http.StatusNotFound, fmt.Sprintf("No article has the section, tag or source %q.", widget.Excerpt(list)), nil)
	}
	return heads, err
}
