package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"iter"

	"golang.org/x/image/webp"
)

// WebP: RFC 9649. Files are read by Go's own decoder, which is faster and takes less memory than the library that writes
// them; it knows no animations, so the first frame is made a file of its own.

// chunks yields the parts of a WebP file, or of one frame of it, by name.
func chunks(data []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for len(data) >= 8 {
			size := int64(binary.LittleEndian.Uint32(data[4:]))
			if size > int64(len(data)-8) || !yield(string(data[:4]), data[8:8+size]) {
				return
			}
			data = data[min(8+size+size&1, int64(len(data))):]
		}
	}
}

// still is the file itself, or one of an animation's first frame. That frame may be smaller than the animation.
func still(data []byte) []byte {
	for name, chunk := range chunks(data[12:]) {
		if name != "ANMF" || len(chunk) < 16 {
			continue
		}
		const transparent = 0x10
		head := append([]byte("RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00"), chunk[6:12]...) // width and height less one
		body := chunk[16:]
		for name := range chunks(body) {
			if name == "ALPH" {
				head[20] = transparent
			}
		}
		file := append(head, body...)
		binary.LittleEndian.PutUint32(file[4:], uint32(len(file)-8))
		return file
	}
	return data
}

func configWebP(data []byte) (image.Config, error) {
	return webp.DecodeConfig(bytes.NewReader(still(data)))
}

func inspectWebP(data []byte, s *source) {
	for name, chunk := range chunks(data[12:]) {
		if name == "EXIF" {
			s.turn = readOrientation(bytes.TrimPrefix(chunk, []byte(exifMark)))
		}
	}
}

// decodeWebP also puts right what the decoder leaves: WebP's values of brightness run from 16 to 235 and those of colour
// from 16 to 240 (RFC 9649, section 2.5, by ITU-R BT.601), while Go's image.YCbCr means 0 to 255.
func decodeWebP(data []byte) (image.Image, error) {
	img, err := webp.Decode(bytes.NewReader(still(data)))
	switch planes := img.(type) {
	case *image.YCbCr:
		stretch(planes)
	case *image.NYCbCrA:
		stretch(&planes.YCbCr)
	}
	return img, err
}

func stretch(planes *image.YCbCr) {
	for i, v := range planes.Y {
		planes.Y[i] = fullY[v]
	}
	for _, plane := range [][]uint8{planes.Cb, planes.Cr} {
		for i, v := range plane {
			plane[i] = fullC[v]
		}
	}
}

var fullY, fullC = spread(16, 219, 0), spread(128, 224, 128)

// spread maps values, of which span from lowest to highest, to a span of 255; from becomes to.
func spread(from, span, to int) (table [256]uint8) {
	for v := range table {
		table[v] = uint8(min(max(to+((v-from)*255*2+span)/(span*2), 0), 255))
	}
	return table
}
