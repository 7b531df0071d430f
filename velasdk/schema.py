"""The types of parameters, bodies and replies: one small algebra, read live from pydantic classes.

The reader (`velasdk.reading`) and the emitter (`velasdk.emit`) both work from it, which is why a reply means the same in
Python and in CUE. What neither can hold alike is refused here with a diagnostic.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from enum import Enum
from math import ceil, floor
from typing import Any, Literal, TypeAlias, Union, cast, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from .connection import CONFIG, Connection
from .constraints import Unsupported, constraints_in, is_text, show

LEAST, GREATEST = -(2**63), 2**63 - 1
"""The ends of an integer of 64 bits."""


@dataclass(frozen=True, slots=True)
class Str:
    """A JSON string; lengths in code points. Of a `secret` there is the same to read and to write."""

    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    secret: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Int:
    """A JSON number without fraction or exponent: of 64 bits, but for a side that has bounds of its own."""

    ge: int | None = None
    gt: int | None = None
    le: int | None = None
    lt: int | None = None

    @property
    def low(self) -> int:
        """The least value."""
        bounds = (None if self.ge is None else ceil(self.ge), None if self.gt is None else floor(self.gt) + 1)
        return max((bound for bound in bounds if bound is not None), default=LEAST)

    @property
    def high(self) -> int:
        """The greatest value."""
        bounds = (None if self.le is None else floor(self.le), None if self.lt is None else ceil(self.lt) - 1)
        return min((bound for bound in bounds if bound is not None), default=GREATEST)


@dataclass(frozen=True, slots=True)
class Float:
    """Any JSON number."""

    ge: float | None = None
    gt: float | None = None
    le: float | None = None
    lt: float | None = None


@dataclass(frozen=True, slots=True)
class Bool:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True)
class Null:
    """`null`."""


@dataclass(frozen=True, slots=True)
class AnyJson:
    """Any JSON value, passed on as it is."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some strings or integers: an enum (`python`) or a `Literal` (`python` is None)."""

    values: tuple[str | int, ...]
    python: type[Enum] | None = None


@dataclass(frozen=True, slots=True)
class ListOf:
    """A JSON array; lengths in items."""

    item: Type
    min_length: int | None = None
    max_length: int | None = None


@dataclass(frozen=True, slots=True)
class DictOf:
    """A JSON object with arbitrary keys."""

    value: Type


@dataclass(frozen=True, slots=True)
class Union_:
    """One of several types, told apart by their JSON kind or by a literal field."""

    members: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class ModelOf:
    """A model class; its fields are in `fields(model)`, looked up late so that models may refer to one another."""

    python: type[BaseModel]


Type: TypeAlias = Str | Int | Float | Bool | Null | AnyJson | Choice | ListOf | DictOf | Union_ | ModelOf

REQUIRED = PydanticUndefined


@dataclass(frozen=True, slots=True)
class FieldOf:
    """One field of a model: its Python name, its name on the wire, its type and its JSON default."""

    name: str
    wire: str
    type: Type
    default: Any = REQUIRED
    usage: str = ""

    @property
    def required(self) -> bool:
        """Whether there is no default."""
        return self.default is REQUIRED


def formless(field: FieldOf) -> bool:
    """Whether KubeVela can make no form of the field for bounds that its author gave it."""
    if isinstance(field.type, ListOf):
        return bool(field.type.min_length)
    bounded = isinstance(field.type, Int) and without_bounds(field.type) != field.type
    return bounded and not field.required and field.default is not None


def without_bounds(type_: Type) -> Type:
    """A type without the bounds for which it may be `formless`."""
    return ListOf(type_.item, max_length=type_.max_length) if isinstance(type_, ListOf) else Int()


def optional(type_: Type) -> bool:
    """Whether `None` is a value of `type_`."""
    return isinstance(type_, Null) or (isinstance(type_, Union_) and Null() in type_.members)


def without_null(type_: Type) -> Type:
    """`type_` once it is known not to be None."""
    if not isinstance(type_, Union_):
        return type_
    return union(tuple(member for member in type_.members if member != Null()))


def union(members: tuple[Type, ...]) -> Type:
    """The union of `members`, flattened, each once."""
    flat: list[Type] = []
    for member in members:
        for one in member.members if isinstance(member, Union_) else (member,):
            if one not in flat:
                flat.append(one)
    return flat[0] if len(flat) == 1 else Union_(tuple(flat))


def models_in(type_: Type) -> Iterator[type[BaseModel]]:
    """The model classes that values of `type_` contain, nested ones not included."""
    match type_:
        case ModelOf(python=model):
            yield model
        case ListOf(item=inner) | DictOf(value=inner):
            yield from models_in(inner)
        case Union_(members=members):
            for member in members:
                yield from models_in(member)
        case _:
            pass


_fields: dict[type[BaseModel], tuple[FieldOf, ...]] = {}


def fields(model: type[BaseModel]) -> tuple[FieldOf, ...]:
    """The fields of a model or step class, in order. Raises `Unsupported` for the first one that cannot be held."""
    if model not in _fields:
        _fields[model] = tuple(field_of(name, info) for name, info in model.model_fields.items())
    return _fields[model]


def field_of(name: str, info: FieldInfo) -> FieldOf:
    """One field of a pydantic class. Raises `Unsupported`."""
    wire = next((alias for alias in (info.serialization_alias, info.alias) if alias is not None), name)
    type_ = type_of(info.annotation, tuple(info.metadata))
    default: Any = REQUIRED
    if not info.is_required():
        default = to_json(info.get_default(call_default_factory=True))
    return FieldOf(name, wire, type_, default, info.description or "")


def to_json(value: Any) -> Any:
    """A Python value as JSON data: models by their wire names, enum members by their values."""
    if isinstance(value, BaseModel):
        return {f.wire: to_json(getattr(value, f.name)) for f in fields(type(value))}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Connection):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {str(key): to_json(item) for key, item in cast("dict[Any, Any]", value).items()}
    return value


def type_of(annotation: Any, metadata: tuple[Any, ...] = ()) -> Type:
    """The type that an annotation and its constraints say. Raises `Unsupported`."""
    origin = get_origin(annotation)
    if origin is typing.Annotated:
        inner, *more = get_args(annotation)
        return type_of(inner, (*metadata, *more))
    if origin in (Union, types.UnionType):
        return _union(get_args(annotation), metadata)
    if type(annotation).__name__ == "TypeAliasType":  # `type X = ...`, Python 3.12 and later
        return type_of(annotation.__value__, metadata)
    constraints = dict(constraints_in(metadata))
    plain = _plain(annotation, origin, constraints)
    if constraints:
        raise Unsupported(
            "VS012",
            f"the constraint `{next(iter(constraints))}` on `{show(annotation)}` has no form in CUE that means the same",
            "use ge, gt, le, lt on numbers, min_length, max_length, pattern on strings, min_length, max_length on lists",
        )
    return plain


def _plain(annotation: Any, origin: Any, constraints: dict[str, Any]) -> Type:
    """The type without its union; takes the constraints it can hold out of `constraints`."""

    def take(*names: str) -> dict[str, Any]:
        return {name: constraints.pop(name) for name in names if name in constraints}

    if annotation is str:
        return Str(**take("min_length", "max_length", "pattern", "secret"))
    if isinstance(annotation, type) and issubclass(annotation, Connection):
        return Str(pattern=CONFIG)
    if annotation is int:
        return _integer(Int(**take("ge", "gt", "le", "lt")))
    if annotation is float:
        return Float(**take("ge", "gt", "le", "lt"))
    if annotation is bool:
        return Bool()
    if annotation is None or annotation is type(None):
        return Null()
    if annotation is Any or annotation is object:
        return AnyJson()
    if origin is Literal:
        return _choice(get_args(annotation), None)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _choice(tuple(member.value for member in annotation), annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return ModelOf(annotation)
    if origin is list and get_args(annotation):
        return ListOf(type_of(get_args(annotation)[0]), **take("min_length", "max_length"))
    if origin is dict and get_args(annotation)[:1] == (str,):
        return DictOf(type_of(get_args(annotation)[1]))
    raise Unsupported(
        "VS011",
        f"`{show(annotation)}` is not a type of JSON",
        "use str, int, float, bool, None, Any, an Enum, a Literal, a Model, list[T], dict[str, T] or a union of them",
    )


def _integer(type_: Int) -> Int:
    with suppress(OverflowError):  # an infinite bound
        if type_.low <= type_.high:
            return type_
    given = ", ".join(f"{name}={bound}" for name, bound in asdict(type_).items() if bound is not None)
    raise Unsupported("VS012", f"no integer fits {given}", "without bounds an int has 64 bits: give finite bounds, or both")


def _choice(values: tuple[Any, ...], python: type[Enum] | None) -> Type:
    if half := next((value for value in values if isinstance(value, str) and not is_text(value)), None):
        raise Unsupported("VS010", f"the value {half!r} holds a lone surrogate, which is no text", "write the whole character")
    if values and (all(type(value) is str for value in values) or all(type(value) is int for value in values)):
        return Choice(values, python)
    raise Unsupported(
        "VS031",
        f"the values {', '.join(map(repr, values))} are not all strings or all integers",
        "give the enum or Literal values of one JSON kind: all strings or all integers",
    )


def _union(arguments: tuple[Any, ...], metadata: tuple[Any, ...]) -> Type:
    kept = tuple(m for m in metadata if not getattr(m, "discriminator", None))
    members = [type_of(arg, kept if arg is not type(None) else ()) for arg in arguments]
    found = union(tuple(members))
    if not isinstance(found, Union_):
        return found
    kinds, models = list[str](), list[ModelOf]()
    for member in found.members:
        if isinstance(member, ModelOf):
            models.append(member)
        else:
            kinds.extend(_kinds(member))
    doubled = {kind for kind in kinds if kinds.count(kind) > 1} or ({"object"} if models and "object" in kinds else set())
    if doubled or "any" in kinds or (len(models) > 1 and told_apart_by(models) is None):
        raise Unsupported(
            "VS013",
            f"the members of `{' | '.join(show(arg) for arg in arguments)}` cannot be told apart in JSON",
            "use members of different JSON kinds, or models with a `Literal` field that differs in each",
        )
    return found


def _kinds(type_: Type) -> Iterator[str]:
    """The JSON kinds of values of `type_`."""
    match type_:
        case Str():
            yield "string"
        case Choice(values):
            yield "string" if isinstance(values[0], str) else "number"
        case Int() | Float():
            yield "number"
        case Bool():
            yield "boolean"
        case Null():
            yield "null"
        case ListOf():
            yield "array"
        case DictOf() | ModelOf():
            yield "object"
        case AnyJson():
            yield "any"
        case Union_(members):
            for member in members:
                yield from _kinds(member)


def told_apart_by(models: Sequence[ModelOf]) -> str | None:
    """The wire name of a required field that is a Literal of other values in each model."""
    tables = [{f.wire: f.type.values for f in fields(m.python) if isinstance(f.type, Choice) and f.required} for m in models]
    for wire in tables[0]:
        values = [value for table in tables for value in set(table.get(wire, ()))]
        if all(table.get(wire) for table in tables) and len(values) == len(set(values)):
            return wire
    return None
