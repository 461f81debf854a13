package main

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"newsflash/server/demo"
	"newsflash/server/ingest"
	"newsflash/server/related"
	"newsflash/server/render"
	"newsflash/server/sanitize"
	"newsflash/server/source"
	"newsflash/server/store"
	"newsflash/web"
	"newsflash/widget/card"
)

// demoLayouts are the demo's cards that are not shown in the standard layout.
var demoLayouts = map[string]card.Layout{"bridge-repair": card.Row, "old-trees": card.Compact, "river-level": card.Compact}

// addDemo puts the demo's pictures and its articles, through the same ingest as a publisher's, into the store. The files
// are written below the data folder: a file's path identifies an article that names no address, so the next start finds
// the same articles. It returns the articles' ids by the files' names.
func addDemo(ctx context.Context, st store.Store, reader *source.Engine, dataFolder string) (map[string]string, error) {
	folder := filepath.Join(dataFolder, "demo")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	if err := addDemoPictures(ctx, st, reader); err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	articles, err := fs.Glob(demo.Articles(), "*")
	if err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	for _, name := range articles {
		raw, err := fs.ReadFile(demo.Articles(), name)
		if err != nil {
			return nil, fmt.Errorf("demo: %w", err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), raw, 0o600); err != nil {
			return nil, fmt.Errorf("demo: %w", err)
		}
	}
	files, err := ingest.Find([]string{folder})
	if err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	ids := map[string]string{}
	if _, err = (ingest.Intake{Store: st}).Run(ctx, ingest.Files(files), func(o ingest.Outcome) {
		name := filepath.Base(o.Origin)
		ids[strings.TrimSuffix(name, filepath.Ext(name))] = o.ID
	}); err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	if _, err := related.CatchUp(ctx, st, time.Now(), nil); err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	return ids, nil
}

// addDemoPictures stores the pictures as if they had been fetched from where the articles say they are.
func addDemoPictures(ctx context.Context, st store.Store, reader *source.Engine) error {
	names, err := fs.Glob(demo.Pictures(), "*.jpg")
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, err := st.Picture(ctx, demo.PictureHost+name); err == nil {
			continue // from an earlier start
		}
		raw, err := fs.ReadFile(demo.Pictures(), name)
		if err != nil {
			return err
		}
		p, err := reader.Make(ctx, demo.PictureHost+name, raw)
		if err != nil {
			return err
		}
		if err := st.SavePicture(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// partnerSite is a partner's web site: a page with a card of every demo article, under the policy that the README promises
// to be enough.
func partnerSite(ctx context.Context, st store.Store, r *render.Renderer, ids map[string]string, publicURL string) (http.Handler, error) {
	cards := map[string]template.HTML{}
	for name, id := range ids {
		a, _, err := st.Get(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("demo: %w", err)
		}
		clean, _, err := sanitize.Clean(a)
		if err != nil {
			return nil, fmt.Errorf("demo: %s: %w", id, err)
		}
		snippet, err := r.Snippet(card.New(clean.Fields(), card.Options{Layout: demoLayouts[name]}), "")
		if err != nil {
			return nil, fmt.Errorf("demo: %w", err)
		}
		cards[name] = template.HTML(snippet) //nolint:gosec // made by html/template
	}
	var page bytes.Buffer
	if err := template.Must(template.New("partner").Parse(web.PartnerPage)).Execute(&page, map[string]any{"Cards": cards}); err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	policy := fmt.Sprintf("default-src 'none'; style-src 'self'; script-src %[1]s; img-src %[1]s data:; frame-src %[1]s; require-trusted-types-for 'script'; trusted-types 'none'", publicURL)
	mux := http.NewServeMux()
	serve := func(pattern, contentType string, body []byte) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			w.Header().Set("Content-Security-Policy", policy)
			_, _ = w.Write(body) // the visitor may have gone
		})
	}
	serve("GET /{$}", "text/html; charset=utf-8", page.Bytes())
	serve("GET /partner.css", "text/css; charset=utf-8", []byte(web.PartnerCSS))
	return mux, nil
}
