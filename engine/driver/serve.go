package driver

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
)

// memoryLimit is what Go may hold, in bytes. Beyond it Go collects at once and gives back what is free: a reply of a
// megabyte would else leave room for nine times what it needed, for good. Far more than anything here lives on.
const memoryLimit = 96 << 20

// Main serves a line on stdin and stdout until stdin ends, and returns the exit status of the process.
func Main(line Line) int {
	out, err := takeStdout()
	if err != nil {
		fmt.Fprintln(os.Stderr, "engine:", err)
		return 1
	}
	if err := closeDoors(); err != nil {
		fmt.Fprintln(os.Stderr, "engine:", err)
		return 1
	}
	debug.SetGCPercent(800) // what a run needs is a few megabytes; collecting less often makes it a fifth faster
	debug.SetMemoryLimit(memoryLimit)
	if err := Serve(line, os.Stdin, out); err != nil {
		fmt.Fprintln(os.Stderr, "engine:", err)
		return 1
	}
	return 0
}

// Serve answers every line of in by one line on out. From now on every request of this process goes to a script.
func Serve(line Line, in io.Reader, out io.Writer) error {
	script := &Script{}
	http.DefaultTransport = script
	reader := bufio.NewReader(in)
	for {
		text, err := reader.ReadBytes('\n')
		if len(bytes.TrimSpace(text)) > 0 {
			if err := write(out, answer(line, script, text)); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// write puts one reply on out, in one piece.
func write(out io.Writer, message reply) error {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(message); err != nil {
		buffer.Reset()
		message.OK, message.Error = nil, &Error{Code: "reply", Message: err.Error()}
		if err := encoder.Encode(message); err != nil {
			return err
		}
	}
	_, err := out.Write(buffer.Bytes())
	return err
}

// answer does one operation. Whatever happens in it, the process lives on.
func answer(line Line, script *Script, text []byte) (message reply) {
	message.ID = json.RawMessage("null")
	defer func() {
		if cause := recover(); cause != nil {
			message.OK = nil
			message.Error = &Error{Code: "panic", Message: fmt.Sprint(cause), Stack: string(debug.Stack())}
		}
	}()
	var asked request
	if err := json.Unmarshal(text, &asked); err != nil {
		message.Error = &Error{Code: "request", Message: err.Error()}
		var id struct {
			ID json.RawMessage `json:"id"`
		}
		if json.Unmarshal(text, &id) == nil && id.ID != nil {
			message.ID = id.ID
		}
		return message
	}
	if asked.ID != nil {
		message.ID = asked.ID
	}
	ok, err := operate(line, script, &asked)
	if err == nil {
		message.OK = ok
		return message
	}
	if !errors.As(err, &message.Error) {
		message.Error = &Error{Code: asked.Op, Message: err.Error()}
	}
	return message
}

// operate dispatches an operation.
func operate(line Line, script *Script, asked *request) (any, error) {
	switch asked.Op {
	case "version":
		version := line.Version()
		version.Protocol, version.Go = Protocol, runtime.Version()
		return version, nil
	case "format":
		text, err := line.Format(asked.Text)
		return map[string]string{"text": text}, err
	case "evaluate":
		return line.Evaluate(asked.Text, asked.Expression)
	case "vet":
		return line.Vet(asked.Template, asked.Parameter)
	case "inspect":
		return line.Inspect(asked.Text)
	case "run":
		return run(line, &asked.RunSpec, script)
	default:
		return nil, &Error{Code: "request", Message: fmt.Sprintf("unknown op %q", asked.Op)}
	}
}
