package cuetext

import (
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/token"
	"github.com/velasdk/velasdk/engine/driver"
)

// functions finds what is called of a package and is not there.
func (i *inspector) functions(file *ast.File) {
	known := i.values()
	ast.Walk(file, func(node ast.Node) bool {
		if selector, ok := node.(*ast.SelectorExpr); ok {
			if function, ok := functionOf(selector, known); ok && !function.Exists() {
				of := known[rootOf(selector).Name]
				one := driver.Unknown{Kind: "function", Name: textOf(selector), Of: i.packages[rootOf(selector).Name].path, Place: placeOf(selector)}
				for fields, _ := of.Fields(cue.Definitions(true)); fields != nil && fields.Next(); {
					if name := fields.Label(); strings.HasPrefix(name, "#") {
						one.Known = append(one.Known, name)
					}
				}
				i.found.Unknown = append(i.found.Unknown, one)
			}
		}
		return true
	}, nil)
}

// rootOf is what a chain of selectors begins with, an identifier without a name for anything else.
func rootOf(expression ast.Expr) *ast.Ident {
	switch expression := expression.(type) {
	case *ast.Ident:
		return expression
	case *ast.SelectorExpr:
		return rootOf(expression.X)
	case *ast.IndexExpr:
		return rootOf(expression.X)
	}
	return &ast.Ident{}
}

// results finds what is read of an operation and is not there.
func (i *inspector) results(file *ast.File) {
	inner := map[ast.Node]bool{}
	ast.Walk(file, func(node ast.Node) bool {
		selector, ok := node.(*ast.SelectorExpr)
		if !ok || inner[selector] {
			return true
		}
		var chain []*ast.SelectorExpr
		for at := ast.Expr(selector); ; {
			one, ok := at.(*ast.SelectorExpr)
			if !ok {
				if ident, ok := at.(*ast.Ident); ok {
					if target, ok := i.calls[ident.Node]; ok {
						i.read(target, chain)
					}
				}
				return true
			}
			inner[one] = true
			chain = append([]*ast.SelectorExpr{one}, chain...)
			at = one.X
		}
	}, nil)
}

// read follows a chain of names into what a function declares.
func (i *inspector) read(target *call, chain []*ast.SelectorExpr) {
	value, literals := target.function, target.literals
	for depth, selector := range chain {
		name := nameOf(selector.Sel)
		if name == "" || strings.HasPrefix(name, "#") || strings.HasPrefix(name, "_") {
			return
		}
		var below []*ast.StructLit
		set := false
		for _, field := range fieldsOf(literals) {
			if nameOf(field.Label) == name {
				set = true
				if fields, ok := field.Value.(*ast.StructLit); ok {
					below = append(below, fields)
				}
			}
		}
		literals, target.Used = below, target.Used && (set || depth > 0)
		if exists(value, name) {
			value = declaredAs(value, name)
			continue
		}
		if set || len(names(value)) == 0 || target.Spread && depth == 0 && !strings.HasPrefix(name, "$") {
			return
		}
		i.unknown("result", name, target.Function, value, selector.Sel)
		return
	}
}

// declaredAs is the value of a field, optional or not.
func declaredAs(value cue.Value, name string) cue.Value {
	for fields, _ := value.Fields(cue.Optional(true)); fields != nil && fields.Next(); {
		if strings.TrimSuffix(fields.Label(), "?") == name {
			return fields.Value()
		}
	}
	return cue.Value{}
}

// decided tells whether a guard reads what an operation returned.
func (i *inspector) decided(guards []ast.Expr) bool {
	for _, guard := range guards {
		if i.reads(guard, map[ast.Node]bool{}) {
			return true
		}
	}
	return false
}

// reads tells whether an expression uses an operation, also through other fields.
func (i *inspector) reads(expression ast.Node, seen map[ast.Node]bool) (found bool) {
	if expression == nil || seen[expression] {
		return false
	}
	seen[expression] = true
	ast.Walk(expression, func(node ast.Node) bool {
		ident, ok := node.(*ast.Ident)
		if !ok || found || ident.Node == nil || isImport(ident.Node) {
			return !found
		}
		if _, ok := i.calls[ident.Node]; ok {
			found = true
			return false
		}
		found = i.reads(ident.Node, seen)
		return !found
	}, nil)
	return found
}

// keyed tells whether literals use the id of the step, also through other fields.
func keyed[T ast.Node](all []T, seen map[ast.Node]bool) (found bool) {
	for _, one := range all {
		ast.Walk(one, func(node ast.Node) bool {
			switch node := node.(type) {
			case *ast.SelectorExpr:
				found = found || nameOf(node.Sel) == "stepSessionID"
			case *ast.Ident:
				if node.Node != nil && !isImport(node.Node) && !seen[node.Node] {
					seen[node.Node] = true
					found = found || keyed([]ast.Node{node.Node}, seen)
				}
			}
			return !found
		}, nil)
	}
	return found
}

// decoded finds answers that are decoded and have no default beside them.
func (i *inspector) decoded(file *ast.File) {
	safe := map[ast.Node]bool{}
	for expression := range i.calls { // an operation whose parameter cannot be decoded is not executed, and the step fails
		ast.Walk(expression, func(below ast.Node) bool { safe[below] = true; return true }, nil)
	}
	ast.Walk(file, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.BinaryExpr:
			if node.Op == token.OR && hasDefault(node) || comparesBottom(node) {
				ast.Walk(node, func(below ast.Node) bool { safe[below] = true; return true }, nil)
			}
		case *ast.CallExpr:
			if selector, ok := node.Fun.(*ast.SelectorExpr); ok && !safe[node] && nameOf(selector.Sel) == "Unmarshal" {
				local := rootOf(selector)
				from := i.packages[local.Name].path
				if (from == "encoding/json" || from == "encoding/yaml") && len(node.Args) > 0 && !isEncoded(node.Args[0]) && i.reads(node.Args[0], map[ast.Node]bool{}) {
					i.found.Decoded = append(i.found.Decoded, placeOf(node))
				}
			}
		}
		return true
	}, nil)
}

// isEncoded tells whether a text comes straight from a Marshal, which can always be decoded.
func isEncoded(expression ast.Expr) bool {
	if made, ok := expression.(*ast.CallExpr); ok {
		if selector, ok := made.Fun.(*ast.SelectorExpr); ok {
			return nameOf(selector.Sel) == "Marshal"
		}
	}
	return false
}

// hasDefault tells whether one alternative is marked.
func hasDefault(expression ast.Expr) bool {
	for _, alternative := range operands(expression, token.OR) {
		if marked, ok := alternative.(*ast.UnaryExpr); ok && marked.Op == token.MUL {
			return true
		}
	}
	return false
}

// comparesBottom tells whether an expression is `x == _|_` or `x != _|_`.
func comparesBottom(expression ast.Expr) bool {
	test, ok := expression.(*ast.BinaryExpr)
	if !ok || test.Op != token.EQL && test.Op != token.NEQ {
		return false
	}
	_, bottom := test.Y.(*ast.BottomLit)
	return bottom
}

// presence is what a field tests with `== _|_` or `!= _|_` as its value: a path, "" when it does not.
func presence(expression ast.Expr) string {
	switch expression := expression.(type) {
	case *ast.ParenExpr:
		return presence(expression.X)
	case *ast.UnaryExpr:
		return presence(expression.X)
	case *ast.BinaryExpr:
		if comparesBottom(expression) {
			return pathText(expression.X)
		}
		if expression.Op == token.LAND || expression.Op == token.LOR {
			if found := presence(expression.X); found != "" {
				return found
			}
			return presence(expression.Y)
		}
	}
	return ""
}

// stored finds the presence tests of parameters and answers that a guard reads out of another field.
func (i *inspector) stored(file *ast.File) {
	for _, test := range i.tests {
		root, _, _ := strings.Cut(test.name, ".")
		ofParameter := root == "parameter"
		ofAnswer := false
		ast.Walk(test.expression, func(node ast.Node) bool {
			if ident, ok := node.(*ast.Ident); ok && !ofAnswer && ident.Name == root {
				_, ofAnswer = i.calls[ident.Node]
			}
			return true
		}, nil)
		for _, guard := range i.guards {
			if (ofParameter || ofAnswer) && i.uses(guard, test.node, map[ast.Node]bool{}) {
				i.found.Stored = append(i.found.Stored, driver.Named{Name: test.name, Place: placeOf(test.expression)})
				break
			}
		}
	}
}

// uses tells whether an expression reads a field with that value, also through other fields.
func (i *inspector) uses(expression, value ast.Node, seen map[ast.Node]bool) (found bool) {
	if expression == nil || seen[expression] {
		return false
	}
	seen[expression] = true
	ast.Walk(expression, func(node ast.Node) bool {
		if ident, ok := node.(*ast.Ident); ok && !found && ident.Node != nil && !isImport(ident.Node) {
			found = ident.Node == value || i.uses(ident.Node, value, seen)
		}
		return !found
	}, nil)
	return found
}

// joined finds a guard that uses, on the other side of &&, what it tests for.
func (i *inspector) joined(condition ast.Expr) {
	all := operands(condition, token.LAND)
	for _, one := range all {
		test, ok := one.(*ast.BinaryExpr)
		if !ok || test.Op != token.NEQ || !comparesBottom(test) {
			continue
		}
		path := pathText(test.X)
		for _, other := range all {
			if path != "" && other != one && mentions(other, path) {
				i.found.Joined = append(i.found.Joined, driver.Named{Name: path, Place: placeOf(condition)})
				return
			}
		}
	}
}

// mentions tells whether an expression needs the value at a path: a presence test does not.
func mentions(expression ast.Expr, path string) (found bool) {
	ast.Walk(expression, func(node ast.Node) bool {
		if found {
			return false
		}
		switch node := node.(type) {
		case *ast.BinaryExpr:
			return !comparesBottom(node)
		case *ast.SelectorExpr, *ast.IndexExpr, *ast.Ident:
			text := pathText(node.(ast.Expr))
			found = text == path || strings.HasPrefix(text, path+".")
		}
		return !found
	}, nil)
	return found
}

// pathText is a chain of names, indexes that are literals included; "" when there is anything else in it.
func pathText(expression ast.Expr) string {
	switch expression := expression.(type) {
	case *ast.Ident:
		return expression.Name
	case *ast.SelectorExpr:
		if from := pathText(expression.X); from != "" {
			return from + "." + nameOf(expression.Sel)
		}
	case *ast.IndexExpr:
		if name, ok := literal(expression.Index).(string); ok {
			if from := pathText(expression.X); from != "" {
				return from + "." + name
			}
		}
	}
	return ""
}
