package driver

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// TestStateIsAValue: what one run answers another begins with, and the types of what is remembered are kept.
func TestStateIsAValue(t *testing.T) {
	remembered := map[string]any{"count": 3, "at": int64(1) << 60, "why": "because"}
	first := &fakeRun{status: `{"status":"old"}`, stored: map[string]string{"vars": "x"}, memory: remembered}
	state, err := stateOf(first)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(state)
	if err != nil {
		t.Fatal(err)
	}
	replies := ask(t, `{"id": 1, "op": "run", "keep": true, "events": [{"advance": {}}], "state": `+string(text)+`}`)
	ok := replies[0]["ok"].(map[string]any)
	record := ok["records"].([]any)[0].(map[string]any)
	if record["phase"] != "old" || !reflect.DeepEqual(record["counters"], map[string]any{"count": 3.0}) {
		t.Errorf("%v", record)
	}
	var again struct{ OK struct{ State *State } }
	if reply, err := json.Marshal(replies[0]); err != nil || json.Unmarshal(reply, &again) != nil {
		t.Fatal(err)
	}
	second := &fakeRun{}
	if err := restore(second, state); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(second.memory, remembered) || second.status != first.status || second.stored["vars"] != "x" {
		t.Errorf("%+v", second)
	}
	if again.OK.State == nil || again.OK.State.Stored["vars"] != "x" {
		t.Errorf("%v", replies)
	}
}

// TestNoStoreIsKeptAsNone: a run without a context ConfigMap does not get one.
func TestNoStoreIsKeptAsNone(t *testing.T) {
	reply := ask(t, `{"id": 1, "op": "run", "keep": true, "events": []}`)[0]["ok"].(map[string]any)
	if stored, there := reply["state"].(map[string]any)["stored"]; !there || stored != nil {
		t.Errorf("%v", reply)
	}
	reply = ask(t, `{"id": 1, "op": "run", "keep": true, "events": [{"reconcile": {"answers": [{"body": "a"}]}}]}`)[0]["ok"].(map[string]any)
	if stored := reply["state"].(map[string]any)["stored"]; stored == nil {
		t.Errorf("%v", reply)
	}
}

// TestWrongStates: each is refused, and no guess is made.
func TestWrongStates(t *testing.T) {
	for state, want := range map[string]string{
		`{"status": {}, "memory": {"a": {"float64": 1}}}`: "remembered is an int, an int64 or a string",
		`{"status": {}, "memory": {"a": 1}}`:              "cannot unmarshal",
		`{"status": {}, "stored": [1]}`:                   "cannot unmarshal",
	} {
		reply := ask(t, `{"id": 1, "op": "run", "events": [], "state": `+state+`}`)[0]
		failed, _ := reply["error"].(map[string]any)
		if failed == nil || !strings.Contains(failed["message"].(string), want) {
			t.Errorf("%s: %v", state, reply)
		}
	}
	unknown := &fakeRun{status: "{}", memory: map[string]any{"a": 1.5}}
	state, err := stateOf(unknown)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := json.Marshal(state); err == nil || !strings.Contains(err.Error(), "float64") {
		t.Errorf("what the controller remembers was lost: %v", err)
	}
}
