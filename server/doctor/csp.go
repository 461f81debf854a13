package doctor

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// policy is one Content-Security-Policy: https://www.w3.org/TR/CSP3/.
type policy map[string][]string

// policies reads the values of a header or of meta elements, each of which may hold several.
func policies(values []string) (all []policy) {
	for _, value := range values {
		for one := range strings.SplitSeq(value, ",") {
			p := policy{}
			for directive := range strings.SplitSeq(one, ";") {
				if words := strings.Fields(directive); len(words) > 0 {
					if name := strings.ToLower(words[0]); p[name] == nil { // the first of a name counts
						p[name] = append([]string{}, words[1:]...)
					}
				}
			}
			if len(p) > 0 {
				all = append(all, p)
			}
		}
	}
	return all
}

// rules names, for what a card loads, the directives that may rule it, the closest first.
var rules = map[string][]string{
	"script-src": {"script-src-elem", "script-src", "default-src"},
	"img-src":    {"img-src", "default-src"},
	"frame-src":  {"frame-src", "child-src", "default-src"},
	"style-src":  {"style-src-elem", "style-src", "default-src"},
}

// rule is the directive that rules a kind of load, and its sources; none where everything is allowed.
func (p policy) rule(kind string) (name string, sources []string, ruled bool) {
	for _, name := range rules[kind] {
		if sources, ruled := p[name]; ruled {
			return name, sources, true
		}
	}
	return "", nil, false
}

// allows reports whether a page at self may load an address as a kind, by a tag with a nonce ("" for none).
func (p policy) allows(kind string, address, self *url.URL, nonce string) bool {
	_, sources, ruled := p.rule(kind)
	if !ruled {
		return true
	}
	if nonce != "" && slices.Contains(sources, "'nonce-"+nonce+"'") {
		return true
	}
	if kind == "script-src" && slices.Contains(sources, "'strict-dynamic'") {
		return false // hosts count for nothing then
	}
	return slices.ContainsFunc(sources, func(source string) bool { return matches(source, address, self) })
}

// matches reports whether a source expression is met by an address.
func matches(source string, address, self *url.URL) bool {
	source = strings.ToLower(source)
	switch {
	case source == "*":
		return address.Scheme == "http" || address.Scheme == "https"
	case source == "'self'":
		return address.Scheme == self.Scheme && address.Host == self.Host || address.Host == self.Host && self.Scheme == "http" && address.Scheme == "https"
	case strings.HasPrefix(source, "'"):
		return false
	case strings.HasSuffix(source, ":") && !strings.Contains(source, "/"):
		scheme := strings.TrimSuffix(source, ":")
		return address.Scheme == scheme || scheme == "http" && address.Scheme == "https"
	}
	scheme, rest, named := strings.Cut(source, "://")
	if !named {
		scheme, rest = self.Scheme, source
	}
	if address.Scheme != scheme && (scheme != "http" || address.Scheme != "https") {
		return false
	}
	host, path, _ := strings.Cut(rest, "/")
	host, port, ported := strings.Cut(host, ":")
	if ported && port != "*" && port != portOf(address) || !ported && address.Port() != "" && address.Port() != map[string]string{"http": "80", "https": "443"}[address.Scheme] {
		return false
	}
	name := address.Hostname()
	if below, star := strings.CutPrefix(host, "*."); star && !strings.HasSuffix(name, "."+below) || !star && host != "*" && name != host {
		return false
	}
	switch {
	case path == "":
		return true
	case strings.HasSuffix(path, "/"):
		return strings.HasPrefix(address.Path, "/"+path)
	}
	return address.Path == "/"+path
}

func portOf(u *url.URL) string {
	if u.Port() != "" {
		return u.Port()
	}
	return map[string]string{"http": "80", "https": "443"}[u.Scheme]
}

// policies examines the page's headers and meta elements.
func (e *examination) policies() {
	values := slices.Clone(e.header.Values("Content-Security-Policy"))
	for n := range e.doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "meta" && strings.EqualFold(attr(n, "http-equiv"), "Content-Security-Policy") {
			values = append(values, attr(n, "content"))
		}
	}
	all := policies(values)
	tags := e.tags
	if e.forAll != nil {
		tags = append(slices.Clone(tags), *e.forAll)
	}
	for _, t := range tags {
		home := t.src.Scheme + "://" + t.src.Host
		for _, p := range all {
			if tokens, sandboxed := p["sandbox"]; sandboxed && !slices.Contains(tokens, "allow-scripts") {
				e.fault("allow-scripts", "The page's policy has a sandbox without allow-scripts: nothing of it runs, only the link is there.")
			} else if sandboxed && !slices.Contains(tokens, "allow-popups") {
				e.fault("allow-popups", "The page's policy has a sandbox without allow-popups: the links of cards open nothing.")
			}
			for _, kind := range []string{"script-src", "img-src", "frame-src"} {
				if p.allows(kind, t.src, e.self, attr(t.node, "nonce")) {
					continue
				}
				name, sources, _ := p.rule(kind)
				if kind == "script-src" && slices.Contains(sources, "'strict-dynamic'") {
					e.fault(`<script async nonce="..." src="`+t.src.String()+`"></script>`, "The page's policy trusts scripts by a nonce ('strict-dynamic'), and the tag has none that it knows.")
					continue
				}
				sources = slices.DeleteFunc(slices.Clone(sources), func(s string) bool { return s == "'none'" })
				line := strings.Join(append([]string{kind}, append(sources, home)...), " ")
				lost := map[string]string{"script-src": "The card does not come", "img-src": "Pictures do not come", "frame-src": "The story cannot be read in the page"}[kind]
				e.fault(line, "%s: the page's policy, in %s, does not allow %s.", lost, name, home)
			}
		}
	}
}
