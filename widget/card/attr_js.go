//go:build js

package card

// attr is the identity in the browser: setAttribute takes the value as it is, and the model has been cleaned by the server.
func attr(value string) string { return value }
