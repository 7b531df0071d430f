package driver

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"
)

// play1 lets events happen to a fake run.
func play1(t *testing.T, events string) []Record {
	t.Helper()
	line := &fakeLine{}
	var spec RunSpec
	if err := json.Unmarshal([]byte(`{"events": [`+events+`]}`), &spec); err != nil {
		t.Fatal(err)
	}
	played, err := run(line, &spec, &Script{})
	if err != nil {
		t.Fatal(err)
	}
	if line.closed != 1 {
		t.Error("the run was not closed")
	}
	if played.State != nil {
		t.Error("a state that nobody asked for")
	}
	return played.Records
}

func TestAnswersComeInOrder(t *testing.T) {
	record := play1(t, `{"reconcile": {"answers": [{"body": "more", "headers": {"x-a": ["1"]}}, {"body_base64": "b2s="}]}}`)[0]
	if record.Phase != "moreok" || len(record.Requests) != 2 || *record.Requests[1].Answer != 1 || record.Unanswered != 0 {
		t.Errorf("%+v", record)
	}
	if sent := record.Requests[0]; sent.Method != "POST" || sent.URL != "http://api/x" || sent.Body != "hello" {
		t.Errorf("%+v", sent)
	}
	if *record.Requeue != 2 || record.Steps[0].SubSteps[0].Name != "t" || record.Stored["vars"] != "" {
		t.Errorf("%+v", record)
	}
}

func TestWhatFails(t *testing.T) {
	for events, want := range map[string]string{
		`{"reconcile": {}}`: "no answer left in the script",
		`{"reconcile": {"answers": [{"error": "it broke"}]}}`:                     "it broke",
		`{"no-connection": {"answers": [{}]}}`:                                    "dial tcp api: connect: connection refused",
		`{"reconcile": {"answers": [{"body": "panic"}]}}`:                         "panic: said so",
		`{"reconcile": {"answers": [{"body": "then"}, {"error": "it broke"}]}}`:   "panic: in a deferred call",
		`{"resume": {"step": "x"}}`:                                               "no step x",
		`{"reconcile": {"answers": [{"body": "more"}, {"error": "then broke"}]}}`: "then broke",
	} {
		record := play1(t, events)[0]
		if record.Error == nil || !strings.Contains(*record.Error, want) || record.Crashed || record.Phase != "new" {
			t.Errorf("%s: %+v", events, record)
		}
		if strings.HasPrefix(want, "no answer") != (record.Unanswered == 1) {
			t.Errorf("%s: unanswered %d", events, record.Unanswered)
		}
	}
}

// TestCrashes: nothing after the crash is done, and the memory is gone; a crash that is not reached is none.
func TestCrashes(t *testing.T) {
	for events, want := range map[string]struct {
		crashed  bool
		requests int
		stored   bool
	}{
		`{"crash-before-status": {"answers": [{"body": "a"}]}}`:            {true, 1, true},
		`{"crash-after-request": {}}`:                                      {true, 1, false},
		`{"crash-after-request": {"n": 2, "answers": [{"body": "more"}]}}`: {true, 2, false},
		`{"crash-after-request": {"n": 2, "answers": [{"body": "a"}]}}`:    {false, 1, true},
		`{"crash-after-request": {"n": 2, "answers": [{"body": "then"}]}}`: {true, 2, false},
	} {
		record := play1(t, events)[0]
		if record.Crashed != want.crashed || len(record.Requests) != want.requests || len(record.Stored) == 1 != want.stored {
			t.Errorf("%s: %+v", events, record)
		}
		if want.crashed != (record.Phase == "new") || want.crashed != (len(record.Counters) == 0) {
			t.Errorf("%s: %+v", events, record)
		}
		if record.Error != nil {
			t.Errorf("%s: a dead controller says %s", events, *record.Error)
		}
		if want.crashed && record.Requests[want.requests-1].Answer != nil && record.Event == "crash-after-request" {
			t.Errorf("%s: the last request was answered", events)
		}
	}
}

func TestAdvanceShiftsStamps(t *testing.T) {
	record := play1(t, `{"reconcile": {"answers": [{"body": "a"}]}}, {"advance": {"seconds": 60}}`)[1]
	if record.Stored["id.ResumeTimeStamp"] != "2020-01-01T00:00:00Z" || record.Phase != "a" {
		t.Errorf("%+v", record)
	}
}

// TestSlowAnswer: a client gives up what takes longer than its time-out, and nobody waits.
func TestSlowAnswer(t *testing.T) {
	for _, one := range []struct {
		timeout time.Duration
		seconds float64
		fails   bool
	}{
		{0, 1e6, false}, {3 * time.Second, 2, false}, {3 * time.Second, 4, true}, {10 * time.Second, 4, false},
	} {
		script := &Script{}
		script.begin(Event{Name: "reconcile", Answers: []Answer{{Body: "late", Seconds: one.seconds}}})
		begun := time.Now()
		answer, err := (&http.Client{Transport: script, Timeout: one.timeout}).Get("http://api/")
		if one.fails != (err != nil) || time.Since(begun) > time.Second {
			t.Errorf("%+v: %v %v", one, answer, err)
		}
		if requests, _ := script.end(); len(requests) != 1 || one.fails != strings.Contains(requests[0].Error, "Client.Timeout") {
			t.Errorf("%+v: %+v", one, requests)
		}
	}
}
