package cuetext

import (
	"encoding/json"
	"fmt"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/parser"
	"github.com/velasdk/velasdk/engine/driver"
)

// contextText is what the controller puts beside a template: a step always has these keys.
const contextText = `
context: {
	name: string, namespace: string, workflowName: string, publishVersion: string, appName: string
	stepName: string, stepSessionID: string, spanID: string, stepGroupName: string
	...
}
`

// Vet compiles a template with the packages of a line and no provider function executed, and lists every error: of the
// compiler, of the values, and of references to packages where nothing evaluates them before a request is answered.
func Vet(template string, parameter map[string]json.RawMessage, packages []*build.Instance) driver.Vetted {
	vetted := driver.Vetted{Errors: []driver.Problem{}}
	file, err := parser.ParseFile("-", template, parser.ParseComments)
	if err != nil {
		vetted.Errors = append(vetted.Errors, problems(err, 0)...)
		vetted.SchemaError = "the template does not parse"
		return vetted
	}
	lines := strings.Count(template, "\n") + 1
	value, err := compile(template+"\n"+contextText, packages)
	vetted.Schema, vetted.SchemaError = schemaOf(value, err)
	if parameter != nil {
		text, marshalErr := json.Marshal(parameter)
		if marshalErr != nil {
			err = errors.Newf(value.Pos(), "parameter: %v", marshalErr)
		} else {
			value, err = compile(template+"\n"+contextText+"parameter: "+string(text), packages)
		}
	}
	vetted.Errors = unique(append(problemsOf(value, err, lines), references(file, packages)...))
	return vetted
}

// problemsOf are the errors of a value, or that of compiling it.
func problemsOf(value cue.Value, err error, lines int) []driver.Problem {
	if err == nil {
		err = value.Validate(cue.All())
	}
	return append([]driver.Problem{}, problems(err, lines)...)
}

// compile builds a text as the controller's compiler does.
func compile(text string, packages []*build.Instance) (cue.Value, error) {
	instance := build.NewContext().NewInstance("", nil)
	instance.Imports = packages
	file, err := parser.ParseFile("-", text, parser.ParseComments)
	if err != nil {
		return cue.Value{}, err
	}
	if err := instance.AddSyntax(file); err != nil {
		return cue.Value{}, err
	}
	value := cuecontext.New().BuildInstance(instance)
	return value, value.Err()
}

// unique keeps the first problem of each place. A problem without a place goes when there is one at its path with a
// place, as the headline of a failed disjunction does.
func unique(all []driver.Problem) []driver.Problem {
	kept := make([]driver.Problem, 0, len(all))
	seen, placed := map[string]bool{}, map[string]bool{}
	for _, problem := range all {
		placed[problem.Path] = placed[problem.Path] || problem.Line > 0
	}
	for _, problem := range all {
		key := fmt.Sprintf("%d:%d", problem.Line, problem.Column)
		if problem.Line == 0 {
			key = problem.Path + ": " + problem.Message
		}
		if !seen[key] && (problem.Line > 0 || !placed[problem.Path]) {
			seen[key] = true
			kept = append(kept, problem)
		}
	}
	return kept
}

// pathOf is the CUE path of an error.
func pathOf(err errors.Error) string { return strings.Join(err.Path(), ".") }

func sprintf(format string, args []any) string {
	if len(args) == 0 {
		return format
	}
	return fmt.Sprintf(format, args...)
}

// at makes a problem at a node.
func at(node ast.Node, format string, args ...any) driver.Problem {
	position := node.Pos()
	return driver.Problem{Message: fmt.Sprintf(format, args...), Line: position.Line(), Column: position.Column()}
}
