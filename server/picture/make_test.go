package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gen2brain/webp"
	"golang.org/x/image/draw"
)

// The tests' own pictures.

// photo is like a photograph to an encoder: smooth light, and detail of every size that gets weaker as it gets finer.
func photo(w, h int, seed uint64) *image.RGBA {
	r := rand.New(rand.NewPCG(seed, 1))
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	type wave struct{ x, y, phase, strength float64 }
	waves := make([]wave, 24)
	for i := range waves {
		f := math.Pow(1.35, float64(i)) / 200
		angle := r.Float64() * 2 * math.Pi
		waves[i] = wave{f * math.Cos(angle), f * math.Sin(angle), r.Float64() * 6, 60 / (1 + float64(i))}
	}
	for y := range h {
		for x := range w {
			v := 120.0 + float64(y)*60/float64(h)
			for _, wave := range waves {
				v += wave.strength * math.Sin(wave.x*float64(x)+wave.y*float64(y)+wave.phase)
			}
			v += r.NormFloat64() * 3
			c := func(shift float64) uint8 { return uint8(min(max(v+shift, 0), 255)) }
			img.SetRGBA(x, y, color.RGBA{c(20), c(0), c(-30), 255})
		}
	}
	return img
}

func plain(w, h int, c color.Color) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, image.NewUniform(c), image.Point{}, draw.Src)
	return img
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 92}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asGIF(t testing.TB, canvas image.Rectangle, frames ...*image.Paletted) []byte {
	t.Helper()
	var b bytes.Buffer
	err := gif.EncodeAll(&b, &gif.GIF{Image: frames, Delay: make([]int, len(frames)), Config: image.Config{Width: canvas.Dx(), Height: canvas.Dy()}})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asWebP(t testing.TB, img image.Image, o webp.Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := webp.Encode(&b, img, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asAnimation(t testing.TB, frames ...image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := webp.EncodeAll(&b, &webp.WEBP{Image: frames, Delay: make([]int, len(frames))}, webp.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func frame(r image.Rectangle, c color.Color) *image.Paletted {
	return image.NewPaletted(r, color.Palette{c})
}

// exif is a directory with an orientation between a maker's name and a position, in either byte order.
func exif(order binary.AppendByteOrder, o orientation) []byte {
	b := []byte("MM\x00*")
	if order == binary.AppendByteOrder(binary.LittleEndian) {
		b = []byte("II*\x00")
	}
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 3)
	entry := func(tag, kind uint16, count uint32, value uint32, short uint16) {
		b = order.AppendUint16(order.AppendUint16(b, tag), kind)
		b = order.AppendUint32(b, count)
		if kind == 3 {
			b = order.AppendUint16(order.AppendUint16(b, short), 0)
		} else {
			b = order.AppendUint32(b, value)
		}
	}
	entry(271, 2, uint32(len(secret)), 50, 0)
	entry(274, 3, 1, 0, uint16(o))
	entry(34853, 4, 1, 50, 0)
	b = order.AppendUint32(b, 0)
	return append(b, secret...)
}

const secret = "59.3293 N 18.0686 E, camera of A. Reporter"

func jpegWith(data, exif []byte) []byte {
	payload := append([]byte(exifMark), exif...)
	segment := append(binary.BigEndian.AppendUint16([]byte{0xff, app1}, uint16(len(payload)+2)), payload...)
	comment := append(binary.BigEndian.AppendUint16([]byte{0xff, 0xfe}, uint16(len(secret)+2)), secret...)
	return append(append(append(bytes.Clone(data[:2]), segment...), comment...), data[2:]...)
}

func pngChunk(name string, payload []byte) []byte {
	b := append(binary.BigEndian.AppendUint32(nil, uint32(len(payload))), name...)
	b = append(b, payload...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

func pngWith(data, exif []byte) []byte {
	const header = 8 + 12 + 13
	return append(append(append(bytes.Clone(data[:header]), pngChunk("eXIf", exif)...), pngChunk("tEXt", []byte("Comment\x00"+secret))...), data[header:]...)
}

func webpChunk(name string, payload []byte) []byte {
	b := append(binary.LittleEndian.AppendUint32([]byte(name), uint32(len(payload))), payload...)
	return append(b, make([]byte, len(payload)&1)...)
}

// webpWith puts a simple file's pixels and metadata into an extended one.
func webpWith(data []byte, w, h int, exif []byte) []byte {
	extended := make([]byte, 10)
	extended[0] = 8
	copy(extended[4:], binary.LittleEndian.AppendUint32(nil, uint32(w-1))[:3])
	copy(extended[7:], binary.LittleEndian.AppendUint32(nil, uint32(h-1))[:3])
	body := append([]byte("WEBP"), webpChunk("VP8X", extended)...)
	body = append(append(body, data[12:]...), webpChunk("EXIF", exif)...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

// pngOf is a PNG of a size and form, without pixels.
func pngOf(w, h uint32, depth, kind, interlaced byte) []byte {
	header := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	return append([]byte("\x89PNG\r\n\x1a\n"), pngChunk("IHDR", append(header, depth, kind, 0, 0, interlaced))...)
}

// jpegOf is a JPEG of a size, a frame kind and components, without pixels but with scans.
func jpegOf(w, h uint16, frame byte, scans int, sampling ...byte) []byte {
	header := binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16([]byte{8}, h), w)
	header = append(header, byte(len(sampling)))
	for i, s := range sampling {
		header = append(header, byte(i+1), s, 0)
	}
	b := append(binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, frame}, uint16(len(header)+2)), header...)
	for range scans {
		b = append(b, 0xff, startOfScan, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xff, 0, 0x34)
	}
	return append(b, 0xff, endOfImage)
}

// must is Make of what has to pass, with what every set keeps.
func must(t testing.TB, data []byte) Set {
	t.Helper()
	set, err := Make(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(set.Hash) != 16 || len(set.Color) != 7 || len(set.Files) == 0 || len(set.Files)%2 != 0 {
		t.Fatalf("hash %q, colour %q, %d files", set.Hash, set.Color, len(set.Files))
	}
	for i, f := range set.Files {
		config, err := read(f).config()
		if err != nil || config.Width != f.Width || config.Height != f.Height {
			t.Errorf("a file said to be %d×%d is %d×%d (%v)", f.Width, f.Height, config.Width, config.Height, err)
		}
		if want := []string{WebP, JPEG}[i%2]; f.Type != want || i >= 2 && f.Width <= set.Files[i-2].Width {
			t.Errorf("file %d is %s of %d px", i, f.Type, f.Width)
		}
		if f.Width > set.Width || math.Abs(float64(f.Width*set.Height-f.Height*set.Width)) > float64(set.Width) {
			t.Errorf("%d×%d became %d×%d", set.Width, set.Height, f.Width, f.Height)
		}
	}
	return set
}

type read File

func (f read) config() (image.Config, error) {
	s, err := identify(f.Data)
	return image.Config{Width: s.width, Height: s.height}, err
}

// pixels decodes a file of a set as browsers do.
func pixels(t testing.TB, f File) image.Image {
	t.Helper()
	s, err := identify(f.Data)
	if err != nil {
		t.Fatal(err)
	}
	img, err := s.decode(f.Data)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// near fails when a pixel is not the colour, give or take what encoding costs.
func near(t testing.TB, what string, img image.Image, x, y int, want color.NRGBA) {
	t.Helper()
	got := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
	off := func(a, b uint8) bool { return math.Abs(float64(a)-float64(b)) > 12 }
	if off(got.R, want.R) || off(got.G, want.G) || off(got.B, want.B) || off(got.A, want.A) {
		t.Errorf("%s: pixel %d,%d is %v, not %v", what, x, y, got, want)
	}
}

func describe(s Set) (all string) {
	for _, f := range s.Files {
		all += fmt.Sprintf(" %s %d×%d %d B", f.Type, f.Width, f.Height, len(f.Data))
	}
	return all
}
