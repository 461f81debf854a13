package related_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"newsflash/server/related"
	"newsflash/server/store"
	"newsflash/widget"
)

const ferryText = "<p>The ferry between Dunlow and Skerry resumed its timetable, and passengers find fewer seats on deck.</p>"

// of makes a candidate of an article as a store would.
func of(a widget.Article) store.Candidate {
	return store.Candidate{Head: store.Head{ID: a.ID, Title: a.Title, URL: a.URL, Withdrawn: a.Withdrawn}, Profile: related.NewProfile(a)}
}

// ferry is an article that is like all others made by it, but no copy: most of its text is its own.
func ferry(id string, change func(*widget.Article)) widget.Article {
	var own strings.Builder
	for i := range 30 {
		own.WriteString(id + string(rune('a'+i%26)) + string(rune('a'+i/26)) + "filler ")
	}
	a := widget.Article{
		ID: id, Source: "test", GUID: id, Title: "Ferry passengers wait in Dunlow, " + id, URL: "https://news.example/" + id, Lang: "en", Body: ferryText + "<p>" + own.String() + "</p>",
		Published: widget.Date{Time: now.AddDate(0, -1, 0)},
	}
	if change != nil {
		change(&a)
	}
	return a
}

func ranked(self widget.Article, others ...widget.Article) (ids []string) {
	s := store.Similar{Self: of(self), Total: len(others) + 1, Frequency: map[string]int{}}
	for _, a := range others {
		c := of(a)
		s.Candidates = append(s.Candidates, c)
		for _, term := range c.Terms {
			s.Frequency[term.Text]++
		}
	}
	for _, c := range related.Rank(now, s) {
		ids = append(ids, c.ID)
	}
	return ids
}

func TestRankLeavesOut(t *testing.T) {
	t.Parallel()
	self := ferry("self", func(a *widget.Article) {
		a.Related = []widget.Link{{Title: "The editor's own choice!"}, {Title: "Another title", URL: "http://news.example/linked/#top"}}
		a.CrossLinks = []widget.Link{{Title: "See also this"}}
	})
	for what, test := range map[string]struct {
		change func(*widget.Article)
		listed bool
	}{
		"like it":                       {nil, true},
		"of no language":                {func(a *widget.Article) { a.Lang = "" }, true},
		"of another region":             {func(a *widget.Article) { a.Lang = "en-GB" }, true},
		"of another language":           {func(a *widget.Article) { a.Lang = "de" }, false},
		"undated":                       {func(a *widget.Article) { a.Published = widget.Date{} }, true},
		"published now":                 {func(a *widget.Article) { a.Published = widget.Date{Time: now} }, true},
		"published later":               {func(a *widget.Article) { a.Published = widget.Date{Time: now.Add(time.Second)} }, false},
		"published today":               {func(a *widget.Article) { a.Published = widget.Date{Time: now, Day: true} }, true},
		"published in two days":         {func(a *widget.Article) { a.Published = widget.Date{Time: now.AddDate(0, 0, 2), Day: true} }, false},
		"withdrawn":                     {func(a *widget.Article) { a.Withdrawn = true }, false},
		"the article itself":            {func(a *widget.Article) { a.ID = "self" }, false},
		"of the same title":             {func(a *widget.Article) { a.Title = "“" + strings.ToUpper(self.Title) + "”" }, false},
		"at the same address":           {func(a *widget.Article) { a.URL = "http://news.example/self#comments" }, false},
		"with the same text":            {func(a *widget.Article) { a.Body = self.Body + "<p>One line more.</p>" }, false},
		"with the same text, title too": {func(a *widget.Article) { a.Body, a.Title = self.Body, self.Title }, false},
		"linked by title":               {func(a *widget.Article) { a.Title = "The Editor's Own Choice" }, false},
		"linked by address":             {func(a *widget.Article) { a.URL = "https://news.example/linked" }, false},
		"linked from the text":          {func(a *widget.Article) { a.Title = "See also: this" }, false},
		"without any address":           {func(a *widget.Article) { a.URL = "" }, true},
		"about something else": {func(a *widget.Article) {
			a.Title, a.Body = "Bakers raise prices", "<p>Flour for the bakers is dear.</p>"
		}, false},
		"with one name in common": {func(a *widget.Article) { a.Title, a.Body = "Dunlow bakers raise prices", "<p>Flour is dear.</p>" }, false},
		"with nothing at all":     {func(a *widget.Article) { a.Title, a.Body = "?", "" }, false},
	} {
		if got := ranked(self, ferry("other", test.change)); (len(got) == 1) != test.listed {
			t.Errorf("an article %s: the list is %q, wanted in it: %v", what, got, test.listed)
		}
	}
	if got := ranked(widget.Article{ID: "empty", Title: "?"}, ferry("other", nil)); len(got) > 0 {
		t.Errorf("an article without a word lists %q", got)
	}
}

func TestRankOrder(t *testing.T) {
	t.Parallel()
	at := func(months int) func(*widget.Article) {
		return func(a *widget.Article) { a.Published = widget.Date{Time: now.AddDate(0, -months, 0)} }
	}
	self := ferry("self", func(a *widget.Article) {
		a.Tags, a.Section, a.Published = []string{"Boats", "Islands"}, "Local", widget.Date{Time: now}
	})
	for what, test := range map[string]struct{ first, second widget.Article }{
		"the newer one": {ferry("b", at(1)), ferry("a", at(7))},
		"the older, but much better": {ferry("b", func(a *widget.Article) { at(12)(a); a.Title += " for the Skerry timetable" }), ferry("a", func(a *widget.Article) {
			at(0)(a)
			a.Title = "Fewer seats in Dunlow"
			a.Body = "<p>Passengers of the ferry complain.</p>"
		})},
		"the same section":             {ferry("b", func(a *widget.Article) { a.Section = "LOCAL" }), ferry("a", nil)},
		"shared tags":                  {ferry("b", func(a *widget.Article) { a.Tags = []string{"islands", "boats"} }), ferry("a", func(a *widget.Article) { a.Tags = []string{"quays", "trains"} })},
		"equal ones by id":             {ferry("a", nil), ferry("b", func(a *widget.Article) { a.Title = "Ferry passengers wait in Dunlow, b" })},
		"the dated before the undated": {ferry("b", at(3)), ferry("a", func(a *widget.Article) { a.Published = widget.Date{} })},
	} {
		for _, others := range [][]widget.Article{{test.first, test.second}, {test.second, test.first}} {
			if got, want := ranked(self, others...), []string{test.first.ID, test.second.ID}; !slices.Equal(got, want) {
				t.Errorf("%s: %q, want %q", what, got, want)
			}
		}
	}
}

// TestRankCopies: of several copies the best stays, and its place is not given away; the list has an end.
func TestRankCopies(t *testing.T) {
	t.Parallel()
	old := func(a *widget.Article) { a.Published = widget.Date{Time: now.AddDate(-1, 0, 0)} }
	copied := ferry("copy", old)
	copied.Body = ferry("first", nil).Body + "<p>By our correspondent.</p>"
	if got := ranked(ferry("self", nil), copied, ferry("first", nil)); !slices.Equal(got, []string{"first"}) {
		t.Errorf("of an article and its older copy %q are listed", got)
	}
	var many []widget.Article
	for _, id := range strings.Split("abcdefghij", "") {
		many = append(many, ferry("n"+id, nil))
	}
	if got := ranked(ferry("self", nil), many...); len(got) != store.MaxShown {
		t.Errorf("%d of %d are listed, want %d", len(got), len(many), store.MaxShown)
	}
}

func TestOpens(t *testing.T) {
	t.Parallel()
	day := widget.Date{Time: time.Date(2025, 11, 8, 0, 0, 0, 0, time.FixedZone("", 5*3600)), Day: true}
	for _, test := range []struct {
		date widget.Date
		want time.Time
	}{
		{widget.Date{}, time.Time{}},
		{widget.Date{Time: now}, now},
		{day, time.Date(2025, 11, 7, 10, 0, 0, 0, time.UTC)}, // when the 8th begins on Kiritimati
	} {
		if got := related.Opens(test.date); !got.Equal(test.want) {
			t.Errorf("%s opens at %s, want %s", test.date, got, test.want)
		}
	}
}
