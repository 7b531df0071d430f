"""Types as CUE: the schema of `parameter`, and a definition for each model."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import Enum
from typing import Any, cast

from pydantic import BaseModel

from .. import cue
from ..schema import (
    AnyJson,
    Bool,
    Choice,
    DictOf,
    FieldOf,
    Float,
    Int,
    ListOf,
    ModelOf,
    Null,
    Str,
    Type,
    Union_,
    fields,
    formless,
    without_bounds,
)

Use = Callable[[str], cue.Expr]
"""Gives the reference to a CUE package and notes that it is imported."""


class Types:
    """Writes types, and gives each model a definition of its own name in the template."""

    def __init__(self, use: Use, reserved: frozenset[str]) -> None:
        self.use = use
        self._reserved = reserved
        self._names: dict[type[BaseModel], str] = {}

    def name(self, model: type[BaseModel]) -> str:
        """The definition of `model`: `#` and its class name, numbered where two classes share one."""
        if model not in self._names:
            words = re.split(r"[^A-Za-z0-9_]+", model.__name__)
            base = "".join(word[:1].upper() + word[1:] for word in words).lstrip("_0123456789") or "Model"
            name, count = f"#{base}", 1
            while name in self._names.values():
                count += 1
                name = f"#{base}{count}"
            self._names[model] = name
        return self._names[model]

    def definitions(self) -> Iterator[cue.Decl]:
        """The definitions of all models named so far and of those in them."""
        done = 0
        while done < len(self._names):
            model = list(self._names)[done]
            done += 1
            declared = [self.field(field) for field in fields(model)]
            yield cue.Blank()
            yield cue.Field(self._names[model], cue.StructLit((*declared, cue.Ellipsis())), doc=_summary(model), special=True)

    def parameter(self, step: type[BaseModel]) -> cue.Decl:
        """The `parameter` field of the template, with `+usage` comments."""
        declared: list[cue.Decl] = []
        for field in fields(step):
            usage = tuple(f"+usage={line}" if i == 0 else line for i, line in enumerate(field.usage.split("\n")))
            shown = replace(field, type=without_bounds(field.type)) if formless(field) else field
            declared.append(self.field(shown, doc=usage if field.usage else (), may_be_absent=True))
        return cue.Field("parameter", cue.StructLit(tuple(declared)))

    def bounds(self, step: type[BaseModel]) -> cue.StructLit | None:
        """The bounds that `parameter` leaves out, because KubeVela could make no form of it with them in."""
        left_out = [field for field in fields(step) if formless(field)]
        declared = tuple(
            cue.Field(field.wire, self.expr(field.type), quoted=field.wire in self._reserved) for field in left_out
        )
        return cue.StructLit(declared, inline=True) if declared else None

    def field(self, field: FieldOf, doc: tuple[str, ...] = (), may_be_absent: bool = False) -> cue.Decl:
        """One field; `may_be_absent` leaves a field whose default is None out of the data instead of filling it in."""
        absent = may_be_absent and not field.required and field.default is None
        type_ = self.expr(field.type)
        if isinstance(field.type, ListOf) and field.required and not field.type.min_length and not may_be_absent:
            # An absent open list is an empty list to CUE; of these two alternatives it can choose none.
            item = self.expr(field.type.item)
            some = cue.ListLit((item, cue.Ellipsis(item)))
            type_ = cue.Binary("|", cue.ListLit(()), self._sized(some, field.type))
        elif field.required and _is_one_text(field.type):
            # The only value would stand for an absent field too; a pattern is no value.
            type_ = cue.Unary("=~", cue.Lit(_only(field.type)))
        elif not field.required and not absent and not _fills_itself(field):
            type_ = _with_default(field, type_)
        return cue.Field(
            field.wire,
            type_,
            optional=absent,
            quoted=field.wire in self._reserved,
            doc=doc,
            comment=_member_names(field.type),
        )

    def expr(self, type_: Type) -> cue.Expr:
        """The constraint that exactly the values of `type_` satisfy."""
        match type_:
            case Str(min_length, max_length, pattern):
                parts: list[cue.Expr] = [cue.Ref("string")]
                if min_length:
                    parts.append(self._call("strings", "MinRunes", min_length))
                if max_length is not None:
                    parts.append(self._call("strings", "MaxRunes", max_length))
                if pattern is not None:
                    parts.append(cue.Unary("=~", cue.Lit(pattern)))
                return _all_of(parts)
            case Int() | Float():
                kind = cue.Ref("int" if isinstance(type_, Int) else "number")
                bounds = ((">=", type_.ge), (">", type_.gt), ("<=", type_.le), ("<", type_.lt))
                return _all_of([kind, *(cue.Unary(op, cue.Lit(value)) for op, value in bounds if value is not None)])
            case Bool():
                return cue.Ref("bool")
            case Null():
                return cue.Lit(None)
            case AnyJson():
                return cue.Ref("_")
            case Choice(values):
                return _any_of([cue.Lit(value) for value in values])
            case ListOf(item):
                return self._sized(cue.ListLit((cue.Ellipsis(self.expr(item)),)), type_)
            case DictOf(value):
                pattern_field = cue.Field(cue.ListLit((cue.Ref("string"),)), self.expr(value))
                return cue.StructLit((pattern_field,), inline=True)
            case ModelOf(python):
                return cue.Ref(self.name(python))
            case Union_(members):
                nulls_last = sorted(members, key=lambda member: isinstance(member, Null))
                return _any_of([self.expr(member) for member in nulls_last])

    def _sized(self, list_: cue.Expr, type_: ListOf) -> cue.Expr:
        parts = [list_]
        if type_.min_length:
            parts.append(self._call("list", "MinItems", type_.min_length))
        if type_.max_length is not None:
            parts.append(self._call("list", "MaxItems", type_.max_length))
        return _all_of(parts)

    def _call(self, package: str, function: str, argument: int) -> cue.Expr:
        return cue.Call(cue.Select(self.use(package), function), (cue.Lit(argument),))


def _is_one_text(type_: Type) -> bool:
    """Whether one text is the only value."""
    return isinstance(type_, Choice) and len(set(type_.values)) == 1 and isinstance(type_.values[0], str)


def _only(type_: Type) -> str:
    """The pattern of the only value, a text."""
    assert isinstance(type_, Choice)
    return "^" + re.sub(r"([\\.+*?()|\[\]{}^$])", r"\\\1", str(type_.values[0])) + "$"


def _fills_itself(field: FieldOf) -> bool:
    """Whether CUE supplies exactly the default by itself: an empty object, a model of its own defaults."""
    return isinstance(field.type, (DictOf, ModelOf)) and isinstance(field.default, dict)


def _with_default(field: FieldOf, type_: cue.Expr) -> cue.Expr:
    """`*default | type`, the type without the default where it names it anyway (`*null | T`)."""
    default = data(field.default)
    alternatives: list[cue.Expr] = []
    while isinstance(type_, cue.Binary) and type_.op == "|":
        alternatives.insert(0, type_.right)
        type_ = type_.left
    alternatives.insert(0, type_)
    if field.default is None:
        alternatives = [one for one in alternatives if one != cue.Lit(None)]
    return _any_of([cue.Unary("*", default), *alternatives])


def data(value: Any) -> cue.Expr:
    """JSON data as CUE."""
    if isinstance(value, dict):
        items = tuple(cue.Field(str(key), data(item), quoted=True) for key, item in cast("dict[str, Any]", value).items())
        return cue.StructLit(items, inline=True)
    if isinstance(value, (list, tuple)):
        return cue.ListLit(tuple(data(item) for item in cast("list[Any]", value)))
    return cue.Lit(value.value if isinstance(value, Enum) else value)


def _all_of(parts: list[cue.Expr]) -> cue.Expr:
    found = parts[0]
    for part in parts[1:]:
        found = cue.Binary("&", found, part)
    return found


def _any_of(parts: list[cue.Expr]) -> cue.Expr:
    found = parts[0]
    for part in parts[1:]:
        found = cue.Binary("|", found, part)
    return found


def _member_names(type_: Type) -> str | None:
    """What the numbers of an IntEnum stand for."""
    if isinstance(type_, Choice) and type_.python is not None and isinstance(type_.values[0], int):
        return ", ".join(f"{member.value} {member.name}" for member in type_.python)
    return None


def _summary(model: type[BaseModel]) -> tuple[str, ...]:
    """The first line of the model's own docstring, where a comment can hold it."""
    lines = inspect.cleandoc(vars(model).get("__doc__") or "").splitlines()
    return (lines[0],) if lines and lines[0].isprintable() else ()
