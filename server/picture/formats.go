package picture

import (
	"bytes"
	"encoding/binary"
	"iter"
)

// JPEG: ITU-T T.81, annex B.
const (
	startOfScan = 0xda
	endOfImage  = 0xd9
	app1        = 0xe1
	progressive = 0xc2
)

// segments yields the segments of a JPEG up to its end, by marker, and passes over what stands between them as decoders do.
func segments(data []byte) iter.Seq2[byte, []byte] {
	return func(yield func(byte, []byte) bool) {
		for at := 2; at+4 <= len(data); {
			marker := data[at+1]
			switch {
			case data[at] != 0xff, marker == 0xff: // coded pixels, garbage, padding
				at++
				continue
			case marker == endOfImage:
				return
			case marker <= 1, marker >= 0xd0 && marker <= 0xd8: // a pixel's 0xff, or markers without a segment
				at += 2
				continue
			}
			end := at + 2 + int(binary.BigEndian.Uint16(data[at+2:]))
			if end < at+4 || end > len(data) || !yield(marker, data[at+4:end]) {
				return
			}
			at = end
		}
	}
}

// inspectJPEG finds the orientation and what decoding will take. Go's decoder keeps the coefficients of a progressive file
// in four bytes each, beside the pixels; with four colours it needs a second picture to turn them into.
func inspectJPEG(data []byte, s *source) {
	for marker, segment := range segments(data) {
		switch {
		case marker == app1 && bytes.HasPrefix(segment, []byte(exifMark)) && s.turn == upright:
			s.turn = readOrientation(segment[len(exifMark):])
		case marker == startOfScan:
			s.scans++
		case marker >= 0xc0 && marker <= progressive && len(segment) >= 6 && len(segment) >= 6+3*int(segment[5]):
			s.perPixel = samples(segment[6 : 6+3*int(segment[5])])
			if segment[5] == 4 {
				s.perPixel += 40
			}
			if marker == progressive {
				s.perPixel *= 5
			}
		}
	}
}

// samples counts the stored values per pixel, times ten, from the components of a frame header.
func samples(components []byte) int {
	total, wide, high := 0, 1, 1
	for i := 0; i+2 < len(components); i += 3 {
		h, v := int(components[i+1]>>4), int(components[i+1]&15)
		total += h * v
		wide, high = max(wide, h), max(high, v)
	}
	return max(10*total/(wide*high), 10)
}

// inspectPNG reads depth, colour type and interlacing from the header, which the decoder has found whole, and the
// orientation: W3C PNG, sections 11.2.1 and 11.3.4.5.
func inspectPNG(data []byte, s *source) {
	const depth, kind, interlace, paletted = 24, 25, 28, 3
	s.perPixel = 40
	switch {
	case data[kind] == paletted:
		s.perPixel = 10
	case data[depth] == 16:
		s.perPixel = 80
	}
	if data[interlace] != 0 {
		s.perPixel *= 2
	}
	for at := 8; at+12 <= len(data); {
		size := int(binary.BigEndian.Uint32(data[at:]))
		if size > len(data)-at-12 {
			return
		}
		if string(data[at+4:at+8]) == "eXIf" {
			s.turn = readOrientation(data[at+8 : at+8+size])
			return
		}
		at += 12 + size
	}
}
