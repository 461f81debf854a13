package demo

import (
	"image"
	_ "image/jpeg"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"testing"
)

const (
	maxEmbedded = 600_000 // bytes, all files together
	maxPicture  = 92_160  // bytes
)

var (
	pictureName = regexp.MustCompile(regexp.QuoteMeta(PictureHost) + `([a-z-]+\.jpg)`)
	// width and height as front matter, JSON, OpenGraph, JSON-LD and <img> write them
	size    = regexp.MustCompile(`(?:width|height)"?(?:" content="|="|: )(\d+)`)
	address = regexp.MustCompile(`https?://([^/"\s)]+)`)
	ours    = regexp.MustCompile(`^(?:[a-z]+\.)*(?:example|example\.org)$|^schema\.org$|^ogp\.me$`)
)

func read(t *testing.T, fsys fs.FS) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		out[path], err = fs.ReadFile(fsys, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestFilesAreEmbedded(t *testing.T) {
	t.Parallel()
	articles, pictures := read(t, Articles()), read(t, Pictures())
	for _, name := range []string{
		"bridge-repair.html", "harbour-ferry.md", "library-hours.md", "night-market.json", "old-trees.txt", "river-level.md", "tea-house.md",
	} {
		if len(articles[name]) == 0 {
			t.Errorf("%s is missing", name)
		}
	}
	total := 0
	for _, files := range []map[string][]byte{articles, pictures} {
		for _, data := range files {
			total += len(data)
		}
	}
	if total > maxEmbedded {
		t.Errorf("%d bytes are embedded, at most %d are wanted", total, maxEmbedded)
	}
}

// Every picture that an article names is there and has the size that the article says, and no picture is there in vain.
func TestPictures(t *testing.T) {
	t.Parallel()
	pictures := read(t, Pictures())
	used := map[string]bool{}
	for article, text := range read(t, Articles()) {
		names := pictureName.FindAllSubmatch(text, -1)
		if len(names) == 0 {
			if size.Match(text) {
				t.Errorf("%s gives a size but no picture", article)
			}
			continue
		}
		name := string(names[0][1])
		used[name] = true
		for _, other := range names {
			if string(other[1]) != name {
				t.Errorf("%s names %s and %s", article, name, other[1])
			}
		}
		if pictures[name] == nil {
			t.Errorf("%s names %s, which is not there", article, name)
			continue
		}
		checkSizes(t, article, name, text)
	}
	for name, data := range pictures {
		if !used[name] {
			t.Errorf("no article shows %s", name)
		}
		if len(data) > maxPicture {
			t.Errorf("%s is %d bytes, at most %d are wanted", name, len(data), maxPicture)
		}
	}
}

func checkSizes(t *testing.T, article, name string, text []byte) {
	t.Helper()
	f, err := Pictures().Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	config, format, err := image.DecodeConfig(f)
	if err != nil || format != "jpeg" {
		t.Fatalf("%s: %s, %v", name, format, err)
	}
	var said []int
	for _, m := range size.FindAllSubmatch(text, -1) {
		n, _ := strconv.Atoi(string(m[1])) // digits only
		said = append(said, n)
	}
	if len(said) == 0 || len(said)%2 != 0 {
		t.Fatalf("%s gives the sizes %v", article, said)
	}
	for pair := range slices.Chunk(said, 2) {
		if pair[0] != config.Width || pair[1] != config.Height {
			t.Errorf("%s says %v, %s is %dx%d", article, pair, name, config.Width, config.Height)
		}
	}
}

// The demo must lead nobody to a real site: only reserved names (RFC 2606), and those of the vocabularies.
func TestOnlyReservedHosts(t *testing.T) {
	t.Parallel()
	for article, text := range read(t, Articles()) {
		for _, m := range address.FindAllSubmatch(text, -1) {
			if !ours.Match(m[1]) {
				t.Errorf("%s links to %s", article, m[1])
			}
		}
	}
}
