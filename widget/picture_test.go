package widget

import "testing"

func TestParseFocus(t *testing.T) {
	for in, want := range map[string][2]float64{"30% 20%": {30, 20}, " 0%\t100% ": {0, 100}, "33.3% .5%": {33.3, .5}} {
		if x, y, err := ParseFocus(in); err != nil || x != want[0] || y != want[1] {
			t.Errorf("%q is %v, %v (%v)", in, x, y, err)
		}
	}
	for _, in := range []string{"", "30%", "30 20", "30% 20% 1%", "-1% 0%", "+1% 0%", "100.1% 0%", "1e1% 0%", "NaN% 0%", "Inf% 0%", "0x1p1% 0%", "1_0% 0%", "% %", ".% 0%", "1.1.1% 0%", "0.000000001% 0%", "left top"} {
		if x, y, err := ParseFocus(in); err == nil {
			t.Errorf("%q is %v, %v", in, x, y)
		}
	}
}

func TestValidColor(t *testing.T) {
	for in, want := range map[string]bool{"#00ff9a": true, "#00FF9A": false, "00ff9a0": false, "#00ff9": false, "#00ff9a;": false, "#00ff9 ": false, "": false} {
		if ValidColor(in) != want {
			t.Errorf("%q: %v", in, !want)
		}
	}
}
