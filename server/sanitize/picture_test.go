package sanitize_test

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

func TestAlt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		alt, caption, want string
		warned             bool
	}{
		{"A bear fishes", "Kamchatka in July", "A bear fishes", false},
		{" A  bear\n", "", "A bear", false},
		{"", "", "", true},
		{"bear-1024x768.jpg", "", "", true},
		{"Screenshot 2025-11-08 at 9.00.PNG", "", "", true},
		{"IMG_0042", "", "", true},
		{"DSC 00042", "", "", true},
		{"8d0f7c4e-1b2a-4c3d-9e8f-001122334455", "", "", true},
		{"2025-11-08", "", "", true},
		{"image", "", "", true},
		{"Photo:", "", "", true},
		{"Featured image", "", "", true},
		{"写真", "", "", true},
		{"Image of a bear", "", "Image of a bear", false},
		{"U.S. v. Jones", "", "U.S. v. Jones", false},
		{"The logo of example.com", "", "The logo of example.com", false},
		{strings.Repeat("ä", 250), "", strings.Repeat("ä", 250), false},
		{strings.Repeat("ä", 251), "", "", true},
		{"A bear fishes.", "a bear  fishes", "A bear fishes.", false},
		{"The headline!", "", "", false},
		{"!!", "??", "!!", false},
	} {
		got, warnings := clean(t, widget.Article{Title: "The headline", Picture: &widget.Picture{URL: "https://news.example/a.jpg", Alt: c.alt, Caption: c.caption}})
		if got.Picture.Alt != c.want || (warnings["picture.alt"] != "") != c.warned {
			t.Errorf("%q with caption %q becomes %q, warnings %v", c.alt, c.caption, got.Picture.Alt, warnings)
		}
	}
}

func TestPicture(t *testing.T) {
	t.Parallel()
	got, warnings := clean(t, widget.Article{URL: address, Picture: &widget.Picture{
		URL: "../a.jpg", Alt: "A bear", Caption: " In\x00 July ", Credit: "<i>A. B.</i>", Width: 1200, Height: widget.MaxPixels,
	}})
	want := widget.Picture{URL: "https://news.example/a.jpg", Alt: "A bear", Caption: "In July", Credit: "<i>A. B.</i>", Width: 1200, Height: widget.MaxPixels}
	if !reflect.DeepEqual(*got.Picture, want) || len(warnings) != 0 {
		t.Errorf("got %+v, %v", *got.Picture, warnings)
	}
	got, warnings = clean(t, widget.Article{Picture: &widget.Picture{URL: "https://news.example/a.jpg", Alt: "A bear", Width: -1, Height: math.MaxInt}})
	if got.Picture.Width != 0 || got.Picture.Height != 0 || warnings["picture.width"] == "" || warnings["picture.height"] == "" {
		t.Errorf("got %+v, %v", *got.Picture, warnings)
	}
	if got, warnings = clean(t, widget.Article{Picture: &widget.Picture{Alt: "A bear"}}); got.Picture != nil || warnings["picture.url"] == "" {
		t.Errorf("a picture without address stays: %+v, %v", got.Picture, warnings)
	}
}

func TestFocus(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"": "", "30% 20%": "30% 20%", "  0%   100% ": "0% 100%", "33.333% .5%": "33.3% 0.5%", "05% 5.%": "5% 5%",
		"30 20": "!", "30%": "!", "30% 20% 10%": "!", "101% 0%": "!", "-1% 0%": "!", "1e1% 0%": "!", "NaN% 0%": "!", "Inf% 0%": "!", "% %": "!", "left top": "!", "1\u200b0% 5%": "!",
	} {
		got, warnings := clean(t, widget.Article{Picture: &widget.Picture{URL: "https://news.example/a.jpg", Alt: "A bear", Focus: in}})
		if bad := want == "!"; bad != (warnings["picture.focus"] != "") || got.Picture.Focus != strings.Trim(want, "!") {
			t.Errorf("%q becomes %q, warnings %v", in, got.Picture.Focus, warnings)
		}
	}
}

func TestFilesOfThePicture(t *testing.T) {
	t.Parallel()
	good := widget.PictureFile{Width: 640, Height: 360, Type: "image/webp", URL: "https://cards.example/static/0/640.webp"}
	files := func(change func(*widget.PictureFile)) []widget.PictureFile {
		bad := good
		change(&bad)
		return []widget.PictureFile{good, bad}
	}
	for name, test := range map[string]struct {
		files []widget.PictureFile
		kept  int
	}{
		"good":          {files(func(f *widget.PictureFile) { f.Type = "image/jpeg" }), 2},
		"as written":    {files(func(f *widget.PictureFile) { f.URL = "HTTPS://Cards.example/a\"b.webp" }), 2},
		"none":          {nil, 0},
		"other type":    {files(func(f *widget.PictureFile) { f.Type = "image/svg+xml" }), 0},
		"script":        {files(func(f *widget.PictureFile) { f.URL = "javascript:alert(1)" }), 0},
		"relative":      {files(func(f *widget.PictureFile) { f.URL = "/a.webp" }), 0},
		"comma":         {files(func(f *widget.PictureFile) { f.URL = "https://cards.example/a.webp,b" }), 0},
		"space":         {files(func(f *widget.PictureFile) { f.URL = "https://cards.example/a.webp 2x" }), 0},
		"no width":      {files(func(f *widget.PictureFile) { f.Width = 0 }), 0},
		"height beyond": {files(func(f *widget.PictureFile) { f.Height = widget.MaxPixels + 1 }), 0},
	} {
		got, warnings := clean(t, widget.Article{URL: address, Picture: &widget.Picture{URL: "https://news.example/a.jpg", Alt: "A bear", Files: test.files}})
		if len(got.Picture.Files) != test.kept || (len(warnings) == 0) != (test.kept == len(test.files)) {
			t.Errorf("%s: %+v, %v", name, got.Picture.Files, warnings)
		}
	}
	_, _, err := sanitize.Clean(widget.Article{Title: "T", Picture: &widget.Picture{URL: address, Files: make([]widget.PictureFile, widget.MaxFiles+1)}})
	if err == nil {
		t.Error("too many files pass")
	}
	for in, want := range map[string]string{"#1a2b3c": "#1a2b3c", "#1A2B3C": "", "red": "", "#123": "", "#12345g": "", "#123456;": ""} {
		got, warnings := clean(t, widget.Article{Picture: &widget.Picture{URL: "https://news.example/a.jpg", Alt: "A bear", Color: in}})
		if got.Picture.Color != want || (warnings["picture.color"] == "") != (want != "") {
			t.Errorf("colour %q becomes %q, %v", in, got.Picture.Color, warnings)
		}
	}
}

func TestFieldsAreACopyDownToThePicturesFiles(t *testing.T) {
	t.Parallel()
	a, _, err := sanitize.Clean(widget.Article{Title: "T", Picture: &widget.Picture{URL: address, Files: []widget.PictureFile{{Width: 1, Height: 1, Type: "image/webp", URL: address}}}})
	if err != nil {
		t.Fatal(err)
	}
	a.Fields().Picture.Files[0].URL = "javascript:alert(1)"
	if got := a.Fields().Picture.Files[0].URL; got != address {
		t.Errorf("a clean article was changed to %q", got)
	}
}
