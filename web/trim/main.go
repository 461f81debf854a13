// Command trim writes a copy of go-app with what the live card does not use left out, so that less is sent to readers:
// the server and what it needs (net/http, crypto), routing by regular expressions, states kept in storage (JSON, encryption),
// the handling of links and installation that belongs to whole-page programs, and the elements and attributes that no component
// of ours names. What is kept is go-app's own text; a few files in standin take the place of what everything else hangs on.
//
//	trim MODULE OUT NAMES...
//
// MODULE is go-app's folder in the module cache, OUT the folder to write, NAMES the packages whose components are compiled
// with it. The copy is for one version of go-app: another is refused, so that nobody trims what nobody has read.
package main

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed standin
var standin embed.FS

// upstream is the sum of the files of go-app v10.1.11 that are taken, in the order of taken.
const upstream = "ab7f63468b01aa40ed4494c6004a2a7d2c22decb515f430f77da22a006022063"

const elements = "html_gen.go" // one type per element, one method per attribute

// taken lists the files of pkg/app, each with the declarations left out: names, or Type.Method, also of
// interfaces.
var taken = []struct {
	file string
	less []string
}{
	{"attribute.go", nil},
	{"component.go", []string{"Compo.Render", "Compo.ValueTo"}},
	{"condition.go", nil},
	{"context.go", []string{
		"Context", "Context.AppUpdateAvailable", "Context.IsAppInstallable", "Context.IsAppleBrowser", "Context.ShowAppInstallPrompt", "Context.DeviceID",
		"Context.Page", "Context.Reload", "Context.Navigate", "Context.NavigateTo", "Context.ResolveStaticResource", "Context.ScrollTo", "Context.LocalStorage",
		"Context.SessionStorage", "Context.Encrypt", "Context.Decrypt", "Context.cryptoKey", "Context.Notifications", "Context.Handle", "Context.NewAction",
		"Context.NewActionWithValue", "Context.ObserveState", "Context.GetState", "Context.SetState", "Context.DelState", "Context.ResizeContent",
	}},
	{"engine.go", []string{
		"engineX", "newEngine", "engineX.baseContext", "engineX.Navigate", "engineX.initBrowser", "engineX.notifyComponentEvent", "engineX.externalNavigation",
		"engineX.mailTo", "engineX.internalURL", "engineX.page", "engineX.Encode", "engineX.ConsumeNext", "engineX.ConsumeAll",
	}},
	{"event.go", []string{"EventScope"}},
	{"html.go", nil},
	{elements, nil},
	{"js.go", []string{"BrowserWindow.URL", "BrowserWindow.addHistory", "BrowserWindow.replaceHistory"}},
	{"js_wasm.go", []string{"browserWindow.URL", "browserWindow.addHistory", "browserWindow.replaceHistory"}},
	{"node.go", []string{
		"HTMLString", "PrintHTML", "nodeManager.Encode", "nodeManager.encode", "nodeManager.encodeText", "nodeManager.encodeIndent", "nodeManager.encodeHTML",
		"nodeManager.encodeHTMLAttribute", "nodeManager.encodeComponent", "nodeManager.encodeRawHTML",
	}},
	{"range.go", nil},
	{"raw.go", nil},
	{"text.go", []string{"Textf"}},
	{"update.go", nil},
}

// less are statements of kept functions that are left out: file, text. Each has to occur once.
var less = [][2]string{
	{"engine.go", "\n\t\tfor action, handler := range e.asynchronousActionHandlers {\n\t\t\te.actions.Handle(action, body, true, handler)\n\t\t}\n"},
	{"engine.go", "\te.states.CleanupExpiredPersistedStates(e.baseContext())\n"},
	{"engine.go", "\te.actions.Cleanup()\n\te.states.Cleanup()\n"},
}

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "trim: give go-app's folder, the folder to write, and the folders whose components use it, as in\n  trim \"$(go list -m -f '{{.Dir}}' github.com/maxence-charriere/go-app/v10)\" .cache/go-app widget/card app/card")
		os.Exit(2)
	}
	if err := trim(os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		fmt.Fprintln(os.Stderr, "trim:", err)
		os.Exit(1)
	}
}

func trim(module, out string, users []string) error {
	sources := map[string]string{}
	sum := sha256.New()
	for _, t := range taken {
		b, err := os.ReadFile(filepath.Join(module, "pkg", "app", t.file))
		if err != nil {
			return err
		}
		sources[t.file] = string(b)
		sum.Write(b)
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != upstream {
		return fmt.Errorf("go-app's files are not those that this was written for: read what changed, mend the lists in web/trim, then set upstream to %q", got)
	}
	for _, l := range less {
		if strings.Count(sources[l[0]], l[1]) != 1 {
			return fmt.Errorf("%s does not hold this text once: %s", l[0], l[1])
		}
		sources[l[0]] = strings.Replace(sources[l[0]], l[1], "", 1)
	}
	used, err := called(users)
	if err != nil {
		return err
	}
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(out, "pkg", "app"), 0o755); err != nil {
		return err
	}
	for _, t := range taken {
		text, err := without(t.file, sources[t.file], t.less, used)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, "pkg", "app", t.file), text, 0o644); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(out, "go.mod"), []byte("module github.com/maxence-charriere/go-app/v10\n\ngo 1.26\n"), 0o644); err != nil {
		return err
	}
	return copyStandins(out)
}

func copyStandins(out string) error {
	for _, folder := range []string{"app", "errors"} {
		if err := os.MkdirAll(filepath.Join(out, "pkg", folder), 0o755); err != nil {
			return err
		}
		b, err := standin.ReadFile("standin/" + folder + "/" + folder + ".go")
		if err != nil {
			return err
		}
		b = bytes.TrimPrefix(b, []byte("//go:build ignore\n")) // here they would be half a package
		if err := os.WriteFile(filepath.Join(out, "pkg", folder, "standin.go"), b, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// called lists the names of everything that the packages call by a selector: x.Name(...).
func called(folders []string) (map[string]bool, error) {
	used := map[string]bool{"Div": true, "Body": true, "Text": true, "On": true} // by go-app itself
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil || len(files) == 0 {
			return nil, errors.Join(fmt.Errorf("%s holds no Go files", folder), err)
		}
		for _, file := range files {
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			if err != nil {
				return nil, err
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					if s, ok := call.Fun.(*ast.SelectorExpr); ok {
						used[s.Sel.Name] = true
					}
				}
				return true
			})
		}
	}
	return used, nil
}

// without is a file less some declarations, and less the imports that nothing needs then. Of the elements it keeps those
// that are used.
func without(name, source string, drop []string, used map[string]bool) ([]byte, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, source, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	var cuts [][2]int
	cut := func(n ast.Node, doc *ast.CommentGroup) {
		from := n.Pos()
		if doc != nil {
			from = doc.Pos()
		}
		cuts = append(cuts, [2]int{fset.Position(from).Offset, fset.Position(n.End()).Offset})
	}
	found := map[string]bool{}
	dropped := func(name string) bool {
		if slices.Contains(drop, name) {
			found[name] = true
			return true
		}
		return false
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			full := d.Name.Name
			if d.Recv != nil {
				full = receiver(d) + "." + full
			}
			if dropped(full) || name == elements && !neededFunc(d, used) {
				cut(d, d.Doc)
			}
		case *ast.GenDecl:
			if d.Tok != token.TYPE {
				continue
			}
			spec := d.Specs[0].(*ast.TypeSpec)
			if dropped(spec.Name.Name) || name == elements && !neededElement(spec.Name.Name, used) {
				cut(d, d.Doc)
				continue
			}
			if i, ok := spec.Type.(*ast.InterfaceType); ok {
				for _, m := range i.Methods.List {
					if len(m.Names) == 1 && (dropped(spec.Name.Name+"."+m.Names[0].Name) || name == elements && ast.IsExported(m.Names[0].Name) && !used[m.Names[0].Name]) {
						cut(m, m.Doc)
					}
				}
			}
		}
	}
	for _, d := range drop {
		if !found[d] {
			return nil, fmt.Errorf("%s declares no %s", name, d)
		}
	}
	slices.SortFunc(cuts, func(a, b [2]int) int { return b[0] - a[0] })
	for _, c := range cuts {
		source = source[:c[0]] + source[c[1]:]
	}
	return withoutImports(name, source)
}

func receiver(d *ast.FuncDecl) string {
	t := d.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	return t.(*ast.Ident).Name
}

// neededElement tells of a type, HTMLDiv or htmlDiv, whether anybody makes such elements; the engine itself names two of them.
func neededElement(typeName string, used map[string]bool) bool {
	element, ok := strings.CutPrefix(strings.ToLower(typeName), "html")
	if !ok || element == "elem" || element == "elemselfclosing" {
		return true
	}
	for name := range used {
		if strings.ToLower(name) == element {
			return true
		}
	}
	return false
}

func neededFunc(d *ast.FuncDecl, used map[string]bool) bool {
	if d.Recv == nil {
		return neededElement("html"+d.Name.Name, used)
	}
	return neededElement(receiver(d), used) && (!ast.IsExported(d.Name.Name) || used[d.Name.Name])
}

func withoutImports(name, source string) ([]byte, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, source, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	named := map[string]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok {
				named[x.Name] = true
			}
		}
		return true
	})
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.IMPORT {
			continue
		}
		g.Specs = slices.DeleteFunc(g.Specs, func(s ast.Spec) bool {
			path := strings.Trim(s.(*ast.ImportSpec).Path.Value, `"`)
			return !named[path[strings.LastIndex(path, "/")+1:]]
		})
	}
	f.Decls = slices.DeleteFunc(f.Decls, func(d ast.Decl) bool {
		g, ok := d.(*ast.GenDecl)
		return ok && g.Tok == token.IMPORT && len(g.Specs) == 0
	})
	var b bytes.Buffer
	err = format.Node(&b, fset, f)
	return b.Bytes(), err
}
