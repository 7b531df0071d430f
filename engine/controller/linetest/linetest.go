// Package linetest has the tests every line has to pass, compiled with the versions of that line.
package linetest

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/velasdk/velasdk/engine/driver"
)

// Gate asks an API and suspends as long as it says wait, for the lines that have `vela/builtin`.
const Gate = `
import (
	"vela/builtin"
	"vela/http"
)
ask: http.#HTTPDo & {$params: {url: parameter.url, tls_config: secret: "tls"}}
if ask.$returns.body != _|_ {
	if ask.$returns.body == "wait" {
		gate: builtin.#Suspend & {$params: {}}
		hold: builtin.#ConditionalWait & {$params: continue: false}
	}
}
parameter: url: string
`

// Run tests a line with its text of Gate.
func Run(t *testing.T, line driver.Line, gate string) {
	t.Run("TheRealControllerRuns", func(t *testing.T) { theRealControllerRuns(t, line, gate) })
	t.Run("ErrorsAreCounted", func(t *testing.T) { errorsAreCounted(t, line, gate) })
	t.Run("NothingIsLeft", func(t *testing.T) { nothingIsLeft(t, line, gate) })
	t.Run("Version", func(t *testing.T) { version(t, line) })
}

// Benchmark plays a gate that holds, is resumed, polls and opens.
func Benchmark(b *testing.B, line driver.Line, gate string) {
	for b.Loop() {
		play(b, line, gate, 1, answer("wait"), `{"resume": {}}`, answer("wait"), answer("go"))
	}
}

// theRealControllerRuns: a gate holds, is resumed, polls, and opens when the API says so, with TLS settings too.
func theRealControllerRuns(t *testing.T, line driver.Line, gate string) {
	events := []string{answer("wait"), `{"resume": {}}`, answer("wait"), answer("go"), answer("go")}
	for _, records := range play(t, line, gate, 2, events...) {
		var phases []string
		for _, record := range records {
			if len(record.Steps) != 1 {
				t.Fatalf("%+v", record)
			}
			phases = append(phases, record.Steps[0].Phase+"/"+record.Steps[0].Reason)
		}
		if got := strings.Join(phases, " "); got != "suspending/Suspend running/Suspend running/Wait succeeded/ succeeded/" {
			t.Error(got)
		}
		if len(records[3].Requests) != 1 || len(records[4].Requests) != 0 {
			t.Errorf("%+v", records[3:])
		}
	}
}

// errorsAreCounted: in memory, so the eleventh one ends the step unless the controller was started again; waiting for it
// passes when time does.
func errorsAreCounted(t *testing.T, line driver.Line, gate string) {
	failing := `{"no-connection": {}}`
	eleven := strings.Split(strings.Repeat(failing+"\n", 11), "\n")[:11]
	for restarted, want := range map[bool]string{false: "FailedAfterRetries", true: "Execute"} {
		events := append([]string{}, eleven...)
		if restarted {
			events[5] = `{"controller-restart": {}}, ` + failing
		}
		records := play(t, line, gate, 1, events...)[0]
		if step := records[len(records)-1].Steps[0]; step.Phase != "failed" || step.Reason != want {
			t.Errorf("restarted: %v: %+v", restarted, step)
		}
	}
	events := append(eleven[:9:9], `{"advance": {"seconds": 3600}}`, answer("wait"))
	records := play(t, line, gate, 1, events...)[0]
	if requeue := records[8].Requeue; requeue == nil || *requeue < 10 {
		t.Errorf("%+v", records[8])
	}
	if last := records[10]; last.Steps[0].Phase != "suspending" || last.Requeue != nil || len(last.Requests) != 1 {
		t.Errorf("%+v", last)
	}
}

// nothingIsLeft: a closed run leaves no memory behind.
func nothingIsLeft(t *testing.T, line driver.Line, gate string) {
	var spec driver.RunSpec
	if err := json.Unmarshal([]byte(request(t, gate, nil)), &spec); err != nil {
		t.Fatal(err)
	}
	spec.Name, spec.Namespace = "run", "default"
	script := &driver.Script{} // not begun: it fails every request, which the controller counts
	http.DefaultTransport = script
	run, err := line.Open(&spec, script)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := run.Reconcile(context.Background()); err != nil || len(run.Memory()) == 0 {
		t.Errorf("%v: %v", run.Memory(), err)
	}
	run.Close()
	if left := run.Memory(); len(left) != 0 {
		t.Errorf("%v is left", left)
	}
}

// version: the modules named are those of go.mod.
func version(t *testing.T, line driver.Line) {
	text, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	module := strings.ReplaceAll(string(text), " // indirect\n", "\n")
	version := line.Version()
	for _, want := range []string{"kubevela/workflow " + version.Workflow, "cuelang.org/go " + version.CUE} {
		if !strings.Contains(module, want+"\n") {
			t.Errorf("go.mod does not have %q", want)
		}
	}
}
