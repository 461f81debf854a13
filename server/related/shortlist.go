package related

import (
	"cmp"
	"maps"
	"slices"

	"newsflash/server/store"
)

// Shortlist is for stores: it returns the numbers of at most limit articles other than self, ordered by how much rarity
// they share with a query of these terms, of equal ones the higher number first. Holders has for each term the numbers
// of the articles that have it.
func Shortlist(query []store.Term, holders [][]int64, frequency map[string]int, total int, self int64, limit int) []int64 {
	shared := map[int64]float64{}
	for i, t := range query {
		worth := float64(t.Weight) * rarity(t.Text, frequency[t.Text], total)
		for _, number := range holders[i] {
			shared[number] += worth
		}
	}
	delete(shared, self)
	numbers := slices.SortedFunc(maps.Keys(shared), func(a, b int64) int {
		return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(b, a))
	})
	return numbers[:min(len(numbers), limit)]
}
