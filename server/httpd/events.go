package httpd

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"

	"newsflash/server/render"
	"newsflash/server/sanitize"
	"newsflash/server/store"
	"newsflash/widget"
)

// Limits of the news that open cards listen for.
const (
	maxListened  = 50    // stories of one connection; a page with more open cards hears of the first
	maxListeners = 5_000 // connections, so that half of MaxConnections is left for cards
	lookEvery    = time.Second
	beatEvery    = 25 * time.Second // proxies end connections that say nothing for a minute
	tellTimeout  = 10 * time.Second // for one message to be taken
	// A browser that has lost its connection waits this long, and each another time: after a restart they come one by one.
	retryAfter, retrySpread = 2 * time.Second, 10 * time.Second
)

// news is what a listener is told of a story: which edition there is. A page that shows another says so.
type news struct {
	ID        string    `json:"id"`
	Edition   string    `json:"edition"`
	At        time.Time `json:"at"`
	Withdrawn bool      `json:"withdrawn,omitempty"`
}

// newsroom knows the editions of the stories that somebody listens for. It looks for changes itself, once for all listeners:
// articles may be stored by another process.
type newsroom struct {
	head    func(ctx context.Context, id string) (store.Head, error)
	article func(ctx context.Context, id string) (sanitize.Article, error)
	log     *slog.Logger

	mu        sync.Mutex
	watched   map[string]*watched
	listeners int
	looking   bool
	closed    chan struct{}
	close     sync.Once
}

type watched struct {
	news    news
	version string // of the head that news was made of
	ears    map[chan struct{}]bool
}

func newNewsroom(head func(context.Context, string) (store.Head, error), article func(context.Context, string) (sanitize.Article, error), log *slog.Logger) *newsroom {
	return &newsroom{head: head, article: article, log: log, watched: map[string]*watched{}, closed: make(chan struct{})}
}

// end sends all listeners away, to come again later.
func (n *newsroom) end() { n.close.Do(func() { close(n.closed) }) }

var errFull = errors.New("too many listeners")

// join adds a listener, whose ear hears when any of the stories changes. Call leave at the end. The first listener starts the
// looking, the last one's leaving ends it.
func (n *newsroom) join(ids []string, ear chan struct{}) (leave func(), err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.listeners >= maxListeners {
		return nil, errFull
	}
	n.listeners++
	if !n.looking {
		n.looking = true
		go n.look()
	}
	for _, id := range ids {
		w := n.watched[id]
		if w == nil {
			w = &watched{ears: map[chan struct{}]bool{}}
			n.watched[id] = w
		}
		w.ears[ear] = true
	}
	return func() { n.leave(ids, ear) }, nil
}

func (n *newsroom) leave(ids []string, ear chan struct{}) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.listeners--
	for _, id := range ids {
		delete(n.watched[id].ears, ear)
		if len(n.watched[id].ears) == 0 {
			delete(n.watched, id)
		}
	}
}

// look asks the store for the heads of the watched stories, one small row each, until nobody listens.
func (n *newsroom) look() {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-n.closed:
			return
		case <-tick.C:
		}
		n.mu.Lock()
		if n.listeners == 0 {
			n.looking = false
			n.mu.Unlock()
			return
		}
		ids := make([]string, 0, len(n.watched))
		for id := range n.watched {
			ids = append(ids, id)
		}
		n.mu.Unlock()
		for _, id := range ids {
			ctx, cancel := context.WithTimeout(context.Background(), requestTimeout)
			if _, err := n.refresh(ctx, id); err != nil {
				n.log.Warn("cannot see whether a story has changed", "id", id, "err", err)
			}
			cancel()
		}
	}
}

// latest is the news of a watched story as last seen. Only for its first listener the store is asked.
func (n *newsroom) latest(ctx context.Context, id string) (news, error) {
	n.mu.Lock()
	seen := n.watched[id].news // whoever asks listens
	n.mu.Unlock()
	if seen.Edition != "" {
		return seen, nil
	}
	return n.refresh(ctx, id)
}

// refresh is the news of a story as the store has it now. When that is not what it was, all who listen for it hear.
func (n *newsroom) refresh(ctx context.Context, id string) (news, error) {
	head, err := n.head(ctx, id)
	if err != nil {
		return news{}, err
	}
	n.mu.Lock()
	w := n.watched[id]
	if w == nil || w.version == head.Version {
		defer n.mu.Unlock()
		if w == nil {
			return news{}, nil // the last one has left
		}
		return w.news, nil
	}
	n.mu.Unlock()
	a, err := n.article(ctx, id)
	if err != nil {
		return news{}, err
	}
	now := news{ID: id, Edition: render.Edition(a), At: head.Stored, Withdrawn: head.Withdrawn}
	if updated := a.Fields().Updated; !updated.Day && updated.Time.After(now.At) { // by an editor, after the source
		now.At = updated.Time.UTC()
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if w = n.watched[id]; w == nil {
		return now, nil
	}
	changed := w.news.Edition != now.Edition
	w.news, w.version = now, head.Version
	if changed {
		for ear := range w.ears {
			select {
			case ear <- struct{}{}:
			default: // it has not yet come to listen to the last
			}
		}
	}
	return now, nil
}

// listened are the stories that a request names, each once, as far as there are such.
func (s *Server) listened(r *http.Request) (ids []string, err error) {
	for _, id := range r.URL.Query()["id"] {
		if len(ids) == maxListened || !widget.ValidID(id) || slices.Contains(ids, id) {
			continue
		}
		switch _, err := s.articles.Head(r.Context(), id); {
		case errors.Is(err, store.ErrNotFound):
		case err != nil:
			return nil, err
		default:
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil, &problem{status: http.StatusNotFound, say: "Say which stories to listen for, as ?id=...; there is none of those."}
	}
	return ids, nil
}

// events answers GET /events?id=...&id=... with server-sent events: of each story the edition there is, and every later one.
func (s *Server) events(w http.ResponseWriter, r *http.Request) error {
	ids, err := s.listened(r)
	if err != nil {
		return err
	}
	ear := make(chan struct{}, 1)
	leave, err := s.newsroom.join(ids, ear)
	if err != nil {
		s.log.WarnContext(r.Context(), "a page cannot listen for news", "err", err)
		w.WriteHeader(http.StatusNoContent) // the one answer after which a browser neither comes again nor complains; cards work without
		return nil
	}
	defer leave()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", neverLong)
	h.Set("X-Accel-Buffering", "no") // nginx would keep the messages until there are many
	out := http.NewResponseController(w)
	say := func(text string) error {
		return cmp.Or(out.SetWriteDeadline(time.Now().Add(tellTimeout)), errOf(fmt.Fprint(w, text)), out.Flush())
	}
	if err := out.SetReadDeadline(time.Time{}); err != nil { // the server's would end the request
		return fmt.Errorf("events: %w", err)
	}
	retry := retryAfter + rand.N(retrySpread) //nolint:gosec // spreads load, keeps no secret
	if err := say(fmt.Sprintf("retry: %d\n\n", retry.Milliseconds())); err != nil {
		return nil // the reader is gone
	}
	told := map[string]string{}
	beat := time.NewTicker(beatEvery)
	defer beat.Stop()
	for {
		for _, id := range ids {
			latest, err := s.newsroom.latest(r.Context(), id)
			if err != nil || told[id] == latest.Edition {
				continue // of errors the newsroom complains
			}
			told[id] = latest.Edition
			b, _ := json.Marshal(latest) // texts and a time always can be
			if say("data: "+string(b)+"\n\n") != nil {
				return nil
			}
		}
		select {
		case <-r.Context().Done():
			return nil
		case <-s.newsroom.closed:
			return nil
		case <-ear:
		case <-beat.C:
			if say(":\n\n") != nil {
				return nil
			}
		}
	}
}

func errOf(_ int, err error) error { return err }

// EndEvents sends everybody away who listens for news, so that the server can stop.
func (s *Server) EndEvents() { s.newsroom.end() }
