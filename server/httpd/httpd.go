// Package httpd is the public face of a Newsflash server: the cards' scripts and frames, static files, oEmbed and health.
package httpd

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"newsflash/server/render"
	"newsflash/server/site"
	"newsflash/server/store"
)

// Articles is what the handlers need of a store.
type Articles interface {
	Head(ctx context.Context, id string) (store.Head, error)
	ByURL(ctx context.Context, url string) (store.Head, error)
	Related(ctx context.Context, id string) ([]store.RelatedStory, error)
	Newest(ctx context.Context, now time.Time, name string, limit int) ([]store.Head, error)
	Ping(ctx context.Context) error
	PictureFile(ctx context.Context, hash string, width int, mediaType string) ([]byte, error)
}

// Limits of every request. Slow or large ones are ended, never waited for.
const (
	MaxConnections = 10_000
	MaxHeaderBytes = 16 << 10
	headerTimeout  = 5 * time.Second
	readTimeout    = 10 * time.Second
	writeTimeout   = pushTimeout + 10*time.Second
	idleTimeout    = 2 * time.Minute
	pushTimeout    = 60 * time.Second // a page and a picture may have to be fetched
	requestTimeout = 10 * time.Second // for the work behind one answer
	cacheBytes     = 128 << 20
)

// How long answers may be kept, as Cache-Control says it.
const (
	ScriptCaching = "public, max-age=25, stale-while-revalidate=25, stale-if-error=86400" // with site's own seconds, a change is everywhere within a minute
	Immutable     = "public, max-age=31536000, immutable"
	OEmbedSeconds = 300
	neverLong     = "no-store" // errors and health
)

// Server answers for one store.
type Server struct {
	articles Articles
	inbox    Inbox
	site     *site.Site
	newsroom *newsroom
	cache    *render.Cache
	log      *slog.Logger
}

// New wires a server.
func New(articles Articles, inbox Inbox, s *site.Site, log *slog.Logger) *Server {
	return &Server{articles: articles, inbox: inbox, site: s, newsroom: newNewsroom(articles.Head, s.Article, log), cache: render.NewCache(cacheBytes), log: log}
}

// Handler lists every public route beside what it passes through.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	for pattern, h := range map[string]handler{
		"GET /embed/{file}":           s.embed,
		"GET /embed.js":               s.embedAll,
		"GET /embed.d.ts":             s.types,
		"GET /embed.css":              s.sheet,
		"GET /cards.js":               s.cards,
		"GET /frame/{id}":             s.frame,
		"GET /card/{id}":              s.card,
		"GET /static/{hash}/{name}":   s.static,
		"GET /go/{id}":                s.forward,
		"GET /oembed":                 s.oembed,
		"POST /ingest":                s.push,
		"GET /websub/{source}/{key}":  s.verify,
		"POST /websub/{source}/{key}": s.deliver,
		"GET /healthz":                s.healthz,
		"GET /readyz":                 s.readyz,
		"GET /{$}":                    s.index,
		"GET /":                       s.missing,
	} {
		mux.Handle(pattern, s.answer(hurried(h)))
	}
	mux.Handle("GET /events", s.answer(s.events)) // as long as the reader stays
	return s.logged(s.secured(mux))
}

// HTTPServer is a server with every timeout set; start it with Serve on a listener.
func HTTPServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: h, MaxHeaderBytes: MaxHeaderBytes, ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout,
		WriteTimeout: writeTimeout, IdleTimeout: idleTimeout, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}
