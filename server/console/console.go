// Package console is the server of the publisher's console: a JSON API (package api says its words) and the files of the
// program app/console. It listens on an address of its own, which no reader needs to reach.
package console

import (
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"newsflash/server/account"
	"newsflash/server/asset"
	"newsflash/server/doctor"
	"newsflash/server/site"
	"newsflash/server/source"
	"newsflash/server/store"
	"newsflash/widget/api"
	"newsflash/widget/card"
)

// Limits of every request.
const (
	maxBody        = 256 << 10 // bytes
	requestTimeout = 10 * time.Second
	checkTimeout   = 60 * time.Second // for looking at a source or a page, which answers when it likes
	pageSize       = 50               // articles
	checkSize      = 5                // articles that a check looks at
)

// Server answers the console of one store.
type Server struct {
	store    store.Store
	accounts *account.Accounts
	site     *site.Site
	reader   *source.Engine
	doctor   doctor.Doctor
	assets   asset.Set
	public   string // the cards' server, without a slash at its end
	samples  []card.Model
	shell    []byte
	log      *slog.Logger
	now      func() time.Time

	examining sync.Mutex // see examine
}

// New wires a console. Public is the address of the cards' server.
func New(st store.Store, accounts *account.Accounts, cards *site.Site, reader *source.Engine, doctor doctor.Doctor, assets asset.Set, public string, log *slog.Logger) (*Server, error) {
	s := &Server{store: st, accounts: accounts, site: cards, reader: reader, doctor: doctor, public: strings.TrimRight(public, "/"), log: log, now: time.Now}
	if err := s.addSamples(assets); err != nil {
		return nil, err
	}
	var err error
	s.shell, err = makePage(assets)
	return s, err
}

// role is who may ask for a route.
type role string

const (
	anybody role = ""
	editor       = role(api.Editor) // and admins
	admin        = role(api.Admin)
)

// route is one thing that the API does.
type route struct {
	pattern string
	role    role
	do      func(*request) (any, error)
}

// routes lists the whole API with who may ask.
func (s *Server) routes() []route {
	return []route{
		{"POST " + api.PathSession, anybody, s.signIn},
		{"GET " + api.PathSession, editor, s.me},
		{"DELETE " + api.PathSession, editor, s.signOut},
		{"POST " + api.PathWelcome, anybody, s.welcome},
		{"PUT " + api.PathPassword, editor, s.changePassword},

		{"GET " + api.PathArticles, editor, s.listArticles},
		{"GET " + api.PathArticle + "{id}", editor, s.showArticle},
		{"PUT " + api.PathArticle + "{id}", editor, s.amendArticle},
		{"DELETE " + api.PathArticle + "{id}/amendment", editor, s.takeBackAmendment},
		{"GET " + api.PathCard + "{id}", editor, s.showCard},
		{"GET " + api.PathSamples, editor, s.listSamples},
		{"GET " + api.PathSnippet, editor, s.showSnippet},

		{"GET " + api.PathSources, editor, s.listSources},
		{"POST " + api.PathSources, admin, s.addSource},
		{"POST " + api.PathSource + "{id}/poll", editor, s.pollSource},
		{"DELETE " + api.PathSource + "{id}", admin, s.removeSource},
		{"POST " + api.PathCheck, editor, s.checkSource},

		{"POST " + api.PathDoctor, editor, s.examine},

		{"GET " + api.PathThemes, editor, s.listThemes},
		{"POST " + api.PathThemes, editor, s.checkTheme},
		{"PUT " + api.PathTheme + "{name}", admin, s.saveTheme},
		{"DELETE " + api.PathTheme + "{name}", admin, s.removeTheme},
		{"GET " + api.PathTheme + "{name}/history", editor, s.themeHistory},

		{"GET " + api.PathPartners, editor, s.listPartners},
		{"PUT " + api.PathPartner + "{id}", admin, s.savePartner},
		{"DELETE " + api.PathPartner + "{id}", admin, s.removePartner},
		{"PUT " + api.PathSettings, admin, s.saveSettings},

		{"GET " + api.PathUsers, admin, s.listUsers},
		{"DELETE " + api.PathUser + "{id}", admin, s.removeUser},
		{"POST " + api.PathInvites, admin, s.invite},
	}
}

// Handler is the whole console. Requests that change something are taken from the console's own pages only.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range s.routes() {
		mux.Handle(r.pattern, s.answer(r))
	}
	mux.HandleFunc("/api/", func(w http.ResponseWriter, _ *http.Request) {
		write(w, http.StatusNotFound, api.Problem{Say: "The console's server does not know this request; reload the page."})
	})
	mux.HandleFunc("GET /static/{hash}/{name}", s.static)
	mux.HandleFunc("/", s.page)
	own := http.NewCrossOriginProtection()
	own.SetDenyHandler(http.HandlerFunc(elsewhere))
	return s.secured(ownReads(own.Handler(mux)))
}

// elsewhere answers other sites' requests.
func elsewhere(w http.ResponseWriter, _ *http.Request) {
	write(w, http.StatusForbidden, api.Problem{Say: "This request came from another site. Use the console's own pages."})
}

// ownReads refuses what CrossOriginProtection lets through, as it changes nothing: other sites' requests that only read.
func ownReads(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.Header.Get("Sec-Fetch-Site") {
		case "cross-site", "same-site":
			if strings.HasPrefix(r.URL.Path, "/api/") {
				elsewhere(w, r)
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// pagePolicy lets the console's pages run our own program, and nothing else: no frame, no form that goes elsewhere, no page
// around it. Pictures come from the cards' server and, in what a source would give, from the publisher's.
const pagePolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: http: https:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-src 'none'; frame-ancestors 'none'"

// secured sets the security headers of every answer.
func (s *Server) secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", pagePolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// visitor is where a request came from, as far as the connection tells. Headers that say otherwise can be written by anyone.
func visitor(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// refusal is an error with a face for the person at the screen.
type refusal struct {
	status int
	say    api.Problem
	err    error // for the log; may be nil
}

func (r *refusal) Error() string { return r.say.Say }
func (r *refusal) Unwrap() error { return r.err }

func refuse(status int, say string, err error) error {
	return &refusal{status, api.Problem{Say: say}, err}
}
