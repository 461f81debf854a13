package sqlite_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"

	"newsflash/server/sanitize"
	"newsflash/server/store"
	"newsflash/server/store/sqlite"
	"newsflash/widget"
)

// The test binary runs itself as another process when this is set: "JOB DIR".
const childEnv = "NEWSFLASH_SQLITE_TEST_CHILD"

func TestMain(m *testing.M) {
	if job, dir, ok := strings.Cut(os.Getenv(childEnv), " "); ok {
		if err := child(job, dir); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// child does one job in the directory: "open" only opens it, a number puts that many articles, each with two revisions,
// and prints each result once it is acknowledged.
func child(job, dir string) error {
	if job == "open" {
		dropRoot()
	}
	ctx := context.Background()
	s, err := sqlite.Open(ctx, dir)
	if err != nil {
		return err
	}
	defer s.Close()
	n, _ := strconv.Atoi(job)
	for i := range n {
		for _, text := range []string{"first", "second"} {
			res, err := s.Put(ctx, article(i, text))
			if err != nil {
				return err
			}
			fmt.Println(i, res.ID, res.Revision, res.Outcome)
		}
	}
	return nil
}

func command(t *testing.T, job, dir string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+job+" "+dir)
	return cmd
}

func article(n int, text string) sanitize.Article {
	c, _, err := sanitize.Clean(widget.Article{
		ID: fmt.Sprint("story-", n), Source: "feed", GUID: fmt.Sprint(n), URL: fmt.Sprint("https://news.example/story/", n),
		Title: fmt.Sprint("Story ", n), Body: strings.Repeat("<p>"+text+" text of a story</p>", 200), // about 6 kB: more than a page of the file
	})
	if err != nil {
		panic(err)
	}
	return c
}

func put(t testing.TB, s *sqlite.Store, n int, text string) store.Result {
	t.Helper()
	res, err := s.Put(t.Context(), article(n, text))
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// TestKill: however a process ends, what it acknowledged stays, and doing its work again doubles nothing.
func TestKill(t *testing.T) {
	t.Parallel()
	for _, lines := range []int{1, 2, 17, 40, 91} {
		t.Run(fmt.Sprint(lines), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			acknowledged := killAfter(t, lines, dir)
			if len(acknowledged) < lines {
				t.Fatalf("%d lines before the end, want at least %d", len(acknowledged), lines)
			}
			s := open(t, dir)
			for _, line := range acknowledged {
				var n, revision int
				var id string
				if _, err := fmt.Sscan(line, &n, &id, &revision); err != nil {
					t.Fatalf("%q: %v", line, err)
				}
				revs, err := s.Revisions(t.Context(), id)
				if err != nil || len(revs) < revision {
					t.Fatalf("%q was acknowledged, but there are %d revisions, %v", line, len(revs), err)
				}
				want := article(n, []string{"first", "second"}[revision-1]).Fields()
				if got := revs[revision-1].Article; got.Body != want.Body || got.Title != want.Title {
					t.Fatalf("%q was acknowledged, but holds another text", line)
				}
			}
			wantOnce(t, s, len(acknowledged)/2+3)
		})
	}
}

// killAfter kills a child that writes for as long as it may, once it has printed so many lines, and returns all it printed.
func killAfter(t *testing.T, lines int, dir string) (acknowledged []string) {
	t.Helper()
	cmd := command(t, "1000000", dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for r := bufio.NewReader(out); ; {
		line, err := r.ReadString('\n')
		if err != nil {
			if err != io.EOF {
				t.Fatal(err)
			}
			break // a line without its end was not acknowledged whole
		}
		if acknowledged = append(acknowledged, line); len(acknowledged) == lines {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil {
		t.Fatal("the child ended by itself")
	}
	return acknowledged
}

// wantOnce puts the first n articles and their second texts again and checks that each is there once, with both revisions.
func wantOnce(t *testing.T, s *sqlite.Store, n int) {
	t.Helper()
	for i := range n {
		id := fmt.Sprint("story-", i)
		if _, err := s.Head(t.Context(), id); err != nil {
			put(t, s, i, "first")
		}
		put(t, s, i, "second")
		if revs, err := s.Revisions(t.Context(), id); err != nil || len(revs) != 2 {
			t.Errorf("%s has %d revisions, %v; want 2", id, len(revs), err)
		}
	}
	heads, err := s.List(t.Context(), "", store.MaxPage)
	if err != nil || len(heads) != n {
		t.Errorf("%d articles are stored, %v; want %d", len(heads), err, n)
	}
}

// TestTwoProcesses: processes that put the same articles into one file at the same time neither fail nor double any.
func TestTwoProcesses(t *testing.T) {
	t.Parallel()
	const n = 50
	dir := t.TempDir()
	s := open(t, dir)
	var wg sync.WaitGroup
	for range 2 {
		cmd := command(t, fmt.Sprint(n), dir)
		wg.Go(func() {
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	for i := range n {
		put(t, s, i, "first")
	}
	wg.Wait()
	heads, err := s.List(t.Context(), "", store.MaxPage)
	if err != nil || len(heads) != n {
		t.Fatalf("%d articles are stored, %v; want %d", len(heads), err, n)
	}
	for _, h := range heads {
		if h.Revision < 2 {
			t.Errorf("%s lost its second revision", h.ID)
		}
	}
}
