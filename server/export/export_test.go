package export

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newsflash/server/asset"
	"newsflash/server/sanitize"
	"newsflash/server/site"
	"newsflash/server/store/sqlite"
	"newsflash/web"
	"newsflash/widget"
)

var now = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// newsroom is a store with some articles.
func newsroom(t *testing.T, articles int) *sqlite.Store {
	t.Helper()
	st, err := sqlite.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	for i := range articles {
		clean, _, err := sanitize.Clean(widget.Article{ID: fmt.Sprintf("a-%d", i), Source: "file", GUID: fmt.Sprint(i), URL: fmt.Sprintf("https://news.example/%d", i), Title: "A title", Body: "<p>Text.</p>", Tags: []string{"__proto__"}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := st.Put(t.Context(), clean); err != nil {
			t.Fatal(err)
		}
	}
	return st
}

// exporter writes a store's cards to a folder, where change may alter a built file first, as another version of the program has it.
func exporter(t *testing.T, st *sqlite.Store, folder string, at time.Time, change func(asset.Set)) *Exporter {
	t.Helper()
	assets, err := asset.Load(web.Dist(), web.Names...)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(assets)
	}
	s, err := site.ForFiles(t.Context(), st, assets, "https://cdn.example/cards", slog.New(slog.NewTextHandler(t.Output(), nil)))
	if err != nil {
		t.Fatal(err)
	}
	place, err := OpenFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	return &Exporter{Store: st, Site: s, Place: place, Now: at}
}

func files(t *testing.T, folder, pattern string) int {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(folder, pattern))
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}

// TestAnInterruptedExportGoesOn: what it wrote it remembers, and the next run does the rest.
func TestAnInterruptedExportGoesOn(t *testing.T) {
	t.Parallel()
	st, folder := newsroom(t, 60), t.TempDir()
	e := exporter(t, st, folder, now, nil)
	ctx, stop := context.WithCancel(t.Context())
	e.Progress = func(total int) {
		if total != 60 {
			t.Errorf("%d articles", total)
		}
		stop()
	}
	if _, err := e.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	done := files(t, folder, "embed/*.js")
	if done == 0 || done == 60 {
		t.Fatalf("%d articles before the end", done)
	}
	result, err := exporter(t, st, folder, now, nil).Run(t.Context())
	if err != nil || result.Still == 0 || result.Still+result.New != 60 || files(t, folder, "embed/*.js") != 60 {
		t.Errorf("%+v, %v", result, err)
	}
	if files(t, folder, "*/.new-*") != 0 {
		t.Error("halves of files are left")
	}
}

// TestAfterAKilledExportNothingIsTrusted: it may have written files that its manifest knows nothing of.
func TestAfterAKilledExportNothingIsTrusted(t *testing.T) {
	t.Parallel()
	st, folder := newsroom(t, 1), t.TempDir()
	if _, err := exporter(t, st, folder, now, nil).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(filepath.Join(folder, "embed", "a-0.js"))
	if err != nil {
		t.Fatal(err)
	}
	killed := exporter(t, st, folder, now, nil)
	m, err := readManifest(t.Context(), killed.Place, nil)
	if err != nil {
		t.Fatal(err)
	}
	m.Running = true
	if err := m.write(t.Context(), killed.Place); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "embed", "a-0.js"), []byte("another edition"), 0o600); err != nil {
		t.Fatal(err)
	}
	result, err := exporter(t, st, folder, now, nil).Run(t.Context())
	if now, err2 := os.ReadFile(filepath.Join(folder, "embed", "a-0.js")); err != nil || err2 != nil || string(now) != string(good) || result.Kept != 0 {
		t.Errorf("%s, %+v, %v, %v", now, result, err, err2)
	}
	if result, err := exporter(t, st, folder, now, nil).Run(t.Context()); err != nil || result.Written != 0 {
		t.Errorf("%+v, %v", result, err)
	}
}

// TestBuiltFilesStayAWhile: pages that browsers keep name them; pictures and pages go at once.
func TestBuiltFilesStayAWhile(t *testing.T) {
	t.Parallel()
	st, folder := newsroom(t, 1), t.TempDir()
	scripts := func() int { return files(t, folder, "static/*/frame.js") }
	for i, step := range []struct {
		at      time.Time
		change  func(asset.Set)
		scripts int
	}{
		{now, nil, 1},
		{now.Add(time.Hour), func(s asset.Set) { s.Add(web.FrameJS, []byte("// newer")) }, 2},
		{now.Add(2 * time.Hour), func(s asset.Set) { s.Add(web.FrameJS, []byte("// newer")) }, 2},
		{now.Add(26*time.Hour + time.Second), func(s asset.Set) { s.Add(web.FrameJS, []byte("// newer")) }, 1},
		{now.Add(27 * time.Hour), nil, 2},
		{now.Add(28 * time.Hour), func(s asset.Set) { s.Add(web.FrameJS, []byte("// newer")) }, 2}, // needed again
	} {
		result, err := exporter(t, st, folder, step.at, step.change).Run(t.Context())
		if err != nil || scripts() != step.scripts {
			t.Errorf("run %d: %d scripts, not %d; %+v, %v", i, scripts(), step.scripts, result, err)
		}
		page, err := os.ReadFile(filepath.Join(folder, "frame", "a-0.html"))
		if err != nil {
			t.Fatal(err)
		}
		name := strings.Split(strings.Split(string(page), `<script defer src="../`)[1], `"`)[0]
		if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
			t.Errorf("run %d: %v", i, err)
		}
	}
}

// TestWhatIsNotAnExportsStays: files that somebody put beside it, hidden ones, and a place whose manifest cannot be read.
func TestWhatIsNotAnExportsStays(t *testing.T) {
	t.Parallel()
	st, folder := newsroom(t, 1), t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(".nojekyll", "")
	for range 2 {
		if _, err := exporter(t, st, folder, now, nil).Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		write("embed/mine.js", "mine")
		write("robots.txt", "mine")
	}
	if files(t, folder, "embed/mine.js")+files(t, folder, "robots.txt")+files(t, folder, ".nojekyll") != 3 {
		t.Error("a file of somebody's is gone")
	}
	if _, err := exporter(t, newsroom(t, 0), folder, now, nil).Run(t.Context()); err == nil || !strings.Contains(err.Error(), "is --data right?") || files(t, folder, "embed/a-0.js") != 1 {
		t.Errorf("from an empty store: %v", err)
	}
	write(manifestName, "{")
	if _, err := exporter(t, st, folder, now, nil).Run(t.Context()); err == nil || !strings.Contains(err.Error(), manifestName) {
		t.Errorf("a broken manifest: %v", err)
	}
	if _, err := OpenFolder(filepath.Join(folder, "robots.txt")); err == nil {
		t.Error("a file is taken for a folder")
	}
	if _, err := (&Folder{root: folder}).Read(t.Context(), "none"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

// TestHeadersFitFiles: each file has exactly one entry in _headers, those of a server's answers.
func TestHeadersFitFiles(t *testing.T) {
	t.Parallel()
	st, folder := newsroom(t, 1), t.TempDir()
	if _, err := exporter(t, st, folder, now, nil).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(folder, "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	names, err := (&Folder{root: folder}).Names(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name := range names {
		fitting := 0
		for line := range strings.Lines(string(raw)) {
			pattern, prefix := strings.CutSuffix(strings.TrimSpace(line), "*")
			if strings.HasPrefix(line, "/") && (pattern == "/"+name || prefix && strings.HasPrefix("/"+name, pattern)) {
				fitting++
			}
		}
		if fitting != 1 && name != "_headers" {
			t.Errorf("%s has %d entries", name, fitting)
		}
	}
	for _, want := range []string{"/frame/*\n  Cache-Control: public, max-age=25", "sandbox allow-scripts", "/static/*\n  Access-Control-Allow-Origin: *\n  Cache-Control: public, max-age=31536000, immutable"} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("%q is not in %s", want, raw)
		}
	}
	for line := range strings.Lines(string(raw)) {
		if len(line) > 2000 {
			t.Errorf("a line of %d bytes is more than Cloudflare takes", len(line))
		}
	}
}
