package ingest

import "strings"

// repairJSON makes JSON of what templates print in its place: comments, commas before a closing bracket, quotation marks and
// control characters inside strings that nobody escaped, several values behind each other. The result is a list of the values.
// What it cannot make sense of stays broken.
func repairJSON(text string) string {
	r := repairer{text: text}
	r.out.WriteByte('[')
	for r.i < len(r.text) {
		r.next()
	}
	r.out.WriteByte(']')
	return r.out.String()
}

type repairer struct {
	text  string
	i     int
	out   strings.Builder
	depth int
	any   bool // a value has ended at the top
}

func (r *repairer) next() {
	switch c := r.text[r.i]; {
	case c == '"':
		r.quoted()
		return
	case strings.HasPrefix(r.text[r.i:], "//") || strings.HasPrefix(r.text[r.i:], "/*"):
		r.comment()
		return
	case c == ',' && strings.IndexByte("]},", r.following(r.i+1)) >= 0:
	case (c == ',' || c == ';') && r.depth == 0:
	case c == '{' || c == '[':
		if r.depth == 0 && r.any {
			r.out.WriteByte(',')
		}
		r.depth++
		r.out.WriteByte(c)
	case c == '}' || c == ']':
		r.depth--
		r.any = r.any || r.depth == 0
		r.out.WriteByte(c)
	case c < ' ':
		r.out.WriteByte(' ')
	default:
		r.out.WriteByte(c)
	}
	r.i++
}

// following is the next byte from i that is no white space, 0 at the end.
func (r *repairer) following(i int) byte {
	for ; i < len(r.text); i++ {
		if r.text[i] > ' ' {
			return r.text[i]
		}
	}
	return 0
}

func (r *repairer) comment() {
	end := "\n"
	if r.text[r.i+1] == '*' {
		end = "*/"
	}
	_, rest, ok := strings.Cut(r.text[r.i+2:], end)
	if !ok {
		rest = ""
	}
	r.i = len(r.text) - len(rest)
}

// quoted copies a string. A quotation mark ends it only before what can follow a string.
func (r *repairer) quoted() {
	r.out.WriteByte('"')
	for r.i++; r.i < len(r.text); r.i++ {
		switch c := r.text[r.i]; {
		case c == '\\' && r.i+1 < len(r.text) && strings.IndexByte(`"\/bfnrtu`, r.text[r.i+1]) >= 0:
			r.out.WriteString(r.text[r.i : r.i+2])
			r.i++
		case c == '\\':
			r.out.WriteString(`\\`)
		case c == '"' && r.ends():
			r.out.WriteByte('"')
			r.i++
			return
		case c == '"':
			r.out.WriteString(`\"`)
		case c < ' ':
			r.out.WriteByte(' ')
		default:
			r.out.WriteByte(c)
		}
	}
}

func (r *repairer) ends() bool {
	i := r.i + 1
	for i < len(r.text) && r.text[i] <= ' ' {
		i++
	}
	if i == len(r.text) {
		return true
	}
	switch r.text[i] {
	case ':', '}', ']':
		return true
	case ',':
		return strings.IndexByte(`"{[]}-0123456789tfn/`, r.following(i+1)) >= 0
	}
	return false
}
