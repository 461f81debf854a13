package locale

import (
	"strings"
	"testing"
	"time"
)

func TestReadTime(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]map[int]string{
		"en":    {-1: "", 0: "", 1: "1 min read", 3: "3 min read", 600: "600 min read"},
		"de":    {0: "", 1: "1 Min. Lesezeit", 3: "3 Min. Lesezeit"},
		"fr":    {1: "1 min de lecture", 3: "3 min de lecture"},
		"es":    {1: "1 min de lectura", 3: "3 min de lectura"},
		"pt":    {1: "1 min de leitura", 3: "3 min de leitura"},
		"tr":    {1: "1 dakikalık okuma", 3: "3 dakikalık okuma"},
		"ur":    {1: "1 منٹ کا مطالعہ", 3: "3 منٹ کا مطالعہ"},
		"fa":    {1: "۱ دقیقه مطالعه", 3: "۳ دقیقه مطالعه", 600: "۶۰۰ دقیقه مطالعه"},
		"he":    {1: "דקת קריאה", 2: "שתי דקות קריאה", 3: "3 דקות קריאה", 20: "20 דקות קריאה"},
		"zh":    {1: "阅读需1分钟", 3: "阅读需3分钟"},
		"zh-TW": {3: "閱讀需 3 分鐘"},
		"ja":    {1: "1分で読めます", 3: "3分で読めます"},
		"ko":    {0: "", 1: "읽는 시간 1분", 3: "읽는 시간 3분", 11: "읽는 시간 11분"},
		"hi":    {0: "", 1: "1 मिनट में पढ़ें", 2: "2 मिनट में पढ़ें", 11: "11 मिनट में पढ़ें"},
		"ar": {
			0: "", 1: "قراءة دقيقة واحدة", 2: "قراءة دقيقتين", 3: "قراءة 3 دقائق", 10: "قراءة 10 دقائق",
			11: "قراءة 11 دقيقة", 99: "قراءة 99 دقيقة", 100: "قراءة 100 دقيقة", 102: "قراءة 102 دقيقة", 103: "قراءة 103 دقائق",
		},
		"ar-EG": {1: "قراءة دقيقة واحدة", 2: "قراءة دقيقتين", 3: "قراءة ٣ دقائق", 11: "قراءة ١١ دقيقة", 100: "قراءة ١٠٠ دقيقة"},
		"ur-IN": {1: "۱ منٹ کا مطالعہ", 46: "۴۶ منٹ کا مطالعہ"},
	} {
		for minutes, label := range want {
			if got := For(lang).ReadTime(minutes); got != label {
				t.Errorf("%s: ReadTime(%d) = %q, want %q", lang, minutes, got, label)
			}
		}
	}
}

func TestCommentCount(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]map[int]string{
		"en": {-1: "Comments", 0: "No comments", 1: "1 comment", 2: "2 comments", 999: "999 comments", 1000: "1,000 comments", 1234567: "1,234,567 comments"},
		"de": {-1: "Kommentare", 0: "Keine Kommentare", 1: "1 Kommentar", 12: "12 Kommentare", 1234: "1.234 Kommentare"},
		"fr": {
			-1: "Commentaires", 0: "Aucun commentaire", 1: "1 commentaire", 2: "2 commentaires",
			1234: "1\u202f234 commentaires", 2_000_000: "2\u202f000\u202f000 de commentaires",
		},
		"es": {
			-1: "Comentarios", 0: "Sin comentarios", 1: "1 comentario", 2: "2 comentarios",
			1234: "1234 comentarios", 12345: "12.345 comentarios", 1_000_000: "1.000.000 de comentarios",
		},
		"pt":      {-1: "Comentários", 0: "Nenhum comentário", 1: "1 comentário", 2: "2 comentários", 1_000_000: "1.000.000 de comentários"},
		"tr":      {-1: "Yorumlar", 0: "Yorum yok", 1: "1 yorum", 2: "2 yorum", 1234: "1.234 yorum"},
		"ur":      {-1: "تبصرے", 0: "کوئی تبصرہ نہیں", 1: "1 تبصرہ", 2: "2 تبصرے", 1234: "1,234 تبصرے"},
		"fa":      {-1: "دیدگاه\u200cها", 0: "بدون دیدگاه", 1: "۱ دیدگاه", 2: "۲ دیدگاه", 1234: "۱٬۲۳۴ دیدگاه"},
		"he":      {-1: "תגובות", 0: "אין תגובות", 1: "תגובה אחת", 2: "שתי תגובות", 3: "3 תגובות", 1_000_000: "1,000,000 תגובות"},
		"zh":      {-1: "评论", 0: "暂无评论", 1: "1条评论", 1234: "1,234条评论"},
		"zh-Hant": {-1: "留言", 0: "尚無留言", 5: "5 則留言"},
		"ja":      {-1: "コメント", 0: "コメントはまだありません", 5: "コメント5件"},
		"ko":      {-1: "댓글", 0: "댓글 없음", 1: "댓글 1개", 1234: "댓글 1,234개", 1_000_000: "댓글 1,000,000개"},
		"hi": {
			-1: "टिप्पणियाँ", 0: "कोई टिप्पणी नहीं", 1: "1 टिप्पणी", 2: "2 टिप्पणियाँ", 99_999: "99,999 टिप्पणियाँ",
			123_456: "1,23,456 टिप्पणियाँ", 1_000_000: "10,00,000 टिप्पणियाँ", 123_456_789: "12,34,56,789 टिप्पणियाँ",
		},
		"hi-u-nu-deva": {1: "१ टिप्पणी", 123_456: "१,२३,४५६ टिप्पणियाँ"}, "hi-u-nu-arab": {123_456: "١٬٢٣٬٤٥٦ टिप्पणियाँ"},
		"en-IN": {1: "1 comment", 1234: "1,234 comments", 1234567: "12,34,567 comments"},
		"de-AT": {12345: "12\u00a0345 Kommentare"}, "de-CH": {12345: "12'345 Kommentare"},
		"es-MX": {1234: "1,234 comentarios"}, "es-AR": {1234: "1.234 comentarios"}, "es-419": {1234: "1,234 comentarios"},
		"pt-BR": {1234: "1.234 comentários"}, "pt-PT": {1234: "1234 comentários", 12345: "12\u00a0345 comentários"},
		"ar-EG": {2: "تعليقان", 3: "٣ تعليقات", 11: "١١ تعليقًا", 100: "١٠٠ تعليق", 1_234_567: "١٬٢٣٤٬٥٦٧ تعليقًا"},
		"ar-MA": {1234: "1.234 تعليقًا"}, "ur-IN": {1234: "۱٬۲۳۴ تبصرے"},
		"ar": {
			-1: "التعليقات", 0: "لا توجد تعليقات", 1: "تعليق واحد", 2: "تعليقان", 3: "3 تعليقات", 10: "10 تعليقات",
			11: "11 تعليقًا", 99: "99 تعليقًا", 100: "100 تعليق", 101: "101 تعليق", 102: "102 تعليق", 103: "103 تعليقات",
			111: "111 تعليقًا", 1000: "1,000 تعليق", 1_000_000: "1,000,000 تعليق",
		},
	} {
		for n, text := range want {
			if got := For(lang).CommentCount(n); got != text {
				t.Errorf("%s: CommentCount(%d) = %q, want %q", lang, n, got, text)
			}
		}
	}
}

func TestDate(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{
		"en": "8 November 2025", "en-GB": "8 November 2025", "en-AU": "8 November 2025", "en-IN": "8 November 2025",
		"en-US": "November 8, 2025", "en-CA": "November 8, 2025", "en-Latn-US": "November 8, 2025", "en-PH-x-gb": "November 8, 2025",
		"en-u-rg-uszzzz": "8 November 2025",
		"ur":             "8 نومبر 2025", "ar": "8 نوفمبر 2025", "fa": "۸ نوامبر ۲۰۲۵", "he": "8 בנובמבר 2025",
		"zh": "2025年11月8日", "zh-TW": "2025年11月8日", "ja": "2025年11月8日",
		"ko": "2025년 11월 8일", "ko-KR": "2025년 11월 8일", "ko-u-nu-deva": "२०२५년 ११월 ८일",
		"hi": "8 नवंबर 2025", "hi-IN": "8 नवंबर 2025", "hi-Latn": "8 November 2025",
		"de": "8. November 2025", "fr": "8 novembre 2025", "es": "8 de noviembre de 2025", "pt": "8 de novembro de 2025", "tr": "8 Kasım 2025",
		"nl": "8 November 2025",
	} {
		if got := For(lang).Date(time.Date(2025, 11, 8, 12, 0, 0, 0, time.UTC)); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	for lang, want := range map[string][3]string{ // 1 January, 1 March, 31 May
		"en": {"1 January 2024", "1 March 2024", "31 May 2024"}, "en-US": {"January 1, 2024", "March 1, 2024", "May 31, 2024"},
		"de": {"1. Januar 2024", "1. März 2024", "31. Mai 2024"}, "de-AT": {"1. Jänner 2024", "1. März 2024", "31. Mai 2024"},
		"fr": {"1er janvier 2024", "1er mars 2024", "31 mai 2024"}, "es": {"1 de enero de 2024", "1 de marzo de 2024", "31 de mayo de 2024"},
		"pt":    {"1º de janeiro de 2024", "1º de março de 2024", "31 de maio de 2024"},
		"pt-PT": {"1 de janeiro de 2024", "1 de março de 2024", "31 de maio de 2024"}, "tr": {"1 Ocak 2024", "1 Mart 2024", "31 Mayıs 2024"},
		"ur": {"1 جنوری 2024", "1 مارچ 2024", "31 مئی 2024"}, "ar": {"1 يناير 2024", "1 مارس 2024", "31 مايو 2024"},
		"fa": {"۱ ژانویهٔ ۲۰۲۴", "۱ مارس ۲۰۲۴", "۳۱ مهٔ ۲۰۲۴"}, "he": {"1 בינואר 2024", "1 במרץ 2024", "31 במאי 2024"},
		"ja": {"2024年1月1日", "2024年3月1日", "2024年5月31日"},
		"ko": {"2024년 1월 1일", "2024년 3월 1일", "2024년 5월 31일"}, "hi": {"1 जनवरी 2024", "1 मार्च 2024", "31 मई 2024"},
		"fa-AF": {"۱ جنوری ۲۰۲۴", "۱ مارچ ۲۰۲۴", "۳۱ می ۲۰۲۴"},
		"ar-LB": {"١ كانون الثاني ٢٠٢٤", "١ آذار ٢٠٢٤", "٣١ أيار ٢٠٢٤"}, "ar-DZ": {"1 جانفي 2024", "1 مارس 2024", "31 ماي 2024"},
		"ar-MA": {"1 يناير 2024", "1 مارس 2024", "31 ماي 2024"}, "ar-MR": {"١ يناير ٢٠٢٤", "١ مارس ٢٠٢٤", "٣١ مايو ٢٠٢٤"},
	} {
		for i, day := range []time.Time{
			time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2024, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(2024, 5, 31, 0, 0, 0, 0, time.UTC),
		} {
			if got := For(lang).Date(day); got != want[i] {
				t.Errorf("%s: %q, want %q", lang, got, want[i])
			}
		}
	}
}

// Austria's January must not leak into Germany's table.
func TestRegionsDoNotMeet(t *testing.T) {
	t.Parallel()
	day := time.Date(2024, 1, 8, 0, 0, 0, 0, time.UTC)
	if got := For("de-AT").Date(day) + " " + For("de").Date(day) + " " + For("de-CH").Date(day); got != "8. Jänner 2024 8. Januar 2024 8. Januar 2024" {
		t.Error(got)
	}
}

func TestDateKeepsZone(t *testing.T) {
	t.Parallel()
	karachi := time.FixedZone("", 5*3600)
	moment := time.Date(2025, 11, 8, 2, 30, 0, 0, karachi) // still the seventh in UTC
	if got := For("en").Date(moment); got != "8 November 2025" {
		t.Errorf("own zone: %q", got)
	}
	if got := For("en").Date(moment.UTC()); got != "7 November 2025" {
		t.Errorf("UTC: %q", got)
	}
	if got := For("en").Date(time.Time{}); got != "" {
		t.Errorf("no date: %q", got)
	}
}

func TestByline(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		lang string
		want [3]string // one, two, three names; <A> is an isolated one
	}{
		{"en", [3]string{"By A", "By A and B", "By A, B and C"}},
		{"de", [3]string{"Von A", "Von A und B", "Von A, B und C"}},
		{"fr", [3]string{"Par A", "Par A et B", "Par A, B et C"}},
		{"es", [3]string{"Por A", "Por A y B", "Por A, B y C"}},
		{"pt", [3]string{"Por A", "Por A e B", "Por A, B e C"}},
		{"tr", [3]string{"Yazan: A", "Yazan: A ve B", "Yazan: A, B ve C"}},
		{"ur", [3]string{"تحریر: <A>", "تحریر: <A> اور <B>", "تحریر: <A>، <B> اور <C>"}},
		{"ar", [3]string{"بقلم <A>", "بقلم <A> و<B>", "بقلم <A> و<B> و<C>"}},
		{"fa", [3]string{"نوشتهٔ <A>", "نوشتهٔ <A> و <B>", "نوشتهٔ <A>، <B> و <C>"}},
		{"he", [3]string{"מאת <A>", "מאת <A> ו-<B>", "מאת <A>, <B> ו-<C>"}},
		{"zh", [3]string{"作者：A", "作者：A和B", "作者：A、B和C"}},
		{"ja", [3]string{"文：A", "文：A、B", "文：A、B、C"}},
		{"ko", [3]string{"글 A", "글 A 및 B", "글 A, B 및 C"}},
		{"hi", [3]string{"लेखक: A", "लेखक: A और B", "लेखक: A, B, और C"}},
	} {
		for i, want := range c.want {
			if got := shownIsolates.Replace(For(c.lang).Byline([]string{"A", "B", "C"}[:i+1])); got != want {
				t.Errorf("%s: %q, want %q", c.lang, got, want)
			}
		}
	}
	for _, c := range []struct {
		lang  string
		names []string
		want  string
	}{
		{"en", nil, ""},
		{"en", []string{"", " \t"}, ""},
		{"en", []string{" Ada Brook ", "", "Cem Dal"}, "By Ada Brook and Cem Dal"},
		{"en", []string{"100%s", "%d"}, "By 100%s and %d"},
		{"es", []string{"Ana", "Inés"}, "Por Ana e Inés"},
		{"es", []string{"Ana", "Íñigo"}, "Por Ana e Íñigo"},
		{"es", []string{"Ana", "Hilda"}, "Por Ana e Hilda"},
		{"es", []string{"Ana", "Hiedra"}, "Por Ana y Hiedra"},
		{"es", []string{"Ana", "Yago"}, "Por Ana y Yago"},
		{"he", []string{"דנה", "יוסי"}, "מאת דנה ויוסי"},
		{"he", []string{"דנה", "John"}, "מאת דנה ו-<John>"},
		{"he", []string{"דנה (12)", "—"}, "מאת דנה (12) ו-—"},
		{"en", []string{"ليلى", "سامي", "Ada Brook"}, "By <ليلى>, <سامي> and Ada Brook"},
		{"en", []string{"Ada דנה", "김 민준", "सीता", "𞤀𞤁"}, "By <Ada דנה>, 김 민준, सीता and <𞤀𞤁>"},
		{"ur", []string{"Ada Brook (BBC)", "سارہ"}, "تحریر: <Ada Brook (BBC)> اور سارہ"},
		{"ar", []string{"ليلى", "سامي"}, "بقلم ليلى وسامي"},
	} {
		if got := shownIsolates.Replace(For(c.lang).Byline(c.names)); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.lang, c.names, got, c.want)
		}
	}
}

var shownIsolates = strings.NewReplacer("\u2068", "<", "\u2069", ">")

// The longest byline that an article may have.
func TestManyNames(t *testing.T) {
	t.Parallel()
	names := make([]string, 20)
	for i := range names {
		names[i] = string(rune('A' + i))
	}
	if got := For("en").Byline(names); got != "By A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S and T" {
		t.Error(got)
	}
}
