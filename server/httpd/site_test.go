package httpd

import (
	"regexp"
	"strings"
	"testing"

	"newsflash/server/site"
	"newsflash/server/store"
	"newsflash/server/store/sqlite"
	"newsflash/server/theme"
)

func saveTheme(t *testing.T, st *sqlite.Store, name, tokens string) {
	t.Helper()
	if _, err := st.SaveTheme(t.Context(), store.Theme{Name: name, Tokens: tokens}); err != nil {
		t.Fatal(err)
	}
}

func reload(t *testing.T, cards *site.Site) {
	t.Helper()
	if err := cards.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestAChangedThemeReachesScriptAndFrame(t *testing.T) {
	t.Parallel()
	server, st, cards := newSite(t, story)
	const address = "/frame/harbour?theme=own"
	before, script := ask(t, "GET", server.URL+"/embed/harbour.js")
	if strings.Contains(string(script), `data-theme=\"own\"`) {
		t.Fatal("the theme is there before it was saved")
	}
	saveTheme(t, st, "own", `{"version":1,"name":"own","radius":23}`)
	reload(t, cards)
	after, script := ask(t, "GET", server.URL+"/embed/harbour.js")
	if after.Header.Get("ETag") == before.Header.Get("ETag") || !strings.Contains(string(script), `--nf-radius:23px`) || !strings.Contains(string(script), `"own"]`) {
		t.Errorf("the script does not have the theme: %s", script)
	}
	sheet := regexp.MustCompile(`/static/[0-9a-f]+/frame.css`)
	_, page := ask(t, "GET", server.URL+address)
	old := sheet.FindString(string(page))
	saveTheme(t, st, "own", `{"version":1,"name":"own","radius":22}`)
	reload(t, cards)
	_, page = ask(t, "GET", server.URL+address)
	for address, radius := range map[string]string{old: "23px", sheet.FindString(string(page)): "22px"} {
		if answer, css := ask(t, "GET", server.URL+address); answer.StatusCode != 200 || !strings.Contains(string(css), "--nf-radius:"+radius) {
			t.Errorf("%s: %s, without a radius of %s", address, answer.Status, radius)
		}
	}
	if err := st.RemoveTheme(t.Context(), "own", ""); err != nil {
		t.Fatal(err)
	}
	reload(t, cards)
	if _, page := ask(t, "GET", server.URL+address); !strings.Contains(string(page), `data-theme="default"`) {
		t.Error("a removed theme is still shown")
	}
}

func TestSpoiltThemesAreLeftOut(t *testing.T) {
	t.Parallel()
	server, st, cards := newSite(t, story)
	for name, tokens := range map[string]string{
		"broken":     `{"version":1,`,
		"injected":   `{"version":1,"name":"injected","text_face":"x;}</style><script>"}`,
		"unreadable": `{"version":1,"name":"unreadable","ink":{"light":"#ffffff","dark":"#000000"}}`,
		"misnamed":   `{"version":1,"name":"default","radius":23}`,
	} {
		saveTheme(t, st, name, tokens)
	}
	saveTheme(t, st, "good", `{"version":1,"name":"good","radius":21}`)
	reload(t, cards)
	if got := theme.Names(cards.Render().Themes()); len(got) != len(theme.Presets())+1 || got[len(got)-1] != "good" {
		t.Errorf("themes: %q", got)
	}
	if _, script := ask(t, "GET", server.URL+"/embed/harbour.js"); strings.Contains(string(script), "--nf-radius:23px") || !strings.Contains(string(script), "--nf-radius:21px") {
		t.Error("the script has a spoilt theme, or not the good one")
	}
}

func TestPartnersDecideWhoMayFrame(t *testing.T) {
	t.Parallel()
	server, st, cards := newSite(t, story)
	ancestors := func() string {
		answer, _ := ask(t, "GET", server.URL+"/frame/harbour")
		_, after, _ := strings.Cut(answer.Header.Get("Content-Security-Policy"), "frame-ancestors ")
		return after
	}
	save := func(p store.Partner, restricted bool) {
		t.Helper()
		if err := st.SavePartner(t.Context(), p); err != nil {
			t.Fatal(err)
		}
		if err := st.SetRestricted(t.Context(), restricted); err != nil {
			t.Fatal(err)
		}
		reload(t, cards)
	}
	daily := store.Partner{ID: "daily", Origins: []string{"https://daily.example", "https://*.daily.example"}, Theme: "wire"}
	save(daily, false)
	if got := ancestors(); got != "*" {
		t.Errorf("open to all, the frame says %q", got)
	}
	if _, script := ask(t, "GET", server.URL+"/embed/harbour.js"); !strings.Contains(string(script), `"partners":{"themes":{"daily":"wire"}}`) {
		t.Errorf("the script does not know the partner's theme")
	}
	save(daily, true)
	if got := ancestors(); got != "https://daily.example https://*.daily.example" {
		t.Errorf("for partners, the frame says %q", got)
	}
	daily.Paused = true
	save(daily, true)
	if got := ancestors(); got != "'none'" {
		t.Errorf("with the only partner paused, the frame says %q", got)
	}
	if _, script := ask(t, "GET", server.URL+"/embed/harbour.js"); !strings.Contains(string(script), `"only":[]`) || !strings.Contains(string(script), `"never":["https://daily.example"`) {
		t.Errorf("the script does not know that nobody may")
	}
}
