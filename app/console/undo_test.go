//go:build js

package main

import (
	"testing"

	"newsflash/widget"
)

func TestUndoGoesBackStepByStep(t *testing.T) {
	radius := func(n int) widget.Theme { return widget.Theme{Radius: n} }
	e := edits{theme: radius(0)}
	for n := 1; n <= 3; n++ {
		e.set("radius", radius(n)) // one slider, drawn: one step
	}
	e.set("border", widget.Theme{Radius: 3, Border: 1})
	e.set("radius", radius(4))
	e.set("radius", radius(4)) // nothing has changed
	for _, want := range []widget.Theme{{Radius: 3, Border: 1}, radius(3), radius(0)} {
		if !e.undo() || e.theme != want {
			t.Fatalf("undone to %+v, want %+v", e.theme, want)
		}
	}
	if e.undo() {
		t.Error("there was more to take back than was done")
	}
	for range 3 {
		if !e.redo() {
			t.Fatal("what was taken back cannot be done again")
		}
	}
	if e.theme != radius(4) || e.redo() {
		t.Errorf("redone to %+v", e.theme)
	}
	e.undo()
	e.set("radius", radius(9))
	if e.redo() {
		t.Error("after a new change, an old one was done again")
	}
}

func TestUndoForgetsTheOldest(t *testing.T) {
	var e edits
	for n := range 3 * undoSteps {
		e.set("", widget.Theme{Radius: n + 1})
	}
	steps := 0
	for e.undo() {
		steps++
	}
	if steps != undoSteps {
		t.Errorf("%d steps are kept", steps)
	}
}
