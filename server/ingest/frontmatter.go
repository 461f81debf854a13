package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// splitFrontMatter parts a Markdown file into the YAML between its --- lines and the text behind them. YAML begins in line 2.
func splitFrontMatter(text string) (front, body string, err error) {
	first, rest, _ := strings.Cut(text, "\n")
	switch strings.TrimRight(first, " \t") {
	case "+++":
		return "", "", errors.New("line 1: front matter in TOML is not read: write it as YAML between lines of ---")
	case "---":
	default:
		return "", text, nil
	}
	for at := 0; at < len(rest); {
		line, _, _ := strings.Cut(rest[at:], "\n")
		end := min(at+len(line)+1, len(rest))
		if mark := strings.TrimRight(line, " \t"); mark == "---" || mark == "..." {
			if at > maxFrontMatter {
				return "", "", fmt.Errorf("line 1: front matter is longer than %d KiB: move text into the body", maxFrontMatter>>10)
			}
			return rest[:at], rest[end:], nil
		}
		at = end
	}
	return "", "", errors.New("line 1: front matter begins with --- but has no closing --- line: add it before the text")
}

// parseYAML reads the front matter's names and values with their lines in the file, which are one more than in the YAML.
func parseYAML(front string) (value, error) {
	if strings.TrimSpace(front) == "" {
		return value{data: object{}}, nil
	}
	if err := checkNesting(front); err != nil {
		return value{}, err
	}
	file, err := parser.ParseBytes([]byte(front), 0)
	if err != nil {
		var syntax yaml.Error
		if errors.As(err, &syntax) && syntax.GetToken() != nil {
			return value{}, fmt.Errorf("line %d: front matter is not valid YAML: %s", syntax.GetToken().Position.Line+1, syntax.GetMessage())
		}
		return value{}, fmt.Errorf("front matter is not valid YAML: %w", err)
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return value{data: object{}}, nil
	}
	v, err := fromYAML(file.Docs[0].Body, 0)
	if err != nil {
		return v, err
	}
	if _, ok := v.data.(object); !ok && v.data != nil {
		return v, fmt.Errorf("line %d: front matter must be names and values, like \"title: ...\", but is %s", max(v.line, 2), v.kind())
	}
	return v, nil
}

// checkNesting refuses what the parser would take minutes for: more brackets open, or more lists begun in one line, than any
// front matter needs, wherever they stand.
func checkNesting(front string) error {
	open, line := 0, 2
	for i, r := range front {
		switch r {
		case '[', '{':
			open++
		case ']', '}':
			open--
		case '\n':
			line++
		case '-', '?':
			if strings.Count(front[i:min(i+2*maxDepth+2, len(front))], front[i:i+1]+" ") > maxDepth {
				return fmt.Errorf("line %d: %w", line, errTooDeep)
			}
		}
		if open > maxDepth {
			return fmt.Errorf("line %d: %w", line, errTooDeep)
		}
	}
	return nil
}

func fromYAML(node ast.Node, depth int) (v value, err error) {
	if token := node.GetToken(); token != nil && token.Position != nil {
		v.line = token.Position.Line + 1
	}
	if depth > maxDepth {
		return v, fmt.Errorf("line %d: %w", v.line, errTooDeep)
	}
	switch n := node.(type) {
	case *ast.MappingNode:
		return mapping(v, depth, n.Values...)
	case *ast.MappingValueNode:
		return mapping(v, depth, n)
	case *ast.SequenceNode:
		list := make([]value, len(n.Values))
		for i, element := range n.Values {
			if list[i], err = fromYAML(element, depth+1); err != nil {
				return v, err
			}
		}
		v.data = list
	case *ast.NullNode:
	case *ast.BoolNode:
		v.data = n.Value
	case *ast.IntegerNode:
		v.data = json.Number(n.Token.Value)
	case *ast.FloatNode:
		v.data = json.Number(n.Token.Value)
	case *ast.StringNode:
		v.data = n.Value
	case *ast.LiteralNode:
		v.data = n.Value.Value
	case *ast.InfinityNode, *ast.NanNode:
		v.data = node.GetToken().Value
	case *ast.TagNode:
		return fromYAML(n.Value, depth+1)
	case *ast.AnchorNode, *ast.AliasNode:
		return v, fmt.Errorf("line %d: YAML anchors (&) and aliases (*) are not read: write the value out, in quotes if it begins so", v.line)
	default:
		return v, fmt.Errorf("line %d: %q is not read: write it in quotes", v.line, node.GetToken().Value)
	}
	return v, nil
}

func mapping(v value, depth int, pairs ...*ast.MappingValueNode) (value, error) {
	o := make(object, len(pairs))
	for _, pair := range pairs {
		member, err := fromYAML(pair.Value, depth+1)
		if err != nil {
			return v, err
		}
		key := pair.Key.GetToken()
		if key.Position != nil {
			member.line = key.Position.Line + 1
		}
		if _, twice := o[key.Value]; twice {
			return v, fmt.Errorf("line %d: %s is there twice: keep one", member.line, key.Value)
		}
		o[key.Value] = member
	}
	v.data = o
	return v, nil
}
