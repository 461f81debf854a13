//go:build e2e

package e2e

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/coder/websocket"
)

// firefox is a running Firefox, driven by WebDriver BiDi: https://www.w3.org/TR/webdriver-bidi/
type firefox struct {
	conn *websocket.Conn
	mu   sync.Mutex
	next int
	wait map[int]chan reply
	tabs map[string]*tab // by context
}

type reply struct {
	ID      int
	Type    string // success, error or event
	Result  json.RawMessage
	Message string
	Method  string
	Params  json.RawMessage
}

// foxTab is a page or frame of Firefox's.
type foxTab struct {
	*firefox
	context string
}

// startFirefox starts one with a profile of its own, and settings beside the usual ones.
func startFirefox(t testing.TB, settings ...string) *firefox {
	t.Helper()
	profile := t.TempDir()
	write(t, profile, "user.js", `user_pref("datareporting.policy.dataSubmissionEnabled", false); user_pref("app.normandy.enabled", false); user_pref("network.captive-portal-service.enabled", false); user_pref("network.connectivity-service.enabled", false); user_pref("browser.safebrowsing.malware.enabled", false); user_pref("services.settings.server", "data:,"); `+strings.Join(settings, " "))
	cmd := exec.Command("firefox-esr", "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0")
	said, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatalf("%v; `make e2e` installs it", err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
	address := ""
	lines := bufio.NewScanner(said)
	for address == "" && lines.Scan() {
		_, address, _ = strings.Cut(lines.Text(), "WebDriver BiDi listening on ")
	}
	if address == "" {
		t.Fatal("Firefox ended without an address")
	}
	go func() {
		for lines.Scan() { // else it would stop at a full pipe
		}
	}()
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(stop)
	f := &firefox{wait: map[int]chan reply{}, tabs: map[string]*tab{}}
	if f.conn, _, err = websocket.Dial(ctx, address+"/session", nil); err != nil { //nolint:bodyclose // none for a web socket
		t.Fatal(err)
	}
	f.conn.SetReadLimit(16 << 20)
	go f.listen(ctx)
	f.must(t, "session.new", map[string]any{"capabilities": map[string]any{}}, nil)
	f.must(t, "session.subscribe", map[string]any{"events": []string{"log.entryAdded"}}, nil)
	return f
}

// listen hands replies to those who wait, and what pages say to their tabs.
func (f *firefox) listen(ctx context.Context) {
	for {
		_, raw, err := f.conn.Read(ctx)
		if err != nil {
			return
		}
		var r reply
		if json.Unmarshal(raw, &r) != nil {
			continue
		}
		f.mu.Lock()
		waiting := f.wait[r.ID]
		delete(f.wait, r.ID)
		f.mu.Unlock()
		switch {
		case r.Type == "event":
			f.hear(r.Params)
		case waiting != nil:
			waiting <- r
		}
	}
}

func (f *firefox) hear(raw json.RawMessage) {
	var entry struct {
		Level, Text, Type string
		Source            struct{ Context string }
	}
	if json.Unmarshal(raw, &entry) != nil {
		return
	}
	f.mu.Lock()
	p := f.tabs[entry.Source.Context]
	f.mu.Unlock()
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case entry.Text == "Image corrupt or truncated.": // Firefox says so of a picture whose page is left, or whose tab is closed, while it loads
	case entry.Level == "error":
		p.errors = append(p.errors, entry.Text)
	case entry.Level == "warn" && entry.Type == "console":
		p.warnings = append(p.warnings, entry.Text)
	}
}

// ask sends a command and waits for what comes of it.
func (f *firefox) ask(ctx context.Context, method string, params, result any) error {
	back := make(chan reply, 1)
	f.mu.Lock()
	f.next++
	id := f.next
	f.wait[id] = back
	f.mu.Unlock()
	raw, err := json.Marshal(map[string]any{"id": id, "method": method, "params": params})
	if err != nil {
		return err
	}
	if err := f.conn.Write(ctx, websocket.MessageText, raw); err != nil {
		return err
	}
	select {
	case r := <-back:
		if r.Type != "success" {
			return errors.New(method + ": " + r.Message)
		}
		if result == nil {
			return nil
		}
		return json.Unmarshal(r.Result, result)
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", method, ctx.Err())
	}
}

func (f *firefox) must(t testing.TB, method string, params, result any) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := f.ask(ctx, method, params, result); err != nil {
		t.Fatal(err)
	}
}

// open is the package's open, in Firefox.
func (f *firefox) open(t testing.TB, url string, l look) *tab {
	t.Helper()
	p := &tab{TB: t}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	p.ctx = ctx
	var made struct{ Context string }
	f.must(t, "browsingContext.create", map[string]any{"type": "tab"}, &made)
	p.fox = &foxTab{f, made.Context}
	f.mu.Lock()
	f.tabs[made.Context] = p
	f.mu.Unlock()
	t.Cleanup(func() {
		cancel()
		f.must(t, "browsingContext.close", map[string]any{"context": made.Context}, nil)
		if t.Failed() {
			t.Logf("page said: %q %q", p.errors, p.warnings)
		}
		p.complain(l)
	})
	size := map[string]any{"width": max(l.width, 800), "height": max(l.height, 1000)}
	f.must(t, "browsingContext.setViewport", map[string]any{"context": made.Context, "viewport": size}, nil)
	if l.noJS {
		t.Skip("Firefox runs scripts in all pages or in none: see TestNoScriptsInFirefox")
	}
	if l.before != "" {
		f.must(t, "script.addPreloadScript", map[string]any{"functionDeclaration": "() => {" + l.before + "}", "contexts": []string{made.Context}}, nil)
	}
	f.must(t, "browsingContext.navigate", map[string]any{"context": made.Context, "url": url, "wait": "complete"}, nil)
	return p
}

// evaluate gives an expression's value as JSON; it may be a promise.
func (f *foxTab) evaluate(ctx context.Context, expression string) (string, error) {
	var got struct {
		Type             string
		Result           struct{ Value json.RawMessage }
		ExceptionDetails struct{ Text string }
	}
	err := f.ask(ctx, "script.evaluate", map[string]any{
		"expression": "Promise.resolve(" + expression + ").then(v => JSON.stringify(v ?? null))", "awaitPromise": true, "target": map[string]any{"context": f.context},
	}, &got)
	if err != nil {
		return "", err
	}
	if got.Type == "exception" {
		return "", errors.New(got.ExceptionDetails.Text)
	}
	var text string
	return text, json.Unmarshal(got.Result.Value, &text)
}

// frame is the context below this one whose address holds part.
func (f *foxTab) frame(ctx context.Context, part string) (*foxTab, error) {
	type node struct {
		Context, URL string
		Children     []node
	}
	var tree struct{ Contexts []node }
	if err := f.ask(ctx, "browsingContext.getTree", map[string]any{"root": f.context}, &tree); err != nil {
		return nil, err
	}
	var find func([]node) *foxTab
	find = func(nodes []node) *foxTab {
		for _, n := range nodes {
			if n.Context != f.context && strings.Contains(n.URL, part) {
				return &foxTab{f.firefox, n.Context}
			}
			if found := find(n.Children); found != nil {
				return found
			}
		}
		return nil
	}
	return find(tree.Contexts), nil
}

// TestEveryKindOfHostPageInFirefox, too.
func TestEveryKindOfHostPageInFirefox(t *testing.T) {
	t.Parallel()
	fox := startFirefox(t)
	everyKindOfHostPage(t, demo(t), fox.open)
	t.Run("back and forward", func(t *testing.T) { backAndForward(t, demo(t), fox.open) })
}

// TestNoScriptsInFirefox: the headline is a link, and seen.
func TestNoScriptsInFirefox(t *testing.T) {
	t.Parallel()
	fox := startFirefox(t, `user_pref("javascript.enabled", false);`)
	p := fox.open(t, partnerPage(t, nil, partnerHTML(snippet(t, demo(t), "harbour-ferry", ""))), look{})
	var got struct{ Result struct{ Value string } } // no promise comes to an end there
	fox.must(t, "script.evaluate", map[string]any{
		"expression":   `(() => { const link = document.querySelector('[data-newsflash] a'), box = link.getBoundingClientRect(); return [document.elementFromPoint(box.left + 9, box.top + 9) === link, ` + painted + `.length, document.querySelector('[data-newsflash] > script') !== null].join() })()`,
		"awaitPromise": false, "target": map[string]any{"context": p.fox.context},
	}, &got)
	if got.Result.Value != "true,0,true" {
		t.Errorf("link, cards, script: %q", got.Result.Value)
	}
}
