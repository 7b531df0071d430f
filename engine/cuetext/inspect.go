package cuetext

import (
	"path"
	"sort"
	"strconv"
	"strings"

	"cuelang.org/go/cue"
	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/cuecontext"
	"cuelang.org/go/cue/parser"
	"cuelang.org/go/cue/token"
	"github.com/velasdk/velasdk/engine/driver"
)

// inspector collects what a template says.
type inspector struct {
	context  *cue.Context
	packages map[string]imported // by the name a template calls them
	found    driver.Inspected
	calls    map[ast.Node]*call // by the expression that makes them
	declared map[string]int     // how often a label is declared
	called   map[string]int     // how often a label is that of an operation
	blocks   int
	aliases  []alias
	tests    []stored
	guards   []ast.Expr
}

// imported is a package of the line.
type imported struct {
	path  string
	value cue.Value
}

// alias is a field whose value is another field.
type alias struct {
	ident *ast.Ident
	where where
	label string
	node  ast.Node
}

// stored is a presence test in a field or a `let`; an identifier of that field refers to the node.
type stored struct {
	node       ast.Node
	expression ast.Expr
	name       string
}

// Inspect says what a text does: a bare template, or one with the metadata that `vela def` takes. With executed, errors that
// the text which the controller executes in the place of the template has not are none.
func Inspect(text string, packages []*build.Instance, executed func(string) string) (driver.Inspected, error) {
	whole, err := parser.ParseFile("-", text, parser.ParseComments)
	if err != nil {
		return driver.Inspected{}, syntaxError(err)
	}
	i := &inspector{
		context: cuecontext.New(), packages: map[string]imported{}, calls: map[ast.Node]*call{}, declared: map[string]int{},
		called: map[string]int{},
	}
	i.found = driver.Inspected{
		Labels: map[string]string{}, Imports: []driver.Import{}, Operations: []driver.Operation{},
		Unknown: []driver.Unknown{}, Decoded: []driver.Place{}, Joined: []driver.Named{}, Stored: []driver.Named{},
		Aliases: []driver.Named{},
	}
	i.found.Template = i.templateOf(whole, text)
	file, err := parser.ParseFile("-", i.found.Template, parser.ParseComments)
	if err != nil {
		return driver.Inspected{}, syntaxError(err)
	}
	i.imports(file, packages)
	i.declarations(file.Decls, where{})
	for _, one := range i.calls {
		// A field of the same name that is no operation may say more of this one.
		one.Spread = one.Spread || one.Label != "" && i.declared[one.Label] > i.called[one.Label]
		i.parameters(one)
	}
	for _, one := range i.aliases {
		i.alias(one)
	}
	i.functions(file)
	i.results(file)
	i.decoded(file)
	i.stored(file)
	for _, one := range i.calls {
		one.Decided, one.Keyed = i.decided(one.guards), keyed(one.literals, map[ast.Node]bool{})
		i.found.Operations = append(i.found.Operations, one.Operation)
	}
	i.found.Errors = i.certain(file, unique(errorsOf(i.found.Template, packages)))
	if executed != nil {
		i.found.Errors = still(i.found.Errors, i.found.Template, executed(i.found.Template), packages)
	}
	sort.Slice(i.found.Operations, func(a, b int) bool {
		return before(i.found.Operations[a].Place, i.found.Operations[b].Place)
	})
	return i.found, nil
}

// errorsOf are those of a template and its context.
func errorsOf(template string, packages []*build.Instance) []driver.Problem {
	value, failed := compile(template+"\n"+contextText, packages)
	return problemsOf(value, failed, strings.Count(template, "\n")+1)
}

// still are the errors of a template that another text has, too, wherever it has them.
func still(all []driver.Problem, template, executed string, packages []*build.Instance) []driver.Problem {
	if executed == template {
		return all
	}
	left := map[string]bool{}
	for _, problem := range errorsOf(executed, packages) {
		left[problem.Path+": "+problem.Message] = true
	}
	found := []driver.Problem{}
	for _, problem := range all {
		if left[problem.Path+": "+problem.Message] {
			found = append(found, problem)
		}
	}
	return found
}

// certain are the errors that are neither about what an operation has yet to return nor about parameters not given.
func (i *inspector) certain(file *ast.File, all []driver.Problem) []driver.Problem {
	found := []driver.Problem{}
	for _, problem := range all {
		later := strings.HasPrefix(problem.Message, "incomplete ") || strings.HasPrefix(problem.Message, "non-concrete ")
		ast.Walk(file, func(node ast.Node) bool {
			at := placeOf(node)
			within := !before(driver.Place{Line: problem.Line, Column: problem.Column}, at) &&
				before(driver.Place{Line: problem.Line, Column: problem.Column}, driver.Place{Line: at.EndLine, Column: at.EndColumn})
			if _, file := node.(*ast.File); !within && !file {
				return false
			}
			switch node := node.(type) {
			case *ast.Field:
				if _, fields := node.Value.(*ast.StructLit); !fields {
					later = later || i.reads(node.Value, map[ast.Node]bool{})
				}
			case *ast.IfClause:
				later = later || i.reads(node.Condition, map[ast.Node]bool{})
			}
			return true
		}, nil)
		if !later {
			found = append(found, problem)
		}
	}
	return found
}

func before(a, b driver.Place) bool {
	return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column
}

// templateOf is the template in a text. Of a definition with metadata everything else becomes blank, so that what is left
// keeps its place.
func (i *inspector) templateOf(file *ast.File, text string) string {
	var template, metadata *ast.StructLit
	kept := make([]bool, len(text))
	keep := func(from, to token.Pos) {
		for at := from.Offset(); at < to.Offset() && at < len(text); at++ {
			kept[at] = true
		}
	}
	for _, declaration := range file.Decls {
		switch declaration := declaration.(type) {
		case *ast.ImportDecl:
			keep(declaration.Pos(), declaration.End())
		case *ast.Field:
			fields, ok := declaration.Value.(*ast.StructLit)
			if !ok {
				continue
			}
			if nameOf(declaration.Label) == "template" {
				template = fields
			} else if kind := stringAt(fields, "type"); kind != "" {
				metadata, i.found.Name, i.found.Type = fields, nameOf(declaration.Label), kind
			}
		}
	}
	if template == nil || metadata == nil || !template.Lbrace.IsValid() {
		i.found.Name, i.found.Type = "", ""
		return text
	}
	for _, declaration := range metadata.Elts {
		if field, ok := declaration.(*ast.Field); ok && nameOf(field.Label) == "labels" {
			if labels, ok := field.Value.(*ast.StructLit); ok {
				for _, one := range labels.Elts {
					if label, ok := one.(*ast.Field); ok {
						i.found.Labels[nameOf(label.Label)] = stringAt(labels, nameOf(label.Label))
					}
				}
			}
		}
	}
	keep(template.Lbrace.Add(1), template.Rbrace)
	blank := []byte(text)
	for at := range blank {
		if !kept[at] && blank[at] != '\n' && blank[at] != '\r' {
			blank[at] = ' '
		}
	}
	return string(blank)
}

// stringAt is the text literal of a field, "" when it has none.
func stringAt(fields *ast.StructLit, name string) string {
	for _, declaration := range fields.Elts {
		if field, ok := declaration.(*ast.Field); ok && nameOf(field.Label) == name {
			if text, ok := literal(field.Value).(string); ok {
				return text
			}
		}
	}
	return ""
}

// imports reads what is imported and which of it is used.
func (i *inspector) imports(file *ast.File, packages []*build.Instance) {
	for _, spec := range file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		full, qualifier, _ := strings.Cut(name, ":")
		local := path.Base(full)
		if qualifier != "" {
			local = qualifier
		}
		if spec.Name != nil {
			local = spec.Name.Name
		}
		known := imported{path: full}
		one := driver.Import{Path: full, Known: true, Place: placeOf(spec)}
		if strings.HasPrefix(full, "vela/") {
			instance := instanceOf(full, packages)
			if one.Known = instance != nil; one.Known {
				known.value = i.context.BuildInstance(instance)
			}
		}
		i.packages[local] = known
		ast.Walk(file, func(node ast.Node) bool {
			if ident, ok := node.(*ast.Ident); ok && ident != spec.Name && i.refersTo(ident, local) {
				one.Used = true
			}
			return true
		}, nil)
		i.found.Imports = append(i.found.Imports, one)
	}
}

// refersTo tells whether an identifier is the import of that name and no field or label.
func (i *inspector) refersTo(ident *ast.Ident, local string) bool {
	return ident.Name == local && ident.Node != nil && isImport(ident.Node)
}

// placeOf is where a node stands.
func placeOf(node ast.Node) driver.Place {
	from, to := node.Pos(), node.End()
	return driver.Place{Line: from.Line(), Column: from.Column(), EndLine: to.Line(), EndColumn: to.Column()}
}

// literal is the value of a literal as JSON has it, nil for any other expression.
func literal(expression ast.Expr) any {
	if basic, ok := expression.(*ast.BasicLit); ok {
		switch basic.Kind {
		case token.STRING:
			if text, err := strconv.Unquote(basic.Value); err == nil {
				return text
			}
		case token.TRUE, token.FALSE:
			return basic.Kind == token.TRUE
		case token.INT:
			if number, err := strconv.Atoi(basic.Value); err == nil {
				return number
			}
		}
	}
	return nil
}
