"""Where a `Secret` goes: what an expression is made of, through names, f-strings, models, comprehensions and functions.

What a test finds out about a secret is no secret: a bool or a number that is made of one is not followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from . import ir
from .connection import CONFIG
from .diagnostics import Span
from .load import declared_in
from .safety import children
from .schema import Bool, DictOf, FieldOf, Float, Int, ListOf, ModelOf, Null, Str, Type, Union_, fields, without_null


def secrets_in(values: Iterable[ir.Expr | None]) -> dict[str, ir.Expr]:
    """The secrets that `values` are made of, by their names."""
    return sources(values, _is_secret)


def sources(values: Iterable[ir.Expr | None], wanted: Callable[[Type], bool]) -> dict[str, ir.Expr]:
    """What `values` are made of that has something `wanted` in it, by the names it is read under."""
    found: dict[str, ir.Expr] = {}
    loops: dict[str, ir.Expr] = {}  # what the variable of a comprehension goes through
    waiting: list[ir.Expr | None] = [*values]
    while waiting:
        value = waiting.pop()
        if value is None or isinstance(value.type, (Bool, Int, Float, Null)):
            continue
        if holds(value.type, wanted) and (name := _name(value)):
            found.setdefault(name, value)
            continue
        match value:
            case ir.Conditional(then=then, otherwise=otherwise):
                waiting += (then, otherwise)
            case ir.Comprehension(element=element, variable=variable, source=source):
                loops[variable.name] = source
                waiting.append(element)
            case ir.Variable(name=name, bound=bound):
                waiting.append(bound if bound is not None else loops.pop(name, None))
            case ir.Attribute(base=base, name=name):
                waiting += _field(base, name)
            case ir.Item(base=base):
                waiting.append(base)
            case _:
                waiting += children(value)
    return found


def _field(model: ir.Expr | None, name: str) -> Iterator[ir.Expr]:
    """What a field is of a model that is put together in the step; the fields of a reply say themselves what they are."""
    match model:
        case ir.NotNone(value=inner):
            yield from _field(inner, name)
        case ir.Variable(bound=bound):
            yield from _field(bound, name)
        case ir.Conditional(then=then, otherwise=otherwise):
            yield from (*_field(then, name), *_field(otherwise, name))
        case ir.ObjectDisplay(items=items):
            yield from (value for wire, value in items if wire == name)
        case _:
            pass


def _name(value: ir.Expr) -> str:
    """What a value is called where it is read; nothing where it is put together."""
    match value:
        case ir.ParameterOf(name=name) | ir.Attribute(name=name) | ir.Variable(name=name, bound=None):
            return name
        case _:
            return ""


def holds_secret(type_: Type) -> bool:
    """Whether values of `type_` are secret, or have one in them."""
    return holds(type_, _is_secret)


def holds(type_: Type, wanted: Callable[[Type], bool]) -> bool:
    """Whether `type_`, or a type of what is in it, is `wanted`."""
    return any(wanted(one) for one in _parts(type_))


NAMES = re.compile(r"(.*_)?(password|passwd|passphrase|secret|token|api_?key|access_?key|private_?key|credentials?)")
"""Names of parameters that are secrets; `token_url` and `secret_name` are none."""


def secret_parameters(step: ir.StepOf) -> Iterator[tuple[FieldOf, Span]]:
    """The parameters in the class statement of a step that are secrets, by their type or by their name, with their places."""
    declared = declared_in(step.python, step.span.file)
    for field in fields(step.python):
        type_ = without_null(field.type)
        named = isinstance(type_, Str) and type_.pattern != CONFIG and NAMES.fullmatch(field.name)
        if field.name in declared and (named or holds_secret(field.type)):
            text = field.default if isinstance(field.default, str) else ""
            yield replace(field, default=text), declared[field.name]


def _is_secret(type_: Type) -> bool:
    return isinstance(type_, Str) and type_.secret


def _parts(type_: Type) -> Iterator[Type]:
    """`type_` and the types of all that it holds, those of fields included."""
    waiting, seen = [type_], set[type]()
    while waiting:
        one = waiting.pop()
        yield one
        match one:
            case ListOf(item=inner) | DictOf(value=inner):
                waiting.append(inner)
            case Union_(members=members):
                waiting += members
            case ModelOf(python=model) if model not in seen:
                seen.add(model)
                waiting += (field.type for field in fields(model))
            case _:
                pass
