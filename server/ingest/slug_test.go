package ingest

import (
	"strings"
	"testing"

	"newsflash/widget"
)

func TestSlug(t *testing.T) {
	t.Parallel()
	title := "Ein Tag im Café"
	for _, c := range []struct {
		a    widget.Article
		want string
	}{
		{widget.Article{ID: "its-own", URL: "https://a.example/other", Title: title}, "its-own"},
		{widget.Article{ID: "Not Valid", URL: "https://a.example/the-story.html", Title: title}, "the-story"},
		{widget.Article{URL: "https://a.example/2025/11/08/the-story/", Title: title}, "the-story"},
		{widget.Article{URL: "https://a.example/the-story/index.html", Title: title}, "the-story"},
		{widget.Article{URL: "https://a.example/story/index.html", Title: title}, "story"},
		{widget.Article{URL: "https://a.example/the-story/4711", Title: title}, "the-story"},
		{widget.Article{URL: "https://a.example/2025-11-08", Title: title}, "ein-tag-im-cafe"},
		{widget.Article{URL: "https://a.example/news/4711", Title: title}, "ein-tag-im-cafe"},
		{widget.Article{URL: "https://a.example/?p=4711", Title: title}, "ein-tag-im-cafe"},
		{widget.Article{URL: "https://a.example/%D9%84%D8%A7%DB%81%D9%88%D8%B1-%DA%A9%DB%8C", Title: title}, "ein-tag-im-cafe"},
		{widget.Article{URL: "https://a.example/Die_Stra%C3%9Fe", Title: title}, "die-strasse"},
		{widget.Article{URL: "::", Title: title}, "ein-tag-im-cafe"},
		{widget.Article{Title: "Crème brûlée, “Don’t” & Łódź: Ærø’s ﬁsh №5"}, "creme-brulee-dont-lodz-aeros-fish-no5"},
		{widget.Article{Title: "Işık İstanbul’da"}, "isik-istanbulda"},
		{widget.Article{Title: "Щит и Ёлка: Київ"}, "shchit-i-elka-kiiv"},
		{widget.Article{Title: "Η Αθήνα ψηφίζει"}, "i-athina-psifizei"},
		{widget.Article{Title: "1984"}, "1984"},
		{widget.Article{Title: strings.Repeat("word ", 30)}, strings.TrimSuffix(strings.Repeat("word-", 16), "-")},
		{widget.Article{Title: strings.Repeat("x", 200)}, strings.Repeat("x", maxSlug)},
	} {
		if got := Slug(c.a); got != c.want {
			t.Errorf("Slug(%q, %q, %q) = %q, want %q", c.a.ID, c.a.URL, c.a.Title, got, c.want)
		}
	}
}

func TestSlugOfOtherScripts(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, title := range []string{"لاہور میں بارش", "کیا AI خطرناک ہے؟", "東京の夜", "서울의 봄", "", "!!!", "2025 میں", "🙂"} {
		slug := Slug(widget.Article{Title: title})
		if !widget.ValidID(slug) || len(slug) != len("a-")+12 || !strings.HasPrefix(slug, "a-") {
			t.Errorf("Slug of title %q is %q, want a- and 12 digits", title, slug)
		}
		if other, taken := seen[slug]; taken {
			t.Errorf("%q and %q have the slug %q", title, other, slug)
		}
		seen[slug] = title
	}
	if Slug(widget.Article{Title: "Ω\u0301 東京東京東京"}) != Slug(widget.Article{Title: "\u03a9\u0301 東京東京東京"}) {
		t.Error("the same title in another normal form has another slug")
	}
}
