//go:build e2e

package e2e

import "testing"

// bidiFeed has three stories that mix directions. Pashto is a language whose words the card does not know: it speaks English.
const bidiFeed = `{"version": "https://jsonfeed.org/version/1.1", "title": "Mixed", "items": [
{"id": "mixed-en", "url": "https://news.example/mixed-en", "language": "en", "title": "By \u0646\u0648\u0631, and 3: \u0633\u0644\u0627\u0645", "content_text": "Text.",
 "authors": [{"name": "\u0644\u064a\u0644\u0649"}, {"name": "\u0633\u0627\u0645\u064a"}, {"name": "Ada Brook"}], "date_published": "2025-11-08",
 "_newsflash": {"read_time": "3 min read", "related": [{"title": "\u0633\u0644\u0627\u0645", "url": "https://news.example/1", "date": "2025-11-08"}, {"title": "\u0646\u0648\u0631", "date": "2025-11-08"}]}},
{"id": "mixed-ur", "url": "https://news.example/mixed-ur", "language": "ur", "title": "Kettle Bay \u06a9\u06be\u0644 \u06af\u06cc\u0627: Ferry 7", "content_text": "\u0645\u062a\u0646\u06d4",
 "authors": [{"name": "Ada Brook"}, {"name": "Bo Lind"}, {"name": "Cem Dal"}], "date_published": "2025-11-08",
 "_newsflash": {"read_time": "3 min read", "related": [{"title": "Ferry 7", "url": "https://news.example/1", "date": "2025-11-08"}, {"title": "Tide 8", "date": "2025-11-08"}]}},
{"id": "mixed-ps", "url": "https://news.example/mixed-ps", "language": "ps", "title": "\u0646\u0648\u06cc \u067e\u0644", "content_text": "\u0645\u062a\u0646.",
 "authors": [{"name": "\u0644\u064a\u0644\u0649"}, {"name": "\u0633\u0627\u0645\u064a"}], "date_published": "2025-11-08", "date_modified": "2025-11-09",
 "_newsflash": {"read_time": "3 min read", "related": [{"title": "\u0633\u0644\u0627\u0645", "url": "https://news.example/1", "date": "2025-11-08"}]}}]}`

// inOrder is true where the words stand from left to right as listed, each where it is first found in an element's text.
const inOrder = `(element, ...words) => {
	const nodes = [], walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
	while (walk.nextNode()) nodes.push(walk.currentNode);
	const at = words.map(word => {
		const node = nodes.find(n => n.data.includes(word));
		if (!node) throw new Error('no ' + word + ' in ' + element.textContent);
		const range = document.createRange(), start = node.data.indexOf(word);
		range.setStart(node, start);
		range.setEnd(node, start + word.length);
		return range.getBoundingClientRect();
	});
	return at.every((box, i) => i === 0 || at[i - 1].right <= box.left + 1);
}`

func TestMixedDirectionsKeepTheirOrder(t *testing.T) {
	data, folder := t.TempDir(), t.TempDir()
	write(t, folder, "mixed.json", bidiFeed)
	ingestJSON(t, data, folder)
	s := serve(t, "--data", data)
	for id, checks := range map[string]map[string]string{
		"mixed-en": {
			"headline": `'.nf-head', 'By', 'نور', 'and', '3', 'سلام'`,
			"byline":   `'.nf-by', 'By', 'ليلى', 'سامي', 'Ada'`,
			"date":     `'.nf-meta time', '8', 'November', '2025'`,
			"linked":   `'.nf-rel li', 'سلام', '8', 'November', '2025'`,
			"unlinked": `'.nf-rel li:nth-child(2)', 'نور', '8', 'November', '2025'`,
		},
		"mixed-ur": {
			"headline": `'.nf-head', 'Ferry', '7', 'گیا', 'کھل', 'Kettle', 'Bay'`,
			"byline":   `'.nf-by', 'Cem', 'Dal', 'Bo', 'Lind', 'Ada', 'Brook', 'تحریر'`,
			"date":     `'.nf-meta time', '2025', 'نومبر', '8'`,
			"linked":   `'.nf-rel li', '2025', 'نومبر', '8', 'Ferry', '7'`,
			"unlinked": `'.nf-rel li:nth-child(2)', '2025', 'نومبر', '8 ', 'Tide', '8'`,
		},
		"mixed-ps": {
			"byline":    `'.nf-by', 'By', 'ليلى', 'سامي'`,
			"date":      `'.nf-meta time', '8', 'November', '2025'`,
			"update":    `'.nf-upd', '9', 'November', '2025', 'Updated'`,
			"read time": `'.nf-time', '3', 'min', 'read'`,
			"linked":    `'.nf-rel li', '8', 'November', '2025', 'سلام'`,
		},
	} {
		for place, p := range map[string]*tab{
			"card":  open(t, partnerPage(t, nil, partnerHTML(tag(s, id, ""))), look{width: 1000}),
			"story": open(t, s.url+"/frame/"+id, look{width: 1000}),
		} {
			root := "document"
			if place == "card" {
				root = card
				p.wait(shown)
			}
			for what, check := range checks {
				if !eval[bool](p, `((selector, ...words) => (`+inOrder+`)(`+root+`.querySelector(selector), ...words))(`+check+`)`) {
					t.Errorf("%s, %s, %s: not in the order %s", id, place, what, check)
				}
			}
		}
	}
}
