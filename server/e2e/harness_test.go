//go:build e2e

// Package e2e tests what people touch: the built program, its addresses, and pages in a real Chromium. A partner's page
// is always another origin (localhost, another port) than the cards (127.0.0.1).
package e2e

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
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

// patience bounds every wait; nothing waits for time itself.
const patience = 60 * time.Second

var (
	program = filepath.Join("..", "..", "bin", "newsflash")
	browser context.Context
)

func TestMain(m *testing.M) {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, // Chromium refuses root with its sandbox; the pages are ours
		chromedp.Flag("site-per-process", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("hide-scrollbars", true),
	)
	allocator, end := chromedp.NewExecAllocator(context.Background(), options...)
	var cancel context.CancelFunc
	browser, cancel = chromedp.NewContext(allocator)
	if err := chromedp.Do(browser); err != nil {
		fmt.Fprintln(os.Stderr, "chromium does not start:", err)
		os.Exit(1)
	}
	code := m.Run()
	if demoServer != nil {
		_ = demoServer.cmd.Process.Signal(syscall.SIGTERM)
		_ = demoServer.cmd.Wait()
		_ = os.RemoveAll(demoData)
	}
	cancel()
	end()
	os.Exit(code)
}

// server is a running newsflash.
type server struct {
	url, partner string // without a slash at the end
	console      string
	setup        string // the one-time link
	cmd          *exec.Cmd
	stderr       *lockedBuffer
}

type lockedBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.String()
}

// demo is the demo server that all tests share which only read.
func demo(t testing.TB) *server {
	t.Helper()
	demoOnce.Do(func() {
		var err error
		if demoData, err = os.MkdirTemp("", "newsflash-e2e-"); err != nil {
			t.Fatal(err)
		}
		demoServer = startServer(t, "--demo", "--data", demoData)
	})
	if demoServer == nil {
		t.Fatal("the demo server did not start")
	}
	return demoServer
}

var (
	demoOnce   sync.Once
	demoServer *server
	demoData   string
)

// serve starts a server of the test's own.
func serve(t testing.TB, args ...string) *server {
	t.Helper()
	s := startServer(t, args...)
	t.Cleanup(func() { s.stop(t) })
	return s
}

// startServer starts the program on free ports and waits until it says where.
func startServer(t testing.TB, args ...string) *server {
	t.Helper()
	s := &server{stderr: &lockedBuffer{}}
	s.cmd = exec.Command(program, append([]string{"serve", "--addr", "127.0.0.1:0", "--console-addr", "127.0.0.1:0", "--demo-addr", "127.0.0.1:0"}, args...)...)
	s.cmd.Stderr = s.stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatalf("%v; run `make build` first", err)
	}
	wanted := 2 // lines that say an address
	for _, a := range args {
		if a == "--demo" {
			wanted++
		}
	}
	lines := bufio.NewScanner(out)
	for ; wanted > 0 && lines.Scan(); wanted-- {
		line := lines.Text()
		at := strings.TrimRight(line[strings.Index(line, "http"):], "/")
		switch {
		case strings.Contains(line, "partner"):
			s.partner = at
		case strings.HasPrefix(line, "The console"):
			s.console = at
		case strings.HasPrefix(line, "Nobody"):
			s.setup = at
			wanted++ // it comes only where there are no users
		default:
			s.url = at
		}
	}
	if wanted > 0 {
		t.Fatalf("the server ended: %s", s.stderr)
	}
	return s
}

// listening is the address of the server itself, whatever its public one is.
func (s *server) listening(t testing.TB) string {
	t.Helper()
	_, after, found := strings.Cut(s.stderr.String(), "listening addr=")
	if !found {
		t.Fatalf("the server does not say where it listens: %s", s.stderr)
	}
	addr, _, _ := strings.Cut(after, "\n")
	return strings.Fields(addr)[0]
}

func (s *server) stop(t testing.TB) {
	if s.cmd.ProcessState != nil {
		return
	}
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("the server did not end well: %v\n%s", err, s.stderr)
	}
}

// newsflash runs the program to its end.
func newsflash(t testing.TB, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// partnerPage serves a page under another host name than the cards have.
func partnerPage(t testing.TB, header http.Header, html string) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		for name, values := range header {
			w.Header()[name] = values
		}
		if w.Header().Get("Content-Type") == "" {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		}
		fmt.Fprint(w, html)
	}))
	t.Cleanup(s.Close)
	return strings.Replace(s.URL, "127.0.0.1", "localhost", 1) + "/"
}

// partnerHTML is a plain page around a body.
func partnerHTML(body string) string {
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A partner</title><link rel="icon" href="data:,"></head><body><h1>A partner</h1><p>Before.</p>` + body + `<p id="after">After.</p></body></html>`
}

// tab is one page in the browser. Errors and warnings of the page are collected; errors that a test does not take fail it.
type tab struct {
	testing.TB
	ctx      context.Context
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
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, e := range p.errors {
			t.Errorf("the page had an error: %s", e)
		}
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
	if _, err := chromedp.Run(p.ctx, chromedp.Poll[bool]("!!("+expression+")", chromedp.WithPollingTimeout(patience))); err != nil {
		p.Fatalf("waited for %s: %v", expression, err)
	}
}

// frame attaches to the frame whose address holds part, once it is there.
func (p *tab) frame(part string) *tab {
	p.Helper()
	for p.ctx.Err() == nil {
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

func format(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// cards is the script that reaches into the cards of a page.
const cards = `[...document.querySelectorAll('[data-newsflash],newsflash-card')].filter(h => h.shadowRoot)`

// card is the script for the first card's root element.
const card = `document.querySelector('[data-newsflash],newsflash-card').shadowRoot.querySelector('.nf')`
