package driver

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"
)

// fakeLine is a line without KubeVela: a reconcile sends one request and stores what came back.
type fakeLine struct{ closed int }

func (*fakeLine) Version() Version { return Version{Line: "fake"} }

func (*fakeLine) Format(text string) (string, error) {
	if text == "bad" {
		return "", &Error{Code: "syntax", Message: "no", Line: 2, Column: 3}
	}
	return strings.TrimSpace(text), nil
}

func (*fakeLine) Evaluate(text, _ string) (Value, error) {
	if text == "panic" {
		panic("by request")
	}
	return Value{JSON: json.RawMessage("null")}, nil
}

func (*fakeLine) Vet(string, map[string]json.RawMessage) (Vetted, error) { return Vetted{}, nil }

func (*fakeLine) Inspect(string) (Inspected, error) { return Inspected{}, nil }

func (l *fakeLine) Open(_ *RunSpec, script *Script) (Run, error) {
	return &fakeRun{line: l, script: script, status: `{"status":"new"}`, memory: map[string]any{"kept": 1}}, nil
}

type fakeRun struct {
	line   *fakeLine
	script *Script
	status string
	stored map[string]string
	memory map[string]any
}

func (r *fakeRun) Reconcile(context.Context) (*time.Duration, error) {
	client := http.Client{Transport: r.script, Timeout: time.Second}
	said := ""
	defer func() {
		if said == "then" {
			panic("in a deferred call")
		}
	}()
	for range 2 {
		response, err := client.Post("http://api/x", "text/plain", strings.NewReader("hello"))
		if err != nil {
			return nil, err
		}
		body, _ := io.ReadAll(response.Body)
		_ = response.Body.Close()
		said += string(body)
		if said == "panic" {
			panic("said so")
		}
		if said != "more" && said != "then" {
			break
		}
	}
	r.stored = map[string]string{"vars": "x", "id.ResumeTimeStamp": "2020-01-01T00:01:00Z"}
	r.script.BeforeStatusWrite()
	r.status = `{"status":"` + said + `","startTime":"2020-01-01T00:01:00Z","steps":[{"name":"s","subSteps":[{"name":"t"}]}]}`
	requeue := 1500 * time.Millisecond
	return &requeue, nil
}

func (r *fakeRun) Operate(_ context.Context, verb, step string) error {
	if step != "" {
		return errors.New("no step " + step)
	}
	r.status = `{"status":"` + verb + `"}`
	return nil
}

func (r *fakeRun) Status() (json.RawMessage, error)          { return json.RawMessage(r.status), nil }
func (r *fakeRun) SetStatus(status json.RawMessage) error    { r.status = string(status); return nil }
func (r *fakeRun) Stored() (map[string]string, error)        { return r.stored, nil }
func (r *fakeRun) SetStored(data map[string]string) error    { r.stored = data; return nil }
func (r *fakeRun) Outputs(map[string]string) json.RawMessage { return json.RawMessage("{}") }
func (r *fakeRun) Memory() map[string]any                    { return r.memory }
func (r *fakeRun) SetMemory(memory map[string]any)           { r.memory = memory }
func (r *fakeRun) Forget()                                   { r.memory = map[string]any{} }
func (r *fakeRun) Close()                                    { r.line.closed++ }
