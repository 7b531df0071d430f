"""Draws values of the types of `velasdk.schema`: what parameters and replies are generated from.

Everything comes from the `random.Random` that is given: the same seed draws the same values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from random import Random
from typing import Any

from pydantic import BaseModel

from ..diagnostics import VelasdkError
from ..reading import fits
from ..schema import (
    GREATEST,
    LEAST,
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
)

# What `re` itself parses patterns with; there is no public name for it.
_REGEX: Any = vars(re)["_parser"]
_OPS: Any = vars(re)["_constants"]

WORDS = ("", "a", "ok", "Prüfung ✓", "日本語", 'say "hi"', "a\\b\nc\t", "\\(x)", "#{x}", "null", "0", "é́ 🙂", "<b>&amp;</b>")
"""Texts that go wrong somewhere: empty, not ASCII, with quotes, escapes and CUE's interpolation."""
NUMBERS = (0, 1, 2, -1, 7, 42, 2**31, 2**53 + 1, LEAST, GREATEST)
"""Integers at the ends of what languages hold exactly."""
FLOATS = (0, 1, -1, 0.5, -2.25, 1e3, 1e-7, 3.141592653589793)
TAME = ("a", "b", "fine")
"""Texts for an example that a person reads."""
DEEPEST = 5
"""How deep models are nested before optional fields stay away."""


class Samples:
    """Values drawn with `rng`; `words` and `numbers` are drawn more often: what a step compares with, above all.

    With `tame` there is nothing odd among the texts.
    """

    def __init__(self, rng: Random, words: Iterable[str] = (), numbers: Iterable[int] = (), *, tame: bool = False) -> None:
        self.rng = rng
        self.tame = tame
        self.words = tuple(words)
        self.numbers = tuple(numbers)

    def value(self, type_: Type, depth: int = 0) -> Any:
        """JSON data that is a value of `type_`; numbers with a fraction are floats."""
        match type_:
            case Str():
                return self._text(type_)
            case Int():
                return self._integer(type_)
            case Float():
                return self._number(type_)
            case Bool():
                return self.rng.random() < 0.5
            case Null():
                return None
            case AnyJson():
                return self._anything()
            case Choice(values):
                return self.rng.choice(values)
            case ListOf(item):
                return [self.value(item, depth + 1) for _ in range(self._length(type_, depth))]
            case DictOf(item):
                keys = self.rng.sample(("a", "b", "x-y", "é"), self.rng.randint(0, 2 if depth < DEEPEST else 0))
                return {key: self.value(item, depth + 1) for key in keys}
            case ModelOf(model):
                return self.model(model, depth)
            case Union_(members):
                kept = [Null()] if depth >= DEEPEST and Null() in members else members
                return self.value(self.rng.choice(kept), depth)

    def model(self, model: type[BaseModel], depth: int = 0) -> dict[str, Any]:
        """An object that is a `model`; fields with a default are there two times in three."""
        present = 0.7 if depth < DEEPEST else 0.0
        return {
            one.wire: self.value(one.type, depth + 1) for one in fields(model) if one.required or self.rng.random() < present
        }

    def _text(self, type_: Str) -> str:
        own = [word for word in self.words if fits(type_, word)]
        if own and self.rng.random() < 0.6:
            return self.rng.choice(own)
        if type_.pattern is not None:
            return self._matching(type_, type_.pattern, own)
        shortest, longest = type_.min_length or 0, type_.max_length
        ends = [length for length in {shortest, longest} if length is not None]
        texts = [*(word for word in (TAME if self.tame else WORDS) if fits(type_, word)), *("x" * end for end in ends)]
        return self.rng.choice(texts or [("x" if self.tame else "é") * max(shortest, 1)])

    def _matching(self, type_: Str, pattern: str, own: list[str]) -> str:
        for _ in range(200):
            text = matching(pattern, self.rng, self.tame)
            if fits(type_, text):
                return text
        if own:
            return self.rng.choice(own)
        raise VelasdkError(f"no text was found that matches {pattern!r}")

    def _integer(self, type_: Int) -> int:
        own = [number for number in self.numbers if fits(type_, number)]
        if own and self.rng.random() < 0.7:
            return self.rng.choice(own)
        return self.rng.choice([*dict.fromkeys(n for n in (*NUMBERS, type_.low, type_.high) if fits(type_, n))])

    def _number(self, type_: Float) -> float:
        ends = [end for end in (type_.ge, type_.le) if end is not None]
        within = [end + step for end, step in ((type_.gt, 0.5), (type_.lt, -0.5)) if end is not None]
        found = [number for number in (*FLOATS, *self.numbers, *ends, *within) if fits(type_, number)]
        low, high = (type_.gt or type_.ge or 0.0), (type_.lt or type_.le or 0.0)
        return self.rng.choice(found or [(low + high) / 2])

    def _anything(self) -> Any:
        return self.rng.choice([None, True, 7, "text", [], {}, [1, "a", None], {"a": {"b": [False]}}])

    def _length(self, type_: ListOf, depth: int) -> int:
        low = type_.min_length or 0
        high = type_.max_length if type_.max_length is not None else max(low, 3 if depth < DEEPEST else 0)
        return self.rng.randint(low, min(high, low + 3))


def matching(pattern: str, rng: Random, tame: bool = False) -> str:
    """A text that `pattern` finds something in, as far as it can be built from left to right; `tame`: of letters."""
    return _joined(_REGEX.parse(pattern), rng, tame)


def _joined(parts: Any, rng: Random, tame: bool) -> str:
    return "".join(_part(op, argument, rng, tame) for op, argument in parts)


def _part(op: Any, argument: Any, rng: Random, tame: bool) -> str:
    """A text for one node of a parsed pattern."""
    if op is _OPS.LITERAL:
        return chr(argument)
    if op is _OPS.ANY:
        return rng.choice("ax-7 é")
    if op is _OPS.NOT_LITERAL:
        return rng.choice([char for char in "ax-7" if ord(char) != argument])
    if op is _OPS.IN:
        return _one_of(argument, rng, tame)
    if op is _OPS.BRANCH:
        return _joined(rng.choice(argument[1]), rng, tame)
    if op is _OPS.SUBPATTERN:
        return _joined(argument[-1], rng, tame)
    if op in (_OPS.MAX_REPEAT, _OPS.MIN_REPEAT):
        low, high, inner = argument
        return "".join(_joined(inner, rng, tame) for _ in range(rng.randint(low, min(int(high), low + 3))))
    return ""  # an anchor


def _one_of(items: Any, rng: Random, tame: bool) -> str:
    """A character of a class such as `[a-z0-9-]` or `[^/]`."""
    ranges: list[tuple[int, int]] = [
        (arg, arg) if op is _OPS.LITERAL else arg for op, arg in items if op in (_OPS.LITERAL, _OPS.RANGE)
    ]
    if items[0][0] is _OPS.NEGATE:
        left = [char for char in "axz-7_ é/" if not any(low <= ord(char) <= high for low, high in ranges)]
        return rng.choice(left or ["\u2713"])
    letters = [(low, high) for low, high in ranges if chr(low).isalpha()] if tame else []
    low, high = rng.choice(letters or ranges)
    return chr(rng.randint(low, high))
