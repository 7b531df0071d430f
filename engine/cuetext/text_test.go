package cuetext

import (
	"encoding/json"
	"errors"
	"testing"

	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/parser"
	"github.com/velasdk/velasdk/engine/driver"
)

// tools is a package as the lines have them.
func tools(t *testing.T) []*build.Instance {
	t.Helper()
	file, err := parser.ParseFile("-", "package tools\n#Do: {#do: \"do\", $params: {url: string, opts?: {a?: int}}, $returns?: body: string, ...}\n#Flat: {#do: \"flat\", a?: int}\npart: #In: {#do: \"in\", a?: int, ...}")
	if err != nil {
		t.Fatal(err)
	}
	instance := &build.Instance{PkgName: "tools", ImportPath: "vela/tools"}
	if err := instance.AddSyntax(file); err != nil {
		t.Fatal(err)
	}
	return []*build.Instance{instance}
}

func TestFormat(t *testing.T) {
	if text, err := Format("a:   1"); err != nil || text != "a: 1\n" && text != "a: 1" {
		t.Errorf("%q %v", text, err)
	}
	var syntax *driver.Error
	if _, err := Format("a: 1\nb: }"); !errors.As(err, &syntax) || syntax.Code != "syntax" || syntax.Line != 2 || syntax.Column != 4 {
		t.Errorf("%+v", syntax)
	}
}

func TestEvaluate(t *testing.T) {
	for text, want := range map[string]string{
		"a: *1 | int": "1", "a: [null]": "[null]", "a: string": "incomplete", "a: 1 & 2": "bottom", "b: 1": "incomplete",
	} {
		value, err := Evaluate(text, "a")
		got := string(value.JSON)
		switch {
		case value.Incomplete != "":
			got = "incomplete"
		case value.Bottom != "":
			got = "bottom"
		}
		if err != nil || got != want {
			t.Errorf("%s: %+v %v", text, value, err)
		}
	}
}

func TestVet(t *testing.T) {
	head := "import \"vela/tools\"\n"
	for template, line := range map[string]int{
		head + "a: tools.#Do & {$params: url: parameter.url}\nparameter: url: string\n": 0,
		head + "a: tools.#Do & {$params: {url: \"x\", opts: {a: 1}}}\n":                 0,
		head + "a: tools.#Nope\n": 2,
		head + "if parameter.x != _|_ {\n\ta: tools.#Nope\n}\nparameter: x?: int\n":                                   3,
		head + "if parameter.x != _|_ {\n\ta: {$params: {url: \"\", uri: \"\"}} & tools.#Do\n}\nparameter: x?: int\n": 3,
		head + "if parameter.x != _|_ {\n\ta: tools.#Do & {$params: opts: {b: 1}}\n}\nparameter: x?: int\n":           3,
		head + "a: tools.part.#In & {b: 1}\nc: tools.#Flat & {a: 1}\nd: tools.#Do.$params\n":                          0,
		head + "if parameter.x != _|_ {\n\ta: tools.part.#Nope\n}\nparameter: x?: int\n":                              3,
		head + "if parameter.x != _|_ {\n\ta: tools.#Flat & {b: 1}\n}\nparameter: x?: int\n":                          3,
		"a: 1\nb: 1\nb: 2\n":                   2,
		"a: 1\nb: }\n":                         2,
		"a: nowhere\n":                         1,
		"parameter: {}\na: context.stepName\n": 0,
	} {
		vetted := Vet(template, nil, tools(t))
		found := len(vetted.Errors) == 0 && line == 0
		for _, problem := range vetted.Errors {
			found = found || line > 0 && problem.Line == line && problem.Column > 0 && problem.Message != ""
		}
		if !found {
			t.Errorf("%q: %+v, not line %d", template, vetted.Errors, line)
		}
	}
	if vetted := Vet("parameter: n: int\n", map[string]json.RawMessage{"n": json.RawMessage(`"x"`)}, nil); len(vetted.Errors) == 0 {
		t.Error("a parameter of the wrong type is accepted")
	}
}

func TestSchema(t *testing.T) {
	template := "parameter: {\n\t// +usage=How many\n\t// +short=n\n\tn: *3 | int\n\t// +immutable\n\ts?: string\n}\n"
	vetted := Vet(template, nil, nil)
	want := `{"properties":{"n":{"default":3,"description":"How many","title":"n","type":"integer"},` +
		`"s":{"description":"","title":"s","type":"string","x-immutable":true}},"required":["n"],"type":"object"}`
	if string(vetted.Schema) != want || vetted.SchemaError != "" {
		t.Errorf("%s %s", vetted.Schema, vetted.SchemaError)
	}
	if vetted := Vet("a: 1\nparameter: {x: 1 & 2}\n", nil, nil); vetted.SchemaError == "" {
		t.Error("a schema for a template that does not compile")
	}
}
