// Package widget holds what the server and the WebAssembly programs share: the article and the rules each of its
// fields keeps. It imports no technology: no HTTP, no database, no HTML parser.
package widget

// Article is one story as a publisher tells it. Until sanitize.Clean has seen it, every field is hostile text.
// Empty means "the source does not say": nothing is ever invented.
type Article struct {
	// ID is the slug in the card's URLs: see ValidID. Empty until the article is stored, unless the source gave one.
	ID string `json:"id,omitempty"`
	// Source names where the article comes from (for files: "file"). (Source, GUID) identifies it across updates.
	Source string `json:"source,omitempty"`
	GUID   string `json:"guid,omitempty"`
	// URL is the story's own address at its publisher, the destination of the headline.
	URL string `json:"url,omitempty"`

	Kicker  string   `json:"kicker,omitempty"` // label above the headline: "Analysis", a site's name
	Title   string   `json:"title"`            // headline; the only field that must be there
	Deck    string   `json:"deck,omitempty"`   // summary below the headline, plain text
	Authors []Author `json:"authors,omitempty"`

	Published Date     `json:"published,omitzero"`
	Updated   Date     `json:"updated,omitzero"`
	ReadTime  ReadTime `json:"read_time,omitzero"`

	Picture  *Picture `json:"picture,omitempty"`
	Dateline string   `json:"dateline,omitempty"` // place at the start of the text: "Islamabad"
	Body     string   `json:"body,omitempty"`     // HTML

	CrossLinks []Link `json:"cross_links,omitempty"` // "Also see: ..." lines, taken out of the body
	Related    []Link `json:"related,omitempty"`     // the editor's own list below the story; some have no URL

	Tags    []string `json:"tags,omitempty"`
	Section string   `json:"section,omitempty"`
	Lang    string   `json:"lang,omitempty"` // BCP 47, e.g. "en", "ur-PK"
	Dir     string   `json:"dir,omitempty"`  // "ltr" or "rtl"

	Comments   Comments    `json:"comments,omitzero"`
	Correction *Correction `json:"correction,omitempty"`
	Withdrawn  bool        `json:"withdrawn,omitempty"`

	// Provenance says, per field (by its JSON name above), where its value was read: "json-ld:headline", "front matter:title".
	Provenance map[string]string `json:"provenance,omitempty"`
}

// Author is one name of the byline.
type Author struct {
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// Link is another story: by its title, and by its address where the source gives one.
type Link struct {
	Title string `json:"title"`
	URL   string `json:"url,omitempty"`
	Date  Date   `json:"date,omitzero"`
	Story string `json:"-"` // id of the story in the same store, where it is one; never stored
}

// ReadTime is in whole minutes, 0 for none. FromPublisher tells a publisher's own label from our count.
type ReadTime struct {
	Minutes       int  `json:"minutes"`
	FromPublisher bool `json:"from_publisher,omitempty"`
}

// Comments points at the discussion on the publisher's site. Count is nil when the source does not say.
type Comments struct {
	URL   string `json:"url,omitempty"`
	Count *int   `json:"count,omitempty"`
}

// Correction is the editor's note on what was wrong.
type Correction struct {
	Note string `json:"note"`
	Date Date   `json:"date,omitzero"`
}
