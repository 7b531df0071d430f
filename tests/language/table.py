"""The table of the step language: each construct with its Python, and what stands just beyond it with its diagnostic.

`docs/language.md` is written from it, and `test_language.py` runs every row as Python and on the engine. `d` is data of the
model `D` below: the parameter `self.d` where a request is built, `reply.d` where an answer is judged.
"""

# ruff: noqa: E501 - code and data of steps, one line each

from __future__ import annotations

from dataclasses import dataclass

PRELUDE = r"""
import base64
from enum import Enum, IntEnum, StrEnum
from typing import Any, Literal

from velasdk import (
    Action, Break, Context, Continue, Fail, Field, Model, Parameter, Request, StatusStep, Suspend, Wait, http, to_camel,
)

GREETING = "grüß \"dich\" \\(x) 'ok'\n\t"
LIMIT = -12
HUGE = 12345678901234567890
ENABLED = True
NOTHING = None
NAMES = ["ann", "", "bob\u00e9"]
WEIGHTS = {"a": 1, "b": -2}
NUMBERED = {1: "a"}
PI = 3.14


class Color(StrEnum):
    RED = "red"
    GREEN = "green"
    ODD = 'o"d\\(d)'


class Level(IntEnum):
    LOW = -1
    ZERO = 0
    HIGH = 7


class Mixed(Enum):
    A = 1
    B = "b"


class Plain(Enum):
    ONE = "one"
    TWO = "two"


class Point(Model):
    x: int
    y: int = 5
    label: str | None = None


class Item(Model):
    name: str
    size: int
    tags: list[str] = []
    inner: Point | None = None


class Shipment(Model, alias_generator=to_camel):
    ship_to: str
    dry_run: bool = False
    stops: list[Point] = []
    via: Point | None = None
    color: Color = Color.GREEN
    if_: str = Field(default="if", alias="if")


class D(Model):
    s: str
    t: str
    i: int
    j: int
    n: int = Field(ge=-1000, le=1000)
    m: int = Field(gt=-100, lt=100)
    u: int = Field(ge=0, le=2**64 - 1)
    f: float
    b: bool
    c: Color
    l: Level
    e: Plain
    k: Literal["x", "y"]
    os: str | None = None
    oi: int | None = None
    oc: Color | None = None
    ob: bool | None = None
    op: Point | None = None
    ol: list[str] | None = None
    p: Point
    strs: list[str] = []
    ints: list[int] = []
    colors: list[Color] = []
    rows: list[list[int]] = []
    items: list[Item] = []
    opts: list[Point | None] = []
    table: dict[str, int] = {}
    points: dict[str, Point] = {}
    dashed: str = Field(alias="a-b")
    z: Any = None


class Reply(Model):
    d: D
"""


@dataclass(frozen=True)
class Near:
    """What stands just beyond a row: refused with `code`, and a remedy that says `help`."""

    python: str
    code: str
    help: str


@dataclass(frozen=True)
class Row:
    """One expression. `kind` is its type; `may_fail` marks one that has no value for some data."""

    python: str
    kind: str
    refused: tuple[Near, ...] = ()
    may_fail: bool = False
    sent_only: bool = False


@dataclass(frozen=True)
class Section:
    """Rows under one heading."""

    title: str
    rows: tuple[Row, ...]


def near(python: str, code: str, help: str) -> Near:
    """A snippet that is refused."""
    return Near(python, code, help)


def row(python: str, kind: str, *refused: Near, may_fail: bool = False, sent_only: bool = False) -> Row:
    """A row of the table."""
    return Row(python, kind, refused, may_fail, sent_only)


EXPRESSIONS: tuple[Section, ...] = (
    Section(
        "Parameters and context",
        (
            row("self.url", "str", near("self.nothing", "VS009", "declare `nothing"), near("self", "VS002", "self.<field>")),
            row("self.note", "str?", near('f"{self.note}"', "VS006", "is None"), near("self.note.upper()", "VS006", "is None")),
            row("self.level", "Level"),
            row("self.tags", "str[]"),
            row("context.name", "str", near("context.names", "VS009", "did you mean `name`?"), sent_only=True),
            row("context.namespace", "str", near("context", "VS002", "context.<field>"), sent_only=True),
            row("context.step_name", "str", sent_only=True),
            row("context.app_name", "str?", near('f"{context.app_name}"', "VS006", "is None"), sent_only=True),
            row("context.workflow_name", "str?", sent_only=True),
            row("context.publish_version", "str?", sent_only=True),
        ),
    ),
    Section(
        "Literals and module constants",
        (
            row('"text"', "str", near('b"bytes"', "VS023", "str, int"), near('"\\ud800"', "VS010", "whole character")),
            row(r"'quote \" backslash \\ \\(d) newline \n tab \t nul \x00 \u2028 \U0001f680'", "str"),
            row("42", "int", near("4.2", "VS023", "str, int"), near("2j", "VS023", "str, int")),
            row("-12345678901234567890", "int"),
            row("True", "bool"),
            row("None", "None"),
            row("GREETING", "str", near("PI", "VS023", "str, int"), near("UNKNOWN", "VS009", "assign it")),
            row("LIMIT", "int", near("base64", "VS009", "call it"), near("len", "VS009", "call it")),
            row("HUGE", "int"),
            row("ENABLED", "bool"),
            row("NOTHING", "None"),
            row("NAMES", "str[]"),
            row(
                "WEIGHTS",
                "json",
                near("NUMBERED", "VS023", "strings as keys"),
                near("{1, 2}", "VS002", "list"),
                near("(1, 2)", "VS002", "list"),
            ),
            row(
                "Color.ODD", "Color", near("Color", "VS009", "constant"), near("Color.BLUE", "VS009", "it has RED, GREEN, ODD")
            ),
            row("Level.LOW", "Level"),
            row("Plain.ONE.value", "str", near("Plain.ONE.name", "VS009", "model")),
            row("Plain.TWO", "Plain", near("Mixed.A", "VS031", "one JSON kind")),
        ),
    ),
    Section(
        "Fields and items",
        (
            row(
                "d.s",
                "str",
                near(
                    "d.nothing",
                    "VS009",
                    "its model declares s, t, i, j, n, m, u, f, b, c, l, e, k, os, oi, oc, ob, op, ol, p, strs, ints, colors, rows, items, opts, table, points, dashed, z",
                ),
                near("d.s.x", "VS009", "use a value of a model"),
            ),
            row("d.dashed", "str"),
            row("d.p.x", "int", near("d.op.x", "VS006", "is None")),
            row("d.p.label", "str?"),
            row("d.p", "json"),
            row("d.op", "json"),
            row("d.items", "json"),
            row("d.opts", "json"),
            row("d.points", "json"),
            row("d.z", "json", near("d.z.x", "VS009", "use a value of a model"), near('d.z == "x"', "VS007", "two strings")),
            row("d.c.value", "str", near("d.c.name", "VS009", "use a value of a model")),
            row("d.e.value", "str", near('f"{d.e}"', "VS008", ".value")),
            row("d.l.value", "int"),
            row(
                "d.strs[0]",
                "str",
                near("d.strs[d.i]", "VS002", "constant index"),
                near(
                    "d.strs[0:1]", "VS002", "use startswith(), endswith() or removeprefix() of a text, single items of a list"
                ),
                may_fail=True,
            ),
            row("d.strs[-2]", "str", near("d.ol[0]", "VS006", "is None"), may_fail=True),
            row(
                "d.items[1].tags[0]", "str", near("[item.tags[0] for item in d.items]", "VS022", "model a field"), may_fail=True
            ),
            row("d.rows[-1][1]", "int", near("d.s[0]", "VS002", "constant index"), may_fail=True),
            row('d.table["k"]', "int", near("d.table[0]", "VS002", "string key"), may_fail=True),
            row("d.table[d.s]", "int", near("d.p[0]", "VS002", "constant index"), may_fail=True),
            row("d.points[d.c].x", "int", may_fail=True),
            row("NAMES[1]", "str", near("NAMES[True]", "VS002", "constant index")),
            row('WEIGHTS["b"]', "int"),
        ),
    ),
    Section(
        "Comparisons",
        (
            row("d.i == 3", "bool", near('d.i == "3"', "VS007", "two strings"), near("d.i == True", "VS007", "two strings")),
            row("d.i != d.j", "bool", near("d.i == None", "VS026", "is None"), near("d.f == 1", "VS007", "two integers")),
            row("d.i < d.j", "bool", near("d.oi < 3", "VS006", "is None"), near("d.b < True", "VS007", "two booleans")),
            row("d.i >= -12345678901234567890", "bool"),
            row("0 <= d.i < d.j <= 10", "bool", near('0 <= d.i < "x"', "VS007", "two strings")),
            row("d.s == d.t", "bool", near("d.strs == []", "VS007", "two strings"), near("d.p == d.p", "VS007", "two strings")),
            row("d.s < d.t", "bool", near("d.strs < d.strs", "VS007", "two strings")),
            row("d.s >= GREETING", "bool"),
            row("d.b == True", "bool", near('d.b == "True"', "VS007", "two booleans")),
            row(
                "d.c == Color.RED",
                "bool",
                near("d.c == Level.LOW", "VS007", "one enum"),
                near("d.c is Color.RED", "VS027", "`==`"),
            ),
            row('d.c == "red"', "bool"),
            row("d.c != d.oc", "bool"),
            row(
                "d.e == Plain.TWO",
                "bool",
                near("d.e < Plain.TWO", "VS007", "one enum"),
                near('d.e == "two"', "VS007", "one enum"),
                near("not d.e", "VS007", "compare"),
            ),
            row("d.l == Level.HIGH", "bool"),
            row("d.l >= Level.ZERO", "bool"),
            row("d.l > 0", "bool", near("d.c > Color.RED", "VS007", "one enum")),
            row('d.k == "x"', "bool"),
            row('d.os == "a"', "bool"),
            row("d.os != d.s", "bool"),
            row("d.oi == 0", "bool"),
            row("d.ob == False", "bool"),
            row("d.os is None", "bool", near('d.s is "a"', "VS027", "`==`")),
            row("d.op is not None", "bool", near("d.op is not d.op", "VS027", "`==`")),
        ),
    ),
    Section(
        "Membership",
        (
            row(
                "d.s in d.strs",
                "bool",
                near("d.i in d.strs", "VS007", "of its kind"),
                near("d.os in d.strs", "VS006", "is None"),
            ),
            row("d.i not in d.ints", "bool", near("d.s in d.ol", "VS006", "is None")),
            row("d.c in [Color.RED, Color.GREEN]", "bool", near("d.c in Color", "VS009", "constant")),
            row("d.i in (1, -2)", "bool"),
            row("d.c in {Color.RED}", "bool"),
            row("d.c in d.colors", "bool", near("d.p in [d.p]", "VS007", "of its kind")),
            row(
                "d.e in [Plain.ONE]",
                "bool",
                near("d.e in NAMES", "VS007", "of its kind"),
                near("d.e in d.table", "VS007", "key in a dict"),
            ),
            row("d.k in NAMES", "bool"),
            row("d.b in [True]", "bool"),
            row("d.t in d.s", "bool", near("d.i in d.s", "VS007", "string in a string")),
            row('"" in d.s', "bool"),
            row("d.s in d.table", "bool", near("d.i in d.table", "VS007", "key in a dict")),
            row('"k" not in d.table', "bool"),
            row("d.c in d.points", "bool"),
        ),
    ),
    Section(
        "Truth, and, or, not",
        (
            row("not d.s", "bool", near("not d.p", "VS007", "compare"), near("not d.f", "VS007", "compare")),
            row("not d.i", "bool"),
            row("not d.l", "bool"),
            row("not d.c", "bool"),
            row("not d.b", "bool"),
            row("not d.strs", "bool", near("not d.z", "VS007", "compare")),
            row("not d.table", "bool"),
            row("not d.os", "bool"),
            row("not d.oi", "bool"),
            row("not d.ob", "bool"),
            row("not d.op", "bool"),
            row("not d.ol", "bool"),
            row("d.b and d.i > 0", "bool", near("d.b & d.b", "VS002", "+ - *")),
            row("d.b or d.i > 0 or not d.b", "bool", near("d.b | d.b", "VS002", "+ - *")),
            row("not (d.b and d.s == d.t)", "bool", near("~d.i", "VS002", "not")),
            row("d.op is not None and d.op.x > 0", "bool", near("d.op is None and d.op.x > 0", "VS006", "is None")),
            row("d.op is None or d.op.x > 0", "bool", near("d.op is not None or d.op.x > 0", "VS006", "is None")),
            row('d.op is not None and d.op.label is not None and d.op.label.startswith("a")', "bool"),
            row('not (d.op is None or d.op.label is None) and d.op.label == "a"', "bool"),
            row('d.os is not None and d.os != "" or d.i == 0', "bool"),
            row("d.j != 0 and d.i // d.j > 1", "bool"),
            row("len(d.strs) > 1 and d.strs[1] == d.s", "bool"),
            row("len(d.strs) < 2 or d.strs[1] == d.s", "bool"),
            row("not (len(d.strs) < 2 or d.strs[1] != d.s)", "bool"),
            row("d.s in d.table and d.table[d.s] > 0", "bool"),
            row("(d.oi is not None and d.oi > 1) or (d.op is not None and d.op.y == 5)", "bool"),
            row("(d.oi is None or d.oi > 1) and (d.op is None or d.op.y == 5)", "bool"),
            row('d.os or d.s or "none"', "str", near('d.s and "x"', "VS034", "if a else a")),
            row("d.oi or d.i", "int", near("d.oi or d.oi + 1", "VS006", "is None")),
            row("d.ob or d.b", "bool"),
            row("d.ol or d.strs", "str[]", near("d.p or d.p", "VS007", "compare")),
            row('f"{d.op.label or d.s}" if d.op else d.t', "str"),
        ),
    ),
    Section(
        "Conditional expressions",
        (
            row('"yes" if d.b else "no"', "str", near('"yes" if d.p else "no"', "VS007", "compare")),
            row("d.os if d.os is not None else d.s", "str", near('f"{d.os if d.b else d.s}"', "VS006", "is None")),
            row('"none" if d.op is None else f"{d.op.x}"', "str"),
            row("d.op.x if d.op else -1", "int", near("-1 if d.op else d.op.x", "VS006", "is None")),
            row('"a" if d.i > 0 else "b" if d.i < 0 else "c"', "str"),
            row("d.i // d.j if d.j != 0 else 0", "int"),
            row("d.strs[0] if d.strs else d.s", "str"),
            row("d.table[d.s] if d.s in d.table else -1", "int"),
            row('(d.os if d.os else "x") if d.b else (d.op.label if d.op and d.op.label else "y")', "str"),
            row("[d.op.x] if d.op is not None and d.b else []", "json"),
            row("d.op.label if d.op is not None else None", "str?"),
        ),
    ),
    Section(
        "Strings",
        (
            row(
                'f"{d.s}-{d.i}/{d.c}:{d.l} {{}} \\"{d.t}\\""',
                "str",
                near('f"{d.b}"', "VS008", ".value"),
                near('f"{d.f}"', "VS008", "str and int"),
            ),
            row("f'{d.s}'", "str", near("f'{d.s!r}'", "VS028", "as it is"), near("f'{d.i:>8}'", "VS028", "as it is")),
            row("f'{GREETING}{d.s}{LIMIT}'", "str", near("f'{d.strs}'", "VS008", "str and int")),
            row("f''", "str"),
            row("str(d.i)", "str", near("str(d.b)", "VS003", "str of an int"), near("str(d.e)", "VS003", "str of an int")),
            row("str(d.s)", "str", near("repr(d.s)", "VS003", "str of an int"), near("int(d.s)", "VS003", "declare the field")),
            row("len(d.s)", "int", near("len(d.os)", "VS006", "is None"), near("len(d.i)", "VS003", "str of an int")),
            row(
                "d.s.startswith(d.t)",
                "bool",
                near('d.s.startswith(("a", "b"))', "VS002", "list"),
                near('d.s.startswith("a", 1)', "VS003", "str methods"),
            ),
            row('d.s.endswith("é")', "bool", near("d.s.isdigit()", "VS003", "str methods")),
            row("d.s.removeprefix(d.t)", "str", near("d.s.upper()", "VS003", "str methods")),
            row('d.s.removesuffix("a")', "str", near("d.s.lower()", "VS003", "str methods")),
            row('d.s.replace("a", d.t)', "str", near('d.s.replace("a", "b", 1)', "VS003", "str methods")),
            row('d.s.replace("", "-")', "str", near("d.s.replace(old='a', new='b')", "VS003", "str methods")),
            row(
                'd.s.split(",")',
                "str[]",
                near("d.s.split()", "VS003", "constant separator"),
                near("d.s.split(d.t)", "VS003", "constant separator"),
                near('d.s.split("")', "VS003", "constant separator"),
            ),
            row(
                '"-".join(d.strs)',
                "str",
                near('"-".join(d.ints)', "VS003", "str methods"),
                near('"-".join(d.ol)', "VS003", "str methods"),
            ),
            row("d.t.join([d.s, d.t])", "str", near("'-'.join(n for n in d.strs)", "VS002", "write a list")),
            row("d.s.count(d.t)", "int", near("d.strs.count(d.s)", "VS003", "use its fields or items")),
            row('d.s.strip("a é")', "str", near("d.s.strip()", "VS003", "strip with its characters")),
            row("d.s.lstrip(d.t)", "str", near("d.s.lstrip()", "VS003", "strip with its characters")),
            row('d.s.rstrip("\\n")', "str", near("d.os.rstrip('x')", "VS006", "is None")),
            row("d.c.replace('e', '3')", "str"),
            row(
                "base64.b64encode(d.s.encode()).decode()",
                "str",
                near("base64.b64encode(d.s).decode()", "VS003", "write all of it"),
                near("base64.b64decode(d.s)", "VS003", "write all of it"),
            ),
        ),
    ),
    Section(
        "Integers",
        (
            row("d.i + d.j", "int", near("d.s + d.t", "VS007", "f-string"), near("d.oi + 1", "VS006", "is None")),
            row("d.i - d.j - 1", "int", near("d.f + 1", "VS007", "floats"), near("d.b + 1", "VS007", "f-string")),
            row("d.i - (d.j - 1)", "int", near("d.i ** 2", "VS002", "+ - *")),
            row(
                "d.n * d.m",
                "int",
                near("d.i * d.j", "VS049", "bound the fields"),
                near("d.i * d.i", "VS049", "bound the fields"),
                near("d.n * d.i * d.m * 10", "VS049", "bound the fields"),
            ),
            row("d.n * d.i - d.m * d.j", "int", near("d.n - d.i * -d.j", "VS049", "bound the fields")),
            row("-(d.n * d.n * -d.m) // 7 % d.n if d.n != 0 else d.m", "int"),
            row("d.u - d.i", "int", near("d.u * d.u", "VS049", "bound the fields")),
            row("d.l * d.i * -d.m", "int", near("d.oi * d.j if d.oi is not None else 0", "VS049", "bound the fields")),
            row("(d.n if d.b else 3) * d.i", "int", near("(d.i if d.b else 2) * d.i", "VS049", "bound the fields")),
            row("min(d.i, d.n) * max(d.m, -d.n)", "int", near("max(d.i, 7) * max(d.i, 7)", "VS049", "bound the fields")),
            row("len(d.s) * d.n * len(d.strs)", "int", near("len(d.s) * d.i * len(d.t)", "VS049", "bound the fields")),
            row("(d.i % 1000 - 500) * (d.j // 1_000_000)", "int"),
            row("d.i * 3", "int", near("d.i / 2", "VS002", "// and %"), near("d.s * 2", "VS007", "f-string")),
            row("d.i * -100_000", "int", near("d.i * 1_000_000", "VS049", "bound the fields")),
            row('HUGE * d.n * WEIGHTS["b"]', "int", near("[HUGE][0] * HUGE", "VS049", "bound the fields")),
            row("-d.i", "int", near("-d.s", "VS007", "f-string"), near("+d.i", "VS002", "`-` for integers")),
            row("-(-d.i)", "int"),
            row("- (d.i + d.j) * 2", "int", near("d.i << 2", "VS002", "// and %")),
            row("d.i // 7", "int", near("[1 // n for n in d.ints]", "VS022", "constant")),
            row("d.i // -7", "int"),
            row("d.i % 7", "int", near('"%d" % d.i', "VS007", "f-string")),
            row("d.i % -7", "int", near("[n % d.j for n in d.ints]", "VS022", "constant")),
            row("-d.i // 7 * 2 + -d.i % 5", "int"),
            row("d.l + 1", "int"),
            row("d.i // d.j", "int", may_fail=True),
            row("d.i % d.j", "int", may_fail=True),
            row("(d.i + 1) // (d.j - 1)", "int", may_fail=True),
            row(
                "min(d.i, d.j)",
                "int",
                near("min(d.ints)", "VS003", "two integers"),
                near("min(d.s, d.t)", "VS003", "two integers"),
            ),
            row(
                "max(d.i, d.j)", "int", near("max(1, 2, 3)", "VS003", "two integers"), near("abs(d.i)", "VS003", "two integers")
            ),
            row("max(min(d.i, 10), 0)", "int"),
        ),
    ),
    Section(
        "Lists, dicts and comprehensions",
        (
            row("[d.s, GREETING, d.t]", "str[]", near("[*d.strs]", "VS002", "write the items out")),
            row("[]", "str[]"),
            row(
                '{"a": d.i, "b c": d.s, "if": [d.b], "json": {"parameter": d.op}}',
                "json",
                near("{d.s: 1}", "VS002", "'name': value"),
                near('{"a": 1, "a": 2}', "VS002", "write it once"),
                near("{**WEIGHTS}", "VS002", "'name': value"),
            ),
            row("{}", "json"),
            row("len(d.strs)", "int"),
            row("len(d.table)", "int"),
            row(
                "[n * 2 for n in d.ints]",
                "int[]",
                near("[n * d.j for n in d.ints]", "VS049", "bound the fields"),
                near("[n * 100_000 for n in [HUGE, 1]]", "VS049", "bound the fields"),
                near("[a for a in d.strs for b in d.strs]", "VS022", "one `for`"),
                near("[k for k in d.table]", "VS022", "some_list"),
            ),
            row("[n for n in d.ints if n > 0]", "int[]", near("{n: 1 for n in d.ints}", "VS002", "models")),
            row("[n for n in d.ints if n > 0 if n % 2 == 0]", "int[]", near("{n for n in d.ints}", "VS002", "a list")),
            row("[n for n in d.ints if n > 0 or n == d.j]", "int[]", near("[n for n in d.s]", "VS022", "some_list")),
            row(
                "[item.name for item in d.items if item.inner is not None and item.inner.x > 0]",
                "str[]",
                near("[item.inner.x for item in d.items]", "VS006", "is None"),
            ),
            row("[item.inner.x for item in d.items if item.inner]", "int[]"),
            row("[item.name for item in d.items if item.inner is None or item.inner.y == 5]", "str[]"),
            row("[o.x if o is not None else -1 for o in d.opts]", "int[]", near("[o.x for o in d.opts]", "VS006", "is None")),
            row("[[n + 1 for n in row if n != d.j] for row in d.rows if row]", "json"),
            row("[[item.name for item in d.items if item.size > n] for n in d.ints]", "json"),
            row('[f"{item.name}={item.size}" for item in d.items if item.tags]', "str[]"),
            row('[tag for tag in d.strs if "a" in tag]', "str[]"),
            row(
                "[Point(x=n, label=d.s) for n in d.ints]",
                "json",
                near("[Point(x=HUGE) for n in d.ints]", "VS007", "field's type"),
            ),
            row(
                "sum([p.x * 10 for p in [Point(x=d.n), Point(x=d.m * d.n)]])",
                "int",
                near("[p.x * 10 for p in [Point(x=d.n), Point(x=d.i * 100_000)]]", "VS049", "bound the fields"),
            ),
            row(
                "any(item.size > 1 for item in d.items)",
                "bool",
                near("any(d.strs)", "VS003", "write `any"),
                near("any(n for n in d.table)", "VS022", "some_list"),
            ),
            row("any(n == d.i for n in d.ints if n)", "bool"),
            row("any([item.inner is not None and item.inner.x > 0 for item in d.items])", "bool"),
            row("any(s for s in d.strs)", "bool"),
            row("any(o is None or o.x > 0 for o in d.opts)", "bool"),
            row("all(item.size > 1 for item in d.items)", "bool", near("all(d.ints)", "VS003", "write `all")),
            row("all(item.inner is not None and item.inner.x > 0 for item in d.items)", "bool"),
            row("all(item.inner is None or item.inner.x > 0 for item in d.items)", "bool"),
            row("all(any(n > 0 for n in row) for row in d.rows)", "bool"),
            row("all(s in d.strs for s in NAMES)", "bool"),
            row(
                "sum(d.ints)",
                "int",
                near("sum(d.strs)", "VS003", "write `sum"),
                near("sum(d.ints) * 2", "VS049", "bound the fields"),
                near("sum(n - d.j for n in d.ints)", "VS049", "bound the fields"),
            ),
            row(
                "sum([HUGE, d.i, -d.i]) * d.n",
                "int",
                near("sum([d.i * 100_000, d.j * 100_000])", "VS049", "bound the fields"),
            ),
            row(
                "sum(item.size for item in d.items if item.size > 0)",
                "int",
                near("sum(item.name for item in d.items)", "VS007", "int field"),
            ),
            row("sum(n * -1 for n in d.ints)", "int", near("sorted(d.ints)", "VS003", "in their order")),
            row("sum([len(r) for r in d.rows])", "int", near("zip(d.ints, d.ints)", "VS003", "over one list")),
        ),
    ),
    Section(
        "Models",
        (
            row("Point(x=d.i)", "json", near("Point()", "VS024", "give `x="), near("Point(1)", "VS024", "Point(field=")),
            row(
                "Point(x=1, label=d.os)",
                "json",
                near("Point(x=d.s)", "VS007", "field's type"),
                near("Point(x=d.oi)", "VS006", "test `d.oi is None` first and return"),
            ),
            row("Point(x=1, y=d.j, label=None)", "json", near("Point(x=1, q=2)", "VS024", "it declares x, y, label")),
            row("Shipment(ship_to=d.s)", "json", near("Shipment(ship_to=d.i)", "VS007", "field's type")),
            row(
                "Shipment(ship_to=d.s, dry_run=d.b, stops=[Point(x=1), d.p], via=d.op, color=d.c)",
                "json",
                near('Shipment(ship_to=d.s, color="red")', "VS007", "field's type"),
            ),
            row(
                "Shipment(shipTo=d.s, via=Point(x=d.i), if_=d.t)",
                "json",
                near("Shipment(ship_to=d.s, **WEIGHTS)", "VS024", "field="),
            ),
            row(
                "Item(name=d.s, size=d.l.value, inner=d.p if d.b else None)",
                "json",
                near("Item(name=d.s, size=d.b)", "VS007", "field's type"),
            ),
            row("Point(x=d.i).y", "int"),
            row(
                "[Item(name=s, size=len(s), tags=[s, d.t]) for s in d.strs]",
                "json",
                near("dict(a=1)", "VS003", "{"),
            ),
        ),
    ),
)


@dataclass(frozen=True)
class Flow:
    """A `status` method with its `actions`, judged by replies of the model `Answer` below."""

    title: str
    status: str
    actions: str
    refused: tuple[tuple[str, str, str, str], ...] = ()
    """What is refused instead: a body of `status`, `actions` ("" for those above), the code, what the remedy says."""


FLOW_PRELUDE = (
    PRELUDE
    + '''

class Phase(StrEnum):
    OPEN = "open"
    DONE = "done"
    LOST = "lost"


class Answer(Model):
    code: int
    phase: Phase
    note: str | None = None
    d: D | None = None


GONE = Fail("gone: \\\\(x) \\"y\\"")


def judged(answer: Answer) -> Action:
    """A named function of the reply."""
    if answer.note is None:
        return Wait("no note")
    return Fail(f"judged {answer.note}") if answer.code > 1 else Continue()
'''
)

ACTIONS = '{Phase.OPEN: Wait("open"), Phase.DONE: Continue(), Phase.LOST: Fail("lost")}'

FLOWS: tuple[Flow, ...] = (
    Flow(
        "A member of the enum, looked up in `actions`",
        "return reply.phase",
        ACTIONS,
        (
            ("return reply.code", "", "VS025", "member of `Phase`"),
            ("return reply.note", "", "VS006", "is None"),
            ("return Color.RED", "", "VS025", "member of `Phase`"),
            ("pass", "", "VS004", "every path"),
            ("reply.phase", "", "VS001", "leave it out"),
            ("return", "", "VS004", "return an action"),
            ("return reply.phase", '{Phase.OPEN: Wait("open"), Phase.DONE: Continue()}', "VS201", "Phase.LOST"),
        ),
    ),
    Flow(
        "Constant actions of every kind",
        "return reply.phase if reply.code != 1 else Phase.DONE",
        '{Phase.OPEN: Suspend("waiting-for-it"), Phase.DONE: Continue(), Phase.LOST: GONE}',
        (
            (
                "return reply.phase",
                '{Phase.OPEN: Suspend("a b"), Phase.DONE: Continue(), Phase.LOST: GONE}',
                "VS203",
                "letters",
            ),
            ("return reply.phase", '{Phase.OPEN: "open", Phase.DONE: Continue(), Phase.LOST: GONE}', "VS209", "Continue"),
            ("return reply.phase", '{Phase.OPEN: GONE, Phase.DONE: Break("enough"), Phase.LOST: GONE}', "VS312", "Fail"),
        ),
    ),
    Flow(
        "Actions that are functions of the reply: lambda, named function, conditional",
        "return reply.phase",
        '{Phase.OPEN: lambda reply: Wait(f"{reply.code} open") if reply.code else Suspend("ask"),'
        ' Phase.DONE: judged, Phase.LOST: lambda r: Fail(r.note if r.note is not None else "lost")}',
        (
            ("return reply.phase", "{Phase.OPEN: lambda r: r.code, Phase.DONE: judged, Phase.LOST: GONE}", "VS025", "Continue"),
            (
                "return reply.phase",
                "{Phase.OPEN: lambda r: Fail(r.note), Phase.DONE: judged, Phase.LOST: GONE}",
                "VS006",
                "is None",
            ),
            (
                "return reply.phase",
                "{Phase.OPEN: lambda r: Fail(r.code), Phase.DONE: judged, Phase.LOST: GONE}",
                "VS007",
                "f-string",
            ),
        ),
    ),
    Flow(
        "An action returned by `status` itself",
        'if reply.code < 0:\n    return GONE\nif reply.code == 0:\n    return Suspend("by-hand")\n'
        'if reply.code == 1:\n    return Wait(f"{reply.note or \'\'}")\nif reply.code == 2:\n    return Fail(message="over")\nreturn Continue()'.replace(
            "f\"{reply.note or ''}\"", 'reply.note if reply.note is not None else ""'
        ),
        ACTIONS,
        (
            ('return Suspend(f"by-{reply.code}")', "", "VS210", "constant"),
            ('return Fail("a", "b")', "", "VS024", "Fail("),
            ("return Fail(reply.d)", "", "VS006", "is None"),
            ("return Continue(reply.code)", "", "VS007", "class Outputs"),
            ('raise ValueError("x")', "", "VS001", "Fail"),
        ),
    ),
    Flow(
        "if, elif, else",
        'if reply.code == 0:\n    return Wait("zero")\nelif reply.code > 0 and reply.d is not None:\n'
        '    return Wait(f"positive {reply.d.s}")\nelif reply.note:\n    return Wait(reply.note)\nelse:\n    return reply.phase',
        ACTIONS,
        (
            (
                'if reply.code == 0:\n    return Wait("zero")\nelif reply.code == 1:\n    return Wait("one")',
                "",
                "VS004",
                "every path",
            ),
            ('while reply.code:\n    return Wait("x")\nreturn reply.phase', "", "VS001", "Wait"),
            ('for n in [1]:\n    return Wait("x")\nreturn reply.phase', "", "VS001", "comprehension"),
            ('return Wait("a")\nreturn reply.phase', "", "VS021", "take it out"),
            ("if (n := reply.code) == 1:\n    return GONE\nreturn reply.phase", "", "VS002", "statement of its own"),
        ),
    ),
    Flow(
        "Early return, and falling through to what follows",
        'if reply.code > 0:\n    if reply.note is None:\n        return Wait("silent")\n    if reply.phase == Phase.LOST:\n'
        '        told = f"{reply.code}: {reply.note}"\n        return Fail(told)\nif reply.d is None:\n    return Wait("no d")\n'
        'return Wait(f"{reply.d.i} {reply.d.p.x}") if reply.d.b else reply.phase',
        ACTIONS,
        (
            ('if reply.code > 0:\n    note = "x"\nreturn Wait(note)', "", "VS009", "every path"),
            ("if reply.d is None:\n    pass\nreturn Wait(reply.d.s)", "", "VS006", "is None"),
            ("try:\n    return reply.phase\nexcept ValueError:\n    return GONE", "", "VS001", "policies"),
        ),
    ),
    Flow(
        "Locals, assigned once; None is remembered through them",
        'd = reply.d\nnote: str = reply.note if reply.note is not None else "-"\nbig = reply.code > 1\n'
        'if d is None:\n    return Wait(f"{note}")\nsizes = [item.size for item in d.items if item.size > 0]\ntotal = sum(sizes)\n'
        'if big and total > d.i:\n    return Fail(f"{total} of {len(sizes)}")\nfirst = sizes[0] if sizes else 0\n'
        'return Wait(f"{note} {first} {total}")',
        ACTIONS,
        (
            ("note = reply.note\nnote = reply.phase\nreturn reply.phase", "", "VS005", "name of its own"),
            ("n = 1\nn += 1\nreturn reply.phase", "", "VS001", "name of its own"),
            ('size = reply.code * 100_000\nreturn Wait(f"{size * 10}")', "", "VS049", "bound the fields"),
            ("a, b = 1, 2\nreturn reply.phase", "", "VS001", "one plain name"),
            ("a = b = 1\nreturn reply.phase", "", "VS001", "one plain name"),
            ("reply = reply\nreturn reply.phase", "", "VS005", "name of its own"),
            ("import os\nreturn reply.phase", "", "VS001", "top of the file"),
            ("def f() -> int:\n    return 1\nreturn reply.phase", "", "VS001", "top of the file"),
            ("assert reply.code\nreturn reply.phase", "", "VS001", "if not"),
            ("print(reply.code)\nreturn reply.phase", "", "VS001", "leave it out"),
            ("del reply\nreturn reply.phase", "", "VS001", "leave it out"),
            ("match reply.code:\n    case code:\n        return GONE\nreturn reply.phase", "", "VS001", "case _"),
            ("with open('x'):\n    return reply.phase\nreturn reply.phase", "", "VS001", "leave it out"),
        ),
    ),
    Flow(
        "What cannot be computed is a refusal with its place",
        'd = reply.d\nif d is None:\n    return Wait("no d")\nif d.ints[0] > 5:\n    return Wait(f"{d.ints[-2]}")\n'
        'rate = d.i // d.j\nif d.b and d.table["k"] % d.j == 0:\n    return Wait(f"{rate} even")\n'
        'return Wait(f"{rate} {d.strs[1]}") if d.s in d.table or d.rows[0][0] > 1 else reply.phase',
        ACTIONS,
        (('return Wait(f"{1 // 0.5}")', "", "VS023", "str, int"),),
    ),
    Flow(
        "Refusals under and, or, not and conditions",
        'd = reply.d\nif d is None or not (d.i // d.j > 0 or d.ints[1] == 3 and d.strs[0] != ""):\n    return reply.phase\n'
        'x = d.ints[0] if d.i % d.j == 1 else d.ints[2] if d.b else -1\nreturn Wait(f"{x} {d.points[d.c].x if d.c in d.points else x}")',
        ACTIONS,
    ),
)


@dataclass(frozen=True)
class Call:
    """A request: what `request` returns."""

    title: str
    python: str
    refused: tuple[Near, ...] = ()


CALLS: tuple[Call, ...] = (
    Call(
        "GET",
        "http.get(self.url, reply=Sent)",
        (
            near("http.get(reply=Sent)", "VS024", "give `url`"),
            near("http.get(self.note, reply=Sent)", "VS006", "is None"),
            near("http.get(1, reply=Sent)", "VS007", "string"),
            near("http.get(self.url)", "VS024", "reply="),
            near("http.get(self.url, reply=Point)", "VS025", "reply=Sent"),
            near("http.get(self.url, reply=Sent, json={})", "VS014", "query="),
            near("http.patch(self.url, reply=Sent)", "VS003", "PATCH"),
            near("self.url", "VS025", "http.post"),
        ),
    ),
    Call(
        "GET with a query",
        'http.get(f"{self.url}/a", reply=Sent, query={"q x": self.url, "n": LIMIT, "e": Color.ODD, "l": self.level})',
        (
            near('http.get(self.url, reply=Sent, query={"a": self.note})', "VS006", "is None"),
            near('http.get(self.url, reply=Sent, query={"a": True})', "VS007", "strings"),
            near("http.get(self.url, reply=Sent, query=self.url)", "VS002", "'name': value"),
        ),
    ),
    Call("GET with a query behind a constant address", 'http.get("http://a/?x=1", reply=Sent, query={"é&=": GREETING})'),
    Call(
        "Headers",
        'http.get(self.url, reply=Sent, headers={"X-Key": self.url, "accept": "a/b", "X-Enum": Color.RED})',
        (
            near('http.get(self.url, reply=Sent, headers={"a": 1})', "VS007", "f-string"),
            near('http.get(self.url, reply=Sent, headers={"a": self.note})', "VS006", "is None"),
        ),
    ),
    Call(
        "DELETE",
        "http.delete(self.url, reply=Sent)",
        (near("http.delete(self.url, reply=Sent, text='x')", "VS014", "query="),),
    ),
    Call(
        "POST of JSON",
        'http.post(self.url, json={"a": self.note, "b": [self.level, None, True]}, reply=Sent, timeout="1m30s")',
        (
            near("http.post(self.url, json=None, reply=Sent)", "VS014", "leave `json` out"),
            near("http.post(self.url, {}, reply=Sent)", "VS024", "json="),
            near("http.post(self.url, json=1.5, reply=Sent)", "VS023", "str, int"),
            near("http.post(self.url, json={}, text='', reply=Sent)", "VS014", "give one of"),
            near("http.post(self.url, jsn={}, reply=Sent)", "VS024", "did you mean `json`?"),
            near("http.post(self.url, json={}, reply=Sent, timeout=10)", "VS040", '"10s"'),
            near("http.post(self.url, json={}, reply=Sent, timeout=self.url)", "VS040", '"10s"'),
            near('http.post(self.url, json={}, reply=Sent, timeout="1 day")', "VS040", '"10s"'),
        ),
    ),
    Call(
        "POST of a model with a header of its own",
        'http.post(self.url, json=Point(x=1), headers={"content-type": "application/json; v=2"}, reply=Sent)',
    ),
    Call("POST of a list", "http.post(self.url, json=self.tags, reply=Sent)"),
    Call("POST without a body", "http.post(self.url, reply=Sent)"),
    Call(
        "PUT of text",
        'http.put(self.url, text=f"{GREETING}{self.url}", reply=Sent)',
        (
            near("http.put(self.url, text=self.note, reply=Sent)", "VS006", "is None"),
            near("http.put(self.url, text=1, reply=Sent)", "VS007", "string"),
        ),
    ),
    Call(
        "POST of a form",
        'http.post(self.url, form={"a b": GREETING, "ü": self.url, "c": "1+1=2&~.-_*"}, reply=Sent)',
        (
            near('http.post(self.url, form={"a": 1}, reply=Sent)', "VS007", "strings"),
            near('http.post(self.url, form=["a"], reply=Sent)', "VS002", "'name': value"),
        ),
    ),
    Call(
        "Policies",
        'http.get(self.url, reply=Sent, on_unavailable=Suspend("down"), on_refused=Fail(f"refused {self.url}"), on_malformed=Wait("odd"))',
        (
            near("http.get(self.url, reply=Sent, on_unavailable=Continue())", "VS207", "Wait"),
            near("http.get(self.url, reply=Sent, on_refused='x')", "VS024", "Wait"),
        ),
    ),
    Call(
        "Conditional requests",
        'http.get(self.url, reply=Sent) if self.note is None else http.put(f"{self.url}/{self.note}", json=[self.note], reply=Sent)',
    ),
)
