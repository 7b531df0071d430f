package driver

import (
	"encoding/json"
	"strings"
	"testing"
)

// ask serves requests and returns the replies.
func ask(t *testing.T, requests ...string) []map[string]any {
	t.Helper()
	var out strings.Builder
	if err := Serve(&fakeLine{}, strings.NewReader(strings.Join(requests, "\n")), &out); err != nil {
		t.Fatal(err)
	}
	var replies []map[string]any
	for _, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
		var reply map[string]any
		if err := json.Unmarshal([]byte(line), &reply); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		replies = append(replies, reply)
	}
	return replies
}

// TestErrorsAreReplies: a request that fails is answered, and the next one too.
func TestErrorsAreReplies(t *testing.T) {
	replies := ask(t,
		`{"id": 1, "op": "nope"}`,
		`{"id": 2,`,
		`{"id": 3, "op": "format", "text": 7}`,
		`{"id": 4, "op": "format", "text": "bad"}`,
		`{"id": 5, "op": "evaluate", "text": "panic"}`,
		`{"id": 6, "op": "run", "events": [{"nap": {}}]}`,
		`{"id": 7, "op": "run", "events": [{"resume": {}, "suspend": {}}]}`,
		``,
		`{"id": 8, "op": "version"}`)
	for index, code := range []string{"request", "request", "request", "syntax", "panic", "request", "request", ""} {
		reply := replies[index]
		failed, _ := reply["error"].(map[string]any)
		if code == "" && reply["ok"] == nil || code != "" && failed["code"] != code {
			t.Errorf("reply %d: %v, not %q", index, reply, code)
		}
		if index != 1 && reply["id"] != float64(index+1) {
			t.Errorf("reply %d has id %v", index, reply["id"])
		}
	}
	if place := replies[3]["error"].(map[string]any); place["line"] != 2.0 || place["column"] != 3.0 {
		t.Errorf("a syntax error without its place: %v", place)
	}
	if stack := replies[4]["error"].(map[string]any)["stack"]; !strings.Contains(stack.(string), "fakeLine") {
		t.Errorf("a panic without its stack: %v", stack)
	}
}
