package theme

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"newsflash/widget"
)

// A theme's style sheet is rules of our two selectors, with declarations of our own properties. No value has a character that
// could end its declaration, its rule or the element around the sheet, or begin a comment, an escape or an at-rule.
var (
	declaration = `--nf-[a-z-]+:[-#%,./ ()"A-Za-z0-9]+`
	declared    = declaration + `(;` + declaration + `)*`
	wholeSheet  = regexp.MustCompile(`^\.nf\{` + declared + `\}@supports \(color:light-dark\(red,red\)\)\{\.nf\{` + declared + `\}\}` + `(\.nf\[data-theme="[a-z0-9-]+"\]\{` + declared + `\})*$`)
	wholeTheme  = regexp.MustCompile(`^\.nf\[data-theme="[a-z0-9-]+"\]\{` + declared + `\}$`)
	property    = regexp.MustCompile(`(--nf-[a-z-]+):([^;{}]*)`)
)

// checkCSS holds what a theme prints to its form.
func checkCSS(t *testing.T, theme widget.Theme) {
	t.Helper()
	css, sheet := theme.CSS(), widget.Sheet(With(Presets(), theme)...)
	if !wholeTheme.MatchString(css) || !wholeSheet.MatchString(sheet) {
		t.Fatalf("something else came out: %s\n%s", css, sheet)
	}
	for _, m := range property.FindAllStringSubmatch(css+sheet, -1) {
		if value := m[2]; strings.Count(value, `"`)%2 != 0 || strings.Count(value, "(") != strings.Count(value, ")") || strings.Contains(value, "//") || strings.Contains(value, "url") || strings.Contains(value, "--nf") && !strings.Contains(value, "var(--nf-") {
			t.Fatalf("%s has the value %q", m[1], value)
		}
	}
	if got, want := propertiesOf(css), propertiesOf(standard().CSS()); !slices.Equal(got, want) {
		t.Fatalf("properties are %v, not %v", got, want)
	}
}

func propertiesOf(css string) []string {
	set := map[string]bool{}
	for _, m := range property.FindAllStringSubmatch(css, -1) {
		set[m[1]] = true
	}
	return slices.Sorted(maps.Keys(set))
}

func TestPresetsAreOurPropertiesOnly(t *testing.T) {
	t.Parallel()
	for _, preset := range Presets() {
		checkCSS(t, preset)
	}
}

// TestEveryChoiceIsOurPropertiesOnly tries each choice of each token: a token's choices set the same properties.
func TestEveryChoiceIsOurPropertiesOnly(t *testing.T) {
	t.Parallel()
	theme := standard()
	for _, token := range theme.Tokens() {
		for _, name := range widget.ChoiceNames(token.Of) {
			*token.Choice = name
			checkCSS(t, theme)
		}
	}
}

// TestTheStyleSheetsReadWhatAThemeSets: a card reads no property that a partner's page could set, and no token is without use.
func TestTheStyleSheetsReadWhatAThemeSets(t *testing.T) {
	t.Parallel()
	var sheets string
	for _, name := range []string{"card.css", "story.css"} {
		css, err := os.ReadFile("../../web/" + name)
		if err != nil {
			t.Fatal(err)
		}
		sheets += string(css)
	}
	themes := widget.Sheet(standard())
	set := append(propertiesOf(themes), "--nf-read", "--nf-seen") // by web/frame/frame.js, as the reader goes on
	for _, m := range regexp.MustCompile(`(--nf-[a-z-]+)\s*:`).FindAllStringSubmatch(sheets, -1) {
		set = append(set, m[1])
	}
	read := regexp.MustCompile(`var\((--nf-[a-z-]+)`).FindAllStringSubmatch(sheets+widget.Sheet(Presets()...), -1)
	for _, m := range read {
		if !slices.Contains(set, m[1]) {
			t.Errorf("%s is read, but never set", m[1])
		}
	}
	for _, name := range propertiesOf(themes) {
		if !slices.ContainsFunc(read, func(m []string) bool { return m[1] == name }) {
			t.Errorf("%s is set, but never read", name)
		}
	}
}

// FuzzTheme: what is accepted can be read, prints our properties only, and comes back from its file as it was.
func FuzzTheme(f *testing.F) {
	for data := range hostile {
		f.Add([]byte(data))
	}
	for _, name := range presetNames {
		data, err := files.ReadFile("presets/" + name + ".json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		theme, err := Parse(data)
		if err != nil {
			if len(err.Error()) > 64<<10 {
				t.Fatalf("the error has %d bytes", len(err.Error()))
			}
			return
		}
		if problems := Check(theme); len(problems) > 0 {
			t.Fatalf("accepted, but %v", problems)
		}
		checkCSS(t, theme)
		again, err := Encode(theme)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := Parse(again); err != nil || back != theme {
			t.Fatalf("%s came back as %v, %v", again, back, err)
		}
	})
}

// FuzzAnyTheme builds themes that no reader has seen: they still print our properties only, and what Check advises helps.
func FuzzAnyTheme(f *testing.F) {
	f.Add("tabloid", "solid", 700, []byte("abcdefghijkl"))
	f.Add(`a"]{}*{color:red}`, "</style>", -1<<62, []byte{0, 255, 119})
	f.Fuzz(func(t *testing.T, name, choice string, n int, colors []byte) {
		theme := widget.Theme{Version: 1, Name: name}
		for i, token := range theme.Tokens() {
			switch {
			case token.Choice != nil:
				*token.Choice = choice
			case token.Number != nil:
				*token.Number = n
			case token.Pair != nil && len(colors) > 0:
				at := func(k int) widget.Color { return widget.Color(colors[(6*i+k)%len(colors)]) }
				token.Pair.Light, token.Pair.Dark = at(0)<<16|at(1)<<8|at(2), at(3)<<24|at(3)<<16|at(4)<<8|at(5)
			}
		}
		checkCSS(t, theme)
		for _, p := range Check(theme) {
			if p.Ratio >= p.Need || p.Found && Contrast(p.Nearest, p.Behind) < p.Need {
				t.Fatalf("%v", p)
			}
		}
	})
}
