package cuetext

import (
	"encoding/json"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"github.com/velasdk/velasdk/engine/driver"
)

// values are the packages of the line by the name the template calls them.
func (i *inspector) values() map[string]cue.Value {
	known := map[string]cue.Value{}
	for name, one := range i.packages {
		if strings.HasPrefix(one.path, "vela/") && one.value.Exists() {
			known[name] = one.value
		}
	}
	return known
}

// parameters compares what a call gives with what the function of the package has.
func (i *inspector) parameters(one *call) {
	params := one.function.LookupPath(cue.ParsePath("$params"))
	if !params.Exists() {
		i.compare(one, one.function, one.literals, "")
		return
	}
	var given []*ast.StructLit
	for _, field := range fieldsOf(one.literals) {
		name := nameOf(field.Label)
		switch {
		case name == "$params":
			if fields, ok := field.Value.(*ast.StructLit); ok {
				given = append(given, fields)
			} else {
				one.Spread = true
			}
		case strings.HasPrefix(name, "$") && name != "$returns":
			i.unknown("parameter", name, one.Function, one.function, field.Label)
		case exists(params, name) && !exists(one.function, name):
			one.Beside = append(one.Beside, driver.Beside{Name: name, Value: literal(field.Value), Place: placeOf(field)})
		}
	}
	for fields, _ := one.function.Fields(); fields.Next(); {
		if name := fields.Label(); !strings.HasPrefix(name, "$") && exists(params, name) {
			one.Beside = append(one.Beside, driver.Beside{Name: name, Value: concrete(fields.Value()), Own: true, Place: one.Place})
		}
	}
	i.compare(one, params, given, "")
}

// compare reads the parameters below a path.
func (i *inspector) compare(one *call, value cue.Value, literals []*ast.StructLit, prefix string) {
	given := map[string][]ast.Expr{}
	open := false
	for _, fields := range literals {
		for _, declaration := range fields.Elts {
			field, ok := declaration.(*ast.Field)
			if !ok {
				open = true
				continue
			}
			name := nameOf(field.Label)
			if name == "" {
				open = true
				continue
			}
			given[name] = append(given[name], field.Value)
			if !strings.HasPrefix(name, "#") && !strings.HasPrefix(name, "_") && !value.Allows(cue.Str(name)) {
				i.unknown("parameter", name, one.Function, value, field.Label)
			}
		}
	}
	for name, values := range given { // what the package does not declare, a provider may read all the same
		if !exists(value, name) {
			one.Given[prefix+name] = literal(values[0])
		}
	}
	for fields, _ := value.Fields(cue.Optional(true)); fields != nil && fields.Next(); {
		name := strings.TrimSuffix(fields.Label(), "?")
		below, path := fields.Value(), prefix+name
		if strings.HasPrefix(name, "$") || strings.HasPrefix(name, "#") {
			continue
		}
		var structs []*ast.StructLit
		for _, expression := range given[name] {
			fields, ok := expression.(*ast.StructLit)
			if ok {
				structs = append(structs, fields)
				continue
			}
			one.Given[path] = literal(expression)
			i.refuse(one, below, expression, path)
		}
		whole := below.IncompleteKind() == cue.StructKind
		switch {
		case len(structs) > 0:
			one.Given[path] = nil
			i.compare(one, below, structs, path+".")
		case len(given[name]) > 0 || fields.IsOptional():
		case whole:
			i.compare(one, below, nil, path+".")
		case concrete(below) != nil:
			one.Defaults[path] = concrete(below)
		case below.IncompleteKind() != cue.ListKind && !one.Spread && !open && !isConcrete(below):
			one.Missing = append(one.Missing, path)
		}
	}
}

// refuse notes a literal that the package does not take.
func (i *inspector) refuse(one *call, value cue.Value, expression ast.Expr, path string) {
	given := literal(expression)
	if given == nil || value.Unify(i.context.Encode(given)).Err() == nil {
		return
	}
	refused := driver.Refused{Path: path, Value: given, Place: placeOf(expression)}
	if op, alternatives := value.Expr(); op == cue.OrOp {
		for _, alternative := range alternatives {
			refused.Allowed = append(refused.Allowed, concrete(alternative))
		}
	}
	one.Refused = append(one.Refused, refused)
}

// unknown notes a name that a package does not have.
func (i *inspector) unknown(kind, name, of string, value cue.Value, node ast.Node) {
	i.found.Unknown = append(i.found.Unknown, driver.Unknown{
		Kind: kind, Name: name, Of: of, Known: names(value), Open: value.Allows(cue.AnyString), Place: placeOf(node),
	})
}

// fieldsOf are the fields of several literals.
func fieldsOf(literals []*ast.StructLit) (all []*ast.Field) {
	for _, fields := range literals {
		for _, declaration := range fields.Elts {
			if field, ok := declaration.(*ast.Field); ok {
				all = append(all, field)
			}
		}
	}
	return all
}

// names are those that a struct declares, optional ones included.
func names(value cue.Value) []string {
	found := []string{}
	for fields, _ := value.Fields(cue.Optional(true)); fields != nil && fields.Next(); {
		if name := strings.TrimSuffix(fields.Label(), "?"); !strings.HasPrefix(name, "#") {
			found = append(found, name)
		}
	}
	return found
}

// exists tells whether a struct declares a name.
func exists(value cue.Value, name string) bool {
	for _, known := range names(value) {
		if known == name {
			return true
		}
	}
	return false
}

func isConcrete(value cue.Value) bool {
	chosen, _ := value.Default()
	return chosen.IsConcrete()
}

// concrete is a scalar or its default as JSON, nil when there is none.
func concrete(value cue.Value) any {
	chosen, _ := value.Default()
	if !chosen.IsConcrete() || chosen.IncompleteKind() == cue.StructKind {
		return nil
	}
	text, err := chosen.MarshalJSON()
	if err != nil {
		return nil
	}
	var found any
	if json.Unmarshal(text, &found) != nil {
		return nil
	}
	return found
}
