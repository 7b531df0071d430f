package cuetext

import (
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
	rank := map[string]int{"": 0, "struct": 1, "list": 2, "optional": 3, "hidden": 4, "definition": 5, "let": 6}
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
		case *ast.LetClause:
			i.let(declaration, declaration, at)
		}
	}
}

// let reads a name that is no field: an operation is executed where a field has it as its value, once for each. The node is
// what an identifier of that name refers to.
func (i *inspector) let(clause *ast.LetClause, node ast.Node, at where) {
	if test := presence(clause.Expr); test != "" {
		i.tests = append(i.tests, stored{node, clause.Expr, test})
	}
	if one := i.call(clause.Expr, at.in("let"), "", clause); one != nil {
		i.calls[node] = one
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
		i.tests = append(i.tests, stored{field.Value, field.Value, test})
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
	fields, _ := block.Value.(*ast.StructLit)
	for _, clause := range block.Clauses {
		switch clause := clause.(type) {
		case *ast.IfClause:
			at.guards = append(at.guards, clause.Condition)
			if !at.inside && nests(fields) {
				i.guards = append(i.guards, clause.Condition)
			}
			i.joined(clause.Condition)
		case *ast.ForClause:
			at.guards = append(at.guards, clause.Source)
		case *ast.LetClause:
			at.guards = append(at.guards, clause.Expr)
			i.let(clause, clause.Ident, at)
		}
	}
	if fields != nil {
		i.declarations(fields.Elts, at)
	}
}

// nests tells whether a block has another one directly in it.
func nests(fields *ast.StructLit) bool {
	if fields != nil {
		for _, declaration := range fields.Elts {
			if _, ok := declaration.(*ast.Comprehension); ok {
				return true
			}
		}
	}
	return false
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

// alias reads a field whose value is another field: an operation twice, or one that a definition or a `let` describes.
func (i *inspector) alias(one alias) {
	target, ok := i.calls[one.ident.Node]
	if !ok {
		return
	}
	if target.Holder != "definition" && target.Holder != "let" {
		i.found.Aliases = append(i.found.Aliases, driver.Named{Name: one.ident.Name, Place: placeOf(one.node)})
		return
	}
	instance := *target
	instance.Label, instance.Holder, instance.Guarded, instance.Block = one.label, one.where.holder, one.where.guarded, one.where.block
	instance.guards, instance.Spread, instance.Missing = one.where.guards, true, []string{}
	instance.Place, instance.Used = placeOf(one.node), false
	target.Used = true
	if field, ok := one.node.(*ast.Field); ok {
		i.calls[field.Value] = &instance
	} else {
		i.calls[one.node] = &instance
	}
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
