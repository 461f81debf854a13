package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tree writes files, and folders for names that end in a slash, into a new folder.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, content := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "/") {
			if err := os.MkdirAll(path, 0o755); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestFind(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{
		"b.md": "", "a.JSON": "", "sub/c.html": "", "sub/deep/d.txt": "", "sub/picture.jpg": "", ".hidden.md": "", ".git/e.md": "", "noext": "", "empty/": "",
		"odd.xyz": "",
	})
	outside := tree(t, map[string]string{"secret.md": ""})
	for link, target := range map[string]string{"link.md": filepath.Join(outside, "secret.md"), "linked": outside, "loop": root} {
		if err := os.Symlink(target, filepath.Join(root, link)); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
	join := func(names ...string) (paths []string) {
		for _, name := range names {
			paths = append(paths, filepath.Join(root, name))
		}
		return paths
	}
	files, err := Find(append(join("odd.xyz", "b.md"), root+"/"))
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "files", files, join("odd.xyz", "b.md", "a.JSON", "sub/c.html", "sub/deep/d.txt"))

	if files, err = Find(join("linked", "link.md")); err != nil || len(files) != 2 { // named by the user, hence meant
		t.Errorf("links that are named give %v, %v", files, err)
	}
	for source, want := range map[string]string{
		filepath.Join(root, "missing.md"): "does not exist: check the name",
		filepath.Join(root, "empty"):      "holds no article files; known are .json",
	} {
		_, err := Find([]string{source})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), source) {
			t.Errorf("Find(%s): error %v, want %q", source, err, want)
		}
	}
}

func TestFindTooMany(t *testing.T) {
	t.Parallel()
	root := tree(t, map[string]string{"a/1.md": "", "a/2.md": "", "b/3.md": "", "b/no.png": ""})
	both := []string{filepath.Join(root, "a"), filepath.Join(root, "b")}
	for _, sources := range [][]string{{root}, both} {
		if files, err := find(sources, 3); err != nil || len(files) != 3 {
			t.Errorf("find(%v, 3) = %v, %v", sources, files, err)
		}
		if _, err := find(sources, 2); err == nil || !strings.Contains(err.Error(), "more than 2 article files: ingest them folder by folder") {
			t.Errorf("find(%v, 2): error %v", sources, err)
		}
	}
}
