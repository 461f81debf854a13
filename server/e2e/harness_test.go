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
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	files "newsflash/server/demo"
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
	setup        string  // the one-time link
	like         *server // whose export this is, of files only; else nil
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

// ingest stores JSON Feed items, each given as JSON, as one feed of a publisher.
func ingest(t testing.TB, data string, items ...string) {
	t.Helper()
	folder := t.TempDir()
	write(t, folder, "feed.json", `{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [`+strings.Join(items, ",")+`]}`)
	if out, errs, code := newsflash(t, "ingest", "--data", data, "--allow-private", filepath.Join(folder, "feed.json")); code != 0 {
		t.Fatal(out, errs)
	}
}

// demoPictures serves the demo's pictures as a publisher's own server does; the address ends with a slash.
func demoPictures(t testing.TB) string {
	t.Helper()
	s := httptest.NewServer(http.FileServerFS(files.Pictures()))
	t.Cleanup(s.Close)
	return s.URL + "/"
}

// asJSON is a text of something that always can be one.
func asJSON(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
