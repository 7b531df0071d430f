"""How the values that a type takes have changed: field by field, from the contract of one version to that of another.

Fields that a model does not name are passed over, by the engines as by Python, so a field that is gone takes nothing away.
Where one pattern takes all that another takes cannot be told: another pattern is a narrower one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from typing import Any, TypeAlias

from ..contract import MAX, Array, Choice, Integer, Map, Number, Object, OneOf, Plain, Text, Type
from ..diagnostics import VelasdkError
from ..schema import GREATEST, LEAST

Fields: TypeAlias = Mapping[str, Type]
Models: TypeAlias = Mapping[str, Fields]

MOST = 10_000
"""How many types are compared with one another: a contract may name models that name models, many times over."""

DEEPEST = 50
"""How deep models may lie in one another."""

LONGEST = 200
"""How many characters of a default are shown."""


class Change(StrEnum):
    """What has happened to a field, or to the values that it takes."""

    REMOVED = "removed"
    ADDED = "added"
    REQUIRED = "required"
    OPTIONAL = "optional"
    RETYPED = "retyped"
    NARROWED = "narrowed"
    WIDENED = "widened"
    RENUMBERED = "renumbered"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Difference:
    """One change at a field (`api.url`, `hosts[].name`): what was there in words, and what is."""

    path: str
    change: Change
    old: str = ""
    new: str = ""


class Shapes:
    """Compares types of two versions of a step, whose models are `old` and `new`."""

    def __init__(self, old: Models, new: Models) -> None:
        self.old = old
        self.new = new
        self._done = 0

    def fields(self, old: Fields, new: Fields) -> Iterator[Difference]:
        """What has changed from the fields `old` to `new`. Raises `VelasdkError` where there is no end to it."""
        return self._fields(old, new, "", ())

    def _fields(self, old: Fields, new: Fields, prefix: str, within: tuple[tuple[str, str], ...]) -> Iterator[Difference]:
        for name in sorted({*old, *new}):
            path, before, after = prefix + name, old.get(name), new.get(name)
            if after is None:
                yield Difference(path, Change.REMOVED)
            elif before is None:
                yield Difference(path, Change.REQUIRED if after.required else Change.ADDED, new=default_of(after))
            else:
                found = list(self._types(before, after, path, within))
                yield from found
                if after.required != before.required:
                    change = Change.REQUIRED if after.required else Change.OPTIONAL
                    yield Difference(path, change, default_of(before), default_of(after))
                elif _json(before) != _json(after) and not any(
                    one.change is Change.RETYPED and one.path == path for one in found
                ):
                    yield Difference(path, Change.DEFAULT, default_of(before), default_of(after))

    def _types(self, old: Type, new: Type, path: str, within: tuple[tuple[str, str], ...]) -> Iterator[Difference]:
        self._done += 1
        if self._done > MOST or len(within) > DEEPEST:
            raise VelasdkError(f"the contracts are too large to be compared: at `{path[:LONGEST]}`")
        before, after = _kinds(old), _kinds(new)
        told = Difference(path, Change.NARROWED, words(old), words(new))
        if "any" in before or "any" in after:
            if "any" not in after or "any" not in before:
                yield told if "any" in before else replace(told, change=Change.WIDENED)
            return
        common = before.keys() & after.keys()
        if not common - {"null"} and before != after:
            yield replace(told, change=Change.RETYPED)
            return
        losing, gaining = before.keys() != common, after.keys() != common
        below: list[Iterator[Difference]] = []
        for kind in sorted(common - {"list", "object"}):
            [one], [other] = before[kind], after[kind]
            losing |= not _fits(one, other)
            gaining |= not _fits(other, one)
            if moved := _renumbered(one, other):
                yield Difference(path, Change.RENUMBERED, *moved)
        if "list" in common:
            [one], [other] = before["list"], after["list"]
            assert isinstance(one, Array) and isinstance(other, Array)
            losing |= one.min_items < other.min_items or one.max_items > other.max_items
            gaining |= one.min_items > other.min_items or one.max_items < other.max_items
            below.append(self._types(one.items, other.items, f"{path}[]", within))
        if "object" in common:
            pairs, lost, gained = self._pairs(before["object"], after["object"])
            losing, gaining = losing or lost, gaining or gained
            below += [self._objects(one, other, path, within) for one, other in pairs]
        if losing or gaining:
            yield told if losing else replace(told, change=Change.WIDENED)
        yield from chain.from_iterable(below)

    def _objects(self, old: Type, new: Type, path: str, within: tuple[tuple[str, str], ...]) -> Iterator[Difference]:
        match old, new:
            case Map(), Map():
                yield from self._types(old.values, new.values, f"{path}.*", within)
            case Object(), Object():
                pair = (old.model, new.model)
                if pair not in within:  # a model may contain itself
                    yield from self._fields(self.old[old.model], self.new[new.model], f"{path}.", (*within, pair))
            case _:
                yield Difference(path, Change.RETYPED, words(old), words(new))

    def _pairs(self, old: list[Type], new: list[Type]) -> tuple[list[tuple[Type, Type]], bool, bool]:
        """Which objects of a union belong together, and whether any is gone or has come."""
        if len(old) == len(new) == 1:
            return [(old[0], new[0])], False, False
        left, pairs = list(new), list[tuple[Type, Type]]()
        for one in old:
            same = (other for other in left if self._tags(one, self.old) & self._tags(other, self.new))
            if (found := next(same, None)) is not None:
                left.remove(found)
                pairs.append((one, found))
        return pairs, len(pairs) < len(old), bool(left)

    def _tags(self, type_: Type, models: Models) -> frozenset[tuple[str, Any]]:
        """What tells an object from others: the values of its required fields that are choices, and the name of its model."""
        if not isinstance(type_, Object):
            return frozenset([("", "map")])
        chosen = ((name, one.values) for name, one in models[type_.model].items() if isinstance(one, Choice) and one.required)
        return frozenset((name, value) for name, values in chosen for value in values) or frozenset([("", type_.model)])


def _kinds(type_: Type) -> dict[str, list[Type]]:
    """The JSON kinds of the values of a type, and which of its alternatives has them: several only of objects."""
    found: dict[str, list[Type]] = {"null": [Plain(type="null")]} if type_.nullable else {}
    if isinstance(type_, OneOf):
        for one in type_.types:
            for kind, types in _kinds(one).items():
                found.setdefault(kind, []).extend(types)
        if any(len(types) > 1 for kind, types in found.items() if kind != "object"):
            raise VelasdkError(f"the members of `{words(type_)}` cannot be told apart")
        return found
    found[_kind(type_)] = [type_]
    return found


def _kind(type_: Type) -> str:
    match type_:
        case Choice(values=[str(), *_]) | Text():
            return "string"
        case Choice() | Integer() | Number():
            return "number"
        case Map() | Object():
            return "object"
        case _:
            return type_.type


def _fits(one: Type, other: Type) -> bool:
    """Whether every value of `one` is a value of `other`; both are scalars of the same kind."""
    match one, other:
        case Choice(values=values), Choice():
            return set(values) <= set(other.values)
        case Choice(values=values), Integer(ge=low, le=high):
            return all(isinstance(value, int) and low <= value <= high for value in values)
        case Choice(values=values), Number():
            return all(isinstance(value, int) and _fits(Integer(type="integer", ge=value, le=value), other) for value in values)
        case Choice(values=values), Text(min_length=least, max_length=most, pattern=None):
            return all(isinstance(value, str) and least <= len(value) <= most for value in values)
        case Integer(), Choice(values=values):
            return one.le - one.ge < len(values) and set(range(one.ge, one.le + 1)) <= set(values)
        case Integer(ge=low, le=high), Integer():
            return other.ge <= low and high <= other.le
        case Integer(ge=low, le=high), Number(ge=ge, gt=gt, le=le, lt=lt):
            above = (ge is None or low >= ge) and (gt is None or low > gt)
            return above and (le is None or high <= le) and (lt is None or high < lt)
        case Number(), Number():
            return _low(other) <= _low(one) and _high(one) <= _high(other)
        case Text(), Text():
            longer = other.min_length <= one.min_length and one.max_length <= other.max_length
            return longer and other.pattern in (None, one.pattern)
        case _:
            return one.type == other.type


def _low(type_: Number) -> tuple[float, bool]:
    """Where the values begin, and whether just behind it."""
    bounds = ((type_.ge, False), (type_.gt, True))
    return max(((bound, open_) for bound, open_ in bounds if bound is not None), default=(float("-inf"), False))


def _high(type_: Number) -> tuple[float, bool]:
    """Where the values end, and whether there is one there."""
    bounds = ((type_.le, True), (type_.lt, False))
    return min(((bound, closed) for bound, closed in bounds if bound is not None), default=(float("inf"), True))


def _renumbered(old: Type, new: Type) -> tuple[str, str] | None:
    """An integer of an enum that is called otherwise, where its name then or its name now is that of another."""
    if not (isinstance(old, Choice) and isinstance(new, Choice)):
        return None
    before, after = (dict[Any, str](zip(one.values, one.names, strict=False)) for one in (old, new))
    for value in sorted(before.keys() & after.keys()):
        was, is_ = before[value], after[value]
        if was != is_ and (was in after.values() or is_ in before.values()):
            return f"{value} ({was})", f"{value} ({is_})"
    return None


def default_of(type_: Type) -> str:
    """The default of a field as JSON, cut where it is long; empty for a required one."""
    text = _json(type_)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."


def _json(type_: Type) -> str:
    return "" if type_.required else json.dumps(type_.default, ensure_ascii=False, sort_keys=True)


def words(type_: Type) -> str:
    """A type as its user would say it."""
    return _words(type_) + (" or null" if type_.nullable else "")


def _words(type_: Type) -> str:
    match type_:
        case Text(min_length=least, max_length=most, pattern=pattern):
            return f"string{_sizes(least, most, 'character')}" + (f" that matches `{pattern}`" if pattern is not None else "")
        case Integer(ge=low, le=high):
            bounds = (f"from {low}" if low != LEAST else "", f"to {high}" if high != GREATEST else "")
            return " ".join(("integer", *filter(None, bounds)))
        case Number():
            limits = ((">=", type_.ge), (">", type_.gt), ("<=", type_.le), ("<", type_.lt))
            return f"number {' and '.join(f'{op} {bound}' for op, bound in limits if bound is not None)}".rstrip()
        case Choice(values=values, names=names):
            shown = [json.dumps(value, ensure_ascii=False) for value in values]
            named = [f"{value} ({name})" for value, name in zip(shown, names, strict=False)] or shown
            return " or ".join(named)
        case Array(items=items, min_items=least, max_items=most):
            return f"list{_sizes(least, most, 'item')} of {words(items)}"
        case Map(values=values):
            return f"map to {words(values)}"
        case OneOf(types=types):
            return " or ".join(map(words, types))
        case Object():
            return "object"
        case Plain():
            return {"any": "anything"}.get(type_.type, type_.type)


def _sizes(least: int, most: int, unit: str) -> str:
    bounds = (f"at least {least}" if least else "", f"at most {most}" if most != MAX else "")
    said = " and ".join(filter(None, bounds))
    return f" ({said} {unit}s)" if said else ""
