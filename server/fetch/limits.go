package fetch

import "time"

// What one request may cost.
const (
	MaxBody      = 8 << 20  // decoded bytes, where Request.Limit is 0
	MaxHeader    = 64 << 10 // bytes of an answer's header
	MaxRedirects = 5
	maxValidator = 512     // bytes of an ETag or Last-Modified that is kept and sent back; longer ones are dropped
	maxDrain     = 4 << 10 // bytes read of an unwanted body so that its connection can be used again
)

// How long one request may take. Waiting for other requests to the same host is not counted: the caller's context bounds it.
const (
	ConnectTimeout = 10 * time.Second // looking up the name included
	TLSTimeout     = 10 * time.Second
	HeaderTimeout  = 20 * time.Second // from the request's last byte to the answer's header
	IdleTimeout    = 15 * time.Second // between two reads of a body
	TotalTimeout   = 60 * time.Second // all hops together
	keepAlive      = 60 * time.Second // an unused connection
)

// How a host is treated. A host is a name with its port.
const (
	HostRate        = 4    // requests a second, over time; no limit on loopback, which is the operator's own machine
	HostBurst       = 8    // requests at once after a pause
	HostConcurrency = 4    // requests at the same time
	MaxHosts        = 2000 // remembered; beyond it the one that was unused longest is forgotten

	FailuresToOpen = 5               // in a row, until a host is left alone
	OpenFor        = 5 * time.Minute // then one request tries again
	MaxRetryAfter  = time.Hour       // what a host asks for beyond it is not believed
)
