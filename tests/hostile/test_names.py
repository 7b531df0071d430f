"""Names that mean something in a template, or to the compiler, mean in a step what its author says."""

# ruff: noqa: E501 - code and data of steps, one line each

from __future__ import annotations

import json
import keyword

import pytest

from tests.language.harness import attempt, compare, compiled
from velasdk.engine.client import Engine

from .test_texts import HEAD, sound

WORDS = (
    "reply status decision send steps recorded string int len list json context parameter body item key statusCode misfit received "
    "run unrecorded parametersFit parametersMisfit undecided unavailable requestRefused replyMalformed recheck open done pending "
    "package import for if in let package true false null bytes bool float number error uint int32 rune close and or div mod quo "
    "rem strings base64 builtin http kube net struct math output outputs method url request timeout header message duration "
    "value metadata kind cue op vela _ __ _x __x true_ import_ math_ Marshal this self cls print type object dict str max min sum any all "
    "continue apiVersion name namespace stepName stepSessionID data d e x X run2 reply2 item1 suspend wait fail Continue Fail"
).split()
"""Words of CUE, packages, what is in scope in a template, and names the compiler gives out."""

WIRES = [
    *dict.fromkeys(WORDS),
    "#x",
    "#Told",
    "_#x",
    "a-b",
    "a.b",
    "a b",
    "0",
    "1x",
    "if-",
    "$params",
    "$returns",
    "é",
    "\U0001f600",
    "@x",
    '"',
    "\\(x)",
]

LOCALS = [
    word for word in dict.fromkeys(WORDS) if not keyword.iskeyword(word) and word not in ("self", "_", "context", "reply")
]

RESERVED = ("Model", "Field", "Fail", "Continue", "Wait")


def test_fields_and_parameters_of_every_name(engine: Engine) -> None:
    fields = "".join(f"    f{n}: int = Field(alias={wire!r})\n" for n, wire in enumerate(WIRES))
    optional = "".join(f"    o{n}: str | None = Field(default=None, alias={wire!r})\n" for n, wire in enumerate(WIRES))
    given = "".join(f"    p{n}: int = Parameter(default={n}, alias={wire!r})\n" for n, wire in enumerate(WIRES) if n % 2)
    given += "".join(
        f"    p{n}: str | None = Parameter(default=None, alias={wire!r})\n" for n, wire in enumerate(WIRES) if not n % 2
    )
    shown = ", ".join(f"self.p{n}" for n in range(len(WIRES)))
    display = ", ".join(f"{wire!r}: {n}" for n, wire in enumerate(WIRES))
    told = " ".join(f"{{reply.all.f{n}}}" for n in range(len(WIRES)))
    notes = "".join(f"\n    n{n} = reply.some.o{n} if reply.some.o{n} is not None else '-'" for n in range(len(WIRES)))
    notes_shown = " ".join(f"{{n{n}}}" for n in range(len(WIRES)))
    source = f"""{HEAD}

class Kind(StrEnum):
    ONE = "one"


class All(Model):
{fields}

class Some(Model):
    needed: bool
{optional}

class Told(Model):
    all: All
    some: Some


class Named(StatusStep[Told, Kind], name="named"):
{given}
    def request(self, context: Context) -> Request[Told]:
        made = All({", ".join(f"f{n}={n}" for n in range(len(WIRES)))})
        return http.post("http://a", json=[{shown}, made, {{{display}}}, context.name], reply=Told)

    def status(self, reply: Told) -> Kind | Wait:{notes.replace(chr(10) + "    ", chr(10) + "        ")}
        return Wait(f"{told} {notes_shown} {{self.p1}}")

    actions = {{Kind.ONE: Continue()}}
"""
    made = compiled(source)
    sound(engine, made.template)
    every = {wire: n for n, wire in enumerate(WIRES)}
    texts = {"needed": True, **{wire: f"t{n}" for n, wire in enumerate(WIRES)}}
    properties = {wire: f"t{n}" if not n % 2 else n * 10 for n, wire in enumerate(WIRES)}
    compare(engine, made, {}, json.dumps({"all": every, "some": {"needed": True}}))
    seen = compare(engine, made, properties, json.dumps({"all": every, "some": texts}))
    assert seen.message.startswith("0 1 2 ")
    for n, wire in enumerate(WIRES):
        if n % 9 == 0:
            body: dict[str, object] = {"all": {**every, wire: "x"}, "some": texts}
            assert f": all.{wire} is missing" in compare(engine, made, {}, json.dumps(body)).message
            body = {"all": every, "some": {**texts, wire: 1}}
            assert f": some.{wire} is missing" in compare(engine, made, {}, json.dumps(body)).message
        compare(engine, made, {wire: True}, "{}")


def test_locals_of_every_name(engine: Engine) -> None:
    assigned = "".join(f"        {name} = reply.d.n + {n}\n" for n, name in enumerate(LOCALS))
    doubled = "".join(f"        twice_{n} = {name} * {name} + {name}\n" for n, name in enumerate(LOCALS))
    loops = "".join(
        f"        loop_{n} = [{name} * 2 + reply.d.n for {name} in reply.d.ns if {name} > 1]\n"
        for n, name in enumerate(LOCALS[:20])
    )
    shown = " ".join(f"{{twice_{n}}}" for n in range(len(LOCALS)))
    looped = " ".join(f"{{loop_{n}[0] if loop_{n} else 0}}" for n in range(20))
    source = f"""{HEAD}

class Kind(StrEnum):
    ONE = "one"


class D(Model):
    n: int = Field(ge=-1000, le=1000)
    ns: list[int]


class Told(Model):
    d: D


class Named(StatusStep[Told, Kind], name="named"):
    def request(self, context: Context) -> Request[Told]:
        return http.get("http://a", reply=Told)

    def status(self, reply: Told) -> Kind | Wait:
{loops}{assigned}{doubled}
        return Wait(f"{shown} {looped}")

    actions = {{Kind.ONE: Continue()}}
"""
    made = compiled(source)
    sound(engine, made.template)
    for n in (0, -3, 7):
        compare(engine, made, {}, json.dumps({"d": {"n": n, "ns": [1, 2, 3]}}))


CLASSES = [
    word
    for word in dict.fromkeys(WORDS)
    if not keyword.iskeyword(word) and not word.startswith("__") and word not in (*RESERVED, "int", "str", "list", "_", "http")
]


def test_models_enums_members_and_functions_of_every_name(engine: Engine) -> None:
    models = "".join(f"class {name}(Model):\n    n: int\n    s: str = {name!r}\n\n\n" for name in CLASSES)
    fields = "".join(f"    f{n}: {name}\n" for n, name in enumerate(CLASSES))
    told = " ".join(f"{{reply.f{n}.n}}{{reply.f{n}.s}}" for n in range(len(CLASSES)))
    kinds = list(dict.fromkeys(f"{name.upper()}_M" for name in CLASSES))
    members = "".join(f"    {kind} = {n}\n" for n, kind in enumerate(kinds))
    actions = ", ".join(f"Kind.{kind}: Wait({kind!r})" for kind in kinds)
    source = f"""{HEAD}

class Kind(IntEnum):
{members}

{models}
class Told(Model):
    kind: Kind
{fields}

class Named(StatusStep[Told, Kind], name="named"):
    def request(self, context: Context) -> Request[Told]:
        return http.get("http://a", reply=Told)

    def status(self, reply: Told) -> Kind | Wait:
        if reply.f0.n > 1:
            return Wait(f"{told}")
        return reply.kind

    actions = {{{actions}}}
"""
    made = compiled(source)
    sound(engine, made.template)
    for n in range(0, len(kinds), 7):
        body: dict[str, object] = {f"f{m}": {"n": 0 if n % 2 else m + 2} for m in range(len(CLASSES))}
        compare(engine, made, {}, json.dumps(body | {"kind": n}))
    compare(engine, made, {}, json.dumps({"kind": 1}))


MEMBERS = [word for word in dict.fromkeys(WORDS) if not keyword.iskeyword(word) and not word.startswith("_")]


@pytest.mark.parametrize("base", ["StrEnum", "IntEnum"])
def test_suspends_whose_labels_are_names_of_the_template(engine: Engine, base: str) -> None:
    taken = ("parameter", "context", "output", "outputs")
    labels = [word for word in MEMBERS if word not in taken]
    members = "".join(f"    M{n} = {n if base == 'IntEnum' else repr(str(n))}\n" for n in range(len(labels)))
    actions = ", ".join(f"Kind.M{n}: Suspend({label!r})" for n, label in enumerate(labels))
    source = f"""{HEAD}

class Kind({base}):
{members}

class Told(Model):
    kind: Kind
    body: int = 1


class Named(StatusStep[Told, Kind], name="named"):
    p: str | None = None

    def request(self, context: Context) -> Request[Told]:
        return http.post("http://a", json=[self.p, context.app_name], reply=Told)

    def status(self, reply: Told) -> Kind | Action:
        item = f"{{reply.body + 1}}"
        return Wait(f"{{item}}{{item}}") if reply.body > 1 else reply.kind

    actions = {{{actions}}}
"""
    made = compiled(source)
    sound(engine, made.template)
    for n in range(0, len(labels), 11):
        compare(engine, made, {}, json.dumps({"kind": n if base == "IntEnum" else str(n)}))
    compare(engine, made, {"p": "q"}, json.dumps({"kind": 0 if base == "IntEnum" else "0", "body": 2}))
    for label in taken:
        steps, findings = attempt(source.replace("Suspend('reply')", f"Suspend({label!r})"))
        assert not steps and {found.code for found in findings} == {"VS203"}


def test_locals_of_a_request_of_every_name(engine: Engine) -> None:
    assigned = "".join(f'        {name} = f"{n}{{self.p}}"\n' for n, name in enumerate(LOCALS) if name not in ("http", "Told"))
    twice = ", ".join(f"{{{name}}}{{{name}}}" for name in LOCALS if name not in ("http", "Told"))
    source = f"""{HEAD}

class Kind(StrEnum):
    ONE = "one"


class Told(Model):
    kind: Kind


class Named(StatusStep[Told, Kind], name="named"):
    p: str = "p"

    def request(self, context: Context) -> Request[Told]:
{assigned}
        return http.put(
            f"http://a/{{url}}{{method}}", text=f"{twice}", headers={{"X": f"{{header}}{{body}}"}}, query={{"q": request}}, reply=Told
        )

    def status(self, reply: Told) -> Kind:
        return reply.kind

    actions = {{Kind.ONE: Continue()}}
"""
    made = compiled(source)
    sound(engine, made.template)
    compare(engine, made, {}, '{"kind": "one"}')
    compare(engine, made, {"p": "-"}, "{}")
