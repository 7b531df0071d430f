package driver

import (
	"encoding/json"
	"fmt"
)

// State is a run between two events, as a value that the client keeps: all that its next events depend on. It says
// nothing of the objects of the script, which do not change, nor of rate limits and mails under way.
type State struct {
	Status json.RawMessage       `json:"status"`
	Stored map[string]string     `json:"stored"` // the context ConfigMap, null when there is none
	Memory map[string]Remembered `json:"memory"`
}

// Remembered is one value of the controller's memory. It travels as {"int64": 7}: the controller looks at the Go type.
type Remembered struct{ Value any }

// MarshalJSON writes the value under its type.
func (r Remembered) MarshalJSON() ([]byte, error) {
	switch r.Value.(type) {
	case int, int64, string:
		return json.Marshal(map[string]any{fmt.Sprintf("%T", r.Value): r.Value})
	}
	return nil, fmt.Errorf("the controller remembers a %T", r.Value)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Remembered) UnmarshalJSON(data []byte) error {
	var typed struct {
		Int   *int    `json:"int"`
		Int64 *int64  `json:"int64"`
		Text  *string `json:"string"`
	}
	if err := json.Unmarshal(data, &typed); err != nil {
		return err
	}
	switch {
	case typed.Int != nil:
		r.Value = *typed.Int
	case typed.Int64 != nil:
		r.Value = *typed.Int64
	case typed.Text != nil:
		r.Value = *typed.Text
	default:
		return fmt.Errorf("remembered is an int, an int64 or a string, not %s", data)
	}
	return nil
}

// stateOf is the state a run is in.
func stateOf(run Run) (*State, error) {
	status, err := run.Status()
	if err != nil {
		return nil, err
	}
	stored, err := run.Stored()
	if err != nil {
		return nil, err
	}
	state := &State{Status: status, Stored: stored, Memory: map[string]Remembered{}}
	for key, value := range run.Memory() {
		state.Memory[key] = Remembered{value}
	}
	return state, nil
}

// restore brings a fresh run into a state.
func restore(run Run, state *State) error {
	if state.Stored != nil { // before the status, which names it
		if err := run.SetStored(state.Stored); err != nil {
			return err
		}
	}
	if err := run.SetStatus(state.Status); err != nil {
		return err
	}
	memory := map[string]any{}
	for key, remembered := range state.Memory {
		memory[key] = remembered.Value
	}
	run.SetMemory(memory)
	return nil
}
