package store

import (
	"context"
	"time"
)

// Picture is what became of the picture at an address: fetched once, kept in the sizes that cards show.
type Picture struct {
	URL          string
	Hash         string // of the fetched picture: in the address of its files; empty when there are none
	Width        int    // of the upright original, in pixels
	Height       int
	Color        string // "#rrggbb", the dominant colour
	ETag         string
	LastModified string
	Fetched      time.Time
	Failures     int       // in a row
	Error        string    // why there are no files, or no newer ones
	Retry        time.Time // after a failure: when to try again
	Files        []PictureFile
}

// PictureFile is one size of a picture. Data is empty where only the list was asked for.
type PictureFile struct {
	Width, Height int
	Type          string // image/webp or image/jpeg
	Data          []byte
}

// Pictures is the part of a store that keeps pictures.
type Pictures interface {
	// Picture returns what is known of an address with the list of its files, without their data, or ErrNotFound.
	Picture(ctx context.Context, url string) (Picture, error)

	// PicturesWanted lists up to limit addresses of pictures that articles show and that are not there, but for those that
	// failed and are not to be tried again yet: the newest articles' first.
	PicturesWanted(ctx context.Context, now time.Time, limit int) ([]string, error)

	// SavePicture writes it. Files that are stored already under the same hash stay; nil leaves all as they are.
	SavePicture(ctx context.Context, p Picture) error

	// PictureFile returns the bytes of one file, or ErrNotFound.
	PictureFile(ctx context.Context, hash string, width int, mediaType string) ([]byte, error)
}
