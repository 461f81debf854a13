//go:build e2e

package e2e

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/cors"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

const bucketKey, bucketSecret = "newsflash-test", "newsflash-test-secret"

// objectStore starts a server that speaks S3 and checks signatures, with a public bucket "cards". It listens on a socket in a folder
// of its own, so that no port has to be guessed; a proxy gives it an address.
func objectStore(t testing.TB) (string, *minio.Client) {
	t.Helper()
	root := t.TempDir()
	short, err := os.MkdirTemp("", "s3") // sockets have short names
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(short) })
	socket := filepath.Join(short, "s")
	for _, folder := range []string{"data/cards", "meta"} {
		if err := os.MkdirAll(filepath.Join(root, folder), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("../../.cache/bin/versitygw", "--port", socket, "posix", "--sidecar", filepath.Join(root, "meta"), filepath.Join(root, "data"))
	cmd.Env = append(os.Environ(), "ROOT_ACCESS_KEY="+bucketKey, "ROOT_SECRET_KEY="+bucketSecret)
	var said lockedBuffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatalf("%v; `make e2e` installs it", err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
	proxy := &httputil.ReverseProxy{
		Rewrite:   func(r *httputil.ProxyRequest) { r.Out.URL.Scheme, r.Out.URL.Host, r.Out.Host = "http", "s3", r.In.Host },
		Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return dialWhenThere(ctx, socket) }},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, err error) {
			t.Errorf("the object store: %v\n%s", err, said.String())
			w.WriteHeader(http.StatusBadGateway)
		},
	}
	s := httptest.NewServer(proxy)
	t.Cleanup(s.Close)
	client, err := minio.New(strings.TrimPrefix(s.URL, "http://"), &minio.Options{Creds: credentials.NewStaticV4(bucketKey, bucketSecret, "")})
	if err != nil {
		t.Fatal(err)
	}
	err = client.SetBucketPolicy(t.Context(), "cards", `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::cards/*"}]}`)
	if err != nil {
		t.Fatal(err)
	}
	if err := client.SetBucketCors(t.Context(), "cards", cors.NewConfig([]cors.Rule{{AllowedOrigin: []string{"*"}, AllowedMethod: []string{"GET"}}})); err != nil {
		t.Fatal(err)
	}
	return s.URL, client
}

// dialWhenThere waits for a server that has been started to listen.
func dialWhenThere(ctx context.Context, socket string) (net.Conn, error) {
	for {
		conn, err := (&net.Dialer{}).DialContext(ctx, "unix", socket)
		if err == nil || ctx.Err() != nil {
			return conn, err
		}
		select {
		case <-ctx.Done():
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// TestExportToABucket: cards are shown from an object store, below a path, with the headers that it can keep; a second run writes
// nothing, and what was withdrawn goes.
func TestExportToABucket(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", bucketKey)
	t.Setenv("AWS_SECRET_ACCESS_KEY", bucketSecret)
	at, client := objectStore(t)
	s := &server{url: at + "/cards/news", like: demo(t)}
	export := func(data string) string {
		t.Helper()
		out, errs, code := newsflash(t, "export", "--data", data, "--public-url", s.url, "--to", "s3://cards/news", "--endpoint", at)
		if code != 0 {
			t.Fatal(out, errs)
		}
		return out
	}
	demo(t)
	if out := export(demoData); !strings.Contains(out, "7 articles in s3://cards/news: 7 new") {
		t.Error(out)
	}
	if out := export(demoData); !strings.Contains(out, "7 unchanged; 0 files written") {
		t.Error(out)
	}
	info, err := client.StatObject(t.Context(), "cards", "news/embed/tea-house.js", minio.StatObjectOptions{})
	if err != nil || info.ContentType != "text/javascript; charset=utf-8" || info.Metadata.Get("Content-Encoding") != "gzip" || !strings.HasPrefix(info.Metadata.Get("Cache-Control"), "public, max-age=25,") {
		t.Errorf("the script is kept as %q %v, %v", info.ContentType, info.Metadata, err)
	}
	p := open(t, partnerPage(t, nil, partnerHTML(snippet(t, s, "harbour-ferry", "")+`<newsflash-card article="latest:transport"></newsflash-card>`+forAll(s))), look{height: 6000})
	p.wait(painted + `.length === 2 && ` + card + `.querySelector('img').naturalWidth > 0`)
	p.exec(card + `.querySelector('.nf-read').click()`)
	p.wait(card + `.dataset.open === ''`)
	p.frame("/frame/harbour-ferry.html").wait(isLive)

	data := t.TempDir()
	ingest(t, data, `{"id": "one", "url": "https://news.example/one", "title": "One", "content_text": "Text."}`)
	if out := export(data); !strings.Contains(out, "1 articles") {
		t.Error(out)
	}
	names := 0
	for object := range client.ListObjects(t.Context(), "cards", minio.ListObjectsOptions{Prefix: "news/embed/", Recursive: true}) {
		if names++; object.Key != "news/embed/one.js" {
			t.Errorf("%s is still there", object.Key)
		}
	}
	if names != 1 {
		t.Errorf("%d scripts are left", names)
	}

	if _, errs, code := newsflash(t, "export", "--data", data, "--public-url", s.url, "--to", "s3://none", "--endpoint", at); code != 1 || !strings.Contains(errs, "there is no bucket of this name") {
		t.Errorf("no bucket: %d %s", code, errs)
	}
	put := strings.NewReader("mine")
	if _, err := client.PutObject(t.Context(), "cards", "site/index.html", io.NopCloser(put), put.Size(), minio.PutObjectOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := newsflash(t, "export", "--data", data, "--public-url", s.url, "--to", "s3://cards/site", "--endpoint", at); code != 1 || !strings.Contains(errs, "holds files and no export wrote them") {
		t.Errorf("into somebody's objects: %d %s", code, errs)
	}
	t.Setenv("AWS_SECRET_ACCESS_KEY", "another")
	if _, errs, code := newsflash(t, "export", "--data", data, "--public-url", s.url, "--to", "s3://cards/news", "--endpoint", at); code != 1 || !strings.Contains(errs, "AWS_SECRET_ACCESS_KEY") {
		t.Errorf("a wrong secret: %d %s", code, errs)
	}
	for _, args := range [][]string{{"--to", "cards"}, {"--to", "s3://cards", "--endpoint", "objects"}} {
		if _, errs, code := newsflash(t, append([]string{"export", "--data", data, "--public-url", s.url}, args...)...); code == 0 || !strings.Contains(errs, "write ") {
			t.Errorf("%q: %d %s", args, code, errs)
		}
	}
}
