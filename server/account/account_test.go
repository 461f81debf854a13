package account

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"newsflash/server/store"
	"newsflash/server/store/sqlite"
	"newsflash/widget"
	"newsflash/widget/api"
)

// clock is a time that tests set.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

const secret = "tidal mill orchard"

func accounts(t *testing.T) (*Accounts, *clock) {
	t.Helper()
	st, err := sqlite.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	c := &clock{time.Date(2025, 11, 8, 12, 0, 0, 0, time.UTC)}
	a, err := New(st, c.now)
	if err != nil {
		t.Fatal(err)
	}
	return a, c
}

// first makes the first admin.
func first(t *testing.T, a *Accounts) string {
	t.Helper()
	token, err := a.Setup(t.Context())
	if err != nil || token == "" {
		t.Fatalf("no setup link: %q, %v", token, err)
	}
	u, session, err := a.Join(t.Context(), token, "  Ada  Harbour ", secret)
	if err != nil || u.Name != "Ada Harbour" || u.Role != string(api.Admin) {
		t.Fatalf("joined as %+v, %v", u, err)
	}
	return session
}

func who(t *testing.T, a *Accounts, token string) (name, fresh string) {
	t.Helper()
	u, fresh, err := a.Who(t.Context(), token)
	if errors.Is(err, ErrSession) {
		return "", ""
	}
	if err != nil {
		t.Fatal(err)
	}
	return u.Name, fresh
}

func TestALinkMakesOneUser(t *testing.T) {
	a, c := accounts(t)
	token, err := a.Setup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	session := first(t, a)
	if name, _ := who(t, a, session); name != "Ada Harbour" {
		t.Errorf("who joins is signed in as %q", name)
	}
	if token, err := a.Setup(t.Context()); token != "" || err != nil {
		t.Errorf("a server with users prints a setup link: %q, %v", token, err)
	}
	if _, _, err := a.Join(t.Context(), token, "Eve", secret); err != nil {
		t.Fatalf("the first link was still good: %v", err)
	}
	used := []string{token, "", "nonsense"}
	late, _, err := a.Invite(t.Context(), api.Editor)
	if err != nil {
		t.Fatal(err)
	}
	c.at = c.at.Add(InviteTime)
	for _, token := range append(used, late) {
		if _, _, err := a.Join(t.Context(), token, "Mallory", secret); !errors.Is(err, ErrInvite) {
			t.Errorf("joined with %q: %v", token, err)
		}
	}
	if _, _, err := a.Invite(t.Context(), "owner"); err == nil {
		t.Error("there is a role named owner")
	}
}

func TestNamesAndPasswordsThatCannotBe(t *testing.T) {
	a, _ := accounts(t)
	first(t, a)
	for _, test := range []struct{ name, password, field string }{
		{"", secret, "name"},
		{"†", secret, "name"},
		{"a\u202eb", secret, "name"},
		{strings.Repeat("x", api.MaxUserName+1), secret, "name"},
		{"ada harbour", secret, "name"},
		{"Bo", "too short", "password"},
		{"Bo", strings.Repeat("x", 40), "password"},
		{"Bo", strings.Repeat("xy", api.MaxPassword), "password"},
		{"Bo of the Harbour", "bo of the harbour", "password"},
		{"Bo", "broken \xff\xff\xff letters", "password"},
	} {
		token, _, err := a.Invite(t.Context(), api.Editor)
		if err != nil {
			t.Fatal(err)
		}
		var wrong *widget.FieldError
		if _, _, err := a.Join(t.Context(), token, test.name, test.password); !errors.As(err, &wrong) || wrong.Field != test.field {
			t.Errorf("%q with %q: %v, want a problem with the %s", test.name, test.password, err, test.field)
		}
		if _, _, err := a.Join(t.Context(), token, "Cy "+token, secret); err != nil {
			t.Errorf("a refused name used up the link: %v", err)
		}
	}
}

func TestSignIn(t *testing.T) {
	a, _ := accounts(t)
	before := first(t, a)
	u, token, err := a.SignIn(t.Context(), "ADA harbour", secret, "1.2.3.4")
	if err != nil || u.Name != "Ada Harbour" || token == before {
		t.Fatalf("signed in as %+v, %v", u, err)
	}
	for _, try := range [][2]string{{"Ada Harbour", secret + "s"}, {"Ada Harbour", ""}, {"Nobody", secret}, {"", ""}, {"Ada Harbour", strings.Repeat(secret, 100)}} {
		if _, token, err := a.SignIn(t.Context(), try[0], try[1], "1.2.3.4"); !errors.Is(err, ErrSignIn) || token != "" {
			t.Errorf("signed in as %q: %v", try[0], err)
		}
	}
}

func TestGuessingEnds(t *testing.T) {
	a, c := accounts(t)
	first(t, a)
	guess := func(password, from string) error {
		_, _, err := a.SignIn(t.Context(), "Ada Harbour", password, from)
		return err
	}
	for range guessesAtOnce {
		if err := guess("wrong", "1.2.3.4"); !errors.Is(err, ErrSignIn) {
			t.Fatal(err)
		}
	}
	var many TooMany
	if err := guess(secret, "1.2.3.4"); !errors.As(err, &many) || many.Wait != guessEvery {
		t.Errorf("after %d guesses: %v", guessesAtOnce, err)
	}
	if err := guess(secret, "5.6.7.8"); err != nil {
		t.Errorf("the user was kept out by somebody else: %v", err)
	}
	c.at = c.at.Add(guessEvery)
	if err := guess(secret, "1.2.3.4"); err != nil {
		t.Errorf("after a minute: %v", err)
	}
	tries := 0
	for ; tries < 2*guessesByAll; tries++ { // from everywhere
		if err := guess("wrong", strings.Repeat("x", tries)); errors.As(err, &many) {
			break
		}
	}
	if tries >= guessesByAll {
		t.Errorf("%d guesses from everywhere", tries)
	}
}

func TestASessionsTokenChanges(t *testing.T) {
	a, c := accounts(t)
	old := first(t, a)
	c.at = c.at.Add(TokenTime)
	name, fresh := who(t, a, old)
	if name == "" || fresh == "" {
		t.Fatalf("after an hour: %q, fresh %q", name, fresh)
	}
	if name, again := who(t, a, old); name == "" || again != "" {
		t.Errorf("a request that was under way: %q, fresh %q", name, again)
	}
	c.at = c.at.Add(graceTime)
	if name, _ := who(t, a, old); name != "" {
		t.Error("the old token is still good")
	}
	if name, _ := who(t, a, fresh); name == "" {
		t.Error("the fresh token is not good")
	}
}

func TestSessionsEnd(t *testing.T) {
	a, c := accounts(t)
	ctx := t.Context()
	signedOut, idle, other := first(t, a), signIn(t, a), signIn(t, a)
	if err := a.SignOut(ctx, signedOut); err != nil {
		t.Fatal(err)
	}
	if name, _ := who(t, a, signedOut); name != "" {
		t.Error("a token outlives its sign-out")
	}
	u, _, err := a.Who(ctx, other)
	if err != nil {
		t.Fatal(err)
	}
	var wrong *widget.FieldError
	if _, err := a.ChangePassword(ctx, u, "not it", secret+"s", ""); !errors.As(err, &wrong) || wrong.Field != "old" {
		t.Errorf("the password was changed without the old one: %v", err)
	}
	changed, err := a.ChangePassword(ctx, u, secret, secret+"s", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, token := range []string{idle, other} {
		if name, _ := who(t, a, token); name != "" {
			t.Error("a session outlives the password")
		}
	}
	for range 14 { // half a day at a time, less a second
		c.at = c.at.Add(IdleTime - time.Second)
		if _, fresh := who(t, a, changed); fresh != "" {
			changed = fresh
		}
	}
	if name, _ := who(t, a, changed); name == "" {
		t.Error("a session that is seen has ended within the week")
	}
	c.at = c.at.Add(14 * time.Second)
	if name, _ := who(t, a, changed); name != "" {
		t.Error("a session lasts longer than a week")
	}
	if _, idle, err = a.SignIn(ctx, "Ada Harbour", secret+"s", ""); err != nil {
		t.Fatal(err)
	}
	c.at = c.at.Add(IdleTime)
	if name, _ := who(t, a, idle); name != "" {
		t.Error("a session that nobody saw is still good")
	}
}

func signIn(t *testing.T, a *Accounts) string {
	t.Helper()
	_, token, err := a.SignIn(t.Context(), "Ada Harbour", secret, "")
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestNothingStoredSignsIn(t *testing.T) {
	a, _ := accounts(t)
	session := first(t, a)
	invite, _, err := a.Invite(t.Context(), api.Editor)
	if err != nil {
		t.Fatal(err)
	}
	users, err := a.store.Users(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(users[0].Password, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("the password is stored as %q", users[0].Password)
	}
	if _, err := a.store.Session(t.Context(), session); !errors.Is(err, store.ErrNotFound) {
		t.Error("a session's token is stored as it is")
	}
	if _, err := a.store.Invite(t.Context(), invite, a.now()); !errors.Is(err, store.ErrNotFound) {
		t.Error("a link's token is stored as it is")
	}
}
