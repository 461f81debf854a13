package widget

// ValidID reports whether s can be an article's id: 1 to MaxID characters of a-z, 0-9 and single inner hyphens.
// Such an id is safe in a path, an attribute and a file name as it stands.
func ValidID(s string) bool {
	if s == "" || len(s) > MaxID || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		case c == '-' && s[i-1] != '-':
		default:
			return false
		}
	}
	return true
}
