package sanitize_test

import (
	"math"
	"strings"
	"testing"

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
		{"A bear fishes.", "a bear  fishes", "", false},
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
	if *got.Picture != want || len(warnings) != 0 {
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
