package render

import (
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
)

func TestCacheMakesEachOutputOnce(t *testing.T) {
	t.Parallel()
	cache := NewCache(1 << 20)
	var made atomic.Int32
	var wait sync.WaitGroup
	for range 50 {
		wait.Go(func() {
			got, err := cache.Get("key", func() ([]byte, error) { made.Add(1); return []byte("output"), nil })
			if err != nil || string(got.Raw) != "output" {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
	wait.Wait()
	if made.Load() != 1 {
		t.Errorf("made %d times", made.Load())
	}
}

func TestCacheForgetsTheOldestFirst(t *testing.T) {
	t.Parallel()
	cache := NewCache(2500)
	kilobyte := func(i int) func() ([]byte, error) {
		return func() ([]byte, error) { return incompressible(i), nil }
	}
	for i := range 3 {
		if _, err := cache.Get(strconv.Itoa(i), kilobyte(i)); err != nil {
			t.Fatal(err)
		}
		cache.find("0") // in use all the time
	}
	if cache.find("0") == nil || cache.find("1") != nil || cache.find("2") == nil {
		t.Error("1 should have been forgotten, and only that")
	}
	if cache.size > 2500 {
		t.Errorf("the cache holds %d bytes", cache.size)
	}
}

func TestCacheKeepsNoError(t *testing.T) {
	t.Parallel()
	cache, broken := NewCache(1<<20), errors.New("broken")
	if _, err := cache.Get("key", func() ([]byte, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Fatal(err)
	}
	if got, err := cache.Get("key", func() ([]byte, error) { return []byte("mended"), nil }); err != nil || string(got.Raw) != "mended" {
		t.Errorf("got %v, %v", got, err)
	}
}

func incompressible(seed int) []byte {
	b, x := make([]byte, 1000), uint32(seed+1)
	for i := range b {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		b[i] = byte(x)
	}
	return b
}
