package driver

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Protocol is the number of the protocol this package speaks. It changes when a client of the old one would misread a reply.
const Protocol = 1

// request is one line on stdin. The fields of all operations share one struct: an operation reads its own.
type request struct {
	ID         json.RawMessage            `json:"id"`
	Op         string                     `json:"op"`
	Text       string                     `json:"text"`
	Expression string                     `json:"expression"`
	Template   string                     `json:"template"`
	Parameter  map[string]json.RawMessage `json:"parameter"`
	RunSpec
}

// reply is one line on stdout: exactly one of OK and Error is set.
type reply struct {
	ID    json.RawMessage `json:"id"`
	OK    any             `json:"ok,omitempty"`
	Error *Error          `json:"error,omitempty"`
}

// Error is a failed operation: a stable Code, a Message for people and, for code "syntax", a place in the text.
type Error struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Stack   string `json:"stack,omitempty"`
}

// Error implements the error interface.
func (e *Error) Error() string { return e.Code + ": " + e.Message }

// Version says what an engine is made of.
type Version struct {
	Protocol int    `json:"protocol"`
	Line     string `json:"line"`
	Workflow string `json:"workflow"`
	CUE      string `json:"cue"`
	Go       string `json:"go"`
}

// Value is the outcome of evaluating an expression: its JSON, or why there is none.
type Value struct {
	JSON       json.RawMessage `json:"value,omitempty"`
	Incomplete string          `json:"incomplete,omitempty"` // may become concrete with more data
	Bottom     string          `json:"bottom,omitempty"`     // an error whatever is added
}

// Problem is one error in a template. Line and Column count from 1; 0 when the place is unknown or not in the template.
type Problem struct {
	Message string `json:"message"`
	Path    string `json:"path"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
}

// Vetted is what the real compiler says about a template.
type Vetted struct {
	Errors      []Problem       `json:"errors"`
	Rewritten   bool            `json:"rewritten"` // the controller executes an upgraded text instead
	Schema      json.RawMessage `json:"schema"`
	SchemaError string          `json:"schema_error"`
}

// RunSpec is a scripted run: what is in the cluster, and what happens.
type RunSpec struct {
	Definitions map[string]string `json:"definitions"`
	Workflow    struct {
		Mode  json.RawMessage   `json:"mode"`
		Steps []json.RawMessage `json:"steps"`
	} `json:"workflow"`
	Context     json.RawMessage   `json:"context"`
	Name        string            `json:"name"`
	Namespace   string            `json:"namespace"`
	Objects     []json.RawMessage `json:"objects"`
	Application bool              `json:"application"`
	Events      []Event           `json:"events"`
	State       *State            `json:"state"` // where the run begins; nil: before its first event
	Keep        bool              `json:"keep"`  // the reply has the state at the end
}

// Played is what became of a run.
type Played struct {
	Records []Record `json:"records"`
	State   *State   `json:"state,omitempty"`
}

// Event is one thing that happens to a run: an object with exactly one key, the event's name.
type Event struct {
	Name    string
	Answers []Answer // reconcile, crash-before-status, crash-after-request
	After   int      // crash-after-request: the request after which the controller dies, from 1
	Step    string   // resume, suspend, restart: one step instead of the whole workflow
	Seconds int64    // advance
}

// eventNames lists the events a run understands.
var eventNames = map[string]bool{
	"reconcile": true, "no-connection": true, "crash-before-status": true, "crash-after-request": true,
	"controller-restart": true, "advance": true, "resume": true, "suspend": true, "terminate": true, "restart": true,
}

// UnmarshalJSON reads {"name": {fields}}.
func (e *Event) UnmarshalJSON(data []byte) error {
	var keyed map[string]*struct {
		Answers []Answer `json:"answers"`
		N       *int     `json:"n"`
		Step    string   `json:"step"`
		Seconds int64    `json:"seconds"`
	}
	if err := json.Unmarshal(data, &keyed); err != nil {
		return fmt.Errorf("an event is an object {name: {...}}: %w", err)
	}
	if len(keyed) != 1 {
		return fmt.Errorf("an event has exactly one key, this one has %d", len(keyed))
	}
	for name, fields := range keyed {
		if !eventNames[name] {
			return fmt.Errorf("unknown event %q", name)
		}
		*e = Event{Name: name, After: 1}
		if fields == nil {
			return nil
		}
		e.Answers, e.Step, e.Seconds = fields.Answers, fields.Step, fields.Seconds
		if fields.N != nil {
			e.After = *fields.N
		}
	}
	if e.After < 1 {
		return errors.New("n counts requests from 1")
	}
	return nil
}

// Answer is what the scripted server does with one request: it answers, or the transport fails with Error, or because
// the answer takes more seconds than the client waits. Nobody waits for it.
type Answer struct {
	Status     int                 `json:"status"`
	Headers    map[string][]string `json:"headers"`
	Body       string              `json:"body"`
	BodyBase64 []byte              `json:"body_base64"`
	Error      string              `json:"error"`
	Seconds    float64             `json:"seconds"`
}

// Request is one HTTP request a run sent. Answer is the index of its answer in the event's script.
type Request struct {
	Method     string              `json:"method"`
	URL        string              `json:"url"`
	Headers    map[string][]string `json:"headers"`
	Body       string              `json:"body"`
	BodyBase64 []byte              `json:"body_base64,omitempty"` // instead of Body when it is no UTF-8
	Answer     *int                `json:"answer"`
	Error      string              `json:"error,omitempty"`
}

// Step is one entry of the run's status.steps.
type Step struct {
	Name     string `json:"name"`
	Type     string `json:"type"`
	ID       string `json:"id"`
	Phase    string `json:"phase"`
	Reason   string `json:"reason"`
	Message  string `json:"message"`
	SubSteps []Step `json:"subSteps,omitempty"`
}

// Record tells what one event did and what is stored after it.
type Record struct {
	Event      string            `json:"event"`
	Requests   []Request         `json:"requests"`
	Unanswered int               `json:"unanswered"`
	Crashed    bool              `json:"crashed"`
	Phase      string            `json:"phase"`
	Message    string            `json:"message"`
	Steps      []Step            `json:"steps"`
	Suspended  bool              `json:"suspended"`
	Terminated bool              `json:"terminated"`
	Finished   bool              `json:"finished"`
	Requeue    *float64          `json:"requeue_seconds"`
	Error      *string           `json:"error"`
	Outputs    json.RawMessage   `json:"outputs"`
	Stored     map[string]string `json:"stored"`
	Counters   map[string]int    `json:"counters"`
}

// ContextData is the run's custom context as JSON, nil when there is none. An Application's run knows its name.
func (s *RunSpec) ContextData() (json.RawMessage, error) {
	var data map[string]any
	if s.Context != nil {
		if err := json.Unmarshal(s.Context, &data); err != nil {
			return nil, fmt.Errorf("context: %w", err)
		}
	}
	if s.Application {
		if data == nil {
			data = map[string]any{}
		}
		data["appName"] = s.Name
	}
	if data == nil {
		return nil, nil
	}
	return json.Marshal(data)
}
