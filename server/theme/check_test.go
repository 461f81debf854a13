package theme

import (
	"math"
	"strings"
	"testing"

	"newsflash/widget"
)

// TestContrast has its values from WebAIM's contrast checker's usual examples and WCAG's own ends.
func TestContrast(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b widget.Color
		want float64
	}{
		{0, 0xffffff, 21}, {0xffffff, 0xffffff, 1}, {0x777777, 0xffffff, 4.48}, {0x767676, 0xffffff, 4.54}, {0xff0000, 0xffffff, 4.00}, {0x0000ff, 0xffffff, 8.59},
	} {
		if got := Contrast(test.a, test.b); math.Abs(got-test.want) > .005 || got != Contrast(test.b, test.a) {
			t.Errorf("%v on %v: %.3f, want %.2f", test.a, test.b, got, test.want)
		}
	}
}

// TestEveryPairThatFailsIsFound breaks one colour after the other of every kind of theme: it takes that of what it stands on.
func TestEveryPairThatFailsIsFound(t *testing.T) {
	t.Parallel()
	for _, style := range []string{"outline", "solid", "text"} {
		good := standard()
		good.ButtonStyle = style
		if style == "solid" {
			good.ButtonPaper, good.ButtonInk = good.Ink, good.Paper
		}
		if p := Check(good); len(p) > 0 {
			t.Fatalf("%s: %v", style, p)
		}
		for field, break1 := range map[string]func(*widget.Theme){
			"ink.light":      func(t *widget.Theme) { t.Ink.Light = t.Paper.Light },
			"ink.dark":       func(t *widget.Theme) { t.Ink.Dark = t.Shade.Dark },
			"headline.dark":  func(t *widget.Theme) { t.Headline.Dark = t.Paper.Dark },
			"quiet.light":    func(t *widget.Theme) { t.Quiet.Light = 0x8a8a8a },
			"accent.dark":    func(t *widget.Theme) { t.Accent.Dark = 0x606060 },
			"on_accent.dark": func(t *widget.Theme) { t.OnAccent.Dark = t.Accent.Dark },
			"link.light":     func(t *widget.Theme) { t.Link.Light = 0x7f9fff },
			"focus.light":    func(t *widget.Theme) { t.Focus.Light = 0xa0c0ff },
			"button_ink.light": func(t *widget.Theme) {
				t.ButtonInk.Light = map[bool]widget.Color{true: 0x333333, false: 0xeeeeee}[style == "solid"]
			},
		} {
			bad := good
			break1(&bad)
			found := Check(bad)
			if len(found) == 0 || found[0].Field != field {
				t.Errorf("%s: %s fails, but found is %v", style, field, found)
			}
		}
	}
	solid := standard()
	solid.ButtonStyle = "solid" // and as pale as the paper
	line := standard()
	line.Line = line.Rule
	if p := Check(solid); len(p) == 0 || p[0].Field != "button_paper.light" {
		t.Errorf("a solid button that cannot be seen: %v", p)
	}
	if p := Check(line); len(p) == 0 || p[0].Field != "line.light" {
		t.Errorf("an outline that cannot be seen: %v", p)
	}
}

func TestAProblemNamesTheNearestColour(t *testing.T) {
	t.Parallel()
	_, err := Parse([]byte(with(`"quiet":{"light":"#777","dark":"#a9b1b9"}`)))
	want := "quiet.light #777777 on paper.light #ffffff has a contrast of 4.47:1 and needs 4.5:1; the nearest colour that passes is #"
	if err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Fatalf("got %v\nwant %s…", err, want)
	}
	for _, c := range []widget.Color{0x777777, 0xff0000, 0x00ff00, 0x3399ff, 0xffffff, 0} {
		for _, behind := range [][]widget.Color{{0xffffff, 0xe9ebed}, {0x16181b, 0x24282c}, {0x777777}, {0xb3191c}} {
			near, found := nearestColor(c, behind, needText)
			if !found {
				t.Fatalf("nothing near %v passes on %v", c, behind)
			}
			for _, b := range behind {
				if got := Contrast(near, b); got < needText {
					t.Errorf("%v instead of %v on %v has %.3f", near, c, b, got)
				}
			}
			if again, _ := nearestColor(c, behind, needText); again != near {
				t.Errorf("%v and %v for the same", near, again)
			}
		}
	}
}

func TestWhatNoColourCanHelpIsSaid(t *testing.T) {
	t.Parallel()
	bad := standard()
	bad.Shade.Light = 0x555555
	found := Check(bad)
	if len(found) == 0 || found[0].Found || !strings.Contains(found[0].Error(), "no colour passes") {
		t.Errorf("got %v", found)
	}
}

// TestNearestKeepsTheHue compares the hue, as OKLab's angle, before and after.
func TestNearestKeepsTheHue(t *testing.T) {
	t.Parallel()
	for _, c := range []widget.Color{0xd94040, 0x3f9f3f, 0x5f7fdf, 0xc08020} {
		near, _ := nearestColor(c, []widget.Color{0xffffff}, 7)
		_, a1, b1 := toOKLab(c)
		_, a2, b2 := toOKLab(near)
		if turn := math.Abs(math.Remainder(math.Atan2(b1, a1)-math.Atan2(b2, a2), 2*math.Pi)); turn > .06 {
			t.Errorf("%v became %v: the hue turned by %.3f", c, near, turn)
		}
	}
}

func TestOKLabGoesBothWays(t *testing.T) {
	t.Parallel()
	for c := widget.Color(0); c <= 0xffffff; c += 0x010f3b {
		if got := fromOKLab(toOKLab(c)); got != c {
			t.Errorf("%v became %v", c, got)
		}
	}
}

// BenchmarkCheck checks a theme of which nearly every pair fails, so that a colour is sought for each.
func BenchmarkCheck(b *testing.B) {
	bad := standard()
	for _, token := range bad.Tokens() {
		if token.Pair != nil {
			*token.Pair = widget.Pair{Light: 0xf0f8ff, Dark: 0x101830}
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		Check(bad)
	}
}
