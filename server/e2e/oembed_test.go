//go:build e2e

package e2e

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os/exec"
	"strings"
	"testing"

	"newsflash/server/render"
	model "newsflash/widget/card"
)

func askOEmbed(t testing.TB, s *server, id string, parameters ...string) render.OEmbed {
	t.Helper()
	query := url.Values{"url": {s.url + "/frame/" + id}}
	for i := 0; i < len(parameters); i += 2 {
		query.Set(parameters[i], parameters[i+1])
	}
	var answer render.OEmbed
	getJSON(t, s.url+"/oembed?"+query.Encode(), &answer)
	return answer
}

// heard keeps, by a frame's number in the page, what AMP would read of its messages.
const heard = `window.__told = {}; addEventListener('message', ({ source, data }) => {
	const n = [...document.querySelectorAll('iframe')].findIndex(f => f.contentWindow === source);
	if (data.sentinel === 'amp' && data.type === 'embed-size') __told[n] = data.height;
})`

// TestOEmbedSaysTheRealHeight: an answer's height, which no browser has seen, is the card's within 24 px.
func TestOEmbedSaysTheRealHeight(t *testing.T) {
	t.Parallel()
	s := demo(t)
	for _, width := range []int{240, 320, 480, 600, 900} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			var html strings.Builder
			var names []string
			var said []int
			for _, id := range demoCards {
				for _, layout := range model.Layouts {
					answer := askOEmbed(t, s, id, "maxwidth", fmt.Sprint(width), "layout", string(layout))
					names, said = append(names, id+" "+string(layout)), append(said, answer.Height)
					html.WriteString("<div>" + strings.Replace(answer.HTML, ` loading="lazy"`, "", 1) + "</div>") // all load, seen or not
				}
			}
			p := open(t, partnerPage(t, nil, `<!doctype html><title>p</title><link rel="icon" href="data:,">`+html.String()), look{width: 1000, height: 16000, before: heard, times: 2})
			p.wait(fmt.Sprintf(`Object.keys(__told).length === %d`, len(names)))
			for i, height := range eval[map[string]int](p, `__told`) {
				var n int
				fmt.Sscan(i, &n)
				if off := said[n] - height; off < -24 || off > 24 {
					t.Errorf("%s: %d px said, %d are needed", names[n], said[n], height)
				}
			}
		})
	}
}

// TestACardInAnotherProgramsFrame: a reader turns to the story in a frame that some program made of the answer, reads it, and comes
// back to the card; the program is told the height each time, also in WordPress's way.
func TestACardInAnotherProgramsFrame(t *testing.T) {
	s := demo(t)
	html := askOEmbed(t, s, "tea-house", "maxwidth", "500").HTML
	for name, test := range map[string]struct{ hash, told string }{
		"AMP":       {"", `data.sentinel === 'amp' && data.type === 'embed-size' && data.height`},
		"Embedly":   {"", `typeof data === 'string' && JSON.parse(data).context === 'iframe.resize' && JSON.parse(data).height`},
		"WordPress": {"#?secret=a1B2c3", `data.message === 'height' && data.secret === 'a1B2c3' && data.value`},
	} {
		t.Run(name, func(t *testing.T) {
			framed := strings.Replace(html, `" title=`, test.hash+`" title=`, 1)
			p := open(t, partnerPage(t, nil, partnerHTML(framed)), look{before: `window.__heights = []; addEventListener('message', ({ data }) => { const told = ` + test.told + `; if (told) __heights.push(told) })`})
			p.wait(`__heights.length === 1`)
			small := eval[float64](p, `__heights[0]`)
			if test.hash != "" { // as WordPress says when its script comes later than the frame
				p.exec(`document.querySelector('iframe').contentWindow.postMessage({ message: 'ready', secret: 'a1B2c3' }, '*')`)
				p.wait(`__heights.length === 2 && __heights[1] === __heights[0]`)
			}
			p.frame("/card/tea-house").exec(`document.querySelector('.nf-read').click()`)
			p.wait(fmt.Sprintf(`__heights.at(-1) > %v`, small*2))
			story := p.frame("/frame/tea-house?from")
			story.wait(isLive)
			if m := eval[string](story, `document.documentElement.dataset.mismatch ?? ''`); m != "" {
				t.Errorf("mismatch: %s", m)
			}
			story.exec(`document.querySelector('.nf-close').click()`)
			p.wait(fmt.Sprintf(`__heights.at(-1) === %v`, small))
			if said := eval[bool](p, `history.length > 2`); said {
				t.Error("the history has grown")
			}
		})
	}
}

// node runs a module that uses what "make e2e" installs, and gives what it prints.
func node(t testing.TB, script string, arguments ...string) []byte {
	t.Helper()
	command := exec.CommandContext(t.Context(), "node", append([]string{"--input-type=module", "--eval", script}, arguments...)...)
	command.Dir = "../../.cache"
	out, err := command.Output()
	if err != nil {
		var failed *exec.ExitError
		if errors.As(err, &failed) {
			t.Fatalf("%v: %s", err, failed.Stderr)
		}
		t.Fatal(err)
	}
	return out
}

// TestAConsumerFindsTheCard: a program that is not ours finds the answer from a frame's address, and sends its own wishes along.
func TestAConsumerFindsTheCard(t *testing.T) {
	s := demo(t)
	const script = `
		import { extract } from '@extractus/oembed-extractor';
		console.log(JSON.stringify(await extract(process.argv[1], { maxwidth: 333 })));`
	out := node(t, script, s.url+"/frame/harbour-ferry")
	var got render.OEmbed
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if want := askOEmbed(t, s, "harbour-ferry", "maxwidth", "333"); got != want || got.Width != 333 {
		t.Errorf("found %+v, not %+v", got, want)
	}
}

// TestMailClientsKnowWhatTheCardUses: by the tables of caniemail.com. Some know no roles; that costs their readers nothing else.
func TestMailClientsKnowWhatTheCardUses(t *testing.T) {
	const script = `
		import { caniemail } from 'caniemail';
		const { issues } = caniemail({ clients: ['gmail.*', 'outlook.*', 'apple-mail.*', 'yahoo.*', 'thunderbird.macos', 'samsung-email.*', 'protonmail.desktop-webmail'], html: process.argv[1] });
		const all = [...issues.errors].flatMap(([client, errors]) => errors.map((e) => client + ' does not know ' + e.title));
		console.log(JSON.stringify(all.filter((line) => !line.endsWith('role attribute'))));`
	for _, theme := range []string{"default", "tabloid", "wire"} {
		html, errs, code := newsflash(t, "render", "--format", "email", "--theme", theme, "../demo/articles/harbour-ferry.md")
		if code != 0 {
			t.Fatal(errs)
		}
		var wrong []string
		if err := json.Unmarshal(node(t, script, html), &wrong); err != nil || len(wrong) > 0 {
			t.Errorf("%s: %q, %v", theme, wrong, err)
		}
	}
	var wrong []string
	if err := json.Unmarshal(node(t, script, `<div style="display:grid;gap:1em">A control</div>`), &wrong); err != nil || len(wrong) == 0 {
		t.Error("a grid is known to all: this test is blind")
	}
}
