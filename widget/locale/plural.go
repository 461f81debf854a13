package locale

// forms are a counted phrase, by CLDR's plural category; "#" is the number. Empty forms fall back to other. Unlike in CLDR,
// zero is exactly none in every language: "No comments" is better than "0 comments" everywhere.
type forms struct{ zero, one, two, few, many, other string }

// pick finds the phrase for n, which is not negative. The rules are CLDR 48's for whole numbers
// (https://www.unicode.org/cldr/charts/48/supplemental/language_plural_rules.html).
func (f forms) pick(lang string, n int) string {
	form := f.other
	switch {
	case n == 0:
		form = f.zero
	case n == 1:
		form = f.one
	case n == 2:
		form = f.two
	case lang == "ar" && n%100 >= 3 && n%100 <= 10:
		form = f.few
	case lang == "ar" && n%100 >= 11:
		form = f.many
	case lang != "ar" && n%1_000_000 == 0: // "1 000 000 de commentaires": French, Spanish, Portuguese
		form = f.many
	}
	if form == "" {
		return f.other
	}
	return form
}
