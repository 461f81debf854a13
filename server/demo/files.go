// Package demo holds what `newsflash serve --demo` shows: invented articles in every file format that is read, and their
// pictures.
package demo

import (
	"embed"
	"io/fs"
)

// PictureHost is where the articles say their pictures are. No such host exists: whoever shows the demo puts an address of
// its own, under which it serves Pictures, in this prefix's place.
const PictureHost = "https://pictures.newsflash.example/"

//go:embed articles pictures
var files embed.FS

// Articles are the demo's articles as a publisher would hand them in, each named after the id it is to have.
func Articles() fs.FS { return sub("articles") }

// Pictures are the articles' pictures, by the name behind PictureHost.
func Pictures() fs.FS { return sub("pictures") }

func sub(folder string) fs.FS {
	fsys, err := fs.Sub(files, folder)
	if err != nil {
		panic(err) // only for an invalid path
	}
	return fsys
}
