package widget

// DefaultTheme is the name of the theme that a card has when none, or an unknown one, is asked for.
const DefaultTheme = "default"

// ThemeVersion is the version of a theme's form. A theme of another version is refused.
const ThemeVersion = 1

// Theme is a publisher's look, in tokens. It reaches a page as custom properties and nothing else (CSS). Whatever stands
// in one, no text of it does: colours are numbers, choices stand for values in tables, and numbers are kept within limits.
// That it can be read is another matter: server/theme checks it.
type Theme struct {
	Version int    `json:"version"`
	Name    string `json:"name"`

	Paper       Pair `json:"paper"`     // behind the text
	Ink         Pair `json:"ink"`       // text
	Headline    Pair `json:"headline"`  //
	Quiet       Pair `json:"quiet"`     // dates, labels
	Rule        Pair `json:"rule"`      // decorative hairlines, and the card's border
	Line        Pair `json:"line"`      // borders of controls
	Shade       Pair `json:"shade"`     // below a picture that has not come
	Accent      Pair `json:"accent"`    // kicker, marks
	OnAccent    Pair `json:"on_accent"` // text on the accent: the kicker as a tag
	Link        Pair `json:"link"`
	Focus       Pair `json:"focus"`
	ButtonPaper Pair `json:"button_paper"`
	ButtonInk   Pair `json:"button_ink"`

	HeadlineFace   string `json:"headline_face"`
	TextFace       string `json:"text_face"`
	BodyFace       string `json:"body_face"`      // the story's text
	HeadlineScale  int    `json:"headline_scale"` // percent of the layout's own size
	HeadlineWeight int    `json:"headline_weight"`
	HeadlineLine   int    `json:"headline_line"` // line height in percent; scripts that need more have more
	BodyLine       int    `json:"body_line"`     // the same

	Radius       int    `json:"radius"` // px
	Border       int    `json:"border"` // px
	Shadow       string `json:"shadow"`
	Density      string `json:"density"`
	PictureRatio string `json:"picture_ratio"`
	LinkStyle    string `json:"link_style"` // of the headline and related stories; links in a story's text are always underlined
	ButtonStyle  string `json:"button_style"`
	KickerStyle  string `json:"kicker_style"`

	Show Parts `json:"show"`
}

// Parts says which parts of a card show where the article has them.
type Parts struct {
	Kicker   bool `json:"kicker"`
	Deck     bool `json:"deck"`
	Byline   bool `json:"byline"`
	Date     bool `json:"date"`
	ReadTime bool `json:"read_time"`
	Related  bool `json:"related"`
	Picture  bool `json:"picture"`
}

// Token is one field of a theme, by its JSON name, and what it may be. Exactly one of Pair, Choice, Number and Flag
// points to the field.
type Token struct {
	Name   string
	Pair   *Pair
	Choice *string
	Of     []Choice // for a Choice; the first stands for any that is not known
	Number *int
	Range  Range // for a Number
	Flag   *bool

	properties []string // without their --nf-
}

// Range is what a number may be: Min, Min+Step, ... Max. Unit is "%", "px" or nothing.
type Range struct {
	Min, Max, Step int
	Unit           string
}

// Tokens lists a theme's fields but its version and name. Whatever reads, checks, prints or edits themes goes by this list.
func (t *Theme) Tokens() []Token {
	pair := func(name, property string, p *Pair) Token {
		return Token{Name: name, Pair: p, properties: []string{property}}
	}
	number := func(name, property string, n *int, r Range) Token {
		return Token{Name: name, Number: n, Range: r, properties: []string{property}}
	}
	choice := func(name string, c *string, of []Choice, properties ...string) Token {
		return Token{Name: name, Choice: c, Of: of, properties: properties}
	}
	flag := func(name, property string, f *bool) Token {
		return Token{Name: name, Flag: f, properties: []string{property}}
	}
	return []Token{
		pair("paper", "paper", &t.Paper),
		pair("ink", "ink", &t.Ink),
		pair("headline", "head-ink", &t.Headline),
		pair("quiet", "quiet", &t.Quiet),
		pair("rule", "rule", &t.Rule),
		pair("line", "line", &t.Line),
		pair("shade", "shade", &t.Shade),
		pair("accent", "accent", &t.Accent),
		pair("on_accent", "on-accent", &t.OnAccent),
		pair("link", "link", &t.Link),
		pair("focus", "focus", &t.Focus),
		pair("button_paper", "button-paper", &t.ButtonPaper),
		pair("button_ink", "button-ink", &t.ButtonInk),
		choice("headline_face", &t.HeadlineFace, Faces, "head-face"),
		choice("text_face", &t.TextFace, Faces, "text-face"),
		choice("body_face", &t.BodyFace, Faces, "body-face"),
		number("headline_scale", "head-scale", &t.HeadlineScale, Range{80, 140, 1, "%"}),
		number("headline_weight", "head-weight", &t.HeadlineWeight, Range{300, 900, 100, ""}),
		number("headline_line", "head-line", &t.HeadlineLine, Range{100, 150, 1, "%"}),
		number("body_line", "body-line", &t.BodyLine, Range{130, 200, 1, "%"}),
		number("radius", "radius", &t.Radius, Range{0, 24, 1, "px"}),
		number("border", "border", &t.Border, Range{0, 4, 1, "px"}),
		choice("shadow", &t.Shadow, Shadows, "shadow"),
		choice("density", &t.Density, Densities, "space"),
		choice("picture_ratio", &t.PictureRatio, PictureRatios, "ratio"),
		choice("link_style", &t.LinkStyle, LinkStyles, "link-line", "link-hover"),
		choice("button_style", &t.ButtonStyle, ButtonStyles, "button-back", "button-edge", "button-line", "button-inline"),
		choice("kicker_style", &t.KickerStyle, KickerStyles, "kicker-ink", "kicker-back", "kicker-font", "kicker-case", "kicker-track", "kicker-bar", "kicker-block", "kicker-inline", "mark"),
		flag("show.kicker", "show-kicker", &t.Show.Kicker),
		flag("show.deck", "show-deck", &t.Show.Deck),
		flag("show.byline", "show-byline", &t.Show.Byline),
		flag("show.date", "show-date", &t.Show.Date),
		flag("show.read_time", "show-time", &t.Show.ReadTime),
		flag("show.related", "show-related", &t.Show.Related),
		flag("show.picture", "show-picture", &t.Show.Picture),
	}
}
