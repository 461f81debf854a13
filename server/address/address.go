// Package address knows the addresses that mean the same page of a site.
package address

import (
	"net/url"
	"strings"
)

// Equivalents are the addresses that an article has which is asked for by this one, the most likely first: without what counts
// visits, of the AMP page's original, with or without "www.", a last slash and encryption. At most 32.
func Equivalents(u *url.URL) []string {
	plain := *u
	plain.Fragment = ""
	list := []url.URL{plain}
	more := func(change func(url.URL) url.URL) {
		for _, each := range list {
			if changed := change(each); changed != each {
				list = append(list, changed)
			}
		}
	}
	more(untracked)
	more(original)
	more(func(u url.URL) url.URL {
		if path, ok := strings.CutSuffix(u.EscapedPath(), "/"); ok {
			return at(u, path)
		}
		return at(u, u.EscapedPath()+"/")
	})
	more(func(u url.URL) url.URL {
		if host, ok := strings.CutPrefix(u.Host, "www."); ok {
			u.Host = host
		} else {
			u.Host = "www." + u.Host
		}
		return u
	})
	more(func(u url.URL) url.URL {
		u.Scheme = map[string]string{"http": "https", "https": "http"}[u.Scheme]
		return u
	})
	var out []string
	for _, each := range list {
		out = append(out, each.String())
	}
	return out
}

// at is u with another path, given in its escaped form.
func at(u url.URL, escaped string) url.URL {
	if path, err := url.PathUnescape(escaped); err == nil {
		u.Path, u.RawPath = path, escaped
	}
	return u
}

// Counters are parameters that tell a site where a visitor comes from; names that end in "_" are beginnings.
var Counters = []string{"utm_", "mc_", "pk_", "mtm_", "hsa_", "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "ttclid", "yclid", "igshid", "_ga", "_gl", "ref_src", "cmpid"}

// untracked is u without the parameters that only count.
func untracked(u url.URL) url.URL {
	return without(u, func(name, _ string) bool {
		for _, counter := range Counters {
			if name == counter || strings.HasSuffix(counter, "_") && strings.HasPrefix(name, counter) {
				return true
			}
		}
		return false
	})
}

// without leaves parameters out and keeps the others as they are written.
func without(u url.URL, drop func(name, value string) bool) url.URL {
	var kept []string
	for part := range strings.SplitSeq(u.RawQuery, "&") {
		if name, value, _ := strings.Cut(part, "="); part != "" && !drop(strings.ToLower(name), strings.ToLower(value)) {
			kept = append(kept, part)
		}
	}
	u.RawQuery, u.ForceQuery = strings.Join(kept, "&"), false
	return u
}

// original is the page of which u is the AMP version, by the ways in which sites and caches name these:
// https://amp.dev/documentation/guides-and-tutorials/learn/amp-caches-and-cors/amp-cache-urls
func original(u url.URL) url.URL {
	path := u.EscapedPath()
	if rest, ok := strings.CutPrefix(path, "/amp/s/"); ok && strings.HasPrefix(u.Host, "www.google.") {
		return elsewhere(u, rest)
	}
	if rest, ok := strings.CutPrefix(path, "/c/s/"); ok && strings.HasSuffix(u.Host, ".cdn.ampproject.org") {
		return elsewhere(u, rest)
	}
	u.Host = strings.TrimPrefix(u.Host, "amp.")
	switch {
	case strings.HasPrefix(path, "/amp/"):
		path = path[len("/amp"):]
	case strings.HasSuffix(path, "/amp"), strings.HasSuffix(path, "/amp/"):
		path = strings.TrimSuffix(strings.TrimSuffix(path, "/"), "amp")
	case strings.HasSuffix(path, ".amp.html"):
		path = strings.TrimSuffix(path, ".amp.html") + ".html"
	default:
		path = strings.TrimSuffix(path, ".amp")
	}
	return without(at(u, path), func(name, value string) bool { return name == "amp" || name == "outputtype" && value == "amp" })
}

// elsewhere is the encrypted address that stands, without its scheme, in the path of a cache's.
func elsewhere(u url.URL, rest string) url.URL {
	inner, err := url.Parse("https://" + rest)
	if err != nil || inner.Host == "" {
		return u
	}
	return original(*inner)
}

// Plain is what all Equivalents of an address have in common: host, path and query without what changes nothing of the page.
// web/loader/files.js makes it too.
func Plain(u *url.URL) string {
	p := untracked(original(*u))
	text := strings.TrimPrefix(p.Host, "www.") + strings.TrimSuffix(p.EscapedPath(), "/")
	if p.RawQuery != "" {
		text += "?" + p.RawQuery
	}
	return text
}
