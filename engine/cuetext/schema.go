package cuetext

import (
	"encoding/json"
	"fmt"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/encoding/openapi"
)

// schemaOf generates the OpenAPI v3 schema of `parameter` as KubeVela's controller stores it for a definition.
func schemaOf(template cue.Value, compiled error) (schema json.RawMessage, problem string) {
	defer func() {
		if cause := recover(); cause != nil {
			schema, problem = nil, fmt.Sprintf("cannot generate a schema: %v", cause)
		}
	}()
	if compiled != nil {
		return nil, compiled.Error()
	}
	parameter := template.LookupPath(cue.ParsePath("parameter"))
	context := template.Context()
	only := context.CompileString("#parameter: {}")
	if parameter.IncompleteKind() != cue.BottomKind {
		only = context.CompileString("{}").FillPath(cue.MakePath(cue.Def("parameter")), parameter)
	}
	text, err := openapi.Gen(only, &openapi.Config{ExpandReferences: true})
	if err != nil {
		return nil, err.Error()
	}
	var document struct {
		Components struct {
			Schemas map[string]map[string]any `json:"schemas"`
		} `json:"components"`
	}
	if err := json.Unmarshal(text, &document); err != nil {
		return nil, err.Error()
	}
	found, ok := document.Components.Schemas["parameter"]
	if !ok {
		return nil, "the generated document has no schema named parameter"
	}
	describe("", found)
	schema, err = json.Marshal(found)
	if err != nil {
		return nil, err.Error()
	}
	return schema, ""
}

// describe does what the controller does to a generated schema: a property gets its name as title and, as description,
// what follows `+usage=` in its comment, up to `+short=`; a line `+immutable` becomes an extension.
func describe(name string, schema map[string]any) {
	if properties, ok := schema["properties"].(map[string]any); ok {
		for name, property := range properties {
			if property, ok := property.(map[string]any); ok {
				describe(name, property)
			}
		}
	}
	if items, ok := schema["items"].(map[string]any); ok {
		describe("", items)
	}
	if name != "" {
		schema["title"] = name
	}
	text, ok := schema["description"].(string)
	if !ok {
		return
	}
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) == "+immutable" {
			schema["x-immutable"] = true
		} else {
			lines = append(lines, line)
		}
	}
	if schema["x-immutable"] == true {
		text = strings.TrimSpace(strings.Join(lines, "\n"))
	}
	if _, usage, ok := strings.Cut(text, "+usage="); ok {
		text, _, _ = strings.Cut(usage, "+usage=")
	}
	if before, _, ok := strings.Cut(text, "+short"); ok {
		text = strings.TrimSpace(before)
	}
	schema["description"] = text
}
