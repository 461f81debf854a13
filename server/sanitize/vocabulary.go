package sanitize

import "strings"

// treatment says what the token pass does with an element that is not simply kept.
type treatment uint8

const (
	unwrapped  treatment = iota // its tags are left out, its content stays; also for every element that is not known
	kept                        // perhaps under another name
	formatting                  // kept, but not inside itself: parsers reopen such elements in every following block
	skipped                     // left out with its content: code, fallbacks, controls
	drawing                     // as skipped, and also when a text is rescued: its words are labels, not sentences
	code                        // as drawing, and what follows an unclosed one is not text at once
)

type element struct {
	treatment treatment
	as        string // the name it is written with
}

// division is the one name of all blocks that only group others; the tree pass dissolves it into paragraphs.
const division = "div"

// elements is the vocabulary that the token pass knows.
var elements = map[string]element{}

func init() {
	each := func(names string, t treatment, as string) {
		for _, name := range strings.Fields(names) {
			e := element{t, as}
			if as == "" {
				e.as = name
			}
			elements[name] = e
		}
	}
	each(blocks+" "+inlines+" "+voids, kept, "")
	each("b code em i s small strong u", formatting, "")
	each("h1", kept, "h2")
	each("h5 h6", kept, "h4")
	each("dir menu", kept, "ul")
	each("listing", kept, "pre")
	each("image", kept, "img")
	each("acronym", kept, "abbr")
	each("del strike", formatting, "s")
	each("ins", formatting, "u")
	each("tt", formatting, "code")
	each("div address article aside center fieldset footer form header hgroup main nav search section", kept, division)
	each("audio button canvas datalist dialog iframe noembed noframes plaintext template textarea title video xmp", skipped, "")
	each("math select svg", drawing, "")
	each("script style", code, "")
}

// Where an element makes sense; elsewhere it is dissolved.
var parents = map[string]string{
	"li": "ul ol", "dt": "dl", "dd": "dl", "figcaption": "figure", "summary": "details", "caption": "table", "thead": "table",
	"tbody": "table", "tfoot": "table", "tr": "thead tbody tfoot", "td": "tr", "th": "tr", "rt": "ruby", "rp": "ruby",
}

var (
	isBlock = set(blocks + " hr " + division)
	// structure holds the elements whose content is other elements: white space between these means nothing and
	// loose text is no paragraph.
	structure = set("ul ol dl figure table thead tbody tfoot tr")
	// phrases holds the blocks that may contain no other block.
	phrases = set("p h2 h3 h4 pre")
	// attributes that the token pass lets through to the tree pass, which checks their values.
	attributes = set("href src alt width height title datetime lang dir start reversed colspan rowspan scope id data-note data-noted")
)

func set(names string) map[string]bool {
	s := map[string]bool{}
	for _, name := range strings.Fields(names) {
		s[name] = true
	}
	return s
}
