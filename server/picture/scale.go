package picture

import (
	"image"

	"golang.org/x/image/draw"
)

// scale makes the sizes of a decoded picture, the smallest first. A large picture is first averaged down by a whole number
// to less than twice the largest size, row by row; each size is then made from the next larger one.
func scale(img image.Image, src source, sizes []image.Point) []*image.RGBA {
	width, _ := src.upright()
	from := src.turn.apply(shrink(img, src, max(width/sizes[len(sizes)-1].X, 1)))
	out := make([]*image.RGBA, len(sizes))
	for i := len(sizes) - 1; i >= 0; i-- {
		out[i] = resize(from, sizes[i])
		from = out[i]
	}
	return out
}

func resize(src *image.RGBA, size image.Point) *image.RGBA {
	if src.Rect.Size() == size {
		return src
	}
	dst := image.NewRGBA(image.Rectangle{Max: size})
	draw.CatmullRom.Scale(dst, dst.Rect, src, src.Rect, draw.Src, nil)
	return dst
}

// shrink averages squares of n by n pixels, and turns the picture into the one form that scaling is fast with. At the right
// and bottom edges up to n-1 pixels are lost. A GIF's frame may cover only a part: around it, it is transparent.
func shrink(img image.Image, src source, n int) *image.RGBA {
	w, h := max(src.width/n, 1), max(src.height/n, 1)
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	if n == 1 {
		draw.Draw(dst, dst.Rect, img, image.Point{}, draw.Src)
		return dst
	}
	strip := image.NewRGBA(image.Rect(0, 0, w*n, n))
	sums := make([]uint32, 4*w)
	half, area := uint32(n*n/2), uint32(n*n)
	for y := range h {
		clear(strip.Pix)
		draw.Draw(strip, strip.Rect, img, image.Pt(0, y*n), draw.Src)
		clear(sums)
		for row := range n {
			add(sums, strip.Pix[row*strip.Stride:(row+1)*strip.Stride], n)
		}
		for i, sum := range sums {
			dst.Pix[y*dst.Stride+i] = uint8((sum + half) / area)
		}
	}
	return dst
}

// add adds a row of pixels to sums, n neighbours to each.
func add(sums []uint32, row []uint8, n int) {
	for i := 0; i < len(sums); i += 4 {
		sum := sums[i : i+4 : i+4]
		for range n {
			sum[0] += uint32(row[0])
			sum[1] += uint32(row[1])
			sum[2] += uint32(row[2])
			sum[3] += uint32(row[3])
			row = row[4:]
		}
	}
}
