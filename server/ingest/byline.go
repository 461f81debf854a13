package ingest

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsflash/widget"
)

var (
	// byMark opens a byline in the languages of the publishers we know.
	byMark = regexp.MustCompile(`(?i)^(?:(?:view |show |see |zeige )?(?:all |alle |more |mehr )(?:posts |articles |stories |beiträge |artikel )?(?:by|of|from|von)|(?:posts|articles) by|(?:beiträge|artikel|alles|rezept) von|(?:story |text |words |reported |written |authored |posted |published |submitted |report |article |exclusive |review )?by|` +
		`(?:ein[e]? \p{L}+ |artikel |erstellt |verfasst |geschrieben |veröffentlicht |gepostet |(?:blog ?|gast)?beitrag |text |bericht |kommentar |essay |interview |pressemitteilung )?von|(?:propos recueillis |écrit |publié |rédigé )?par|(?:escrito |redactado |enviado |publicado |texto )?por|(?:a cura )?di|door|av|af|przez|` +
		`автор(?:ы)?|текст|author|authors|autor(?:a|es|in|en|:in)?|(?:text|fotos?|interview|redaktion|bericht|gastbeitrag)(?:(?: ?[&+/,] ?| und )(?:text|fotos?|bilder?))?:|auteur|autore|写|作者|記者|记者|文|取材|تحریر|رپورٹ|از|بقلم|كتب|كتبت|بواسطة)(?:\s*[:：]\s*|\s+)`)

	handle = regexp.MustCompile(`\s+@\w+`)

	// authorLabel is a label that stands alone.
	authorLabel = regexp.MustCompile(`(?i)^\s*(?:author|authors|written by|by|autor(?:a|es|in|en)?|von|text|auteur|par|por|autore|di|автор|作者)\s*[:：]\s*$|^\s*\|?\s*(?:By|Von)\s*$`)

	// nameParting parts the names of a byline.
	nameParting = regexp.MustCompile(`(?i)\s*(?:,\s*(?:and|und|et|y)\s|,|;|&|、|،|/|\s(?:and|und|et|y|e|og|och|en|with|avec|mit|i|и|اور|و|with additional reporting by|additional reporting by|im gespräch mit|in conversation with)\s)\s*`)
	bylineEnd   = regexp.MustCompile(`\s*(?:\||·|•|–|—|\s-\s|\([^)]*\)?$|\[|【|\d{1,2}[.:/]\d{2}|\s\d|\s(?:in|at|for|For|für|pour|para|on|aus)\s).*$`)
	postedOn    = regexp.MustCompile(`(?i)^(?:posted|published|written|updated) on .{4,24}? by `)
	behindName  = regexp.MustCompile(`(?i)\s*\(\s*(?:with|avec|mit|con)\s+([^)]*)\)?`) // "Jane Doe (with John Roe)"
	linkedName  = regexp.MustCompile(`\s*[(<]https?://[^)>\s]*[)>]`)                   // "Jane Doe (https://doe.example)"
	trailing    = regexp.MustCompile(`(?i)\s(?:el|on|am|le|em|il|the|den|op|at|in)$`)
	office      = regexp.MustCompile(`\s*(?:기자|특파원|記者|记者|通讯员)$`)
	agoText     = regexp.MustCompile(`(?i)\s*(?:published|updated|posted|last|on\s+\w+\s+\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day,|(?:illustration(?:en)?|illustrated|fotos?|bilder|photos?|photographs|photography)(?: von| by|:)|\d+ (?:hours?|minutes?|days?) ago).*$`)

	// rolePattern matches what stands behind a name and is none.
	roleWord = phrases("staff", "writer", "writers", "reporter", "reporters", "correspondent", "correspondents", "editor", "editors", "columnist",
		"contributor", "contributors", "contributing", "journalist", "journalists", "producer", "news", "newsroom", "desk", "press", "bureau", "chief", "senior", "special",
		"team", "agency", "agencies", "service", "services", "network", "magazine", "times", "post", "tribune", "herald", "gazette", "guardian", "editorial", "photographer", "photography",
		"redaktion", "redakteur", "redakteurin", "korrespondent", "korrespondentin", "journaliste", "correspondant", "correspondante", "rédaction", "envoyé",
		"redacción", "redacao", "redação", "corresponsal", "enviado", "enviada", "especial", "periodista", "redazione", "online", "media", "tv", "radio", "wire", "wires", "board", "department",
		"university", "project", "foundation", "institute", "center", "centre", "council", "committee", "association", "union", "society", "school", "college", "professor", "director", "analyst", "fellow", "email", "twitter", "follow", "share", "published", "updated", "comments", "comment", "min", "minute", "read",
		"gmbh", "e.v", "ag", "kg", "co", "inc", "ltd", "llc", "commons", "profile", "profil", "programme", "seguir", "suivre", "alle", "all", "artikel", "articles", "beiträge", "posts", "informationen", "weitere", "inhalte", "quelle", "source", "pressemitteilung", "kontakt", "contact", "pressekontakt", "phd", "md", "publiziert", "veröffentlicht", "folgen",
		"корреспондент", "редакция", "نمائندہ", "ویب", "ڈیسک", "رپورٹر", "مراسل", "中心", "編集部", "编辑部", "通讯社", "通信社", "新聞社", "本報訊")

	agencyName = phrases("reuters", "ap", "afp", "dpa", "upi", "efe", "ansa", "tass", "xinhua", "pti", "ani", "app", "inp", "bbc", "cnn", "apa", "sda", "epd", "kna", "anp", "belga", "ntb", "tt", "lusa", "kyodo", "jiji", "yonhap")
	desk       = phrases("redaktion", "die redaktion", "newsdesk", "news desk", "web desk", "editorial staff", "redacción", "redação", "redazione", "la rédaction", "редакция")
	degree     = phrases("phd", "md", "ma", "ms", "msc", "ba", "bsc", "mba", "mph", "rn", "rd", "jd", "dds", "dvm", "esq")
	noName     = phrases("人氣", "admin", "administrator", "editor", "staff", "guest", "unknown", "null", "undefined", "none", "webmaster", "user", "root", "anonymous", "author", "n/a", "na", "contributor", "by", "on", "at", "no author", "http", "www")
)

const maxByline = 300 // bytes

// bylineText is a byline without double spaces, and without addresses behind names.
func bylineText(s string) string {
	return linkedName.ReplaceAllString(strings.Join(strings.Fields(s), " "), "")
}

// bylineNames reads the names of a byline: "By JANE DOE and John Roe, Staff Writers | Associated Press". Offices and the
// agency behind them are left out, but an agency alone is the author.
func bylineNames(text string) []string {
	text = bylineText(text)
	if len(text) > maxByline || strings.Contains(text, "://") {
		return nil
	}
	text = postedOn.ReplaceAllString(text, "")
	for range 2 { // "Author: By Jane Doe"
		text = byMark.ReplaceAllString(text, "")
	}
	text = strings.TrimPrefix(text, "|")
	text = behindName.ReplaceAllString(handle.ReplaceAllString(agoText.ReplaceAllString(text, ""), ""), ", $1")
	if short := bylineEnd.ReplaceAllString(text, ""); short != "" {
		text = short
	}
	text = trailing.ReplaceAllString(strings.Trim(text, " ,;:-–—"), "")
	parts := nameParting.Split(text, -1)
	if slices.ContainsFunc(parts, func(s string) bool { return len(s) == 1 }) {
		parts = []string{text} // "Mac & i"
	}
	if len(parts) == 2 && !isDated(parts[1]) && strings.Contains(text, ", ") && isSingle(parts[0]) && isSingle(parts[1]) && !isCapitals(parts[0]) {
		return []string{text} // "Doe, Jane"
	}
	var names, agencies []string
	for _, name := range parts {
		name = office.ReplaceAllString(trimName(name), "")
		switch {
		case len(names) > 0 && degree[strings.ToLower(strings.ReplaceAll(name, ".", ""))]:
		case name == "" || utf8.RuneCountInString(name) > widget.MaxName || noName[strings.ToLower(name)] || strings.ContainsAny(name, "@<>{}="):
		case strings.Contains(name, "://") || strings.Contains(name, "www.") || isDated(name):
		case hasRole(name):
			agencies = append(agencies, name)
		case isName(name):
			names = append(names, name)
		}
	}
	if len(names) == 0 && len(agencies) > 0 {
		return agencies[:1]
	}
	return names
}

// trimName takes marks off a name's ends, but not the point of "Jane D." and "John Roe Jr.".
func trimName(name string) string {
	name = strings.TrimRight(strings.TrimLeft(name, " ,.;:"), " ,;:")
	last := name[strings.LastIndexByte(name, ' ')+1:]
	if short := strings.TrimRight(last, "."); len(short) > 2 && !strings.Contains(short, ".") || len(short) == len(name) || strings.ToLower(short) == short {
		name = strings.TrimRight(name, " .")
	}
	return name
}

// isPseudonym reports that a text which is called an author can be the name of one: "freeman1984", "Catch more fish".
func isPseudonym(text string) bool {
	return utf8.RuneCountInString(text) <= 40 && len(strings.Fields(text)) <= 4 && strings.ContainsFunc(text, unicode.IsLetter) &&
		!noName[strings.ToLower(text)] && !strings.ContainsAny(text, "@<>{}=|:/?!,;()") && !byMark.MatchString(text+" ") && !hasDigits(text, minDigits+1)
}

// isDated reports that a text is a day of the week or a month alone: what is left of a date beside a name. Months that people are
// named after stay.
func isDated(s string) bool {
	s = strings.ToLower(s)
	return dayNames[s] || len(s) > 4 && s != "april" && s != "august" && monthNames[s] != 0
}

func isSingle(s string) bool { return s != "" && !strings.Contains(strings.TrimSpace(s), " ") }

func isCapitals(s string) bool { return strings.ToUpper(s) == s && strings.ToLower(s) != s }

// hasRole reports that a text names an office or an organisation.
func hasRole(name string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(name)) {
		word = strings.TrimSuffix(strings.TrimSuffix(strings.Trim(word, ".,"), "'s"), "’s")
		if roleWord[word] || agencyName[word] && isSingle(name) {
			return true
		}
	}
	return false
}

// smallInName are the words of names that are written small.
var smallInName = phrases("de", "la", "le", "da", "do", "dos", "das", "del", "della", "di", "du", "van", "von", "der", "den", "ter", "bin", "bint", "al", "el", "y", "e", "ibn", "ben", "zu", "af", "av", "dei", "lo", "ul", "i", "d")

// isName reports that a text can be a person's name: a few words that begin as names do, no digits.
func isName(name string) bool {
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 6 || strings.ContainsAny(name, "0123456789?!:") {
		return false
	}
	for _, word := range words {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(word, "(\"“„«'‘"))
		if !unicode.IsLetter(r) || unicode.IsLower(r) && !smallInName[strings.ToLower(strings.Trim(word, ".'’"))] && !strings.ContainsAny(word, "'’-") && len(words) > 1 {
			return false
		}
	}
	return true
}
