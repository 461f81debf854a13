package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func goApp(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/maxence-charriere/go-app/v10").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// TestTheListsAreForThisGoApp fails when another version of go-app is required, until somebody has read what changed.
func TestTheListsAreForThisGoApp(t *testing.T) {
	out := t.TempDir()
	if err := trim(goApp(t), out, []string{"../../widget/card", "../../app/card"}); err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile(filepath.Join(out, "pkg", "app", "node.go"))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{"func (m nodeManager) mountHTML(": true, "func HTMLString(": false, `"html"`: false} {
		if strings.Contains(string(kept), text) != want {
			t.Errorf("node.go holds %q: %v", text, !want)
		}
	}
	elements, err := os.ReadFile(filepath.Join(out, "pkg", "app", "html_gen.go"))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{"func Button()": true, "func (e *htmlButton) OnClick(": true, "func Marquee()": false, "func Table()": false, "OnWheel": false} {
		if strings.Contains(string(elements), text) != want {
			t.Errorf("html_gen.go holds %q: %v", text, !want)
		}
	}
}

// TestAnotherGoAppIsRefused changes one letter of it.
func TestAnotherGoAppIsRefused(t *testing.T) {
	other := t.TempDir()
	if err := os.CopyFS(filepath.Join(other, "pkg", "app"), os.DirFS(filepath.Join(goApp(t), "pkg", "app"))); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(other, "pkg", "app", "update.go")
	if err := os.Chmod(file, 0o644); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(b, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "out")
	if err := trim(other, out, []string{"../../widget/card"}); err == nil || !strings.Contains(err.Error(), "read what changed") {
		t.Errorf("trim of a changed go-app: %v", err)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("something was written")
	}
}
