package console

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"newsflash/server/theme"
	"newsflash/widget"
	"newsflash/widget/api"
	"newsflash/widget/card"
)

func mustURL(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestAnEditorCorrectsAndWithdraws(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.put(story)
	b := l.join("Ed", api.Editor)
	var detail api.ArticleDetail
	b.must(http.MethodPut, api.PathArticle+"harbour", api.Amendment{Title: " The harbour opens on Monday ", Note: "It does not open before."}, &detail)
	if detail.Title != "The harbour opens on Monday" || detail.State != api.Amended || detail.Amendment.By != "Ed" || detail.Amendment.Saved.IsZero() {
		t.Errorf("amended, the article is %+v", detail)
	}
	if f := detail.Fields[0]; f.Name != "title" || f.From != "console:Ed" {
		t.Errorf("the title's field is %+v", f)
	}
	var m card.Model
	b.must(http.MethodGet, api.PathCard+"harbour?layout=row", nil, &m)
	if m.Title != "The harbour opens on Monday" || m.Note == nil || m.Note.Text != "It does not open before." || m.Layout != card.Row {
		t.Errorf("the card is %+v", m)
	}
	var page api.ArticlePage
	b.must(http.MethodGet, api.PathArticles+"?state=amended&q=monday", nil, &page)
	if len(page.Rows) != 1 || page.Rows[0].ID != "harbour" || page.Total != 1 || page.After != "" {
		t.Errorf("the list is %+v", page)
	}
	long := b.refused(http.StatusUnprocessableEntity, http.MethodPut, api.PathArticle+"harbour", api.Amendment{Title: strings.Repeat("x", 400)})
	if len(long.Fields) != 1 || long.Fields[0].Field != "title" {
		t.Errorf("a long title: %+v", long)
	}
	b.must(http.MethodPut, api.PathArticle+"harbour", api.Amendment{Withdrawn: true}, &detail)
	if detail.State != api.Withdrawn || detail.Title != story.Title {
		t.Errorf("withdrawn, the article is %+v", detail)
	}
	b.refused(http.StatusConflict, http.MethodGet, api.PathSnippet+"?article=harbour", nil)
	detail = api.ArticleDetail{}
	b.must(http.MethodDelete, api.PathArticle+"harbour/amendment", nil, &detail)
	if detail.State != api.Live || detail.Amendment != (api.Amendment{}) || len(detail.History) != 1 {
		t.Errorf("taken back, the article is %+v", detail)
	}
	if status, answer, _ := b.ask(http.MethodGet, api.PathArticles+"?after=nonsense", nil); status != http.StatusOK {
		t.Errorf("a cursor that is none: %d %s", status, answer)
	}
}

func TestAThemeIsSavedOnlyWhenItCanBeRead(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.put(story)
	b := l.join("Ada", api.Admin)
	var all []api.Theme
	b.must(http.MethodGet, api.PathThemes, nil, &all)
	if len(all) != len(theme.Presets()) || all[0].Theme.Name != widget.DefaultTheme || !all[0].Preset || all[0].Own {
		t.Fatalf("themes: %+v", all)
	}
	own := all[0].Theme
	own.Name = "harbour"
	own.Link.Light = 0xaaaaff
	var report api.ThemeReport
	b.must(http.MethodPost, api.PathThemes, own, &report)
	fix := ""
	for _, c := range report.Contrasts {
		if c.Field == "link" && c.Scheme == "light" {
			fix = c.Fix
		}
	}
	if len(report.Fields) == 0 || report.Fields[0].Field != "link.light" || fix == "" || report.Saved != nil {
		t.Errorf("a pale link: %+v", report)
	}
	pale := b.refused(http.StatusUnprocessableEntity, http.MethodPut, api.PathTheme+"harbour", own)
	if len(pale.Fields) == 0 || pale.Fields[0].Field != "link.light" {
		t.Errorf("a pale link: %+v", pale)
	}
	if err := own.Link.Light.UnmarshalText([]byte(fix)); err != nil {
		t.Fatal(err)
	}
	for range 2 { // saving it again makes no revision
		b.must(http.MethodPut, api.PathTheme+"harbour", own, &report)
		if report.Saved == nil || report.Saved.Revision != 1 || report.Saved.By != "Ada" {
			t.Fatalf("saved: %+v", report)
		}
	}
	if got := theme.Names(l.console.site.Render().Themes()); got[len(got)-1] != "harbour" {
		t.Errorf("the cards' themes are %q", got)
	}
	own.Radius = 21
	b.must(http.MethodPut, api.PathTheme+"harbour", own, nil)
	var history []api.ThemeRevision
	b.must(http.MethodGet, api.PathTheme+"harbour/history", nil, &history)
	if len(history) != 2 || history[0].Theme.Radius != 21 || history[1].Theme.Radius == 21 {
		t.Errorf("history: %+v", history)
	}
	for body, field := range map[string]string{
		`{"version":1,"name":"harbour","ink":{"light":"red;}</style>","dark":"#fff"}}`: "ink.light",
		`{"version":1,"name":"harbour","radius":1e9}`:                                  "radius",
		`{"version":1,"name":"harbour","logo":"url(https://evil.example)"}`:            "logo",
		`{"version":1,"name":"another"}`:                                               "name",
	} {
		p := b.refused(http.StatusUnprocessableEntity, http.MethodPut, api.PathTheme+"harbour", body)
		if len(p.Fields) != 1 || !strings.Contains(p.Fields[0].Field, field) {
			t.Errorf("%s: %+v", body, p)
		}
	}
	b.refused(http.StatusBadRequest, http.MethodPut, api.PathTheme+"harbour", `{"version":`)
	b.refused(http.StatusRequestEntityTooLarge, http.MethodPut, api.PathTheme+"harbour", `"`+strings.Repeat("x", maxBody)+`"`)

	b.must(http.MethodPut, api.PathPartner+"daily", api.Partner{Name: "The Daily", Origins: []string{"daily.example"}, Theme: "harbour", Status: api.Active}, nil)
	if p := b.refused(http.StatusConflict, http.MethodDelete, api.PathTheme+"harbour", nil); !strings.Contains(p.Say, "The Daily") {
		t.Errorf("a theme in use: %+v", p)
	}
	b.must(http.MethodDelete, api.PathPartner+"daily", nil, nil)
	b.must(http.MethodDelete, api.PathTheme+"harbour", nil, nil)
	if got := len(l.console.site.Render().Themes()); got != len(theme.Presets()) {
		t.Errorf("%d themes after the removal", got)
	}
}

var heights = regexp.MustCompile(` height="\d+"`)

func TestASnippetSaysWhatWasChosen(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.put(story)
	b := l.join("Ada", api.Admin)
	b.must(http.MethodPut, api.PathPartner+"daily", api.Partner{Name: "The Daily", Origins: []string{"daily.example"}, Theme: "wire", Status: api.Active}, nil)
	for query, want := range map[string]string{
		"":                                       `/embed/harbour.js"></script>`,
		"&layout=row&theme=tabloid&scheme=host":  `/embed/harbour.js" data-layout="row" data-theme="tabloid" data-scheme="host"></script>`,
		"&partner=daily":                         `/embed/harbour.js" data-partner="daily"></script>`,
		"&partner=daily&theme=tabloid":           `/embed/harbour.js" data-theme="tabloid" data-partner="daily"></script>`,
		"&layout=none&theme=none&scheme=nothing": `/embed/harbour.js"></script>`,
		"&form=none":                             `/embed/harbour.js"></script>`,
		"&form=element&layout=row&partner=daily": `<div data-newsflash="harbour" data-layout="row" data-partner="daily"><svg width="100%"><foreignObject width="100%" height="100%"><a href="https://news.example/harbour">`,
		"&form=iframe&scheme=dark":               `<iframe src="https://cards.example/card/harbour?layout=standard&amp;scheme=dark"`,
		"&form=amp":                              `<amp-iframe src="https://cards.example/card/harbour?layout=standard"`,
		"&form=email":                            `<table role="presentation"`,
		"&form=markdown":                         `## [`,
		"&list=daily":                            `<div data-newsflash="latest:daily"><svg width="100%"><foreignObject width="100%" height="100%"><a href="https://news.example">news.example</a>`,
		"&list=daily&strip=99&layout=row":        `<div data-newsflash="latest:daily" data-strip="6"><svg width="200"><foreignObject width="100%" height="100%"><a href="https://news.example">news.example</a></foreignObject></svg><svg width="200" aria-hidden="true">`,
		"&list=*&layout=row":                     `<div data-newsflash="latest" data-layout="row">`,
	} {
		var got api.SnippetText
		b.must(http.MethodGet, api.PathSnippet+"?article=harbour"+query, nil, &got)
		if !strings.Contains(heights.ReplaceAllString(got.HTML, ""), want) || got.Frame != "https://cards.example/frame/harbour" {
			t.Errorf("%s: %+v", query, got)
		}
	}
	b.refused(http.StatusNotFound, http.MethodGet, api.PathSnippet+"?article=harbour&strip=3", nil) // nothing belongs beside it
	for _, list := range []string{"none", "!", "*x"} {
		b.refused(http.StatusNotFound, http.MethodGet, api.PathSnippet+"?list="+list, nil)
	}
	var got api.SnippetText
	if b.must(http.MethodGet, api.PathSnippet+"?article=harbour&partner=daily", nil, &got); got.Model.Theme != "wire" {
		t.Errorf("the partner's card is in %s", got.Model.Theme)
	}
}

func TestPartnersAreCheckedFieldByField(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	b := l.join("Ada", api.Admin)
	var saved api.Partner
	b.must(http.MethodPut, api.PathPartner+"daily", api.Partner{ID: "ignored", Name: "The Daily", Origins: []string{"DAILY.example/path", "*.daily.example"}, Status: api.Paused}, &saved)
	if saved.ID != "daily" || saved.Status != api.Paused || strings.Join(saved.Origins, " ") != "https://daily.example https://*.daily.example" {
		t.Errorf("saved: %+v", saved)
	}
	p := b.refused(http.StatusUnprocessableEntity, http.MethodPut, api.PathPartner+"Daily!", api.Partner{Origins: []string{"javascript:alert(1)"}, Theme: "none", Status: api.Active})
	fields := map[string]bool{}
	for _, f := range p.Fields {
		fields[f.Field] = f.Say != ""
	}
	for _, field := range []string{"id", "name", "origins", "theme"} {
		if !fields[field] {
			t.Errorf("nothing is said of the %s: %+v", field, p)
		}
	}
	var settings api.SettingsForm
	b.must(http.MethodPut, api.PathSettings, api.SettingsForm{Restricted: true}, &settings)
	var list api.PartnerList
	b.must(http.MethodGet, api.PathPartners, nil, &list)
	if !list.Restricted || len(list.Partners) != 1 || !strings.HasSuffix(l.console.site.Render().PagePolicy(), "frame-ancestors 'none'") {
		t.Errorf("restricted: %+v, frames under %s", list, l.console.site.Render().PagePolicy())
	}
}

func TestASourceIsLookedAtAddedAndRemoved(t *testing.T) {
	t.Parallel()
	feed := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = w.Write([]byte(`<rss version="2.0"><channel><title>Daily</title><link>http://` + r.Host + `/</link><item><title>The harbour opens</title><link>http://` + r.Host + `/1</link><guid>1</guid><description>After a year of work and much waiting.</description></item></channel></rss>`))
	}))
	t.Cleanup(feed.Close)
	l := newLab(t)
	b := l.join("Ada", api.Admin)
	var report api.CheckReport
	b.must(http.MethodPost, api.PathCheck, api.NewSource{URL: feed.URL}, &report)
	if report.Kind != "feed" || len(report.Articles) != 1 || report.Articles[0].Title != "The harbour opens" || len(report.Articles[0].Fields) == 0 || len(report.Articles[0].Notes) == 0 {
		t.Errorf("the check says %+v", report)
	}
	var added api.Source
	b.must(http.MethodPost, api.PathSources, api.NewSource{URL: feed.URL, ID: "daily"}, &added)
	if added.ID != "daily" || added.Kind != "feed" {
		t.Errorf("added: %+v", added)
	}
	b.refused(http.StatusConflict, http.MethodPost, api.PathSources, api.NewSource{URL: feed.URL, ID: "daily"})
	for _, bad := range []api.NewSource{{URL: "/etc"}, {URL: "file:///etc/passwd"}, {URL: feed.URL, Zone: "Nowhere/Else"}, {URL: "http://127.0.0.1:1/"}} {
		b.refused(http.StatusUnprocessableEntity, http.MethodPost, api.PathSources, bad)
	}
	b.must(http.MethodPost, api.PathSource+"daily/poll", nil, nil)
	b.must(http.MethodDelete, api.PathSource+"daily", nil, nil)
	var all []api.Source
	if b.must(http.MethodGet, api.PathSources, nil, &all); len(all) != 0 {
		t.Errorf("sources after the removal: %+v", all)
	}
}

func TestUsersComeByOneTimeLinks(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	admin := l.join("Ada", api.Admin)
	admin.header.Set("Origin", l.URL)
	var invite api.Invite
	admin.must(http.MethodPost, api.PathInvites, api.NewInvite{Role: api.Editor}, &invite)
	link, token, _ := strings.Cut(invite.Link, "#")
	if link != l.URL+"/welcome" || token == "" {
		t.Fatalf("the link is %s", invite.Link)
	}
	editor := l.browser()
	if p := editor.refused(http.StatusUnprocessableEntity, http.MethodPost, api.PathWelcome, api.NewUser{Token: token, Name: "Ed", Password: "short"}); p.Fields[0].Field != "password" {
		t.Errorf("a short password: %+v", p)
	}
	var me api.Me
	editor.must(http.MethodPost, api.PathWelcome, api.NewUser{Token: token, Name: "Ed", Password: secret}, &me)
	editor.refused(http.StatusGone, http.MethodPost, api.PathWelcome, api.NewUser{Token: token, Name: "Eve", Password: secret})
	var users []api.User
	if admin.must(http.MethodGet, api.PathUsers, nil, &users); len(users) != 2 {
		t.Errorf("users: %+v", users)
	}
	editor.must(http.MethodPut, api.PathPassword, api.ChangePassword{Old: secret, New: secret + "s"}, nil)
	editor.must(http.MethodGet, api.PathSession, nil, &me)
	admin.must(http.MethodDelete, api.PathUser+me.User.ID, nil, nil)
	editor.refused(http.StatusUnauthorized, http.MethodGet, api.PathSession, nil)
	for _, u := range users {
		if u.Role == api.Admin {
			admin.refused(http.StatusConflict, http.MethodDelete, api.PathUser+u.ID, nil)
		}
	}
}
