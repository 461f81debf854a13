// Package account knows who may use the publisher's console: users with a role, their passwords and sessions, and the
// one-time links that make users. A store keeps it all; what the store holds is of no use for signing in.
package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"newsflash/server/related"
	"newsflash/server/store"
	"newsflash/widget"
	"newsflash/widget/api"
)

// How long things last.
const (
	SetupTime  = 24 * time.Hour     // of the link that a new server prints
	InviteTime = 7 * 24 * time.Hour // of other links
	IdleTime   = 12 * time.Hour     // a session that is not seen for so long has ended
	WholeTime  = 7 * 24 * time.Hour // of a session, however busy
	TokenTime  = time.Hour          // until a session's token is changed
	graceTime  = time.Minute        // for requests that were under way with the token before
	seenEvery  = time.Minute        // how exactly it is known when a session was seen
)

// hashers bounds how many passwords are hashed at once: each takes 19 MiB and some 30 ms.
const hashers = 2

// cost is OWASP's first recommendation for argon2id (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html).
var cost = &argon2id.Params{Memory: 19 << 10, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// What can be wrong with who asks.
var (
	ErrSignIn  = errors.New("name or password is wrong")
	ErrSession = errors.New("nobody is signed in")
	ErrInvite  = errors.New("this link was used, has ended or is not complete")
)

// TooMany says that sign-in is refused for a while because of too many attempts.
type TooMany struct{ Wait time.Duration }

// Error is part of error.
func (t TooMany) Error() string { return fmt.Sprintf("too many attempts to sign in; wait %s", t.Wait) }

// Accounts are a store's users.
type Accounts struct {
	store   store.Accounts
	now     func() time.Time
	guesses *guesses
	hashing chan struct{}
	nobody  string // a hash that no password has
}

// New takes the accounts of a store.
func New(st store.Accounts, now func() time.Time) (*Accounts, error) {
	nobody, err := argon2id.CreateHash(rand.Text(), cost)
	if err != nil {
		return nil, fmt.Errorf("hash: %w", err)
	}
	return &Accounts{store: st, now: now, guesses: newGuesses(now), hashing: make(chan struct{}, hashers), nobody: nobody}, nil
}

// Setup makes a link's token for the first admin, or "" when there are users.
func (a *Accounts) Setup(ctx context.Context) (string, error) {
	users, err := a.store.Users(ctx)
	if err != nil || len(users) > 0 {
		return "", err
	}
	token, _, err := a.invite(ctx, api.Admin, SetupTime)
	return token, err
}

// Invite makes a link's token for a new user.
func (a *Accounts) Invite(ctx context.Context, role api.Role) (token string, until time.Time, err error) {
	if role != api.Editor && role != api.Admin {
		return "", time.Time{}, &widget.FieldError{Field: "role", Reason: fmt.Sprintf("is %q: roles are %s and %s", role, api.Editor, api.Admin)}
	}
	return a.invite(ctx, role, InviteTime)
}

func (a *Accounts) invite(ctx context.Context, role api.Role, lasts time.Duration) (token string, until time.Time, err error) {
	token, until = rand.Text(), a.now().Add(lasts)
	return token, until, a.store.AddInvite(ctx, store.Invite{Token: hash(token), Role: string(role), Until: until}, a.now())
}

// Join makes the user that a link was made for and signs them in. It gives ErrInvite for a link that is none, and a
// *widget.FieldError for a name or a password that cannot be.
func (a *Accounts) Join(ctx context.Context, token, name, password string) (store.User, string, error) {
	invite, err := a.store.Invite(ctx, hash(token), a.now())
	if errors.Is(err, store.ErrNotFound) {
		return store.User{}, "", ErrInvite
	}
	if err != nil {
		return store.User{}, "", err
	}
	name = strings.Join(strings.Fields(name), " ")
	if err := errors.Join(checkName(name), checkPassword(password, name)); err != nil {
		return store.User{}, "", err
	}
	u := store.User{ID: strings.ToLower(rand.Text()), Name: name, Folded: related.Fold(name), Role: invite.Role, Created: a.now()}
	if u.Password, err = a.hashPassword(ctx, password); err != nil {
		return store.User{}, "", err
	}
	switch err := a.store.AddUser(ctx, u, invite.Token); {
	case errors.Is(err, store.ErrExists):
		return store.User{}, "", &widget.FieldError{Field: "name", Reason: "is another user's already"}
	case errors.Is(err, store.ErrNotFound): // another request was quicker
		return store.User{}, "", ErrInvite
	case err != nil:
		return store.User{}, "", err
	}
	session, err := a.begin(ctx, u)
	return u, session, err
}

func checkName(name string) error {
	if n := utf8.RuneCountInString(name); n == 0 || n > api.MaxUserName {
		return &widget.FieldError{Field: "name", Reason: fmt.Sprintf("has to have 1 to %d letters", api.MaxUserName)}
	}
	if related.Fold(name) == "" || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return &widget.FieldError{Field: "name", Reason: "has nothing but signs, or some that cannot be printed: give letters or digits"}
	}
	return nil
}

// checkPassword asks for length and nothing else (NIST SP 800-63B-4, section 3.1.1.2): rules about signs make worse ones.
func checkPassword(password, name string) error {
	switch n := utf8.RuneCountInString(password); {
	case n < api.MinPassword || n > api.MaxPassword || !utf8.ValidString(password):
		return &widget.FieldError{Field: "password", Reason: fmt.Sprintf("has to have %d to %d letters or signs; a few words that only you put together are good", api.MinPassword, api.MaxPassword)}
	case strings.Trim(password, password[:1]) == "" || strings.EqualFold(password, name):
		return &widget.FieldError{Field: "password", Reason: "is the first thing that others would try"}
	}
	return nil
}

// SignIn begins a session and returns its token. From is where the request came from. The error is ErrSignIn, whatever was
// wrong, or TooMany.
func (a *Accounts) SignIn(ctx context.Context, name, password, from string) (store.User, string, error) {
	folded := related.Fold(name)
	if wait := a.guesses.take(folded, from); wait > 0 {
		return store.User{}, "", TooMany{wait}
	}
	u, err := a.store.UserByName(ctx, folded)
	if errors.Is(err, store.ErrNotFound) {
		u.Password = a.nobody // takes as long as a wrong password: nobody learns which names there are
	} else if err != nil {
		return store.User{}, "", err
	}
	if err := a.checkHash(ctx, password, u.Password); err != nil || u.ID == "" {
		return store.User{}, "", errors.Join(err, ErrSignIn)
	}
	a.guesses.forget(folded, from)
	token, err := a.begin(ctx, u)
	return u, token, err
}

// ChangePassword ends all sessions of a user and begins a new one. A wrong old password counts as an attempt to sign in.
func (a *Accounts) ChangePassword(ctx context.Context, u store.User, old, password, from string) (string, error) {
	if wait := a.guesses.take(u.Folded, from); wait > 0 {
		return "", TooMany{wait}
	}
	if err := a.checkHash(ctx, old, u.Password); err != nil {
		return "", &widget.FieldError{Field: "old", Reason: "is not your password"}
	}
	a.guesses.forget(u.Folded, from)
	if err := checkPassword(password, u.Name); err != nil {
		return "", err
	}
	hashed, err := a.hashPassword(ctx, password)
	if err != nil {
		return "", err
	}
	if err := a.store.SetPassword(ctx, u.ID, hashed); err != nil {
		return "", err
	}
	return a.begin(ctx, u)
}

func (a *Accounts) begin(ctx context.Context, u store.User) (string, error) {
	token, now := rand.Text(), a.now()
	return token, a.store.AddSession(ctx, store.Session{Token: hash(token), UserID: u.ID, Started: now, Changed: now, Seen: now}, now.Add(-IdleTime))
}

// Who is signed in with this token. Where fresh is not "", it is the token from now on. The error is ErrSession for a token
// that is no session's, or no more.
func (a *Accounts) Who(ctx context.Context, token string) (u store.User, fresh string, err error) {
	now := a.now()
	s, err := a.store.Session(ctx, hash(token))
	if errors.Is(err, store.ErrNotFound) {
		return u, "", ErrSession
	}
	if err != nil {
		return u, "", err
	}
	current := s.Token == hash(token)
	if now.Sub(s.Seen) >= IdleTime || now.Sub(s.Started) >= WholeTime || !current && now.Sub(s.Changed) >= graceTime {
		return u, "", ErrSession
	}
	if u, err = a.store.User(ctx, s.UserID); err != nil {
		return u, "", err
	}
	known := s.Token
	switch {
	case current && now.Sub(s.Changed) >= TokenTime:
		fresh = rand.Text()
		s.Token, s.Before, s.Changed, s.Seen = hash(fresh), s.Token, now, now
	case now.Sub(s.Seen) >= seenEvery:
		s.Seen = now
	default:
		return u, "", nil
	}
	if err := a.store.SaveSession(ctx, known, s); errors.Is(err, store.ErrNotFound) { // another request has just done so
		return u, "", nil
	} else if err != nil {
		return u, "", err
	}
	return u, fresh, nil
}

// SignOut ends a session.
func (a *Accounts) SignOut(ctx context.Context, token string) error {
	return a.store.EndSession(ctx, hash(token))
}

func (a *Accounts) hashPassword(ctx context.Context, password string) (string, error) {
	if err := a.turn(ctx); err != nil {
		return "", err
	}
	defer func() { <-a.hashing }()
	return argon2id.CreateHash(password, cost)
}

func (a *Accounts) checkHash(ctx context.Context, password, hash string) error {
	if utf8.RuneCountInString(password) > api.MaxPassword {
		return ErrSignIn
	}
	if err := a.turn(ctx); err != nil {
		return err
	}
	defer func() { <-a.hashing }()
	if fits, err := argon2id.ComparePasswordAndHash(password, hash); err != nil || !fits {
		return errors.Join(err, ErrSignIn)
	}
	return nil
}

// turn waits until a password may be hashed.
func (a *Accounts) turn(ctx context.Context) error {
	select {
	case a.hashing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// hash is how tokens are stored. They are random, so that one round is enough.
func hash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
