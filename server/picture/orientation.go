package picture

import (
	"encoding/binary"
	"image"
)

// orientation is how a stored picture has to be turned, 1 to 8: CIPA DC-008 (Exif), tag 274.
type orientation int

const upright orientation = 1

const exifMark = "Exif\x00\x00"

// swaps reports that width and height change places.
func (o orientation) swaps() bool { return o >= 5 }

// readOrientation reads the tag from the first directory of Exif data. What is damaged counts as upright.
func readOrientation(exif []byte) orientation {
	if len(exif) < 8 {
		return upright
	}
	var order binary.ByteOrder = binary.BigEndian
	switch string(exif[:4]) {
	case "MM\x00*":
	case "II*\x00":
		order = binary.LittleEndian
	default:
		return upright
	}
	at := int(order.Uint32(exif[4:]))
	if at > len(exif)-2 {
		return upright
	}
	entries := exif[at+2:]
	for range order.Uint16(exif[at:]) {
		if len(entries) < 12 {
			break
		}
		const tag, short = 274, 3
		if order.Uint16(entries) == tag {
			if o := orientation(order.Uint16(entries[8:])); order.Uint16(entries[2:]) == short && o >= 1 && o <= 8 {
				return o
			}
			break
		}
		entries = entries[12:]
	}
	return upright
}

// apply turns a picture upright.
func (o orientation) apply(src *image.RGBA) *image.RGBA {
	w, h := src.Rect.Dx(), src.Rect.Dy()
	if o == upright {
		return src
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	if o.swaps() {
		dst = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	from := map[orientation]func(x, y int) (int, int){
		2: func(x, y int) (int, int) { return w - 1 - x, y },
		3: func(x, y int) (int, int) { return w - 1 - x, h - 1 - y },
		4: func(x, y int) (int, int) { return x, h - 1 - y },
		5: func(x, y int) (int, int) { return y, x },
		6: func(x, y int) (int, int) { return y, h - 1 - x },
		7: func(x, y int) (int, int) { return w - 1 - y, h - 1 - x },
		8: func(x, y int) (int, int) { return w - 1 - y, x },
	}[o]
	for y := range dst.Rect.Dy() {
		row := dst.Pix[y*dst.Stride:]
		for x := range dst.Rect.Dx() {
			sx, sy := from(x, y)
			copy(row[4*x:4*x+4], src.Pix[sy*src.Stride+4*sx:])
		}
	}
	return dst
}
