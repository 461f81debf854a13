package render

import (
	"encoding/json"

	"newsflash/server/asset"
	"newsflash/server/sanitize"
)

// Edition names what a reader reads of an article: it is another one when words of the story, its correction or its withdrawal
// change, and the same when only pictures' files, related stories or counts do.
func Edition(a sanitize.Article) string {
	f := a.Fields()
	b, err := json.Marshal([]any{f.Kicker, f.Title, f.Deck, f.Authors, f.Dateline, f.Body, f.Correction, f.Withdrawn})
	if err != nil {
		panic(err) // texts always can be
	}
	return asset.Hash(b)
}
