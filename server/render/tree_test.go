package render

import (
	"encoding/json"
	"strings"
	"testing"

	"newsflash/widget/card"
)

// TestSrcIsSetLast holds the order of attributes that the loader relies on, and that the object is one that JSON reads back.
func TestSrcIsSetLast(t *testing.T) {
	t.Parallel()
	for name, a := range fixtures(t) {
		markup, err := Inline(a, card.Options{})
		if err != nil {
			t.Fatal(name, err)
		}
		data, err := json.Marshal(markup.tree())
		if err != nil {
			t.Fatal(name, err)
		}
		_, image, found := strings.Cut(string(data), `["img",{`)
		if !found {
			continue
		}
		image, _, _ = strings.Cut(image, "}]")
		var values map[string]string
		if err := json.Unmarshal([]byte("{"+image+"}"), &values); err != nil || values["decoding"] != "async" {
			t.Errorf("%s: %v: %s", name, err, image)
		}
		if last := image[strings.LastIndex(image, `","`)+2:]; !strings.HasPrefix(last, `"src":`) {
			t.Errorf("%s: the last attribute is %s", name, last)
		}
	}
}
