"""A step's parameters in words: the rows of their table, and a minimal example of their use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from ..connection import CONFIG
from ..schema import (
    AnyJson,
    Bool,
    Choice,
    DictOf,
    Float,
    Int,
    ListOf,
    ModelOf,
    Null,
    Str,
    Type,
    Union_,
    fields,
    without_null,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One parameter, or a field within one (`api.url`, `hosts[].name`); `default` is JSON, empty when there is none."""

    name: str
    type: str
    required: bool
    default: str
    usage: str


def rows(step: type[BaseModel]) -> list[Row]:
    """All parameters of a step, each followed by the fields in it."""
    return list(_rows(step, "", (step,)))


def _rows(model: type[BaseModel], prefix: str, within: tuple[type[BaseModel], ...]) -> Iterator[Row]:
    for field in fields(model):
        name = prefix + field.wire
        default = "" if field.required or field.default is None else json.dumps(field.default, ensure_ascii=False)
        yield Row(name, _words(field.type), field.required, default, field.usage)
        for inner, suffix in _models(field.type):
            if inner not in within:  # a model may contain itself
                yield from _rows(inner, name + suffix, (*within, inner))


def _models(type_: Type, suffix: str = ".") -> Iterator[tuple[type[BaseModel], str]]:
    match type_:
        case ModelOf(python=model):
            yield model, suffix
        case ListOf(item=item):
            yield from _models(item, f"[]{suffix}")
        case DictOf(value=value):
            yield from _models(value, f".*{suffix}")
        case Union_(members=members):
            for member in members:
                yield from _models(member, suffix)
        case _:
            pass


def _words(type_: Type) -> str:
    """A type as its user would say it."""
    match type_:
        case Str(pattern=pattern) if pattern == CONFIG:
            return "a config, as `namespace/name`"
        case Str(min_length, max_length, pattern):
            size = _range(min_length or None, max_length, "character")
            return "string" + (f" of {size}" if size else "") + (f", matching `{pattern}`" if pattern is not None else "")
        case Int() | Float():
            bounds = ((">=", type_.ge), (">", type_.gt), ("<=", type_.le), ("<", type_.lt))
            limits = " and ".join(f"{op} {bound}" for op, bound in bounds if bound is not None)
            return ("integer" if isinstance(type_, Int) else "number") + (f" {limits}" if limits else "")
        case Bool():
            return "boolean"
        case Null():
            return "null"
        case AnyJson():
            return "anything"
        case Choice(values):
            return " or ".join(json.dumps(value, ensure_ascii=False) for value in values)
        case ListOf(item, min_length, max_length):
            size = _range(min_length or None, max_length, "item")
            return f"list of {size + ', each ' if size else ''}{_words(item)}"
        case DictOf(value):
            return f"map of string to {_words(value)}"
        case ModelOf():
            return "object"
        case Union_(members):
            return " or ".join(_words(member) for member in members if not isinstance(member, Null)) + (
                ", or null" if Null() in members else ""
            )


def _range(least: int | None, most: int | None, unit: str) -> str:
    if least is None and most is None:
        return ""
    if least == most:
        return f"{least} {unit}{'' if least == 1 else 's'}"
    if most is None:
        return f"at least {least} {unit}{'' if least == 1 else 's'}"
    return f"{least} to {most} {unit}s" if least is not None else f"at most {most} {unit}{'' if most == 1 else 's'}"


def shape(model: type[BaseModel], within: tuple[type[BaseModel], ...] = ()) -> str:
    """A model on one line: `{code: integer, msg?: string}`."""
    if model in within:
        return "{...}"
    inner = (*within, model)
    named = (f"{field.wire}{'' if field.required else '?'}: {_shape(field.type, inner)}" for field in fields(model))
    return f"{{{', '.join(named)}}}"


def _shape(type_: Type, within: tuple[type[BaseModel], ...]) -> str:
    match type_:
        case ModelOf(python):
            return shape(python, within)
        case ListOf(item):
            return f"[{_shape(item, within)}]"
        case DictOf(value):
            return f"{{*: {_shape(value, within)}}}"
        case Union_(members):
            return " or ".join(_shape(member, within) for member in members)
        case _:
            return _words(type_)


def example(step: type[BaseModel]) -> dict[str, Any]:
    """Properties that a workflow may give: what it must, or else the first parameter that has a default to show."""
    declared = fields(step)
    required = {field.wire: _sample(field.type, field.wire) for field in declared if field.required}
    shown = [field for field in declared if not field.required and field.default is not None]
    return required or {field.wire: field.default for field in shown[:1]}


def _sample(type_: Type, name: str, within: tuple[type[BaseModel], ...] = ()) -> Any:
    """Something of the type, for a reader to replace."""
    match type_:
        case Str():
            return f"<{name}>"
        case Int() | Float():
            return next((bound for bound in (type_.ge, type_.le) if bound is not None), (type_.gt or 0) + 1)
        case Bool():
            return True
        case Null() | AnyJson():
            return None
        case Choice(values):
            return values[0]
        case ListOf(item):
            deep = isinstance(item, ModelOf) and item.python in within  # a model may hold a list of itself
            return [] if deep else [_sample(item, name, within)]
        case DictOf():
            return {}
        case ModelOf(python):
            inner = (*within, python)
            return {field.wire: _sample(field.type, field.wire, inner) for field in fields(python) if field.required}
        case Union_():
            kept = without_null(type_)
            return _sample(kept.members[0] if isinstance(kept, Union_) else kept, name, within)
