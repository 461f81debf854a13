//go:build race

package ingest

// slowdown is what the race detector may cost.
const slowdown = 20
