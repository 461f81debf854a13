package sanitize_test

import (
	"testing"

	"newsflash/widget"
)

func TestLanguage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, dir, title, wantLang, wantDir string }{
		{"", "", "Plain", "", "ltr"},
		{"en", "", "Plain", "en", "ltr"},
		{" EN_us ", "", "Plain", "en-US", "ltr"},
		{"ur-pk", "", "Plain", "ur-PK", "rtl"},
		{"ar", "", "x", "ar", "rtl"},
		{"iw", "", "x", "he", "rtl"},
		{"dv", "", "x", "dv", "rtl"},
		{"pa", "", "x", "pa", "ltr"},
		{"pa-Arab", "", "x", "pa-Arab", "rtl"},
		{"pa-PK", "", "x", "pa-PK", "rtl"},
		{"ff-Adlm", "", "x", "ff-Adlm", "rtl"},
		{"zh-Hant-TW", "", "x", "zh-Hant-TW", "ltr"},
		{"ar", "ltr", "x", "ar", "ltr"},
		{"en", " RTL ", "x", "en", "rtl"},
		{"en", "sideways!", "x", "en", "ltr"},
		{"", "", "«123» خبر x", "", "rtl"},
		{"", "", "12 שלום", "", "rtl"},
		{"", "", "— 1: news خبر", "", "ltr"},
		{"", "", "1234 !", "", "ltr"},
		{"english!", "", "x", "", "ltr"},
		{"xx", "", "خبر", "", "rtl"},
		{"und", "", "خبر", "", "rtl"},
		{"x-private", "", "x", "", "ltr"},
		{"en-\x00us", "", "x", "", "ltr"},
		{"en-a-bbbbbbbb-cccccccc-dddddddd-eeeeeeee", "", "x", "", "ltr"},
	} {
		got, warnings := clean(t, widget.Article{Title: c.title, Lang: c.lang, Dir: c.dir})
		if got.Lang != c.wantLang || got.Dir != c.wantDir {
			t.Errorf("%q %q %q: %q %q, want %q %q", c.lang, c.dir, c.title, got.Lang, got.Dir, c.wantLang, c.wantDir)
		}
		if (warnings["lang"] != "") != (c.lang != "" && c.wantLang == "") || (warnings["dir"] != "") != (c.dir == "sideways!") {
			t.Errorf("%q %q: warnings %v", c.lang, c.dir, warnings)
		}
	}
}
