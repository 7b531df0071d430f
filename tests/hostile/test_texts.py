"""Hostile text compiles, and comes out of the engine as it went in; what no template can hold is refused."""

# ruff: noqa: E501 - code and data of steps, one line each

from __future__ import annotations

import json
import unicodedata
from textwrap import indent

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.language.harness import attempt, compare, compiled
from tests.lines import check_taken
from velasdk.engine.client import Engine

from .texts import HUGE, SNIPPETS, SURROGATES, texts

FEW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
    database=None,
)

HEAD = """
from enum import IntEnum, StrEnum
from typing import Any, Literal

from velasdk import (
    Action, Context, Continue, Fail, Field, Model, Parameter, Request, StatusStep, Suspend, Wait, http,
)
"""


def step(
    *, declared: str = "", parameters: str = "", keywords: str = 'name="hostile"', doc: str = "A step.",
    request: str = 'http.get("http://a/", reply=Told)', told: str = "    kind: Kind\n    said: str = ''\n",
    status: str = "return reply.kind", kinds: str = '    ONE = "one"\n    TWO = "two"\n',
    actions: str = '{Kind.ONE: Continue(), Kind.TWO: Wait("two")}',
) -> str:  # fmt: skip
    """A file with one step; what is not given is harmless."""
    return (
        f"{HEAD}\n\nclass Kind(StrEnum):\n{kinds}\n\n{declared}\n\nclass Told(Model):\n{told}\n\n"
        f"class Hostile(StatusStep[Told, Kind], {keywords}):\n    {ascii(doc)}\n\n{parameters}\n"
        f"    def request(self, context: Context) -> Request[Told]:\n        return {request}\n\n"
        f"    def status(self, reply: Told) -> Kind | Action:\n{indent(status, ' ' * 8)}\n\n    actions = {actions}\n"
    )


def sound(engine: Engine, template: str) -> None:
    """The template is what the engine's formatter writes, compiles, and is executed as it stands."""
    check_taken(engine, template, formed=False)


def codes(source: str) -> list[str]:
    steps, findings = attempt(source)
    assert bool(steps) != bool(findings)
    assert all(found.message and found.help for found in findings)
    return [found.code for found in findings]


def wire(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def header(text: str) -> str:
    return "".join(char for char in text if char == "\t" or (char >= " " and char != "\x7f"))


@FEW
@given(st.lists(texts, min_size=12, max_size=12))
def test_text_goes_through_everywhere(engine: Engine, text: list[str]) -> None:
    doc, category, default, constant, key, value, name, alias, kind, message, parameter, reply = text
    a = ascii
    source = step(
        doc=doc,
        keywords=f'name="hostile", category={a(category)}, alias={a(doc)}',
        parameters=f"    p: str = Parameter(default={a(default)})\n    q: str = Parameter(default='', alias={a('q' + wire(alias))})\n",
        declared=f"CONSTANT = {a(constant)}\nTABLE = {{{a(wire(key))}: CONSTANT}}\n",
        kinds=f"    ONE = {a(kind)}\n    TWO = {a('2' + kind)}\n",
        told=f"    kind: Kind\n    said: str = Field(default={a(default)}, alias={a('s' + wire(name))})\n    any: Any = None\n"
        f"    lit: Literal[{a(message)}, {a('2' + message)}] = {a(message)}\n    table: dict[str, str] = {{}}\n",
        request="http.post(\n"
        '            "http://a/",\n'
        f"            json=[self.p, self.q, {a(constant)}, CONSTANT, TABLE, {{{a(wire(key))}: {a(value)}, {a('k' + wire(alias))}: CONSTANT}}],\n"
        f"            headers={{'X-H': {a(header(value))}}},\n            query={{{a('q' + wire(name))}: {a(message)}, {a('r' + wire(name))}: self.p}},\n"
        "            reply=Told,\n        )",
        status=f"if reply.lit != {a(message)}:\n    return Fail(f{a('{reply.said}: ' + message.replace('{', '{{').replace('}', '}}'))})\n"
        f"if {a(wire(key))} in reply.table:\n    return Wait(reply.table[{a(wire(key))}])\nreturn reply.kind",
        actions=f"{{Kind.ONE: Fail({a(message)}), Kind.TWO: lambda r: Wait({a(doc)}.join([r.said, r.lit.replace({a(value or '-')}, CONSTANT)]))}}",
    )
    made = compiled(source)
    sound(engine, made.template)
    says = "s" + wire(name)
    for body in (
        {"kind": kind, says: reply},
        {"kind": "2" + kind, says: reply, "any": {wire(key): [reply]}, "lit": message},
        {"kind": kind, says: reply, "lit": "2" + message},
        {"kind": kind, says: reply, "table": {wire(key): reply}},
        {"kind": kind, says: 1},
        {"kind": "3" + kind},
    ):
        compare(engine, made, {"p": parameter, "q" + wire(alias): reply}, json.dumps(body))
        compare(engine, made, {}, json.dumps(body, ensure_ascii=False))


@pytest.mark.parametrize("text", [*SNIPPETS, "one line\nand another"], ids=ascii)
def test_a_usage_is_printed_or_refused(engine: Engine, text: str) -> None:
    source = step(parameters=f"    p: str = Parameter(default='', usage={ascii(text)})\n")
    if all(char.isprintable() or char == "\n" for char in text):
        made = compiled(source)
        sound(engine, made.template)
        schema = engine.vet(made.template).schema
        assert schema is not None
        said = schema["properties"]["p"].get("description", "")
        assert said.split() == text.split() or "+usage=" in text  # which KubeVela takes for its own
    else:
        steps, findings = attempt(source)
        assert steps or [found.code for found in findings] == ["VS010"]
        for made in steps:
            sound(engine, made.template)


def test_a_hundred_kilobytes_go_through(engine: Engine) -> None:
    made = compiled(step(
        parameters=f"    p: str = Parameter(default={ascii(HUGE)})\n", doc=HUGE,
        request=f"http.post('http://a/', json=[self.p, {ascii(HUGE)}], reply=Told)", status="return Wait(reply.said)",
    ))  # fmt: skip
    sound(engine, made.template)
    compare(engine, made, {}, json.dumps({"kind": "one", "said": HUGE}))
    compare(engine, made, {"p": HUGE[::-1]}, json.dumps({"kind": "one", "said": HUGE[::-1]}))


@pytest.mark.parametrize("text", SURROGATES, ids=ascii)
def test_half_a_character_is_refused_wherever_it_is_written(text: str) -> None:
    half = ascii(text)
    assert codes(step(parameters=f"    p: str = Parameter(default={half})\n")) == ["VS010"]
    assert codes(step(parameters=f"    p: str = Parameter(usage={half})\n")) == ["VS010"]
    assert codes(step(parameters=f"    p: str = Parameter(alias={half})\n")) == ["VS010"]
    assert codes(step(parameters=f"    p: str = Parameter(pattern={half})\n")) == ["VS010"]
    assert codes(step(parameters=f"    p: Literal['a', {half}]\n")) == ["VS010"]
    assert codes(step(told=f"    kind: Kind\n    said: str = Field(alias={half})\n")) == ["VS010"]
    assert codes(step(kinds=f"    ONE = {half}\n    TWO = 'two'\n")) == ["VS010"]
    assert codes(step(declared=f"class C(StrEnum):\n    A = {half}\n", status="return Fail(C.A)")) == ["VS010"]
    assert codes(step(request=f"http.get({half}, reply=Told)")) == ["VS010"]
    assert codes(step(request=f"http.get('http://a', headers={{{half}: ''}}, reply=Told)")) == ["VS010"]
    assert codes(step(request=f"http.get('http://a', headers={{'a': {half}}}, reply=Told)")) == ["VS010"]
    assert codes(step(request=f"http.post('http://a', json={{{half}: 1}}, reply=Told)")) == ["VS010"]
    assert codes(step(status=f"return Fail(f'{{reply.said}}' {half})")) == ["VS010"]
    assert codes(step(actions=f"{{Kind.ONE: Fail({half}), Kind.TWO: Continue()}}")) == ["VS010"]
    assert codes(step(actions=f"{{Kind.ONE: Suspend({half}), Kind.TWO: Continue()}}")) == ["VS203"]
    assert codes(step(keywords=f"name={half}")) == ["VS405"]


def test_half_a_character_or_a_mark_in_a_reply_fits_no_model(engine: Engine) -> None:
    made = compiled(step(status="return Wait(reply.said)"))
    for said in ("\ud800", "\ufeff", "a\ufeffb"):
        for body in ({"kind": "one", "said": said}, {"kind": "one", "unknown": said}, {"kind": "one", said: 1}):
            seen = compare(engine, made, {}, json.dumps(body))
            assert seen.message == "GET http://a/ answered no Told: the body is missing or not of its type"
    compare(engine, made, {}, '{"kind": "one", "said": "\ufeff"}')
    compare(engine, made, {}, '\ufeff{"kind": "one"}')


@pytest.mark.parametrize("text", [text for text in SNIPPETS if text not in ("null", "true", "0x10", "-0", "1e400")], ids=ascii)
def test_a_label_or_a_name_of_hostile_text_is_refused(text: str) -> None:
    if not set(text) <= set("._-abcdefghijklmnopqrstuvwxyz"):
        assert codes(step(actions=f"{{Kind.ONE: Suspend({ascii(text)}), Kind.TWO: Continue()}}")) == ["VS203"]
        assert codes(step(status=f"return Suspend(label={ascii('a' + text)})")) == ["VS203"]
    assert codes(step(keywords=f"name={ascii(text)}")) == ["VS405"]
    assert codes(step(keywords=f"name='a', scope={ascii(text)}")) != []
    assert codes(step(keywords=f"name='a', version={ascii(text)}")) != []


@pytest.mark.parametrize("name", ["", "a b", "a:b", "é", "a\n", "a\r\nb", '"', "a\x00", "a/b", "(a)", "a\u2028"], ids=ascii)
def test_a_header_that_no_client_sends_is_refused(name: str) -> None:
    assert codes(step(request=f"http.get('http://a', headers={{{ascii(name)}: ''}}, reply=Told)")) == ["VS024"]


@pytest.mark.parametrize("value", ["\n", "a\r\nX-B: c", "\x00", "\x7f", "\x1b"], ids=ascii)
def test_a_header_with_a_control_character_is_refused(value: str) -> None:
    assert codes(step(request=f"http.get('http://a', headers={{'a': {ascii(value)}}}, reply=Told)")) == ["VS024"]


def test_a_header_twice_is_refused() -> None:
    assert codes(step(request="http.get('http://a', headers={'a': '1', 'A': '2'}, reply=Told)")) == ["VS024"]


@pytest.mark.parametrize("name", ["e\u0301", "a\u030a", "\u1100\u1161"], ids=ascii)
def test_a_name_that_cue_would_compose_is_refused(engine: Engine, name: str) -> None:
    half = ascii(name)
    assert codes(step(told=f"    kind: Kind\n    said: str = Field(alias={half})\n")) == ["VS010"]
    assert codes(step(parameters=f"    p: str = Parameter(alias={half})\n")) == ["VS010"]
    assert codes(step(request=f"http.post('http://a', json={{{half}: 1}}, reply=Told)")) == ["VS010"]
    assert codes(step(declared=f"T = {{{half}: 1}}", request="http.post('http://a', json=T, reply=Told)")) == ["VS010"]
    made = compiled(step(
        told="    kind: Kind\n    said: str = ''\n    t: dict[str, str] = {}\n",
        parameters="    t: dict[str, str] = Parameter(default={})\n",
        request="http.post('http://a/', json=self.t, reply=Told)",
        status="return Wait(f\"{'T' if reply.said in reply.t else 'F'} {len(reply.t)}\")",
    ))  # fmt: skip
    for key in (name, wire(name)):
        for said in (name, wire(name)):
            compare(engine, made, {"t": {key: said}}, json.dumps({"kind": "one", "said": said, "t": {key: said}}))
    compare(engine, made, {}, json.dumps({"kind": "one", "t": {name: "1", wire(name): "1"}}))
    compare(engine, made, {}, json.dumps({"kind": "one", "t": {name: "1", wire(name): "2"}}))
