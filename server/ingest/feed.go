package ingest

import (
	"crypto/sha256"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"newsflash/widget"
)

// RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0. gofeed reads them once they are repaired; its dates are not used, for it takes a
// time without a zone for UTC and gives zones that it does not know the offset 0.

var (
	feedRoot = regexp.MustCompile(`(?i)<(?:[a-z_][\w.-]*:)?(?:rss|feed|rdf)[\s>]`)
	pageRoot = regexp.MustCompile(`(?i)<(?:!doctype html|html|head|body)[\s>]`)
)

const feedStart = 4096 // bytes within which a feed's first element begins

// isFeed reports that text is RSS or Atom, also behind warnings that its server printed first.
func isFeed(text string) bool {
	text = text[:min(len(text), feedStart)]
	at := feedRoot.FindStringIndex(text)
	return at != nil && !pageRoot.MatchString(text[:at[0]])
}

// isFeedType reports that a Content-Type says feed or XML.
func isFeedType(contentType string) bool {
	return strings.Contains(contentType, "xml") && !strings.Contains(contentType, "html")
}

// decodeFeed reads the items of a feed in its order. See sumUp for what is deck and what is body.
func decodeFeed(in Input, text string) []Draft {
	whole, err := repair(text, parseBase(in.URL), MaxItems)
	if err != nil {
		return refuse(in.Name, err)
	}
	drafts, err := feedItems(in, whole)
	if err != nil {
		return refuse(in.Name, fmt.Errorf("is no feed that can be read: %w", err))
	}
	for _, reason := range whole.failed {
		drafts = append(drafts, Draft{Origin: in.Name, Err: fmt.Errorf("%s", reason)})
	}
	return drafts
}

func parseBase(address string) *url.URL {
	if address == "" {
		return nil
	}
	base, err := url.Parse(address)
	if err != nil {
		return nil
	}
	return base
}

func feedItems(in Input, whole repaired) (drafts []Draft, err error) {
	if whole.root == "feed" {
		feed, err := new(atom.Parser).Parse(strings.NewReader(whole.xml))
		if err != nil {
			return nil, err
		}
		about := newAbout(in, linkOf(feed.Links, "alternate"), feed.Language)
		for i, entry := range feed.Entries {
			f := newFeedItem(in, i, "atom", entry.Extensions, about)
			f.atom(entry, feed)
			drafts = append(drafts, f.finish())
		}
		return drafts, nil
	}
	feed, err := new(rss.Parser).Parse(strings.NewReader(whole.xml))
	if err != nil {
		return nil, err
	}
	lang := feed.Language
	if lang == "" && feed.DublinCoreExt != nil {
		lang = first(feed.DublinCoreExt.Language...)
	}
	about := newAbout(in, feed.Link, lang)
	for i, item := range feed.Items {
		f := newFeedItem(in, i, "rss", item.Extensions, about)
		f.rss(item)
		drafts = append(drafts, f.finish())
	}
	return drafts, nil
}

// feedItem is a feed's item on its way to a draft.
type feedItem struct {
	Draft
	in     Input
	source string // of the provenance: "rss" or "atom"
	ext    ext.Extensions
	hint   hint
	base   *url.URL
	lang   string // the feed's

	summary, content said // HTML, as the item gives them
	body             content
	images           []feedPicture // of the summary
	pictures         []feedPicture // of all else
}

// about is what a feed says for all its items.
type about struct {
	base *url.URL // its own link, else where it was fetched
	lang string
}

func newAbout(in Input, home, lang string) about {
	base := parseBase(in.URL)
	if absolute, err := widget.ParseURL(home, base); err == nil {
		base = parseBase(absolute)
	}
	if len(lang) > widget.MaxLang {
		lang = ""
	}
	return about{base, lang}
}

// newFeedItem finds what relative addresses of the item are relative to: its xml:base, else what its feed says.
func newFeedItem(in Input, i int, source string, extensions ext.Extensions, feed about) *feedItem {
	f := &feedItem{Draft: Draft{Origin: fmt.Sprintf("%s item %d", in.Name, i+1)}, in: in, source: source, ext: extensions, base: feed.base, lang: feed.lang}
	if f.in.Lang == "" && !strings.EqualFold(feed.lang, "en-us") { // which systems write where nobody chose a language
		f.in.Lang = feed.lang
	}
	if own := extensions["nf"]["at"]; len(own) > 0 {
		a := own[len(own)-1].Attrs
		f.hint = hint{base: a["base"], textBase: a["textBase"], lang: a["lang"], about: a["about"], plainText: a["plain"] != ""}
	}
	if absolute, err := widget.ParseURL(f.hint.base, nil); err == nil {
		f.base = parseBase(absolute)
	}
	return f
}

// rss reads an item of RSS with the modules that news sites use.
func (f *feedItem) rss(item *rss.Item) {
	a := &f.Article
	f.title(item.Title, "rss:title", false)
	f.title(f.value("dc", "title"), "dc:title", false)
	f.title(f.value("media", "title"), "media:title", false)
	guid, permalink := "", ""
	if item.GUID != nil {
		if guid = item.GUID.Value; !strings.EqualFold(item.GUID.IsPermalink, "false") && strings.Contains(guid, "://") {
			permalink = guid
		}
	}
	f.link(f.value("feedburner", "origLink"), "feedburner:origLink")
	f.link(item.Link, "rss:link")
	f.link(f.atomLink("alternate"), "atom:link")
	f.link(permalink, "rss:guid")
	f.link(f.hint.about, "rdf:about")
	f.guid(guid, "rss:guid")
	f.guid(f.value("dc", "identifier"), "dc:identifier")
	f.guid(f.hint.about, "rdf:about")
	f.dates("published", &a.Published, dated{item.PubDate, "rss:pubDate"}, f.dated("dc", "date"), f.dated("dcterms", "created"),
		f.dated("dcterms", "issued"), f.dated("prism", "publicationDate"), f.dated("atom", "published"), f.dated("atom", "issued"), f.dated("atom", "updated"))
	f.dates("updated", &a.Updated, f.dated("dcterms", "modified"), f.dated("atom", "updated"), f.dated("atom", "modified"))
	f.rssAuthors(item)
	for _, category := range item.Categories {
		f.tag(category.Value, "rss:category")
	}
	f.moreTags()
	f.summary = firstSaid(said{item.Description, "rss:description"}, f.said("atom", "summary"), f.said("dc", "description"), f.said("itunes", "summary"),
		f.said("itunes", "subtitle"), f.said("media", "description"))
	f.content = firstSaid(said{item.Content, "content:encoded"}, said{item.Custom["encoded"], "content:encoded"}, f.said("atom", "content"),
		f.said("xhtml", "body"), said{item.Custom["body"], "rss:body"}, said{item.Custom["content"], "rss:content"})
	f.mediaPictures()
	for _, e := range item.Enclosures {
		f.enclosure(e.URL, e.Type, "rss:enclosure")
	}
	f.language()
	f.comments(item.Comments, "rss:comments")
	f.atomLinks()
}

// guid takes the first; one that is too long to be kept is kept as its digest.
func (f *feedItem) guid(text, from string) {
	text = strings.TrimSpace(text)
	if len(text) > widget.MaxGUID {
		text = fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(text)))
	}
	f.fill("guid", &f.Article.GUID, text, from)
}

// link takes the first that is an address of the web.
func (f *feedItem) link(text, from string) {
	text = strings.Join(strings.Fields(text), "")
	if text == "" || f.Article.URL != "" {
		return
	}
	absolute, err := widget.ParseURL(text, f.base)
	if err != nil {
		f.warn("url", "%s (%s); it is passed over", err, from)
		return
	}
	f.fill("url", &f.Article.URL, absolute, from)
}

// title takes the first. That of RSS is HTML, whatever its specification says.
func (f *feedItem) title(text, from string, plain bool) {
	if !plain {
		text = plainTitle(text)
	}
	f.fill("title", &f.Article.Title, strings.Join(strings.Fields(text), " "), from)
}

func (f *feedItem) language() {
	a := &f.Article
	for _, s := range []said{{f.hint.lang, "xml:lang"}, f.said("dc", "language"), {f.lang, f.source + ":language"}} {
		lang := strings.ReplaceAll(strings.TrimSpace(s.text), "_", "-")
		if len(lang) <= widget.MaxLang {
			f.fill("lang", &a.Lang, lang, s.from)
		}
	}
}

// finish decides what is deck, body and picture, and refuses an item that has no headline.
func (f *feedItem) finish() Draft {
	f.sumUp(f.summary, f.content, f.textBase())
	f.choosePicture()
	if title := f.Article.Title; title != "" {
		f.Origin += fmt.Sprintf(" (%q)", widget.Excerpt(title))
	} else if f.Err == nil {
		f.Err = &widget.FieldError{Field: "title", Reason: "is missing: an item needs a headline, and none is made up from its text"}
	}
	return f.Draft
}

// textBase is what relative addresses in the item's text are relative to.
func (f *feedItem) textBase() *url.URL {
	if base := parseBase(f.hint.textBase); base != nil {
		return base
	}
	return f.base
}
