// Command pack writes NAME.br and NAME.gz beside every file of a folder, so that the server never compresses them: brotli
// at its best takes seconds for a WebAssembly file.
package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/andybalholm/brotli"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: pack FOLDER")
		os.Exit(2)
	}
	if err := pack(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func pack(folder string) error {
	names, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		return err
	}
	for _, name := range names {
		if base := filepath.Base(name); strings.HasPrefix(base, ".") || strings.HasSuffix(name, ".br") || strings.HasSuffix(name, ".gz") {
			continue
		}
		raw, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		var br, gz bytes.Buffer
		b := brotli.NewWriterOptions(&br, brotli.WriterOptions{Quality: 11, LGWin: 24})
		z, _ := gzip.NewWriterLevel(&gz, gzip.BestCompression)
		if _, err := b.Write(raw); err != nil {
			return err
		}
		if _, err := z.Write(raw); err != nil {
			return err
		}
		if err := b.Close(); err != nil {
			return err
		}
		if err := z.Close(); err != nil {
			return err
		}
		for suffix, out := range map[string]*bytes.Buffer{".br": &br, ".gz": &gz} {
			if err := os.WriteFile(name+suffix, out.Bytes(), 0o644); err != nil {
				return err
			}
		}
		fmt.Printf("%-12s %9d bytes, gzip %8d, brotli %8d\n", filepath.Base(name), len(raw), gz.Len(), br.Len())
	}
	return nil
}
