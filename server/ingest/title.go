package ingest

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/publicsuffix"

	"newsflash/widget"
)

var (
	selH1       = sel("h1")
	selHeadline = sel("[itemprop~=headline],.p-name,.entry-title,.post-title,.article-title,.story-title,.headline,.article-headline,.page-title")
	selHeadings = sel("h2,h3,font,b,strong,td,p,div,span")
)

// titles are what the head of a page says of its headline, the most careful source first.
func (p *page) titles() []said {
	out := p.headlines
	if n := cascadia.Query(p.doc, selTitle); n != nil {
		out = append(out, said{textOf(n), "html:title"})
	}
	return out
}

// likeness is the part of the words of the shorter text that the other has too.
func likeness(a, b string) float64 {
	wordsA, wordsB := titleWords(a), titleWords(b)
	if len(wordsA) > len(wordsB) {
		wordsA, wordsB = wordsB, wordsA
	}
	if len(wordsA) == 0 {
		return 0
	}
	known := map[string]bool{}
	for _, w := range wordsB {
		known[w] = true
	}
	both := 0
	for _, w := range wordsA {
		if known[w] {
			both++
		}
	}
	return float64(both) / float64(len(wordsA))
}

// titleWords parts a headline into words, and into single characters in scripts without spaces.
func titleWords(s string) (words []string) {
	s = strings.ToLower(s[:min(len(s), 4*widget.MaxTitle)])
	for field := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		if r, _ := utf8.DecodeRuneInString(field); unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) {
			for _, r := range field {
				words = append(words, string(r))
			}
			continue
		}
		words = append(words, field)
	}
	return words
}

// isSite reports that a text is the site's own name: a logo, not a headline.
func (p *page) isSite(text string) bool {
	plain := strings.Join(titleWords(text), "")
	if plain == "" {
		return true
	}
	for _, name := range p.sites {
		if site := strings.Join(titleWords(name), ""); site != "" && (plain == site || plain == "the"+site || "the"+plain == site) {
			return true
		}
	}
	return false
}

// siteNames collects what the site calls itself.
func (p *page) siteNames(m metas) {
	for _, name := range []string{"og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site", "al:android:app_name", "cre", "dc.publisher"} {
		if text := strings.TrimSpace(m.first(name)); text != "" {
			p.sites = append(p.sites, strings.TrimPrefix(text, "@"))
		}
	}
	for _, address := range []string{p.in.URL, m.first("og:url"), p.canonical()} {
		if host := hostOf(address); host != "" {
			site, _ := publicsuffix.EffectiveTLDPlusOne(host)
			name, _, _ := strings.Cut(site, ".")
			p.sites = append(p.sites, site, name)
		}
	}
}

func hostOf(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

var logoWords = phrases("logo", "brand", "branding", "sitename", "sitetitle", "blogtitle", "blogname")

const (
	likely   = .6 // likeness from which two texts are the same headline
	maxHeads = 30 // h1 elements that are looked at
)

// findH1 returns the element that shows the headline: the one most like what the head of the page says, the last before the
// story where they are equal. A logo is none.
func (p *page) findH1() *html.Node {
	titles := p.titles()
	best, top := (*html.Node)(nil), 0.0
	try := func(n *html.Node, worth float64) {
		text := textOf(n)
		if text == "" || len(text) > 4*widget.MaxTitle || p.isSite(text) || closest(n, atom.Nav, atom.Footer, atom.Aside, atom.Dialog) != nil || hasWord(n, logoWords) {
			return
		}
		score := .1
		for _, t := range titles {
			score = max(score, likeness(text, t.text)*coverage(text, t.text)+.1)
		}
		if !p.after(n) {
			score += .15
		}
		if closest(n, atom.A) != nil || onlyLink(n) {
			score -= .3
		}
		if hasWord(n, junkWords) {
			score -= .2
		}
		if score *= worth; score > top+1e-9 || score > top-1e-9 && !p.after(n) && closest(n, atom.Header) == nil {
			best, top = n, score
		}
	}
	heads := cascadia.QueryAll(p.doc, selH1)
	for _, n := range heads[:min(len(heads), maxHeads)] {
		try(n, 1)
	}
	if top < .5 {
		heads = cascadia.QueryAll(p.doc, selHeadline)
		for _, n := range heads[:min(len(heads), maxHeads)] {
			if !holdsBlock(n) {
				try(n, .9)
			}
		}
	}
	if top < .5 && len(titles) > 0 {
		if n := p.shownTitle(titles); n != nil {
			return n
		}
	}
	return best
}

// coverage is low for a text that is short, also beside the title that it is part of.
func coverage(text, title string) float64 {
	words := float64(len(titleWords(text)))
	return min(words, 6) / 6 * min(1, 2.5*words/float64(max(1, len(titleWords(title)))))
}

// shownTitle finds, on pages without headings, the line that says what the page's title says.
func (p *page) shownTitle(titles []said) *html.Node {
	looked := 0
	for _, n := range cascadia.QueryAll(p.doc, selHeadings) {
		if looked++; looked > maxHead || p.after(n) {
			return nil
		}
		text := textOf(n)
		if len(titleWords(text)) < 3 || len(text) > 4*widget.MaxTitle || holdsBlock(n) || closest(n, atom.A, atom.Nav) != nil || onlyLink(n) || p.isSite(text) {
			continue
		}
		for _, t := range titles {
			whole, part := strings.Join(titleWords(t.text), " "), strings.Join(titleWords(text), " ")
			if strings.HasPrefix(whole, part) || strings.HasSuffix(whole, part) && 2*len(part) > len(whole) {
				return n
			}
		}
	}
	return nil
}

func onlyLink(n *html.Node) bool {
	length, linked := lengths(n)
	return linked > 0 && linked == length
}

// after reports that n stands behind the start of the story's text.
func (p *page) after(n *html.Node) bool {
	return p.order[n] > p.order[p.start]
}

// headlineText chooses the headline: what the page shows where it is like what its head says, else the first in the head.
func (p *page) headlineText() {
	a := &p.Article
	shown := ""
	if p.h1 != nil {
		shown = textOf(p.h1)
	}
	for _, t := range p.headlines {
		text, from := p.bare(t.text, shown), t.from
		if text == shown && strings.Join(strings.Fields(t.text), " ") != shown {
			from = fromElement(p.h1)
		}
		p.fillPage("title", &a.Title, widget.MaxTitle, text, from)
	}
	if p.h1 != nil && utf8.RuneCountInString(shown) <= widget.MaxTitle {
		switch alike := p.likeTitle(shown); {
		case a.Title == "" && p.h1.DataAtom != atom.H1 && p.isStartOfTitle(shown):
		case a.Title == "":
			p.fillPage("title", &a.Title, widget.MaxTitle, shown, fromElement(p.h1))
		case sameText(a.Title, shown):
			if !isCapitals(shown) && a.Title != shown { // the same words, but the page's own marks
				a.Title = shown
				p.note("title", fromElement(p.h1))
			}
		case alike >= likely && len(titleWords(shown)) > 1 || p.h1.DataAtom == atom.H1 && len(titleWords(shown)) > 3 && p.within(p.h1):
			if likeness(a.Title, shown) < likely {
				p.warn("title", "%q of %s and the page's own %q are not the same; the page's is taken", widget.Excerpt(a.Title), a.Provenance["title"], widget.Excerpt(shown))
			}
			a.Title = shown
			p.note("title", fromElement(p.h1))
		default:
			p.warn("title", "%q of %s and the page's own %q are not the same; the first is taken", widget.Excerpt(a.Title), a.Provenance["title"], widget.Excerpt(shown))
		}
	}
	if n := cascadia.Query(p.doc, selTitle); n != nil {
		p.fillPage("title", &a.Title, widget.MaxTitle, p.bare(textOf(n), shown), "html:title")
		p.learnSite(textOf(n), a.Title)
	}
}

// learnSite takes what the page's title has beside the headline as a name of the site.
func (p *page) learnSite(title, headline string) {
	rest := strings.TrimSpace(strings.Replace(title, headline, "", 1))
	if headline == "" || rest == title {
		return
	}
	for _, separator := range titleSeparators {
		if site, ok := strings.CutPrefix(rest, strings.TrimSpace(separator)); ok {
			if site = strings.TrimSpace(site); site != "" && len(titleWords(site)) <= 8 {
				p.sites = append(p.sites, site)
			}
			return
		}
	}
}

// isStartOfTitle reports that a text is a part of the headline that the page's title has whole.
func (p *page) isStartOfTitle(text string) bool {
	n := cascadia.Query(p.doc, selTitle)
	if n == nil {
		return false
	}
	title := p.bare(textOf(n), "")
	return strings.HasPrefix(title, text) && len(titleWords(title)) > len(titleWords(text))+2 && !strings.ContainsAny(startBytes(strings.TrimSpace(title[len(text):]), 3), "-|–—·»_:：｜")
}

// within reports that n stands in the story's part of the page.
func (p *page) within(n *html.Node) bool { return within(n, p.root) && p.root.DataAtom != atom.Body }

func fromElement(n *html.Node) string { return "html:" + n.Data }

func (p *page) likeTitle(text string) (most float64) {
	for _, t := range p.headlines {
		most = max(most, likeness(text, t.text))
	}
	if n := cascadia.Query(p.doc, selTitle); n != nil && 5*len(titleWords(text)) >= 2*len(titleWords(textOf(n))) { // else it can be a section's name
		most = max(most, likeness(text, textOf(n)))
	}
	return most
}

func sameText(a, b string) bool {
	return strings.Join(titleWords(a), " ") == strings.Join(titleWords(b), " ")
}

var titleSeparators = []string{" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " « ", " • ", " ‹ ", " › ", "｜", " / ", " : ", ": ", "_", "|", "-", "："}

// bare takes the site's name and sections off the ends of a title from a page's head: what is shown on the page tells, else
// the names that the site gives itself.
func (p *page) bare(title, shown string) string {
	title = strings.Join(strings.Fields(title), " ")
	if shown != "" {
		for _, separator := range titleSeparators {
			if strings.HasPrefix(title, shown+separator) || strings.HasSuffix(title, separator+shown) || strings.Contains(title, separator+shown+separator) {
				return shown
			}
		}
	}
	for again := true; again; {
		again = false
		for _, separator := range titleSeparators {
			if i := strings.LastIndex(title, separator); i > 0 && p.isSiteOrHost(title[i+len(separator):]) {
				title, again = strings.TrimSpace(title[:i]), true
			}
			if i := strings.Index(title, separator); i > 0 && p.isSite(title[:i]) {
				title, again = strings.TrimSpace(title[i+len(separator):]), true
			}
		}
	}
	return title
}

// isSiteOrHost also takes "Valley News Online" of valleynews.example.
func (p *page) isSiteOrHost(text string) bool {
	if p.isSite(text) {
		return true
	}
	words := titleWords(text)
	if len(words) == 0 || len(words) > 5 {
		return false
	}
	plain := strings.Join(words, "")
	for _, name := range p.sites {
		site := strings.Join(titleWords(name), "")
		if len(site) >= 4 && (strings.Contains(plain, site) || len(plain) >= 4 && strings.HasPrefix(site, plain)) {
			return true
		}
	}
	return false
}
