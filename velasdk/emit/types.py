"""Types as CUE: the schema of `parameter`, and a definition for each model.

`parameter` is what KubeVela makes a form of, with the OpenAPI generator of CUE, which fails at an integer that has a default
and bounds (64 bits are bounds) and at a list that must not be empty (seen with cuelang.org/go v0.14.1, `encoding/openapi`).
So it says less there, and uses a model's form, a second definition; the guard of the parameters says the rest.
"""

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
    GREATEST,
    LEAST,
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
    models_in,
    without_bounds,
)

Use = Callable[[str], cue.Expr]
"""Gives the reference to a CUE package and notes that it is imported."""


class Types:
    """Writes types, and gives each model a definition of its own name in the template."""

    def __init__(self, use: Use, reserved: frozenset[str]) -> None:
        self.use = use
        self._reserved = reserved
        self._names: dict[tuple[type[BaseModel], bool], str] = {}

    def name(self, model: type[BaseModel], form: bool = False) -> str:
        """The definition of `model`, or its form: `#` and its class name, numbered where two classes share one."""
        if (model, form) not in self._names:
            words = re.split(r"[^A-Za-z0-9_]+", model.__name__)
            base = "".join(word[:1].upper() + word[1:] for word in words).lstrip("_0123456789") or "Model"
            base += "Form" if form else ""
            name, count = f"#{base}", 1
            while name in self._names.values():
                count += 1
                name = f"#{base}{count}"
            self._names[model, form] = name
        return self._names[model, form]

    def definitions(self) -> Iterator[tuple[type[BaseModel], cue.Decl]]:
        """The definitions of all models named so far and of those in them, each with its model."""
        done = 0
        while done < len(self._names):
            (model, form), name = list(self._names.items())[done]
            done += 1
            declared = [self.field(field, form=form) for field in fields(model)]
            doc = _summary(model) if not form else (f"{self.name(model)}, as far as KubeVela can make a form of it.",)
            yield model, cue.Blank()
            yield model, cue.Field(name, cue.StructLit((*declared, cue.Ellipsis())), doc=doc, special=True)

    def parameter(self, step: type[BaseModel]) -> cue.Decl:
        """The `parameter` field of the template, with `+usage` comments."""
        declared: list[cue.Decl] = []
        for field in fields(step):
            usage = tuple(f"+usage={line}" if i == 0 else line for i, line in enumerate(field.usage.split("\n")))
            declared.append(self.field(field, doc=usage if field.usage else (), may_be_absent=True, form=True))
        return cue.Field("parameter", cue.StructLit(tuple(declared)))

    def bounds(self, step: type[BaseModel]) -> cue.StructLit | None:
        """What `parameter` leaves out, because KubeVela could make no form of it with that in."""
        declared = tuple(
            cue.Field(field.wire, self.expr(field.type), optional=_absent(field), quoted=field.wire in self._reserved)
            for field in fields(step)
            if _says_less(field) or _has_form(field.type)
        )
        return cue.StructLit(declared, inline=True) if declared else None

    def field(self, field: FieldOf, doc: tuple[str, ...] = (), may_be_absent: bool = False, form: bool = False) -> cue.Decl:
        """One field; `may_be_absent` leaves a field whose default is None out of the data instead of filling it in."""
        absent = may_be_absent and _absent(field)
        if form and _says_less(field):
            field = replace(field, type=without_bounds(field.type))
        type_ = self.expr(field.type, form)
        if form and _says_less(field):
            type_ = cue.Ref("int")  # 64 bits are too much for it as well
        if isinstance(field.type, ListOf) and field.required and not field.type.min_length and not may_be_absent:
            # An absent open list is an empty list to CUE; of these two alternatives it can choose none.
            item = self.expr(field.type.item, form)
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

    def expr(self, type_: Type, form: bool = False) -> cue.Expr:
        """The constraint that exactly the values of `type_` satisfy; in a `form` those of its models may be more."""
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
            case Int():
                return _all_of(list(_integer(type_)))
            case Float():
                return _all_of([cue.Ref("number"), *_bounds(type_)])
            case Bool():
                return cue.Ref("bool")
            case Null():
                return cue.Lit(None)
            case AnyJson():
                return cue.Ref("_")
            case Choice(values):
                return _any_of([cue.Lit(value) for value in values])
            case ListOf(item):
                return self._sized(cue.ListLit((cue.Ellipsis(self.expr(item, form)),)), type_)
            case DictOf(value):
                pattern_field = cue.Field(cue.ListLit((cue.Ref("string"),)), self.expr(value, form))
                return cue.StructLit((pattern_field,), inline=True)
            case ModelOf(python):
                return cue.Ref(self.name(python, form and _has_form(type_)))
            case Union_(members):
                nulls_last = sorted(members, key=lambda member: isinstance(member, Null))
                return _any_of([self.expr(member, form) for member in nulls_last])

    def _sized(self, list_: cue.Expr, type_: ListOf) -> cue.Expr:
        parts = [list_]
        if type_.min_length:
            parts.append(self._call("list", "MinItems", type_.min_length))
        if type_.max_length is not None:
            parts.append(self._call("list", "MaxItems", type_.max_length))
        return _all_of(parts)

    def _call(self, package: str, function: str, argument: int) -> cue.Expr:
        return cue.Call(cue.Select(self.use(package), function), (cue.Lit(argument),))


def _integer(type_: Int) -> Iterator[cue.Expr]:
    """`int64`, or `int` and its bounds; a side without a bound of its own ends at 64 bits."""
    below, above = type_.ge is type_.gt is None, type_.le is type_.lt is None
    wide = (below or above) and LEAST <= type_.low and type_.high <= GREATEST
    yield cue.Ref("int64" if wide else "int")
    yield from _bounds(type_)
    if not wide and (below or above):
        yield cue.Unary(">=", cue.Lit(LEAST)) if below else cue.Unary("<=", cue.Lit(GREATEST))


def _bounds(type_: Int | Float) -> Iterator[cue.Expr]:
    bounds = ((">=", type_.ge), (">", type_.gt), ("<=", type_.le), ("<", type_.lt))
    yield from (cue.Unary(op, cue.Lit(value)) for op, value in bounds if value is not None)


def _absent(field: FieldOf) -> bool:
    """Whether a field of `parameter` may be left out, and is none then."""
    return not field.required and field.default is None


def _says_less(field: FieldOf) -> bool:
    """Whether a form must say less of the field than its type."""
    return formless(field) or (isinstance(field.type, Int) and not field.required and field.default is not None)


def _has_form(type_: Type) -> bool:
    """Whether a model in `type_` has a form of its own, which says less. There is no end to this in a reply's models."""
    return any(_says_less(field) or _has_form(field.type) for model in models_in(type_) for field in fields(model))


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
