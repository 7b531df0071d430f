package cuetext

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestInspect: what is told of a template, by the JSON that holds it.
func TestInspect(t *testing.T) {
	head := "import \"vela/tools\"\n"
	call := "a: tools.#Do & {$params: url: \"x\"}\n"
	for text, want := range map[string]string{
		head + call: `"function":"tools.#Do","package":"vela/tools","do":"do","label":"a","holder":"","used":false,"guarded":false,"block":0`,
		head + "if parameter.b {\n" + call + "}\nparameter: b: bool\n":     `"guarded":true,"block":1,"decided":false,"keyed":false,"given":{"url":"x"}`,
		head + call + "if a.$returns.body == \"y\" {\n\tb: tools.#Do\n}\n": `"label":"b","holder":"","used":false,"guarded":true,"block":1,"decided":true`,
		head + "a: tools.#Do\n":                                                                               `"missing":["url"]`,
		head + "a: tools.#Do & parameter.all\n":                                                               `"spread":true,"missing":[]`,
		head + "a?: tools.#Do\n":                                                                              `"holder":"optional"`,
		head + "_a: tools.#Do\n":                                                                              `"holder":"hidden"`,
		head + "#a: tools.#Do\n":                                                                              `"holder":"definition"`,
		head + "x: {a: tools.#Do}\n":                                                                          `"holder":"struct"`,
		head + "x: {if parameter.b {tools.#Do}}\nparameter: b: bool\n":                                        `"label":"x","holder":""`,
		head + "x: [tools.#Do]\n":                                                                             `"holder":"list"`,
		head + "a: tools.#Do & {url: \"x\"}\n":                                                                `"beside":[{"name":"url","value":"x","own":false`,
		head + "a: tools.#Do & {$params: url: 1}\n":                                                           `"refused":[{"path":"url","value":1`,
		head + "a: tools.#Do & {$params: {url: \"\", uri: \"\"}}\n":                                           `"kind":"parameter","name":"uri","of":"tools.#Do","known":["url","opts"],"open":false,"place":{"line":2,"column":36`,
		head + "a: tools.#Nope\n":                                                                             `"kind":"function","name":"tools.#Nope","of":"vela/tools"`,
		head + call + "b: a.$returns.boddy\n":                                                                 `"kind":"result","name":"boddy","of":"tools.#Do","known":["body"]`,
		head + call + "b: a\n":                                                                                `"aliases":[{"name":"a","place":{"line":3,"column":1,"end_line":3,"end_column":5}}]`,
		"import \"strings\"\na: 1\n":                                                                          `{"path":"strings","known":true,"used":false`,
		"import \"vela/nope\"\na: nope.#X\n":                                                                  `{"path":"vela/nope","known":false,"used":true`,
		head + call + "if a.x != _|_ && a.x.y == 1 {b: 1}\n":                                                  `"joined":[{"name":"a.x"`,
		head + call + "if a.x != _|_ && a.x.y != _|_ {b: 1}\n":                                                `"joined":[]`,
		"c: parameter.o != _|_\nif c {if true {b: 1}}\nparameter: o?: int\n":                                  `"stored":[{"name":"parameter.o","place":{"line":1,"column":4`,
		"let c = parameter.o != _|_\nif c {for d in [1] {b: d}}\nparameter: o?: int\n":                        `"stored":[{"name":"parameter.o","place":{"line":1,"column":9`,
		"c: parameter.o != _|_\nif c {b: [if true {1}]}\nparameter: o?: int\n":                                `"stored":[]`,
		"c: parameter.o != _|_\nd: {if c {if true {b: 1}}}\nparameter: o?: int\n":                             `"stored":[]`,
		head + "let m = tools.#Do & {$params: url: 1}\na: m\n":                                                `"holder":"let","used":true,"guarded":false,"block":0,"decided":false,"keyed":false,"given":{"url":1},"defaults":{},"spread":false,"missing":[],"beside":[],"refused":[{"path":"url"`,
		head + "let m = tools.#Do\na: m & {$params: url: \"x\"}\n":                                            `"label":"a","holder":"","used":false,"guarded":false,"block":0,"decided":false,"keyed":false,"given":{},"defaults":{},"spread":true,"missing":[]`,
		head + "let m = tools.#Do\na: m.$returns.body\n":                                                      `"holder":"let","used":false`,
		head + "let m = tools.#Do\na: m\nb: m.$returns.body\n":                                                `"holder":"let","used":false`,
		head + "let m = tools.#Do & {$params: url: \"x\"}\na: m\nb: m.$params.url\n":                          `"holder":"let","used":true`,
		head + "let m = tools.#Do\na: m\nb: a.$returns.boddy\n":                                               `"kind":"result","name":"boddy"`,
		head + "#m: tools.#Do\na: [#m]\n":                                                                     `"label":"","holder":"list","used":false`,
		head + "a: tools.#Do & {$params: url: context.stepSessionID}\n":                                       `"decided":false,"keyed":true`,
		head + "let b = {c: d}\nd: context.stepSessionID\na: tools.#Do & {$params: url: b.c}\n":               `"decided":false,"keyed":true`,
		head + "if true let m = tools.#Do {a: m}\n":                                                           `"label":"","holder":"let","used":true,"guarded":true,"block":1`,
		"c: parameter.o != _|_\nparameter: o?: int\n":                                                         `"stored":[]`,
		head + "import \"encoding/json\"\n" + call + "b: json.Unmarshal(a.$returns.body)\n":                   `"decoded":[{"line":4,"column":4`,
		head + "import \"encoding/json\"\n" + call + "b: *json.Unmarshal(a.$returns.body) | null\n":           `"decoded":[]`,
		head + "import \"encoding/json\"\n" + call + "b: json.Unmarshal(parameter.t)\nparameter: t: string\n": `"decoded":[]`,
		"a: nowhere\n": `"errors":[{"message":"reference \"nowhere\" not found"`,
		head + call + "b: \"\\(a.$returns.body)\"\n":                                                               `"errors":[]`,
		"\"my-step\": {\n\ttype: \"workflow-step\"\n\tlabels: scope: \"Application\"\n}\ntemplate: {\n\tb: 1\n}\n": `"template":"            \n                      `,
	} {
		found, err := Inspect(text, tools(t), nil)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		told, _ := json.Marshal(found)
		if !strings.Contains(strings.ReplaceAll(string(told), `\u003c`, "<"), want) {
			t.Errorf("%q\n  has not %s\n  but %s", text, want, told)
		}
	}
	found, err := Inspect("\"my-step\": {type: \"workflow-step\", labels: scope: \"Application\"}\ntemplate: {\n\tb: 1\n}\n", nil, nil)
	if err != nil || found.Name != "my-step" || found.Labels["scope"] != "Application" || strings.TrimSpace(found.Template) != "b: 1" {
		t.Errorf("%+v %v", found, err)
	}
	for executed, errors := range map[string]int{"a: nowhere\n": 1, "a: 1\n": 0} {
		found, err := Inspect("a: nowhere\n", nil, func(string) string { return executed })
		if err != nil || len(found.Errors) != errors {
			t.Errorf("%q: %+v %v", executed, found.Errors, err)
		}
	}
	if _, err := Inspect("a: }", nil, nil); err == nil {
		t.Error("no syntax error")
	}
}
