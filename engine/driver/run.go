package driver

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"time"
)

// run plays a whole script and tells what each event did.
func run(line Line, spec *RunSpec, script *Script) (*Played, error) {
	if spec.Name == "" {
		spec.Name = "run"
	}
	if spec.Namespace == "" {
		spec.Namespace = "default"
	}
	opened, err := line.Open(spec, script)
	if err != nil {
		return nil, &Error{Code: "run", Message: err.Error()}
	}
	defer opened.Close()
	if spec.State != nil {
		if err := restore(opened, spec.State); err != nil {
			return nil, &Error{Code: "run", Message: fmt.Sprintf("state: %v", err)}
		}
	}
	played := &Played{Records: make([]Record, 0, len(spec.Events))}
	for index, event := range spec.Events {
		record, err := play(opened, event, script)
		if err != nil {
			return nil, &Error{Code: "run", Message: fmt.Sprintf("event %d (%s): %v", index, event.Name, err)}
		}
		played.Records = append(played.Records, record)
	}
	if spec.Keep {
		if played.State, err = stateOf(opened); err != nil {
			return nil, &Error{Code: "run", Message: fmt.Sprintf("state: %v", err)}
		}
	}
	return played, nil
}

// play lets one event happen. Its error is a fault of the driver; what the controller reports is in the record.
func play(run Run, event Event, script *Script) (Record, error) {
	ctx := context.Background()
	record := Record{Event: event.Name, Requests: []Request{}}
	var refused error
	switch event.Name {
	case "controller-restart":
		run.Forget()
	case "advance":
		if err := advance(run, event.Seconds); err != nil {
			return record, err
		}
	case "resume", "suspend", "terminate", "restart":
		refused = run.Operate(ctx, event.Name, event.Step)
	default:
		refused = reconcile(ctx, run, event, script, &record)
	}
	if refused != nil {
		message := refused.Error()
		record.Error = &message
	}
	return record, observe(run, &record)
}

// reconcile executes the run once, on a goroutine of its own so that the script can end it anywhere.
func reconcile(ctx context.Context, run Run, event Event, script *Script, record *Record) (err error) {
	script.begin(event)
	record.Crashed = true
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() {
			// The manager of the real controller recovers a panic of a reconcile and retries. Where it died there is no
			// manager any more: what panics then are deferred calls that a process which dies does not make.
			if cause := recover(); cause != nil && !script.isDead() {
				record.Crashed, err = false, fmt.Errorf("panic: %v", cause)
			}
		}()
		var requeue *time.Duration
		requeue, err = run.Reconcile(ctx)
		if requeue != nil {
			// The controller counts from the last whole second; up again makes the delay the same at every moment.
			seconds := math.Ceil(requeue.Seconds())
			record.Requeue = &seconds
		}
		record.Crashed = false
	}()
	<-done
	record.Requests, record.Unanswered = script.end()
	if record.Crashed {
		run.Forget()
	}
	return err
}

// status is what the driver reads of a WorkflowRun's status.
type status struct {
	Phase      string `json:"status"`
	Message    string `json:"message"`
	Suspend    bool   `json:"suspend"`
	Terminated bool   `json:"terminated"`
	Finished   bool   `json:"finished"`
	Steps      []Step `json:"steps"`
}

// observe fills in what is stored now.
func observe(run Run, record *Record) error {
	raw, err := run.Status()
	if err != nil {
		return err
	}
	var stored status
	if err := json.Unmarshal(raw, &stored); err != nil {
		return err
	}
	record.Phase, record.Message = stored.Phase, stored.Message
	record.Suspended, record.Terminated, record.Finished = stored.Suspend, stored.Terminated, stored.Finished
	record.Steps = append([]Step{}, stored.Steps...)
	data, err := run.Stored()
	if err != nil {
		return err
	}
	record.Outputs = run.Outputs(data)
	record.Stored = map[string]string{}
	for key, value := range data {
		if key != "vars" {
			record.Stored[key] = value
		}
	}
	record.Counters = map[string]int{}
	for key, value := range run.Memory() {
		if count, ok := value.(int); ok {
			record.Counters[key] = count
		}
	}
	return nil
}
