package sanitize

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// Text gives the readable text of HTML, hostile or clean: a line for each block, words of different blocks never joined,
// entities decoded, soft hyphens taken out, ruby annotations left out because they repeat the characters they stand
// above. It is text, not HTML: whoever prints it escapes it.
func Text(s string) string { return text(s, false) }

func text(s string, rescue bool) string {
	tokens, _ := lex(s, 0, rescue) // without a limit there is no error
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(tokens.out.String()))
	annotation := false
	for {
		t := z.Next()
		switch t {
		case html.ErrorToken:
			return lines(b.String())
		case html.TextToken:
			if !annotation {
				b.WriteString(strings.ReplaceAll(collapse(string(z.Text())), string(softHyphen), ""))
			}
			continue
		}
		tag, _ := z.TagName()
		name := string(tag)
		switch {
		case name == "rt" || name == "rp":
			annotation = t == html.StartTagToken
		case isBlock[name] || name == "br":
			annotation = false
			b.WriteByte('\n')
		case name == "ruby":
			annotation = false
		}
	}
}

// lines cleans each line and leaves empty ones out.
func lines(s string) string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = cleanLine(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// letters counts what words are made of, to compare how much two texts say.
func letters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			n++
		}
	}
	return n
}
