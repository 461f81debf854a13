//go:build e2e

package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// tab is one page in the browser. Errors and warnings of the page are collected; errors that a test does not take fail it.
type tab struct {
	testing.TB
	ctx      context.Context
	fox      *foxTab // where it is Firefox's
	mu       sync.Mutex
	errors   []string
	warnings []string
}

// look is how a page is opened.
type look struct {
	width, height int64
	density       float64 // device pixels per CSS pixel, 0 for one
	dark, noJS    bool
	fresh         bool   // nothing is kept from earlier loads, as after the time that answers may be kept
	before        string // script that runs first in every document
	said          string // part of what the browser itself complains about, without hyphens
	times         int    // as much patience as other pages need
}

// open loads a page in a tab of its own and waits for its load event.
func open(t testing.TB, url string, l look) *tab {
	t.Helper()
	p := &tab{TB: t}
	ctx, timeout := context.WithTimeout(browser, patience*time.Duration(max(l.times, 1)))
	ctx, cancel := chromedp.NewContext(ctx, chromedp.WithListener(p.hear))
	p.ctx = ctx
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("page said: %q %q", p.errors, p.warnings)
		}
		cancel()
		timeout()
		p.complain(l)
	})
	if l.width == 0 {
		l.width = 800
	}
	if l.height == 0 {
		l.height = 1000
	}
	scheme := "light"
	if l.dark {
		scheme = "dark"
	}
	call(p, log.Enable, cdp.Empty{})
	call(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: l.width, Height: l.height, DeviceScaleFactor: max(l.density, 1)})
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	call(p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: l.noJS})
	call(p, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}) // many tabs, each as if in front
	if l.fresh {
		call(p, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
	}
	if l.before != "" {
		call(p, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: l.before})
	}
	p.do(chromedp.Navigate(url))
	return p
}

// complain fails the test for what went wrong in the page, but for what the browser was expected to say.
func (p *tab) complain(l look) {
	for _, e := range p.takeErrors() {
		if l.said == "" || !strings.Contains(strings.ReplaceAll(e, "-", " "), l.said) {
			p.Errorf("the page had an error: %s", e)
		}
	}
}

// call sends one protocol command.
func call[P, R any](p *tab, command cdp.Command[P, R], params P) R {
	p.Helper()
	result, err := chromedp.Call(p.ctx, command, params)
	if err != nil {
		p.Fatalf("%s: %v", command.Method, err)
	}
	return result
}

// hear collects what the page complains about.
func (p *tab) hear(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			text += " " + x.Description
		}
		p.errors = append(p.errors, "uncaught: "+text)
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError {
			p.errors = append(p.errors, e.Entry.Text+" "+e.Entry.URL)
		}
	case *runtime.EventConsoleAPICalled:
		var text []string
		for _, a := range e.Args {
			var value any
			_ = json.Unmarshal(a.Value, &value) // what is no JSON says nothing
			text = append(text, fmt.Sprint(value))
		}
		switch line := strings.Join(text, " "); e.Type {
		case runtime.ConsoleAPICalledTypeError:
			p.errors = append(p.errors, line)
		case runtime.ConsoleAPICalledTypeWarning:
			p.warnings = append(p.warnings, line)
		}
	case *page.EventJavascriptDialogOpening:
		p.errors = append(p.errors, "a dialog opened: "+e.Message)
		go func() { _, _ = chromedp.Call(p.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{}) }()
	}
}

// takeErrors gives what went wrong in the page so far to a test that expects it.
func (p *tab) takeErrors() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	taken := p.errors
	p.errors = nil
	return taken
}

func (p *tab) saidWarnings() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.warnings...)
}

func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.Fatal(err)
	}
}

// eval gives the value of an expression, which may be a promise.
func eval[T any](p *tab, expression string) T {
	p.Helper()
	if p.fox != nil {
		text, err := p.fox.evaluate(p.ctx, expression)
		var value T
		if err == nil {
			err = json.Unmarshal([]byte(text), &value)
		}
		if err != nil {
			p.Fatalf("%s: %v", expression, err)
		}
		return value
	}
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.Fatalf("%s: %v", expression, err)
	}
	return value
}

// exec runs a script for its effect.
func (p *tab) exec(script string) {
	p.Helper()
	eval[bool](p, "(()=>{"+script+"})(),true")
}

// wait polls in the page until the expression is true.
func (p *tab) wait(expression string) {
	p.Helper()
	if p.fox != nil {
		for { // a page that is left takes its waiting along
			text, err := p.fox.evaluate(p.ctx, `new Promise(done => { let tries = 0; const look = () => { let is = false; try { is = !!(`+expression+`) } catch {} is || ++tries > 50 ? done(is) : setTimeout(look, 20) }; look() })`)
			if text == "true" {
				return
			}
			if p.ctx.Err() != nil {
				p.Fatalf("waited for %s: %v", expression, err)
			}
		}
	}
	if _, err := chromedp.Run(p.ctx, chromedp.Poll[bool]("!!("+expression+")", chromedp.WithPollingTimeout(patience))); err != nil {
		p.Fatalf("waited for %s: %v", expression, err)
	}
}

// frame attaches to the frame whose address holds part, once it is there.
func (p *tab) frame(part string) *tab {
	p.Helper()
	for p.ctx.Err() == nil {
		if p.fox != nil {
			f, err := p.fox.frame(p.ctx, part)
			if err != nil {
				p.Fatal(err)
			}
			if f != nil {
				return &tab{TB: p.TB, ctx: p.ctx, fox: f}
			}
			continue
		}
		infos, err := chromedp.Targets(p.ctx)
		if err != nil {
			p.Fatal(err)
		}
		for _, info := range infos {
			if info.Type != "iframe" || !strings.Contains(info.URL, part) {
				continue
			}
			f := &tab{TB: p.TB}
			ctx, cancel := chromedp.NewContext(p.ctx, chromedp.WithTargetID(info.TargetID), chromedp.WithListener(f.hear))
			if err := chromedp.Do(ctx); err != nil { // it has just gone
				cancel()
				continue
			}
			p.Cleanup(cancel)
			f.ctx = ctx
			return f
		}
	}
	p.Fatalf("no frame with %s came", part)
	return nil
}

// print makes a PDF of the page and tells its size.
func (p *tab) print() int {
	p.Helper()
	if p.fox != nil {
		var pdf struct{ Data string }
		p.fox.must(p.TB, "browsingContext.print", map[string]any{"context": p.fox.context}, &pdf)
		return len(pdf.Data)
	}
	return len(call(p, page.PrintToPDF, page.PrintToPDFParams{}).Data)
}

func format(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// cards is the script that reaches into the cards of a page.
const cards = `[...document.querySelectorAll('[data-newsflash],newsflash-card')].filter(h => h.shadowRoot)`

// card is the script for the first card's root element.
const card = `document.querySelector('[data-newsflash],newsflash-card').shadowRoot.querySelector('.nf')`

// takeOver gives the reader's sign after which WebAssembly takes the page over, and waits until it has.
func (p *tab) takeOver() {
	p.Helper()
	p.exec(`dispatchEvent(new Event('pointerdown'))`)
	p.wait(isLive)
}

// keys presses keys, one after the other, where the focus is.
func (p *tab) keys(keys string) {
	p.Helper()
	p.do(chromedp.KeyEvent(keys))
}
