package theme

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newsflash/widget"
)

func TestPresetsAreCompleteAndReadable(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("presets/*.json")
	if err != nil || len(files) != len(presetNames) {
		t.Fatalf("%d files for %d presets, %v", len(files), len(presetNames), err)
	}
	for i, preset := range Presets() {
		if preset.Name != presetNames[i] {
			t.Errorf("preset %s says that it is %s", presetNames[i], preset.Name)
		}
		for _, p := range Check(preset) {
			t.Errorf("%s: %v", preset.Name, p)
		}
		file, err := os.ReadFile("presets/" + preset.Name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var said map[string]any
		if err := json.Unmarshal(file, &said); err != nil {
			t.Fatal(err)
		}
		for _, token := range preset.Tokens() {
			name, _, _ := strings.Cut(token.Name, ".")
			if _, ok := said[name]; !ok {
				t.Errorf("preset %s leaves out %s", preset.Name, name)
			}
		}
	}
}

// TestPresetsDiffer holds that each preset is a publication of its own, not the default in other colours.
func TestPresetsDiffer(t *testing.T) {
	t.Parallel()
	all := Presets()
	for i := range all {
		for j := range all[:i] {
			a, b := all[i].Tokens(), all[j].Tokens()
			differ := 0
			for k := range a {
				if a[k].Pair == nil && !reflect.DeepEqual(a[k].Choice, b[k].Choice) || a[k].Number != nil && *a[k].Number != *b[k].Number {
					differ++
				}
			}
			if differ < 5 {
				t.Errorf("%s and %s differ in only %d tokens besides colours", all[i].Name, all[j].Name, differ)
			}
		}
	}
}

func TestEncodeIsReadBack(t *testing.T) {
	t.Parallel()
	for _, preset := range Presets() {
		data, err := Encode(preset)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Parse(data)
		if err != nil {
			t.Fatalf("%s: %v", preset.Name, err)
		}
		if diff := cmp.Diff(preset, again); diff != "" {
			t.Errorf("%s: %s", preset.Name, diff)
		}
	}
}

func TestMissingTokensAreTheDefaults(t *testing.T) {
	t.Parallel()
	got, err := Parse([]byte("\ufeff" + `{"version": 1, "name": "mine", "radius": 0, "show": {"deck": false}, "link": {"light": "#00F", "dark": "#aaBBff"}}`))
	if err != nil {
		t.Fatal(err)
	}
	want := standard()
	want.Name, want.Radius, want.Show.Deck, want.Link = "mine", 0, false, widget.Pair{Light: 0x0000ff, Dark: 0xaabbff}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// hostile are themes that must not pass, with what the error has to say.
var hostile = map[string][]string{
	`{}`:                               {"version is missing", "name is missing"},
	`[]`:                               {"not a list"},
	``:                                 {"line 1", "the file ends"},
	`{"version":1,"name":"a"`:          {"the file ends"},
	`{"version":1,"name":"a"} {}`:      {"follows"},
	"{\n\"version\":1,\n\"name\":'a'}": {"line 3"},
	`{"version":2,"name":"a"}`:         {"version is the number 2: themes of version 1 are read"},
	`{"version":"1","name":"a"}`:       {"version is the text"},
	`{"version":1,"version":1,"name":"a","name":"b"}`:                        {"version stands there twice", "name stands there twice"},
	with(`"ink":{"light":"red;}</style>","dark":"url(https://a.example/)"}`): {`ink.light is "red;}</style>"`, `ink.dark is "url(https://a.example/)"`},
	with(`"ink":{"light":"expression(alert(1))","dark":"var(--x)"}`):         {"ink.light", "ink.dark"},
	with(`"ink":{"light":"#12345","dark":"#+12345"}`):                        {"ink.light", "ink.dark"},
	with(`"ink":{"light":"#-12","dark":"#1_2"}`):                             {"ink.light", "ink.dark"},
	with(`"ink":{"light":"#ff\u0000000","dark":"\u202e#ffffff"}`):            {"ink.light", "ink.dark"},
	with(`"ink":{"light":"#ff0000ff","dark":"#\uff11\uff11\uff11"}`):         {"ink.light", "ink.dark"},
	with(`"ink":{"light":"#000","light":"#111","dark":"#fff","dim":"#777"}`): {"ink.light stands there twice", "ink.dim is not known"},
	with(`"ink":{"light":"#000"}`):                                           {"ink.dark is missing"},
	with(`"ink":{"light":0,"dark":null}`):                                    {"ink.light is the number 0", "ink.dark is null"},
	with(`"ink":"#000","paper":["#fff"],"rule":null`):                        {"ink is the text", "paper is a list", "rule is null"},
	with(`"radius":1e99,"border":-1,"body_line":1.6`):                        {"radius is the number 1e99: give a whole number from 0 to 24 (px)", "border", "body_line"},
	with(`"radius":99999999999999999999,"headline_weight":450`):              {"radius", "headline_weight is the number 450: give a whole number from 300 to 900 in steps of 100"},
	with(`"radius":"4px","show":{"deck":1,"picture":null}`):                  {"radius is the text", "show.deck is the number 1: give true or false", "show.picture is null"},
	with(`"headline_face":"Comic Sans, serif","shadow":"0 0 9px red"`):       {"headline_face is the text \"Comic Sans, serif\": choose one of system-sans", "shadow"},
	with(`"show":true,"show":{}`):                                            {"show stands there twice"},
	with(`"show":{"deck":true,"deck":true,"ads":true}`):                      {"show.deck stands there twice", `"show.ads" is not a token`},
	with(`"colour":1,"OnAccent":1,"headline-face":1,"--nf-ink":"a"`):         {`"colour" is not a token`, "did you mean on_accent?", "did you mean headline_face?", `"--nf-ink"`},
	with(`"ink":{"light":{"light":"#000"},"dark":"#000"}`):                   {"deeper"},
	with(`"a":` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000)):     {"deeper"},
	with(`"$schema":7`):                                                   {"$schema"},
	`{"version":1,"name":"a]{}*{color:red}"}`:                             {"name is the text"},
	`{"version":1,"name":"` + strings.Repeat("a", 101) + `"}`:             {"name is the text", "at most 100"},
	`{"version":1,"name":"A"}`:                                            {"name"},
	`{"version":1,"name":"a","pad":"` + strings.Repeat("x", 1<<20) + `"}`: {"a theme has at most 65536"},
	`{"version":1,"name":"a"` + strings.Repeat(`,"b":1`, 4000) + `}`:      {"and 3950 more"},
	with("\"ink\":{\"light\":\"#00\x000000\",\"dark\":\"#fff\"}"):         {"line 1"},
	with("\"ink\":{\"light\":\"#\xff\xff\xff\",\"dark\":\"#fff\"}"):       {"ink.light"},
	with(`"` + strings.Repeat("long", 100) + `":1`):                       {"…"},
}

func with(tokens string) string { return `{"version":1,"name":"a",` + tokens + `}` }

func TestWhatATokenCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	for data, wants := range hostile {
		got, err := Decode([]byte(data))
		if err == nil {
			t.Errorf("%.80q is taken", data)
			continue
		}
		if got != (widget.Theme{}) {
			t.Errorf("%.80q is refused, but a theme is returned", data)
		}
		for _, want := range wants {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%.80q: %v, which does not say %q", data, err, want)
			}
		}
		if len(err.Error()) > 10_000 {
			t.Errorf("%.80q: the error has %d bytes", data, len(err.Error()))
		}
	}
}

func TestLimitOfAFile(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "mine.json")
	for size, ok := range map[int]bool{MaxFile: true, MaxFile + 1: false} {
		data := append([]byte(with(`"radius":0`)), bytes.Repeat([]byte(" "), size)...)[:size]
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ParseFile(name); (err == nil) != ok {
			t.Errorf("%d bytes: %v", size, err)
		}
		if _, err := Decode(data); (err == nil) != ok {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
}

// TestNumbersKeepTheirLimits tries the ends of every range, and one step beyond.
func TestNumbersKeepTheirLimits(t *testing.T) {
	t.Parallel()
	for _, token := range new(widget.Theme).Tokens() {
		if token.Number == nil {
			continue
		}
		for n, ok := range map[int]bool{token.Range.Min: true, token.Range.Max: true, token.Range.Min - token.Range.Step: false, token.Range.Max + token.Range.Step: false} {
			if _, err := Decode([]byte(with(`"` + token.Name + `":` + strconv.Itoa(n)))); (err == nil) != ok {
				t.Errorf("%s %d: %v", token.Name, n, err)
			}
		}
	}
}

func TestWithPutsAThemeInItsNamesakesPlace(t *testing.T) {
	t.Parallel()
	own, mine := standard(), standard()
	own.Name, mine.Name = "tabloid", "mine"
	got := With(Presets(), own, mine)
	if len(got) != len(Presets())+1 || got[2] != own || got[len(got)-1] != mine {
		t.Errorf("got %v", Names(got))
	}
	if Presets()[2] == own {
		t.Error("the presets have changed")
	}
}
