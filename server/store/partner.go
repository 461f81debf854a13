package store

import "context"

// Partner is a site that shows cards.
type Partner struct {
	ID      string   // a slug: the tag's data-partner
	Name    string   // for people
	Origins []string // as package partner writes them
	Theme   string   // of its cards; empty: the tag's, or the default
	Paused  bool     // its pages show the plain link
}

// MaxPartners is how many a store keeps.
const MaxPartners = 500

// Partners is the part of a store that keeps partners and who may embed.
type Partners interface {
	// Partners returns all, by id.
	Partners(ctx context.Context) ([]Partner, error)

	// SavePartner stores a new partner or changes one. An error says when there are MaxPartners others.
	SavePartner(ctx context.Context, p Partner) error

	// RemovePartner forgets a partner, or gives ErrNotFound.
	RemovePartner(ctx context.Context, id string) error

	// Restricted reports whether only partners' pages show cards; SetRestricted sets it. At first all do.
	Restricted(ctx context.Context) (bool, error)
	SetRestricted(ctx context.Context, only bool) error
}
