package doctor

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// FindBrowser is the path of a Chromium on this machine, or "".
func FindBrowser() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

const (
	browserTime = 40 * time.Second
	windowWidth = 1000
	windowTall  = 6000 // px: cards far down load their pictures and move what they move
)

// watching runs before the page's own scripts and notes what a policy stops.
const watching = `(() => {
	const refused = [];
	Object.defineProperty(window, '__doctor', { value: { refused } });
	document.addEventListener('securitypolicyviolation', (e) => refused.push(e.blockedURI + ' by ' + e.effectiveDirective));
})()`

// looking tells, when the page is at rest, of every place of a card whether it is there, how wide it is, on what it stands,
// and by how many px it is taller than the room that the page keeps for it. Whether a reader saw the page move is a matter of what came first,
// the script or the first picture of the page; that it can move is not.
const looking = `new Promise((done) => {
	const places = () => [...document.querySelectorAll('[data-newsflash], newsflash-card')];
	const card = (h) => h.shadowRoot?.querySelector('.nf') ?? h.shadowRoot?.querySelector('.nf-strip > div')?.shadowRoot.querySelector('.nf');
	const grows = (h) => {
		const room = h.shadowRoot?.querySelector('slot');
		if (!room) return 0;
		room.style.alignSelf = 'start'; // no longer as tall as the card
		const px = h.getBoundingClientRect().height - room.getBoundingClientRect().height;
		room.style.alignSelf = '';
		return px;
	};
	const light = (colour) => {
		const [r, g, b, a = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
		return a === 0 || r === undefined ? undefined : .2126 * (r / 255) ** 2.2 + .7152 * (g / 255) ** 2.2 + .0722 * (b / 255) ** 2.2;
	};
	const ground = (node) => {
		for (let n = node; n; n = n.parentElement ?? n.getRootNode().host) {
			const l = light(getComputedStyle(n).backgroundColor);
			if (l !== undefined) return l;
		}
		return getComputedStyle(document.documentElement).colorScheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches ? 0 : 1;
	};
	const tell = () => done(JSON.stringify({ ...window.__doctor, places: places().map((h) => ({
		name: h.dataset.newsflash ?? h.getAttribute('article') ?? '', there: Boolean(card(h)), width: h.getBoundingClientRect().width, seen: h.checkVisibility(), grows: grows(h),
		ground: ground(h.parentElement), paper: card(h) ? light(getComputedStyle(card(h)).backgroundColor) : 0, scheme: card(h)?.dataset.scheme,
	})) }));
	let tries = 0;
	const wait = () => (places().length > 0 && places().every(card) || ++tries > 60 ? requestAnimationFrame(() => requestAnimationFrame(tell)) : setTimeout(wait, 100));
	wait();
})`

type sight struct {
	Refused []string
	Places  []struct {
		Name, Scheme  string
		There, Seen   bool
		Width, Grows  float64 // px
		Ground, Paper float64 // relative luminance
	}
}

// browse opens the page in Chromium and says what only a browser sees.
func (e *examination) browse() error {
	reach, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	proxy := &http.Server{Handler: e.Fetch.Proxy(), ReadHeaderTimeout: browserTime}
	defer proxy.Close()
	go func() { _ = proxy.Serve(reach) }() // until it is closed
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(e.Browser),
		chromedp.ProxyServer("http://"+reach.Addr().String()), chromedp.Flag("proxy-bypass-list", "<-loopback>")) // a stranger's page reaches no more than we do
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium does not start as root with one
	}
	ctx, cancel := context.WithTimeout(e.ctx, browserTime)
	defer cancel()
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()
	if err := chromedp.Do(ctx); err != nil {
		return err
	}
	if _, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: windowWidth, Height: windowTall, DeviceScaleFactor: 1}); err != nil {
		return err
	}
	if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watching}); err != nil {
		return err
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(e.report.Page)); err != nil {
		return err
	}
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](looking, chromedp.EvalAwaitPromise))
	if err != nil {
		return fmt.Errorf("the page's scripts were stopped: %w", err)
	}
	var saw sight
	if err := json.Unmarshal([]byte(text), &saw); err != nil {
		return err
	}
	e.judge(saw)
	return nil
}

// judge says what is wrong with what was seen. What the page's text has told already is not said again.
func (e *examination) judge(saw sight) {
	explained := e.report.Faults() > 0
	for _, p := range saw.Places {
		switch {
		case !p.There && !explained:
			e.fault("", "The card %q did not come in a browser%s.", p.Name, refusedBy(saw.Refused))
		case !p.There:
		case !p.Seen:
			e.advise("", "The card %q is hidden at first, as in a tab that is closed.", p.Name)
		case p.Width < 200:
			e.fault("", "The card %q has a column of %.0f px: below 200 px nothing is readable. A style of the page makes it so narrow.", p.Name, p.Width)
		case p.Grows > 1 && !explained:
			e.fault("", "The page moves by %.0f px when the card %q comes: paste the whole snippet, with its <svg>, and let no style of the page hide these.", p.Grows, p.Name)
		case p.Ground < .2 && p.Paper > .6:
			e.fault(`data-scheme="host"`, "The card %q is light on a dark page. With data-scheme=\"host\" and \"color-scheme: dark\" in the page's style it follows the page; or choose data-scheme=\"dark\".", p.Name)
		case p.Ground > .6 && p.Paper < .1 && p.Scheme == "dark":
			e.fault(`data-scheme="auto"`, "The card %q is dark on a light page: its tag says data-scheme=\"dark\".", p.Name)
		}
	}
}

func refusedBy(refused []string) string {
	if len(refused) == 0 {
		return ""
	}
	return ": the browser refused " + refused[0]
}
