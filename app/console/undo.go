//go:build js

package main

import "newsflash/widget"

// undoSteps is how many changes can be taken back.
const undoSteps = 200

// edits is a theme with what it was before, step by step.
type edits struct {
	theme  widget.Theme
	past   []widget.Theme
	future []widget.Theme
	last   string // the token that was changed last
}

// set makes the theme another one. Changes of the same token, one after the other, are one step: a word that was typed, a
// slider that was drawn.
func (e *edits) set(token string, t widget.Theme) {
	if t == e.theme {
		return
	}
	if token != e.last || token == "" {
		e.past = append(e.past[max(0, len(e.past)-undoSteps+1):], e.theme)
	}
	e.theme, e.future, e.last = t, nil, token
}

// undo and redo report whether there was something to take back, or to do again.
func (e *edits) undo() bool { return e.step(&e.past, &e.future) }
func (e *edits) redo() bool { return e.step(&e.future, &e.past) }

func (e *edits) step(from, to *[]widget.Theme) bool {
	n := len(*from)
	if n == 0 {
		return false
	}
	*to = append(*to, e.theme)
	e.theme, e.last = (*from)[n-1], ""
	*from = (*from)[:n-1]
	return true
}
