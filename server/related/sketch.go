package related

import "slices"

const (
	shingle    = 3   // tokens
	sketchSize = 128 // hashes; texts of so many different shingles are compared exactly
)

// sketch is the least hashes of the shingles of a text, whose tokens' hashes are given (a bottom-k sketch), ascending; nil for a text too short to have one.
func sketch(tokens []uint64) []uint32 {
	if len(tokens) < shingle {
		return nil
	}
	hashes := make([]uint32, len(tokens)-shingle+1)
	for i := range hashes {
		var sum uint64
		for _, w := range tokens[i : i+shingle] {
			sum = (sum ^ w) * 0x9e3779b97f4a7c15
			sum ^= sum >> 32
		}
		hashes[i] = uint32(sum) //nolint:gosec // half of the bits is meant
	}
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	return slices.Clone(hashes[:min(len(hashes), sketchSize)])
}

// likeness estimates the Jaccard index of two texts' sets of shingles from their sketches: exact for texts of at most
// sketchSize shingles together, else within about .04. Texts without a sketch are like nothing.
func likeness(a, b []uint32) float64 {
	both, union := 0, 0
	for i, j := 0, 0; union < sketchSize && (i < len(a) || j < len(b)); union++ {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			i++
		case i == len(a) || b[j] < a[i]:
			j++
		default:
			i, j, both = i+1, j+1, both+1
		}
	}
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	return float64(both) / float64(union)
}

// hash is FNV-1a, which is the same in every process, unlike hash/maphash, and needs no memory, unlike hash/fnv.
func hash(s []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, b := range s {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return h
}
