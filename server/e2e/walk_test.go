//go:build e2e

package e2e

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
)

// walk is what a screen reader comes by in a page, in its order: roles and names.
func walk(p *tab) (stops []string) {
	p.Helper()
	call(p, accessibility.Enable, cdp.Empty{})
	nodes := map[accessibility.NodeID]*accessibility.Node{}
	tree := call(p, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{}).Nodes
	for _, n := range tree {
		nodes[n.NodeID] = n
	}
	text := func(v *accessibility.Value) string {
		if v == nil {
			return ""
		}
		return strings.Trim(string(v.Value), `"`)
	}
	var visit func(n *accessibility.Node)
	visit = func(n *accessibility.Node) {
		if role := text(n.Role); !n.Ignored && slices.Contains([]string{"button", "heading", "link", "image", "StaticText", "main", "status", "searchbox", "search", "group"}, role) {
			stops = append(stops, role+" "+text(n.Name))
		}
		for _, id := range n.ChildIDs {
			if child := nodes[id]; child != nil {
				visit(child)
			}
		}
	}
	visit(tree[0])
	return stops
}

// TestAScreenReadersWalk: the way out first, then the controls, then the story as it is read: headline, deck, byline and date,
// picture, text, related stories. Every button has a name.
func TestAScreenReadersWalk(t *testing.T) {
	s := demo(t)
	_, f := livePage(t, s, "harbour-ferry")
	f.wait(isLive)
	stops := walk(f)
	at := 0
	for _, want := range []string{
		"main The Kettle Bay ferry", "button Close", "button Listen", "button Share", "button Find in this story", "button Display", "heading The Kettle Bay ferry", "link The Kettle Bay ferry",
		"StaticText After seven months", "StaticText By Ines Halloran", "StaticText 8 November 2025", "StaticText 3 min read", "image ", "button Enlarge picture", "StaticText Correction",
		"StaticText Nobody had announced", "StaticText Related stories", "link ",
	} {
		i := slices.IndexFunc(stops[at:], func(stop string) bool { return strings.HasPrefix(stop, want) })
		if i < 0 {
			t.Fatalf("after %d stops there is no %q:\n%s", at, want, strings.Join(stops, "\n"))
		}
		at += i + 1
	}
	for _, stop := range stops {
		if stop == "button " || stop == "link " || stop == "image " {
			t.Errorf("a %swithout a name", stop)
		}
	}
}

// TestNarrowAndLarge: at 320 px, which is also 640 at 200 %, with the largest text and every panel open, nothing is cut off and
// nothing scrolls sideways.
func TestNarrowAndLarge(t *testing.T) {
	s := demo(t)
	for _, id := range demoCards {
		f := liveStory(t, s, id, look{width: 320, height: 640})
		for _, panel := range []string{".nf-display", ".nf-find"} {
			f.exec(`document.querySelector('` + panel + `').click()`)
			f.wait(`document.querySelector('` + panel + `').ariaExpanded === 'true'`)
			f.exec(`for (let i = 0; i < 6; i++) document.querySelector('.nf-larger')?.click()`)
			f.wait(`document.querySelector('.nf').dataset.size === '4'`)
			if wide := eval[[]string](f, `[...document.querySelectorAll('.nf *, .nf-news')].filter(e => e.checkVisibility() && !e.closest('pre, table') && (r => r.width > 0 && (r.left < -1 || r.right > innerWidth + 1))(e.getBoundingClientRect())).map(e => e.localName + '.' + e.className)`); len(wide) > 0 {
				t.Errorf("%s, %s: beyond the edge: %v", id, panel, wide)
			}
			if n := eval[int](f, `document.documentElement.scrollWidth`); n > 320 {
				t.Errorf("%s, %s: the page is %d px wide", id, panel, n)
			}
		}
	}
}
