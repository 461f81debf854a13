package source

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"newsflash/server/fetch"
	"newsflash/server/ingest"
	"newsflash/server/store"
	"newsflash/widget"
)

const (
	maxCandidates = 8         // feeds and sitemaps of one site that are tried
	maxRobots     = 512 << 10 // bytes, as Google reads of a robots.txt (https://developers.google.com/crawling/docs/robots-txt)
	longArticle   = 600       // bytes of text from which a page with a date is an article rather than a front page
)

// Found is what stands at an address that people have given.
type Found struct {
	Source store.Source // Kind and URL of the best way to read it
	Why    string       // a sentence
	Others []string     // other ways, as addresses
}

// IsAddress is whether a place is on the web rather than a folder.
func IsAddress(place string) bool {
	return strings.HasPrefix(place, "http://") || strings.HasPrefix(place, "https://")
}

// Discover finds the best way to read an address or a path: the address itself where it is a feed, a sitemap or an article;
// for a site its WordPress API, else its feed, else its sitemap.
func (e *Engine) Discover(ctx context.Context, place string) (Found, error) {
	if !IsAddress(place) {
		return folder(place)
	}
	address, err := widget.ParseURL(place, nil)
	if err != nil {
		return Found{}, fmt.Errorf("source %s: %w", place, err)
	}
	answer, err := e.Fetch.Get(ctx, fetch.Request{URL: address, Accept: acceptPage})
	if err != nil {
		return Found{}, fmt.Errorf("source %s: %w", place, err)
	}
	if f, ok := e.itself(answer); ok {
		return f, nil
	}
	s := site{Engine: e, answer: answer, draft: ingest.Decode(input(store.Source{}, answer))[0]}
	if s.doc, err = html.Parse(bytes.NewReader(answer.Body)); err != nil {
		return Found{}, fmt.Errorf("source %s is no feed, and no page that can be read: %w", place, err)
	}
	return s.best(ctx)
}

func folder(place string) (Found, error) {
	path, err := filepath.Abs(place)
	if err != nil {
		return Found{}, fmt.Errorf("source %s: %w", place, err)
	}
	info, err := os.Stat(path)
	if err != nil || !info.IsDir() {
		return Found{}, fmt.Errorf("source %s is neither an address that starts with https:// nor a folder", place)
	}
	return Found{Source: store.Source{Kind: store.Folder, URL: path}, Why: "It is a folder: its article files are read whenever they change."}, nil
}

// itself tells documents that are a source by themselves.
func (e *Engine) itself(answer fetch.Response) (Found, bool) {
	in := input(store.Source{}, answer)
	if info, ok := ingest.FeedInfo(in); ok {
		return Found{Source: store.Source{Kind: store.Feed, URL: answer.URL}, Why: fmt.Sprintf("It is a feed (%q).", widget.Excerpt(info.Title))}, true
	}
	if m, err := ingest.DecodeSitemap(in); err == nil && len(m.Pages)+len(m.Sitemaps) > 0 {
		return Found{Source: store.Source{Kind: store.Sitemap, URL: answer.URL}, Why: fmt.Sprintf("It is a sitemap with %d entries.", len(m.Pages)+len(m.Sitemaps))}, true
	}
	return Found{}, false
}

// site is a page that is looked through for ways to read the site.
type site struct {
	*Engine
	answer fetch.Response
	doc    *html.Node
	draft  ingest.Draft // the page as an article
}

func (s site) best(ctx context.Context) (Found, error) {
	var found []Found
	if !s.isArticle() {
		for _, look := range []func(context.Context) []Found{s.wordpress, s.feeds, s.sitemaps} {
			if found = append(found, look(ctx)...); ctx.Err() != nil {
				return Found{}, ctx.Err()
			}
		}
	}
	if len(found) == 0 {
		d := s.draft
		if d.Err != nil {
			return Found{}, fmt.Errorf("source %s names no feed, no WordPress API and no sitemap, and is itself no article: %w", s.answer.URL, d.Err)
		}
		return Found{Source: store.Source{Kind: store.Page, URL: s.answer.URL}, Why: fmt.Sprintf("It is one article (%q).", widget.Excerpt(d.Article.Title))}, nil
	}
	best := found[0]
	for _, other := range found[1:] {
		if other.Source.URL != best.Source.URL {
			best.Others = append(best.Others, fmt.Sprintf("%s (%s)", other.Source.URL, other.Source.Kind))
		}
	}
	return best, nil
}

var (
	selAlternate = cascadia.MustCompile(`link[rel~="alternate"][type][href]`)
	selWordPress = cascadia.MustCompile(`link[rel="https://api.w.org/"][href]`)
	selOGArticle = cascadia.MustCompile(`meta[property="og:type"][content="article"]`)
)

// isArticle tells a story's page from a front page. A front page has no date of its own, or stands at the root.
func (s site) isArticle() bool {
	u, err := url.Parse(s.answer.URL)
	if err != nil || strings.Trim(u.Path, "/") == "" {
		return false
	}
	d := s.draft
	if d.Err != nil || len(d.Article.Body) < longArticle {
		return false
	}
	return cascadia.Query(s.doc, selOGArticle) != nil || strings.HasPrefix(d.Article.Provenance["published"], "json-ld")
}

func (s site) resolve(href string) (string, bool) {
	base, err := url.Parse(s.answer.URL)
	if err != nil {
		return "", false
	}
	address, err := widget.ParseURL(href, base)
	return address, err == nil
}

// wordpress asks for one post: an API that is there may be closed.
func (s site) wordpress(ctx context.Context) []Found {
	n := cascadia.Query(s.doc, selWordPress)
	if n == nil {
		return nil
	}
	root, ok := s.resolve(attribute(n, "href"))
	if !ok {
		return nil
	}
	answer, err := s.Fetch.Get(ctx, fetch.Request{URL: wpAddress(root, url.Values{"per_page": {"1"}}), Accept: acceptJSON})
	if err != nil {
		return nil
	}
	var posts []json.RawMessage
	if json.Unmarshal(answer.Body, &posts) != nil || len(posts) == 0 {
		return nil
	}
	why := "It is a WordPress site: its posts are read through its API."
	if total := answer.Header.Get("X-WP-Total"); total != "" {
		why = fmt.Sprintf("It is a WordPress site with %s posts: they are read through its API.", widget.Excerpt(total))
	}
	return []Found{{Source: store.Source{Kind: store.WordPress, URL: root}, Why: why}}
}

// feeds tries those that the page names, in its order, and not those of comments.
func (s site) feeds(ctx context.Context) (found []Found) {
	tried := map[string]bool{}
	for _, n := range cascadia.QueryAll(s.doc, selAlternate) {
		kind := strings.ToLower(attribute(n, "type"))
		if !strings.Contains(kind, "rss") && !strings.Contains(kind, "atom") && !strings.Contains(kind, "feed+json") {
			continue
		}
		address, ok := s.resolve(attribute(n, "href"))
		if !ok || tried[address] || strings.Contains(address, "/comments/") || len(tried) == maxCandidates {
			continue
		}
		tried[address] = true
		answer, err := s.Fetch.Get(ctx, fetch.Request{URL: address, Accept: acceptFeed})
		if err != nil {
			continue
		}
		if f, ok := s.itself(answer); ok && f.Source.Kind == store.Feed {
			f.Why = strings.Replace(f.Why, "It is a feed", "The page names a feed", 1)
			found = append(found, f)
		}
	}
	return found
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// sitemaps tries those of robots.txt, those for news first, else the usual place.
func (s site) sitemaps(ctx context.Context) (found []Found) {
	var candidates []string
	if robots, ok := s.resolve("/robots.txt"); ok {
		if answer, err := s.Fetch.Get(ctx, fetch.Request{URL: robots, Accept: "text/plain", Limit: maxRobots}); err == nil {
			candidates = robotsSitemaps(string(answer.Body))
		}
	}
	if usual, ok := s.resolve("/sitemap.xml"); ok && len(candidates) == 0 {
		candidates = []string{usual}
	}
	for _, candidate := range candidates[:min(len(candidates), maxCandidates)] {
		address, ok := s.resolve(candidate)
		if !ok {
			continue
		}
		answer, err := s.Fetch.Get(ctx, fetch.Request{URL: address, Accept: acceptSitemap})
		if err != nil {
			continue
		}
		if f, ok := s.itself(answer); ok && f.Source.Kind == store.Sitemap {
			f.Why = strings.Replace(f.Why, "It is a sitemap", "The site has a sitemap", 1)
			found = append(found, f)
		}
	}
	return found
}

func robotsSitemaps(robots string) (addresses []string) {
	var others []string
	for line := range strings.Lines(robots) {
		name, value, ok := strings.Cut(line, ":")
		if !ok || !strings.EqualFold(strings.TrimSpace(name), "sitemap") {
			continue
		}
		if value = strings.TrimSpace(value); strings.Contains(strings.ToLower(value), "news") {
			addresses = append(addresses, value)
		} else {
			others = append(others, value)
		}
	}
	return append(addresses, others...)
}

// Look reads up to limit articles of a place without storing anything, and says of up to as many why they are refused.
func (e *Engine) Look(ctx context.Context, src store.Source, limit int) (drafts []ingest.Draft, err error) {
	read, ok := readers[src.Kind]
	if !ok {
		return nil, errors.New("a source that is pushed to has nothing to be read")
	}
	r := e.reading(src)
	if err := read(e, ctx, r); err != nil {
		return nil, fmt.Errorf("source %s: %w", src.URL, err)
	}
	taken, refused := 0, 0
	for _, job := range r.jobs {
		if taken == limit {
			break
		}
		for _, d := range job(ctx) {
			count := &taken
			if d.Err != nil {
				count = &refused
			}
			if *count < limit {
				*count++
				drafts = append(drafts, d)
			}
		}
	}
	return drafts, ctx.Err()
}
