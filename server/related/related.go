// Package related finds the stories that stand below a story. They are computed from what the store has, in two steps:
// the store finds articles that share an article's most telling terms, by an index of those terms alone, and Rank judges
// them. It is done when articles arrive or change, never per request; Refresh and CatchUp do it.
package related

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"newsflash/server/store"
)

const (
	maxCandidates = 32 // of an article, to be ranked
	maxNear       = 16 // articles whose lists are computed again because one like them has changed
)

// Refresh computes the lists of these articles, and of those that could list them or do. It returns how many cards
// changed by it. Articles that are not there are passed over.
func Refresh(ctx context.Context, st store.Relations, now time.Time, ids ...string) (changed int, err error) {
	r := run{st: st, now: now, done: map[string]bool{}, touched: map[string]bool{}}
	for _, id := range ids {
		if err := r.article(ctx, id); err != nil {
			return r.changed, err
		}
	}
	return r.changed, r.others(ctx)
}

// CatchUp is Refresh of all articles that are due: stored or changed since their lists were computed, or published
// meanwhile. A process that ended in between is thus made up for. After each article step is called, if there is one.
func CatchUp(ctx context.Context, st store.Relations, now time.Time, step func()) (changed int, err error) {
	r := run{st: st, now: now, done: map[string]bool{}, touched: map[string]bool{}}
	for {
		before := len(r.done)
		ids, err := st.DueRelated(ctx, now, store.MaxPage)
		if err != nil {
			return r.changed, err
		}
		for _, id := range ids {
			if err := r.article(ctx, id); err != nil {
				return r.changed, err
			}
			if step != nil {
				step()
			}
		}
		if len(r.done) == before { // what is due again changes while we look: it stays due
			return r.changed, r.others(ctx)
		}
	}
}

// run is one Refresh. No list is computed twice in it.
type run struct {
	st      store.Relations
	now     time.Time
	done    map[string]bool
	touched map[string]bool // articles that could list one of those done
	changed int
}

// article computes the article's list and notes whose lists it could be in.
func (r *run) article(ctx context.Context, id string) error {
	if r.done[id] {
		return nil
	}
	r.done[id] = true
	near, err := r.compute(ctx, id)
	if err != nil {
		return err
	}
	listing, err := r.st.Listing(ctx, id)
	if err != nil {
		return fmt.Errorf("related stories of %s: %w", id, err)
	}
	for _, other := range slices.Concat(near, listing) {
		r.touched[other] = true
	}
	return nil
}

func (r *run) others(ctx context.Context) error {
	for _, id := range slices.Sorted(maps.Keys(r.touched)) {
		if r.done[id] {
			continue
		}
		r.done[id] = true
		if _, err := r.compute(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// compute writes the article's list and returns the articles most like it.
func (r *run) compute(ctx context.Context, id string) (near []string, err error) {
	s, err := r.st.Similar(ctx, id, maxCandidates)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("related stories of %s: %w", id, err)
	}
	c := store.Choices{ID: s.Self.ID, Revision: s.Self.Revision}
	if !s.Self.Withdrawn {
		if c.List, err = Match(ctx, r.now, s.Self.Links, r.st.ByTitle); err != nil {
			return nil, fmt.Errorf("related stories of %s: %w", id, err)
		}
		ranked := rank(r.now, s)
		for _, chosen := range pick(s.Self, ranked) {
			c.List = append(c.List, store.Choice{ID: chosen.ID})
		}
		for _, other := range ranked[:min(len(ranked), maxNear)] {
			near = append(near, other.ID)
		}
	}
	changed, err := r.st.SetChoices(ctx, r.now, c)
	if err != nil {
		return nil, fmt.Errorf("related stories of %s: %w", id, err)
	}
	if changed {
		r.changed++
	}
	return near, nil
}
