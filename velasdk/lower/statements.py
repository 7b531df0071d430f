"""Lowers the body of a method to a tree of paths, each ending in an action or in a value to go on with."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import TypeAlias

from .. import ir
from ..diagnostics import Refused
from ..schema import Bool, Str, optional
from . import refusals
from .conditions import test
from .functions import argument, called, helper
from .matches import covered, exhaustive, left, pattern
from .scope import FUNCTIONS, Answer, Method, Poisoned, Scope, Value, facts
from .sending import Made, Then, decoded, effect, reads_body

Finish: TypeAlias = Callable[[ast.expr, Scope], ir.Node]
"""Makes the node for `return expression`: an action, or a value that the rest of the step goes on with."""

MOST_PATHS = 200


def body(statements: list[ast.stmt], scope: Scope, finish: Finish, end: ast.AST) -> ir.Node:
    """The tree of `statements`; `end` is where a missing `return` is reported."""
    named: list[tuple[ir.Variable, ir.Expr]] = []
    while statements and (computed := _computed(statements[0], scope)) is not None:
        scope, given = computed
        named += given
        statements = statements[1:]
    node = _body(statements, scope, finish, end)
    for variable, value in reversed(named):
        node = ir.Let(variable, value, node)
    return node


def _body(statements: list[ast.stmt], scope: Scope, finish: Finish, end: ast.AST) -> ir.Node:
    """The tree of statements that do not begin with names for values."""
    method = scope.method
    if not statements:
        _count(method, end)
        is_helper = len(method.callers) > 1
        help = "return a value on every path, or say `-> None`" if is_helper else "return an action, or a value, on every path"
        return _refused(
            method.refuse("VS004", end, "a path ends without `return`", help),
            scope,
        )
    first, rest = statements[0], statements[1:]
    match first:
        case ast.Expr(value=ast.Constant(value=str())) | ast.Pass() | ast.AnnAssign(target=ast.Name(), value=None):
            return body(rest, scope, finish, end)
        case ast.Return(value=value):
            return _return(value, first, scope, finish)
        case ast.If(test=condition, body=then, orelse=orelse):
            tested, refused = _attempt_test(condition, scope)
            if refused:
                scope = scope.knowing(_mentioned(condition, scope))  # nothing is said about what it may have tested
            for name in refusals.stored(condition):
                scope = scope.bind(name, None)
            if (certain := _is_certain(tested)) is not None:
                return body([*(then if certain else orelse), *rest], scope, finish, end)
            positive, negative = scope.knowing(facts(tested, True)), scope.knowing(facts(tested, False))
            return ir.Branch(tested, body([*then, *rest], positive, finish, end), body([*orelse, *rest], negative, finish, end))
        case ast.Assign() | ast.AnnAssign() if (pair := assigned(first)) is not None:
            name, value = pair
            return valued(value, name, scope, lambda found: _named(name, found, first, rest, scope, finish, end))
        case ast.Expr(value=ast.Await() as awaited):
            return valued(awaited, "", scope, lambda value: body(rest, scope, finish, end))
        case ast.Match(subject=subject, cases=cases):
            return _match(subject, cases, rest, scope, finish, end)
        case _:
            method.whole.findings.add(refusals.unsupported(first, scope).diagnostic)
            if isinstance(first, ast.Assert):
                scope = scope.knowing(facts(_attempt_test(first.test, scope)[0], True))
            for name in refusals.stored(first):
                scope = scope.bind(name, None)
            return body(rest, scope, finish, end) if rest else _poisoned(first, scope)


def _count(method: Method, node: ast.AST) -> None:
    """One more path. Raises `Refused` when there are too many: their number doubles with each `if` that goes on."""
    method.whole.paths += 1
    if method.whole.paths > MOST_PATHS:
        raise method.refuse(
            "VS015", node, f"the step has more than {MOST_PATHS} paths", "let each `if` return, or split the step"
        )


def _return(value: ast.expr | None, statement: ast.Return, scope: Scope, finish: Finish) -> ir.Node:
    method = scope.method
    _count(method, statement)
    if value is None:
        help = "return an action, or `None` where the function says `-> None`"
        return _refused(method.refuse("VS004", statement, "`return` gives no action", help), scope)
    try:
        return _finish(value, scope, finish)
    except Refused as refused:
        return _refused(refused, scope)
    except Poisoned:
        return _poisoned(statement, scope)


def _finish(value: ast.expr, scope: Scope, finish: Finish) -> ir.Node:
    match value:
        case ast.IfExp(test=condition, body=then, orelse=orelse):
            tested = test(condition, scope)
            one = _finish(then, scope.knowing(facts(tested, True)), finish)
            return ir.Branch(tested, one, _finish(orelse, scope.knowing(facts(tested, False)), finish))
        case ast.Await(value=ast.Call(func=func) as call) | (ast.Call(func=func) as call):
            function = helper(func, scope)
            if function is not None and inspect.iscoroutinefunction(function) == isinstance(value, ast.Await):
                return _inside(function, call, scope, finish)
        case _:
            pass
    return finish(value, scope)


_NOTHING = ast.fix_missing_locations(ast.Return(ast.Constant(None), lineno=1, col_offset=0))
"""What ends a function that says `-> None`."""


def _inside(function: FunctionType, call: ast.Call, scope: Scope, finish: Finish) -> ir.Node:
    """The tree of a helper; its arguments are computed before it."""
    statements, inner, definition = called(function, call, scope)
    computed: list[tuple[ir.Variable, ir.Expr]] = []
    for name, value in inner.variables.items():
        if value is None or isinstance(value, (Answer, ir.Const, ir.ParameterOf, ir.ContextOf, ir.Variable)):
            continue
        variable = ir.Variable(scope.method.whole.names.fresh(name), value, type=value.type, span=scope.method.span(call))
        computed.append((variable, value))
        inner = inner.bind(name, variable)
        inner = inner.knowing({variable}) if value in scope.not_none else inner
    if isinstance(definition, FUNCTIONS) and isinstance(definition.returns, ast.Constant) and definition.returns.value is None:
        statements = [*statements, _NOTHING]
    node = body(statements, inner, finish, definition)
    for variable, value in reversed(computed):
        node = ir.Let(variable, value, node)
    return node


def valued(node: ast.expr, hint: str, scope: Scope, then: Then) -> ir.Node:
    """What follows from the value of `node`: an expression, something awaited, or a response read as a model."""
    try:
        made = _made(node, hint, scope)
    except Refused as refused:
        scope.method.whole.findings.add(refused.diagnostic)
        return then(None)
    except Poisoned:
        return then(None)
    return made(then)


def _made(node: ast.expr, hint: str, scope: Scope) -> Made:
    """The value of `node`, made ready. Raises `Refused`."""
    if isinstance(node, ast.Await):
        if (found := effect(node.value, hint, scope)) is not None:
            return found
        function = helper(node.value.func, scope) if isinstance(node.value, ast.Call) else None
        if function is not None and isinstance(node.value, ast.Call):
            return _awaited(function, node.value, hint, scope)
        raise refusals.not_awaitable(node, scope)
    if (found := decoded(node, hint, scope)) is not None:
        return found
    value = argument(node, scope)
    return lambda then: then(value)


def _awaited(function: FunctionType, call: ast.Call, hint: str, scope: Scope) -> Made:
    """What an `async` helper returns, or the answer to the request that another one returns, in the place of the call."""
    called(function, call, scope)  # what is wrong with the call is found before what follows it

    def finish(value: ast.expr, inner: Scope, then: Then) -> ir.Node:
        if inspect.iscoroutinefunction(function):
            return valued(value, hint, inner, then)
        if (found := effect(value, hint, inner)) is not None:
            return found(then)
        text = ast.unparse(call.func)
        help = f"make it `async def {function.__name__}`, or return a request from it"
        raise scope.method.refuse("VS043", call, f"`{text}` is awaited, and is no `async def`", help)

    return lambda then: _inside(function, call, scope, lambda value, inner: finish(value, inner, then))


Named: TypeAlias = tuple[Scope, list[tuple[ir.Variable, ir.Expr]]]
"""A scope with one more name, and the field that the name has in the template if it has one."""


def assigned(statement: ast.stmt) -> tuple[str, ast.expr] | None:
    """The name and the value of `name = value`, None for any other statement."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            return name, value
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            return name, value
        case _:
            return None


def _computed(statement: ast.stmt, scope: Scope) -> Named | None:
    """What `name = value` does, where the value is computed and nothing is awaited; None for any other statement."""
    if (pair := assigned(statement)) is None:
        return None
    name, value = pair
    method = scope.method
    if name in scope.variables or name in (scope.self_name, scope.context_name):
        if name not in scope.variables or scope.variables[name] is not None:  # else it was refused already
            help = "give the new value a name of its own, or assign the one name in both branches of an `if`"
            refused = method.refuse("VS005", statement, f"`{name}` is assigned a second time", help)
            method.whole.findings.add(refused.diagnostic)
        return scope.bind(name, None), []
    if isinstance(value, ast.Await) or reads_body(value, scope):
        return None
    try:
        return _given(name, argument(value, scope), statement, scope)
    except Refused as refused:
        method.whole.findings.add(refused.diagnostic)
    except Poisoned:
        pass
    return scope.bind(name, None), []


def _given(name: str, found: Value | None, statement: ast.stmt, scope: Scope) -> Named:
    """A name for a value: a field of its own, where the value is more than a name."""
    if found is None or isinstance(found, Answer):
        return scope.bind(name, found), []
    plain = found.value if isinstance(found, ir.NotNone) else found
    if isinstance(plain, (ir.Const, ir.ParameterOf, ir.ContextOf, ir.Variable)):
        return scope.bind(name, found), []
    method = scope.method
    variable = ir.Variable(method.whole.names.fresh(name), found, type=found.type, span=method.span(statement))
    inner = scope.bind(name, variable)
    return inner.knowing({variable}) if found in scope.not_none else inner, [(variable, found)]


def _named(
    name: str, found: Value | None, statement: ast.stmt, rest: list[ast.stmt], scope: Scope, finish: Finish, end: ast.AST
) -> ir.Node:
    """What follows from a name for something awaited."""
    inner, given = _given(name, found, statement, scope)
    node = body(rest, inner, finish, end)
    for variable, value in given:
        node = ir.Let(variable, value, node)
    return node


def _match(
    subject: ast.expr, cases: list[ast.match_case], rest: list[ast.stmt], scope: Scope, finish: Finish, end: ast.AST
) -> ir.Node:
    """The cases one after the other; as a `Switch` where they are just the values of an enum or a Literal."""
    if isinstance(subject, ast.Attribute) and cases[2:]:
        return valued(subject, subject.attr, scope, lambda value: _of_field(value, subject, cases, rest, scope, finish, end))
    return _cases(subject, cases, rest, scope, finish, end)


def _of_field(
    value: Value | None,
    subject: ast.Attribute,
    cases: list[ast.match_case],
    rest: list[ast.stmt],
    scope: Scope,
    finish: Finish,
    end: ast.AST,
) -> ir.Node:
    """The cases of a field, which has a name of its own in the template where they look at it often."""
    if value is None or isinstance(value, Answer) or optional(value.type) or isinstance(value, ir.Variable):
        return _cases(subject, cases, rest, scope, finish, end)
    name = scope.method.whole.names.fresh(subject.attr)
    variable = ir.Variable(name, value, type=value.type, span=scope.method.span(subject))
    text = ast.unparse(subject)
    named = ast.copy_location(ast.Name(text, ast.Load()), subject)
    return ir.Let(variable, value, _cases(named, cases, rest, scope.bind(text, variable), finish, end))


def _cases(
    subject: ast.expr, cases: list[ast.match_case], rest: list[ast.stmt], scope: Scope, finish: Finish, end: ast.AST
) -> ir.Node:
    tests: list[tuple[ir.Expr | None, ast.match_case]] = []
    inside: list[Scope] = []
    known = scope
    for case in cases:
        try:
            tested = pattern(case, subject, known)
        except Refused as refused:
            scope.method.whole.findings.add(refused.diagnostic)
            return _poisoned(case.pattern, scope)
        except Poisoned:
            return _poisoned(case.pattern, scope)
        tests.append((tested, case))
        inside.append(known.knowing(facts(tested, True)) if tested is not None else known)
        known = known.knowing(facts(tested, False)) if tested is not None else known
    nodes = [
        (tested, body([*case.body, *rest], within, finish, end)) for (tested, case), within in zip(tests, inside, strict=True)
    ]
    if (switch := exhaustive(nodes, subject, scope)) is not None:
        return switch
    node: ir.Node | None = None
    if all(tested is not None for tested, _ in tests) and not covered([tested for tested, _ in tests]):
        if not rest:
            message = f"no case takes {left([tested for tested, _ in tests])}"
            return _refused(scope.method.refuse("VS004", subject, message, "add it, or `case _:`, and return an action"), scope)
        node = body(rest, known, finish, end)
    for tested, then in reversed(nodes):
        node = then if tested is None or node is None else ir.Branch(tested, then, node)
    assert node is not None
    return node


def _attempt_test(node: ast.expr, scope: Scope) -> tuple[ir.Expr, bool]:
    """A condition, and whether it was refused."""
    try:
        return test(node, scope), False
    except Refused as refused:
        scope.method.whole.findings.add(refused.diagnostic)
    except Poisoned:
        pass
    return ir.Const(True, type=Bool(), span=scope.method.span(node)), True


def _is_certain(test: ir.Expr) -> bool | None:
    """What the test of a name gives that is None on this path; None for any other test."""
    if isinstance(test, ir.Not):
        return None if (inner := _is_certain(test.value)) is None else not inner
    return True if isinstance(test, ir.IsNone) and isinstance(test.value, ir.Const) and test.value.value is None else None


def _mentioned(node: ast.expr, scope: Scope) -> Iterator[ir.Expr]:
    """The values of names and attributes in `node` that may be None."""
    for one in ast.walk(node):
        if isinstance(one, (ast.Name, ast.Attribute)):
            try:
                value = scope.lower(one)
            except (Refused, Poisoned):
                continue
            if optional(value.type):
                yield value


def _refused(refused: Refused, scope: Scope) -> ir.Node:
    scope.method.whole.findings.add(refused.diagnostic)
    span = refused.diagnostic.span
    return ir.Return(ir.MessageOf("Fail", ir.Const("", type=Str(), span=span)), "refused", span)


def _poisoned(node: ast.AST, scope: Scope) -> ir.Node:
    span = scope.method.span(node)
    return ir.Return(ir.MessageOf("Fail", ir.Const("", type=Str(), span=span)), "refused", span)
