"""Puts the value of a name where it is used, so that a template has a field only for what is used more than once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, cast

from .. import ir, safety
from ..paths import answers_of
from ..schema import optional

T = TypeVar("T")


def inlined(part: T) -> T:
    """`part` without the names that are used once, or only name a field of something else."""
    changed = ir.rebuilt(part, inlined)
    return cast(T, _without(changed)) if isinstance(changed, ir.Let) else changed


def _without(let: ir.Let) -> ir.Node:
    """`let` or, where its name is not needed, what follows it."""
    name, then = let.variable.name, let.then
    uses = sum(isinstance(part, ir.Variable) and part.name == name for part in ir.walk(then))
    if (uses == 1 and not _is_long(let.value)) or (uses and _is_path(let.value) and not (uses > 2 and _is_deep(let.value))):
        then, uses = substituted(then, name, let.value), 0
    if not uses and not any(safety.hazards(let.value)):
        return then
    return ir.Let(let.variable, let.value, then)


def substituted(part: T, name: str, value: ir.Expr) -> T:
    """`part` with `value` for each use of the variable `name`."""

    def change(one: Any) -> Any:
        if isinstance(one, ir.Variable) and one.name == name:
            return value
        return ir.rebuilt(one, change)

    return cast(T, change(part))


def names(node: ir.Node) -> Iterator[str]:
    """The names that the template of `node` will have for variables and calls."""
    for part in ir.walk(node):
        if isinstance(part, ir.Variable):
            yield part.name
        elif isinstance(part, ir.Call):
            yield part.label
            for answer in answers_of(part):
                yield from (one.name for one in (answer.status, answer.text, *(value for _, value in answer.headers)))
        elif isinstance(part, ir.Decode):
            yield from (part.variable.name, part.misfit.name)


def _is_long(value: ir.Expr) -> bool:
    """Whether `value` holds a loop or a choice: it reads better under its name."""
    return any(isinstance(part, (ir.Comprehension, ir.Conditional)) for part in ir.walk(value))


def _is_deep(value: ir.Expr) -> bool:
    """Whether a path goes through several fields, or may be None: its name is shorter, and its tests are."""
    depth, inner = 0, value
    while isinstance(inner, (ir.Attribute, ir.NotNone)):
        depth += isinstance(inner, ir.Attribute)
        inner = inner.base if isinstance(inner, ir.Attribute) else inner.value
    return depth > 1 or (depth > 0 and optional(value.type))


def _is_path(value: ir.Expr) -> bool:
    match value:
        case ir.Attribute(base=inner) | ir.NotNone(value=inner):
            return _is_path(inner)
        case _:
            return isinstance(value, (ir.Variable, ir.ParameterOf, ir.ContextOf, ir.Const))
