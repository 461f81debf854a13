package partner

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newsflash/server/store"
	"newsflash/widget"
	"newsflash/widget/api"
)

func TestOrigin(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"https://www.partner.example":             "https://www.partner.example",
		" HTTPS://WWW.Partner.Example/a/b?c#d ":   "https://www.partner.example",
		"partner.example":                         "https://partner.example",
		"https://*.partner.example":               "https://*.partner.example",
		"*.partner.example":                       "https://*.partner.example",
		"http://partner.example:80":               "http://partner.example",
		"http://partner.example:8080/":            "http://partner.example:8080",
		"https://bücher.example":                  "https://xn--bcher-kva.example",
		"http://localhost:8082":                   "http://localhost:8082",
		"http://127.0.0.1:8082":                   "http://127.0.0.1:8082",
		"http://[::1]:8082":                       "http://[::1]:8082",
		"https://partner.example.":                "https://partner.example",
		"":                                        "",
		"https://":                                "",
		"*":                                       "",
		"https://*":                               "",
		"https://*.example":                       "",
		"https://a.*.example":                     "",
		"https://*.127.0.0.1":                     "",
		"ftp://partner.example":                   "",
		"javascript://partner.example":            "",
		"https://user@partner.example":            "",
		"https://partner.example; script-src *":   "",
		"https://partner.example 'unsafe-inline'": "",
		"https://partner.example:x":               "",
		"https://part\"ner.example":               "",
		"https://partner_s.example":               "",
	} {
		got, err := Origin(in)
		if got != want || (err == nil) == (want == "") {
			t.Errorf("%q became %q, %v; want %q", in, got, err, want)
		}
	}
}

func FuzzOrigin(f *testing.F) {
	for _, seed := range []string{"https://*.a.example", "a;b", "https://a b", "http://[::1]:1", "\x00", "https://a,b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := Origin(s)
		if err != nil {
			return
		}
		if strings.ContainsAny(got, " ;,'\"\\<>\t\n\r") || strings.Count(got, "*") > 1 {
			t.Fatalf("%q became %q, which says more than an origin in a policy", s, got)
		}
		if again, err := Origin(got); err != nil || again != got {
			t.Fatalf("%q became %q, and that %q, %v", s, got, again, err)
		}
	})
}

func TestCheckNamesTheField(t *testing.T) {
	t.Parallel()
	good := store.Partner{ID: "daily", Name: " The  Daily ", Origins: []string{"daily.example", "", "https://daily.example/", "*.daily.example"}, Theme: "wire"}
	got, err := Check(good, nil, []string{"wire"})
	want := store.Partner{ID: "daily", Name: "The Daily", Origins: []string{"https://daily.example", "https://*.daily.example"}, Theme: "wire"}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	many := func(n int) (origins []string) {
		for i := range n {
			origins = append(origins, fmt.Sprintf("https://%d.daily.example", i))
		}
		return origins
	}
	for field, change := range map[string]func(*store.Partner){
		"id":      func(p *store.Partner) { p.ID = "The Daily" },
		"name":    func(p *store.Partner) { p.Name = strings.Repeat("x", MaxName+1) },
		"theme":   func(p *store.Partner) { p.Theme = "tabloid" },
		"origins": func(p *store.Partner) { p.Origins = many(api.MaxOrigins + 1) },
	} {
		p := good
		change(&p)
		var wrong *widget.FieldError
		if _, err := Check(p, nil, []string{"wire"}); !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("%+v: %v, want a problem with the %s", p, err, field)
		}
	}
	others := []store.Partner{{ID: "daily", Origins: many(2000)}, {ID: "other", Origins: many(api.MaxOriginsBytes / 30)}}
	if _, err := Check(good, others, []string{"wire"}); err != nil {
		t.Errorf("what takes the place of itself: %v", err)
	}
	others[1].Origins = many(api.MaxOriginsBytes / 20)
	if _, err := Check(good, others, []string{"wire"}); err == nil {
		t.Error("a header beyond the limit was taken")
	}
}

func TestPolicy(t *testing.T) {
	t.Parallel()
	partners := []store.Partner{
		{ID: "a", Origins: []string{"https://a.example", "https://c.example"}, Theme: "wire"},
		{ID: "b", Origins: []string{"https://b.example"}},
		{ID: "c", Origins: []string{"https://c.example"}, Paused: true},
	}
	for _, test := range []struct {
		partners   []store.Partner
		restricted bool
		ancestors  string
		never      []string
	}{
		{nil, false, "*", nil},
		{nil, true, "'none'", nil},
		{partners, false, "*", []string{"https://c.example"}},
		{partners, true, "https://a.example https://b.example", []string{"https://c.example"}},
	} {
		p := PolicyOf(test.partners, test.restricted)
		if got := p.FrameAncestors(); got != test.ancestors || !slices.Equal(p.Never, test.never) {
			t.Errorf("restricted %v: %q, never %q", test.restricted, got, p.Never)
		}
	}
	if got := PolicyOf(partners, true).Themes; !cmp.Equal(got, map[string]string{"a": "wire"}) {
		t.Errorf("themes: %v", got)
	}
}

func TestPolicyWelcomes(t *testing.T) {
	t.Parallel()
	all := Policy{Never: []string{"https://paused.example"}}
	some := Policy{Only: []string{"https://daily.example", "https://*.daily.example"}, Never: []string{"https://old.daily.example"}}
	for origin, want := range map[string][3]bool{
		"https://any.example": {true, false, false}, "https://paused.example": {false, false, false}, "https://daily.example": {true, true, false}, "https://www.daily.example": {true, true, false},
		"https://old.daily.example": {true, false, false}, "http://daily.example": {true, false, false}, "https://notdaily.example": {true, false, false},
	} {
		if got := [3]bool{all.Welcomes(origin), some.Welcomes(origin), (Policy{Only: []string{}}).Welcomes(origin)}; got != want {
			t.Errorf("%s: %v, want %v", origin, got, want)
		}
	}
}
