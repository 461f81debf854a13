package ingest

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"
)

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
			if i := strings.LastIndex(title, separator); i > 0 && p.isEnd(title, i, separator) {
				title, again = strings.TrimSpace(title[:i]), true
			}
			if i := strings.Index(title, separator); i > 0 && p.isSite(title[:i]) {
				title, again = strings.TrimSpace(title[i+len(separator):]), true
			}
		}
	}
	return title
}

// isEnd reports that the site's name stands behind the separator at i. A hyphen and a colon stand in headlines too, so more is
// asked of them.
func (p *page) isEnd(title string, i int, separator string) bool {
	rest := title[i+len(separator):]
	switch separator {
	case "-":
		before, _ := utf8.DecodeLastRuneInString(title[:i])
		return before >= firstCJK && p.isSite(rest)
	case ": ", " : ", " / ":
		return p.isSite(rest)
	}
	return p.isSiteOrHost(rest)
}

const firstCJK = 0x2e80 // where letters of Chinese, Japanese and Korean begin

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
