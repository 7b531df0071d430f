"""Every row of the language: Python and the engine compute the same, and what stands just beyond is refused."""

from __future__ import annotations

import ast
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from velasdk.diagnostics import Diagnostic
from velasdk.engine.client import Engine
from velasdk.execution import Reply

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
    vetted = engine.vet(step.template)
    assert not vetted.errors and not vetted.rewritten
    assert engine.format(step.template) == step.template
    for one in data.many(60, seed=1):
        given = {"d": one, "note": one["s"]} if one["b"] else {"d": one}
        python = in_python(class_of(step), given, '{"n": 1}')
        [real] = on_engine(engine, step, given, [answer('{"n": 1}')])
        assert (python.phase, python.reason) == (real.phase, real.reason), real
        [(*_, expected)], [(*_, found)] = python.sent, real.sent
        unlike = {
            row.python: (expected[f"r{n}"], found.get(f"r{n}"))
            for n, row in enumerate(CERTAIN)
            if json.dumps(expected[f"r{n}"]) != json.dumps(found.get(f"r{n}"))
        }
        assert not unlike, f"python, engine: {unlike}\nd = {one}"
        assert python.sent == real.sent


@pytest.mark.parametrize("rows", CHUNKS, ids=lambda rows: rows[0].python)
def test_every_row_tells_of_a_reply_what_python_tells(engine: Engine, rows: tuple[Row, ...]) -> None:
    step = compiled(telling(rows))
    vetted = engine.vet(step.template)
    assert not vetted.errors and not vetted.rewritten
    assert engine.format(step.template) == step.template
    bodies = [data.text({"d": one}) for one in data.many(100, seed=2)]
    for body, real in zip(bodies, on_engine(engine, step, {}, [answer(body) for body in bodies]), strict=True):
        python = in_python(class_of(step), {}, body)
        assert real == python, f"{body}\npython {python.message}\nengine {real.message}"


@pytest.mark.parametrize("row", [row for row in ROWS if row.may_fail], ids=lambda row: row.python)
def test_what_python_cannot_compute_is_refused_with_the_same_words(engine: Engine, row: Row) -> None:
    values, refusals = 0, 0
    told, sent = compiled(telling([row])), compiled(sending([row]))
    for one in data.many(40, seed=len(row.python)):
        seen = compare(engine, told, {}, data.text({"d": one}))
        assert compare(engine, sent, {"d": one}, '{"n": 1}').phase in ("succeeded", "failed")
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
    vetted = engine.vet(step.template)
    assert not vetted.errors and not vetted.rewritten
    assert engine.format(step.template) == step.template
    ends = {compare(engine, step, {}, body).message for body in answers(len(flow.title))}
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
        assert engine.format(step.template) == step.template
        assert not engine.vet(step.template).rewritten
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


def test_a_result_of_more_than_34_digits_is_rounded_by_cue(engine: Engine) -> None:
    """Where Python and CUE are known to part ways, as docs/language.md says: the engine shows a rounded number."""
    step = compiled(telling([Row("d.i * d.j", "int")]))
    body = data.text({"d": data.many(1, seed=3)[0] | {"i": 12345678901234567891, "j": 98765432109876543211}})
    (real,) = on_engine(engine, step, {}, [answer(body)])
    exact = str(12345678901234567891 * 98765432109876543211)
    assert exact in in_python(class_of(step), {}, body).message
    assert exact not in real.message and "E+39" in real.message


def test_products_within_34_digits_compute_alike(engine: Engine) -> None:
    step = compiled(telling([Row(f"d.i * d.j{more}", "int") for more in ("", " - d.i", " - 0", " * -1", " // 3")]))
    assert not engine.vet(step.template).rewritten
    numbers = (0, 1, -1, -7, 99999999999999999, -12345678901234567)
    replies = [data.text({"d": data.many(1, seed=3)[0] | {"i": i, "j": j}}) for i in numbers for j in numbers]
    for body, real in zip(replies, on_engine(engine, step, {}, [answer(body) for body in replies]), strict=True):
        assert real == in_python(class_of(step), {}, body), f"{body} {real.message}"
