// Package cuetext works on CUE text for every line, with the CUE of whichever line it is built into.
package cuetext

import (
	"encoding/json"
	"runtime/debug"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/parser"
	"github.com/velasdk/velasdk/engine/driver"
)

// Version reads the versions of the workflow module and of CUE from the build.
func Version(line, workflow string) driver.Version {
	version := driver.Version{Line: line}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return version
	}
	for _, module := range info.Deps {
		switch module.Path {
		case workflow:
			version.Workflow = module.Version
		case "cuelang.org/go":
			version.CUE = module.Version
		}
	}
	return version
}

// Format returns the text as the formatter writes it, nothing simplified.
func Format(text string) (string, error) {
	if _, err := parser.ParseFile("-", text, parser.ParseComments); err != nil {
		return "", syntaxError(err)
	}
	formatted, err := format.Source([]byte(text))
	if err != nil {
		return "", syntaxError(err)
	}
	return string(formatted), nil
}

// syntaxError is the first error of a text, with its place.
func syntaxError(err error) *driver.Error {
	first := problems(err, 0)[0]
	return &driver.Error{Code: "syntax", Message: first.Message, Line: first.Line, Column: first.Column}
}

// Evaluate evaluates a text and returns the value at a path as JSON, or why there is none.
func Evaluate(text, expression string) (driver.Value, error) {
	value := cuecontext.New().CompileString(text)
	if expression != "" {
		path := cue.ParsePath(expression)
		if err := path.Err(); err != nil {
			return driver.Value{}, syntaxError(err)
		}
		value = value.LookupPath(path)
	}
	if err := value.Validate(); err != nil {
		return driver.Value{Bottom: err.Error()}, nil
	}
	if err := value.Validate(cue.Concrete(true), cue.Final()); err != nil {
		return driver.Value{Incomplete: err.Error()}, nil
	}
	text2, err := value.MarshalJSON()
	if err != nil {
		return driver.Value{Incomplete: err.Error()}, nil
	}
	return driver.Value{JSON: json.RawMessage(text2)}, nil
}

// problems lists the errors in err. With lines > 0 a place after that line is not in the template and left out.
func problems(err error, lines int) []driver.Problem {
	var found []driver.Problem
	for _, one := range errors.Errors(err) {
		format, args := one.Msg()
		problem := driver.Problem{Message: sprintf(format, args), Path: pathOf(one)}
		for _, position := range errors.Positions(one) {
			if position.Filename() == "-" && position.Line() > 0 && (lines == 0 || position.Line() <= lines) {
				problem.Line, problem.Column = position.Line(), position.Column()
				break
			}
		}
		found = append(found, problem)
	}
	return found
}
