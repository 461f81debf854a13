package fetch

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/andybalholm/brotli"

	"newsflash/widget"
)

// readBody reads and decodes a body of at most limit bytes. Of a compressed one no more is unpacked than that, however small
// it came; one that says it is larger is not read at all.
func readBody(resp *http.Response, raw io.Reader, limit int64) ([]byte, error) {
	if resp.ContentLength > limit {
		return nil, tooLarge(limit)
	}
	decoded, err := decode(raw, resp.Header.Values("Content-Encoding"))
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(decoded, limit+1))
	if err != nil {
		return nil, fmt.Errorf("the answer ended early or is damaged; its publisher must look into it: %w", err)
	}
	if int64(len(body)) > limit {
		return nil, tooLarge(limit)
	}
	return body, nil
}

func tooLarge(limit int64) error {
	return fmt.Errorf("%w: more than %d bytes; its publisher must offer a smaller one", ErrTooLarge, limit)
}

// decode undoes a Content-Encoding: one of those that are asked for, once. Layers of them are a way to hide a bomb.
func decode(r io.Reader, encodings []string) (io.Reader, error) {
	switch e := strings.ToLower(strings.Join(encodings, ", ")); e {
	case "", "identity":
		return r, nil
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(r)
		if err == io.EOF {
			return http.NoBody, nil // an empty body needs no gzip header
		}
		if err != nil {
			return nil, fmt.Errorf("the answer says it is gzip but is damaged: %w", err)
		}
		return z, nil
	case "br":
		return brotli.NewReader(r), nil
	default:
		return nil, fmt.Errorf("the answer is encoded as %q, which was not asked for; its publisher must correct it", widget.Excerpt(e))
	}
}

// patient reads a body and gives up the request when a read takes longer than IdleTimeout.
type patient struct {
	r     io.Reader
	timer *time.Timer
}

func newPatient(r io.Reader, cancel context.CancelCauseFunc) *patient {
	timer := time.AfterFunc(IdleTimeout, func() { cancel(errIdle) })
	timer.Stop() // runs only while a read does, not while its bytes are unpacked
	return &patient{r, timer}
}

func (p *patient) Read(b []byte) (int, error) {
	p.timer.Reset(IdleTimeout)
	defer p.timer.Stop()
	return p.r.Read(b)
}

// drain reads the rest of a short body, so that its connection serves the next request; the answer is good without it.
func drain(r io.Reader) { _, _ = io.CopyN(io.Discard, r, maxDrain) }
