package console

import (
	"errors"
	"net/http"
	"time"

	"newsflash/server/account"
	"newsflash/server/store"
	"newsflash/widget/api"
)

// cookieName has the prefix by which a browser holds a cookie to this one origin, over TLS or on the same machine
// (draft-ietf-httpbis-rfc6265bis, section 4.1.3.2).
const cookieName = "__Host-newsflash"

func setCookie(w http.ResponseWriter, token string) {
	http.SetCookie(w, &http.Cookie{
		Name: cookieName, Value: token, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode, MaxAge: int(account.WholeTime / time.Second),
	})
}

func clearCookie(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{Name: cookieName, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode, MaxAge: -1})
}

func (s *Server) meOf(u store.User) api.Me { return api.Me{User: userOf(u), PublicURL: s.public} }

func userOf(u store.User) api.User {
	return api.User{ID: u.ID, Name: u.Name, Role: api.Role(u.Role), Created: u.Created}
}

func (s *Server) me(q *request) (any, error) { return s.meOf(q.user), nil }

func (s *Server) signIn(q *request) (any, error) {
	in, err := read[api.SignIn](q)
	if err != nil {
		return nil, err
	}
	user, token, err := s.accounts.SignIn(q.Context(), in.Name, in.Password, visitor(q.Request))
	if errors.Is(err, account.ErrSignIn) {
		return nil, refuse(http.StatusUnauthorized, "Name or password is wrong.", err)
	}
	if err != nil {
		return nil, err
	}
	setCookie(q.w, token)
	return s.meOf(user), nil
}

func (s *Server) signOut(q *request) (any, error) {
	clearCookie(q.w)
	return nil, s.accounts.SignOut(q.Context(), q.token)
}

func (s *Server) welcome(q *request) (any, error) {
	in, err := read[api.NewUser](q)
	if err != nil {
		return nil, err
	}
	user, token, err := s.accounts.Join(q.Context(), in.Token, in.Name, in.Password)
	if errors.Is(err, account.ErrInvite) {
		return nil, refuse(http.StatusGone, "This link was used, has ended or is not complete. Ask an admin for a new one; where there is none yet, start the server again.", err)
	}
	if err != nil {
		return nil, err
	}
	setCookie(q.w, token)
	return s.meOf(user), nil
}

func (s *Server) changePassword(q *request) (any, error) {
	in, err := read[api.ChangePassword](q)
	if err != nil {
		return nil, err
	}
	token, err := s.accounts.ChangePassword(q.Context(), q.user, in.Old, in.New, visitor(q.Request))
	if err != nil {
		return nil, err
	}
	setCookie(q.w, token)
	return s.meOf(q.user), nil
}

func (s *Server) listUsers(q *request) (any, error) {
	users, err := s.store.Users(q.Context())
	out := make([]api.User, len(users))
	for i, u := range users {
		out[i] = userOf(u)
	}
	return out, err
}

func (s *Server) removeUser(q *request) (any, error) {
	err := s.store.RemoveUser(q.Context(), q.PathValue("id"), string(api.Admin))
	if errors.Is(err, store.ErrLast) {
		return nil, refuse(http.StatusConflict, "This is the last admin: invite another one first.", err)
	}
	return nil, err
}

func (s *Server) invite(q *request) (any, error) {
	in, err := read[api.NewInvite](q)
	if err != nil {
		return nil, err
	}
	token, until, err := s.accounts.Invite(q.Context(), in.Role)
	return api.Invite{Link: WelcomeLink(origin(q.Request), token), Until: until}, err
}

// WelcomeLink is a one-time link. What stands behind the number sign is not sent to any server, so no log has it.
func WelcomeLink(console, token string) string { return console + "/welcome#" + token }

// origin is the console's own, as the browser asked for it. CrossOriginProtection has compared it with the page's.
func origin(r *http.Request) string {
	if from := r.Header.Get("Origin"); from != "" && from != "null" {
		return from
	}
	return "http://" + r.Host
}
