// Package driver runs KubeVela workflows by script: JSON lines on stdin and stdout, HTTP answered from the script,
// no waiting. It knows nothing of KubeVela; a Line brings the real reconciler of one version.
package driver

import (
	"context"
	"encoding/json"
	"time"
)

// Line is one KubeVela line: its real CUE, providers and workflow reconciler.
type Line interface {
	Version() Version
	// Format returns the text as the line's formatter writes it; a syntax error is an *Error with code "syntax".
	Format(text string) (string, error)
	// Evaluate evaluates plain CUE and looks up expression in it ("" is the root).
	Evaluate(text, expression string) (Value, error)
	// Vet compiles a template as the controller would, without executing a provider function.
	Vet(template string, parameter map[string]json.RawMessage) (Vetted, error)
	// Inspect says what a hand-written template does, by its text and the line's packages; a syntax error is an *Error.
	Inspect(text string) (Inspected, error)
	// Open puts a run into a fresh store. Only one run is open at a time.
	Open(spec *RunSpec, script *Script) (Run, error)
}

// Run is one WorkflowRun in its store together with the controller's in-memory state.
type Run interface {
	// Reconcile executes the run once, as the controller does on an event.
	Reconcile(ctx context.Context) (requeue *time.Duration, err error)
	// Operate does what `vela workflow` does: verb is resume, suspend, terminate or restart, step "" the whole workflow.
	Operate(ctx context.Context, verb, step string) error
	// Status is the stored status of the run, as JSON.
	Status() (json.RawMessage, error)
	// SetStatus replaces the stored status.
	SetStatus(status json.RawMessage) error
	// Stored is the data of the context ConfigMap, nil when there is none.
	Stored() (map[string]string, error)
	// SetStored replaces the data of the context ConfigMap, which is made when there is none.
	SetStored(data map[string]string) error
	// Outputs turns the stored variables into JSON.
	Outputs(stored map[string]string) json.RawMessage
	// Memory is the controller's in-memory state of this run (back-off and error counters, execution times).
	Memory() map[string]any
	// SetMemory replaces the in-memory state of this run.
	SetMemory(map[string]any)
	// Forget drops everything the controller process keeps in memory.
	Forget()
	// Close forgets the run.
	Close()
}
