package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newsflash/server/theme"
)

func command(t *testing.T, args ...string) (stdout string, code int, err error) {
	t.Helper()
	var out, errs bytes.Buffer
	if err = run(t.Context(), args, &out, &errs); err != nil {
		code = exitCode(err)
	}
	return out.String(), code, err
}

func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWhatThemeExportPrintsPassesThemeCheck(t *testing.T) {
	t.Parallel()
	listed, _, err := command(t, "theme", "list")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range theme.Names(theme.Presets()) {
		exported, _, err := command(t, "theme", "export", name)
		if err != nil || !strings.Contains(listed, name+" ") {
			t.Fatalf("%s: %v, listed are:\n%s", name, err, listed)
		}
		path := file(t, "mine.json", exported)
		if out, _, err := command(t, "theme", "check", path); err != nil || out != path+": theme "+name+" can be used\n" {
			t.Errorf("%s: %q, %v", name, out, err)
		}
	}
}

func TestThemeCheckSaysAllThatIsWrongWithAllFiles(t *testing.T) {
	t.Parallel()
	good := file(t, "good.json", `{"version": 1, "name": "good"}`)
	bad := file(t, "bad.json", `{"version": 1, "name": "bad", "ink": {"light": "red;}</style>", "dark": "#fff"}, "radius": 99}`)
	pale := file(t, "pale.json", `{"version": 1, "name": "pale", "link": {"light": "#9999ff", "dark": "#fff"}}`)
	out, code, err := command(t, "theme", "check", bad, good, pale, good+".none")
	if code != 1 || err == nil || err.Error() != "3 of 4 themes cannot be used" {
		t.Errorf("%d, %v", code, err)
	}
	for _, want := range []string{bad + ":\n  ink.light", "\n  radius is the number 99", "theme good can be used", "link.light #9999ff on paper.light #ffffff", "the nearest colour that passes is #", "good.json.none"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
}

func TestRenderTakesAThemesFile(t *testing.T) {
	t.Parallel()
	story := file(t, "story.md", "---\ntitle: A title\n---\nText.\n")
	// A file with a preset's name is that theme.
	for name, want := range map[string]string{
		file(t, "mine.json", `{"version": 1, "name": "mine", "radius": 17}`):           `.nf[data-theme="mine"]{--nf-radius:17px}`,
		file(t, "wire.json", `{"version": 1, "name": "wire", "radius": 18}`):           `.nf[data-theme="wire"]{--nf-radius:18px}`,
		file(t, "default.json", `{"version": 1, "name": "default", "body_line": 177}`): `--nf-body-line:1.77;`,
	} {
		out, _, err := command(t, "render", "--format", "static", "--theme", name, story)
		if err != nil || !strings.Contains(out, want) {
			t.Errorf("%s: %v, %s", name, err, out)
		}
	}
	for name, want := range map[string]string{
		"nonsense":          `--theme "nonsense" is not known; known are: default, broadsheet`,
		"./nonsense":        `--theme "./nonsense": there is no such file`,
		story:               "line 1 is no JSON of a theme",
		filepath.Dir(story): "is a directory",
	} {
		if out, code, err := command(t, "render", "--theme", name, story); code == 0 || out != "" || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %d, %v, %q", name, code, err, out)
		}
	}
}

func TestThemeImportStoresAllOrNone(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	good := file(t, "good.json", `{"version": 1, "name": "harbour", "radius": 11}`)
	bad := file(t, "bad.json", `{"version": 1, "name": "bad", "radius": 99}`)
	if _, code, err := command(t, "theme", "import", "--data", data, good, bad); code != 1 || !strings.Contains(err.Error(), "radius is the number 99") {
		t.Errorf("a bad file: %d, %v", code, err)
	}
	if _, err := os.Stat(data); err == nil {
		t.Error("something was stored")
	}
	for range 2 { // what is stored already makes no revision
		if out, _, err := command(t, "theme", "import", "--data", data, good); err != nil || out != good+"  harbour, revision 1\n" {
			t.Errorf("%q, %v", out, err)
		}
	}
	if out, _, err := command(t, "theme", "list", "--data", data); err != nil || !strings.Contains(out, "harbour     stored here") || !strings.Contains(out, "tabloid     everywhere") {
		t.Errorf("list: %v\n%s", err, out)
	}
	if out, _, err := command(t, "theme", "export", "--data", data, "harbour"); err != nil || !strings.Contains(out, `"radius": 11`) {
		t.Errorf("export: %v\n%s", err, out)
	}
}
