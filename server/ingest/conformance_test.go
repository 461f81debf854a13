package ingest

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"

	"newsflash/widget"
)

// expectedItem is what gofeed's test data says of an item.
type expectedItem struct {
	title, link, guid string
	date              *time.Time
}

// gofeedData is the folder of gofeed's own test data, which its module carries.
func gofeedData(t *testing.T) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "github.com/mmcdole/gofeed").Output()
	if err != nil {
		t.Fatalf("where is gofeed's module: %v", err)
	}
	return filepath.Join(strings.TrimSpace(string(out)), "testdata")
}

func expectedItems(t *testing.T, file string, data []byte) (items []expectedItem) {
	t.Helper()
	switch {
	case strings.Contains(file, "/parser/rss/"):
		var feed rss.Feed
		if err := json.Unmarshal(data, &feed); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, i := range feed.Items {
			e := expectedItem{title: i.Title, link: i.Link, date: i.PubDateParsed}
			if i.GUID != nil {
				e.guid = i.GUID.Value
			}
			items = append(items, e)
		}
	case strings.Contains(file, "/parser/atom/"):
		var feed atom.Feed
		if err := json.Unmarshal(data, &feed); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, i := range feed.Entries {
			items = append(items, expectedItem{i.Title, linkOf(i.Links, "alternate"), i.ID, i.PublishedParsed})
		}
	default:
		var feed gofeed.Feed
		if err := json.Unmarshal(data, &feed); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, i := range feed.Items {
			items = append(items, expectedItem{i.Title, i.Link, i.GUID, i.PublishedParsed})
		}
	}
	return items
}

// TestGofeedsOwnFeeds takes every feed of gofeed's test data through Decode and holds it to what its expected JSON says of titles,
// links, identifiers and dates. A title is compared as plain text, for gofeed keeps the markup.
func TestGofeedsOwnFeeds(t *testing.T) {
	t.Parallel()
	root := gofeedData(t)
	seen, compared, used := 0, 0, map[string]bool{}
	err := filepath.WalkDir(root, func(file string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		extension := filepath.Ext(file)
		isExpected := strings.HasSuffix(file, "_expected.json") || extension == ".json" && exists(strings.TrimSuffix(file, ".json")+".xml")
		if isExpected {
			return nil
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		seen++
		drafts := Decode(Input{Name: entry.Name(), Data: data})
		check(t, drafts)
		expectedFile := strings.TrimSuffix(file, extension) + map[string]string{".xml": ".json", ".json": "_expected.json"}[extension]
		expected, err := os.ReadFile(expectedFile)
		if err != nil || extension == ".json" {
			return nil // nothing is expected, or JSON Feed, which is not gofeed's to read
		}
		compared++
		compareItems(t, used, strings.TrimPrefix(file, root+"/"), expectedItems(t, file, expected), drafts)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 550 || compared < 530 {
		t.Errorf("only %d feeds, %d with what is expected of them: the test data is not whole", seen, compared)
	}
	for name := range exceptions {
		if !used[name] {
			t.Errorf("the exception for %s is not needed", name)
		}
	}
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// exceptions are the fields that are not as gofeed's test data wants them, by file, and why. Beside these, an item of RSS 1.0 that
// names neither link nor identifier has both from its rdf:about, which gofeed does not read.
var exceptions = map[string]string{
	"extensions/dublincore/dublincore_item_fields.xml guid": "dc:identifier identifies an item that has no guid; gofeed leaves it empty",
	"parser/atom/entry_id_xml_base.xml guid":                "an id is compared letter by letter and never resolved (RFC 4287, 4.2.6.1); gofeed resolves it",
}

func compareItems(t *testing.T, used map[string]bool, name string, expected []expectedItem, drafts []Draft) {
	t.Helper()
	if len(expected) == 0 {
		return
	}
	if len(drafts) != len(expected) {
		t.Errorf("%s: %d drafts, want %d (%v)", name, len(drafts), len(expected), drafts[0].Err)
		return
	}
	for i, want := range expected {
		a := drafts[i].Article
		got := expectedItem{title: a.Title, link: a.URL, guid: a.GUID}
		if want.link != "" {
			if address, err := widget.ParseURL(want.link, nil); err == nil {
				want.link = address
			}
		}
		differs := map[string]bool{
			"title": got.title != oneLine(want.title) && got.title != oneLine(plainTitle(want.title)),
			"link":  want.link != got.link && (want.link != "" || a.Provenance["url"] != "rdf:about"),
			"guid":  want.guid != got.guid && (want.guid != "" || a.Provenance["guid"] != "rdf:about"),
			"date":  want.date != nil && (a.Published.IsZero() || !a.Published.Day && !a.Published.Time.Equal(*want.date) || a.Published.Day && a.Published.String() != want.date.Format(time.DateOnly)),
		}
		for field, bad := range differs {
			key := name + " " + field
			if _, known := exceptions[key]; known && bad {
				used[key] = true
			} else if bad {
				t.Errorf("%s: got %q, want %+v date %v", key, []string{got.title, got.link, got.guid, a.Published.String()}, want, want.date)
			}
		}
	}
}
