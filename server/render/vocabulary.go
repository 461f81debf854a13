package render

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"newsflash/widget"
	"newsflash/widget/card"
)

// What may leave the server in a card: elements, their attributes, and the values these may have. It repeats the
// sanitiser's rules on purpose and shares no code with it: two independent walls.

type (
	rule       func(value string) bool
	attributes map[string]rule
)

// shape holds what the components draw; prose what a story's text may hold, which is looked for only below nf-prose.
var (
	shape = map[string]attributes{
		"article": {
			"class": class, "dir": oneOf("ltr", "rtl"), "lang": language, "aria-labelledby": oneOf("nf-t"), "role": oneOf("main"),
			"data-layout": oneOf(card.Names(card.Layouts)...), "data-scheme": oneOf(card.Names(card.Schemes)...), "data-theme": widget.ValidID, "data-size": integer, "data-measure": integer,
		},
		"a":      {"class": class, "href": address, "target": oneOf("_blank"), "rel": oneOf("noopener"), "lang": language, "data-story": widget.ValidID},
		"button": {"class": class, "type": oneOf("button"), "lang": language, "aria-label": text, "aria-expanded": boolean, "aria-pressed": boolean},
		"div":    {"class": class, "lang": language, "data-tint": color, "data-tone": oneOf("light", "dark")},
		"img": {
			"class": class, "alt": text, "src": address, "srcset": candidates, "sizes": oneOf(card.CardSizes, card.StorySizes), "width": integer, "height": integer,
			"loading": oneOf("lazy"), "decoding": oneOf("async"), "data-x": oneOf(card.Quarters...), "data-y": oneOf(card.Quarters...),
		},
		"picture": {}, "source": {"type": oneOf("image/webp"), "srcset": candidates, "sizes": oneOf(card.CardSizes, card.StorySizes)},
		"time": {"datetime": moment},
		"p":    {"class": class, "lang": language, "role": oneOf("status")},
		"span": {"class": class, "lang": language},
		"h1":   {"class": class, "id": oneOf("nf-t")}, "h2": {"class": class, "id": oneOf("nf-t")},
		"strong": {"lang": language}, "header": {"class": class}, "figure": {"class": class}, "figcaption": {}, "ul": {}, "li": {},
	}
	prose = proseVocabulary()
)

func proseVocabulary() map[string]attributes {
	flow := attributes{"lang": language, "dir": oneOf("ltr", "rtl", "auto")}
	with := func(more attributes) attributes {
		all := attributes{}
		for _, set := range []attributes{flow, more} {
			for name, r := range set {
				all[name] = r
			}
		}
		return all
	}
	v := map[string]attributes{
		"a": with(attributes{"href": address, "target": oneOf("_blank"), "rel": oneOf("noopener"), "data-note": note}),
		"p": with(attributes{"data-noted": note}), "li": with(attributes{"data-noted": note}), "dd": with(attributes{"data-noted": note}),
		"img": with(attributes{"src": address, "alt": text, "width": integer, "height": integer, "loading": oneOf("lazy"), "decoding": oneOf("async")}),
		"ol":  with(attributes{"start": integer, "reversed": oneOf("")}), "abbr": with(attributes{"title": text}), "time": with(attributes{"datetime": text}),
		"td": with(attributes{"colspan": integer, "rowspan": integer}), "details": with(attributes{"open": oneOf("")}),
		"th": with(attributes{"colspan": integer, "rowspan": integer, "scope": oneOf("col", "row", "colgroup", "rowgroup")}),
	}
	for _, name := range strings.Fields("h2 h3 h4 ul blockquote q cite figure figcaption em strong b i s u small sub sup mark code pre " +
		"kbd samp var br hr table thead tbody tfoot tr caption dl dt summary ruby rt rp bdi bdo span") {
		v[name] = flow
	}
	return v
}

var (
	classes   = regexp.MustCompile(`^nf(-[a-z]+)*( nf-[a-z]+)*$`)
	languages = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)
	colors    = regexp.MustCompile(`^#[0-9a-f]{6}$`)
	width     = regexp.MustCompile(`^[1-9]\d{0,4}w$`)
	notes     = regexp.MustCompile(`^[A-Za-z0-9_.:-]{1,60}$`)
	moments   = regexp.MustCompile(`^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?$`)
)

func note(v string) bool     { return notes.MatchString(v) }
func class(v string) bool    { return classes.MatchString(v) }
func language(v string) bool { return len(v) <= widget.MaxLang && languages.MatchString(v) }
func color(v string) bool    { return colors.MatchString(v) }
func moment(v string) bool   { return moments.MatchString(v) }
func text(string) bool       { return true } // escaped by the printer
func boolean(v string) bool  { return v == "true" || v == "false" }
func integer(v string) bool  { _, err := strconv.ParseInt(v, 10, 32); return err == nil }

// address allows absolute http and https only, in the form that url.Parse and browsers read alike.
func address(v string) bool {
	if strings.ContainsFunc(v, func(r rune) bool { return r <= ' ' || r == '\\' || r == 0x7f }) {
		return false
	}
	u, err := url.Parse(v)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && u.Opaque == ""
}

// candidates allows a srcset list of addresses with widths. A comma in an address could end it for browsers.
func candidates(v string) bool {
	for candidate := range strings.SplitSeq(v, ", ") {
		where, wide, _ := strings.Cut(candidate, " ")
		if !address(where) || strings.Contains(where, ",") || !width.MatchString(wide) {
			return false
		}
	}
	return true
}

func oneOf(values ...string) rule {
	return func(v string) bool { return slices.Contains(values, v) }
}
