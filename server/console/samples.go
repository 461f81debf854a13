package console

import (
	"fmt"
	"io/fs"
	"maps"
	"path"

	"newsflash/server/asset"
	"newsflash/server/demo"
	"newsflash/server/ingest"
	"newsflash/server/sanitize"
	"newsflash/widget/card"
)

// sampleStories are the demo's articles that themes are tried on: with and without picture, from right to left, and in
// a script of its own.
var sampleStories = []string{"harbour-ferry.md", "night-market.json", "library-hours.md", "tea-house.md"}

// addSamples makes the samples' cards. Their pictures are served as the console's own files.
func (s *Server) addSamples(assets asset.Set) error {
	s.assets = maps.Clone(assets)
	for _, name := range sampleStories {
		data, err := fs.ReadFile(demo.Articles(), name)
		if err != nil {
			return fmt.Errorf("samples: %w", err)
		}
		draft := ingest.Decode(ingest.Input{Name: name, Data: data})[0]
		clean, _, err := sanitize.Clean(draft.Article)
		if err != nil {
			return fmt.Errorf("sample %s: %w", name, err)
		}
		m := card.New(clean.Fields(), card.Options{})
		m.ID = "sample-" + name
		if m.Picture != nil {
			file := path.Base(m.Picture.Src)
			picture, err := fs.ReadFile(demo.Pictures(), file)
			if err != nil {
				return fmt.Errorf("sample %s: %w", name, err)
			}
			s.assets.Add(file, picture)
			m.Picture.Src = s.assets[file].Path()
		}
		s.samples = append(s.samples, m)
	}
	return nil
}

func (s *Server) listSamples(*request) (any, error) { return s.samples, nil }
