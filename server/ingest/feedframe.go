package ingest

import (
	"net/url"
	"regexp"
	"strings"

	"newsflash/widget"
)

// atomSpace is Atom's namespace (RFC 4287).
const atomSpace = "http://www.w3.org/2005/Atom"

var (
	// conventional prefixes mean to the parser what they always mean, also undeclared, and cost it nothing then.
	conventional = phrases("content", "dc", "dcterms", "media", "itunes", "slash", "thr", "sy", "feedburner", "wfw", "prism", "georss", "geo", "podcast", "googleplay")
	legalName    = regexp.MustCompile(`^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?$`)
)

// frame is an open element.
type frame struct {
	name, local string
	parent      bool     // it holds another element: what text there is between those is layout
	base        *url.URL // what relative addresses are relative to, nil for nothing
	based       bool     // by an xml:base
	lang        string   // xml:lang in force
	namespaces  int      // in force
	item        bool
}

func address(base *url.URL) string {
	if base == nil {
		return ""
	}
	return base.String()
}

// push writes a start tag. Addresses in its attributes become absolute where there is an xml:base.
func (r *feedRepairer) push(t token, outer frame) {
	f := frame{name: t.name, local: t.local(), base: outer.base, based: outer.based, lang: outer.lang, namespaces: outer.namespaces}
	if !legalName.MatchString(f.name) || len(f.name) > maxTagName {
		f.name = "unknown"
	}
	t.attributes(func(name, value string) {
		switch name {
		case "xml:base":
			f.base, f.based = resolveBase(outer.base, value), true
		case "xml:lang":
			if len(value) <= widget.MaxLang {
				f.lang = value
			}
		}
	})
	r.out.WriteString("<" + f.name)
	seen := map[string]bool{"xml:base": true}
	switch {
	case len(r.open) == 0:
		r.ownNamespace(seen)
	case f.local == "item" || f.local == "entry":
		seen["xmlns"] = true
	}
	t.attributes(func(name, value string) {
		if seen[name] || !legalName.MatchString(name) || len(name) > maxTagName {
			return
		}
		seen[name] = true
		if prefix, declares := strings.CutPrefix(name, "xmlns:"); declares || name == "xmlns" {
			if conventional[prefix] || f.namespaces == maxNamespaces {
				return
			}
			f.namespaces++
		}
		if f.based && (name == "href" || name == "src" || name == "url") {
			value = resolve(value, f.base)
		}
		r.out.WriteString(" " + name + `="`)
		r.write(value)
		r.out.WriteString(`"`)
	})
	r.out.WriteString(">")
	r.open = append(r.open, f)
}

// ownNamespace declares the format's own namespace at the root, whatever the feed wrote there: a wrong one would hide all of it.
func (r *feedRepairer) ownNamespace(seen map[string]bool) {
	seen["xmlns"] = true
	if r.result.root != "feed" {
		return
	}
	name := "xmlns"
	if r.native != "" {
		name += ":" + r.native
	}
	seen[name] = true
	r.out.WriteString(" " + name + `="` + atomSpace + `"`)
}

func resolveBase(outer *url.URL, value string) *url.URL {
	u, err := url.Parse(strings.TrimSpace(value))
	if err != nil || len(value) > widget.MaxURL {
		return outer
	}
	if outer != nil {
		u = outer.ResolveReference(u)
	}
	return u
}

// resolve makes an address absolute where base is known; what cannot be stays for the sanitiser to judge.
func resolve(address string, base *url.URL) string {
	if absolute, err := widget.ParseURL(address, base); err == nil {
		return absolute
	}
	return address
}
