package main

import (
	"encoding/json"
	"fmt"

	"newsflash/server/doctor"
	"newsflash/widget/api"
)

type doctorCmd struct {
	fetchFlags
	Browser   string `help:"Path of a Chromium that opens the page; found by itself where there is one."`
	NoBrowser bool   `help:"Only read the page, open it in no browser."`
	JSON      bool   `name:"json" help:"Print one JSON object instead of sentences."`
	Page      string `arg:"" help:"Address of a partner's page."`
}

// Help shows examples below the flags.
func (doctorCmd) Help() string {
	return `Fetches a page that shows cards, looks at its headers, tags and elements, opens it in Chromium where there is one, and says what
is wrong and the line to add. Exits with 1 if readers miss a card or the page moves.

Examples:
  newsflash doctor https://partner.example/page
  newsflash doctor --no-browser --json https://partner.example/page`
}

// Run examines one page.
func (c doctorCmd) Run(s streams) error {
	d := doctor.Doctor{Fetch: c.client(), Browser: c.Browser}
	if d.Browser == "" {
		d.Browser = doctor.FindBrowser()
	}
	if c.NoBrowser {
		d.Browser = ""
	}
	report, err := d.Examine(s.ctx, c.Page)
	if err != nil {
		return err
	}
	faults := report.Faults()
	if c.JSON {
		err = json.NewEncoder(s.stdout).Encode(report)
	} else {
		err = printFindings(s, report)
	}
	if err == nil && faults > 0 {
		err = fmt.Errorf("%s: faults: %d", report.Page, faults)
	}
	return err
}

func printFindings(s streams, r api.PageReport) error {
	how := "read and opened in a browser"
	if !r.Browser {
		how = "read, not opened in a browser"
	}
	text := fmt.Sprintf("%s: cards: %d (%s)\n", r.Page, r.Cards, how)
	for _, f := range r.Findings {
		mark := "advice"
		if f.Fault {
			mark = "FAULT"
		}
		text += fmt.Sprintf("\n%s  %s\n", mark, f.Say)
		if f.Line != "" {
			text += "  " + f.Line + "\n"
		}
	}
	if r.Faults() == 0 {
		text += "\nNothing is wrong.\n"
	}
	_, err := fmt.Fprint(s.stdout, text)
	return err
}
