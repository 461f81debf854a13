//go:build ignore

// Package errors stands in for go-app's in the trimmed copy: the messages stay, the tags go.
package errors

// Error is a message and what caused it.
type Error struct {
	message string
	wrapped error
}

// New returns an error with the message.
func New(message string) Error { return Error{message: message} }

// WithTag leaves the tag out.
func (e Error) WithTag(string, any) Error { return e }

// Wrap adds the cause.
func (e Error) Wrap(err error) Error {
	e.wrapped = err
	return e
}

// Unwrap returns the cause.
func (e Error) Unwrap() error { return e.wrapped }

// Error returns the message and those below it.
func (e Error) Error() string {
	if e.wrapped == nil {
		return e.message
	}
	return e.message + ": " + e.wrapped.Error()
}
