package cuetext

import (
	"encoding/json"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
	"github.com/velasdk/velasdk/engine/driver"
)

// where is what a declaration stands in.
type where struct {
	holder  string
	label   string // of the field
	guarded bool
	block   int
	guards  []ast.Expr
	inside  bool // of a field
	nested  bool // in the struct of a field: what is embedded there is the field, what has a label is in a struct
}

// in is the place below a struct, list or label of that kind; what keeps an operation from running most is kept.
func (w where) in(holder string) where {
	rank := map[string]int{"": 0, "struct": 1, "list": 2, "optional": 3, "hidden": 4, "definition": 5}
	if rank[holder] > rank[w.holder] {
		w.holder = holder
	}
	return w
}

// call is an operation with the value of its function.
type call struct {
	driver.Operation
	function cue.Value
	literals []*ast.StructLit
	guards   []ast.Expr
}

// declarations reads the fields of a struct.
func (i *inspector) declarations(all []ast.Decl, at where) {
	for _, declaration := range all {
		switch declaration := declaration.(type) {
		case *ast.Field:
			i.field(declaration, at)
		case *ast.Comprehension:
			i.comprehension(declaration, at)
		case *ast.EmbedDecl:
			i.value(declaration.Expr, at, at.label, declaration)
		}
	}
}

func (i *inspector) field(field *ast.Field, at where) {
	name := nameOf(field.Label)
	i.declared[name]++
	if at.nested {
		at = at.in("struct")
	}
	at.nested = false
	below := at
	switch {
	case strings.HasPrefix(name, "#"), strings.HasPrefix(name, "_#"):
		below = at.in("definition")
	case strings.HasPrefix(name, "_") && !quoted(field.Label):
		below = at.in("hidden")
	case field.Optional.IsValid():
		below = at.in("optional")
	}
	if test := presence(field.Value); test != "" {
		i.tests = append(i.tests, stored{field.Value, test})
	}
	below.inside = true
	i.value(field.Value, below, name, field)
}

func quoted(label ast.Label) bool {
	_, basic := label.(*ast.BasicLit)
	return basic
}

// comprehension reads a block of `if` and `for`.
func (i *inspector) comprehension(block *ast.Comprehension, at where) {
	at.guarded = true
	i.blocks++
	at.block = i.blocks
	at.guards = append([]ast.Expr{}, at.guards...)
	for _, clause := range block.Clauses {
		switch clause := clause.(type) {
		case *ast.IfClause:
			at.guards = append(at.guards, clause.Condition)
			i.guards = append(i.guards, clause.Condition)
			i.joined(clause.Condition)
		case *ast.ForClause:
			at.guards = append(at.guards, clause.Source)
		case *ast.LetClause:
			at.guards = append(at.guards, clause.Expr)
		}
	}
	if fields, ok := block.Value.(*ast.StructLit); ok {
		i.declarations(fields.Elts, at)
	}
}

// value reads the value of a field: a call, what holds calls, or the name of another field.
func (i *inspector) value(expression ast.Expr, at where, label string, node ast.Node) {
	if one := i.call(expression, at, label, node); one != nil {
		i.calls[expression] = one
		i.called[label]++
		for _, fields := range one.literals {
			if one.Do == "" || one.Do == "steps" {
				i.declarations(fields.Elts, at)
			}
		}
		return
	}
	switch expression := expression.(type) {
	case *ast.ParenExpr:
		i.value(expression.X, at, label, node)
	case *ast.BinaryExpr:
		if expression.Op == token.AND {
			i.value(expression.X, at, label, node)
			i.value(expression.Y, at, label, node)
		}
	case *ast.StructLit:
		at.nested, at.label = at.inside, label
		i.declarations(expression.Elts, at)
	case *ast.ListLit:
		for _, element := range expression.Elts {
			if block, ok := element.(*ast.Comprehension); ok {
				i.comprehension(block, at.in("list"))
			} else {
				i.value(element, at.in("list"), "", element)
			}
		}
	case *ast.Ident:
		i.aliases = append(i.aliases, alias{expression, at, label, node})
	}
}

// call reads `pkg.#Name & {...}`, `{pkg.#Name, ...}` and the bare name; nil for anything else.
func (i *inspector) call(expression ast.Expr, at where, label string, node ast.Node) *call {
	one := &call{guards: at.guards}
	for _, operand := range operands(expression, token.AND) {
		if !i.operand(operand, one) {
			one.Spread = true
		}
	}
	if one.Function == "" {
		return nil
	}
	one.Do, _ = one.function.LookupPath(cue.ParsePath("#do")).String()
	one.Label, one.Holder, one.Guarded, one.Block = label, at.holder, at.guarded, at.block
	one.Place = placeOf(node)
	one.Given, one.Defaults = map[string]any{}, map[string]any{}
	one.Missing, one.Beside, one.Refused = []string{}, []driver.Beside{}, []driver.Refused{}
	return one
}

// operand adds what one side of an & says; false when it is not understood.
func (i *inspector) operand(operand ast.Expr, one *call) bool {
	if function, ok := functionOf(operand, i.values()); ok && function.Exists() {
		selector := operand.(*ast.SelectorExpr)
		one.Function, one.function = textOf(operand), function
		for from := selector.X; ; {
			if ident, ok := from.(*ast.Ident); ok {
				one.Package = i.packages[ident.Name].path
				break
			}
			from = from.(*ast.SelectorExpr).X
		}
		return true
	}
	fields, ok := operand.(*ast.StructLit)
	if !ok {
		return false
	}
	one.literals = append(one.literals, fields)
	understood := true
	for _, declaration := range fields.Elts {
		switch declaration := declaration.(type) {
		case *ast.EmbedDecl:
			understood = i.operand(declaration.Expr, one) && understood
		case *ast.Comprehension, *ast.LetClause, *ast.Ellipsis:
			understood = false
		}
	}
	return understood
}

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

// alias reads a field whose value is another field: an operation twice, or one that a definition describes.
func (i *inspector) alias(one alias) {
	target, ok := i.calls[one.ident.Node]
	if !ok {
		return
	}
	if target.Holder != "definition" {
		i.found.Aliases = append(i.found.Aliases, driver.Named{Name: one.ident.Name, Place: placeOf(one.node)})
		return
	}
	instance := *target
	instance.Label, instance.Holder, instance.Guarded, instance.Block = one.label, one.where.holder, one.where.guarded, one.where.block
	instance.guards, instance.Spread, instance.Missing = one.where.guards, true, []string{}
	instance.Place = placeOf(one.node)
	i.calls[one.node] = &instance
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

// operands are the sides of a chain of one operator.
func operands(expression ast.Expr, op token.Token) []ast.Expr {
	switch expression := expression.(type) {
	case *ast.ParenExpr:
		return operands(expression.X, op)
	case *ast.BinaryExpr:
		if expression.Op == op {
			return append(operands(expression.X, op), operands(expression.Y, op)...)
		}
	}
	return []ast.Expr{expression}
}
