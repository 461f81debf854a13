package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"golang.org/x/net/netutil"
	"golang.org/x/sync/errgroup"

	"newsflash/server/account"
	"newsflash/server/asset"
	"newsflash/server/console"
	"newsflash/server/doctor"
	"newsflash/server/httpd"
	"newsflash/server/render"
	"newsflash/server/site"
	"newsflash/server/source"
	"newsflash/server/store"
	"newsflash/server/store/sqlite"
	"newsflash/web"
)

// graceTime is how long running requests may take to end once the server was told to stop.
const graceTime = 10 * time.Second

type serveCmd struct {
	Addr        string `default:"127.0.0.1:8080" env:"NEWSFLASH_ADDR" help:"Where cards are served (${default})."`
	ConsoleAddr string `default:"127.0.0.1:8081" env:"NEWSFLASH_CONSOLE_ADDR" help:"Where the publisher's console is served (${default})."`
	storeFlags
	fetchFlags
	PublicURL string `env:"NEWSFLASH_PUBLIC_URL" help:"The server's address as readers reach it, e.g. https://cards.example.org (default: http:// and --addr)."`
	Demo      bool   `env:"NEWSFLASH_DEMO" help:"Add the demo articles and serve a demo partner page from another origin."`
	DemoAddr  string `default:"127.0.0.1:8082" env:"NEWSFLASH_DEMO_ADDR" help:"Where the demo partner page is served (${default})."`
	Verbose   bool   `short:"v" env:"NEWSFLASH_VERBOSE" help:"Log every request."`
}

// Help shows examples below the flags.
func (serveCmd) Help() string {
	return `Examples:
  newsflash serve --demo
  newsflash serve --data /var/lib/newsflash --addr 0.0.0.0:8080 --public-url https://cards.example.org`
}

// storeFlags say where articles are kept.
type storeFlags struct {
	Data     string `default:"data" env:"NEWSFLASH_DATA" type:"path" help:"Folder of the database (./data)."`
	Database string `env:"NEWSFLASH_DATABASE" help:"Address of a PostgreSQL database; this version knows only the SQLite file in --data."`
}

func (f storeFlags) open(ctx context.Context) (store.Store, error) {
	if f.Database != "" {
		return nil, usageError{errors.New("--database: this version keeps articles in SQLite only; leave the flag out and give --data a folder")}
	}
	return sqlite.Open(ctx, f.Data)
}

// Run serves until the context ends, then lets running requests finish.
func (c serveCmd) Run(s streams) (err error) {
	level := slog.LevelInfo
	if c.Verbose {
		level = slog.LevelDebug
	}
	log := slog.New(slog.NewTextHandler(s.stderr, &slog.HandlerOptions{Level: level}))
	st, err := c.open(s.ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()

	public, err := listen(c.Addr)
	if err != nil {
		return err
	}
	defer public.Close()
	reader := source.New(st, c.client(), log)
	reader.Callback = strings.TrimRight(c.PublicURL, "/") // a hub cannot reach an address that nobody has made public
	if c.PublicURL == "" {
		c.PublicURL = "http://" + public.Addr().String()
	}
	assets, err := asset.Load(web.Dist(), web.Names...)
	if err != nil {
		return err
	}
	cards, err := site.New(s.ctx, st, assets, c.PublicURL, log)
	if err != nil {
		return err
	}
	var demo map[string]string
	if c.Demo {
		if demo, err = addDemo(s.ctx, st, reader, c.Data); err != nil {
			return err
		}
	}
	log.Info("listening", "addr", public.Addr().String(), "data", c.Data)
	fmt.Fprintf(s.stdout, "Newsflash serves cards at %s\n", c.PublicURL)
	group, ctx := errgroup.WithContext(s.ctx)
	answers := httpd.New(st, reader, cards, log)
	server := httpd.HTTPServer(answers.Handler(), log)
	server.RegisterOnShutdown(answers.EndEvents)
	start(ctx, group, server, public)
	group.Go(func() error { return reader.Run(ctx) })
	group.Go(func() error { return cards.Run(ctx) })
	if err := c.startConsole(ctx, group, s, st, cards, reader, assets, log); err != nil {
		return err
	}
	if c.Demo {
		if err := c.startPartner(ctx, group, s, st, cards.Render(), demo, log); err != nil {
			return err
		}
	}
	return group.Wait()
}

// startConsole serves the console. Where nobody can sign in yet, it prints a link for the first admin.
func (c serveCmd) startConsole(ctx context.Context, group *errgroup.Group, s streams, st store.Store, cards *site.Site, reader *source.Engine, assets asset.Set, log *slog.Logger) error {
	accounts, err := account.New(st, time.Now)
	if err != nil {
		return err
	}
	server, err := console.New(st, accounts, cards, reader, doctor.Doctor{Fetch: c.client(), Browser: doctor.FindBrowser()}, assets, c.PublicURL, log)
	if err != nil {
		return err
	}
	token, err := accounts.Setup(ctx)
	if err != nil {
		return err
	}
	l, err := listen(c.ConsoleAddr)
	if err != nil {
		return err
	}
	start(ctx, group, httpd.HTTPServer(server.Handler(), log), l)
	at := "http://" + l.Addr().String()
	if token != "" {
		fmt.Fprintf(s.stdout, "Nobody can sign in to the console yet. Who opens this link first, within a day, is its admin: %s\n", console.WelcomeLink(at, token))
	}
	fmt.Fprintf(s.stdout, "The console is at %s/\n", at)
	return nil
}

// startPartner serves a partner's page. Its address has another host name and another port than the cards: a real other
// site to a browser.
func (c serveCmd) startPartner(ctx context.Context, group *errgroup.Group, s streams, st store.Store, r *render.Renderer, ids map[string]string, log *slog.Logger) error {
	handler, err := partnerSite(ctx, st, r, ids, c.PublicURL)
	if err != nil {
		return err
	}
	partner, err := listen(c.DemoAddr)
	if err != nil {
		return err
	}
	start(ctx, group, httpd.HTTPServer(handler, log), partner)
	_, port, _ := net.SplitHostPort(partner.Addr().String())
	fmt.Fprintf(s.stdout, "A partner's page with cards is at http://localhost:%s/\n", port)
	return nil
}

func listen(addr string) (net.Listener, error) {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w; is another server running there? choose another with --addr, --console-addr or --demo-addr", addr, err)
	}
	return netutil.LimitListener(l, httpd.MaxConnections), nil
}

// start serves on l until ctx ends.
func start(ctx context.Context, group *errgroup.Group, server *http.Server, l net.Listener) {
	group.Go(func() error {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	group.Go(func() error {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceTime)
		defer cancel()
		if err := server.Shutdown(grace); err != nil {
			return fmt.Errorf("some requests were cut off at the end: %s", strings.TrimSpace(err.Error()))
		}
		return nil
	})
}
