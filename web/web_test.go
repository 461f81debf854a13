package web

import (
	"io/fs"
	"testing"
)

func TestEveryBuiltFileIsEmbedded(t *testing.T) {
	t.Parallel()
	for _, name := range Names {
		for _, suffix := range []string{"", ".br", ".gz"} {
			if info, err := fs.Stat(Dist(), name+suffix); err != nil || info.Size() == 0 {
				t.Errorf("%s%s is missing or empty: run `make build` (%v)", name, suffix, err)
			}
		}
	}
}
