// Command newsflash takes in a publisher's articles and serves each as a card for any page. This file only wires.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// cli is the command line; every flag can also be set as NEWSFLASH_NAME in the environment.
type cli struct {
	Serve  serveCmd  `cmd:"" help:"Serve the cards of all stored articles."`
	Ingest ingestCmd `cmd:"" help:"Take articles in once: from files, folders, feeds, sites and pages."`
	Source sourceCmd `cmd:"" help:"The feeds, sites and folders that serve reads again and again."`
	Theme  themeCmd  `cmd:"" help:"Themes: check, import, list and export them."`
	Render renderCmd `cmd:"" help:"Print one article file as a card, without store or network."`
	Export exportCmd `cmd:"" help:"Write all cards as files, for a CDN or an object store."`
	Doctor doctorCmd `cmd:"" help:"Look at a partner's page and say what keeps a card from being shown there."`
}

// streams are what a command may talk to.
type streams struct {
	ctx            context.Context
	stdout, stderr io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "newsflash:", err)
		os.Exit(exitCode(err))
	}
}

// usageError is a command line that cannot be understood; it exits with 2, as is usual.
type usageError struct{ error }

func exitCode(err error) int {
	var usage usageError
	if errors.As(err, &usage) {
		return 2
	}
	return 1
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	var c cli
	exited := -1
	parser, err := kong.New(&c,
		kong.Name("newsflash"), kong.Description("Embeddable article cards: one server, one script tag."),
		kong.Writers(stdout, stderr), kong.Exit(func(code int) { exited = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if exited >= 0 { // help was asked for and printed
		return nil
	}
	if err != nil {
		return usageError{fmt.Errorf("%w; `newsflash --help` shows what can be said", err)}
	}
	return command.Run(streams{ctx, stdout, stderr})
}
