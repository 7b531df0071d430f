"""What a model takes: the reader in Python and the decoding in the template agree on every reply and every parameter."""

# ruff: noqa: E501 - code and data of steps, one line each

from __future__ import annotations

import functools
import itertools
import json
import random
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from tests.language.harness import answer, attempt, class_of, compare, compiled, in_python, on_engine
from velasdk.compiler import Compiled
from velasdk.engine.client import Engine

from .test_texts import sound

DECLARED = """
from enum import Enum, IntEnum, StrEnum
from typing import Annotated, Any, Literal

from velasdk import Action, Context, Continue, Field, Model, Parameter, Request, StatusStep, Wait, http, to_camel


class Level(IntEnum):
    LOW = -1
    ZERO = 0
    ONE = 1


class Color(StrEnum):
    RED = "red"
    NONE = ""


class Plain(Enum):
    A = "a"
    B = "1"


class Deep(Model):
    level: Level = Level.ZERO
    at_least: int = Field(default=3, ge=3)


class Inner(Model, alias_generator=to_camel):
    x_pos: int
    y_text: str = "d"
    z_list: list[int] | None = None
    deep: Deep | None = None


class Cat(Model):
    kind: Literal["cat"]
    lives: int = 9


class Dog(Model):
    kind: Literal["dog", "wolf"]
    name: str


class All(Model):
    s: str
    s_min: str = Field(min_length=2)
    s_max: str = Field(default="", max_length=4)
    s_both: str = Field(min_length=1, max_length=3, pattern="^[a-cé]+$")
    s_pat: str = Field(default="x-1", pattern="[a-z]-[0-9]")
    i: int
    i_between: int = Field(ge=-5, le=10)
    i_least: int = Field(ge=0)
    i_most: int = Field(lt=7)
    i_unsigned: int = Field(ge=0, le=2**64 - 1)
    i_vast: int = Field(gt=-(10**25))
    i_inside: int = Field(default=1, gt=0, lt=5)
    f: float
    f_between: float = Field(default=1.5, ge=0.5, lt=2.5)
    b: bool
    level: Level
    color: Color
    plain: Plain = Plain.A
    lit: Literal["x", "y"]
    lit_int: Literal[1, 2] = 2
    os: str | None = None
    oi: int | None
    ob: bool | None = True
    o_level: Level | None = Level.ONE
    o_bound: Annotated[int, Field(ge=2)] | None = None
    u: int | str
    u3: bool | str | None = "u"
    u_list: list[int] | str = "none"
    u_bound: Annotated[str, Field(max_length=2)] | Annotated[int, Field(gt=1)] = 2
    pet: Cat | Dog
    pet_told: Annotated[Cat | Dog, Field(discriminator="kind")] | None = None
    pets: list[Cat | Dog] = []
    inner: Inner
    o_inner: Inner | None = None
    ls: list[str]@LIST@
    l_sized: list[int] = Field(@SIZED@min_length=1, max_length=3)
    l_inner: list[Inner]@LIST@
    l_level: list[Level] = [Level.LOW]
    l_opt: list[int | None] = []
    ll: list[list[int]] = []
    l_bound: list[Annotated[int, Field(ge=0)]] = []
    d_int: dict[str, int] = {}
    d_inner: dict[str, Inner] = {}
    d_list: dict[str, list[str]] = {}
    any: Any
    any_d: Any = None
    with_default: int = 5
    l_default: list[str] = ["a", "b"]
    aliased: str = Field(alias="if-so")
    o_aliased: int | None = Field(default=None, alias="parameter")
    o_required: Inner | None


class State(StrEnum):
    ON = "on"
"""

STEP = """

class Told(Model):
    n: int


class Agreeing(StatusStep[@REPLY@, State], name="agreeing"):
@PARAMETERS@
    def request(self, context: Context) -> Request[@REPLY@]:
        return @REQUEST@

    def status(self, reply: @REPLY@) -> State | Wait:
        @STATUS@

    actions = {State.ON: Continue()}
"""

TOLD = """a = reply
        pet = reply.o_inner.x_pos if reply.o_inner is not None and reply.o_inner.z_list else 0
        deep = reply.inner.deep.at_least if reply.inner.deep is not None else -1
        inners = [f"{one.x_pos}{one.y_text}" for one in reply.l_inner if one.z_list is None or len(one.z_list) > 0]
        opts = [str(one) if one is not None else "-" for one in reply.l_opt]
        return Wait(
            f"{a.s}|{a.s_min}|{a.s_max}|{a.s_both}|{a.s_pat}|{a.i}|{a.i_between}|{a.i_inside}|{'T' if a.b else 'F'}|{a.level}"
            f"|{a.color}|{a.plain.value}|{a.lit}|{a.lit_int}|{a.os if a.os is not None else '-'}|{f'{a.oi}' if a.oi is not None else '-'}"
            f"|{'-' if a.ob is None else 'T' if a.ob else 'F'}|{f'{a.o_level}' if a.o_level is not None else '-'}"
            f"|{f'{a.o_bound}' if a.o_bound is not None else '-'}|{pet}|{a.inner.x_pos}{a.inner.y_text}{deep}|{'/'.join(a.ls)}"
            f"|{sum(a.l_sized)}|{'/'.join(inners)}|{sum([n for n in a.l_level])}|{'/'.join(opts)}|{len(a.ll)}|{len(a.pets)}"
            f"|{sum(a.l_bound)}|{len(a.d_int)}|{str(a.d_int['k']) if 'k' in a.d_int else '-'}"
            f"|{a.d_inner['k'].y_text if 'k' in a.d_inner else '-'}|{'/'.join(a.d_list['k']) if 'k' in a.d_list else '-'}"
            f"|{a.with_default}|{'/'.join(a.l_default)}|{a.aliased}|{f'{a.o_aliased}' if a.o_aliased is not None else '-'}"
            f"|{f'{a.o_required.x_pos}' if a.o_required is not None else '-'}"
        )"""


def source(reply: str, request: str, status: str, parameters: str = "") -> str:
    text = (
        DECLARED.replace("@LIST@", " = []" if parameters else "").replace("@SIZED@", "default=[1], " if parameters else "")
        + STEP
    )
    if parameters:  # nested in a parameter, KubeVela makes no form of bounds with a default
        for bounded in (", ge=3", ", gt=0, lt=5", ", min_length=1, max_length=3"):
            text = text.replace(f"{bounded})", ")")
    return (
        text.replace("@REPLY@", reply)
        .replace("@REQUEST@", request)
        .replace("@STATUS@", status)
        .replace("@PARAMETERS@", parameters)
    )


@functools.cache
def deciding() -> Compiled:
    """Waits on every reply and tells in its message what it read."""
    return compiled(source("All", 'http.get("http://a", reply=All, on_malformed=Wait("no"))', TOLD))


@functools.cache
def naming() -> Compiled:
    """Fails on a misfit with the field's name."""
    return compiled(source("All", 'http.get("http://a", reply=All)', TOLD))


@functools.cache
def taking() -> Compiled:
    """Takes the model as a parameter and sends it."""
    return compiled(source("Told", 'http.post("http://a", json=self.p, reply=Told)', "return State.ON", "    p: All\n"))


@functools.cache
def taking_each() -> Compiled:
    """Takes the fields of the model as parameters, those that a class body can declare beside the others."""
    declared = DECLARED[DECLARED.index("    s: str\n") : DECLARED.index("\n\nclass State")]
    lines = declared.replace("@LIST@", " = []").replace("@SIZED@", "default=[1], ").replace("= Field(", "= Parameter(")
    names = [line.split(":")[0].strip() for line in lines.strip().splitlines()]
    sent = ", ".join(f"{name!r}: self.{name}" for name in names)
    made = source("Told", f'http.post("http://a", json={{{sent}}}, reply=Told)', "return State.ON", "@@")
    return compiled(made.replace("@@", lines).replace("at_least: int = Field(default=3)", "at_least: int = 3"))


VALID: dict[str, Any] = {
    "s": "s", "s_min": "ab", "s_both": "abé", "i": 3, "i_between": 0, "i_least": 0, "i_most": 6, "i_unsigned": 0, "i_vast": 0, "f": 2, "b": True, "level": 1, "color": "red", "lit": "x",
    "oi": None, "u": "u", "pet": {"kind": "cat"}, "inner": {"xPos": 1}, "ls": ["a"], "l_sized": [1], "l_inner": [], "any": {"x": [1]},
    "if-so": "yes", "o_required": None,
}  # fmt: skip
FULL: dict[str, Any] = {
    **VALID, "s_max": "abcd", "s_pat": "--a-0", "i_inside": 4, "f_between": 0.5, "plain": "1", "lit_int": 1, "os": "", "ob": None,
    "o_level": None, "o_bound": 2, "u": 4, "u3": False, "u_list": [1], "u_bound": "ab", "pet": {"kind": "wolf", "name": "n"},
    "pet_told": {"kind": "dog", "name": "n"}, "pets": [{"kind": "cat", "lives": 1}, {"kind": "dog", "name": ""}],
    "inner": {"xPos": 1, "yText": "é", "zList": [1, 2], "deep": {"level": -1, "at_least": 4}}, "o_inner": {"xPos": 2, "zList": []},
    "l_inner": [{"xPos": 1}, {"xPos": 2, "zList": [3]}], "l_level": [0, 1], "l_opt": [None, 1], "ll": [[], [1]], "l_bound": [0, 7],
    "d_int": {"k": 1, "a-b": 2}, "d_inner": {"k": {"xPos": 1}}, "d_list": {"k": ["a"], "l": []}, "any": None, "any_d": "x",
    "with_default": 0, "l_default": [], "parameter": 3, "o_required": {"xPos": 2**63 - 1}, "i": -(2**63), "i_least": 2**63 - 1,
    "i_most": -(2**63), "i_unsigned": 2**64 - 1, "i_vast": 1 - 10**25,
}  # fmt: skip

RAW = "@@raw@@"
"""Before a number that is to stand in the text as it is."""

VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2, 3, 5, -5, 10, 11, 2.5, 0.5, "", "a", "ab", "abc", "abcd", "abcde", "x", "y", "red", "1", "é", "éé",
    "a-1", "b\n", "cat", 10**20, -(10**25), 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**64 - 1, 2**64, [2**63], {"k": 2**63}, {"xPos": 2**63},
    {"xPos": 1, "deep": {"at_least": 2**63}}, {"kind": "cat", "lives": 2**63}, RAW + "1.0", RAW + "1e0", RAW + "-0", RAW + "2E0", RAW + "0.49999999999999999999",
    [], [1], ["a"], [None], [True], [1, 2, 3, 4], [[1]], [[]], [{}], [{"xPos": 1}], [{"xPos": "1"}], [{"kind": "cat"}], [-1], [RAW + "1.0"],
    {}, {"k": 1}, {"k": "v"}, {"k": None}, {"k": []}, {"k": {"xPos": 1}}, {"xPos": 1}, {"xPos": 1, "zList": ["1"]}, {"xPos": 1, "more": 1},
    {"xPos": 1, "deep": {}}, {"xPos": 1, "deep": {"at_least": 2}}, {"xPos": 1, "deep": {"level": 7}}, {"kind": "cat"}, {"kind": "dog"},
    {"kind": "cat", "lives": "9"}, {"kind": "dog", "name": "n"}, {"kind": "cow"}, {"kind": None}, {"x_pos": 1},
)  # fmt: skip


MORE = (
    {"xPos": 1, "more": 1, "deep": {"more": 1}}, [{"xPos": 1, "more": 1}], {"k": {"xPos": 1, "more": 1}}, {"kind": "cat", "more": 1},
    [{"kind": "cat", "more": 1}, {"kind": "dog", "name": "", "more": 1}],
)  # fmt: skip
"""Objects with keys that no model declares."""


def text(value: Any) -> str:
    """JSON text, raw numbers as they are."""
    written = json.dumps(value, ensure_ascii=False)
    parts = written.split(f'"{RAW}')
    return parts[0] + "".join(part.replace('"', "", 1) for part in parts[1:])


def mutated() -> Iterator[Any]:
    """Each field with each value, absent, and beside a key that nobody knows; and two fields at once."""
    r = random.Random(5)
    yield VALID
    yield FULL
    for name in FULL:
        for value in (*r.sample(VALUES, 20), *MORE):
            yield {**VALID, name: value}
        for base in (VALID, FULL):
            yield {key: value for key, value in base.items() if key != name}
    for _ in range(250):
        found = dict(r.choice((VALID, FULL)))
        for name in r.sample(list(FULL), r.choice((2, 3))):
            found[name] = r.choice(VALUES)
        found[r.choice(("more", "S", "if", "xPos"))] = r.choice(VALUES)
        yield found


REPLIES = tuple(dict.fromkeys(text(value) for value in mutated()))

DOCUMENTS = (
    "", " ", "null", "[]", "{}", "1", '"x"', "{", "<html>", "{}{}", text(VALID) + "x", text(VALID) + " \n", "// c\n" + text(VALID),
    text([VALID]), text(VALID).replace("{", "{,", 1), text(VALID).replace('"s": "s"', '"s": "s", "s": "s"'),
    text(VALID).replace('"s": "s"', '"s": "s", "s": "t"'), text(VALID).replace('"s": "s"', 's: "s"'),
    text(VALID).replace('"i": 3', '"i": 03'), text(VALID).replace('"i": 3', '"i": +3'), text(VALID).replace('"i": 3', '"i": 0x3'),
    text(VALID).replace('"i": 3', '"i": 1_0'), text(VALID).replace('"i": 3', '"i": 3K'), text(VALID).replace('"i": 3', '"i": NaN'),
    text(VALID).replace('"i": 3', '"i": Infinity'), text(VALID).replace('"f": 2', '"f": 1e400'), text(VALID).replace('"f": 2', '"f": .5'),
    text(VALID).replace('"s": "s"', '"s": "\\u0000\\ud83d\\ude00\\/"'), text(VALID).replace('"s": "s"', "'s': 's'"),
    text(VALID).replace('"s": "s"', '"s": "\\x41"'), text(VALID).replace('"s": "s"', '"s": "\\(i)"'),
    text(VALID).replace('"s": "s"', '"s": "a\tb"'), text(VALID).replace('"inner": {', '"inner": {"yText": "q"}, "inner": {'),
    text(VALID).replace('["a"]', '["a",]'), text(VALID).replace("true", "True"), "\n\t" + text(VALID).replace(", ", ",\r\n"),
)  # fmt: skip


def batches(items: tuple[str, ...], size: int) -> list[tuple[str, ...]]:
    return [items[at : at + size] for at in range(0, len(items), size)]


def test_there_are_enough_replies() -> None:
    read = [in_python(class_of(deciding()), {}, body).message != "no" for body in REPLIES]
    assert len(REPLIES) > 1300
    assert 140 < sum(read) < len(REPLIES) - 700


def test_the_templates_are_sound(engine: Engine) -> None:
    for step in (deciding(), naming(), taking(), taking_each()):
        sound(engine, step.template)


@pytest.mark.parametrize("bodies", batches(REPLIES, 200), ids=lambda bodies: str(REPLIES.index(bodies[0])))
def test_a_reply_is_read_alike(engine: Engine, bodies: tuple[str, ...]) -> None:
    step = deciding()
    unlike: list[str] = []
    for body, real in zip(bodies, on_engine(engine, step, {}, [answer(body) for body in bodies]), strict=True):
        python = in_python(class_of(step), {}, body)
        if real != python:
            unlike.append(f"{body}\n  python {python.message}\n  engine {real.message}")
    assert not unlike, f"{len(unlike)}\n" + "\n".join(unlike[:20])


@pytest.mark.parametrize("body", DOCUMENTS, ids=lambda body: ascii(body)[:60])
def test_a_document_is_read_alike(engine: Engine, body: str) -> None:
    compare(engine, naming(), {}, body)


def test_a_misfit_is_named_alike(engine: Engine) -> None:
    step = naming()
    misfits = [body for body in REPLIES if in_python(class_of(deciding()), {}, body).message == "no"]
    chosen = [*misfits[::8], *misfits[-80:]]
    named = set[str]()
    unlike: list[str] = []
    for body in chosen:
        python = in_python(class_of(step), {}, body)
        [real] = on_engine(engine, step, {}, [answer(body)])
        named.add(python.message)
        if real != python:
            unlike.append(f"{body}\n  python {python.message}\n  engine {real.message}")
    assert not unlike, f"{len(unlike)} of {len(chosen)}\n" + "\n".join(unlike[:20])
    assert len(named) > 40


@pytest.mark.parametrize("take", [taking, taking_each])
def test_a_parameter_is_taken_alike(engine: Engine, take: Callable[[], Compiled]) -> None:
    step = take()
    chosen = [value for value in mutated() if RAW not in json.dumps(value)]
    unlike: list[str] = []
    sent, refused = 0, 0
    extra = [
        {**VALID, name: value} for name in ("pet", "pets", "pet_told", "inner", "l_inner", "d_inner", "any") for value in MORE
    ]
    for value in itertools.chain(chosen[::12], chosen[-20:], VALUES[::4], extra):
        if RAW in json.dumps(value):
            continue
        given: dict[str, Any] = {"p": value, "more": 1}
        if take is taking_each:
            given = {**VALID, **cast("dict[str, Any]", value)} if isinstance(value, dict) else {"s": value}
        python = in_python(class_of(step), given, '{"n": 1}')
        [real] = on_engine(engine, step, given, [answer('{"n": 1}')])
        sent, refused = sent + bool(python.sent), refused + (not python.sent)
        if (real.phase, real.reason, real.sent) != (python.phase, python.reason, python.sent):
            unlike.append(f"{json.dumps(value)}\n  python {python}\n  engine {real}")
    assert not unlike, f"{len(unlike)}\n" + "\n".join(unlike[:10])
    assert sent > 20 and refused > 50


ONLY = """
from enum import StrEnum
from typing import Literal

from velasdk import Action, Context, Continue, Field, Model, Parameter, Request, StatusStep, Wait, http


class One(StrEnum):
    ONLY = {value}


class Cat(Model):
    kind: Literal["cat"]


class Dog(Model):
    kind: Literal["dog"]
    name: str = ""


class Told(Model):
    one: One
    same: Literal[{value}]
    cat: Cat
    pet: Cat | Dog
    {field}


class Only(StatusStep[Told, One], name="only"):
    same: Literal[{value}]
    cat: Cat

    def request(self, context: Context) -> Request[Told]:
        return http.post("http://a", json=[self.same, self.cat], reply=Told)

    def status(self, reply: Told) -> One:
        return reply.one

    actions = {{One.ONLY: Continue()}}
"""


@pytest.mark.parametrize("value", ["on", "a.b*c", "^$", "\\E[x]{1}(?i)|", "a\nb", "\x00", "é\U0001f600", "", "a\n"], ids=ascii)
def test_the_only_value_of_a_field_is_not_taken_for_an_absent_one(engine: Engine, value: str) -> None:
    step = compiled(ONLY.format(value=ascii(value), field=""))
    sound(engine, step.template)
    good: dict[str, Any] = {"one": value, "same": value, "cat": {"kind": "cat"}, "pet": {"kind": "cat"}}
    given = {"same": value, "cat": {"kind": "cat"}}
    assert compare(engine, step, given, json.dumps(good)).phase == "succeeded"
    for name in good:
        for bad in (
            None,
            value + "\n",
            "x" + value,
            value.upper() + "y",
            1,
            {},
            {"name": 1},
            {"name": "x"},
            {"kind": "dog", "name": 1},
        ):
            assert compare(engine, step, given, json.dumps({**good, name: bad})).phase == "failed"
        assert compare(engine, step, given, json.dumps({k: v for k, v in good.items() if k != name})).phase == "failed"
    assert compare(engine, step, given, "{}").phase == "failed"
    wrong: tuple[dict[str, Any], ...] = (
        {},
        {"same": value},
        {"cat": {"kind": "cat"}},
        {**given, "cat": {}},
        {**given, "same": value + "x"},
    )
    for taken in wrong:
        assert compare(engine, step, taken, json.dumps(good)).sent == ()


@pytest.mark.parametrize("field", ["n: None", "n: Literal[1]", "n: int = Field(ge=5, le=5)", "n: int = Field(gt=4, lt=6)"])
def test_a_required_field_of_one_value_that_is_no_text_is_refused(field: str) -> None:
    _, findings = attempt(ONLY.format(value="'on'", field=field))
    assert [found.code for found in findings] == ["VS017"]
