package doctor

import (
	"net/url"
	"testing"
)

func at(t testing.TB, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestPolicies(t *testing.T) {
	t.Parallel()
	card, self := "https://cards.example/embed/a.js", "https://partner.example/page"
	for _, test := range []struct {
		policy, kind, address, nonce string
		want                         bool
	}{
		{"", "script-src", card, "", true},
		{"img-src 'none'", "script-src", card, "", true},
		{"default-src 'none'", "script-src", card, "", false},
		{"default-src 'none'; script-src https://cards.example", "script-src", card, "", true},
		{"script-src *; script-src-elem 'self'", "script-src", card, "", false},
		{"child-src cards.example", "frame-src", card, "", true},
		{"frame-src 'self'; child-src cards.example", "frame-src", card, "", false},
		{"script-src cards.example", "script-src", card, "", true},
		{"script-src CARDS.example", "script-src", card, "", true},
		{"script-src http://cards.example", "script-src", card, "", true},
		{"script-src https://cards.example", "script-src", "http://cards.example/embed/a.js", "", false},
		{"script-src *.example", "script-src", card, "", true},
		{"script-src *.cards.example", "script-src", card, "", false},
		{"script-src cards.example:8443", "script-src", card, "", false},
		{"script-src cards.example:*", "script-src", "https://cards.example:8443/embed/a.js", "", true},
		{"script-src cards.example", "script-src", "https://cards.example:8443/embed/a.js", "", false},
		{"script-src cards.example:443", "script-src", card, "", true},
		{"script-src https://cards.example/embed/", "script-src", card, "", true},
		{"script-src https://cards.example/embed/b.js", "script-src", card, "", false},
		{"script-src https:", "script-src", card, "", true},
		{"script-src data:", "script-src", card, "", false},
		{"script-src *", "script-src", card, "", true},
		{"script-src 'self'", "script-src", "https://partner.example/embed/a.js", "", true},
		{"script-src 'nonce-x'", "script-src", card, "x", true},
		{"script-src 'nonce-x'", "script-src", card, "y", false},
		{"script-src 'nonce-x' 'strict-dynamic' https:", "script-src", card, "", false},
		{"script-src 'nonce-x' 'strict-dynamic'", "script-src", card, "x", true},
		{"script-src 'self'; SCRIPT-SRC *", "script-src", card, "", false}, // the first of a name counts
		{"script-src *, script-src 'none'", "script-src", card, "", false},
	} {
		got := true
		for _, p := range policies([]string{test.policy}) {
			got = got && p.allows(test.kind, at(t, test.address), at(t, self), test.nonce)
		}
		if got != test.want {
			t.Errorf("%q for %s of %s (nonce %q): %v", test.policy, test.kind, test.address, test.nonce, got)
		}
	}
}

func FuzzPolicies(f *testing.F) {
	f.Add("default-src 'none'; script-src https://*.cards.example:*/embed/ 'nonce-x' 'strict-dynamic', sandbox", "https://cards.example/embed/a.js")
	f.Add(";;,,://*.:", "http://[::1]:8/")
	f.Fuzz(func(t *testing.T, policy, address string) {
		u, err := url.Parse(address)
		if err != nil {
			return
		}
		for _, p := range policies([]string{policy}) {
			for kind := range rules {
				p.allows(kind, u, u, "x")
			}
		}
	})
}
