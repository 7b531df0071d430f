"""Contracts of all kinds, and the values that their types take: what `Shapes` says is held against these."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from hypothesis import strategies as st

from velasdk.contract import Array, Choice, Contract, Integer, Map, Number, Object, OneOf, Plain, Promise, Text, Type

Models: TypeAlias = Mapping[str, Mapping[str, Type]]

NAMES = st.sampled_from(["a", "b", "c d"])
TEXTS = ["", "a", "ab", "abc", "B", "null"]
INTEGERS = [-1, 0, 1, 2, 3, 10]


def some(draw: st.DrawFn, **choices: list[Any]) -> dict[str, Any]:
    """Some of the keys, each with one of its values."""
    return {name: draw(st.sampled_from(values)) for name, values in choices.items() if draw(st.booleans())}


def chosen(draw: st.DrawFn, values: list[Any]) -> list[Any]:
    """One to three of the values, in order."""
    return sorted(draw(st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)))


@st.composite
def texts(draw: st.DrawFn) -> dict[str, Any]:
    """The data of a type of strings."""
    if draw(st.booleans()):
        return {"type": "choice", "values": chosen(draw, TEXTS)}
    return {"type": "string", **some(draw, min_length=[1, 2], max_length=[2, 3], pattern=["^a", "b"])}


@st.composite
def numbers(draw: st.DrawFn) -> dict[str, Any]:
    """The data of a type of numbers."""
    match draw(st.integers(0, 3)):
        case 0:
            return {"type": "choice", "values": chosen(draw, INTEGERS)}
        case 1:
            values = chosen(draw, INTEGERS)
            return {"type": "choice", "values": values, "names": draw(st.permutations(["LOW", "MID", "TOP"]))[: len(values)]}
        case 2:
            return {"type": "integer", **some(draw, ge=[-1, 0, 1], le=[2, 3, 10])}
        case _:
            return {"type": "number", **some(draw, ge=[0.0], gt=[0.0], le=[2.0, 2.5], lt=[2.0])}


@st.composite
def types(draw: st.DrawFn, depth: int = 2) -> dict[str, Any]:
    """The data of a type; the members of a union differ in their JSON kinds."""
    null = some(draw, nullable=[True])
    match draw(st.integers(0, 6 if depth else 2)):
        case 0:
            return draw(texts()) | null
        case 1:
            return draw(numbers()) | null
        case 2:
            return {"type": draw(st.sampled_from(["boolean", "null", "any"])), **null}
        case 3:
            return {"type": "list", "items": draw(types(depth - 1)), **some(draw, min_items=[1], max_items=[1, 2]), **null}
        case 4:
            return {"type": "map", "values": draw(types(depth - 1)), **null}
        case 5:
            return {"type": "object", "model": draw(st.sampled_from(["M", "N"])), **null}
        case _:
            members = [draw(texts()), draw(numbers()), {"type": "boolean"}, {"type": "list", "items": draw(types(depth - 1))}]
            return {"type": "one of", "types": draw(st.permutations(members))[: draw(st.integers(2, 3))], **null}


@st.composite
def tables(draw: st.DrawFn, depth: int = 2) -> dict[str, Any]:
    """Fields, some with a default."""
    names = draw(st.lists(NAMES, max_size=2, unique=True))
    return {name: draw(types(depth)) | some(draw, default=[None, 1, "a", [], {}]) for name in names}


@st.composite
def promises(draw: st.DrawFn) -> Promise:
    """What a step may promise."""
    texts_of_keys = st.sampled_from(["<key>", "x/<key>", "<step_session_id>"])
    gates = {name: some(draw, duration=["1h", "2h"]) for name in draw(st.lists(NAMES, max_size=2, unique=True))}
    memories = {
        name: {"request": draw(NAMES), **some(draw, reply=["M", "N"], reads=[["N"]], headers=[["X"], ["X", "Y"]])}
        for name in draw(st.lists(NAMES, max_size=2, unique=True))
    }
    parts: dict[str, Any] = {
        "parameters": draw(tables()),
        "outputs": draw(tables()),
        "suspends": {name: {"on_resume": draw(st.sampled_from(["recheck", "succeed"])), **one} for name, one in gates.items()},
        "key": draw(st.dictionaries(NAMES, st.dictionaries(NAMES, texts_of_keys, min_size=1, max_size=2), max_size=2)),
        "once": memories,
        "connections": {"a": {"auth": draw(st.sampled_from(["signature", "bearer"])), **some(draw, tls=[True])}},
        "reads_run": True,
        "models": {"M": draw(tables(1)), "N": draw(tables(1))},
    }
    return Promise.model_validate({name: part for name, part in parts.items() if name == "models" or draw(st.booleans())})


@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    """Contracts of one addon."""
    steps = {name: draw(promises()).data() for name in draw(st.lists(st.sampled_from(["one", "two"]), max_size=2, unique=True))}
    head = {"dialect": draw(st.sampled_from(["builtin", "legacy"])), "vela": draw(st.sampled_from(["", ">=1.10.0", "~1.9"]))}
    return Contract.model_validate({"format": 1, "addon": "a", **head, "steps": steps})


def takes(type_: Type, models: Models, value: object) -> bool:
    """Whether a value is one of a type, by the plainest reading of the contract."""
    if type_.nullable and value is None:
        return True
    match type_:
        case Plain(type=kind):
            return kind == "any" or (value is None if kind == "null" else isinstance(value, bool))
        case Text(min_length=least, max_length=most, pattern=pattern):
            fits = isinstance(value, str) and least <= len(value) <= most
            return fits and (pattern is None or re.search(pattern, str(value)) is not None)
        case Choice(values=values):
            return type(value) is type(values[0]) and value in values
        case Integer(ge=low, le=high):
            return type(value) is int and low <= value <= high
        case Number(ge=ge, gt=gt, le=le, lt=lt):
            if not isinstance(value, (int, float)) or isinstance(value, bool):
                return False
            above = (ge is None or value >= ge) and (gt is None or value > gt)
            return above and (le is None or value <= le) and (lt is None or value < lt)
        case Array(items=items, min_items=least, max_items=most):
            given = cast("list[object]", value) if isinstance(value, list) else None
            return given is not None and least <= len(given) <= most and all(takes(items, models, one) for one in given)
        case Map(values=values):
            return isinstance(value, dict) and all(
                takes(values, models, one) for one in cast("dict[str, object]", value).values()
            )
        case Object(model=model):
            return isinstance(value, dict) and takes_fields(models[model], models, cast("dict[str, object]", value))
        case OneOf(types=types_):
            return any(takes(one, models, value) for one in types_)


def takes_fields(table: Mapping[str, Type], models: Models, value: Mapping[str, object]) -> bool:
    """Whether fields fit; one that has a default may be missing, and others are passed over."""
    return all(takes(type_, models, value[name]) if name in value else not type_.required for name, type_ in table.items())


PLAIN: list[Any] = [None, True, *TEXTS, "bb", *INTEGERS, 0.5, 2.5]
LISTS: list[Any] = [[], ["a"], [1, 2], [None], [["ab"]]]
PARTS: list[Any] = [None, "ab", 1, 0.5, True, [], {}]
OBJECTS: list[Any] = [
    {},
    *({name: value} for name in ("a", "b") for value in PARTS),
    *({"a": one, "b": other} for one in ("a", 1, None) for other in ("ab", 2, [1])),
    {"a": "ab", "b": 1, "c d": True},
    {"a": 1, "b": "b", "c d": {}},
]
VALUES = [*PLAIN, *LISTS, *OBJECTS]
"""What every type is tried with."""
