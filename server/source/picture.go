package source

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"

	"newsflash/server/fetch"
	"newsflash/server/picture"
	"newsflash/server/store"
)

const (
	acceptPicture = "image/webp,image/jpeg,image/png,image/gif;q=0.9,*/*;q=0.1"

	// pictureStale is how long a picture is believed to stay as it was. It is asked for again when an article that shows
	// it is read again after that.
	pictureStale = 24 * time.Hour

	picturesEvery  = time.Minute // between looks for pictures that are wanted
	picturesAtOnce = 50          // of them fetched then

	picturesAwaited = 8 // new ones of one pass
)

// Picture sees to it that the picture at an address is stored in the sizes that cards use. Several callers for one address
// wait for one fetch. The error is a sentence on why there is none; it is remembered, and tried again after a while.
func (e *Engine) Picture(ctx context.Context, address string) error {
	_, err, _ := e.flights.Do(address, func() (any, error) { return nil, e.picture(ctx, address) })
	return err
}

// pictureFor is Picture for one pass. The first few are waited for, so that the card of a new story is never seen without
// its picture; where many stories come at once, Run fetches the others afterwards.
func (e *Engine) pictureFor(r *reading) func(ctx context.Context, address string) error {
	if !e.background {
		return e.Picture
	}
	return func(ctx context.Context, address string) error {
		if _, err := e.Store.Picture(ctx, address); errors.Is(err, store.ErrNotFound) && r.pictures.Add(1) > picturesAwaited {
			return nil
		}
		return e.Picture(ctx, address)
	}
}

// keepPictures fetches what articles show and is not there: what failed before, what came by another way than Run, and what
// was too much to be waited for. It ends with ctx.
func (e *Engine) keepPictures(ctx context.Context) error {
	tick := time.NewTicker(picturesEvery)
	defer tick.Stop()
	for {
		more := e.wantedPictures(ctx)
		if more {
			continue
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-e.arrived:
		}
	}
}

// wantedPictures reports whether there are more.
func (e *Engine) wantedPictures(ctx context.Context) (more bool) {
	wanted, err := e.Store.PicturesWanted(ctx, e.Now(), picturesAtOnce)
	if err != nil && ctx.Err() == nil {
		e.Log.ErrorContext(ctx, "pictures that are wanted cannot be read from the store", "err", err)
	}
	var group errgroup.Group
	group.SetLimit(2) // while one is made, the next is fetched
	for _, address := range wanted {
		group.Go(func() error { return e.Picture(ctx, address) })
	}
	_ = group.Wait() // why not is stored with each picture
	return err == nil && len(wanted) == picturesAtOnce && ctx.Err() == nil
}

func (e *Engine) picture(ctx context.Context, address string) error {
	known, err := e.Store.Picture(ctx, address)
	now := e.Now()
	switch {
	case errors.Is(err, store.ErrNotFound):
		known = store.Picture{URL: address}
	case err != nil:
		return err
	case known.Failures > 0 && now.Before(known.Retry):
		return lastError(known)
	case known.Failures == 0 && now.Sub(known.Fetched) < pictureStale:
		return nil
	}
	p, err := e.fetchPicture(ctx, known)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if p.Fetched = now; err != nil {
		p = known
		p.Fetched, p.Error = now, err.Error()
		p.Failures++
		p.Retry = now.Add(fetch.Backoff(p.Failures, rand.Float64))
	}
	if err := e.Store.SavePicture(ctx, p); err != nil {
		return err
	}
	return lastError(p)
}

// lastError is nil where an earlier picture is still there to be shown.
func lastError(p store.Picture) error {
	if p.Error == "" || p.Hash != "" {
		return nil
	}
	return errors.New(p.Error)
}

func (e *Engine) fetchPicture(ctx context.Context, known store.Picture) (store.Picture, error) {
	request := fetch.Request{URL: known.URL, Accept: acceptPicture, Limit: picture.MaxBytes}
	if known.Hash != "" {
		request.ETag, request.LastModified = known.ETag, known.LastModified
	}
	answer, err := e.Fetch.Get(ctx, request)
	if err != nil {
		return known, err
	}
	if answer.Status == http.StatusNotModified {
		known.Failures, known.Error = 0, ""
		return known, nil
	}
	p, err := e.Make(ctx, known.URL, answer.Body)
	p.ETag, p.LastModified = answer.ETag, answer.LastModified
	return p, err
}

// Make turns a picture's file into what the store keeps. One is made at a time: a large one takes a few hundred megabytes.
func (e *Engine) Make(ctx context.Context, address string, data []byte) (store.Picture, error) {
	select {
	case e.pictures <- struct{}{}:
		defer func() { <-e.pictures }()
	case <-ctx.Done():
		return store.Picture{}, ctx.Err()
	}
	set, err := picture.Make(data)
	if err != nil {
		return store.Picture{}, fmt.Errorf("the picture %s cannot be used: %w", address, err)
	}
	p := store.Picture{URL: address, Hash: set.Hash, Width: set.Width, Height: set.Height, Color: set.Color, Fetched: e.Now()}
	for _, f := range set.Files {
		p.Files = append(p.Files, store.PictureFile{Width: f.Width, Height: f.Height, Type: f.Type, Data: f.Data})
	}
	return p, nil
}
