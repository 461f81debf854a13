package store_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"newsflash/server/store"
	"newsflash/widget"
)

func TestFreeID(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", widget.MaxID)
	for _, c := range []struct {
		wish  string
		taken int // numbers 1 to this are taken
		want  string
	}{
		{"tide", 0, "tide"},
		{"tide", 1, "tide-2"},
		{"tide", 2, "tide-3"},
		{"tide", 9, "tide-10"},
		{"tide", 100_000, "tide-100001"},
		{long, 0, long},
		{long, 1, long[:98] + "-2"},
		{long, 99, long[:96] + "-100"},
		{long[:97] + "-bb", 1, long[:97] + "-2"},
	} {
		probes := 0
		got, err := store.FreeID(c.wish, func(id string) (bool, error) {
			probes++
			if !widget.ValidID(id) {
				t.Errorf("asked whether the invalid id %q is taken", id)
			}
			n := 1
			if id != c.wish {
				if _, err := fmt.Sscan(id[strings.LastIndex(id, "-")+1:], &n); err != nil {
					t.Errorf("asked for %q", id)
				}
			}
			return n <= c.taken, nil
		})
		if err != nil || got != c.want {
			t.Errorf("FreeID(%q) with %d taken = %q, %v; want %q", c.wish, c.taken, got, err, c.want)
		}
		if probes > 40 {
			t.Errorf("FreeID(%q) with %d taken asked %d times", c.wish, c.taken, probes)
		}
	}
}

func TestFreeIDErrors(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	all := func(string) (bool, error) { return true, nil }
	var field *widget.FieldError
	for _, wish := range []string{"", "A", "a b", "a--b", strings.Repeat("a", widget.MaxID+1)} {
		if _, err := store.FreeID(wish, all); !errors.As(err, &field) || field.Field != "id" {
			t.Errorf("FreeID(%q): %v, want an error that names the field", wish, err)
		}
	}
	if _, err := store.FreeID("a", all); !errors.As(err, &field) {
		t.Errorf("with all taken: %v", err)
	}
	for after := range 6 {
		asked := 0
		_, err := store.FreeID("a", func(string) (bool, error) {
			if asked++; asked > after {
				return false, broken
			}
			return asked <= 4, nil
		})
		if !errors.Is(err, broken) {
			t.Errorf("a lookup that breaks after %d: %v", after, err)
		}
	}
}
