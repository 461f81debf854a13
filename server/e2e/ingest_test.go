//go:build e2e

package e2e

import (
	"bufio"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// sentences make stories that differ in length and words, as real ones do.
var sentences = []string{
	"The harbour council met on Tuesday to settle who pays for the new ferry landing.",
	"Three of the five members had already said in public that they would vote against it.",
	"“Nobody here doubts that the pier is rotten,” said the harbour master, “but nobody wants the bill.”",
	"An engineer's report from last winter counts forty-two piles that a strong tide could take away.",
	"The county would lend two thirds of the sum at a rate that the treasurer calls fair.",
	"Fishermen fear that the works will close the inner basin for the whole of the herring season.",
	"A petition with eleven hundred names lay on the table, most of them from the north shore.",
	"Until the 1970s the ferry ran every half hour; today there are four crossings, and none on Sundays.",
	"After two hours the chair asked for a show of hands and adjourned when it came out even.",
	"The next session is open to everyone and begins at seven in the reading room of the library.",
	"Whoever cannot come may send a letter, which the clerk has promised to read aloud in full.",
	"What happens to the old ticket office, with its clock and its tiled stove, is still undecided.",
}

const storyWords = 600

// story is text of about storyWords words, in paragraphs; the number decides where it begins.
func story(n int) (paragraphs []string) {
	for words, i := 0, n; words < storyWords; {
		var p []string
		for range 4 {
			p = append(p, sentences[i%len(sentences)])
			words += len(strings.Fields(p[len(p)-1]))
			i += 1 + n%5
		}
		paragraphs = append(paragraphs, strings.Join(p, " "))
	}
	return paragraphs
}

// stories writes articles in all formats, in turn, and gives the folder.
func stories(t testing.TB, count int) string {
	t.Helper()
	folder := t.TempDir()
	for n := range count {
		title, text := fmt.Sprintf("Harbour council, session %d", n), story(n)
		asHTML := "<p>" + strings.Join(text, "</p>\n<p>") + "</p>"
		switch name := fmt.Sprintf("story-%04d", n); n % 4 {
		case 0:
			write(t, folder, name+".md", fmt.Sprintf("---\ntitle: %s\nkicker: Harbour\nauthor: Mina Rahimi\ndate: 2025-11-08T09:00:00+05:00\nlang: en\n---\n%s\n", title, strings.Join(text, "\n\n")))
		case 1:
			item, _ := json.Marshal(map[string]any{ // strings always can be
				"id": name, "url": "https://news.example/" + name, "title": title, "content_html": asHTML, "date_published": "2025-11-08", "language": "en",
			})
			write(t, folder, name+".json", string(item))
		case 2:
			write(t, folder, name+".html", fmt.Sprintf(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>%[1]s</title><link rel="canonical" href="https://news.example/%[2]s">`+
				`<meta name="author" content="Mina Rahimi"></head><body><nav><a href="/">Home</a></nav><main><article><h1>%[1]s</h1>%[3]s</article></main></body></html>`, html.EscapeString(title), name, asHTML))
		case 3:
			write(t, folder, name+".txt", fmt.Sprintf("Harbour:\n\n%s\n\n%s\n\nNovember 8, 2025\n\n%s\n", title, text[0], strings.Join(text[1:], "\n\n")))
		}
	}
	return folder
}

// states counts outcomes, and fails for refused ones and for ids that are another's with a number.
func states(t testing.TB, all []outcome) map[string]int {
	t.Helper()
	count, ids := map[string]int{}, map[string]bool{}
	for _, o := range all {
		count[o.State]++
		if o.State == "refused" || o.ID == "" || ids[o.ID] {
			t.Errorf("%s: %s as %q: %s", o.Origin, o.State, o.ID, o.Reason)
		}
		ids[o.ID] = true
	}
	for id := range ids {
		if base, twin := strings.CutSuffix(id, "-2"); twin && ids[base] {
			t.Errorf("%s is there a second time as %s", base, id)
		}
	}
	return count
}

func TestIngestThousand(t *testing.T) {
	const count, wished, most = 1000, 10 * time.Second, 30 * time.Second
	folder, data := stories(t, count), t.TempDir()
	start := time.Now()
	first := states(t, ingestJSON(t, data, folder))
	took := time.Since(start)
	t.Logf("%d articles in %v, wished are at most %v", count, took, wished)
	if took > most {
		t.Errorf("%v is too long on any machine", took)
	}
	if first["new"] != count {
		t.Errorf("the first run: %v", first)
	}
	if again := states(t, ingestJSON(t, data, folder)); again["unchanged"] != count {
		t.Errorf("the second run: %v", again)
	}
}

func TestIngestStoresTheOthers(t *testing.T) {
	t.Parallel()
	folder, data := stories(t, 8), t.TempDir()
	write(t, folder, "a-date.md", "---\ntitle: A date that is none\ndate: soon\n---\nText.\n")
	write(t, folder, "b-syntax.json", "{\"title\": \"Cut off\",\n \"content_html\":")
	write(t, folder, "c-field.json", `{"title": "A number for a text", "content_html": 3}`)
	out, errs, code := newsflash(t, "ingest", "--data", data, folder)
	if code != 1 || !strings.Contains(errs, "3 of 11 articles were refused") || strings.Count(out, "\nnew ")+strings.Count(out[:4], "new ") != 8 {
		t.Errorf("exit code %d, %q\n%s", code, errs, out)
	}
	for _, want := range []string{`a-date\.md: line 3: date "soon"`, `b-syntax\.json: line 2, column \d+: is not valid JSON`, `c-field\.json: content_html must be text`} {
		if !regexp.MustCompile(`(?m)^refused +\S+` + want).MatchString(out) {
			t.Errorf("no line %q in\n%s", want, out)
		}
	}
	s := serve(t, "--data", data)
	for _, o := range ingestJSON(t, data, folder) {
		if o.State == "unchanged" {
			fetched(t, s.url+"/embed/"+o.ID+".js")
		}
	}
}

// TestIngestKilled ends ingest by force in its middle: what it had reported is stored, and a second run completes the rest.
func TestIngestKilled(t *testing.T) {
	t.Parallel()
	const count, before = 100, 30
	folder, data := stories(t, count), t.TempDir()
	cmd := exec.Command(program, "ingest", "--json", "--data", data, folder)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var reported []string
	for lines := bufio.NewScanner(out); len(reported) < before && lines.Scan(); {
		var o outcome
		if err := json.Unmarshal(lines.Bytes(), &o); err != nil {
			t.Fatal(err)
		}
		reported = append(reported, o.ID)
	}
	_ = cmd.Process.Kill() // it may have ended, which the state below tells
	_ = cmd.Wait()
	if cmd.ProcessState.Exited() {
		t.Fatalf("ingest ended by itself with %d after %d lines", cmd.ProcessState.ExitCode(), len(reported))
	}
	rest := ingestJSON(t, data, folder)
	if n := states(t, rest); n["new"]+n["unchanged"] != count || n["unchanged"] < before {
		t.Errorf("%d were reported before the end, and afterwards %v", len(reported), n)
	}
	s := serve(t, "--data", data)
	for _, o := range rest {
		if slices.Contains(reported, o.ID) && o.State != "unchanged" {
			t.Errorf("%s was reported and is %s again", o.ID, o.State)
		}
		fetched(t, s.url+"/embed/"+o.ID+".js")
	}
	if n := states(t, ingestJSON(t, data, folder)); n["unchanged"] != count {
		t.Errorf("a third run: %v", n)
	}
}

func TestIngestShowsProgressOnATerminalOnly(t *testing.T) {
	t.Parallel()
	script, err := exec.LookPath("script")
	if err != nil {
		t.Skip("util-linux's script is not installed")
	}
	folder := stories(t, 12)
	const bar = "█"
	shown, err := exec.Command(script, "-qec", fmt.Sprintf("%s ingest --data %s %s", program, t.TempDir(), folder), "/dev/null").CombinedOutput()
	if err != nil || !strings.Contains(string(shown), bar) || !strings.Contains(string(shown), "(6/12)") || strings.Count(string(shown), "new  ") != 12 {
		t.Errorf("on a terminal (%v): %q", err, shown)
	}
	if out, errs, code := newsflash(t, "ingest", "--data", t.TempDir(), folder); code != 0 || strings.Contains(out+errs, bar) || strings.Contains(out+errs, "\r") {
		t.Errorf("elsewhere (%d): %q %q", code, out, errs)
	}
}

func TestTheCommandSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write(t, folder, "file.xyz", "Not a folder.")
	file, empty := filepath.Join(folder, "file.xyz"), t.TempDir()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = taken.Close() })
	for _, test := range []struct {
		args []string
		code int
		say  string
	}{
		{[]string{"ingest", "--nonsense", folder}, 2, "unknown flag --nonsense"},
		{[]string{"ingest"}, 2, "<source>"},
		{[]string{"nonsense"}, 2, "nonsense"},
		{[]string{"render", "--theme", "nonsense", file}, 2, "known are: default"},
		{[]string{"render", "--format", "nonsense", file}, 2, "--format must be one of"},
		{[]string{"ingest", "--data", empty, filepath.Join(empty, "none")}, 1, "none: does not exist"},
		{[]string{"ingest", "--data", empty, empty}, 1, "holds no article files"},
		{[]string{"ingest", "--data", empty, "http://127.0.0.1:9/feed"}, 1, "--allow-private"},
		{[]string{"ingest", "--data", file, file}, 1, file},
		{[]string{"serve", "--addr", "127.0.0.1:0", "--data", file}, 1, file},
		{[]string{"serve", "--addr", taken.Addr().String(), "--data", empty}, 1, "cannot listen on " + taken.Addr().String()},
		{[]string{"serve", "--addr", "127.0.0.1:0", "--database", "postgres://localhost/news"}, 2, "--database"},
	} {
		out, errs, code := newsflash(t, test.args...)
		if code != test.code || out != "" || !strings.HasPrefix(errs, "newsflash: ") || !strings.Contains(errs, test.say) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%q: exit code %d, %q %q", test.args, code, out, errs)
		}
	}
}

// TestExampleAsCopied renders an article as a reader copies it from a page, where one lies beside the repository.
func TestExampleAsCopied(t *testing.T) {
	t.Parallel()
	const file = "../../../shared/examples/article.txt"
	if _, err := os.Stat(file); err != nil {
		t.Skip("no example lies beside the repository")
	}
	out, errs, code := newsflash(t, "render", "--format", "json", file)
	var m struct {
		Kicker, Title, Deck, Dateline string
		ReadTime                      string `json:"read_time"`
		Published                     struct{ Label, DateTime string }
		CrossLinks                    []struct{ Title string } `json:"cross_links"`
		Related                       []struct{ Title string }
	}
	if err := json.Unmarshal([]byte(out), &m); err != nil || code != 0 {
		t.Fatalf("%v, exit code %d: %s", err, code, errs)
	}
	got := []string{m.Kicker, m.ReadTime, m.Published.Label, m.Published.DateTime, m.Dateline, fmt.Sprint(len(m.CrossLinks), len(m.Related))}
	if want := []string{"Newsflash", "3 min read", "8 November 2025", "2025-11-08", "Islamabad", "1 3"}; !slices.Equal(got, want) || m.Title == "" || m.Deck == "" {
		t.Errorf("%q, wanted %q", got, want)
	}
	page, _, _ := newsflash(t, "render", "--format", "static", file)
	for _, other := range []string{"Post a comment", "Leave a Reply", "email address", "Alt:", "Related Articles", "Also see:"} {
		if strings.Contains(page, other) {
			t.Errorf("the page holds %q", other)
		}
	}
	if n := strings.Count(page, m.CrossLinks[0].Title); n != 1 {
		t.Errorf("the cross link is said %d times", n)
	}
}

// TestServeLetsRequestsFinish tells a server to stop while an answer is on its way.
func TestServeLetsRequestsFinish(t *testing.T) {
	t.Parallel()
	s := serve(t, "--demo", "--data", t.TempDir())
	wasm := regexp.MustCompile(`data-wasm="\.\.([^"]+)"`).FindSubmatch(fetched(t, s.url+"/frame/harbour-ferry"))
	if wasm == nil {
		t.Fatal("the frame names no large file")
	}
	address, _ := url.Parse(s.url)
	conn, err := net.Dial("tcp", address.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(patience))   // a fresh connection takes one
	_ = conn.(*net.TCPConn).SetReadBuffer(128 << 10) // so that the answer does not fit on the way
	fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", wasm[1], address.Host)
	answer, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for start := time.Now(); time.Since(start) < patience; {
		other, err := net.Dial("tcp", address.Host)
		if err != nil { // nobody listens any more
			break
		}
		_ = other.Close()
	}
	if n, err := io.Copy(io.Discard, answer.Body); err != nil || n != answer.ContentLength || n < 2<<20 {
		t.Errorf("%d of %d bytes came: %v", n, answer.ContentLength, err)
	}
	_ = answer.Body.Close()
	_ = conn.Close()
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("the server ended with: %v\n%s", err, s.stderr)
	}
}
