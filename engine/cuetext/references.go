package cuetext

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/token"
	"github.com/velasdk/velasdk/engine/driver"
)

// references checks what a template says of the vela packages by its text alone, so also in branches that nothing
// enters before a request is answered: the package, the function, the names in `$params`.
func references(file *ast.File, packages []*build.Instance) []driver.Problem {
	var found []driver.Problem
	known := map[string]cue.Value{}
	context := cuecontext.New()
	for _, spec := range file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil || !strings.HasPrefix(name, "vela/") {
			continue
		}
		instance := instanceOf(name, packages)
		if instance == nil {
			found = append(found, at(spec, "package %q does not exist on this line", name))
			continue
		}
		local := path.Base(name)
		if spec.Name != nil {
			local = spec.Name.Name
		}
		known[local] = context.BuildInstance(instance)
	}
	ast.Walk(file, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.SelectorExpr:
			if function, ok := functionOf(node, known); ok && !function.Exists() {
				found = append(found, at(node.Sel, "%s does not exist", textOf(node)))
			}
		case *ast.BinaryExpr:
			if node.Op == token.AND {
				found = append(found, unknownParams(node.X, node.Y, known)...)
				found = append(found, unknownParams(node.Y, node.X, known)...)
			}
		}
		return true
	}, nil)
	return found
}

// instanceOf finds a package by its import path.
func instanceOf(name string, packages []*build.Instance) *build.Instance {
	for _, instance := range packages {
		if instance.ImportPath == name {
			return instance
		}
	}
	return nil
}

// functionOf is the value `pkg.#Name` or `pkg.part.#Name` refers to; false when the expression is something else.
func functionOf(expression ast.Expr, known map[string]cue.Value) (cue.Value, bool) {
	selector, ok := expression.(*ast.SelectorExpr)
	if !ok {
		return cue.Value{}, false
	}
	name := labelOf(selector.Sel)
	switch from := selector.X.(type) {
	case *ast.Ident:
		values, ok := known[from.Name]
		if !ok || from.Node != nil && !isImport(from.Node) {
			return cue.Value{}, false
		}
		return values.LookupPath(cue.ParsePath(name)), true
	case *ast.SelectorExpr:
		part, ok := functionOf(from, known)
		if !ok || !part.Exists() || !strings.HasPrefix(name, "#") {
			return cue.Value{}, false
		}
		return part.LookupPath(cue.ParsePath(name)), true
	}
	return cue.Value{}, false
}

// isImport tells whether an identifier resolved to an import and not to a field of the same name.
func isImport(node ast.Node) bool {
	_, ok := node.(*ast.ImportSpec)
	return ok
}

// unknownParams checks `pkg.#Name & {$params: {...}}`, or `pkg.#Name & {...}` of a function that has no `$params`.
func unknownParams(function, call ast.Expr, known map[string]cue.Value) []driver.Problem {
	value, ok := functionOf(function, known)
	fields, literal := call.(*ast.StructLit)
	if !ok || !literal || !value.Exists() {
		return nil
	}
	params := value.LookupPath(cue.MakePath(cue.Str("$params")))
	if !params.Exists() {
		return notAllowed(fields, value, "")
	}
	for _, declaration := range fields.Elts {
		if field, ok := declaration.(*ast.Field); ok && nameOf(field.Label) == "$params" {
			return notAllowed(field.Value, params, "$params.")
		}
	}
	return nil
}

// notAllowed finds the fields of a literal that a closed struct does not have.
func notAllowed(expression ast.Expr, value cue.Value, prefix string) []driver.Problem {
	fields, literal := expression.(*ast.StructLit)
	if !literal || !value.Exists() || value.IncompleteKind() != cue.StructKind {
		return nil
	}
	var found []driver.Problem
	for _, declaration := range fields.Elts {
		field, ok := declaration.(*ast.Field)
		if !ok {
			continue
		}
		name := nameOf(field.Label)
		if name == "" {
			continue
		}
		if !value.Allows(cue.Str(name)) {
			problem := at(field, "%s%s: field not allowed", prefix, name)
			problem.Path = prefix + name
			found = append(found, problem)
			continue
		}
		below := value.LookupPath(cue.MakePath(cue.Str(name).Optional()))
		found = append(found, notAllowed(field.Value, below, prefix+name+".")...)
	}
	return found
}

// nameOf is the name of a plain label, "" for any other.
func nameOf(label ast.Label) string {
	name, _, err := ast.LabelName(label)
	if err != nil {
		return ""
	}
	return name
}

// textOf is a chain of selectors as it is written.
func textOf(expression ast.Expr) string {
	if selector, ok := expression.(*ast.SelectorExpr); ok {
		return textOf(selector.X) + "." + labelOf(selector.Sel)
	}
	return fmt.Sprint(expression)
}

// labelOf is a selector as it is written.
func labelOf(label ast.Label) string {
	if ident, ok := label.(*ast.Ident); ok {
		return ident.Name
	}
	return strconv.Quote(nameOf(label))
}
