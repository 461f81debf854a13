package card

import (
	"math"
	"testing"

	"newsflash/widget"
)

func TestThePublishersOwnPictureStandsWhereThereAreNoFiles(t *testing.T) {
	got := picture(&widget.Picture{URL: "https://a.example/p.jpg", Alt: "A", Width: 1600, Height: 900, Color: "#112233"})
	if want := (Picture{Src: "https://a.example/p.jpg", Alt: "A", Width: 1600, Height: 900, Color: "#112233", Dark: true}); *got != want {
		t.Errorf("got %+v", *got)
	}
}

func TestTheCardNamesTheServersFiles(t *testing.T) {
	files := func(widths ...int) (out []widget.PictureFile) {
		for _, w := range widths {
			out = append(out, widget.PictureFile{Width: w, Height: w / 2, Type: "image/webp", URL: "https://c.example/w"}, widget.PictureFile{Width: w, Height: w / 2, Type: "image/jpeg", URL: "https://c.example/j"})
		}
		return out
	}
	for _, test := range []struct {
		widths    []int
		src       int
		webp, jpg string
	}{
		{[]int{200}, 200, "https://c.example/w 200w", "https://c.example/j 200w"},
		{[]int{320, 640, 960}, 640, "https://c.example/w 320w, https://c.example/w 640w, https://c.example/w 960w", "https://c.example/j 320w, https://c.example/j 640w, https://c.example/j 960w"},
		{[]int{1280, 960}, 960, "https://c.example/w 1280w, https://c.example/w 960w", "https://c.example/j 1280w, https://c.example/j 960w"},
	} {
		got := picture(&widget.Picture{URL: "https://a.example/p.jpg", Width: 1600, Height: 900, Files: files(test.widths...)})
		if got.Src != "https://c.example/j" || got.Width != test.src || got.Height != test.src/2 || got.WebP != test.webp || got.JPEG != test.jpg {
			t.Errorf("%v: %+v", test.widths, *got)
		}
	}
	if got := picture(&widget.Picture{URL: "https://a.example/p.jpg", Files: files(640)[:1]}); got.WebP != "" || got.Src != "https://a.example/p.jpg" {
		t.Errorf("without a JPEG: %+v", *got)
	}
}

func TestFocusGoesToTheNearestQuarter(t *testing.T) {
	for in, want := range map[string][2]string{
		"": {}, "50% 50%": {}, "0% 100%": {"0", "100"}, "12.4% 12.5%": {"0", "25"}, "37.4% 37.5%": {"25", ""}, "62.4% 62.5%": {"", "75"}, "87.4% 87.5%": {"75", "100"}, "nonsense": {},
	} {
		if got := picture(&widget.Picture{URL: "u", Focus: in}); got.X != want[0] || got.Y != want[1] {
			t.Errorf("%q: %q, %q", in, got.X, got.Y)
		}
	}
}

// TestTextIsReadOnEveryColour tries colours of all kinds: the card says whether black or white is to stand on them (WCAG 2.2, 1.4.3).
func TestTextIsReadOnEveryColour(t *testing.T) {
	if dark("") || dark("red") {
		t.Error("no colour is not dark")
	}
	for rgb := range 1 << 12 {
		color := [3]int{rgb >> 8 * 17, rgb >> 4 & 15 * 17, rgb & 15 * 17}
		name := "#"
		for _, c := range color {
			name += string("0123456789abcdef"[c>>4]) + string("0123456789abcdef"[c&15])
		}
		l := luminance(color)
		contrast := (l + .05) / .05
		if dark(name) {
			contrast = 1.05 / (l + .05)
		}
		if contrast < 4.5 {
			t.Errorf("on %s, dark %v: contrast %.2f", name, dark(name), contrast)
		}
	}
}

// luminance is WCAG's relative luminance, with the exact curve of sRGB.
func luminance(color [3]int) (l float64) {
	for i, share := range []float64{.2126, .7152, .0722} {
		v := float64(color[i]) / 255
		if v <= .04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+.055)/1.055, 2.4)
		}
		l += share * v
	}
	return l
}
