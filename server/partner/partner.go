// Package partner says which sites may show cards, and in which theme.
package partner

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/idna"

	"newsflash/server/store"
	"newsflash/widget"
	"newsflash/widget/api"
)

// MaxName is the longest name of a partner, in runes.
const MaxName = 100

// Check completes a partner that people have described; all are those that are stored, and themes the names that there are.
// The error joins a *widget.FieldError for each field that cannot be.
func Check(p store.Partner, all []store.Partner, themes []string) (store.Partner, error) {
	var wrong []error
	refuse := func(field, say string, args ...any) {
		wrong = append(wrong, &widget.FieldError{Field: field, Reason: fmt.Sprintf(say, args...)})
	}
	if !widget.ValidID(p.ID) {
		refuse("id", "is %q: give small letters, digits and single hyphens, as the tag is to say it in data-partner", widget.Excerpt(p.ID))
	}
	if p.Name = strings.Join(strings.Fields(p.Name), " "); p.Name == "" || len([]rune(p.Name)) > MaxName {
		refuse("name", "has to have 1 to %d letters", MaxName)
	}
	if p.Theme != "" && !slices.Contains(themes, p.Theme) {
		refuse("theme", "is %q: there is no theme of this name", widget.Excerpt(p.Theme))
	}
	var origins []string
	for _, o := range p.Origins {
		if strings.TrimSpace(o) == "" {
			continue
		}
		origin, err := Origin(o)
		if err != nil {
			refuse("origins", "cannot be taken: %v", err)
		} else if !slices.Contains(origins, origin) {
			origins = append(origins, origin)
		}
	}
	p.Origins = origins
	if len(origins) > api.MaxOrigins {
		refuse("origins", "are %d, at most %d are allowed: one with a star covers all names below it", len(origins), api.MaxOrigins)
	}
	size := 0
	for _, other := range append(slices.DeleteFunc(slices.Clone(all), func(o store.Partner) bool { return o.ID == p.ID }), p) {
		for _, o := range other.Origins {
			size += len(o) + 1
		}
	}
	if size > api.MaxOriginsBytes {
		refuse("origins", "of all partners together have %d bytes, and every frame's header can hold %d: remove some, or cover several with a star", size, api.MaxOriginsBytes)
	}
	return p, errors.Join(wrong...)
}

// Origin reads an origin as people write it and writes it as browsers do: https://news.example:8443. A star stands for all
// names below: https://*.news.example. A path is cut off, a missing scheme is https.
func Origin(s string) (string, error) {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	star := ""
	plain := strings.Replace(s, "://*.", "://", 1)
	if plain != s {
		star = "*."
	}
	u, err := url.Parse(plain)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || u.Hostname() == "" {
		return "", fmt.Errorf("%q is no origin: write it like https://www.partner.example or https://*.partner.example", widget.Excerpt(s))
	}
	host, err := hostname(u.Hostname(), star != "")
	if err != nil {
		return "", fmt.Errorf("%q is no origin: %w", widget.Excerpt(s), err)
	}
	port := u.Port()
	if port != "" && port != map[string]string{"https": "443", "http": "80"}[u.Scheme] {
		return u.Scheme + "://" + star + host + ":" + port, nil
	}
	return u.Scheme + "://" + star + host, nil
}

func hostname(host string, star bool) (string, error) {
	if ip, err := netip.ParseAddr(host); err == nil {
		if star {
			return "", errors.New("a star stands before names only")
		}
		if ip.Is6() {
			return "[" + ip.String() + "]", nil
		}
		return ip.String(), nil
	}
	ascii, err := idna.Lookup.ToASCII(strings.TrimSuffix(host, "."))
	if err != nil || strings.Trim(ascii, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" || ascii == "" {
		return "", errors.New("the host's name cannot be read")
	}
	if star && !strings.Contains(ascii, ".") {
		return "", errors.New("a star for everything below a whole top-level domain is not taken")
	}
	return ascii, nil
}

// Policy is what follows from all partners for every card.
type Policy struct {
	Only   []string          `json:"only,omitzero"`    // origins whose pages show cards; nil: all do
	Never  []string          `json:"never,omitempty"`  // origins whose pages show the plain link
	Themes map[string]string `json:"themes,omitempty"` // by partner, where they have one
}

// PolicyOf sums partners up. Where only partners may embed and there are none, nobody may.
func PolicyOf(partners []store.Partner, restricted bool) Policy {
	var p Policy
	if restricted {
		p.Only = []string{}
	}
	for _, one := range partners {
		switch {
		case one.Paused:
			p.Never = append(p.Never, one.Origins...)
		case restricted:
			p.Only = append(p.Only, one.Origins...)
		}
		if one.Theme != "" {
			if p.Themes == nil {
				p.Themes = map[string]string{}
			}
			p.Themes[one.ID] = one.Theme
		}
	}
	p.Only = slices.DeleteFunc(p.Only, func(o string) bool { return slices.Contains(p.Never, o) })
	return p
}

// Welcomes reports whether pages of an origin show cards, by the rule of the loader (web/loader/card.js).
func (p Policy) Welcomes(origin string) bool {
	among := func(origins []string) bool {
		return slices.ContainsFunc(origins, func(o string) bool {
			start, end, star := strings.Cut(o, "*")
			return o == origin || star && strings.HasPrefix(origin, start) && strings.HasSuffix(origin, end)
		})
	}
	return !among(p.Never) && (p.Only == nil || among(p.Only))
}

// FrameAncestors is the policy as the directive of Content-Security-Policy says it. It has no way to name those that may
// not: their pages make no frame, as the loader shows no card there.
func (p Policy) FrameAncestors() string {
	switch {
	case p.Only == nil:
		return "*"
	case len(p.Only) == 0:
		return "'none'"
	default:
		return strings.Join(p.Only, " ")
	}
}
