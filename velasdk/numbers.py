"""Which numbers a parameter can carry to a step on every line.

The controllers decode `properties` with Go's `encoding/json` into 64-bit floats and write them again before CUE reads them
(kubevela/workflow v0.6.0, `GetParameterTemplate`): an integer of 16 digits can arrive as another. What is longer is
refused, in Python and in the template, as a parameter of a wrong type.
"""

from __future__ import annotations

from functools import cache
from typing import Any, cast

from pydantic import BaseModel

from .schema import AnyJson, DictOf, Float, Int, ListOf, ModelOf, Type, Union_, fields

DIGITS = 15
"""The digits of the longest integer of which 64-bit floats have all of that length."""

PLAIN_FROM = 1e21
"""From here on Go writes a float with an exponent; below, one that is whole looks like an integer."""

STRING = r'"([^"\\]|\\.)*"'
"""A string in JSON, as a regular expression."""

TOO_LONG = f"[:,[]-?[0-9]{{{DIGITS + 1},}}[],}}]"
"""An integer that is too long, in compact JSON without its strings."""


@cache
def has_numbers(model: type[BaseModel]) -> bool:
    """Whether a value of `model` can hold a number that is not one of a choice."""
    pending: list[Type] = [ModelOf(model)]
    met: set[type[BaseModel]] = set()
    while pending:
        match pending.pop():
            case Int() | Float() | AnyJson():
                return True
            case ModelOf(python) if python not in met:
                met.add(python)
                pending += [field.type for field in fields(python)]
            case ListOf(item=inner) | DictOf(value=inner):
                pending.append(inner)
            case Union_(members=members):
                pending += members
            case _:
                pass
    return False


def too_long(value: Any) -> bool:
    """Whether a number anywhere in JSON data is too long."""
    if isinstance(value, dict):
        return any(map(too_long, cast("dict[str, Any]", value).values()))
    if isinstance(value, list):
        return any(map(too_long, cast("list[Any]", value)))
    if isinstance(value, float):
        return value.is_integer() and 10**DIGITS <= abs(value) < PLAIN_FROM
    return isinstance(value, int) and abs(value) >= 10**DIGITS
