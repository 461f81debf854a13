package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"runtime"
	"strings"
	"testing"

	"github.com/gen2brain/webp"
)

func TestRefused(t *testing.T) {
	t.Parallel()
	vp8x := append([]byte("RIFF\x16\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x10\x00\x00\x00"), 0xff, 0x7f, 0, 0xff, 0x7f, 0)
	whole := asJPEG(t, photo(400, 300, 1))
	for want, inputs := range map[string][][]byte{
		"is empty":              {nil, {}},
		"SVG":                   {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), []byte("<?xml version=\"1.0\"?>\n<!-- a --><SVG/>")},
		"web page":              {[]byte("\n<!doctype html><title>a"), []byte("<html>")},
		"BMP":                   {[]byte("BM1234")},
		"TIFF":                  {[]byte("II*\x00...."), []byte("MM\x00*....")},
		"AVIF":                  {[]byte("\x00\x00\x00\x20ftypavif")},
		"HEIC":                  {[]byte("\x00\x00\x00\x20ftypheic")},
		"no picture of a known": {[]byte("a"), []byte("GIF"), []byte("\xff\xd8"), []byte("RIFF....WAVE"), []byte("%PDF-1.7")},
		"is damaged": {
			[]byte("GIF89a"), []byte("\xff\xd8\xff"), []byte("\x89PNG\r\n\x1a\n"), []byte("RIFF\x04\x00\x00\x00WEBP"),
			whole[:len(whole)/3], gifWithLargeFrame(), pngOf(10, 10, 8, 2, 0), jpegOf(40, 40, 0xc0, 1, 0x11),
		},
		"million":                 {pngOf(30_000, 30_000, 8, 2, 0), pngOf(1<<31-1, 1, 1, 0, 0), jpegOf(65_535, 65_535, 0xc0, 1, 0x11), []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"), vp8x},
		"there is nothing":        {[]byte("GIF89a\x00\x00\x00\x00\x00\x00\x00")},
		"cut it":                  {asPNG(t, plain(6, 1, color.Black)), asPNG(t, plain(100, 501, color.Black))},
		"takes more than 512 MB":  {pngOf(7500, 7500, 16, 6, 1), jpegOf(7500, 7500, progressive, 3, 0x11, 0x11, 0x11)},
		"is a JPEG of 65 scans":   {jpegOf(400, 300, progressive, maxScans+1, 0x22, 0x11, 0x11)},
		"at most 20 are read":     {make([]byte, MaxBytes+1<<20)},
		"export the picture anew": {asWebP(t, photo(400, 300, 1), webp.Options{})[:900]},
	} {
		for _, in := range inputs {
			set, err := Make(in)
			if err == nil || !strings.Contains(err.Error(), want) || len(set.Files) != 0 {
				t.Errorf("%.30q (%d bytes): %v, wanted %q", in, len(in), err, want)
			} else if strings.Contains(err.Error(), "\n") || !strings.HasPrefix(err.Error(), "is ") {
				t.Errorf("%q is no sentence about a file", err)
			}
		}
	}
}

// gifWithLargeFrame has a frame that sticks out of its canvas.
func gifWithLargeFrame() []byte {
	return []byte("GIF89a\x02\x00\x02\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x02D\x01\x00;")
}

// TestBombsCostNothing: what says that it is huge is refused before memory for it is taken.
func TestBombsCostNothing(t *testing.T) {
	for _, bomb := range [][]byte{
		pngOf(30_000, 30_000, 8, 2, 0), jpegOf(65_535, 65_535, progressive, 1, 0x11, 0x11, 0x11), []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"),
		jpegOf(7000, 7000, progressive, maxScans+1, 0x22, 0x11, 0x11), pngOf(7500, 7500, 16, 6, 1),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := Make(bomb); err == nil {
			t.Errorf("%.30q passed", bomb)
		}
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; took > 1<<20 {
			t.Errorf("%.30q took %d kB", bomb, took>>10)
		}
	}
}

// TestGarbageBehindThePictureIsIgnored: films of motion photos, scripts in polyglots.
func TestGarbageBehindThePictureIsIgnored(t *testing.T) {
	t.Parallel()
	data := asJPEG(t, photo(400, 300, 1))
	for range maxScans + 1 {
		data = append(data, 0xff, startOfScan, 0, 8, 1, 1, 0, 0, 63, 0)
	}
	data = append(data, "<script>alert(1)</script>"...)
	for _, f := range must(t, data).Files {
		if bytes.Contains(f.Data, []byte("<script")) {
			t.Error("a script got through")
		}
	}
}

func TestDetailBeyondMeasureIsStillBounded(t *testing.T) {
	t.Parallel()
	noise := image.NewGray(image.Rect(0, 0, 640, 400))
	x := uint32(1)
	for i := range noise.Pix {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		noise.Pix[i] = uint8(x)
	}
	set := must(t, asPNG(t, noise))
	last := asWebP(t, noise, webp.Options{Quality: webpQualities[len(webpQualities)-1], Method: webpMethod})
	if got := set.Files[2]; got.Width != 640 || !bytes.Equal(got.Data, last) {
		t.Errorf("%d bytes at %d px; the last quality has %d", len(got.Data), got.Width, len(last))
	}
}

// FuzzLoad stops before encoding, which takes a thousand times as long under the fuzzer and sees nothing but pixels.
func FuzzLoad(f *testing.F) {
	small := photo(40, 30, 1)
	f.Add(jpegWith(asJPEG(f, small), exif(binary.LittleEndian, 6)))
	f.Add(pngWith(asPNG(f, small), exif(binary.BigEndian, 3)))
	f.Add(asGIF(f, image.Rect(0, 0, 9, 9), frame(image.Rect(2, 2, 7, 7), color.White)))
	f.Add(webpWith(asWebP(f, small, webp.Options{}), 40, 30, exif(binary.LittleEndian, 8)))
	f.Add(asWebP(f, plain(20, 20, color.NRGBA{1, 2, 3, 99}), webp.Options{}))
	f.Add(asWebP(f, small, webp.Options{Lossless: true}))
	f.Add(asAnimation(f, plain(20, 20, color.NRGBA{1, 2, 3, 99}), plain(20, 20, color.White)))
	f.Add(jpegOf(40, 40, progressive, 3, 0x22, 0x11, 0x11))
	f.Fuzz(func(t *testing.T, data []byte) {
		if s, err := identify(data); err == nil && (s.width > 500 || s.height > 500) {
			t.Skip("large pictures take their time, and are no different")
		}
		var set Set
		scaled, err := load(data, &set)
		if err != nil {
			return
		}
		for i, want := range sizes(set.Width, set.Height) {
			if scaled[i].Rect.Size() != want {
				t.Fatalf("%d×%d became %v, not %v", set.Width, set.Height, scaled[i].Rect, want)
			}
		}
	})
}

func FuzzOrientation(f *testing.F) {
	f.Add(exif(binary.LittleEndian, 6))
	f.Add(exif(binary.BigEndian, 3))
	f.Fuzz(func(t *testing.T, data []byte) {
		if o := readOrientation(data); o < 1 || o > 8 {
			t.Fatalf("orientation %d", o)
		}
	})
}

// BenchmarkMake is what one picture costs at ingest.
func BenchmarkMake(b *testing.B) {
	for name, data := range map[string][]byte{"1280x720": demoPictures(b)["tea-house.jpg"], "4000x3000": asJPEG(b, resize(photo(1000, 750, 2), image.Pt(4000, 3000)))} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Make(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
