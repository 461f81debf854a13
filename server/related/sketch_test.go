package related

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// TestLikeness compares the estimate with the Jaccard index itself, for texts of many lengths that share a beginning.
func TestLikeness(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	words := func(n int) []uint64 {
		all := make([]uint64, n)
		for i := range all {
			all[i] = hash(fmt.Append(nil, r.Uint64()))
		}
		return all
	}
	for _, length := range []int{3, 20, 60, 130, 1000, 5000} {
		for _, same := range []float64{0, .3, .7, .9, .95, 1} {
			a := words(length)
			b := append(a[:int(same*float64(length)):int(same*float64(length))], words(length-int(same*float64(length)))...)
			all := map[[shingle]uint64]int{}
			for mark, text := range [][]uint64{a, b} {
				for i := range len(text) - shingle + 1 {
					all[[shingle]uint64(text[i:i+shingle])] |= mark + 1
				}
			}
			both := 0
			for _, in := range all {
				both += in / 3
			}
			want, got := float64(both)/float64(len(all)), likeness(sketch(a), sketch(b))
			within := .13 // three times the standard error
			if len(all) <= sketchSize {
				within = 0
			}
			if math.Abs(got-want) > within {
				t.Errorf("%d words, %.2f of them shared: likeness %.3f, Jaccard index %.3f", length, same, got, want)
			}
		}
	}
	short, long := sketch(words(2)), sketch(words(9))
	if short != nil || likeness(short, short) != 0 || likeness(nil, long) != 0 || likeness(long, long) != 1 {
		t.Error("a text of two words is like something, or one not like itself")
	}
}
