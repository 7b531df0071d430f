//go:build !linux

package driver

import "os"

// takeStdout keeps stdout for the protocol and sends what a library prints to stderr.
func takeStdout() (*os.File, error) {
	own := os.Stdout
	os.Stdout = os.Stderr
	return own, nil
}

// closeDoors has no means here; the scripted transport alone keeps requests inside.
func closeDoors() error { return nil }
