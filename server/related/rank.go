package related

import (
	"cmp"
	"math"
	"net/url"
	"slices"
	"strings"
	"time"

	"newsflash/server/store"
	"newsflash/widget"
)

// How candidates are judged.
const (
	floor        = .05 // of the score: nothing is better than something unrelated
	halfShared   = 4   // rare terms in common that make half of the greatest trust: one name is chance
	rare         = 3   // the rarity that makes a whole rare term
	copyLikeness = .8

	sectionBonus = .1
	tagBonus     = .1 // each
	maxTagBonus  = 3  // tags

	halfLife = 180 * 24 * time.Hour // of what makes an older story worth less
	oldest   = .5                   // what is left of a score at any age
)

// scored is a candidate that is not ruled out, and its score.
type scored struct {
	store.Candidate
	score float64
}

// Rank chooses an article's related stories among those that share its terms: at most store.MaxShown, the best first.
// Left out are copies of the article and of better candidates, other languages, what is withdrawn or not published
// yet, what the editor has linked already, and what shares too little. The same input gives the same list.
func Rank(now time.Time, s store.Similar) []store.Candidate {
	return pick(s.Self, rank(now, s))
}

// rank scores all candidates but those that can't stand beside the article, whatever else is there. Best first.
func rank(now time.Time, s store.Similar) []scored {
	q := newQuery(s)
	var all []scored
	for _, c := range s.Candidates {
		if c.ID == s.Self.ID || c.Withdrawn || Opens(c.Published).After(now) || isCopy(s.Self, c) ||
			c.Lang != "" && s.Self.Lang != "" && c.Lang != s.Self.Lang {
			continue
		}
		if score := q.score(c.Terms) * bonus(s.Self.Profile, c.Profile); score >= floor {
			all = append(all, scored{c, score * freshness(s.Self.Published, c.Published)})
		}
	}
	slices.SortFunc(all, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), b.Published.Time.Compare(a.Published.Time), strings.Compare(a.ID, b.ID))
	})
	return all
}

// query is what an article asks of others: for each term how rare it is and how much the article has of it.
type query struct {
	terms map[string]asked
	whole float64 // what an article that has all of it would reach
}

type asked struct{ rarity, weight float64 }

func newQuery(s store.Similar) query {
	q := query{terms: map[string]asked{}}
	for _, t := range s.Self.Terms[:min(len(s.Self.Terms), MaxQuery)] {
		a := asked{rarity(t.Text, s.Frequency[t.Text], s.Total), float64(t.Weight)}
		q.terms[t.Text] = a
		q.whole += a.rarity * a.weight * a.weight
	}
	return q
}

// score is the share of the query that the terms answer, from 0 to about 1, times the trust that so many in common earn.
func (q query) score(terms []store.Term) float64 {
	sum, shared := 0.0, 0.0
	for _, t := range terms {
		if a, ok := q.terms[t.Text]; ok {
			sum += a.rarity * a.weight * float64(t.Weight)
			shared += math.Pow(min(a.rarity/rare, 1), 2)
		}
	}
	if sum == 0 {
		return 0
	}
	return sum / q.whole * shared / (shared + halfShared)
}

// pick takes the first that are neither copies of one before nor in the editor's own list.
func pick(self store.Candidate, ranked []scored) []store.Candidate {
	var list []store.Candidate
	for _, c := range ranked {
		if len(list) == store.MaxShown {
			break
		}
		linked := slices.ContainsFunc(self.Links, func(l widget.Link) bool {
			return l.Title != "" && l.Title == c.Folded || l.URL != "" && destination(l.URL) == destination(c.URL)
		})
		if !linked && !slices.ContainsFunc(list, func(before store.Candidate) bool { return isCopy(before, c.Candidate) }) {
			list = append(list, c.Candidate)
		}
	}
	return list
}

// isCopy tells the same story told twice: by its title, its address or most of its text.
func isCopy(a, b store.Candidate) bool {
	return a.Folded != "" && a.Folded == b.Folded ||
		a.URL != "" && destination(a.URL) == destination(b.URL) || likeness(a.Sketch, b.Sketch) > copyLikeness
}

func bonus(a, b store.Profile) float64 {
	tags := 0
	for _, t := range a.Tags {
		if slices.Contains(b.Tags, t) {
			tags++
		}
	}
	factor := 1 + tagBonus*float64(min(tags, maxTagBonus))
	if a.Section != "" && a.Section == b.Section {
		factor += sectionBonus
	}
	return factor
}

// freshness makes less of what is older than the article itself. It does not ask the clock, so that a list is the same
// whenever it is computed.
func freshness(of, other widget.Date) float64 {
	if of.IsZero() {
		return 1
	}
	age := halfLife
	if !other.IsZero() {
		age = max(of.Time.Sub(other.Time), 0)
	}
	return oldest + (1-oldest)*math.Exp2(-float64(age)/float64(halfLife))
}

// Opens is when a story of that date may be shown: the moment itself, or when the day begins somewhere on Earth. No
// date is the zero time.
func Opens(d widget.Date) time.Time {
	if d.IsZero() || !d.Day {
		return d.Time
	}
	y, m, day := d.Time.Date()
	return time.Date(y, m, day, -14, 0, 0, 0, time.UTC)
}

// destination is an address without what does not change where it leads.
func destination(s string) string {
	s, _, _ = strings.Cut(s, "#")
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	u.Scheme = "https"
	return strings.TrimSuffix(u.String(), "/")
}
