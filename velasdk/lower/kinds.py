"""What is known of types: which CUE treats alike, and which values a model takes."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from pydantic import BaseModel

from ..constraints import Unsupported
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
    models_in,
    union,
)


def is_int(type_: Type) -> bool:
    """Whether every value is an integer (an IntEnum member counts, a member of a plain Enum does not)."""
    return isinstance(type_, Int) or (isinstance(type_, Choice) and issubclass(type_.python or type(type_.values[0]), int))


def is_str(type_: Type) -> bool:
    """Whether every value is a string (a StrEnum member counts, a member of a plain Enum does not)."""
    return isinstance(type_, Str) or (isinstance(type_, Choice) and issubclass(type_.python or type(type_.values[0]), str))


def name_of(type_: Type) -> str:
    """A type in the author's words."""
    match type_:
        case Choice(python=python) if python is not None:
            return python.__name__
        case Choice(values=values):
            return f"Literal[{', '.join(map(repr, values))}]"
        case ListOf(item=item):
            return f"list[{name_of(item)}]"
        case DictOf(value=value):
            return f"dict[str, {name_of(value)}]"
        case ModelOf(python=python):
            return python.__name__
        case Union_(members=members):
            return " | ".join(name_of(member) for member in members)
        case Null():
            return "None"
        case AnyJson():
            return "Any"
        case _:
            return type(type_).__name__.lower()


def contains_itself(type_: Type, above: tuple[type[BaseModel], ...] = ()) -> bool:
    """Whether a model in `type_` has itself somewhere in it."""
    for model in models_in(type_):
        if model in above:
            return True
        with suppress(Unsupported):  # reported where it is declared
            if any(contains_itself(field.type, (*above, model)) for field in fields(model)):
                return True
    return False


def alike(one: Type, other: Type, equality: bool) -> bool:
    """Whether CUE can compare values of the two types; booleans and members only for equality, but those of an IntEnum."""
    if isinstance(one, Choice) and isinstance(other, Choice) and one.python is not None and other.python is not None:
        return one.python is other.python and (equality or is_int(one))
    if isinstance(one, Bool) and isinstance(other, Bool):
        return equality
    return (is_int(one) and is_int(other)) or (is_str(one) and is_str(other))


def assignable(given: Type, wanted: Type) -> bool:
    """Whether every value of `given` is one of `wanted`, constraints included."""
    if given == wanted or isinstance(wanted, AnyJson):
        return True
    if isinstance(given, Union_):
        return all(assignable(member, wanted) for member in given.members)
    match wanted:
        case Union_(members=members):
            return any(assignable(given, member) for member in members)
        case Str(min_length=None, max_length=None, pattern=None):
            return isinstance(given, Str) or (isinstance(given, Choice) and given.python is None and is_str(given))
        case Int(ge=None, gt=None, le=None, lt=None):
            return isinstance(given, Int) or (isinstance(given, Choice) and given.python is None and is_int(given))
        case Float(ge=None, gt=None, le=None, lt=None):
            return isinstance(given, (Int, Float))
        case Choice(values=values, python=python):
            return isinstance(given, Choice) and given.python is python and set(given.values) <= set(values)
        case ListOf(item=item, min_length=None, max_length=None):
            return isinstance(given, ListOf) and assignable(given.item, item)
        case DictOf(value=inner):
            return isinstance(given, DictOf) and assignable(given.value, inner)
        case _:
            return isinstance(wanted, Null) and isinstance(given, Null)


def _hull(one: Int, other: Int) -> Int:
    """Integers that may be of either type."""
    low, high = min(one.low, other.low), max(one.high, other.high)
    return Int(ge=None if low == Int().low else low, le=None if high == Int().high else high)


def common(types: Iterable[Type]) -> Type:
    """The type of a value that may be of any of `types`; what another one includes is left out."""
    found: list[Type] = []
    for type_ in types:
        if isinstance(type_, Int) and (other := next((one for one in found if isinstance(one, Int)), None)) is not None:
            found[found.index(other)] = _hull(type_, other)
        elif not any(assignable(type_, other) for other in found):
            found = [other for other in found if not assignable(other, type_)] + [type_]
    return union(tuple(found))
