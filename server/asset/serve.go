package asset

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Serve sends content in the best encoding that the request takes, with a strong validator per encoding.
func Serve(w http.ResponseWriter, r *http.Request, content *Encoded, contentType, caching string) {
	body, encoding := content.Raw, ""
	switch br, gz := accepts(r.Header.Get("Accept-Encoding")); {
	case br && content.Brotli != nil:
		body, encoding = content.Brotli, "br"
	case gz && content.Gzip != nil:
		body, encoding = content.Gzip, "gzip"
	}
	header := w.Header()
	header.Set("Content-Type", contentType)
	header.Set("Cache-Control", caching)
	header.Add("Vary", "Accept-Encoding")
	etag := `"` + content.Hash + `"`
	if encoding != "" {
		etag = `"` + content.Hash + "-" + encoding + `"`
		header.Set("Content-Encoding", encoding)
	}
	header.Set("ETag", etag)
	header.Set("Content-Length", strconv.Itoa(len(body)))
	r.Header.Del("Range") // parts of a compressed answer are of no use to anyone
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// accepts reads Accept-Encoding (RFC 9110, section 12.5.3): a coding with weight 0 is refused.
func accepts(header string) (br, gz bool) {
	for part := range strings.SplitSeq(header, ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		q, found := strings.CutPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
		if value, err := strconv.ParseFloat(q, 64); found && (err != nil || value == 0) {
			continue
		}
		switch strings.ToLower(strings.TrimSpace(coding)) {
		case "br":
			br = true
		case "gzip", "x-gzip":
			gz = true
		case "*":
			br, gz = true, true
		}
	}
	return br, gz
}
