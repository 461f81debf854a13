package ingest

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Words in the class, id and role of elements that are no part of a story. Two words that follow each other count also as
// one: "most-read" is mostread.
var (
	junkWords = phrases("share", "shares", "sharing", "sharebar", "sharetools", "social", "socials", "sharedaddy", "addtoany", "addthis",
		"newsletter", "newsletters", "subscriptions", "subscribers", "mailinglist", "subscribe", "signup", "optin", "mailchimp", "promo", "promos", "promobox", "advert",
		"adverts", "advertisement", "advertising", "advertorial", "ads", "ad", "adslot", "adbox", "adunit", "dfp", "mpu", "sponsor", "sponsored",
		"sponsors", "outbrain", "taboola", "related", "relateds", "relatedposts", "relatedarticles", "relatedstories",
		"relatedcontent", "relatedlinks", "recirc", "recirculation", "recommended", "recommendation", "recommendations", "recommend",
		"morestories", "morenews", "morefrom", "moreon", "mostread", "mostpopular", "popular", "trending", "trends", "breadcrumb", "breadcrumbs",
		"pagination", "pager", "comment", "comments", "kommentare", "commentaires", "comentarios", "commenti", "discussion", "talkback", "replies", "livefyre", "vuukle", "fbcomments", "usercomments", "readercomments", "commentlist", "disqus", "respond", "cookie", "cookies", "consent", "gdpr", "modal", "popup", "lightbox", "tooltip", "toolbar", "nav", "navbar", "navigation", "menu", "submenu", "sidebar",
		"masthead", "skiplink", "screenreadertext", "sronly", "visuallyhidden", "authorbio", "authorbox", "authorcard", "aboutauthor",
		"authorinfo", "authorprofile", "authordescription", "biography", "bio", "taglist", "tagcloud", "posttags", "entrytags", "articletags",
		"storytags", "tagslinks", "catlinks", "tags", "topics", "hashtags", "readmore", "readalso", "alsoread", "seealso", "inlinerelated", "rating",
		"ratings", "starrating", "poll", "login", "donate", "donation", "supportus", "appdownload", "downloadapp", "feedback", "printonly", "copyright",
		"teasers", "teaserlist", "gallery", "imagegallery", "photogallery", "slideshow", "galleries", "carousel", "slider", "nextarticle", "prevarticle", "nextpost", "prevpost", "postnavigation",
		"navlinks", "upnext", "readnext", "whatsnext", "seemore", "interstitial", "jwplayer", "videoplayer", "playerwrapper",
		"audioplayer", "listen", "texttospeech", "whatsapp", "telegram", "googlenews", "followus", "followbutton", "bookmark", "savearticle",
		"languageswitcher", "correctionform", "reporterror", "banner", "billboard", "leaderboard", "noprint",
		"disclaimer", "trustproject", "calltoaction", "cta", "partners", "ticker", "crosslinks", "werbung", "anzeige",
		"anzeigen", "publicite", "publicidad", "publicidade", "reklama", "empfehlungen", "mehrzumthema", "relacionadas", "relacionados")

	// weakWords stand at stories too: an element with one goes only when it holds hardly a sentence.
	weakWords = phrases("meta", "metadata", "entrymeta", "postmeta", "articlemeta", "byline", "timestamp", "date", "author", "authors", "tag",
		"tools", "tool", "actions", "utility", "utilities", "buttons", "button", "links", "widget", "teaser", "card", "cards", "label", "credits",
		"credit", "caption", "print", "footer", "bottom", "video", "player", "embed", "more", "list", "next", "prev", "previous",
		"category", "categories", "topic", "section", "infobox", "factbox", "icon", "icons", "logo", "follow", "views", "counter", "loading",
		"placeholder", "alert", "notification", "survey", "quiz", "paywall", "regwall", "piano", "subscription", "games", "contact", "topbar", "header", "headline", "title", "source", "reactions", "votes")

	// besideWords stand at what can be longer than the story beside it.
	besideWords = phrases("comments", "kommentare", "commentaires", "comentarios", "commenti", "livefyre", "vuukle", "fbcomments", "usercomments", "readercomments", "commentlist", "disqus", "disqusthread", "commentsarea", "respond", "gallery", "imagegallery", "photogallery", "slideshow",
		"related", "relatedposts", "relatedarticles", "relatedstories", "recirc", "recirculation", "recommended", "recommendations", "morestories", "mostread")
	commentWords = phrases("comments", "commentlist", "disqus", "disqusthread", "commentsarea", "respond")
	figureWords  = phrases("wpcaption", "caption", "image", "img", "picture", "photo", "figure", "media", "imagebox", "articleimage", "leadimage",
		"inlineimage", "imagecontainer", "bild", "foto", "imageblock")
	storyWords = phrases("articlebody", "storybody", "entrycontent", "postcontent", "articlecontent", "storycontent", "posttext",
		"articletext", "storytext", "bodytext", "postbody", "newstext", "newsbody", "newscontent", "contentbody", "maincontent", "mainbody",
		"detailtext", "contentarticle", "textcontent", "articledetail", "bodycopy", "richtext")

	unseenWords = phrases("screenreadertext", "sronly", "visuallyhidden", "tooltip", "share", "social", "ad", "advertisement") // also in a line of text
	wholeWords  = phrases("article", "story", "post", "entry", "hentry", "news", "fullarticle", "singlepost")                  // boxes of a whole story

	junkRoles = phrases("navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alertdialog", "alert", "toolbar", "menu", "menubar", "tablist", "form")
)

const (
	maxNames  = 32  // words of one element's names that are looked at
	maxName   = 300 // bytes of each of its attributes
	maxJoined = 64  // bytes of words that are looked up as one
)

// appendNames splits class, id and other names of n into their words in lower case: "kicker" of "story__kicker", "body" of
// "articleBody". An empty word stands between two names.
func appendNames(out []string, n *html.Node) []string {
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id", "itemprop", "data-component", "data-testid", "data-module", "data-type":
		default:
			continue
		}
		val := startBytes(a.Val, maxName)
		start, last := -1, rune(0)
		for i, r := range val {
			letter := unicode.IsLetter(r) || unicode.IsDigit(r)
			if start >= 0 && (!letter || unicode.IsUpper(r) && unicode.IsLower(last)) {
				out = append(out, strings.ToLower(val[start:i]))
				start = -1
			}
			if start < 0 && letter {
				start = i
			} else if r == ' ' && len(out) > 0 {
				out = append(out, "")
			}
			if len(out) >= maxNames {
				return out
			}
			last = r
		}
		if start >= 0 {
			out = append(out, strings.ToLower(val[start:]))
		}
		out = append(out, "")
	}
	return out
}

// stateWords before another say something of an element's state, not what it is: "has-sidebar", "no-comments".
var stateWords = phrases("has", "hasnt", "no", "not", "non", "with", "without", "is", "hide", "show", "contains")

// hasWord reports that one of the words stands in n's names, alone or joined with the one or two behind it.
func hasWord(n *html.Node, words map[string]bool) bool {
	if len(n.Attr) == 0 {
		return false
	}
	var buffer [maxNames + 8]string
	names := appendNames(buffer[:0], n)
	for i, name := range names {
		if name == "" || i > 0 && stateWords[names[i-1]] {
			continue
		}
		if words[name] {
			return true
		}
		var joined [maxJoined]byte
		length := copy(joined[:], name)
		for j := i + 1; j < len(names) && j <= i+2 && names[j] != "" && length < maxJoined; j++ {
			length += copy(joined[length:], names[j])
			if words[string(joined[:length])] {
				return true
			}
		}
	}
	return false
}

// isJunk reports that an element's name or role says that it is no part of a story.
func isJunk(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Form, atom.Footer, atom.Menu, atom.Dialog:
		return true
	case atom.Body, atom.Html, atom.Main, atom.H1:
		return false
	}
	return junkRoles[strings.ToLower(attr(n, "role"))] || isHidden(n) || hasWord(n, junkWords)
}

// isHidden reports that the page does not show n.
func isHidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if strings.EqualFold(a.Val, "true") {
				return true
			}
		case "style":
			style := strings.ToLower(strings.ReplaceAll(a.Val, " ", ""))
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
				return true
			}
		}
	}
	return false
}
