package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"io/fs"
	"math"
	"slices"
	"testing"

	"github.com/gen2brain/webp"
	"golang.org/x/image/draw"

	"newsflash/server/demo"
)

func demoPictures(t testing.TB) map[string][]byte {
	t.Helper()
	names, err := fs.Glob(demo.Pictures(), "*.jpg")
	if err != nil || len(names) == 0 {
		t.Fatal("no pictures", err)
	}
	out := map[string][]byte{}
	for _, name := range names {
		if out[name], err = fs.ReadFile(demo.Pictures(), name); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestPhotographsFitTheBudget: a card is promised to take at most 45 kB with its picture at 600 px, which is the file of 640.
func TestPhotographsFitTheBudget(t *testing.T) {
	t.Parallel()
	all := demoPictures(t)
	all["made"] = asJPEG(t, photo(1300, 867, 7))
	for name, data := range all {
		set := must(t, data)
		if got := widthsOf(set); !slices.Equal(got, widths) {
			t.Errorf("%s: widths %v", name, got)
		}
		original, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range set.Files {
			if f.Width != budgetWidth {
				continue
			}
			if f.Type == WebP && len(f.Data) > budget {
				t.Errorf("%s: %d bytes at 640 px, at most %d are promised", name, len(f.Data), budget)
			}
			if loss := difference(original, pixels(t, f)); loss > 7 {
				t.Errorf("%s: the %s of %d px is off by %.1f of 255", name, f.Type, f.Width, loss)
			}
		}
		t.Log(name, set.Color, describe(set))
	}
}

func widthsOf(s Set) (out []int) {
	for i := 0; i < len(s.Files); i += 2 {
		out = append(out, s.Files[i].Width)
	}
	return out
}

// difference is the mean distance of two pictures' values, both brought to the size of the second.
func difference(a, b image.Image) float64 {
	size := b.Bounds()
	small, same := image.NewRGBA(size), image.NewRGBA(size)
	draw.CatmullRom.Scale(small, size, a, a.Bounds(), draw.Src, nil)
	draw.Draw(same, size, b, size.Min, draw.Src)
	sum := 0.0
	for i := range small.Pix {
		sum += math.Abs(float64(small.Pix[i]) - float64(same.Pix[i]))
	}
	return sum / float64(len(small.Pix)) * 4 / 3 // alpha is the same
}

func TestSizes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		w, h int
		want []image.Point
	}{
		{1, 1, []image.Point{{1, 1}}},
		{1, 5, []image.Point{{1, 5}}},
		{319, 200, []image.Point{{319, 200}}},
		{320, 240, []image.Point{{320, 240}}},
		{350, 240, []image.Point{{320, 219}}},
		{500, 250, []image.Point{{320, 160}, {500, 250}}},
		{700, 350, []image.Point{{320, 160}, {640, 320}}},
		{800, 400, []image.Point{{320, 160}, {640, 320}, {800, 400}}},
		{1200, 600, []image.Point{{320, 160}, {640, 320}, {960, 480}, {1200, 600}}},
		{9000, 6000, []image.Point{{320, 213}, {640, 427}, {960, 640}, {1280, 853}}},
		{2000, 10000, []image.Point{{320, 1600}, {640, 3200}}}, // what is tall stays narrow
		{3, 15, []image.Point{{3, 15}}},
	} {
		if got := sizes(c.w, c.h); !slices.Equal(got, c.want) {
			t.Errorf("%d×%d gives %v, not %v", c.w, c.h, got, c.want)
		}
	}
}

// TestEveryOrientation: a picture with four corners of its own, stored in each of the eight ways, comes out the same.
func TestEveryOrientation(t *testing.T) {
	t.Parallel()
	red, green, blue, yellow := color.NRGBA{200, 30, 30, 255}, color.NRGBA{30, 160, 60, 255}, color.NRGBA{30, 60, 200, 255}, color.NRGBA{220, 200, 40, 255}
	up := image.NewNRGBA(image.Rect(0, 0, 320, 200))
	for c, at := range map[color.NRGBA]image.Rectangle{red: image.Rect(0, 0, 160, 100), green: image.Rect(160, 0, 320, 100), blue: image.Rect(0, 100, 160, 200), yellow: image.Rect(160, 100, 320, 200)} {
		draw.Draw(up, at, image.NewUniform(c), image.Point{}, draw.Src)
	}
	for o := upright; o <= 8; o++ {
		stored := storedAs(up, o)
		w, h := stored.Rect.Dx(), stored.Rect.Dy()
		for kind, data := range map[string][]byte{
			"JPEG":                asJPEG(t, stored),
			"JPEG, little-endian": jpegWith(asJPEG(t, stored), exif(binary.LittleEndian, o)),
			"JPEG, big-endian":    jpegWith(asJPEG(t, stored), exif(binary.BigEndian, o)),
			"PNG":                 pngWith(asPNG(t, stored), exif(binary.BigEndian, o)),
			"WebP":                webpWith(asWebP(t, stored, webp.Options{Quality: 90}), w, h, exif(binary.LittleEndian, o)),
		} {
			if kind == "JPEG" && o != upright {
				continue // says nothing of how it is stored
			}
			set := must(t, data)
			if set.Width != 320 || set.Height != 200 {
				t.Errorf("%s stored as %d is %d×%d", kind, o, set.Width, set.Height)
				continue
			}
			for _, f := range set.Files[:2] {
				img := pixels(t, f)
				near(t, kind, img, 20, 20, red)
				near(t, kind, img, 300, 20, green)
				near(t, kind, img, 20, 170, blue)
				near(t, kind, img, 300, 170, yellow)
			}
		}
	}
}

// storedAs is the picture that, shown by the standard's rule for o, is up: row and column 0 are the sides that it names.
func storedAs(up *image.NRGBA, o orientation) *image.NRGBA {
	w, h := up.Rect.Dx(), up.Rect.Dy()
	out := image.NewNRGBA(up.Rect)
	if o.swaps() {
		out = image.NewNRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			right, bottom := w-1-x, h-1-y
			at := map[orientation]image.Point{
				1: {x, y}, 2: {right, y}, 3: {right, bottom}, 4: {x, bottom}, 5: {y, x}, 6: {y, right}, 7: {bottom, right}, 8: {bottom, x},
			}[o]
			out.SetNRGBA(at.X, at.Y, up.NRGBAAt(x, y))
		}
	}
	return out
}

func TestMetadataStaysOut(t *testing.T) {
	t.Parallel()
	img := photo(700, 400, 3)
	for kind, data := range map[string][]byte{
		"JPEG": jpegWith(asJPEG(t, img), exif(binary.LittleEndian, 1)),
		"PNG":  pngWith(asPNG(t, img), exif(binary.LittleEndian, 1)),
		"WebP": webpWith(asWebP(t, img, webp.Options{}), 700, 400, exif(binary.LittleEndian, 1)),
	} {
		if !bytes.Contains(data, []byte(secret)) {
			t.Fatal("the control holds no metadata")
		}
		for _, f := range must(t, data).Files {
			for _, mark := range []string{secret, "Exif", "EXIF", "eXIf"} {
				if bytes.Contains(f.Data, []byte(mark)) {
					t.Errorf("%s: the %s of %d px holds %q", kind, f.Type, f.Width, mark)
				}
			}
		}
	}
}

func TestTransparency(t *testing.T) {
	t.Parallel()
	half := plain(400, 300, color.Transparent)
	draw.Draw(half, image.Rect(0, 0, 200, 300), image.NewUniform(color.NRGBA{200, 30, 30, 255}), image.Point{}, draw.Src)
	set := must(t, asPNG(t, half))
	near(t, "WebP", pixels(t, set.Files[0]), 50, 50, color.NRGBA{200, 30, 30, 255})
	if _, _, _, a := pixels(t, set.Files[0]).At(300, 50).RGBA(); a != 0 {
		t.Errorf("the WebP is %d there, not transparent", a)
	}
	near(t, "JPEG", pixels(t, set.Files[1]), 50, 50, color.NRGBA{200, 30, 30, 255})
	near(t, "JPEG", pixels(t, set.Files[1]), 300, 50, color.NRGBA{255, 255, 255, 255})
	veil := must(t, asPNG(t, plain(320, 200, color.NRGBA{255, 0, 0, 128})))
	near(t, "half seen", pixels(t, veil.Files[1]), 50, 50, color.NRGBA{255, 127, 127, 255})
	near(t, "half seen", pixels(t, veil.Files[0]), 50, 50, color.NRGBA{255, 0, 0, 128})
}

func TestAnimationsKeepTheirFirstFrame(t *testing.T) {
	t.Parallel()
	red, blue := color.NRGBA{200, 30, 30, 255}, color.NRGBA{30, 60, 200, 255}
	canvas := image.Rect(0, 0, 400, 300)
	small := asGIF(t, canvas, frame(image.Rect(100, 100, 300, 200), red), frame(canvas, blue))
	large := asGIF(t, canvas, frame(canvas, red), frame(canvas, blue))
	for name, data := range map[string][]byte{
		"GIF": large, "GIF that breaks off": large[:len(large)/2+200],
		"WebP": asAnimation(t, plain(400, 300, red), plain(400, 300, blue)),
	} {
		set := must(t, data)
		near(t, name, pixels(t, set.Files[1]), 100, 100, red)
		if set.Width != 400 || set.Height != 300 {
			t.Errorf("%s is %d×%d", name, set.Width, set.Height)
		}
	}
	set := must(t, small)
	near(t, "outside of a small frame", pixels(t, set.Files[1]), 20, 20, color.NRGBA{255, 255, 255, 255})
	near(t, "inside of a small frame", pixels(t, set.Files[1]), 160, 120, red)
	glass := plain(400, 300, color.NRGBA{200, 30, 30, 128})
	near(t, "transparent frame", pixels(t, must(t, asAnimation(t, glass, plain(400, 300, blue))).Files[0]), 100, 100, color.NRGBA{200, 30, 30, 128})
}

// TestWebPKeepsItsColours: WebP counts brightness from 16 to 235, Go's picture from 0 to 255.
func TestWebPKeepsItsColours(t *testing.T) {
	t.Parallel()
	for _, c := range []color.NRGBA{{255, 255, 255, 255}, {0, 0, 0, 255}, {200, 30, 30, 255}, {30, 60, 200, 255}} {
		for _, lossless := range []bool{false, true} {
			set := must(t, asWebP(t, plain(320, 200, c), webp.Options{Quality: 95, Lossless: lossless}))
			got := color.NRGBAModel.Convert(pixels(t, set.Files[1]).At(99, 99)).(color.NRGBA)
			if d := math.Abs(float64(got.R) - float64(c.R)); d > 3 {
				t.Errorf("%v became %v (lossless: %v)", c, got, lossless)
			}
		}
	}
}

func TestColour(t *testing.T) {
	t.Parallel()
	stripes := plain(320, 200, color.Black)
	draw.Draw(stripes, image.Rect(0, 0, 160, 200), image.White, image.Point{}, draw.Src)
	for want, img := range map[string]image.Image{
		"#102030": plain(50, 50, color.NRGBA{0x10, 0x20, 0x30, 255}), "#ffffff": plain(50, 50, color.Transparent), "#000000": plain(50, 50, color.Black),
		"#bcbcbc": stripes, // half the light, not half the value
	} {
		if got := must(t, asPNG(t, img)).Color; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestTheSameBytesGiveTheSameSet(t *testing.T) {
	t.Parallel()
	data := asJPEG(t, photo(660, 400, 5))
	before := bytes.Clone(data)
	a, b := must(t, data), must(t, data)
	if !bytes.Equal(before, data) {
		t.Error("the input was changed")
	}
	if a.Hash != b.Hash || describe(a) != describe(b) || !bytes.Equal(a.Files[0].Data, b.Files[0].Data) {
		t.Error("two sets came out")
	}
	if other := must(t, asJPEG(t, photo(660, 400, 6))); other.Hash == a.Hash {
		t.Error("another picture has the same hash")
	}
}

// TestLargePicturesShrinkEvenly: a fine chessboard becomes grey, not a pattern of its own.
func TestLargePicturesShrinkEvenly(t *testing.T) {
	t.Parallel()
	board := image.NewGray(image.Rect(0, 0, 4000, 2400))
	for i := range board.Pix {
		board.Pix[i] = uint8((i%4000 + i/4000) % 2 * 255)
	}
	set := must(t, asPNG(t, board))
	img := pixels(t, set.Files[len(set.Files)-1])
	for _, p := range []image.Point{{10, 10}, {640, 300}, {1270, 700}} {
		near(t, "board", img, p.X, p.Y, color.NRGBA{128, 128, 128, 255})
	}
}
