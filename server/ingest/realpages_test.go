//go:build pages

package ingest_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"newsflash/server/ingest"
	"newsflash/server/sanitize"
	"newsflash/widget"
)

// How much of what people have written down of real pages must be read, in parts of one. Their notes also hold slips, pages that are
// no articles, the day of a change for that of publication and sites as authors, so that nobody reaches 1.
const (
	minTitles  = .85
	minDays    = .85
	minAuthors = .69
	minRecent  = .84 // authors of pages from 2020 on, without slips
	minText    = .91 // F1 of the sentences that must and must not be in the text
)

// noted is what people have written down of a page.
type noted struct {
	file, title, date      string
	authors, with, without []string
}

// TestRealPages reads the pages that trafilatura (https://trafilatura.readthedocs.io/en/latest/evaluation.html) and htmldate are
// measured with, nearly two thousand of real sites, from the modules that their Go versions are. `make pages` fetches them.
func TestRealPages(t *testing.T) {
	var title, day, author, recent, with, without share
	for address, page := range notes(t, os.Getenv("TRAFILATURA"), "comparisonData") {
		a := readPage(t, address, page.file)
		if page.title != "" {
			title.add(letters(a.Title) == letters(page.title))
		}
		if page.date != "" {
			day.add(!a.Published.IsZero() && a.Published.Time.Format("2006-01-02") == page.date)
		}
		if len(page.authors) > 0 {
			var names []string
			for _, author := range a.Authors {
				names = append(names, author.Name)
			}
			author.add(sameNames(names, page.authors))
			right, slip := slips[filepath.Base(page.file)]
			if !slip {
				right = page.authors
			}
			if page.date >= "2020" && len(right) > 0 {
				recent.add(sameNames(names, right))
			}
		}
		text := letters(a.Deck + " " + sanitize.Text(a.Body))
		for _, sentence := range page.with {
			with.add(strings.Contains(text, letters(sentence)))
		}
		for _, sentence := range page.without {
			without.add(strings.Contains(text, letters(sentence)))
		}
	}
	precision, recall := float64(with.right)/float64(with.right+without.right), with.of()
	f1 := 2 * precision * recall / (precision + recall)
	t.Logf("title %d of %d (%.3f), day %d of %d (%.3f), authors %d of %d (%.3f), of pages from 2020 on without slips %d of %d (%.3f), text F1 %.3f",
		title.right, title.all, title.of(), day.right, day.all, day.of(), author.right, author.all, author.of(), recent.right, recent.all, recent.of(), f1)
	if title.of() < minTitles || day.of() < minDays || author.of() < minAuthors || recent.of() < minRecent || f1 < minText {
		t.Error("less is read than before")
	}
	for _, name := range []string{"mediacloudData", "defaultComparisonData"} {
		var day share
		for address, page := range notes(t, os.Getenv("HTMLDATE"), name) {
			if page.date != "nan" {
				a := readPage(t, address, page.file)
				day.add(!a.Published.IsZero() && a.Published.Time.Format("2006-01-02") == page.date)
			}
		}
		t.Logf("%s: day %d of %d (%.3f)", name, day.right, day.all, day.of())
		if day.of() < minDays {
			t.Error("fewer days are read than before")
		}
	}
}

// slips are notes of authors, of pages from 2020 on, that the pages themselves contradict, with what they say; nothing where they
// name nobody: the note has the site, the agency behind the text, a press contact, a photographer, a place or who the story is about.
var slips = map[string][]string{
	"acpjournals.org.3075.html":            {"Michael L. Anderson", "Carlos Dobkin", "Devon Gorry"}, // degrees
	"dailymail.co.uk.food.html":            {"Glen Owen", "Brendan Carlin"},                         // "For The Mail On Sunday"
	"eltiempo.com-candidatos.html":         {"David Andres Calle Atehortua"},                        // a place
	"fluessiggas.de.dimethylether.html":    {"Viktoria Tolstych"},                                   // the site
	"heavenlynnhealthy.de.mareenburk.html": {"Lynn"},
	"herzundblut.com.Besuch.html":          {"Jules"},
	"ingenieur.de.kernfusion.html":         {"Alexandra Ilina"}, // a typing error
	"ladiaria.com.uy-productor.html":       {"Camila Méndez"},   // "en Territorio"
	"lostiempos.com-juicio.html":           {"ERBOL"},           // who it is about
	"maenner.media-church.html":            {"Michael Rädel"},   // "Redaktion"
	"peppermynta.de.fairfashion.html":      {"Lara Keuthen"},    // a typing error
	"redtri.com.jokes.html":                {"Amber Guetebier"}, // "Shares"
	"sportnews.bz-peking.html":             {"det"},             // the agency behind
	"standard.co.uk.caribbean.html":        {"April Roach", "Daniel O'Mahony"},
	"volksblatt.at-Alkoholkonsum.html":     {"OÖ Volksblatt"}, // the photographer
	"wsvn.com-crash.html":                  {"Jessica Holly", "Gail Levy"},

	"btv.de-spuren.html": nil, "bund.net.akw.html": nil, "caritas.de-Präsidentin.html": nil, "chemie.de.spin-off.html": nil, "couchstyle.de.vintage.html": nil, "dtb-tennis.de-nominiert.html": nil,
	"enwb.com.windpark.steinheim.html": nil, "eurosport.de-corona.html": nil, "fr.de.nordkorea.html": nil, "hausinfo.ch-kondenswasser.html": nil, "iwr.de.IWRpressedienst.Nordex.html": nil,
	"katholisch.at-alleinerziehende.html": nil, "mdr.de.autohaeuser.html": nil, "nwx.new-work.se.digitaler-stress.html": nil, "uepo.de.glossar.html": nil, "uncutnews.ch-ID-Diktat.html": nil,
	"unendlich-viel-energie-strompreisbremse.html": nil, "verbaende.com.2023.html": nil, "Volksstimme.ch-loehne.html": nil, "wevolver.com.vehicle.html": nil, "zvei.org.messestellenbetriebsgesetz.html": nil,
}

// sameNames compares authors, however they are put together.
func sameNames(a, b []string) bool {
	line := func(names []string) string { return letters(parted.Replace(" " + strings.Join(names, " , ") + " ")) }
	return line(a) == line(b)
}

func readPage(t *testing.T, address, file string) widget.Article {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return ingest.Decode(ingest.Input{Name: address, URL: address, Type: "text/html", Data: data})[0].Article
}

// share counts what is right.
type share struct{ right, all int }

func (s *share) add(right bool) {
	s.all++
	if right {
		s.right++
	}
}

func (s share) of() float64 { return float64(s.right) / float64(max(1, s.all)) }

var (
	marks  = strings.NewReplacer("\u00ad", "", "\u200b", "", "’", "'", "‘", "'", "“", `"`, "”", `"`, "–", "-", "—", "-", "…", "...")
	parted = strings.NewReplacer(" und ", " ", " and ", " ", " & ", " ", " y ", " ", ",", " ", ";", " ", "/", " ", ".", " ")
)

// letters are a text without spaces, in small letters and plain marks.
func letters(s string) string {
	return strings.ToLower(marks.Replace(strings.Join(strings.Fields(s), "")))
}

// notes reads a variable of the Go files below a module's scripts/comparison, by address.
func notes(t *testing.T, module, variable string) map[string]noted {
	t.Helper()
	if module == "" {
		t.Fatal("run it by `make pages`")
	}
	pages := map[string]string{}
	if err := filepath.WalkDir(filepath.Join(module, "test-files"), func(path string, _ os.DirEntry, err error) error {
		pages[filepath.Base(path)] = path
		return err
	}); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(module, "scripts/comparison/data*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no notes in %s: %v", module, err)
	}
	out := map[string]noted{}
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		if object := f.Scope.Lookup(variable); object != nil {
			for _, element := range object.Decl.(*ast.ValueSpec).Values[0].(*ast.CompositeLit).Elts {
				address, page := entry(t, element)
				if page.file = pages[page.file]; page.file != "" {
					out[address] = page
				}
			}
		}
	}
	if len(out) == 0 {
		t.Fatalf("%s holds no %s", module, variable)
	}
	return out
}

// entry reads one page's note: of a map by address, or with its address as a field.
func entry(t *testing.T, e ast.Expr) (address string, page noted) {
	t.Helper()
	if pair, ok := e.(*ast.KeyValueExpr); ok {
		address, e = str(t, pair.Key), pair.Value
	}
	for _, field := range e.(*ast.CompositeLit).Elts {
		pair := field.(*ast.KeyValueExpr)
		switch value := pair.Value; pair.Key.(*ast.Ident).Name {
		case "URL":
			address = str(t, value)
		case "File":
			page.file = str(t, value)
		case "Title":
			page.title = str(t, value)
		case "Date":
			page.date = str(t, value)
		case "Authors":
			page.authors = strs(t, value)
		case "With":
			page.with = strs(t, value)
		case "Without":
			page.without = strs(t, value)
		}
	}
	return address, page
}

func str(t *testing.T, e ast.Expr) string {
	t.Helper()
	s, err := strconv.Unquote(e.(*ast.BasicLit).Value)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func strs(t *testing.T, e ast.Expr) (out []string) {
	t.Helper()
	for _, element := range e.(*ast.CompositeLit).Elts {
		out = append(out, str(t, element))
	}
	return out
}
