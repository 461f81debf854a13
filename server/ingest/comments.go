package ingest

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/andybalholm/cascadia"

	"newsflash/widget"
)

var (
	selCommentLink = sel(`a[href*="#comment"],a[href*="#respond"],a[href*="#disqus"],a[href*="#komment"]`)

	// commentCount is a number alone or with a word for comments before or behind it.
	commentCount = regexp.MustCompile(`(?i)^(?:(?:comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|комментари[ийев]+|コメント|评论|댓글|تعليق(?:ات)?|تبصرے)\s*[:：(（]?\s*)?(\d{1,3}(?:[.,\s]\d{3})*|\d+)\s*[)）]?\s*(?:comments?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|replies|комментари[ийев]+|件|条评论|تعليق(?:ات)?|تبصرے)?$`)
)

const maxCommentLinks = 20 // that are looked at

// comments reads the link to the discussion of this story, and how many comments it says there are.
func (p *page) comments() {
	a := &p.Article
	links := cascadia.QueryAll(p.root, selCommentLink)
	for _, n := range links[:min(len(links), maxCommentLinks)] {
		href := strings.TrimSpace(attr(n, "href"))
		if !strings.HasPrefix(href, "#") && !p.isHere(href) {
			continue // another story's
		}
		if p.base != nil {
			p.fill("comments", &a.Comments.URL, p.resolve(href), "html:link")
		}
		if m := commentCount.FindStringSubmatch(digits.Replace(textOf(n))); m != nil && a.Comments.Count == nil {
			if count, err := strconv.Atoi(strings.NewReplacer(".", "", ",", "", " ", "").Replace(m[1])); err == nil && count <= widget.MaxComments {
				a.Comments.Count = &count
				p.note("comments", "html:link")
			}
		}
	}
}

// isHere reports that an address is the page's own, up to what stands behind the #.
func (p *page) isHere(address string) bool {
	u, err := url.Parse(p.resolve(address))
	if err != nil || p.base == nil {
		return false
	}
	return u.Host == p.base.Host && strings.TrimRight(u.Path, "/") == strings.TrimRight(p.base.Path, "/") && u.RawQuery == p.base.RawQuery
}
