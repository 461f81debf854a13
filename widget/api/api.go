// Package api is what the publisher's console and its server say to each other: JSON over the paths below, on the
// console's own address. Every answer but a 204 is JSON; every refusal is a Problem with the status that fits.
package api

import (
	"time"

	"newsflash/widget"
	"newsflash/widget/card"
)

// The paths. Those that end in a slash go on with an id: an article's, a source's, a theme's name, a partner's or a user's.
const (
	PathSession  = "/api/session"   // POST SignIn, GET, DELETE: sign in, who am I, sign out. Answers Me
	PathWelcome  = "/api/welcome"   // POST NewUser: what a one-time link leads to. Answers Me
	PathPassword = "/api/password"  // PUT ChangePassword; ends all other sessions of the user. Answers Me
	PathArticles = "/api/articles"  // GET ?q=&state=&after=: ArticlePage
	PathArticle  = "/api/articles/" // GET {id}: ArticleDetail; PUT {id} Amendment and DELETE {id}/amendment: ArticleDetail
	PathCard     = "/api/card/"     // GET {id}?layout=&theme=&scheme=: card.Model
	PathSamples  = "/api/samples"   // GET: []card.Model, for the theme editor where there are no articles yet
	PathSnippet  = "/api/snippet"   // GET ?article=&layout=&theme=&scheme=&partner=&form=: SnippetText; with list= of a list's newest article instead; with strip= of so many beside each other
	PathSources  = "/api/sources"   // GET: []Source; POST NewSource: Source
	PathSource   = "/api/sources/"  // DELETE {id}; POST {id}/poll: Source, as it is before the poll
	PathCheck    = "/api/check"     // POST NewSource: CheckReport. Fetches, stores nothing
	PathDoctor   = "/api/doctor"    // POST PageToExamine: PageReport
	PathThemes   = "/api/themes"    // GET: []Theme, the default first; POST widget.Theme as JSON (not stored): ThemeReport
	PathTheme    = "/api/themes/"   // PUT {name} widget.Theme: ThemeReport; DELETE {name}; GET {name}/history: []ThemeRevision, newest first
	PathPartners = "/api/partners"  // GET: PartnerList
	PathPartner  = "/api/partners/" // PUT {id} Partner: Partner; DELETE {id}
	PathSettings = "/api/settings"  // PUT SettingsForm: SettingsForm
	PathUsers    = "/api/users"     // GET: []User
	PathUser     = "/api/users/"    // DELETE {id}
	PathInvites  = "/api/invites"   // POST NewInvite: Invite
)

// Role is what a user may do: an editor works with articles, an admin also sets sources, themes, partners and users.
type Role string

// The roles.
const (
	Editor Role = "editor"
	Admin  Role = "admin"
)

// PageToExamine is a partner's page.
type PageToExamine struct {
	URL string `json:"url"`
}

// PageReport is what was found on it.
type PageReport struct {
	Page     string        `json:"page"`
	Cards    int           `json:"cards"`   // that the page asks for
	Browser  bool          `json:"browser"` // it was opened in one
	Findings []PageFinding `json:"findings"`
}

// Faults counts those findings.
func (r PageReport) Faults() (n int) {
	for _, f := range r.Findings {
		if f.Fault {
			n++
		}
	}
	return n
}

// PageFinding is one thing that is so on a page. A fault keeps readers from a card or moves the page under their eyes; the others are
// advice.
type PageFinding struct {
	Fault bool   `json:"fault"`
	Say   string `json:"say"`            // a sentence
	Line  string `json:"line,omitempty"` // what to add or to put in the place of what is there
}

// Problem is a refusal, in sentences for the person at the screen.
type Problem struct {
	Say    string         `json:"say"`
	Fields []FieldProblem `json:"fields,omitempty"`
}

// FieldProblem is what is wrong with one field of what was sent, by its JSON name.
type FieldProblem struct {
	Field string `json:"field"`
	Say   string `json:"say"`
}

// SignIn is what a user types in.
type SignIn struct {
	Name     string `json:"name"`
	Password string `json:"password"`
}

// NewUser answers a one-time link; Token is the part of its address after the number sign.
type NewUser struct {
	Token    string `json:"token"`
	Name     string `json:"name"`
	Password string `json:"password"`
}

// ChangePassword needs the old one.
type ChangePassword struct {
	Old string `json:"old"`
	New string `json:"new"`
}

// Limits of what users choose.
const (
	MinPassword = 10 // runes, as NIST SP 800-63B-4 asks for at least 8
	MaxPassword = 200
	MaxUserName = 60 // runes
)

// Me is who is signed in, and what every page needs.
type Me struct {
	User      User   `json:"user"`
	PublicURL string `json:"public_url"` // of the cards' server
}

// User is somebody who may sign in.
type User struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Role    Role      `json:"role"`
	Created time.Time `json:"created"`
}

// NewInvite asks for a one-time link.
type NewInvite struct {
	Role Role `json:"role"`
}

// Invite is a one-time link for a new user; nothing shows it again.
type Invite struct {
	Link  string    `json:"link"`
	Until time.Time `json:"until"`
}

// State is where an article stands.
type State string

// The states. As a filter, "" is all.
const (
	Live      State = "live"
	Amended   State = "amended" // live, with an editor's amendment
	Withdrawn State = "withdrawn"
)

// ArticleRow is a line of the list.
type ArticleRow struct {
	ID       string      `json:"id"`
	Title    string      `json:"title"`
	URL      string      `json:"url,omitempty"`
	Source   string      `json:"source"`
	State    State       `json:"state"`
	Revision int         `json:"revision"`
	Stored   time.Time   `json:"stored"`
	Date     widget.Date `json:"date,omitzero"`
	Warnings int         `json:"warnings"`
}

// ArticlePage is one page of the list, the newest first. After is the cursor of the next one, "" at the end.
type ArticlePage struct {
	Rows  []ArticleRow `json:"rows"`
	After string       `json:"after,omitempty"`
	Total int          `json:"total"` // of the whole store, for the empty state
}

// ArticleDetail is all that is known of an article.
type ArticleDetail struct {
	ArticleRow
	Amendment Amendment      `json:"amendment,omitzero"`
	Fields    []Field        `json:"fields"`
	Notes     []string       `json:"notes,omitempty"` // warnings, in sentences
	History   []RevisionLine `json:"history"`         // newest first
}

// Amendment is what an editor changed over what the source says; an empty field is as the source says. It stays when the
// source changes.
type Amendment struct {
	Title     string    `json:"title,omitempty"`
	Deck      string    `json:"deck,omitempty"`
	Note      string    `json:"note,omitempty"` // correction, shown with the card
	Withdrawn bool      `json:"withdrawn,omitempty"`
	By        string    `json:"by,omitempty"`   // answered only
	Saved     time.Time `json:"saved,omitzero"` // answered only
}

// Field is one field of an article with where it was read.
type Field struct {
	Name  string `json:"name"`
	Value string `json:"value"`          // shortened, and "-" where there is none
	From  string `json:"from,omitempty"` // where it was read, and where its parts were
}

// RevisionLine is one revision.
type RevisionLine struct {
	Revision int       `json:"revision"`
	Title    string    `json:"title"`
	Stored   time.Time `json:"stored"`
}

// NewSource is a source to add or to check.
type NewSource struct {
	URL  string `json:"url"`
	ID   string `json:"id,omitempty"`
	Zone string `json:"zone,omitempty"` // IANA
	Lang string `json:"lang,omitempty"` // BCP 47
}

// Source is a source as the console shows it.
type Source struct {
	ID        string    `json:"id"`
	Kind      string    `json:"kind"`
	URL       string    `json:"url"`
	Polled    time.Time `json:"polled,omitzero"`
	Succeeded time.Time `json:"succeeded,omitzero"`
	Next      time.Time `json:"next,omitzero"`
	Failures  int       `json:"failures,omitempty"`
	Error     string    `json:"error,omitempty"`
}

// CheckReport is what a source would give.
type CheckReport struct {
	Kind     string           `json:"kind"`
	URL      string           `json:"url"`
	Articles []CheckedArticle `json:"articles"` // the first ones
}

// CheckedArticle is one article of a check.
type CheckedArticle struct {
	Title  string   `json:"title"`
	URL    string   `json:"url,omitempty"`
	Notes  []string `json:"notes,omitempty"`
	Error  string   `json:"error,omitempty"`
	Fields []Field  `json:"fields,omitempty"`
}

// Theme is a theme with where it stands.
type Theme struct {
	Theme    widget.Theme `json:"theme"`
	Preset   bool         `json:"preset"`             // every server has it
	Own      bool         `json:"own"`                // stored here; over a preset of the same name
	Revision int          `json:"revision,omitempty"` // of the stored one
	Saved    time.Time    `json:"saved,omitzero"`
	By       string       `json:"by,omitempty"`
}

// ThemeRevision is one that was saved.
type ThemeRevision struct {
	Revision int          `json:"revision"`
	Saved    time.Time    `json:"saved"`
	By       string       `json:"by"`
	Theme    widget.Theme `json:"theme"`
}

// ThemeReport is what is to be said of a theme: each pair of colours, and what is wrong. Saved is set when it was stored.
type ThemeReport struct {
	Contrasts []Contrast     `json:"contrasts"`
	Fields    []FieldProblem `json:"fields,omitempty"`
	Saved     *Theme         `json:"saved,omitempty"`
}

// Contrast is one pair of colours in one scheme. Fix is the nearest colour for Field that passes, where it does not.
type Contrast struct {
	Field  string  `json:"field"` // token of the colour in front
	On     string  `json:"on"`    // token of the colour behind
	Scheme string  `json:"scheme"`
	Ratio  float64 `json:"ratio"`
	Least  float64 `json:"least"`
	Fix    string  `json:"fix,omitempty"`
}

// Status says whether a partner's pages show cards.
type Status string

// The statuses.
const (
	Active Status = "active"
	Paused Status = "paused" // its pages show the plain link
)

// Limits of partners.
const (
	MaxPartners     = 500
	MaxOrigins      = 20    // of one partner
	MaxOriginsBytes = 6_000 // of all that may embed: they are one header of every frame, and part of every script
)

// Partner is a site that embeds cards.
type Partner struct {
	ID      string   `json:"id"` // a slug: the tag's data-partner
	Name    string   `json:"name"`
	Origins []string `json:"origins"` // https://www.partner.example, or https://*.partner.example
	Theme   string   `json:"theme,omitempty"`
	Status  Status   `json:"status"`
}

// PartnerList is all partners, and who may embed.
type PartnerList struct {
	Partners   []Partner `json:"partners"`
	Restricted bool      `json:"restricted"`
}

// SettingsForm is what holds for the whole server.
type SettingsForm struct {
	Restricted bool `json:"restricted"` // only active partners' origins may embed
}

// SnippetText is what a partner pastes.
type SnippetText struct {
	HTML   string     `json:"html"`
	Model  card.Model `json:"model"`
	Script string     `json:"script"` // address
	Frame  string     `json:"frame"`  // address
	Forms  []Form     `json:"forms"`  // all that there are
}

// Form is a way in which a card is pasted into a place, and what it is for.
type Form struct {
	Name string `json:"name"`
	Hint string `json:"hint"`
}
