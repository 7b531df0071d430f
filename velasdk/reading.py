"""Reads a reply, or parameters, by the engines' rules instead of pydantic's coercions.

The rules are what `json.Unmarshal` and unification do in CUE 0.5, 0.9 and 0.14 alike: exact JSON kinds (`true`, `1.0` and
`"1"` are no `int`, an integer has 64 bits and neither fraction nor exponent), extra keys ignored, repeated keys unified, no
lone surrogates.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any, cast
from unicodedata import normalize

from pydantic import BaseModel
from pydantic_core import SchemaValidator, core_schema

from .numbers import has_numbers, too_long
from .schema import (
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
    without_null,
)

THE_BODY = "the body"
BYTE_ORDER_MARK = "\ufeff"


class Misfit(Exception):
    """JSON data is not what a model says; `field` is the path of the first field that is not."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} is missing or not of its type")
        self.field = field


def decode(text: str) -> Any:
    """The JSON value of `text`, numbers with a fraction or exponent as `Decimal`. Raises `Misfit`."""
    try:
        value: Any = json.loads(text, object_pairs_hook=_object, parse_float=Decimal, parse_constant=_no_constant)
        known = json.dumps(value, ensure_ascii=False, default=str)
        known.encode()  # a lone surrogate has no UTF-8
        if BYTE_ORDER_MARK in text or BYTE_ORDER_MARK in known:
            raise ValueError("CUE refuses a byte order mark anywhere in JSON")
    except (ValueError, RecursionError) as error:
        raise Misfit(THE_BODY) from error
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for given, value in pairs:
        key = normalize("NFC", given)  # as CUE does with the names of fields, though not with texts
        found[key] = _unify(found[key], value) if key in found else value
    return found


def _named_alike(value: Any) -> Any:
    """`value` with its keys as CUE has them."""
    if isinstance(value, dict):
        return _object([(key, _named_alike(one)) for key, one in cast("dict[str, Any]", value).items()])
    if isinstance(value, list):
        return [_named_alike(one) for one in cast("list[Any]", value)]
    return value


def _unify(left: object, right: object) -> object:
    """What CUE makes of two values of one key: objects merge, equal values are one, others conflict."""
    same: object = left
    if isinstance(left, dict) and isinstance(right, dict):
        merged = dict(cast("dict[str, Any]", left))
        for key, value in cast("dict[str, Any]", right).items():
            merged[key] = _unify(merged[key], value) if key in merged else value
        return merged
    if isinstance(left, list) and isinstance(right, list):
        ours, theirs = cast("list[Any]", left), cast("list[Any]", right)
        if len(ours) == len(theirs):
            return [_unify(a, b) for a, b in zip(ours, theirs, strict=True)]
    elif type(same) is type(right) and same == right:
        return same
    raise ValueError("a repeated key has two values")


def read_reply(model: type[BaseModel], text: str) -> BaseModel:
    """`text` as a `model`. Raises `Misfit` naming the field, with the same words as the emitted template."""
    value = decode(text)
    try:
        return cast(BaseModel, read(ModelOf(model), value))
    except Misfit:
        raise Misfit(misfit(model, value) or THE_BODY) from None


def read_parameters(model: type[BaseModel], given: Mapping[str, Any]) -> dict[str, Any]:
    """Values for the constructor of a step from what a workflow gives as `properties`. Raises `Misfit`."""
    if has_numbers(model) and too_long(dict(given)):
        raise Misfit("parameter")
    try:
        return _read_fields(model, _named_alike(dict(given)))
    except ValueError as error:
        raise Misfit("parameter") from error


def read(type_: Type, value: Any) -> Any:
    """The Python value of decoded JSON. Raises `Misfit` without a useful path; `misfit` finds that."""
    match type_:
        case Str() if isinstance(value, str) and _fits_text(type_, value):
            return value
        case Int() if type(value) is int and type_.low <= value <= type_.high:
            return value
        case Float() if type(value) in (int, Decimal, float) and _within(type_, Decimal(value)):
            return float(value)
        case Bool() if isinstance(value, bool):
            return value
        case Null() if value is None:
            return None
        case AnyJson():
            return plain(value)
        case Choice(values, python) if any(type(v) is type(value) and v == value for v in values):
            return python(value) if python is not None else value
        case ListOf(item) if isinstance(value, list) and _fits_length(type_, len(cast("list[Any]", value))):
            return [read(item, one) for one in cast("list[Any]", value)]
        case DictOf(item) if isinstance(value, dict):
            return {key: read(item, one) for key, one in cast("dict[str, Any]", value).items()}
        case ModelOf(model) if isinstance(value, dict):
            return model.model_construct(**_read_fields(model, cast("dict[str, Any]", value)))
        case Union_(members):
            for member in members:
                try:
                    return read(member, value)
                except Misfit:
                    continue
        case _:
            pass
    raise Misfit(THE_BODY)


def fits(type_: Type, value: Any) -> bool:
    """Whether `value` is a value of `type_`."""
    try:
        read(type_, value)
    except Misfit:
        return False
    return True


def misfit(model: type[BaseModel], value: Any, prefix: str = "") -> str | None:
    """The path of the first field of `value` that does not fit `model`; lists and dicts are named as a whole."""
    if not isinstance(value, dict):
        return prefix or THE_BODY
    given = cast("dict[str, Any]", value)
    for field in fields(model):
        path = f"{prefix}.{field.wire}" if prefix else field.wire
        if field.wire not in given:
            if field.required:
                return path
            continue
        nested, one = without_null(field.type), given[field.wire]
        if isinstance(nested, ModelOf) and isinstance(one, dict):
            if (found := misfit(nested.python, one, path)) is not None:
                return found
        elif not fits(field.type, one):
            return path
    return None


def plain(value: Any) -> Any:
    """JSON data with `Decimal` numbers as floats."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list):
        return [plain(item) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in cast("dict[str, Any]", value).items()}
    return value


def _read_fields(model: type[BaseModel], given: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(model):
        if field.wire in given:
            found[field.name] = _named(field, given[field.wire])
        elif field.required:
            raise Misfit(field.wire)
    return found


def _named(field: FieldOf, value: Any) -> Any:
    try:
        return read(field.type, value)
    except Misfit:
        raise Misfit(field.wire) from None


def _within(type_: Float, value: Decimal) -> bool:
    bounds = (type_.ge, type_.gt, type_.le, type_.lt)
    ge, gt, le, lt = (None if bound is None else Decimal(str(bound)) for bound in bounds)
    return not (
        (ge is not None and value < ge)
        or (gt is not None and value <= gt)
        or (le is not None and value > le)
        or (lt is not None and value >= lt)
    )


def _fits_length(type_: Str | ListOf, length: int) -> bool:
    return (type_.min_length or 0) <= length and (type_.max_length is None or length <= type_.max_length)


def _fits_text(type_: Str, text: str) -> bool:
    return _fits_length(type_, len(text)) and (type_.pattern is None or _matches(type_.pattern, text))


@cache
def _validator(pattern: str) -> SchemaValidator:
    return SchemaValidator(core_schema.str_schema(pattern=pattern))


def _matches(pattern: str, text: str) -> bool:
    return _validator(pattern).isinstance_python(text)
