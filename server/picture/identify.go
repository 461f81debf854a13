package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
)

// source is what a file says of itself before it is decoded.
type source struct {
	kind          string // for messages: "JPEG"
	width, height int    // as stored
	turn          orientation
	scans         int // walks over all pixels
	perPixel      int // bytes that decoding takes, times ten
	decode        func([]byte) (image.Image, error)
}

func (s source) upright() (width, height int) {
	if s.turn.swaps() {
		return s.height, s.width
	}
	return s.width, s.height
}

// check refuses what would cost more than a picture is worth, and what no card could show.
func (s source) check() error {
	pixels := int64(s.width) * int64(s.height) // no format counts beyond 31 bits
	switch {
	case s.width < 1 || s.height < 1:
		return fmt.Errorf("is %d×%d pixels: there is nothing to show", s.width, s.height)
	case pixels > MaxPixels:
		return fmt.Errorf("is %d×%d pixels, at most %d million are read: make the picture smaller", s.width, s.height, MaxPixels/1_000_000)
	case pixels*int64(s.perPixel)/10 > MaxMemory:
		return fmt.Errorf("is %d×%d pixels in a form of %s that takes more than %d MB to read: make the picture smaller or save it as a plain JPEG",
			s.width, s.height, s.kind, MaxMemory>>20)
	case s.scans > maxScans:
		return fmt.Errorf("is a JPEG of %d scans, at most %d are read: save the picture anew", s.scans, maxScans)
	case s.width > MaxRatio*s.height || s.height > MaxRatio*s.width:
		return fmt.Errorf("is %d×%d pixels: cut it so that the longer side is at most %d times the shorter", s.width, s.height, MaxRatio)
	}
	return nil
}

const give = ": give a JPEG, PNG, GIF or WebP file"

// identify tells a file's kind by its first bytes and reads its header.
func identify(data []byte) (source, error) {
	switch {
	case begins(data, 0, "\xff\xd8\xff"):
		return header(data, source{kind: "JPEG", decode: with(jpeg.Decode)}, with(jpeg.DecodeConfig), inspectJPEG)
	case begins(data, 0, "\x89PNG\r\n\x1a\n"):
		return header(data, source{kind: "PNG", decode: with(png.Decode)}, with(png.DecodeConfig), inspectPNG)
	case begins(data, 0, "GIF8"):
		return header(data, source{kind: "GIF", perPixel: 10, decode: with(gif.Decode)}, with(gif.DecodeConfig), nil) // its first frame only
	case begins(data, 0, "RIFF") && begins(data, 8, "WEBP"):
		return header(data, source{kind: "WebP", perPixel: 80, decode: decodeWebP}, configWebP, inspectWebP)
	case len(data) == 0:
		return source{}, errors.New("is empty" + give)
	case begins(data, 0, "BM"):
		return source{}, errors.New("is a BMP file, which is not read" + give)
	case begins(data, 0, "II*\x00"), begins(data, 0, "MM\x00*"):
		return source{}, errors.New("is a TIFF or raw camera file, which is not read" + give)
	case begins(data, 4, "ftypavif"), begins(data, 4, "ftypavis"):
		return source{}, errors.New("is an AVIF file, which is not read yet" + give)
	case begins(data, 4, "ftyp"):
		return source{}, errors.New("is a HEIC file or a film, which is not read" + give)
	}
	return source{}, errors.New(markup(data) + give)
}

// markup says what a file is that is no picture of pixels.
func markup(data []byte) string {
	start := bytes.ToLower(data[:min(len(data), 1024)])
	switch {
	case bytes.Contains(start, []byte("<svg")):
		return "is an SVG drawing, which can carry scripts and is not read"
	case bytes.Contains(start, []byte("<html")), bytes.Contains(start, []byte("<!doctype html")):
		return "is a web page and no picture"
	}
	return "is no picture of a known kind"
}

func begins(data []byte, at int, with string) bool {
	return len(data) >= at+len(with) && string(data[at:at+len(with)]) == with
}

func header(data []byte, s source, config func([]byte) (image.Config, error), inspect func([]byte, *source)) (source, error) {
	c, err := config(data)
	if err != nil {
		return source{}, fmt.Errorf("is damaged: %w; export the picture anew", err)
	}
	s.width, s.height, s.turn = c.Width, c.Height, upright
	if inspect != nil {
		inspect(data, &s)
	}
	return s, nil
}

// with makes a decoder's function one of bytes.
func with[T any](read func(io.Reader) (T, error)) func([]byte) (T, error) {
	return func(data []byte) (T, error) { return read(bytes.NewReader(data)) }
}
