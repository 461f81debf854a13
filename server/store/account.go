package store

import (
	"context"
	"errors"
	"time"
)

// MaxUsers is how many a store keeps.
const MaxUsers = 200

// ErrLast says that a user cannot be removed because nobody else has that role.
var ErrLast = errors.New("the last one of this role")

// User is somebody who may sign in to the console.
type User struct {
	ID       string
	Name     string
	Folded   string // the name as names are compared: no two users share one
	Role     string
	Password string // a hash, in the PHC string format
	Created  time.Time
}

// Session is one sign-in. Tokens are SHA-256 in hexadecimal of what the browser has.
type Session struct {
	Token   string
	Before  string // the token that this one took the place of, "" at first
	UserID  string
	Started time.Time
	Changed time.Time // when the token was last changed
	Seen    time.Time
}

// Invite is a one-time link that makes a user.
type Invite struct {
	Token string // SHA-256 in hexadecimal of what the link has
	Role  string
	Until time.Time
}

// Accounts is the part of a store that keeps users and sessions.
type Accounts interface {
	// AddInvite stores an invite and forgets those that ended before now.
	AddInvite(ctx context.Context, i Invite, now time.Time) error

	// Invite returns the invite of this token that has not ended at now, or ErrNotFound.
	Invite(ctx context.Context, token string, now time.Time) (Invite, error)

	// AddUser stores a user and forgets the invite, in one step: two that race for one link make one user. It gives
	// ErrNotFound for an invite that is not there, ErrExists for a name that is taken, and another error at MaxUsers.
	AddUser(ctx context.Context, u User, invite string) error

	// User returns a user by id, UserByName by folded name, Users all by folded name. ErrNotFound says that none is there.
	User(ctx context.Context, id string) (User, error)
	UserByName(ctx context.Context, folded string) (User, error)
	Users(ctx context.Context) ([]User, error)

	// SetPassword changes a user's password and ends all sessions of theirs.
	SetPassword(ctx context.Context, id, password string) error

	// RemoveUser forgets a user with all sessions, or gives ErrNotFound. The last one of a role can be kept:
	// ErrLast says that keep is the user's role and nobody else has it.
	RemoveUser(ctx context.Context, id, keep string) error

	// AddSession stores a session and forgets those not seen since the given time.
	AddSession(ctx context.Context, s Session, seenSince time.Time) error

	// Session returns the session that has this token, or had it last before, or ErrNotFound.
	Session(ctx context.Context, token string) (Session, error)

	// SaveSession writes Token, Before, Changed and Seen of the session whose token is the given one, or gives ErrNotFound
	// where another request has changed it first.
	SaveSession(ctx context.Context, token string, s Session) error

	// EndSession forgets the session of this token, whether it is the last one or that before. None is no error.
	EndSession(ctx context.Context, token string) error
}
