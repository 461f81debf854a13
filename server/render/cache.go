package render

import (
	"container/list"
	"sync"

	"golang.org/x/sync/singleflight"

	"newsflash/server/asset"
)

// Cache keeps finished outputs in all encodings, by a key of everything that went in, so that nothing in it is ever
// stale. What was not asked for longest goes first when Limit is passed.
type Cache struct {
	limit   int // bytes
	mu      sync.Mutex
	size    int
	recent  *list.List // of *entry, latest first
	entries map[string]*list.Element
	flights singleflight.Group
}

type entry struct {
	key   string
	value *asset.Encoded
}

// NewCache makes a cache of at most limit bytes.
func NewCache(limit int) *Cache {
	return &Cache{limit: limit, recent: list.New(), entries: map[string]*list.Element{}}
}

// Get returns what was made for the key, or makes it: once, however many ask at the same time. An error is not kept.
func (c *Cache) Get(key string, produce func() ([]byte, error)) (*asset.Encoded, error) {
	return c.get(key, asset.Encode, produce)
}

// GetQuick is Get for what is asked for in very many variants, as pages have very many sets of cards.
func (c *Cache) GetQuick(key string, produce func() ([]byte, error)) (*asset.Encoded, error) {
	return c.get(key, asset.EncodeQuickly, produce)
}

func (c *Cache) get(key string, encode func([]byte) asset.Encoded, produce func() ([]byte, error)) (*asset.Encoded, error) {
	if value := c.find(key); value != nil {
		return value, nil
	}
	value, err, _ := c.flights.Do(key, func() (any, error) {
		if value := c.find(key); value != nil {
			return value, nil
		}
		raw, err := produce()
		if err != nil {
			return nil, err
		}
		encoded := encode(raw)
		c.put(key, &encoded)
		return &encoded, nil
	})
	if err != nil {
		return nil, err
	}
	return value.(*asset.Encoded), nil
}

func (c *Cache) find(key string) *asset.Encoded {
	c.mu.Lock()
	defer c.mu.Unlock()
	at, ok := c.entries[key]
	if !ok {
		return nil
	}
	c.recent.MoveToFront(at)
	return at.Value.(*entry).value
}

func (c *Cache) put(key string, value *asset.Encoded) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.entries[key]; ok {
		return
	}
	c.entries[key] = c.recent.PushFront(&entry{key, value})
	c.size += value.Size()
	for c.size > c.limit && c.recent.Len() > 1 {
		last := c.recent.Remove(c.recent.Back()).(*entry)
		delete(c.entries, last.key)
		c.size -= last.value.Size()
	}
}
