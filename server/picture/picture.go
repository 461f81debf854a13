// Package picture turns a publisher's picture into the files that cards show: upright, in a few widths, as WebP and JPEG.
// It takes bytes and gives bytes: no network, no disk, no clock.
//
// What arrives is hostile. Its kind is told by its content, its size is checked before it is decoded, and nothing of it
// but pixels gets out: no metadata (a camera's position among it), no colour profile, no further frames. Profiles are
// not applied either: pixels count as sRGB, as they are in all but few of the pictures that news pages show.
package picture

import (
	"fmt"
	"image"

	"newsflash/server/asset"
)

// Version is part of every hash: count it up when the same picture would give other files.
const Version = 1

// What a picture may be. Decoding and scaling the largest takes two or three seconds of one core, and of memory (measured)
// 180 MB as a plain JPEG and up to MaxMemory in other forms. Callers decide how many are made at once.
const (
	MaxBytes  = 20 << 20   // of the file
	MaxPixels = 60_000_000 // of the picture, before it is scaled down
	MaxRatio  = 5          // longer side to shorter: no card shows more of a strip than a sliver
	MaxMemory = 512 << 20  // bytes that the decoder needs, by estimate: interlaced, progressive or 16-bit files need more per pixel
	maxScans  = 64         // of a progressive JPEG: each is a walk over all pixels, usual are about ten
	maxOutput = 2_500_000  // pixels of one file; of tall pictures the larger widths are left out
)

// widths of the files, in pixels. No picture is enlarged.
var widths = []int{320, 640, 960, 1280}

// Set is what a picture became.
type Set struct {
	Hash          string // names the content and the way it was made: 16 hexadecimal digits
	Width, Height int    // of the upright original
	Color         string // "#rrggbb": the average in linear light, on white where the picture is transparent
	Files         []File // by width, WebP before JPEG; at least one of each
}

// File is one size of a picture in one format.
type File struct {
	Width, Height int
	Type          string // "image/webp" or "image/jpeg"
	Data          []byte
}

// Make reads a JPEG, PNG, GIF or WebP file and makes a card's files of it, of an animation's first frame. An error is a
// sentence about the file, to be put behind its address: "is an SVG drawing: ...". The same bytes give the same set.
func Make(data []byte) (Set, error) {
	var set Set
	scaled, err := load(data, &set)
	if err != nil {
		return Set{}, err
	}
	set.Hash = asset.Hash(fmt.Appendf(data[:len(data):len(data)], "picture %d", Version))
	set.Color, set.Files, err = files(scaled)
	return set, err
}

// load does everything that hostile bytes have a part in: what it returns are pixels, in every size.
func load(data []byte, set *Set) (scaled []*image.RGBA, err error) {
	defer func() {
		if fault := recover(); fault != nil { // a decoder's: hostile files have found such before
			scaled, err = nil, fmt.Errorf("is damaged: decoding stopped with %q; export the picture anew", fmt.Sprint(fault))
		}
	}()
	if len(data) > MaxBytes {
		return nil, fmt.Errorf("is %d MB, at most %d are read: make the picture smaller", len(data)>>20, MaxBytes>>20)
	}
	src, err := identify(data)
	if err != nil {
		return nil, err
	}
	if err := src.check(); err != nil {
		return nil, err
	}
	img, err := src.decode(data)
	if err != nil {
		return nil, fmt.Errorf("is damaged: %w; export the picture anew", err)
	}
	set.Width, set.Height = src.upright()
	return scale(img, src, sizes(set.Width, set.Height)), nil
}

// sizes are the widths and heights of the files, the smallest first: the usual widths, and the picture's own where it is
// an eighth wider than the next of these.
func sizes(width, height int) (out []image.Point) {
	add := func(w int) {
		h := max((w*height+width/2)/width, 1)
		if len(out) == 0 || w*h <= maxOutput {
			out = append(out, image.Pt(w, h))
		}
	}
	below := 0
	for _, w := range widths {
		if w <= width {
			add(w)
			below = w
		}
	}
	if below < widths[len(widths)-1] && width > below+below/8 {
		add(width)
	}
	return out
}
