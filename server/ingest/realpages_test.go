//go:build pages

package ingest_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"newsflash/server/ingest"
	"newsflash/server/sanitize"
	"newsflash/widget"
)

// tally is how much of what people have written down of pages is read.
type tally struct {
	title, day, authors share
	with, without       share // sentences that belong into the text, and those that do not
}

// The least that must be read, in parts of one: of all pages, whose notes also hold slips, pages that are no articles, days of changes
// and sites as authors, and of those from 2020 on, without these slips.
var (
	least       = [4]float64{.86, .86, .70, .92} // headlines, days, authors, F1 of the sentences
	leastRecent = [4]float64{.90, .90, .86, .93}
)

// noted is what people have written down of a page.
type noted struct {
	file, title, date      string
	authors, with, without []string
}

// TestRealPages reads the pages that trafilatura (https://trafilatura.readthedocs.io/en/latest/evaluation.html) and htmldate are
// measured with, nearly two thousand of real sites, from the modules that their Go versions are. `make pages` fetches them.
func TestRealPages(t *testing.T) {
	var all, recent tally
	for address, page := range notes(t, os.Getenv("TRAFILATURA"), "comparisonData") {
		a := readPage(t, address, page.file)
		all.add(a, page)
		if page.date >= "2020" {
			recent.add(a, page.corrected(a))
		}
	}
	all.check(t, "all pages", least)
	recent.check(t, "pages from 2020 on, without slips", leastRecent)
	for _, name := range []string{"mediacloudData", "defaultComparisonData"} {
		var day share
		for address, page := range notes(t, os.Getenv("HTMLDATE"), name) {
			if page.date != "nan" {
				a := readPage(t, address, page.file)
				day.add(dayOf(a.Published) == page.date)
			}
		}
		t.Logf("%s: day %s", name, day)
		if day.of() < least[1] {
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

// add counts what is read of a page.
func (y *tally) add(a widget.Article, page noted) {
	if page.title != "" {
		y.title.add(letters(a.Title) == letters(page.title))
	}
	if page.date != "" {
		y.day.add(dayOf(a.Published) == page.date)
	}
	if len(page.authors) > 0 {
		var names []string
		for _, author := range a.Authors {
			names = append(names, author.Name)
		}
		y.authors.add(sameNames(names, page.authors))
	}
	text := letters(a.Deck + " " + sanitize.Text(a.Body))
	for _, sentence := range page.with {
		y.with.add(strings.Contains(text, letters(sentence)))
	}
	for _, sentence := range page.without {
		y.without.add(strings.Contains(text, letters(sentence)))
	}
}

// check prints what was read, and complains when it is too little.
func (y *tally) check(t *testing.T, of string, least [4]float64) {
	t.Helper()
	precision, recall := float64(y.with.right)/float64(y.with.right+y.without.right), y.with.of()
	f1 := 2 * precision * recall / (precision + recall)
	t.Logf("%s: title %s, day %s, authors %s, text F1 %.3f", of, y.title, y.day, y.authors, f1)
	got := [4]float64{y.title.of(), y.day.of(), y.authors.of(), f1}
	for i, field := range []string{"titles", "days", "authors", "text"} {
		if got[i] < least[i] {
			t.Errorf("%s: less of %s is read than before: %.3f, not %.3f", of, field, got[i], least[i])
		}
	}
}

// corrected is a note without slips: a day that is none or that the page calls that of a change is left out.
func (n noted) corrected(a widget.Article) noted {
	if authors, slip := slips[filepath.Base(n.file)]; slip {
		n.authors = authors
	}
	if _, err := time.Parse(time.DateOnly, n.date); err != nil || n.date == dayOf(a.Updated) && n.date != dayOf(a.Published) {
		n.date = ""
	}
	return n
}

// dayOf is a day, or "" for none.
func dayOf(d widget.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Time.Format(time.DateOnly)
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

func (s share) String() string { return fmt.Sprintf("%d of %d (%.3f)", s.right, s.all, s.of()) }

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
