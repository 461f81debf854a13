package locale

import (
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestFor(t *testing.T) {
	t.Parallel()
	for tag, want := range map[string]struct{ lang, readHere, dir string }{
		"en": {"en", "Read here", "ltr"}, "en-GB": {"en", "Read here", "ltr"}, "EN_us": {"en", "Read here", "ltr"},
		"ur": {"ur", "یہیں پڑھیں", "rtl"}, "ur-PK": {"ur", "یہیں پڑھیں", "rtl"}, "ur-Arab-PK": {"ur", "یہیں پڑھیں", "rtl"},
		"ar-EG": {"ar", "اقرأ هنا", "rtl"}, "fa-IR": {"fa", "همین\u200cجا بخوانید", "rtl"},
		"he": {"he", "לקריאה כאן", "rtl"}, "iw-IL": {"he", "לקריאה כאן", "rtl"},
		"zh": {"zh", "在此阅读", "ltr"}, "zh-Hans-SG": {"zh", "在此阅读", "ltr"}, "zh-CN": {"zh", "在此阅读", "ltr"},
		"zh-Hant-TW": {"zh", "在此閱讀", "ltr"}, "zh-TW": {"zh", "在此閱讀", "ltr"}, "zh-hk": {"zh", "在此閱讀", "ltr"},
		"zh-Hans-HK": {"zh", "在此阅读", "ltr"},
		"ja-JP":      {"ja", "ここで読む", "ltr"}, "de-CH-1996": {"de", "Hier lesen", "ltr"},
		"fr-CA": {"fr", "Lire ici", "ltr"}, "es-419": {"es", "Leer aquí", "ltr"}, "pt-BR": {"pt", "Ler aqui", "ltr"},
		"tr":    {"tr", "Burada oku", "ltr"},
		"ko-KR": {"ko", "여기서 읽기", "ltr"}, "hi-IN": {"hi", "यहीं पढ़ें", "ltr"}, "hi-Deva": {"hi", "यहीं पढ़ें", "ltr"}, "hi-Latn": {"en", "Read here", "ltr"},
		// Not ours: English, and it says so.
		"": {"en", "Read here", "ltr"}, "-": {"en", "Read here", "ltr"}, "und": {"en", "Read here", "ltr"},
		"nl-BE": {"en", "Read here", "ltr"}, "english": {"en", "Read here", "ltr"}, "e": {"en", "Read here", "ltr"},
		"x-ur": {"en", "Read here", "ltr"}, "\x00<script>": {"en", "Read here", "ltr"},
	} {
		s := For(tag)
		if s.Lang != want.lang || s.ReadHere != want.readHere || s.Dir != want.dir {
			t.Errorf("For(%q) = %s, %q, %s; want %s, %q, %s", tag, s.Lang, s.ReadHere, s.Dir, want.lang, want.readHere, want.dir)
		}
	}
}

// variants is every table that For can answer with.
func variants() map[string]Strings {
	out := map[string]Strings{"zh-Hant": For("zh-Hant"), "en-US": For("en-US"), "de-AT": For("de-AT"), "pt-PT": For("pt-PT")}
	for _, tag := range strings.Fields("ar-LB ar-DZ ar-MA ar-MR fa-AF ur-IN de-CH es-MX en-IN") {
		out[tag] = For(tag)
	}
	for _, s := range all {
		out[s.Lang] = For(s.Lang)
	}
	return out
}

func TestLanguages(t *testing.T) {
	t.Parallel()
	for _, lang := range strings.Fields("en ur ar fa he zh ja ko de fr es pt tr hi") {
		if got := For(lang).Lang; got != lang {
			t.Errorf("For(%q) speaks %s", lang, got)
		}
	}
	if len(all) != 14 {
		t.Errorf("%d languages, want 14: one appears twice or was added without a test", len(all))
	}
}

func TestEveryWordIsThere(t *testing.T) {
	t.Parallel()
	withPlace := map[string]bool{"By": true, "ReadAt": true, "UpdatedAt": true}
	for name, s := range variants() {
		v := reflect.ValueOf(s)
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if !field.IsExported() {
				continue
			}
			word := v.Field(i).String()
			if word == "" || word != strings.TrimSpace(word) {
				t.Errorf("%s: %s is %q", name, field.Name, word)
			}
			if got := strings.Count(word, "%"); (got == 1 && strings.Contains(word, "%s")) != withPlace[field.Name] {
				t.Errorf("%s: %s is %q: where is its %%s?", name, field.Name, word)
			}
			if !utf8.ValidString(word) || strings.ContainsFunc(word, unicode.IsControl) {
				t.Errorf("%s: %s is %q", name, field.Name, word)
			}
		}
		checkRules(t, name, s)
	}
}

func checkRules(t *testing.T, name string, s Strings) {
	t.Helper()
	if s.Dir != "ltr" && s.Dir != "rtl" {
		t.Errorf("%s: Dir is %q", name, s.Dir)
	}
	for _, place := range "DMY" {
		if strings.Count(s.date, string(place)) != 1 {
			t.Errorf("%s: date %q has not one %c", name, s.date, place)
		}
	}
	for what, f := range map[string]forms{"readTime": s.readTime, "comments": s.comments} {
		if strings.Count(f.other, "#") != 1 {
			t.Errorf("%s: %s has not one # in %q", name, what, f.other)
		}
	}
	distinct := map[string]bool{}
	for _, month := range s.months {
		distinct[month] = month != ""
	}
	if len(distinct) != 12 || len(s.months) != 12 {
		t.Errorf("%s: months are %q", name, s.months)
	}
	if s.comments.zero == "" || s.and == "" || s.comma == "" || s.group == "" {
		t.Errorf("%s: a rule is missing", name)
	}
}

// The card's words must be written in the language's own script: a row copied from English would not be.
func TestScripts(t *testing.T) {
	t.Parallel()
	scripts := map[string]*unicode.RangeTable{
		"ur": unicode.Arabic, "ar": unicode.Arabic, "fa": unicode.Arabic, "he": unicode.Hebrew,
		"zh": unicode.Han, "zh-Hant": unicode.Han, "ja": unicode.Hiragana, "ko": unicode.Hangul, "hi": unicode.Devanagari,
	}
	for name, s := range variants() {
		script := scripts[name]
		if script == nil {
			script = scripts[s.Lang]
		}
		if script == nil {
			script = unicode.Latin
		}
		text := s.ReadHere + s.Withdrawn + s.Related + s.TextSize
		if !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(script, r) }) {
			t.Errorf("%s: %q is in another script", name, text)
		}
		if s.Lang != "en" && s.Withdrawn == english.Withdrawn {
			t.Errorf("%s speaks English", name)
		}
	}
}
