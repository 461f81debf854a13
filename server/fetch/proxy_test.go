package fetch

import (
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

// TestProxyReachesWhatTheClientMay: pages by http and through a tunnel; nothing private, unless that is allowed.
func TestProxyReachesWhatTheClientMay(t *testing.T) {
	t.Parallel()
	page := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, "page for %s", r.Host) })
	plain, secret := httptest.NewServer(page), httptest.NewTLSServer(page)
	t.Cleanup(plain.Close)
	t.Cleanup(secret.Close)
	for _, private := range []bool{true, false} {
		proxy := httptest.NewServer(New(Options{AllowPrivate: private}).Proxy())
		t.Cleanup(proxy.Close)
		through, err := url.Parse(proxy.URL)
		if err != nil {
			t.Fatal(err)
		}
		transport := &http.Transport{Proxy: http.ProxyURL(through), TLSClientConfig: &tls.Config{InsecureSkipVerify: true}} //nolint:gosec // a test's certificate
		t.Cleanup(transport.CloseIdleConnections)
		for _, at := range []string{plain.URL, secret.URL} {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, at, nil)
			if err != nil {
				t.Fatal(err)
			}
			answer, err := transport.RoundTrip(request)
			var got string
			if err == nil {
				body, _ := io.ReadAll(answer.Body)
				_ = answer.Body.Close()
				got = string(body)
			}
			if reached := got == "page for "+request.Host; reached != private {
				t.Errorf("private %t, %s: %q, %v", private, at, got, err)
			}
		}
		answer, err := http.Get(proxy.URL) //nolint:noctx // not through the proxy, but to it
		if err != nil || answer.StatusCode != http.StatusBadRequest {
			t.Fatal(answer, err)
		}
		_ = answer.Body.Close()
	}
}
