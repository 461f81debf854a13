package httpd

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"

	"newsflash/server/asset"
	"newsflash/server/render"
	"newsflash/server/sanitize"
	"newsflash/server/store"
	"newsflash/web"
	"newsflash/widget"
	"newsflash/widget/card"
)

// embed answers with the card's script: loader and card in one.
func (s *Server) embed(w http.ResponseWriter, r *http.Request) error {
	id, isScript := strings.CutSuffix(r.PathValue("file"), ".js")
	if !isScript {
		return &problem{status: http.StatusNotFound, say: "A card's script is at /embed/{id}.js."}
	}
	head, err := s.head(w, r, id)
	if err != nil {
		return err
	}
	renderer := s.site.Render()
	content, err := s.cache.Get("script "+head.ID+" "+head.Version+" "+renderer.Fingerprint(), func() ([]byte, error) {
		clean, err := s.site.Article(r.Context(), head.ID)
		if err != nil {
			return nil, err
		}
		return renderer.Script(clean)
	})
	if err != nil {
		return fmt.Errorf("embed %s: %w", id, err)
	}
	asset.Serve(w, r, content, "text/javascript; charset=utf-8", ScriptCaching)
	return nil
}

// frame answers with the live card's page.
func (s *Server) frame(w http.ResponseWriter, r *http.Request) error {
	return s.page(w, r, "frame", (*render.Renderer).Frame)
}

// card answers with the page that is the card by itself.
func (s *Server) card(w http.ResponseWriter, r *http.Request) error {
	return s.page(w, r, "card", (*render.Renderer).Alone)
}

func (s *Server) page(w http.ResponseWriter, r *http.Request, name string, write func(*render.Renderer, sanitize.Article, card.Options) ([]byte, error)) error {
	head, err := s.head(w, r, r.PathValue("id"))
	if err != nil {
		return err
	}
	renderer := s.site.Render()
	o := renderer.Options(r.URL.Query())
	content, err := s.cache.Get(fmt.Sprintf("%s %s %s %q %s %s %s", name, head.ID, head.Version, o.Layout, o.Theme, o.Scheme, renderer.Fingerprint()), func() ([]byte, error) {
		clean, err := s.site.Article(r.Context(), head.ID)
		if err != nil {
			return nil, err
		}
		return write(renderer, clean, o)
	})
	if err != nil {
		return fmt.Errorf("%s %s: %w", name, head.ID, err)
	}
	for _, format := range render.OEmbedFormats {
		w.Header().Add("Link", fmt.Sprintf(`<%s>; rel="alternate"; type="%s"`, renderer.OEmbedURL(head.ID, format.Name), format.Type))
	}
	asset.Serve(w, r, content, "text/html; charset=utf-8", ScriptCaching)
	return nil
}

// forward leads to an article at its publisher's, for frames that may only name addresses of their own host.
func (s *Server) forward(w http.ResponseWriter, r *http.Request) error {
	head, err := s.head(w, r, r.PathValue("id"))
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", ScriptCaching)
	http.Redirect(w, r, cmp.Or(head.URL, s.site.Render().FrameURL(head.ID)), http.StatusFound)
	return nil
}

// Withdrawn is what is said where a card was.
const Withdrawn = "The publisher has withdrawn this article."

// head finds an article by the id of an address, or says what is wrong with it.
func (s *Server) head(w http.ResponseWriter, r *http.Request, id string) (store.Head, error) {
	if !widget.ValidID(id) {
		return store.Head{}, &problem{status: http.StatusBadRequest, say: "This is not an article's id: ids are small letters, digits and single hyphens."}
	}
	head, err := s.articles.Head(r.Context(), id)
	if err != nil {
		return store.Head{}, err // it names the id
	}
	if head.Withdrawn {
		say := Withdrawn
		if head.URL != "" {
			w.Header().Set("Link", "<"+head.URL+`>; rel="canonical"`)
			say += " See " + head.URL
		}
		return store.Head{}, &problem{status: http.StatusGone, say: say}
	}
	return head, nil
}

func (s *Server) static(w http.ResponseWriter, r *http.Request) error {
	a := s.site.Asset(r.PathValue("hash"), r.PathValue("name"))
	if a == nil {
		return s.pictureFile(w, r)
	}
	asset.Serve(w, r, &a.Encoded, a.Type, Immutable)
	return nil
}

func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) error {
	return plain(w, "ok")
}

// readyz is healthz plus the store: a replica whose database is away gets no visitors.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) error {
	if err := s.articles.Ping(r.Context()); err != nil {
		return &problem{status: http.StatusServiceUnavailable, say: "The store does not answer.", err: err}
	}
	return plain(w, "ready")
}

func (s *Server) index(w http.ResponseWriter, _ *http.Request) error {
	return plain(w, "Newsflash serves article cards. A card's script is at /embed/{id}.js, its page at /frame/{id}, and /oembed?url=... gives the snippet to paste.\n"+
		"Templates put this in once, and an element with data-newsflash wherever a card is to be:\n"+s.site.Render().EmbedTag(s.site.Named(web.Embed)))
}

func (s *Server) missing(http.ResponseWriter, *http.Request) error {
	return &problem{status: http.StatusNotFound, say: "There is nothing at this address."}
}

func plain(w http.ResponseWriter, text string) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", neverLong)
	_, err := fmt.Fprintln(w, text)
	return err
}
