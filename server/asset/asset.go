// Package asset holds what never changes under its address: files with the hash of their content in the path, each with
// the encodings that a browser may ask for.
package asset

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"path"
	"strings"

	"github.com/andybalholm/brotli"
)

// Encoded is one content in every encoding it is served in. Gzip and Brotli are nil where they save nothing.
type Encoded struct {
	Raw, Gzip, Brotli []byte
	Hash              string // of Raw: 16 hexadecimal digits of SHA-256
	Sum               string // of Raw: the whole SHA-256 in base64
}

// Size is what all encodings take in memory, in bytes.
func (e Encoded) Size() int { return len(e.Raw) + len(e.Gzip) + len(e.Brotli) }

// Encode compresses content once, at the best quality: about 40 ms for 20 kB.
func Encode(raw []byte) Encoded { return encode(raw, brotli.BestCompression, gzip.BestCompression) }

// quick is where brotli is as small as gzip at its best, in a tenth of the time.
const quick = 5

// EncodeQuickly is for what few ask for a second time: about 10 ms for 100 kB.
func EncodeQuickly(raw []byte) Encoded { return encode(raw, quick, gzip.DefaultCompression) }

func encode(raw []byte, brotliLevel, gzipLevel int) Encoded {
	var br, gz bytes.Buffer
	b := brotli.NewWriterLevel(&br, brotliLevel)
	z, _ := gzip.NewWriterLevel(&gz, gzipLevel) // the levels are valid
	// Writes to a buffer do not fail.
	_, _ = b.Write(raw)
	_ = b.Close()
	_, _ = z.Write(raw)
	_ = z.Close()
	return encoded(raw, smaller(gz.Bytes(), raw), smaller(br.Bytes(), raw))
}

func encoded(raw, gz, br []byte) Encoded {
	sum := sha256.Sum256(raw)
	return Encoded{Raw: raw, Gzip: gz, Brotli: br, Hash: short(sum), Sum: base64.StdEncoding.EncodeToString(sum[:])}
}

func smaller(encoded, raw []byte) []byte {
	if len(encoded) >= len(raw) {
		return nil
	}
	return encoded
}

// Hash names content: the first 16 hexadecimal digits of its SHA-256.
func Hash(raw []byte) string {
	return short(sha256.Sum256(raw))
}

func short(sum [sha256.Size]byte) string { return hex.EncodeToString(sum[:8]) }

// Asset is a file below /static/.
type Asset struct {
	Encoded
	Name, Type string
}

// Path is the asset's address on the server.
func (a *Asset) Path() string { return "/static/" + a.Hash + "/" + a.Name }

// Set is the assets of a server by name. It is filled at start and only read afterwards.
type Set map[string]*Asset

// Add puts a file under a name and compresses it, unless its kind is compressed already.
func (s Set) Add(name string, raw []byte) {
	a := &Asset{Name: name, Type: typeOf(name)}
	switch path.Ext(name) {
	case ".jpg", ".jpeg", ".png", ".webp":
		a.Encoded = encoded(raw, nil, nil)
	default:
		a.Encoded = Encode(raw)
	}
	s[name] = a
}

// Load reads every file of a built folder together with the NAME.br and NAME.gz that the build put beside it. Every
// name of must has to be there.
func Load(dist fs.FS, must ...string) (Set, error) {
	s := Set{}
	for _, name := range must {
		raw, err := fs.ReadFile(dist, name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s was not built into this program: run `make build`", name)
		} else if err != nil {
			return nil, fmt.Errorf("load asset %s: %w", name, err)
		}
		br, err1 := fs.ReadFile(dist, name+".br")
		gz, err2 := fs.ReadFile(dist, name+".gz")
		if err := errors.Join(err1, err2); err != nil {
			return nil, fmt.Errorf("load asset %s: %w", name, err)
		}
		s[name] = &Asset{Name: name, Type: typeOf(name), Encoded: encoded(raw, gz, br)}
	}
	return s, nil
}

func typeOf(name string) string {
	switch path.Ext(name) {
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".wasm":
		return "application/wasm"
	case ".css":
		return "text/css; charset=utf-8"
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" && !strings.HasPrefix(t, "text/html") {
		return t
	}
	return "application/octet-stream"
}
