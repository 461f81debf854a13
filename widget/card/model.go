// Package card is the card itself: a pure model that holds every decision, and go-app components that only draw it.
// The server renders them to HTML, WebAssembly takes that HTML over.
package card

// Model is a card with all decisions taken: which parts show, in which words. It is the same on the server and in
// WebAssembly, so it holds no clock, no locale data and no HTML; the story's text stays in the page that the server wrote.
type Model struct {
	ID     string `json:"id"`
	Lang   string `json:"lang,omitempty"`
	Dir    string `json:"dir"`
	UILang string `json:"ui_lang,omitempty"` // language of the card's own words where it is not the story's
	Layout Layout `json:"layout"`
	Theme  string `json:"theme"`
	Scheme Scheme `json:"scheme"`

	Kicker    string   `json:"kicker,omitempty"`
	Title     string   `json:"title"`
	URL       string   `json:"url,omitempty"`
	Deck      string   `json:"deck,omitempty"`
	Byline    string   `json:"byline,omitempty"`
	Published *Stamp   `json:"published,omitempty"`
	Updated   *Stamp   `json:"updated,omitempty"` // only when on a later day than Published, or with a correction
	ReadTime  string   `json:"read_time,omitempty"`
	Picture   *Picture `json:"picture,omitempty"`
	Dateline  string   `json:"dateline,omitempty"`
	HasProse  bool     `json:"has_prose,omitempty"`
	CrossLink []Link   `json:"cross_links,omitempty"`
	Related   []Link   `json:"related,omitempty"`
	Comments  *Link    `json:"comments,omitempty"`
	Note      *Note    `json:"note,omitempty"` // correction
	Withdrawn bool     `json:"withdrawn,omitempty"`
	Words     Words    `json:"words"`
}

func (m Model) hasMeta() bool {
	return m.Byline != "" || m.Published != nil || m.Updated != nil || m.ReadTime != ""
}

// Stamp is a date in the reader's words and in the machine's.
type Stamp struct {
	Label    string `json:"label"`
	DateTime string `json:"datetime"`
}

// Link is another story; without URL it is printed as text.
type Link struct {
	Title string `json:"title"`
	URL   string `json:"url,omitempty"`
	Date  *Stamp `json:"date,omitempty"`
	Story string `json:"story,omitempty"` // its id, where the same server has it
}

// Note is a correction.
type Note struct {
	Text string `json:"text"`
	Date *Stamp `json:"date,omitempty"`
}

// Words are the card's own words in the story's language, or English.
type Words struct {
	ReadHere   string `json:"read_here"`
	Close      string `json:"close"`
	Related    string `json:"related"`
	AlsoSee    string `json:"also_see"`
	Updated    string `json:"updated"`
	Correction string `json:"correction"`
	Withdrawn  string `json:"withdrawn"`
	Smaller    string `json:"smaller"`
	Larger     string `json:"larger"`
	TextSize   string `json:"text_size"`
	UpdatedAt  string `json:"updated_at"`
	Show       string `json:"show"`
	Display    string `json:"display"`
	Appearance string `json:"appearance"`
	Automatic  string `json:"automatic"`
	Light      string `json:"light"`
	Dark       string `json:"dark"`
	Measure    string `json:"measure"`
	Shorter    string `json:"shorter"`
	Longer     string `json:"longer"`
	Listen     string `json:"listen"`
	Pause      string `json:"pause"`
	Resume     string `json:"resume"`
	Share      string `json:"share"`
	Copied     string `json:"copied"`
	Find       string `json:"find"`
	Previous   string `json:"previous"`
	Next       string `json:"next"`
	Back       string `json:"back"`
	Enlarge    string `json:"enlarge"`
}

// Layout is where the parts stand. All layouts are the same markup: the style sheet tells them apart.
type Layout string

// The layouts.
const (
	Standard Layout = "standard" // picture on top
	Row      Layout = "row"      // picture beside the text
	Compact  Layout = "compact"  // no picture, one line of meta
	Hero     Layout = "hero"     // picture behind the text
	List     Layout = "list"     // no picture; the related stories count as much as the story
)

// Layouts lists them, the default first.
var Layouts = []Layout{Standard, Row, Compact, Hero, List}

// Scheme is whose colours the card follows.
type Scheme string

// The schemes.
const (
	Auto  Scheme = "auto"  // the reader's preference
	Light Scheme = "light" //
	Dark  Scheme = "dark"
	Host  Scheme = "host" // the partner page's color-scheme
)

// Schemes lists them, the default first.
var Schemes = []Scheme{Auto, Light, Dark, Host}

// Names are layouts or schemes as texts.
func Names[T Layout | Scheme](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}
