package card

import (
	"encoding/json"
	"reflect"
	"testing"

	"newsflash/widget"
)

func at(t *testing.T, s string) widget.Date {
	t.Helper()
	d, err := widget.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestADestinationIsLinkedOnce(t *testing.T) {
	m := New(widget.Article{
		Title: "Title", URL: "https://a.example/1",
		CrossLinks: []widget.Link{{Title: "Cross", URL: "https://a.example/2"}, {Title: "Itself", URL: "http://a.example/1/#part"}},
		Related: []widget.Link{
			{Title: "Cross again", URL: "https://a.example/2/"},
			{Title: "Title", URL: "https://a.example/copy"},
			{Title: "Third", URL: "https://a.example/3"},
			{Title: "No address"},
			{Title: "no address"},
			{Title: "Fourth", URL: "https://a.example/4"},
			{Title: "Fifth", URL: "https://a.example/5"},
		},
		Comments: widget.Comments{URL: "https://a.example/1#comments"},
	}, Options{})
	titles := func(links []Link) (out []string) {
		for _, l := range links {
			out = append(out, l.Title)
		}
		return out
	}
	if got := titles(m.CrossLink); !reflect.DeepEqual(got, []string{"Cross"}) {
		t.Errorf("cross links: %q", got)
	}
	if got := titles(m.Related); !reflect.DeepEqual(got, []string{"Third", "No address", "Fourth"}) {
		t.Errorf("related stories: %q", got)
	}
	if m.Comments != nil {
		t.Error("the comments' link is the headline's again")
	}
}

func TestAnUpdateShowsWhenReadersCare(t *testing.T) {
	for _, test := range []struct {
		name, published, updated string
		corrected, shows         bool
	}{
		{"never updated", "2025-11-08T09:00:00Z", "", false, false},
		{"same day", "2025-11-08T09:00:00Z", "2025-11-08T12:00:00Z", false, false},
		{"same day, corrected", "2025-11-08T09:00:00Z", "2025-11-08T12:00:00Z", true, true},
		{"next day", "2025-11-08T09:00:00Z", "2025-11-09T01:00:00Z", false, true},
		{"before", "2025-11-08T09:00:00Z", "2025-11-07T01:00:00Z", true, false},
	} {
		a := widget.Article{Title: "T", Published: at(t, test.published)}
		if test.updated != "" {
			a.Updated = at(t, test.updated)
		}
		if test.corrected {
			a.Correction = &widget.Correction{Note: "Wrong year."}
		}
		if got := New(a, Options{}).Updated != nil; got != test.shows {
			t.Errorf("%s: shown %v", test.name, got)
		}
	}
}

func TestPartsThatSayNothingNewAreLeftOut(t *testing.T) {
	m := New(widget.Article{Title: "The same  words", Deck: "the Same words", Picture: &widget.Picture{Alt: "no address"}}, Options{Related: -1})
	if m.Deck != "" || m.Picture != nil || m.hasMeta() || m.HasProse {
		t.Errorf("%+v", m)
	}
	if m.Dir != "ltr" || m.Layout != Standard || m.Theme != widget.DefaultTheme || m.Scheme != Auto {
		t.Errorf("defaults: %+v", m)
	}
}

func TestTheCardsOwnWordsNameTheirLanguage(t *testing.T) {
	for lang, want := range map[string]string{"en": "", "ur-PK": "", "de-AT": "", "sw": "en", "": "en"} {
		if got := New(widget.Article{Title: "T", Lang: lang}, Options{}).UILang; got != want {
			t.Errorf("%q: words are marked %q", lang, got)
		}
	}
}

func TestTheModelTravelsWhole(t *testing.T) {
	m := New(widget.Article{
		ID: "a", Title: "T", URL: "https://a.example/", Deck: "D", Lang: "en", Body: "<p>b</p>", Published: at(t, "2025-11-08"), Updated: at(t, "2025-11-10"),
		Authors: []widget.Author{{Name: "N"}}, Picture: &widget.Picture{URL: "https://a.example/p.jpg", Width: 1, Height: 2}, Correction: &widget.Correction{Note: "C"},
		Related: []widget.Link{{Title: "R", Date: at(t, "2025-01-01")}}, ReadTime: widget.ReadTime{Minutes: 2},
	}, Options{})
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var again Model
	if err := json.Unmarshal(data, &again); err != nil || !reflect.DeepEqual(m, again) {
		t.Errorf("sent %+v, came %+v (%v)", m, again, err)
	}
}

// What readers see has the language's digits, what machines read has Latin ones.
func TestDigitsAreForReadersOnly(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string][3]string{
		"fa": {"۸ نوامبر ۲۰۲۵", "۳ دقیقه مطالعه", "۱٬۲۳۴ دیدگاه"}, "ar-EG": {"٨ نوفمبر ٢٠٢٥", "قراءة ٣ دقائق", "١٬٢٣٤ تعليقًا"},
		"ar-MA": {"8 نونبر 2025", "قراءة 3 دقائق", "1.234 تعليقًا"}, "hi-u-nu-deva": {"८ नवंबर २०२५", "३ मिनट में पढ़ें", "१,२३४ टिप्पणियाँ"},
	} {
		count := 1234
		a := widget.Article{Title: "T", Lang: lang, Comments: widget.Comments{URL: "https://news.example/c", Count: &count}}
		a.Published, a.ReadTime.Minutes = at(t, "2025-11-08"), 3
		m := New(a, Options{})
		if got := [3]string{m.Published.Label, m.ReadTime, m.Comments.Title}; got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
		if m.Published.DateTime != "2025-11-08" || m.UILang != "" {
			t.Errorf("%s: datetime is %q, the words' language %q", lang, m.Published.DateTime, m.UILang)
		}
	}
}
