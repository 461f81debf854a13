package ingest

import "testing"

func TestRepairJSON(t *testing.T) {
	t.Parallel()
	for broken, want := range map[string]string{
		`{"a":"b",}`:                         `[{"a":"b"}]`,
		`{"a":["b",],}`:                      `[{"a":["b"]}]`,
		"{\"a\":\"b\nc\td\"}":                `[{"a":"b c d"}]`,
		`{"a":"b \x c"}`:                     `[{"a":"b \\x c"}]`,
		`{"a":"a "quoted" word","b":1}`:      `[{"a":"a \"quoted\" word","b":1}]`,
		`{"a":"https://b.example/c"} // end`: `[{"a":"https://b.example/c"} ]`,
		"// start\n{\"a\":1}":                `[{"a":1}]`,
		`/* x */{"a":/* y */1}`:              `[{"a":1}]`,
		`{"a":1}{"b":2}`:                     `[{"a":1},{"b":2}]`,
		`{"a":1};`:                           `[{"a":1}]`,
		`[1,2,]`:                             `[[1,2]]`,
		`{"a":"b`:                            `[{"a":"b]`,
		`{"a":"a, "b", c"}`:                  `[{"a":"a, \"b\", c"}]`,
		`{"a":"\u00e9 \"ok\""}`:              `[{"a":"\u00e9 \"ok\""}]`,
		`/*`:                                 `[]`,
		``:                                   `[]`,
	} {
		if got := repairJSON(broken); got != want {
			t.Errorf("repairJSON(%q) = %s, want %s", broken, got, want)
		}
	}
}
