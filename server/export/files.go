package export

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"hash/fnv"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"newsflash/server/address"
	"newsflash/server/asset"
	"newsflash/server/httpd"
	"newsflash/server/render"
	"newsflash/server/sanitize"
	"newsflash/web"
	"newsflash/widget/card"
)

// Content types, as the server has them.
const (
	typeJS   = "text/javascript; charset=utf-8"
	typeHTML = "text/html; charset=utf-8"
	typeCSS  = "text/css; charset=utf-8"
	typeTS   = "application/typescript; charset=utf-8"
	typeJSON = "application/json; charset=utf-8"
	typeXML  = "text/xml; charset=utf-8"
	typeText = "text/plain; charset=utf-8"
)

// namesOf are the files that every article has. A withdrawn one says so where it is asked for.
func namesOf(id string, withdrawn bool) []string {
	names := []string{"cards/" + id + ".js", "oembed/" + id + ".json", "oembed/" + id + ".xml"}
	if !withdrawn {
		names = append(names, "embed/"+id+".js", "frame/"+id+".html", "card/"+id+".html", "go/"+id+".html")
	}
	return names
}

// files makes what namesOf lists.
func (e *Exporter) files(a sanitize.Article, beside []string, withdrawn bool) (map[string]File, error) {
	r, id := e.renderer, a.Fields().ID
	o := card.Options{Theme: r.Theme("")}
	out := map[string]File{}
	var failed error
	add := func(name, contentType string, raw []byte, err error) {
		if failed == nil {
			failed = err
		}
		out[name] = File{asset.Encoded{Raw: raw}, contentType, httpd.ScriptCaching}
	}
	oembed := r.OEmbedLink(a, httpd.OEmbedSeconds)
	if withdrawn {
		raw, err := r.Data(render.Answer{Error: httpd.Withdrawn})
		add("cards/"+id+".js", typeJS, raw, err)
	} else {
		raw, err := r.Data(render.Answer{Article: a, Related: beside})
		add("cards/"+id+".js", typeJS, raw, err)
		raw, err = r.Script(a)
		add("embed/"+id+".js", typeJS, raw, err)
		raw, err = r.Frame(a, o)
		add("frame/"+id+".html", typeHTML, raw, err)
		raw, err = r.Alone(a, o)
		add("card/"+id+".html", typeHTML, raw, err)
		raw, err = r.Forward(a)
		add("go/"+id+".html", typeHTML, raw, err)
		if oembed, err = r.OEmbed(a, o, render.Box{}, httpd.OEmbedSeconds); err != nil {
			return nil, err
		}
	}
	raw, err := json.Marshal(oembed)
	add("oembed/"+id+".json", typeJSON, raw, err)
	raw, err = xml.Marshal(oembed)
	add("oembed/"+id+".xml", typeXML, append([]byte(xml.Header), raw...), err)
	return out, failed
}

// entrances writes what pages name without an article, and the headers that all files are to be served with.
func (e *Exporter) entrances(ctx context.Context) error {
	embed, types := e.Site.Named(web.Embed), e.Site.Named(web.Types)
	cards, err := e.renderer.Files(e.Site.Named(web.Files), httpd.MaxPlaces, address.Counters)
	if err != nil {
		return err
	}
	for name, f := range map[string]File{
		"embed.d.ts": {types.Encoded, typeTS, httpd.ScriptCaching},
		"embed.css":  {asset.Encode(e.renderer.CSS()), typeCSS, httpd.ScriptCaching},
		"cards.js":   {asset.Encode(cards), typeJS, httpd.ScriptCaching},
		"embed.js":   {embed.Encoded, typeJS, httpd.ScriptCaching},
		"_headers":   {asset.Encoded{Raw: e.headers()}, typeText, httpd.ScriptCaching},
	} {
		if err := e.put(ctx, name, f); err != nil {
			return err
		}
	}
	return nil
}

// surfaces are the patterns of _headers; no path fits two of them.
var surfaces = []string{"/embed.js", "/embed.css", "/embed.d.ts", "/cards.js", "/embed/*", "/cards/*", "/find/*", "/oembed/*", "/static/*", "/frame/*", "/card/*", "/go/*"}

// headers says how the files are to be served, in the form that Netlify and Cloudflare Pages read:
// https://developers.cloudflare.com/pages/configuration/headers/
func (e *Exporter) headers() []byte {
	var b bytes.Buffer
	for _, surface := range surfaces {
		h := http.Header{}
		httpd.SetHeaders(h, surface, e.renderer)
		h.Set("Cache-Control", httpd.ScriptCaching)
		if surface == "/static/*" {
			h.Set("Cache-Control", httpd.Immutable)
		}
		fmt.Fprintln(&b, surface)
		for _, name := range slices.Sorted(maps.Keys(h)) {
			fmt.Fprintf(&b, "  %s: %s\n", name, h.Get(name))
		}
	}
	return b.Bytes()
}

// drawers writes the files in which a page's names of articles are looked up: addresses and lists, 256 drawers by the name's hash.
// web/loader/files.js opens them.
func (e *Exporter) drawers(ctx context.Context) error {
	addresses, err := e.Store.Addresses(ctx)
	if err != nil {
		return err
	}
	lists, err := e.Store.Lists(ctx, e.Now, httpd.MaxPlaces)
	if err != nil {
		return err
	}
	drawers := make([]map[string]any, 256)
	for i := range drawers {
		drawers[i] = map[string]any{}
	}
	put := func(name string, value any) {
		h := fnv.New32a()
		h.Write([]byte(name))
		drawers[h.Sum32()&255][name] = value
	}
	exact := map[string]string{} // the spelling that a plain address was taken from: of two, the first
	for _, spelled := range slices.Sorted(maps.Keys(addresses)) {
		u, err := url.Parse(spelled)
		if err != nil {
			continue
		}
		plain := address.Plain(u)
		if exact[plain] == "" {
			exact[plain] = spelled
			put(plain, addresses[spelled])
		}
	}
	for name, list := range lists {
		put("latest:"+name, list)
	}
	for i, drawer := range drawers {
		raw, err := drawn(drawer)
		if err != nil {
			return err
		}
		if err := e.put(ctx, fmt.Sprintf("find/%02x.js", i), File{asset.Encoded{Raw: raw}, typeJS, httpd.ScriptCaching}); err != nil {
			return err
		}
	}
	return nil
}

// drawn is a drawer as a module: a Map, in which no name means anything by itself.
func drawn(drawer map[string]any) ([]byte, error) {
	pairs := [][2]any{}
	for _, name := range slices.Sorted(maps.Keys(drawer)) {
		pairs = append(pairs, [2]any{name, drawer[name]})
	}
	raw, err := json.Marshal(pairs)
	return fmt.Appendf(nil, "export default new Map(%s);\n", raw), err
}
