package ingest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsflash/widget"
)

// What pages print around a story, in the languages of the publishers we know. Lines are compared by phrase.
var (
	relatedHeadings = phrases("related articles", "related stories", "related", "related news", "related posts", "related coverage",
		"read more", "more stories", "more on this story", "you may also like", "further reading",
		"متعلقہ خبریں", "متعلقہ مضامین", "مزید پڑھیں", "مقالات ذات صلة", "أخبار ذات صلة", "مواضيع ذات صلة", "اقرأ المزيد")
	commentHeadings = phrases("post a comment", "leave a reply", "leave a comment", "comments", "add a comment", "join the conversation",
		"write a comment", "kommentare", "kommentar schreiben", "einen kommentar schreiben", "schreibe einen kommentar", "schreiben sie einen kommentar", "leserkommentare", "ihr kommentar",
		"commentaires", "laisser un commentaire", "comentarios", "deja un comentario", "deja una respuesta", "comentários", "deixe um comentário", "commenti", "lascia un commento", "reacties", "комментарии",
		"تبصرہ کریں", "تبصرے", "اپنا تبصرہ لکھیں", "اترك تعليقا", "اترك تعليقاً", "التعليقات", "أضف تعليقا")
	alsoSee = regexp.MustCompile(`(?i)^(?:also see|see also|also read|read also|read more|related|یہ بھی پڑھیں|اقرأ أيضا|اقرأ أيضاً|انظر أيضا) ?[:：]\s*`)

	// dateline: up to five capitalised words or a place in a script without capitals, an agency in brackets, a dash.
	dateline     = regexp.MustCompile(`^\s*((?:[\p{L}\p{M}.'’/-]+,?[ \x{a0}]){0,5}?[\p{L}\p{M}.'’/-]+)((?: ?\([\p{L}\p{M}\p{N} ./&-]{2,30}\))?)(?:\s*—\s*|\s+[–-]{1,2}\s+)`)
	noPlace      = phrases("however", "yes", "no", "analysis", "opinion", "update", "updated", "breaking", "exclusive", "watch", "note", "editor's note", "correction", "today", "yesterday", "tomorrow", "now", "still", "and", "but", "so", "then")
	smallInPlace = phrases("of", "de", "la", "le", "el", "al", "upon", "am", "an", "der", "and", "the", "du", "des", "da", "do", "di", "y", "on", "sur")
)

func phrases(list ...string) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, p := range list {
		set[p] = true
	}
	return set
}

// phrase prepares a heading for comparison: lower case, single spaces, without a colon or a count behind it.
func phrase(s string) string {
	if len(s) > 200 { // no heading we look for
		return ""
	}
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	s = strings.TrimRight(s, ":：.!?… ")
	if i := strings.LastIndexByte(s, '('); i > 0 && strings.Trim(s[i:], "()0123456789") == "" {
		s = strings.TrimSpace(s[:i])
	}
	return s
}

// splitDateline returns the place that the first paragraph of a story opens with, with the agency behind it, and how many
// bytes it takes with its dash; 0 for none. It is careful: what follows must begin a sentence.
func splitDateline(text string) (place string, n int) {
	m := dateline.FindStringSubmatchIndex(text[:min(len(text), 4*widget.MaxDateline)])
	if m == nil || !opensSentence(text[m[1]:]) {
		return "", 0
	}
	place = strings.TrimSpace(text[m[2]:m[3]])
	if noPlace[strings.ToLower(place)] {
		return "", 0
	}
	for word := range strings.FieldsSeq(place) {
		first, _ := utf8.DecodeRuneInString(word)
		if unicode.IsLower(first) && !smallInPlace[strings.ToLower(strings.Trim(word, ","))] {
			return "", 0
		}
	}
	place = strings.TrimSpace(text[m[2]:m[5]])
	if utf8.RuneCountInString(place) > widget.MaxDateline/2 {
		return "", 0
	}
	return place, m[1]
}

func opensSentence(text string) bool {
	for _, r := range text {
		return !unicode.IsLower(r) && !unicode.IsPunct(r) || strings.ContainsRune(`"“‘'«„`, r)
	}
	return false
}
