package cuetext

import (
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
				found = append(found, at(node.Sel, "%s.%s does not exist", node.X, labelOf(node.Sel)))
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

// functionOf is the value `pkg.#Name` refers to; false when the expression is something else.
func functionOf(expression ast.Expr, known map[string]cue.Value) (cue.Value, bool) {
	selector, ok := expression.(*ast.SelectorExpr)
	if !ok {
		return cue.Value{}, false
	}
	ident, ok := selector.X.(*ast.Ident)
	if !ok {
		return cue.Value{}, false
	}
	values, ok := known[ident.Name]
	if !ok || ident.Node != nil && !isImport(ident.Node) {
		return cue.Value{}, false
	}
	return values.LookupPath(cue.ParsePath(labelOf(selector.Sel))), true
}

// isImport tells whether an identifier resolved to an import and not to a field of the same name.
func isImport(node ast.Node) bool {
	_, ok := node.(*ast.ImportSpec)
	return ok
}

// unknownParams checks `pkg.#Name & {$params: {...}}`.
func unknownParams(function, call ast.Expr, known map[string]cue.Value) []driver.Problem {
	value, ok := functionOf(function, known)
	fields, literal := call.(*ast.StructLit)
	if !ok || !literal || !value.Exists() {
		return nil
	}
	for _, declaration := range fields.Elts {
		if field, ok := declaration.(*ast.Field); ok && nameOf(field.Label) == "$params" {
			params := value.LookupPath(cue.MakePath(cue.Str("$params")))
			return notAllowed(field.Value, params, "$params")
		}
	}
	return nil
}

// notAllowed finds the fields of a literal that a closed struct does not have.
func notAllowed(expression ast.Expr, value cue.Value, path string) []driver.Problem {
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
			problem := at(field, "%s.%s: field not allowed", path, name)
			problem.Path = path + "." + name
			found = append(found, problem)
			continue
		}
		below := value.LookupPath(cue.MakePath(cue.Str(name).Optional()))
		found = append(found, notAllowed(field.Value, below, path+"."+name)...)
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

// labelOf is a selector as it is written.
func labelOf(label ast.Label) string {
	if ident, ok := label.(*ast.Ident); ok {
		return ident.Name
	}
	return strconv.Quote(nameOf(label))
}
