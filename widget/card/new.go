package card

import (
	"net/url"
	"strings"

	"newsflash/widget"
	"newsflash/widget/locale"
)

// How many related stories a card shows, and how many its script carries for a tag that asks for more (data-related).
const (
	RelatedShown   = 3
	RelatedCarried = 6
)

// Options are what a publisher or partner chooses; the zero value is the default card.
type Options struct {
	Layout  Layout
	Theme   string
	Scheme  Scheme
	Related int // most related stories; 0 means RelatedShown, negative none
}

// New takes every decision about a card. The article must be a clean one: sanitize.Article's fields.
func New(a widget.Article, o Options) Model {
	words := locale.For(a.Lang)
	m := Model{
		ID: a.ID, Lang: a.Lang, Dir: a.Dir,
		Layout: or(o.Layout, Standard), Theme: or(o.Theme, widget.DefaultTheme), Scheme: or(o.Scheme, Auto),
		Kicker: a.Kicker, Title: a.Title, URL: a.URL,
		Byline: byline(a, words), Dateline: a.Dateline, HasProse: a.Body != "",
		Published: stamp(a.Published, words), ReadTime: words.ReadTime(a.ReadTime.Minutes),
		Withdrawn: a.Withdrawn,
		Words: Words{
			ReadHere: words.ReadHere, Close: words.Close, Related: words.Related, AlsoSee: words.AlsoSee,
			Updated: words.Updated, Correction: words.Correction, Withdrawn: words.Withdrawn,
			Smaller: words.Smaller, Larger: words.Larger, TextSize: words.TextSize,
			UpdatedAt: words.UpdatedAt, Show: words.Show, Display: words.Display, Appearance: words.Appearance, Automatic: words.Automatic, Light: words.Light,
			Dark: words.Dark, Measure: words.Measure, Shorter: words.Shorter, Longer: words.Longer, Listen: words.Listen, Pause: words.Pause,
			Resume: words.Resume, Share: words.Share, Copied: words.Copied, Find: words.Find, Previous: words.Previous, Next: words.Next,
			Back: words.Back, Enlarge: words.Enlarge,
		},
	}
	if m.Dir == "" {
		m.Dir = "ltr"
	}
	if base, _, _ := strings.Cut(strings.ToLower(a.Lang), "-"); base != words.Lang {
		m.UILang = words.Lang
	}
	if !sameText(a.Deck, a.Title) {
		m.Deck = a.Deck
	}
	if showUpdate(a) {
		m.Updated = stamp(a.Updated, words)
	}
	if a.Picture != nil && a.Picture.URL != "" {
		m.Picture = picture(a.Picture)
	}
	if a.Correction != nil {
		m.Note = &Note{Text: a.Correction.Note, Date: stamp(a.Correction.Date, words)}
	}
	links(&m, a, o, words)
	return m
}

// links fills every list of other stories. A destination is linked once in a card: the headline first, then the
// editor's cross links, then related stories.
func links(m *Model, a widget.Article, o Options, words locale.Strings) {
	seen := map[string]bool{sameURL(a.URL): a.URL != ""}
	pick := func(from []widget.Link, most int) (out []Link) {
		for _, l := range from {
			if len(out) == most {
				break
			}
			key := sameURL(l.URL)
			if l.URL == "" {
				key = "title:" + strings.ToLower(l.Title)
			}
			if seen[key] || sameText(l.Title, a.Title) {
				continue
			}
			seen[key] = true
			out = append(out, Link{Title: l.Title, URL: l.URL, Date: stamp(l.Date, words), Story: l.Story})
		}
		return out
	}
	m.CrossLink = pick(a.CrossLinks, widget.MaxRelated)
	switch {
	case o.Related == 0:
		o.Related = RelatedShown
	case o.Related < 0:
		o.Related = 0
	}
	m.Related = pick(a.Related, o.Related)
	if c := a.Comments; c.URL != "" && !seen[sameURL(c.URL)] {
		count := -1
		if c.Count != nil {
			count = *c.Count
		}
		m.Comments = &Link{Title: words.CommentCount(count), URL: c.URL}
	}
}

func byline(a widget.Article, words locale.Strings) string {
	var names []string
	for _, author := range a.Authors {
		names = append(names, author.Name)
	}
	return words.Byline(names)
}

func stamp(d widget.Date, words locale.Strings) *Stamp {
	if d.IsZero() {
		return nil
	}
	return &Stamp{Label: words.Date(d.Time), DateTime: d.String()}
}

// showUpdate tells an update that readers care about from a typo mended the same day.
func showUpdate(a widget.Article) bool {
	if a.Updated.IsZero() || a.Published.IsZero() || !a.Updated.Time.After(a.Published.Time) {
		return false
	}
	y1, m1, d1 := a.Published.Time.Date()
	y2, m2, d2 := a.Updated.Time.Date()
	return a.Correction != nil || y1 != y2 || m1 != m2 || d1 != d2
}

// sameURL is an address without what does not change the destination.
func sameURL(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	u.Fragment = ""
	u.Scheme = "https"
	return strings.TrimSuffix(u.String(), "/")
}

// sameText compares without regard to case, white space and a full stop at the end.
func sameText(a, b string) bool {
	return strings.EqualFold(strings.TrimRight(strings.Join(strings.Fields(a), " "), "."), strings.TrimRight(strings.Join(strings.Fields(b), " "), "."))
}

func or[T ~string](value, fallback T) T {
	if value == "" {
		return fallback
	}
	return value
}
