package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"newsflash/server/asset"
)

// maxManifest bounds what is read of a bucket's manifest: about a million files.
const maxManifest = 256 << 20

// Bucket is a place in an object store that speaks S3. An object store answers with what it has: what only browsers load is kept
// compressed.
type Bucket struct {
	client       *minio.Client
	name, prefix string // the prefix is "" or ends with a slash
}

// OpenBucket is the place s3://BUCKET/PREFIX of the store at an endpoint, "https://s3.amazonaws.com" where it is "". Who asks is said
// as other programs are told: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, the shared credentials file, or the machine's role.
func OpenBucket(ctx context.Context, address, endpoint, region string) (*Bucket, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "s3" || u.Host == "" || u.RawQuery != "" {
		return nil, fmt.Errorf("%q is no bucket: write s3://BUCKET or s3://BUCKET/PREFIX", address)
	}
	at, err := url.Parse(endpoint)
	if endpoint == "" {
		at = &url.URL{Scheme: "https", Host: "s3.amazonaws.com"}
	}
	if err != nil || at.Host == "" || at.Scheme != "https" && at.Scheme != "http" || strings.Trim(at.Path, "/") != "" {
		return nil, fmt.Errorf("%q is no endpoint: write it like https://s3.eu-central-1.amazonaws.com", endpoint)
	}
	client, err := minio.New(at.Host, &minio.Options{
		Secure: at.Scheme == "https", Region: region,
		Creds: credentials.NewChainCredentials([]credentials.Provider{&credentials.EnvAWS{}, &credentials.FileAWSCredentials{}, &credentials.IAM{}}),
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	b := &Bucket{client: client, name: u.Host}
	if p := strings.Trim(u.Path, "/"); p != "" {
		b.prefix = p + "/"
	}
	if exists, err := client.BucketExists(ctx, b.name); err != nil {
		return nil, fmt.Errorf("%s at %s: %w; are AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the region right?", b, at, err)
	} else if !exists {
		return nil, fmt.Errorf("%s: there is no bucket of this name at %s: make it first", b, at)
	}
	return b, nil
}

func (b *Bucket) String() string { return "s3://" + path.Join(b.name, b.prefix) }

// Names is part of Place.
func (b *Bucket) Names(ctx context.Context) (map[string]bool, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop() // of the listing, where it is left early
	names := map[string]bool{}
	for object := range b.client.ListObjects(ctx, b.name, minio.ListObjectsOptions{Prefix: b.prefix, Recursive: true}) {
		if object.Err != nil {
			return nil, fmt.Errorf("list %s: %w", b, object.Err)
		}
		if name := strings.TrimPrefix(object.Key, b.prefix); !strings.HasPrefix(name, ".") && !strings.Contains(name, "/.") && !strings.HasSuffix(name, "/") {
			names[name] = true
		}
	}
	return names, nil
}

// Read is part of Place.
func (b *Bucket) Read(ctx context.Context, name string) ([]byte, error) {
	object, err := b.client.GetObject(ctx, b.name, b.prefix+name, minio.GetObjectOptions{})
	if err != nil {
		return nil, err
	}
	defer object.Close()
	raw, err := io.ReadAll(io.LimitReader(object, maxManifest))
	if answer := (minio.ErrorResponse{}); errors.As(err, &answer) && answer.Code == minio.NoSuchKey {
		return nil, &os.PathError{Op: "get", Path: name, Err: fs.ErrNotExist}
	}
	return raw, err
}

// Write is part of Place.
func (b *Bucket) Write(ctx context.Context, name string, f File) error {
	data, encoding := f.Raw, ""
	if browsersOnly(name) {
		if f.Gzip == nil {
			f.Encoded = asset.EncodeQuickly(f.Raw)
		}
		if f.Gzip != nil {
			data, encoding = f.Gzip, "gzip" // every browser takes it, on every connection
		}
	}
	// A body that is signed in chunks is said to be so in Content-Encoding, which not every store takes out again.
	options := minio.PutObjectOptions{ContentType: f.Type, CacheControl: f.Caching, ContentEncoding: encoding, DisableMultipart: true, DisableContentSha256: true, SendContentMd5: true}
	_, err := b.client.PutObject(ctx, b.name, b.prefix+name, bytes.NewReader(data), int64(len(data)), options)
	return err
}

// browsersOnly tells what nobody loads who might not know how to decode it.
func browsersOnly(name string) bool {
	switch path.Ext(name) {
	case ".js", ".css", ".html", ".wasm", ".svg":
		return true
	}
	return false
}

// Delete is part of Place.
func (b *Bucket) Delete(ctx context.Context, names []string) error {
	objects := make(chan minio.ObjectInfo, len(names))
	for _, name := range names {
		objects <- minio.ObjectInfo{Key: b.prefix + name}
	}
	close(objects)
	var failed error
	for wrong := range b.client.RemoveObjects(ctx, b.name, objects, minio.RemoveObjectsOptions{}) {
		failed = errors.Join(failed, fmt.Errorf("%s: %w", wrong.ObjectName, wrong.Err))
	}
	return failed
}
