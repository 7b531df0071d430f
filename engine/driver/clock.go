package driver

import (
	"encoding/json"
	"strings"
	"time"
)

// advance lets time pass: everything stored or remembered moves into the past.
func advance(run Run, seconds int64) error {
	by := -time.Duration(seconds) * time.Second
	raw, err := run.Status()
	if err != nil {
		return err
	}
	var status any
	if err := json.Unmarshal(raw, &status); err != nil {
		return err
	}
	shifted, err := json.Marshal(shift(status, "", "Time", by))
	if err != nil {
		return err
	}
	if err := run.SetStatus(shifted); err != nil {
		return err
	}
	data, err := run.Stored()
	if err != nil {
		return err
	}
	if data != nil {
		for key, value := range data {
			data[key] = shift(value, key, "TimeStamp", by).(string)
		}
		if err := run.SetStored(data); err != nil {
			return err
		}
	}
	memory := run.Memory()
	for key, value := range memory {
		if unix, ok := value.(int64); ok { // the times of the last and of the next execution
			memory[key] = unix - seconds
		}
	}
	run.SetMemory(memory)
	return nil
}

// shift moves every timestamp whose key ends in suffix.
func shift(value any, key, suffix string, by time.Duration) any {
	switch value := value.(type) {
	case map[string]any:
		for key, field := range value {
			value[key] = shift(field, key, suffix, by)
		}
	case []any:
		for index, item := range value {
			value[index] = shift(item, "", suffix, by)
		}
	case string:
		if strings.HasSuffix(key, suffix) {
			if at, err := time.Parse(time.RFC3339, value); err == nil {
				return at.Add(by).Format(time.RFC3339)
			}
		}
	}
	return value
}
