//go:build e2e

package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"newsflash/widget/api"
)

// diagnose asks the command what it finds on a page.
func diagnose(t testing.TB, address string, more ...string) (r api.PageReport, code int) {
	t.Helper()
	out, errs, code := newsflash(t, append([]string{"doctor", "--allow-private", "--json", address}, more...)...)
	if err := json.Unmarshal([]byte(out), &r); err != nil {
		t.Fatalf("%v: %s %s", err, out, errs)
	}
	return r, code
}

// ill is a page with one fault: what is said of it, and the line that mends it.
type ill struct {
	html, policy string
	say, line    string
	header       []string
	browser      bool // only a browser sees it
}

// TestDoctorNamesTheFault: of every broken page, and nothing else.
func TestDoctorNamesTheFault(t *testing.T) {
	t.Parallel()
	s := demo(t)
	whole := snippet(t, s, "harbour-ferry", "")
	src := s.url + "/embed/harbour-ferry.js"
	withoutRoom := regexp.MustCompile(`</?svg[^>]*>`).ReplaceAllString(whole, "")
	withoutScript := whole[:strings.Index(whole, "<script")] + "</div>"
	portal := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<p>Sign in to the network.</p>") }))
	t.Cleanup(portal.Close)
	other, tell := newsServer(t)
	old := snippet(t, other, "ferry", "")
	withdrawn := snippet(t, other, "market", "")
	tell(`"content_text": "It sails.", "summary": "`+strings.Repeat("A deck that came later and is much longer than the card had room for. ", 8)+`"`, `"content_text": "It opens.", "_newsflash": {"withdrawn": true}`)
	for name, c := range map[string]ill{
		"policy without script":      {html: whole, policy: "script-src 'self'; img-src *; frame-src *", say: "The card does not come", line: "script-src 'self' " + s.url},
		"policy by default":          {html: whole, policy: "default-src 'self'; img-src *; frame-src *", say: "in default-src", line: "script-src 'self' " + s.url},
		"policy without pictures":    {html: whole, policy: "script-src " + s.url + "; img-src 'none'; frame-src " + s.url, say: "Pictures do not come", line: "img-src " + s.url},
		"policy without frames":      {html: whole, policy: "script-src *; frame-src 'self'", say: "cannot be read in the page", line: "frame-src 'self' " + s.url},
		"policy of nonces":           {html: whole, policy: "script-src 'nonce-abc' 'strict-dynamic' " + s.url, say: "trusts scripts by a nonce", line: `nonce="..."`},
		"policy in a meta element":   {html: `<meta http-equiv="Content-Security-Policy" content="script-src 'none'">` + whole, say: "The card does not come", line: "script-src " + s.url},
		"sandboxed page":             {html: whole, policy: "sandbox allow-same-origin", say: "without allow-scripts", line: "allow-scripts"},
		"script taken out":           {html: withoutScript, say: "has no script", line: "/embed.js"},
		"snippet as text":            {html: strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(whole), say: "shows the snippet as text"},
		"no card at all":             {html: "<p>Nothing.</p>", say: "no card on this page", line: "<script async"},
		"consent manager":            {html: strings.Replace(whole, "<script ", `<script type="text/plain" `, 1), say: "consent manager"},
		"in noscript":                {html: "<noscript>" + whole + "</noscript>", say: "stands in a <noscript>"},
		"unknown article":            {html: strings.ReplaceAll(whole, "harbour-ferry", "harbour-fairy"), say: "There is no article"},
		"withdrawn article":          {html: withdrawn, say: "has withdrawn"},
		"no server":                  {html: strings.ReplaceAll(whole, s.url, "http://127.0.0.1:9"), say: "does not give"},
		"wrong server":               {html: strings.ReplaceAll(whole, src, portal.URL+"/embed/harbour-ferry.js"), say: "is no card's script"},
		"integrity":                  {html: strings.Replace(whole, "<script ", `<script integrity="sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" crossorigin `, 1), say: "integrity attribute"},
		"two articles in one":        {html: strings.Replace(whole, `data-newsflash="harbour-ferry"`, `data-newsflash="tea-house"`, 1), say: "the script in it for", line: `data-newsflash="harbour-ferry"`},
		"unknown theme":              {html: strings.Replace(whole, "<script ", `<script data-theme="nonsense" `, 1), say: `The theme "nonsense" is not known`, line: `data-theme="default"`},
		"room taken out":             {html: withoutRoom, say: "keeps no room", line: "<svg"},
		"an article that grew":       {html: old, say: "the page moves when it comes", line: "<svg"},
		"link to an old address":     {html: strings.Replace(whole, "2025/11/harbour-ferry", "2025/11/ferry-old", 1), say: "is at", line: "2025/11/harbour-ferry"},
		"script in the head":         {html: "", header: []string{tag(s, "harbour-ferry", "")}, say: "stands in the head", line: `<div data-newsflash="harbour-ferry">`},
		"element of a missing story": {html: `<div data-newsflash="no-such-story"></div>` + forAll(s), say: "There is no such article"},
		"light card on a dark page":  {html: `<style>body{background:#111;color:#eee}</style>` + whole, browser: true, say: "light on a dark page", line: `data-scheme="host"`},
		"column that is a thread":    {html: `<div style="width:90px">` + whole + `</div>`, browser: true, say: "column of 90 px"},
		"room hidden by the page":    {html: `<style>svg{display:none!important}</style><p>Before.</p>` + whole + `<p>After.</p>`, browser: true, say: "The page moves by"},
	} {
		t.Run(name, func(t *testing.T) {
			header := http.Header{}
			if c.policy != "" {
				header.Set("Content-Security-Policy", c.policy)
			}
			html := partnerHTML(c.html)
			for _, h := range c.header {
				html = strings.Replace(html, "<title>", h+"<title>", 1)
			}
			var how []string
			if !c.browser {
				how = []string{"--no-browser"}
			}
			r, code := diagnose(t, partnerPage(t, header, html), how...)
			var faults []api.PageFinding
			for _, f := range r.Findings {
				if f.Fault {
					faults = append(faults, f)
				}
			}
			if len(faults) != 1 || !strings.Contains(faults[0].Say, c.say) || !strings.Contains(faults[0].Line, c.line) || code != 1 {
				t.Errorf("exit code %d, said %s", code, asJSON(t, r))
			}
		})
	}
}

// TestDoctorFindsNothing on pages where all is right.
func TestDoctorFindsNothing(t *testing.T) {
	t.Parallel()
	s := demo(t)
	whole := snippet(t, s, "harbour-ferry", "")
	element, errs, code := newsflash(t, "render", "--format", "element", "../demo/articles/tea-house.md")
	if code != 0 {
		t.Fatal(errs)
	}
	for name, c := range map[string]ill{
		"the snippet":        {html: whole},
		"strict policies":    {html: whole, policy: fmt.Sprintf("default-src 'none'; script-src %[1]s; img-src %[1]s data:; frame-src %[1]s; require-trusted-types-for 'script'; trusted-types 'none'", s.url)},
		"a nonce":            {html: strings.Replace(whole, "<script ", `<script nonce="abc" `, 1), policy: "script-src 'nonce-abc' 'strict-dynamic'"},
		"for all":            {html: element + forAll(s)},
		"a dark page":        {html: `<style>:root{color-scheme:dark}body{background:#111;color:#eee}</style>` + snippetIn(t, s, "harbour-ferry", "scheme", "host")},
		"files":              {html: snippet(t, exported(t), "harbour-ferry", "")},
		"files, for all":     {html: strings.ReplaceAll(element, s.url, exported(t).url) + forAll(exported(t))},
		"a strip":            {html: `<div data-newsflash="latest" data-strip="3">` + strings.Repeat(`<svg width="200" height="320"></svg>`, 3) + `</div>` + forAll(s)},
		"two cards, in rows": {html: snippet(t, s, "harbour-ferry", "row") + snippet(t, s, "library-hours", "row")},
	} {
		t.Run(name, func(t *testing.T) {
			header := http.Header{"Cross-Origin-Embedder-Policy": {"require-corp"}, "Referrer-Policy": {"no-referrer"}}
			if c.policy != "" {
				header.Set("Content-Security-Policy", c.policy)
			}
			r, code := diagnose(t, partnerPage(t, header, partnerHTML(c.html)))
			if len(r.Findings) > 0 || code != 0 || r.Cards == 0 || !r.Browser {
				t.Errorf("exit code %d, said %s", code, asJSON(t, r))
			}
		})
	}
}

func snippetIn(t testing.TB, s *server, id string, parameters ...string) string {
	t.Helper()
	return askOEmbed(t, s, id, parameters...).Snippet
}
