"""Puts the value of a name where it is used, so that a template has a field only for what is used more than once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from .. import ir, safety

T = TypeVar("T")


def inlined(node: ir.Node) -> ir.Node:
    """`node` without the names that are used once, or only name a field of something else."""
    return _inlined(node)


def _inlined(part: T) -> T:
    if isinstance(part, tuple):
        return cast(T, tuple(_inlined(item) for item in cast("tuple[Any, ...]", part)))
    if not _is_ir(part):
        return part
    if isinstance(part, ir.Let):
        then, value = _inlined(part.then), _inlined(part.value)
        uses = Counter(v.name for v in _variables(then))[part.variable.name]
        if uses == 1 or (uses and _is_path(value)):
            then = substituted(then, part.variable.name, value)
            uses = 0
        if not uses and not any(safety.hazards(value)):
            return cast(T, then)
        return cast(T, ir.Let(_inlined(part.variable), value, then))
    changed = {f.name: _inlined(getattr(part, f.name)) for f in fields(cast(Any, part)) if f.name not in ("type", "span")}
    return cast(T, replace(cast(Any, part), **changed))


def substituted(part: T, name: str, value: ir.Expr) -> T:
    """`part` with `value` for each use of the variable `name`."""
    if isinstance(part, tuple):
        return cast(T, tuple(substituted(item, name, value) for item in cast("tuple[Any, ...]", part)))
    if isinstance(part, ir.Variable) and part.name == name:
        return cast(T, value)
    if not _is_ir(part):
        return part
    found = cast(Any, part)
    changed = {
        f.name: substituted(getattr(found, f.name), name, value) for f in fields(found) if f.name not in ("type", "span")
    }
    return cast(T, replace(found, **changed))


def _variables(part: object) -> Iterator[ir.Variable]:
    if isinstance(part, tuple):
        for item in cast("tuple[object, ...]", part):
            yield from _variables(item)
    elif isinstance(part, ir.Variable):
        yield part
    elif _is_ir(part):
        for f in fields(cast(Any, part)):
            if f.name not in ("type", "span", "bound"):
                yield from _variables(getattr(part, f.name))


def names(node: ir.Node) -> Iterator[str]:
    """The names that the template of `node` will have for variables and calls."""
    yield from (variable.name for variable in _variables(node))
    yield from (call.label for call in ir.walk(node) if isinstance(call, ir.Call))


def _is_ir(part: object) -> bool:
    return is_dataclass(part) and not isinstance(part, type) and type(part).__module__ == ir.__name__


def _is_path(value: ir.Expr) -> bool:
    match value:
        case ir.Attribute(base=inner) | ir.NotNone(value=inner):
            return _is_path(inner)
        case _:
            return isinstance(value, (ir.Variable, ir.ParameterOf, ir.ContextOf, ir.Const))
