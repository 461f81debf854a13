package sanitize

import (
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// The body's vocabulary. The tree pass and bluemonday both keep it; elements that are written but not shown here are
// renamed or unwrapped by the tree pass.
const (
	// blocks and inlines may carry lang and dir.
	blocks = "p h2 h3 h4 ul ol li blockquote figure figcaption pre table thead tbody tfoot tr th td caption dl dt dd details summary"

	inlines = "a q cite em strong b i s u small sub sup mark abbr code kbd samp var time ruby rt rp bdi bdo span"
	voids   = "br hr img"
)

// Values of attributes. All are anchored: bluemonday matches anywhere.
var (
	langs     = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)
	dirs      = regexp.MustCompile(`^(ltr|rtl|auto)$`)
	pixels    = regexp.MustCompile(`^[1-9][0-9]{0,4}$`)
	spans     = regexp.MustCompile(`^([1-9][0-9]?|100)$`)
	starts    = regexp.MustCompile(`^-?[0-9]{1,9}$`)
	scopes    = regexp.MustCompile(`^(row|col|rowgroup|colgroup)$`)
	datetimes = regexp.MustCompile(`^[-+0-9TZPWYMDHS:. ]{1,40}$`)
	nothing   = regexp.MustCompile(`^$`)
)

var policy = newPolicy()

func newPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	names := strings.Fields(blocks + " " + inlines)
	p.AllowElements(names...)
	p.AllowElements(strings.Fields(voids)...)
	p.AllowNoAttrs().OnElements("span", "bdo")
	p.AllowAttrs("lang").Matching(langs).OnElements(names...)
	p.AllowAttrs("dir").Matching(dirs).OnElements(names...)
	p.AllowAttrs("start").Matching(starts).OnElements("ol")
	p.AllowAttrs("reversed").Matching(nothing).OnElements("ol")
	p.AllowAttrs("colspan", "rowspan").Matching(spans).OnElements("td", "th")
	p.AllowAttrs("scope").Matching(scopes).OnElements("th")
	p.AllowAttrs("title").OnElements("abbr")
	p.AllowAttrs("datetime").Matching(datetimes).OnElements("time")
	p.AllowAttrs("src", "alt").OnElements("img")
	p.AllowAttrs("width", "height").Matching(pixels).OnElements("img")
	p.AllowAttrs("loading").Matching(regexp.MustCompile(`^lazy$`)).OnElements("img")
	p.AllowAttrs("decoding").Matching(regexp.MustCompile(`^async$`)).OnElements("img")
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("data-note").Matching(noteNames).OnElements("a")
	p.AllowAttrs("data-noted").Matching(noteNames).OnElements("p", "li", "dd")
	p.AllowAttrs("rel").Matching(regexp.MustCompile(`^noopener$`)).OnElements("a")
	p.AllowAttrs("target").Matching(regexp.MustCompile(`^_blank$`)).OnElements("a")
	p.AllowURLSchemes("http", "https")
	p.RequireParseableURLs(true)
	p.AllowRelativeURLs(false)
	p.AddTargetBlankToFullyQualifiedLinks(true) // brings rel="noopener" with it
	return p
}
