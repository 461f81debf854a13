//go:build !js

// Package app_test holds the rule of the tree: imports point one way, and nothing heavy comes into WebAssembly by us.
package app_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const goApp = "github.com/maxence-charriere/go-app/v10/pkg/app"

// list runs go list for js/wasm.
func list(t *testing.T, args ...string) []string {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list"}, args...)...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list %v: %v", args, err)
	}
	return strings.Fields(string(out))
}

// TestWebAssemblyHoldsNoIntruders: beyond what go-app brings itself, the live card is made of our own shared packages only.
func TestWebAssemblyHoldsNoIntruders(t *testing.T) {
	t.Parallel()
	brought := list(t, "-deps", goApp)
	for _, dep := range list(t, "-deps", "newsflash/app/...") {
		if slices.Contains(brought, dep) || strings.HasPrefix(dep, "newsflash/app/") || strings.HasPrefix(dep, "newsflash/widget") {
			continue
		}
		t.Errorf("%s is compiled into WebAssembly", dep)
	}
}

// TestImportsPointOneWay: server → web, widget; app → widget; widget → nothing of ours; and go-app stays with the card and the programs.
func TestImportsPointOneWay(t *testing.T) {
	t.Parallel()
	allowed := map[string][]string{"app": {"app", "widget"}, "widget": {"widget"}, "web": {"web"}, "server": {"server", "web", "widget"}}
	users := []string{"newsflash/widget/card", "newsflash/app/card", "newsflash/app/console", "newsflash/server/render"}
	format := `{{.ImportPath}}{{range .Imports}},{{.}}{{end}}`
	for _, goos := range []string{"js", "linux"} {
		cmd := exec.Command("go", "list", "-e", "-f", format, "newsflash/...")
		cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+map[string]string{"js": "wasm", "linux": "amd64"}[goos])
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.FieldsSeq(string(out)) {
			path, imports, _ := strings.Cut(line, ",")
			from, _, _ := strings.Cut(strings.TrimPrefix(path, "newsflash/"), "/")
			for dep := range strings.SplitSeq(imports, ",") {
				if to, ours := strings.CutPrefix(dep, "newsflash/"); ours {
					if to, _, _ := strings.Cut(to, "/"); !slices.Contains(allowed[from], to) {
						t.Errorf("%s imports %s", path, dep)
					}
				}
				if dep == goApp && !slices.Contains(users, path) {
					t.Errorf("%s imports go-app", path)
				}
			}
		}
	}
}
