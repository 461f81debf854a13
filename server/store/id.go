package store

import (
	"fmt"
	"strconv"
	"strings"

	"newsflash/widget"
)

// maxTwins bounds the number behind an id that many articles wish for.
const maxTwins = 1 << 30

// FreeID returns the wished id when no article has it, otherwise the id with a number from 2 behind it, shortened to
// stay within widget.MaxID. It asks taken about twice the logarithm of the number it finds, so that a feed whose items all
// have one title stays cheap; the number is therefore the lowest free one only while all below are taken.
// The error is a *widget.FieldError when the wish is no valid id, or what taken returns.
func FreeID(wish string, taken func(id string) (bool, error)) (string, error) {
	if !widget.ValidID(wish) {
		return "", &widget.FieldError{Field: "id", Reason: fmt.Sprintf(
			"%q is not usable: give 1 to %d letters a-z, digits and single inner hyphens", widget.Excerpt(wish), widget.MaxID)}
	}
	low, high := 0, 1 // the last number known as taken, the first thought to be free
	for high <= maxTwins {
		busy, err := taken(numbered(wish, high))
		if err != nil {
			return "", err
		}
		if !busy {
			return lowestFree(wish, low, high, taken)
		}
		low, high = high, high*2
	}
	return "", &widget.FieldError{Field: "id", Reason: fmt.Sprintf("%q is taken by too many articles: give another", wish)}
}

func lowestFree(wish string, low, high int, taken func(id string) (bool, error)) (string, error) {
	for high-low > 1 {
		middle := low + (high-low)/2
		busy, err := taken(numbered(wish, middle))
		if err != nil {
			return "", err
		}
		if busy {
			low = middle
		} else {
			high = middle
		}
	}
	return numbered(wish, high), nil
}

func numbered(wish string, n int) string {
	if n == 1 {
		return wish
	}
	suffix := "-" + strconv.Itoa(n)
	return strings.TrimRight(wish[:min(len(wish), widget.MaxID-len(suffix))], "-") + suffix
}
