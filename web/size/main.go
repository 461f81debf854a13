// Command size says what of a WebAssembly program weighs how much, and fails where readers would download more than they
// should.
//
//	size NAMED BUDGET FILE...
//
// NAMED is the program with the names of its functions, whose code is summed up by package. BUDGET is in bytes, for FILE..., what
// is sent for one live card, together.
package main

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
)

const listed = 20 // packages, the others are one line

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "size:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 3 {
		return errors.New("give the program with names, a budget in bytes and the files that it is for")
	}
	program, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	budget, err := strconv.ParseInt(args[1], 10, 64)
	if err != nil {
		return fmt.Errorf("the budget %q is no number of bytes", args[1])
	}
	parts, err := measure(program)
	if err != nil {
		return fmt.Errorf("%s: %w", args[0], err)
	}
	rest := 0
	for i, name := range slices.SortedFunc(maps.Keys(parts), func(a, b string) int { return cmp.Compare(parts[b], parts[a]) }) {
		if i >= listed {
			rest += parts[name]
			continue
		}
		fmt.Printf("%9d  %s\n", parts[name], name)
	}
	fmt.Printf("%9d  everything else\n\n", rest)
	var sum int64
	for _, file := range args[2:] {
		info, err := os.Stat(file)
		if err != nil {
			return err
		}
		sum += info.Size()
		fmt.Printf("%9d  %s\n", info.Size(), file)
	}
	fmt.Printf("%9d  of %d bytes that one live card may cost\n", sum, budget)
	if sum > budget {
		return fmt.Errorf("that is %d bytes too many", sum-budget)
	}
	return nil
}

// The sections of a WebAssembly module that are looked into (WebAssembly core specification, 5.5).
const (
	customSection = 0
	importSection = 2
	codeSection   = 10
	dataSection   = 11
)

// measure sums up a module's bytes: code by package, data, and the rest.
func measure(module []byte) (parts map[string]int, err error) {
	defer func() {
		if recover() != nil { // out of range
			err = errors.New("is cut off or not WebAssembly")
		}
	}()
	if string(module[:4]) != "\x00asm" {
		return nil, errors.New("is not WebAssembly")
	}
	parts = map[string]int{}
	names := map[int]string{}
	imported := 0
	var sizes []int
	for r := (reader{module[8:]}); len(r.rest) > 0; {
		kind := r.rest[0]
		r.rest = r.rest[1:]
		section := reader{r.take(r.number())}
		switch kind {
		case customSection:
			if string(section.take(section.number())) == "name" {
				section.functionNames(names)
			}
		case importSection:
			imported = section.number() // Go imports functions only
		case codeSection:
			for range section.number() {
				size := section.number()
				section.take(size)
				sizes = append(sizes, size)
			}
		case dataSection:
			parts["(data: texts, types, tables of the runtime)"] += len(section.rest)
		default:
			parts["(structure)"] += len(section.rest)
		}
	}
	for i, size := range sizes {
		parts[packageOf(names[imported+i])] += size
	}
	return parts, nil
}

// packageOf turns a linker's name, in which everything but letters, digits and dots is an underscore, into its package.
func packageOf(function string) string {
	for _, generated := range []string{"type:.eq.", "type_.eq.", "type_.hash.", "go_", "wasm_"} {
		if strings.HasPrefix(function, generated) {
			return "(generated)"
		}
	}
	if strings.HasPrefix(function, "github.com_maxence_charriere_go_app_v10_pkg_") {
		return "go-app, trimmed"
	}
	name, _, _ := strings.Cut(function, ".")
	if strings.HasPrefix(name, "newsflash_") || name == "main" {
		return "newsflash"
	}
	return strings.ReplaceAll(name, "_", "/")
}

// reader reads a module's bytes; past their end it panics, which measure turns into its error.
type reader struct{ rest []byte }

func (r *reader) number() int {
	n, size := binary.Uvarint(r.rest) // LEB128
	if size <= 0 {
		panic("no number")
	}
	r.rest = r.rest[size:]
	return int(n)
}

func (r *reader) take(n int) []byte {
	taken := r.rest[:n:n]
	r.rest = r.rest[n:]
	return taken
}

// functionNames reads subsection 1 of the section "name".
func (r *reader) functionNames(names map[int]string) {
	for len(r.rest) > 0 {
		kind := r.number()
		sub := reader{r.take(r.number())}
		if kind != 1 {
			continue
		}
		for range sub.number() {
			index := sub.number()
			names[index] = string(sub.take(sub.number()))
		}
	}
}
