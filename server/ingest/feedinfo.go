package ingest

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"newsflash/widget"
)

// Info is what a feed says of itself. Addresses are absolute, or empty.
type Info struct {
	Title     string
	Hub       string        // where changes are announced (WebSub)
	Self      string        // the feed's own address, the topic for the hub
	Next      string        // older items (RFC 5005, JSON Feed)
	TTL       time.Duration // how long its publisher wants it to be kept; 0 when it does not say
	Lang      string
	Generator string
}

// maxTTL is the longest time that a feed is believed to stay as it is.
const maxTTL = 7 * 24 * time.Hour

// FeedInfo reads what a feed, JSON Feed included, says of itself; false when the document is no feed that can be read.
func FeedInfo(in Input) (info Info, ok bool) {
	defer func() {
		if recover() != nil { // a third-party parser met input it was not made for
			info, ok = Info{}, false
		}
	}()
	if len(in.Data) > MaxFile {
		return Info{}, false
	}
	text, _ := toUTF8(in)
	if isJSON(text) {
		return jsonInfo(in, text)
	}
	whole, err := repair(text, parseBase(in.URL), 0)
	if err != nil {
		return Info{}, false
	}
	if whole.root == "feed" {
		info, ok = atomInfo(whole.xml)
	} else {
		info, ok = rssInfo(whole.xml)
	}
	return info.complete(in), ok
}

// complete makes addresses absolute and texts plain.
func (info Info) complete(in Input) Info {
	base := parseBase(in.URL)
	for _, address := range []*string{&info.Hub, &info.Self, &info.Next} {
		absolute, err := widget.ParseURL(*address, base)
		if err != nil {
			absolute = ""
		}
		*address = absolute
	}
	info.Title = oneLine(plainTitle(info.Title))
	info.Lang = strings.ReplaceAll(strings.TrimSpace(info.Lang), "_", "-")
	info.TTL = min(max(info.TTL, 0), maxTTL)
	return info
}

func atomInfo(text string) (Info, bool) {
	feed, err := new(atom.Parser).Parse(strings.NewReader(text))
	if err != nil {
		return Info{}, false
	}
	info := Info{
		Title: feed.Title, Lang: feed.Language, TTL: updatePeriod(feed.Extensions),
		Hub: linkOf(feed.Links, "hub"), Self: linkOf(feed.Links, "self"), Next: linkOf(feed.Links, "next"),
	}
	if feed.Generator != nil {
		info.Generator = oneLine(feed.Generator.Value + " " + feed.Generator.Version)
	}
	return info, true
}

func rssInfo(text string) (Info, bool) {
	feed, err := new(rss.Parser).Parse(strings.NewReader(text))
	if err != nil {
		return Info{}, false
	}
	info := Info{Title: feed.Title, Lang: feed.Language, Generator: oneLine(feed.Generator), TTL: updatePeriod(feed.Extensions)}
	if feed.DublinCoreExt != nil && info.Lang == "" {
		info.Lang = first(feed.DublinCoreExt.Language...)
	}
	var links []*atom.Link
	for _, link := range feed.Extensions["atom"]["link"] {
		links = append(links, &atom.Link{Href: link.Attrs["href"], Rel: link.Attrs["rel"], Type: link.Attrs["type"]})
	}
	info.Hub, info.Self, info.Next = linkOf(links, "hub"), linkOf(links, "self"), linkOf(links, "next")
	if minutes, err := strconv.Atoi(strings.TrimSpace(feed.TTL)); err == nil && minutes > 0 {
		info.TTL = time.Duration(min(minutes, int(maxTTL/time.Minute))) * time.Minute
	}
	return info, true
}

// updatePeriod reads the syndication module (https://web.resource.org/rss/1.0/modules/syndication/).
func updatePeriod(extensions ext.Extensions) time.Duration {
	value := func(name string) string {
		if elements := extensions["sy"][name]; len(elements) > 0 {
			return strings.TrimSpace(elements[0].Value)
		}
		return ""
	}
	const day = 24 * time.Hour
	period := map[string]time.Duration{"hourly": time.Hour, "daily": day, "weekly": 7 * day, "monthly": 30 * day, "yearly": 365 * day}[strings.ToLower(value("updatePeriod"))]
	if frequency, err := strconv.Atoi(value("updateFrequency")); err == nil && frequency > 0 {
		period /= time.Duration(frequency)
	}
	return period
}

func jsonInfo(in Input, text string) (Info, bool) {
	var feed struct {
		Title    any             `json:"title"`
		Items    json.RawMessage `json:"items"`
		FeedURL  any             `json:"feed_url"`
		NextURL  any             `json:"next_url"`
		Language any             `json:"language"`
		Hubs     []struct {
			Type any `json:"type"`
			URL  any `json:"url"`
		} `json:"hubs"`
	}
	if err := json.Unmarshal([]byte(text), &feed); err != nil || len(feed.Items) == 0 || feed.Items[0] != '[' {
		return Info{}, false
	}
	word := func(v any) string { s, _ := v.(string); return s }
	info := Info{Title: word(feed.Title), Self: word(feed.FeedURL), Next: word(feed.NextURL), Lang: word(feed.Language)}
	for _, hub := range feed.Hubs {
		if info.Hub == "" && !strings.EqualFold(word(hub.Type), "rssCloud") {
			info.Hub = word(hub.URL)
		}
	}
	return info.complete(in), true
}
