package console

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"

	"newsflash/server/asset"
	"newsflash/web"
)

// makePage makes the page that every path of the console answers with: the program in it looks at the path.
func makePage(assets asset.Set) ([]byte, error) {
	page, err := template.New("console").Parse(web.ConsolePage)
	if err != nil {
		return nil, fmt.Errorf("console's page: %w", err)
	}
	var b bytes.Buffer
	err = page.Execute(&b, map[string]string{
		"Icon": assets[web.Icon].Path(), "CardCSS": assets[web.CardCSS].Path(), "CSS": assets[web.ConsoleCSS].Path(),
		"JS": assets[web.ConsoleJS].Path(), "Wasm": assets[web.ConsoleWasm].Path(),
	})
	return b.Bytes(), err
}

func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "This is a page: it can be read only.", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(s.shell) // the visitor may have gone
}

func (s *Server) static(w http.ResponseWriter, r *http.Request) {
	a := s.assets[r.PathValue("name")]
	if a == nil || a.Hash != r.PathValue("hash") {
		http.Error(w, "There is no such file, or it has changed and has a new address.", http.StatusNotFound)
		return
	}
	asset.Serve(w, r, &a.Encoded, a.Type, "private, max-age=31536000, immutable")
}
