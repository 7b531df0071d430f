"""Lowers the body of a method to a tree of paths, each ending in an action or in a value to go on with."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TypeAlias, cast

from .. import ir
from ..actions import Break, Continue, Fail, Suspend, Wait
from ..diagnostics import Refused
from ..schema import Bool, Str
from .conditions import test
from .names import live
from .scope import FUNCTIONS, Method, Poisoned, Scope, facts

Finish: TypeAlias = Callable[[ast.expr, Scope], ir.Node]
"""Makes the node for `return expression`: an action, or a value that the rest of the step goes on with."""

MOST_PATHS = 200


def body(statements: list[ast.stmt], scope: Scope, finish: Finish, end: ast.AST) -> ir.Node:
    """The tree of `statements`; `end` is where a missing `return` is reported."""
    method = scope.method
    if not statements:
        _count(method, end)
        return _refused(
            method.refuse("VS004", end, "a path ends without `return`", "return an action, or a value, on every path"),
            scope,
        )
    first, rest = statements[0], statements[1:]
    match first:
        case ast.Expr(value=ast.Constant(value=str())) | ast.Pass():
            return body(rest, scope, finish, end)
        case ast.Return(value=value):
            return _return(value, first, scope, finish)
        case ast.If(test=condition, body=then, orelse=orelse):
            tested = _attempt_test(condition, scope)
            for name in stored(condition):
                scope = scope.bind(name, None)
            positive, negative = scope.knowing(facts(tested, True)), scope.knowing(facts(tested, False))
            return ir.Branch(tested, body([*then, *rest], positive, finish, end), body([*orelse, *rest], negative, finish, end))
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return _assign(name, value, first, rest, scope, finish, end)
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            return _assign(name, value, first, rest, scope, finish, end)
        case _:
            what, instead = _UNSUPPORTED.get(type(first), (f"`{type(first).__name__.lower()}`", "see docs/language.md"))
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Call) and live(first.value.func, scope) in ACTIONS:
                what, instead = "an action that is not returned", f"write `return {ast.unparse(first)}`"
            method.findings.add(method.refuse("VS001", first, f"{what} cannot be expressed in CUE", instead).diagnostic)
            if isinstance(first, ast.Assert):
                scope = scope.knowing(facts(_attempt_test(first.test, scope), True))
            for name in stored(first):
                scope = scope.bind(name, None)
            return body(rest, scope, finish, end) if rest else _poisoned(first, scope)


def stored(node: ast.AST) -> Iterator[str]:
    """The names that something refused would have bound: nothing more is said about them."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            yield inner.id
        elif isinstance(inner, (*FUNCTIONS, ast.ClassDef)):
            yield inner.name
        elif isinstance(inner, ast.alias):
            yield inner.asname or inner.name.partition(".")[0]
        elif isinstance(inner, (ast.MatchAs, ast.MatchStar)) and inner.name:
            yield inner.name


def never_executed(function: ast.AST) -> Iterator[ast.stmt]:
    """The statements that stand after a `return`, or an `if` that returns in every branch, in the same block."""
    for node in ast.walk(function):
        for block in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(block, list):
                statements = cast("list[ast.stmt]", block)
                for before, after in zip(statements, statements[1:], strict=False):
                    if _leaves([before]):
                        yield after
                        break


def _leaves(statements: list[ast.stmt]) -> bool:
    """Whether no path goes on behind `statements`."""
    return any(
        isinstance(one, ast.Return) or (isinstance(one, ast.If) and _leaves(one.body) and _leaves(one.orelse))
        for one in statements
    )


_UNSUPPORTED: dict[type[ast.stmt], tuple[str, str]] = {
    ast.For: ("a `for` statement", "use a comprehension, `any(...)` or `all(...)`"),
    ast.While: ("a `while` loop", "return `Wait(...)`: the engine executes the step again"),
    ast.Try: ("`try`", "nothing raises here: test the value first, or use the policies of the request"),
    ast.With: ("`with`", "leave it out: a step holds no resources"),
    ast.AugAssign: ("changing a name", "give the new value a name of its own"),
    ast.Raise: ("`raise`", 'return `Fail("...")`'),
    ast.Assert: ("`assert`", 'write `if not ...: return Fail("...")`'),
    ast.Delete: ("`del`", "leave it out"),
    ast.Global: ("`global`", "use a parameter or a module constant"),
    ast.Nonlocal: ("`nonlocal`", "use a parameter or a module constant"),
    ast.Import: ("an import inside a method", "import at the top of the file"),
    ast.ImportFrom: ("an import inside a method", "import at the top of the file"),
    ast.FunctionDef: ("a function inside a method", "write the expression where it is used"),
    ast.AsyncFunctionDef: ("a function inside a method", "write the expression where it is used"),
    ast.ClassDef: ("a class inside a method", "declare it at the top of the file"),
    ast.Match: ("`match`", "use `if`, or map an enum with `actions`"),
    ast.Expr: ("a statement that does nothing but call", "assign the value to a name, or leave it out"),
    ast.Assign: ("this assignment", "assign one plain name: `name = ...`"),
    ast.AnnAssign: ("this assignment", "assign one plain name: `name = ...`"),
}


ACTIONS: tuple[object, ...] = (Break, Continue, Fail, Suspend, Wait)


def _count(method: Method, node: ast.AST) -> None:
    """One more path. Raises `Refused` when there are too many: their number doubles with each `if` that goes on."""
    method.paths += 1
    if method.paths > MOST_PATHS:
        raise method.refuse(
            "VS015", node, f"the method has more than {MOST_PATHS} paths", "let each `if` return, or split the step"
        )


def _return(value: ast.expr | None, statement: ast.Return, scope: Scope, finish: Finish) -> ir.Node:
    method = scope.method
    _count(method, statement)
    if value is None:
        return _refused(method.refuse("VS004", statement, "`return` gives no action", "return an action"), scope)
    try:
        return _finish(value, scope, finish)
    except Refused as refused:
        return _refused(refused, scope)
    except Poisoned:
        return _poisoned(statement, scope)


def _finish(value: ast.expr, scope: Scope, finish: Finish) -> ir.Node:
    if not isinstance(value, ast.IfExp):
        return finish(value, scope)
    tested = test(value.test, scope)
    then = _finish(value.body, scope.knowing(facts(tested, True)), finish)
    return ir.Branch(tested, then, _finish(value.orelse, scope.knowing(facts(tested, False)), finish))


def _assign(
    name: str,
    value: ast.expr,
    statement: ast.stmt,
    rest: list[ast.stmt],
    scope: Scope,
    finish: Finish,
    end: ast.AST,
) -> ir.Node:
    method = scope.method
    try:
        if name in scope.variables or name in (scope.self_name, scope.context_name):
            raise method.refuse(
                "VS005", statement, f"`{name}` is assigned a second time", "give the new value a name of its own"
            )
        lowered = scope.lower(value)
    except (Refused, Poisoned) as problem:
        if isinstance(problem, Refused):
            method.findings.add(problem.diagnostic)
        return body(rest, scope.bind(name, None), finish, end)
    if isinstance(lowered, (ir.Const, ir.ParameterOf, ir.ContextOf, ir.Variable)):
        return body(rest, scope.bind(name, lowered), finish, end)
    variable = ir.Variable(method.names.fresh(name), lowered, type=lowered.type, span=method.span(statement))
    inner = scope.bind(name, variable)
    inner = inner.knowing({variable}) if lowered in scope.not_none else inner
    return ir.Let(variable, lowered, body(rest, inner, finish, end))


def _attempt_test(node: ast.expr, scope: Scope) -> ir.Expr:
    try:
        return test(node, scope)
    except Refused as refused:
        scope.method.findings.add(refused.diagnostic)
    except Poisoned:
        pass
    return ir.Const(True, type=Bool(), span=scope.method.span(node))


def _refused(refused: Refused, scope: Scope) -> ir.Node:
    scope.method.findings.add(refused.diagnostic)
    span = refused.diagnostic.span
    return ir.Return(ir.MessageOf("Fail", ir.Const("", type=Str(), span=span)), "refused", span)


def _poisoned(node: ast.AST, scope: Scope) -> ir.Node:
    span = scope.method.span(node)
    return ir.Return(ir.MessageOf("Fail", ir.Const("", type=Str(), span=span)), "refused", span)
