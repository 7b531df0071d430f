"""Lowers the patterns of `match`: values, `|` of them, and `_`."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from .. import ir
from ..schema import Bool, Choice, Null, optional, without_null
from .conditions import test
from .scope import Scope


def is_wildcard(case: ast.match_case) -> bool:
    """Whether a case takes everything."""
    return isinstance(case.pattern, ast.MatchAs) and case.pattern.pattern is None and not case.pattern.name and not case.guard


def pattern(case: ast.match_case, subject: ast.expr, scope: Scope) -> ir.Expr | None:
    """The test of a case; None for `_`. Raises `Refused` for a pattern that is more than values."""
    condition = _condition(case.pattern, subject, scope)
    if case.guard is not None:
        whole = [case.guard] if condition is None else [condition, case.guard]
        condition = whole[0] if len(whole) == 1 else ast.copy_location(ast.BoolOp(ast.And(), whole), case.pattern)
    return test(condition, scope) if condition is not None else None


def _condition(node: ast.pattern, subject: ast.expr, scope: Scope) -> ast.expr | None:
    """A pattern as the condition that it is."""

    def compared(op: ast.cmpop, value: ast.expr) -> ast.expr:
        return ast.copy_location(ast.Compare(subject, [op], [value]), node)

    match node:
        case ast.MatchValue(value=value):
            return compared(ast.Eq(), value)
        case ast.MatchSingleton(value=value):
            op = ast.Is() if value is None else ast.Eq()
            return compared(op, ast.copy_location(ast.Constant(value), node))
        case ast.MatchOr(patterns=patterns):
            parts = [_condition(one, subject, scope) for one in patterns]
            if all(part is not None for part in parts):
                return ast.copy_location(ast.BoolOp(ast.Or(), [part for part in parts if part is not None]), node)
        case ast.MatchAs(pattern=None, name=None):
            return None
        case ast.MatchAs(pattern=None, name=name):
            help = "write `case _:`, and use the subject"
            if name in scope.method.globals:
                help = f"a bare name in a pattern is a new one: write `case _ if {ast.unparse(subject)} == {name}:`"
            raise scope.method.refuse("VS001", node, f"`case {name}` takes everything and gives it a name", help)
        case _:
            pass
    what = f"the pattern `{ast.unparse(node)}` cannot be expressed in CUE"
    raise scope.method.refuse("VS001", node, what, "use enum members, literals, `|` of them, `None` and `_`")


def exhaustive(nodes: Sequence[tuple[ir.Expr | None, ir.Node]], subject: ast.expr, scope: Scope) -> ir.Switch | None:
    """The cases as a `Switch`, where they are every value of an enum or a Literal and nothing else."""
    found: list[tuple[str | int, ir.Node]] = []
    left: ir.Expr | None = None
    for tested, node in nodes:
        for value in _values(tested):
            if value is None:
                return None
            left, constant = value.left, value.right
            if isinstance(constant, ir.Const) and constant.value not in [known for known, _ in found]:
                found.append((constant.value, node))
    if left is None or not isinstance(left.type, Choice) or {value for value, _ in found} != set(left.type.values):
        return None
    name = ast.unparse(subject).rpartition(".")[2] if isinstance(subject, (ast.Attribute, ast.Name)) else "subject"
    return ir.Switch(left, tuple(found), left.type.python, name, scope.method.span(subject))


def _values(test: ir.Expr | None) -> Iterator[ir.Compare | None]:
    """The comparisons with constants that `test` is, None for anything else."""
    match test:
        case ir.Or(left=left, right=right):
            yield from _values(left)
            yield from _values(right)
        case ir.Compare(op="==", right=ir.Const()):
            yield test
        case _:
            yield None


def covered(tests: Sequence[ir.Expr | None]) -> bool:
    """Whether the cases, those with guards aside, take each value of a boolean or an enum, and None where it may be that."""
    taken = [one for tested in tests for one in _taken(tested)]
    if not taken:
        return False
    subject = taken[0][0]
    inner = without_null(subject.type)
    wanted: set[object] = (
        {True, False} if isinstance(inner, Bool) else set(inner.values) if isinstance(inner, Choice) else set()
    )
    if optional(subject.type):
        wanted.add(None)
    return inner != Null() and bool(wanted - {None}) and wanted <= {value for _, value in taken}


def _taken(test: ir.Expr | None) -> Iterator[tuple[ir.Expr, object]]:
    """What a case takes without a guard: its subject, and a value of it."""
    match test:
        case ir.Or(left=left, right=right):
            yield from _taken(left)
            yield from _taken(right)
        case ir.Compare(op="==", left=subject, right=ir.Const(value=value)):
            yield subject, value
        case ir.IsNone(value=subject):
            yield subject, None
        case _:
            pass


def left(tests: Sequence[ir.Expr | None]) -> str:
    """What the cases of a `match` do not take: the values of its enum or Literal, as far as that is known."""
    taken = [one for tested in tests for one in _taken(tested)]
    inner = without_null(taken[0][0].type) if taken else Null()
    if not isinstance(inner, Choice):
        return "some values"
    known, enum = [value for _, value in taken], inner.python
    missing = [value for value in inner.values if value not in known]
    named = [f"{enum.__name__}.{enum(value).name}" if enum is not None else repr(value) for value in missing]
    return ", ".join([*named, *(["None"] if optional(taken[0][0].type) and None not in known else [])])
