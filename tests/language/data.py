"""Data for the rows: seeded, with the values at which Python and CUE are likeliest to part ways."""

from __future__ import annotations

import json
import random
from typing import Any, cast

TEXTS = (
    "", "a", "b", "é", "aé ", " a", "a,b,,é", "ab", "aab", "k", "red", "\n", "a\n\n", "\\(d.i)", '"""', "\\", '\\"', "\u2028x",
    "\x00", "\x7f", "\U0001f680a", "z\u0301", "a\u200fb", "// a", "*/", "True", "0", "-1", "_|_", "ß", "\ufffe", "％",
)  # fmt: skip
INTEGERS = (
    0, 0, 1, 2, 3, 5, 6, 7, 8, 13, 14, -1, -2, -3, -6, -7, -8, -13, -14, 49, -49, 10**15, 1234567890123456789,
    -1234567890123456789, 2**53 + 1, -(2**63), 1 - 2**63, 2**63 - 1,
)  # fmt: skip


def point(r: random.Random) -> dict[str, Any]:
    """A `Point`, some with fields left out."""
    found: dict[str, Any] = {"x": r.choice(INTEGERS)}
    if r.random() < 0.5:
        found["y"] = r.choice((5, *INTEGERS))
    if r.random() < 0.5:
        found["label"] = r.choice((None, "a", *TEXTS))
    return found


def item(r: random.Random) -> dict[str, Any]:
    """An `Item`."""
    found: dict[str, Any] = {"name": r.choice(TEXTS), "size": r.choice(INTEGERS)}
    if r.random() < 0.5:
        found["tags"] = some(r, TEXTS)
    if r.random() < 0.6:
        found["inner"] = r.choice((None, point(r)))
    return found


def some(r: random.Random, values: tuple[Any, ...]) -> list[Any]:
    """A short list of them."""
    return [r.choice(values) for _ in range(r.choice((0, 0, 1, 2, 3)))]


def d(r: random.Random) -> dict[str, Any]:
    """A `D` by its wire names; what has a default is left out now and then."""
    s = r.choice(TEXTS)
    found: dict[str, Any] = {
        "s": s,
        "t": r.choice((s, s[:1], *TEXTS)),
        "i": r.choice(INTEGERS),
        "j": r.choice(INTEGERS),
        "n": r.choice((-1000, -7, -1, 0, 0, 1, 3, 999, 1000)),
        "m": r.choice((-99, -10, -1, 0, 1, 2, 99)),
        "u": r.choice((0, 1, 10**15, 2**63, 2**64 - 1)),
        "f": r.choice((0, 1, 1.5, -2)),
        "b": r.random() < 0.5,
        "c": r.choice(("red", "green", 'o"d\\(d)')),
        "l": r.choice((-1, 0, 7)),
        "e": r.choice(("one", "two")),
        "k": r.choice("xy"),
        "p": point(r),
        "a-b": r.choice(TEXTS),
    }
    optional: dict[str, Any] = {
        "os": r.choice((None, s, "", "a", *TEXTS)),
        "oi": r.choice((None, *INTEGERS)),
        "oc": r.choice((None, "red", "green")),
        "ob": r.choice((None, True, False)),
        "op": r.choice((None, point(r), point(r))),
        "ol": r.choice((None, [], ["a"])),
        "strs": r.choice((some(r, TEXTS), ["ann", "bob\u00e9", ""], [s, s])),
        "ints": some(r, INTEGERS),
        "colors": some(r, ("red", "green")),
        "rows": [some(r, INTEGERS) for _ in range(r.randrange(3))],
        "items": [item(r) for _ in range(r.randrange(3))],
        "opts": [r.choice((None, point(r))) for _ in range(r.randrange(3))],
        "table": {key: r.choice(INTEGERS) for key in some(r, ("k", "k", s, s, *TEXTS[:4]))},
        "points": {key: point(r) for key in some(r, ("red", "green", "k"))},
        "z": r.choice((None, 1, "x", [1, {"a": None}], {"if": True})),
    }
    return found | {key: value for key, value in optional.items() if r.random() < 0.8}


def many(count: int, seed: int) -> list[dict[str, Any]]:
    """`count` of them, the same for the same seed."""
    r = random.Random(seed)
    return [d(r) for _ in range(count)]


def carried(value: Any) -> Any:
    """`value` as a parameter can carry it: long integers cut to 15 digits."""
    if isinstance(value, dict):
        return {key: carried(inner) for key, inner in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return [carried(inner) for inner in cast("list[Any]", value)]
    return value % 10**15 if type(value) is int and abs(value) >= 10**15 else value


def text(value: Any) -> str:
    """JSON text as an API sends it."""
    return json.dumps(value, ensure_ascii=False)
