package source

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"newsflash/server/fetch"
	"newsflash/server/ingest"
	"newsflash/server/store"
)

// WebSub (https://www.w3.org/TR/websub/): a feed that names a hub is subscribed to, and the hub sends what is new.
const (
	leaseAsked    = 10 * 24 * time.Hour
	maxLease      = 90 * 24 * time.Hour
	renewBefore   = 24 * time.Hour
	maxDeliveries = 16 // that wait to be read; for more the feed itself is read
	maxWaiting    = 4  // that wait for another reading of the same feed to end
)

// ErrNoSubscription says that nobody here has asked for what a hub sends or wants to verify.
var ErrNoSubscription = errors.New("nothing is subscribed to here")

// subscribe asks the hub of a feed for what is new, or for more time. The hub answers by calling back.
func (e *Engine) subscribe(ctx context.Context, src store.Source) {
	h := src.Hub
	if e.Callback == "" || h.URL == "" || h.Until.Sub(e.Now()) > renewBefore {
		return
	}
	if h.Secret == "" {
		h.Secret = rand.Text()
		if err := e.Store.SaveHub(ctx, src.ID, h); err != nil {
			return // the source is gone, or the next pass tries again
		}
	}
	_, err := e.Fetch.PostForm(ctx, h.URL, url.Values{
		"hub.mode": {"subscribe"}, "hub.topic": {h.Topic}, "hub.callback": {e.Callback + "/websub/" + src.ID + "/" + callbackKey(h)},
		"hub.secret": {h.Secret}, "hub.lease_seconds": {strconv.Itoa(int(leaseAsked / time.Second))},
	})
	if err != nil && ctx.Err() == nil {
		e.Log.WarnContext(ctx, "a hub does not take a subscription; the feed is read from time to time", "source", src.ID, "hub", h.URL, "err", err)
	}
}

// callbackKey makes the callback's address one that only the hub knows.
func callbackKey(h store.Hub) string {
	sum := sha256.Sum256([]byte("callback " + h.Secret + " " + h.Topic))
	return hex.EncodeToString(sum[:16])
}

// subscription finds what a callback's address belongs to, or gives ErrNoSubscription.
func (e *Engine) subscription(ctx context.Context, id, key string) (store.Source, error) {
	src, err := e.Store.Source(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return src, ErrNoSubscription
	}
	if err == nil && (src.Hub.Secret == "" || subtle.ConstantTimeCompare([]byte(key), []byte(callbackKey(src.Hub))) != 1) {
		err = ErrNoSubscription
	}
	return src, err
}

// Verify answers a hub's question whether we meant it: the challenge to send back. A denial is noted and has none.
func (e *Engine) Verify(ctx context.Context, id, key string, query url.Values) (challenge string, err error) {
	src, err := e.subscription(ctx, id, key)
	if err != nil {
		return "", err
	}
	if query.Get("hub.topic") != src.Hub.Topic {
		return "", ErrNoSubscription
	}
	switch query.Get("hub.mode") {
	case "denied":
		src.Hub.Until = time.Time{}
		e.Log.WarnContext(ctx, "a hub refuses a subscription; the feed is read from time to time", "source", id, "hub", src.Hub.URL)
		return "", e.Store.SaveHub(ctx, id, src.Hub)
	case "subscribe":
		seconds, err := strconv.Atoi(query.Get("hub.lease_seconds"))
		if err != nil || seconds <= 0 {
			seconds = int(leaseAsked / time.Second)
		}
		src.Hub.Until = e.Now().Add(min(time.Duration(min(seconds, int(maxLease/time.Second)))*time.Second, maxLease))
		return query.Get("hub.challenge"), e.Store.SaveHub(ctx, id, src.Hub)
	}
	return "", ErrNoSubscription // we never unsubscribe: leases end
}

// delivery is what a hub has sent.
type delivery struct {
	src  store.Source
	body []byte
	kind string // Content-Type
}

// Deliver takes what a hub sends, to be read by Run. A wrong signature is no error, as the protocol asks: what it signs is
// only not taken in. The message is read only when the address is right; whoever makes the reader limits it.
func (e *Engine) Deliver(ctx context.Context, id, key, signature, contentType string, message io.Reader) error {
	src, err := e.subscription(ctx, id, key)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(message)
	if err != nil {
		return err
	}
	if !signed(signature, src.Hub.Secret, body) {
		e.Log.WarnContext(ctx, "a hub's message has a wrong signature and is not read", "source", id)
		return nil
	}
	e.enqueue(ctx, delivery{src, body, contentType})
	return nil
}

// enqueue hands a delivery to Run; where too many wait, the feed itself is read.
func (e *Engine) enqueue(ctx context.Context, d delivery) {
	select {
	case e.deliveries <- d:
	default:
		e.PollNow(ctx, d.src.ID)
	}
}

// signed checks X-Hub-Signature: "method=hex".
func signed(signature, secret string, body []byte) bool {
	method, value, _ := strings.Cut(signature, "=")
	methods := map[string]func() hash.Hash{"sha1": sha1.New, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New}
	got, err := hex.DecodeString(value)
	if methods[method] == nil || err != nil {
		return false
	}
	mac := hmac.New(methods[method], []byte(secret))
	mac.Write(body)
	return hmac.Equal(got, mac.Sum(nil))
}

// deliver reads what a hub has sent: the feed, or the part of it that is new. What is missing in it is not gone.
func (e *Engine) deliver(ctx context.Context, d delivery) {
	r := e.reading(d.src)
	drafts := ingest.Decode(input(d.src, fetch.Response{URL: d.src.Hub.Topic, Type: d.kind, Body: d.body}))
	ingest.Identify(drafts, d.src.ID, d.src.URL)
	var tally Tally
	_, _, err := e.feedItems(ctx, r, drafts)
	if err == nil {
		err = e.take(ctx, r, &tally, func(ingest.Outcome) {})
	}
	if ctx.Err() != nil {
		return
	}
	if err != nil || tally.Refused > 0 {
		e.Log.WarnContext(ctx, "what a hub sent could not all be read, so the feed itself is read", "source", d.src.ID, "refused", tally.Refused, "err", err)
		e.PollNow(ctx, d.src.ID)
		return
	}
	e.Log.InfoContext(ctx, "a hub has sent what is new", "source", d.src.ID, "came", tally.String())
}
