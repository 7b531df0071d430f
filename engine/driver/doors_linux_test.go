package driver

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// early is stdout as a library may keep it from its start.
var early = os.Stdout

// TestDoors: in a process that took stdout and closed its doors, prints go to stderr and no connection can be made.
func TestDoors(t *testing.T) {
	if os.Getenv("DRIVER_TEST_DOORS") != "" {
		out, err := takeStdout()
		if err == nil {
			err = closeDoors()
		}
		_, _ = fmt.Fprintln(early, "noise", err)
		fmt.Println("noise")
		_, dialled := net.DialTimeout("tcp", "127.0.0.1:1", time.Second)
		_, _ = fmt.Fprintf(out, "dialled: %v", dialled)
		os.Exit(0)
	}
	command := exec.Command(os.Args[0], "-test.run", "TestDoors")
	command.Env = append(os.Environ(), "DRIVER_TEST_DOORS=1")
	out, err := command.Output()
	if err != nil || strings.Contains(string(out), "noise") || !strings.Contains(string(out), "too many open files") {
		t.Errorf("%q %v", out, err)
	}
}
