package httpd

import (
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"newsflash/server/asset"
	"newsflash/server/related"
	"newsflash/server/render"
	"newsflash/server/store"
	"newsflash/web"
	"newsflash/widget"
)

// Limits of one request for cards.
const (
	maxCards  = 40 // web/loader/embed.js has it too
	MaxPlaces = 20 // of a list
)

// cards answers with the cards that a page's elements name, each by an article's id, its address, or a list and a place in it.
// A card that cannot be had is an answer too: the others are shown.
func (s *Server) cards(w http.ResponseWriter, r *http.Request) error {
	names := r.URL.Query()["card"]
	if len(names) == 0 || len(names) > maxCards {
		return &problem{status: http.StatusBadRequest, say: fmt.Sprintf("Ask for 1 to %d cards, as ?card=ID&card=ADDRESS&card=latest:SECTION.", maxCards)}
	}
	renderer := s.site.Render()
	heads, wrong := make([]store.Head, len(names)), make([]string, len(names))
	key := "cards " + renderer.Fingerprint()
	for i, name := range names {
		head, err := s.named(r, renderer, name)
		var p *problem
		switch {
		case err == nil && head.Withdrawn:
			wrong[i] = Withdrawn
		case errors.Is(err, store.ErrNotFound):
			wrong[i] = "There is no such article."
		case errors.As(err, &p):
			wrong[i] = p.say
		case err != nil:
			return err
		}
		heads[i] = head
		key += fmt.Sprintf(" %q %q %q", wrong[i], head.ID, head.Version)
	}
	content, err := s.cache.GetQuick(key, func() ([]byte, error) {
		answers := make([]render.Answer, len(names))
		for i, head := range heads {
			if answers[i].Error = wrong[i]; wrong[i] != "" {
				continue
			}
			var err error
			if answers[i].Article, err = s.site.Article(r.Context(), head.ID); err != nil {
				return nil, err
			}
		}
		return renderer.Batch(answers)
	})
	if err != nil {
		return fmt.Errorf("cards: %w", err)
	}
	asset.Serve(w, r, content, "text/javascript; charset=utf-8", ScriptCaching)
	return nil
}

// named finds the article that an element's text names.
func (s *Server) named(r *http.Request, renderer *render.Renderer, name string) (store.Head, error) {
	switch list, rest, _ := strings.Cut(name, ":"); list {
	case "latest":
		return s.latest(r, rest)
	case "related":
		return s.beside(r, renderer, rest)
	}
	return s.one(r, renderer, name)
}

// one finds an article by its id or an address.
func (s *Server) one(r *http.Request, renderer *render.Renderer, name string) (store.Head, error) {
	if strings.Contains(name, "/") {
		return s.known(r.Context(), name, renderer.Pages())
	}
	if !widget.ValidID(name) {
		return store.Head{}, &problem{status: http.StatusBadRequest, say: fmt.Sprintf("%q is no article's id, address or list: ids are small letters, digits and single hyphens.", widget.Excerpt(name))}
	}
	return s.articles.Head(r.Context(), name)
}

// latest is the newest article of a section, tag or source, of all where none is named, or the one at a place behind it:
// "world:2" is the second newest.
func (s *Server) latest(r *http.Request, list string) (store.Head, error) {
	name, place, err := placed(list)
	if err != nil {
		return store.Head{}, err
	}
	folded := related.Fold(name)
	if folded == "" && name != "" {
		return store.Head{}, store.ErrNotFound
	}
	heads, err := s.articles.Newest(r.Context(), time.Now(), folded, place)
	if err != nil {
		return store.Head{}, err
	}
	if len(heads) < place {
		return store.Head{}, fmt.Errorf("place %d of %q: %w", place, widget.Excerpt(name), store.ErrNotFound)
	}
	return heads[place-1], nil
}

// beside is the first of the stories beside an article, of those that the store has, or the one at a place behind it.
func (s *Server) beside(r *http.Request, renderer *render.Renderer, list string) (store.Head, error) {
	name, place := list, 1
	if numbered.MatchString(list) { // an address may hold a colon too
		var err error
		if name, place, err = placed(list); err != nil {
			return store.Head{}, err
		}
	}
	head, err := s.one(r, renderer, name)
	if err != nil {
		return store.Head{}, err
	}
	stories, err := s.articles.Related(r.Context(), head.ID)
	if err != nil {
		return store.Head{}, err
	}
	ids := related.IDs(stories)
	if len(ids) < place {
		return store.Head{}, fmt.Errorf("story %d beside %s: %w", place, head.ID, store.ErrNotFound)
	}
	return s.articles.Head(r.Context(), ids[place-1])
}

var numbered = regexp.MustCompile(`:[0-9]+$`)

// placed splits a list's name from the place in it, which is the first where none is named.
func placed(list string) (name string, place int, err error) {
	cut := strings.LastIndexByte(list, ':')
	if cut < 0 {
		return list, 1, nil
	}
	if place, err = strconv.Atoi(list[cut+1:]); err != nil || place < 1 || place > MaxPlaces {
		return "", 0, &problem{status: http.StatusBadRequest, say: fmt.Sprintf("The place in a list is a number from 1 to %d, as in latest:world:2.", MaxPlaces)}
	}
	return list[:cut], place, nil
}

// embedAll answers with the script that upgrades a page's elements.
func (s *Server) embedAll(w http.ResponseWriter, r *http.Request) error {
	a := s.site.Named(web.Embed)
	asset.Serve(w, r, &a.Encoded, a.Type, ScriptCaching)
	return nil
}

// types answers with what TypeScript wants to know of it.
func (s *Server) types(w http.ResponseWriter, r *http.Request) error {
	a := s.site.Named(web.Types)
	asset.Serve(w, r, &a.Encoded, "application/typescript; charset=utf-8", ScriptCaching)
	return nil
}

// sheet answers with the style sheet that declarative shadow roots link to.
func (s *Server) sheet(w http.ResponseWriter, r *http.Request) error {
	renderer := s.site.Render()
	content, err := s.cache.Get("sheet "+renderer.Fingerprint(), func() ([]byte, error) { return renderer.CSS(), nil })
	if err != nil {
		return err
	}
	asset.Serve(w, r, content, "text/css; charset=utf-8", ScriptCaching)
	return nil
}
