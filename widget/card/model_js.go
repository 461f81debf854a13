package card

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// Parse reads a model as the server has written it into the page. The browser does the parsing: encoding/json would be a
// fifth of the program. What is no model gives an empty one, false.
func Parse(json string) (m Model, ok bool) {
	defer func() {
		if recover() != nil { // the browser's SyntaxError
			m, ok = Model{}, false
		}
	}()
	v := app.Window().Get("JSON").Call("parse", json)
	m = Model{
		ID: textOf(v, "id"), Lang: textOf(v, "lang"), Dir: textOf(v, "dir"), UILang: textOf(v, "ui_lang"),
		Layout: Layout(textOf(v, "layout")), Theme: textOf(v, "theme"), Scheme: Scheme(textOf(v, "scheme")),
		Kicker: textOf(v, "kicker"), Title: textOf(v, "title"), URL: textOf(v, "url"), Deck: textOf(v, "deck"), Byline: textOf(v, "byline"),
		Published: stampOf(v, "published"), Updated: stampOf(v, "updated"), ReadTime: textOf(v, "read_time"), Dateline: textOf(v, "dateline"),
		HasProse: v.Get("has_prose").Truthy(), Withdrawn: v.Get("withdrawn").Truthy(),
		CrossLink: linksOf(v, "cross_links"), Related: linksOf(v, "related"),
	}
	if p := v.Get("picture"); p.Truthy() {
		m.Picture = &Picture{
			Src: textOf(p, "src"), JPEG: textOf(p, "jpeg"), WebP: textOf(p, "webp"), Alt: textOf(p, "alt"), Caption: textOf(p, "caption"), Credit: textOf(p, "credit"),
			Width: numberOf(p, "width"), Height: numberOf(p, "height"), Color: textOf(p, "color"), Dark: p.Get("dark").Truthy(), X: textOf(p, "x"), Y: textOf(p, "y"),
		}
	}
	if c := v.Get("comments"); c.Truthy() {
		l := linkOf(c)
		m.Comments = &l
	}
	if n := v.Get("note"); n.Truthy() {
		m.Note = &Note{Text: textOf(n, "text"), Date: stampOf(n, "date")}
	}
	w := v.Get("words")
	m.Words = Words{
		ReadHere: textOf(w, "read_here"), Close: textOf(w, "close"), Related: textOf(w, "related"), AlsoSee: textOf(w, "also_see"), Updated: textOf(w, "updated"),
		Correction: textOf(w, "correction"), Withdrawn: textOf(w, "withdrawn"), Smaller: textOf(w, "smaller"), Larger: textOf(w, "larger"), TextSize: textOf(w, "text_size"),
		UpdatedAt: textOf(w, "updated_at"), Show: textOf(w, "show"), Display: textOf(w, "display"), Appearance: textOf(w, "appearance"),
		Automatic: textOf(w, "automatic"), Light: textOf(w, "light"), Dark: textOf(w, "dark"), Measure: textOf(w, "measure"),
		Shorter: textOf(w, "shorter"), Longer: textOf(w, "longer"), Listen: textOf(w, "listen"), Pause: textOf(w, "pause"),
		Resume: textOf(w, "resume"), Share: textOf(w, "share"), Copied: textOf(w, "copied"), Find: textOf(w, "find"),
		Previous: textOf(w, "previous"), Next: textOf(w, "next"), Back: textOf(w, "back"), Enlarge: textOf(w, "enlarge"),
	}
	return m, true
}

func textOf(v app.Value, field string) string {
	if f := v.Get(field); f.Type() == app.TypeString {
		return f.String()
	}
	return ""
}

func numberOf(v app.Value, field string) int {
	if f := v.Get(field); f.Type() == app.TypeNumber {
		return f.Int()
	}
	return 0
}

func stampOf(v app.Value, field string) *Stamp {
	f := v.Get(field)
	if !f.Truthy() {
		return nil
	}
	return &Stamp{Label: textOf(f, "label"), DateTime: textOf(f, "datetime")}
}

func linkOf(v app.Value) Link {
	return Link{Title: textOf(v, "title"), URL: textOf(v, "url"), Date: stampOf(v, "date"), Story: textOf(v, "story")}
}

func linksOf(v app.Value, field string) (out []Link) {
	f := v.Get(field)
	if !f.Truthy() {
		return nil
	}
	for i := range f.Length() {
		out = append(out, linkOf(f.Index(i)))
	}
	return out
}
