"""Every row of the language: Python and the engine compute the same, and what stands just beyond is refused."""

from __future__ import annotations

import ast
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any, cast

import pytest

from tests.depth import FULL, share
from tests.lines import check_taken
from velasdk import ir
from velasdk.diagnostics import Diagnostic
from velasdk.engine.client import Engine
from velasdk.execution import Reply
from velasdk.lower.digits import largest

from . import data
from .build_steps import TELLABLE, call_class, calling, flow_class, flowing, refusing, sending, telling
from .harness import answer, attempt, class_of, compare, compiled, in_python, on_engine
from .table import CALLS, EXPRESSIONS, FLOW_PRELUDE, FLOWS, Flow, Near, Row, Section

ROWS = tuple(row for section in EXPRESSIONS for row in section.rows)
CERTAIN = tuple(row for row in ROWS if not row.may_fail)
TOLD = tuple(row for row in CERTAIN if row.kind in TELLABLE and not row.sent_only)
CHUNKS = tuple(TOLD[at : at + 42] for at in range(0, len(TOLD), 42))


def test_every_row_sends_from_parameters_what_python_sends(engine: Engine) -> None:
    step = compiled(sending(CERTAIN))
    check_taken(engine, step.template)
    for one in map(data.carried, data.many(share(60, least=6), seed=1)):
        given = {"d": one, "note": one["s"]} if one["b"] else {"d": one}
        python = in_python(class_of(step), given, '{"n": 1}')
        [real] = on_engine(engine, step, given, [answer('{"n": 1}')])
        assert (python.phase, python.reason) == (real.phase, real.reason), real
        [(*_, expected)], [(*_, found)] = python.sent, real.sent
        unlike = {
            row.python: (expected[f"r{n}"], found.get(f"r{n}"))
            for n, row in enumerate(CERTAIN)
            if json.dumps(expected[f"r{n}"], sort_keys=True) != json.dumps(found.get(f"r{n}"), sort_keys=True)
        }
        assert not unlike, f"python, engine: {unlike}\nd = {one}"
        assert python.sent == real.sent


@pytest.mark.parametrize("rows", CHUNKS, ids=lambda rows: rows[0].python)
def test_every_row_tells_of_a_reply_what_python_tells(engine: Engine, rows: tuple[Row, ...]) -> None:
    step = compiled(telling(rows))
    check_taken(engine, step.template)
    bodies = [data.text({"d": one}) for one in data.many(share(100, least=10), seed=2)]
    for body, real in zip(bodies, on_engine(engine, step, {}, [answer(body) for body in bodies]), strict=True):
        python = in_python(class_of(step), {}, body)
        assert real == python, f"{body}\npython {python.message}\nengine {real.message}"


@pytest.mark.parametrize("row", [row for row in ROWS if row.may_fail], ids=lambda row: row.python)
def test_what_python_cannot_compute_is_refused_with_the_same_words(engine: Engine, row: Row) -> None:
    values, refusals = 0, 0
    told, sent = compiled(telling([row])), compiled(sending([row]))
    for one in data.many(40, seed=len(row.python)):
        seen = compare(engine, told, {}, data.text({"d": one}))
        assert compare(engine, sent, {"d": data.carried(one)}, '{"n": 1}').phase in ("succeeded", "failed")
        values, refusals = values + (seen.phase == "running"), refusals + (seen.phase == "failed")
        assert seen.phase == "running" or "cannot be computed" in seen.message
    assert values and refusals


def answers(seed: int) -> Iterator[str | Reply]:
    r = random.Random(seed)
    for n in range(44):
        one = data.d(r)
        if n % 2:
            one |= {"j": r.choice((-1, 1, 2)), "ints": [3, 9, 1], "strs": ["a", "b"], "rows": [[1]], "table": {"k": 4}}
        body = {
            "code": r.choice((-1, 0, 1, 2, 3)),
            "phase": r.choice(("open", "done", "lost")),
            "note": r.choice((None, "", "n\\(o)")),
        }
        yield data.text(body | {"d": r.choice((None, one, one, one, one))})
    yield data.text({"code": 1, "phase": "open", "d": {}})
    yield data.text({"code": "1", "phase": "open"})
    yield data.text({"code": 1})
    yield "<html>"
    yield Reply(503, "{}")
    yield Reply(404, "")


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.title)
def test_every_flow_ends_alike(engine: Engine, flow: Flow) -> None:
    step = compiled(flowing(flow))
    check_taken(engine, step.template)
    ends = {compare(engine, step, {}, body).message for body in islice(answers(len(flow.title)), 0, None, 1 if FULL else 2)}
    assert len(ends) > 5


GIVEN: tuple[dict[str, Any], ...] = (
    {},
    {"url": 'http://b/?é=\\(x)"', "note": "ü", "tags": []},
    {"url": "http://b", "note": None, "level": 7},
)


def test_every_request_is_sent_alike(engine: Engine) -> None:
    steps, findings = attempt(calling([call.python for call in CALLS]))
    assert not findings
    for step in steps:
        check_taken(engine, step.template)
        for given in GIVEN:
            for reply in ('{"n": 1}', "{}", Reply(500, "x"), Reply(429), Reply(302), Reply(404)):
                compare(engine, step, given, reply)
        compare(engine, step, {"url": 1}, "{}")
        compare(engine, step, {"level": 3}, "{}")


def by_class(source: str, findings: list[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """The findings by the class that they stand in."""
    classes = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for one in findings:
        [owner] = [node.name for node in classes if node.lineno <= one.span.line <= (node.end_lineno or 0)]
        found[owner].append(one)
    return found


def judge(source: str, name: str, expected: list[tuple[str, str, str]]) -> None:
    """Each snippet has exactly its code, at its line, and a remedy that says what it should."""
    compiled, findings = attempt(source)
    assert not compiled
    found = by_class(source, findings)
    wrong: list[str] = []
    for n, (snippet, code, help) in enumerate(expected):
        mine = found[f"{name}{n}"]
        if [one.code for one in mine] != [code] or help not in mine[0].help or not mine[0].message:
            wrong.append(f"{snippet!r}: expected {code} {help!r}, got {[(d.code, d.message, d.help) for d in mine]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@pytest.mark.parametrize("section", EXPRESSIONS, ids=lambda section: section.title)
def test_every_near_miss_of_an_expression_is_refused(section: Section) -> None:
    misses = [miss for row in section.rows for miss in row.refused]
    judge(refusing([miss.python for miss in misses]), "Refused", [(m.python, m.code, m.help) for m in misses])


def test_every_near_miss_of_a_request_is_refused() -> None:
    misses: list[Near] = [miss for call in CALLS for miss in call.refused]
    source = calling([]) + "".join(call_class(n, miss.python) for n, miss in enumerate(misses))
    judge(source, "Calling", [(miss.python, miss.code, miss.help) for miss in misses])


def test_every_near_miss_of_a_statement_is_refused() -> None:
    misses = [(status, actions or flow.actions, code, help) for flow in FLOWS for status, actions, code, help in flow.refused]
    source = FLOW_PRELUDE + "".join(flow_class(n, status, actions) for n, (status, actions, *_) in enumerate(misses))
    judge(source, "Flowing", [(f"{status} {actions}", code, help) for status, actions, code, help in misses])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.python)
def test_every_row_is_python(row: Row) -> None:
    assert ast.unparse(ast.parse(row.python, mode="eval"))


ENDS = (0, 1, -1, -7, 2**53 + 1, 2**63 - 1, 1 - 2**63, -(2**63))
BEYOND = (2**63, -(2**63) - 1, 2**64, -(10**40))


def test_integers_at_the_ends_of_64_bits_compute_alike(engine: Engine) -> None:
    texts = ("d.i + d.j", "d.i - d.j", "d.i * -100_000", "-d.i", "d.n * d.j - d.i", "d.i * d.m // 3", "sum([d.i, d.j, -d.i])")
    step = compiled(telling([Row(text, "int") for text in texts]))
    check_taken(engine, step.template)
    base = data.many(1, seed=3)[0]
    replies = [data.text({"d": base | {"i": i, "j": j, "n": n}}) for i in ENDS for j in ENDS for n in (-1000, 999)]
    for body, real in zip(replies, on_engine(engine, step, {}, [answer(body) for body in replies]), strict=True):
        python = in_python(class_of(step), {}, body)
        assert real == python and python.phase == "running", f"{body} {real.message}"


def test_an_integer_beyond_its_bounds_is_a_misfit(engine: Engine) -> None:
    told, sent = compiled(telling([Row("d.i", "int")])), compiled(sending([Row("d.i", "int")]))
    base = data.carried(data.many(1, seed=3)[0])
    fine: list[dict[str, Any]] = [{"u": 2**64 - 1}, {"oi": 2**63 - 1}, {"p": {"x": 1, "y": -(2**63)}}]
    fine += [{"i": end} for end in (*ENDS, 10**15 - 1, 1 - 10**15, 10**15)]
    bad: list[tuple[str, dict[str, Any]]] = []
    for beyond in BEYOND:
        bad += [
            ("d.i", {"i": beyond}),
            ("d.oi", {"oi": beyond}),
            ("d.p.x", {"p": {"x": beyond}}),
            ("d.ints", {"ints": [beyond]}),
        ]
        bad += [("d.p.y", {"p": {"x": 1, "y": beyond}}), ("d.opts", {"opts": [{"x": 1, "y": beyond}]})]
        bad += [("d.table", {"table": {"k": beyond}}), ("d.points", {"points": {"k": {"x": 1, "y": beyond}}})]
    bad += [("d.u", {"u": value}) for value in (-1, 2**64)] + [("d.n", {"n": value}) for value in (-1001, 2**63)]
    for one in fine:
        assert compare(engine, told, {}, data.text({"d": base | one})).phase == "running"
        long = one != data.carried(one)  # a parameter that the controller of 1.9 would round is refused on every line
        assert compare(engine, sent, {"d": base | one}, '{"n": 1}').phase == ("failed" if long else "succeeded")
    for field, one in bad:
        assert f" {field} is missing or not of its type" in compare(engine, told, {}, data.text({"d": base | one})).message
        refused = compare(engine, sent, {"d": base | one}, '{"n": 1}')
        assert (refused.phase, refused.sent) == ("failed", ())


def test_kubevela_makes_a_form_of_integers_with_defaults(engine: Engine) -> None:
    """CUE's OpenAPI generator fails at an integer with a default and bounds, and 64 bits are bounds."""
    lines = "".join(
        f"    {line}\n" for line in ("most: int = 5", "items: list[Item] = []", "at: Point | None = None", "port: int")
    )
    source = sending([Row("d.i", "int")]).replace("    d: D\n", f"    d: D\n{lines}")
    template = compiled(source).template
    schema = engine.vet(template).schema
    assert schema, engine.vet(template).schema_error
    assert "\ty:     *5 | int64\n" in template and "\ty:     *5 | int\n" in template
    fields = cast("dict[str, Any]", schema["properties"])
    assert fields["port"] == {"type": "integer", "format": "int64", "title": "port"}
    assert (fields["most"]["type"], fields["most"]["default"]) == ("integer", 5)
    assert fields["at"]["properties"]["y"]["default"] == 5


def test_what_is_known_of_an_integer_holds_of_its_values() -> None:
    rows = [row for row in CERTAIN if row.kind == "int"]
    step = compiled(sending(rows))
    [body] = [part.json for part in ir.walk(step.step.body) if isinstance(part, ir.Call)]
    assert isinstance(body, ir.ObjectDisplay)
    ranges = {name: largest(value) for name, value in body.items}
    met = set[str]()
    for one in map(data.carried, data.many(400, seed=7)):
        [(*_, values)] = in_python(class_of(step), {"d": one}, '{"n": 1}').sent
        for name, (low, high) in ranges.items():
            assert low <= values[name] <= high, f"{name} {low} {values[name]} {high}\nd = {one}"
            met |= {name} if values[name] in (low, high) else set()
    assert len(rows) > 40 and len(met) > len(rows) // 4
    assert all(-(10**24) < low <= high < 10**24 for low, high in ranges.values())
