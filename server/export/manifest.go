package export

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"time"

	"newsflash/server/asset"
)

// manifestName is a hidden file: servers of files don't show it.
const manifestName = ".newsflash-export.json"

// manifest is what an export remembers of itself, in the place.
type manifest struct {
	Files    map[string]string    `json:"files"`             // all that are an export's, with the hash of their content
	Articles map[string]entry     `json:"articles"`          // by id
	Stale    map[string]time.Time `json:"stale,omitempty"`   // built files that no page names, and since when
	Running  bool                 `json:"running,omitempty"` // a run has begun, and not come to an end in which it could say what it wrote
}

// entry is what an article's files were made of, and those whose names do not follow from its id.
type entry struct {
	Of       string   `json:"of"`
	Pictures []string `json:"pictures,omitempty"`
}

// errNotOurs says that a place holds something and no export wrote it.
var errNotOurs = errors.New("holds files and no export wrote them: name an empty place, or one of an earlier export")

// readManifest reads what an earlier export left; in an empty place there is none.
func readManifest(ctx context.Context, p Place, names map[string]bool) (m manifest, err error) {
	raw, err := p.Read(ctx, manifestName)
	switch {
	case errors.Is(err, fs.ErrNotExist) && len(names) > 0:
		return m, fmt.Errorf("%s %w", p, errNotOurs)
	case errors.Is(err, fs.ErrNotExist):
		return m, nil
	case err != nil:
		return m, err
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, fmt.Errorf("%s: %s cannot be read: %w; take it away together with the other files of the export", p, manifestName, err)
	}
	if m.Running { // it was killed: what is in a file is not known
		for name := range m.Files {
			m.Files[name] = unknown
		}
	}
	return m, nil
}

// unknown is no file's hash.
const unknown = "?"

func (m manifest) write(ctx context.Context, p Place) error {
	raw, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if err := p.Write(ctx, manifestName, File{asset.Encoded{Raw: raw}, "application/json", "no-store"}); err != nil {
		return fmt.Errorf("write %s: %w", manifestName, err)
	}
	return nil
}

// add notes what a run wrote that was not finished.
func (m *manifest) add(done manifest) {
	if m.Files == nil {
		m.Files, m.Articles = map[string]string{}, map[string]entry{}
	}
	maps.Copy(m.Files, done.Files)
	maps.Copy(m.Articles, done.Articles)
}
