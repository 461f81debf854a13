package sanitize_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"newsflash/server/sanitize"
	"newsflash/widget"
)

// soup makes tag soup: known and unknown elements opened and closed at random, with texts and attributes between them.
func soup(r *rand.Rand) string {
	names := strings.Fields(flow + " br hr img div section h1 h6 del font object noscript iframe svg math select option template title script style " +
		"form button table tr td video colgroup col textarea nobr center foreignObject annotation-xml frameset body html")
	attrs := []string{"", "", "", ` href="/x"`, ` href="javascript:x"`, ` src="/i.png"`, ` alt="a bear"`, ` lang="fr"`, ` dir=rtl`, ` class=x`, ` colspan=2`, ` href="`, ` title='`, ` /`}
	texts := []string{"word", " ", "\n", " two words ", "&nbsp;", "&lt;b&gt;", "<", "e", "\u0301", "\u202e", "<!-- x -->", "<!--", "\x00", "文", "<![CDATA[x]]>", "</>", "&#13;"}
	var b strings.Builder
	var open []string
	for range 3 + r.IntN(40) {
		switch n := r.IntN(10); {
		case n < 5:
			name := names[r.IntN(len(names))]
			fmt.Fprintf(&b, "<%s%s>", name, attrs[r.IntN(len(attrs))])
			open = append(open, name)
		case n < 7 && len(open) > 0:
			i := len(open) - 1
			if r.IntN(3) == 0 {
				i = r.IntN(len(open))
			}
			fmt.Fprintf(&b, "</%s>", open[i])
			open = slices.Delete(open, i, i+1)
		default:
			b.WriteString(texts[r.IntN(len(texts))])
		}
	}
	return b.String()
}

func TestSoup(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		s := soup(r)
		a, _, err := sanitize.Clean(widget.Article{Title: "Headline", URL: address, Body: s})
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		checkBody(t, a.Body().String())
		settled(t, a)
		if got, want := words(a.Body().String()), words(s); got < want/2 {
			t.Errorf("%q has %d words, of %q %d are left", s, want, a.Body(), got)
		}
	}
}

func words(s string) int { return strings.Count(sanitize.Text(s), "word") }

// TestTextSoup cleans plain texts of characters that meet badly.
func TestTextSoup(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	runes := []rune("ae가각ㄱ\u1100\u1161\u11a8\u0300\u0301\u0344\u0323\u0f73\u0958\u2126\u2000\u2001\u037e \u00a0\u3000\u202f\u2028\t\x00\u200b\u200d\u200c\u00ad\u202e" +
		"\u034f\u3164\ufe0f\ufeff\ufffd\ue000\U000e0041\U0001f600\U0001fae9\U0002f800\u0e33\u064b\u0651\uac00\u0308")
	for range 1000 {
		text := make([]rune, r.IntN(60))
		for i := range text {
			text[i] = runes[r.IntN(len(runes))]
		}
		s := string(text)
		got, _ := clean(t, widget.Article{
			Title: "T" + s, Kicker: s, Tags: []string{s, s[len(s)/2:]}, Body: s + "<b>" + s, Provenance: map[string]string{s: strings.Repeat(s, 3)},
			Picture: &widget.Picture{URL: address, Alt: s, Caption: s}, GUID: s,
		})
		if err := normal(got.Title + got.Kicker + got.GUID); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	}
}
