"""What a run in flight does when its definition is changed, seen on the engines of both dialects."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
import yaml

from tests.depth import FULL
from tests.evidence.scenario import expanded, merged
from tests.language import harness
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.engine.protocol import Answer, Event, Record, RunSpec
from velasdk.publish.compatibility import compare
from velasdk.publish.kinds import Kind

from .pairs import FOLDER, promised, table, version

LINES = ("1.9", "1.11")
"""The newest of each dialect."""

ROWS = table("in_flight.yaml")
NAMES = [f"{row['kind']}{': ' + row['title'] if 'title' in row else ''}" for row in ROWS]
SEEN = FOLDER / "in_flight_seen.yaml"

UPDATE = os.environ.get("VELASDK_UPDATE") == "1"
PLAYED = [(row, line) for at, row in enumerate(ROWS) for line in LINES if FULL or UPDATE or line == LINES[at % len(LINES)]]
"""Each on both lines where everything is proved, else on one and the other in turn."""

ANSWERS = {
    **{state: Answer.of({"state": state}) for state in ("open", "escalated", "approved", "rejected")},
    "ordered": Answer.of({"id": "1"}),
    "created": Answer.of({"id": "1"}, 201),
    "other": Answer.of({"id": "2"}),
    "undone": Answer.of({"done": False}),
    "done": Answer.of({"done": True}),
    "taken": Answer.of({}),
    "unavailable": Answer(503),
}
WITHOUT_RUNS = {
    Kind.STEP_ADDED,
    Kind.CONNECTION_CHANGED,
    Kind.CONNECTION_REMOVED,
    Kind.READS_RUN,
    Kind.VELA_NARROWED,
    Kind.VELA_WIDENED,
    Kind.DIALECT,
    Kind.SAME_VERSION,
    Kind.UNKNOWN,
}
"""What says nothing of a run that an engine could show."""

TAKER = """
from velasdk import Action, Context, Continue, Fail, Step, http


class Take(Step, name="take"):
    value: str | None = None

    async def run(self, context: Context) -> Action:
        answer = await http.post("http://api.example/take", json={"value": self.value})
        return Continue() if answer.status == 200 else Fail("not taken")
"""


def event(word: str | int) -> Event:
    """Seconds that pass, `resume`, or an execution with the answers named."""
    if isinstance(word, int):
        return p.advance(word)
    if word == "resume":
        return p.resume()
    return p.reconcile(*(ANSWERS[each] for each in word.split("+") if each != "recorded"))


def trace(engine: Engine, row: Mapping[str, Any], line: str) -> list[str]:
    """What is seen of the events behind the change, an entry for each."""
    kind = row["step"]
    step: dict[str, Any] = {"name": "step", "type": kind, "properties": row.get("parameters", {})}
    steps = [step]
    definitions = {kind: version(kind, row.get("old")).on(line).template}
    if "outputs" in row:
        step["outputs"] = [{"name": f"given-{name}", "valueFrom": f"output.{name}"} for name in row["outputs"]]
        taken = [{"from": f"given-{name}", "parameterKey": "value"} for name in row["outputs"]]
        steps.append({"name": "later", "type": "take", "inputs": taken})
        definitions["take"] = harness.compiled(TAKER).on(line).template
    begun = RunSpec(definitions, steps, [event(word) for word in row["before"]])
    records, state = engine.run_on(begun)
    assert records[-1].error is None
    assert not any(record.finished for record in records)
    changed = {name: template for name, template in definitions.items() if name != kind}
    if row["change"] != "gone":
        changed[kind] = version(kind, row["change"]).on(line).template
    after = replace(begun, definitions=changed, events=[event(word) for word in row["after"]], state=state)
    return [_told(record) for record in engine.run_on(after)[0]]


def _told(record: Record) -> str:
    """States and messages of the steps, what was sent, and what went wrong."""
    parts: list[str] = []
    for step in record.steps:
        state = f"{step.phase}/{step.reason}".rstrip("/")
        parts.append(
            f"{'' if step.name == 'step' else step.name + ' '}{state}" + (f' "{step.message}"' if step.message else "")
        )
    parts += [f"{one.method} {one.url} {one.body}".rstrip() for one in record.requests]
    parts += [f"error: {record.error}"] if record.error else []
    text = re.sub(r"\(and \d+ more errors\)", "", "; ".join(" ".join(part.split()) for part in parts))
    ids = dict.fromkeys(step.id for step in record.steps)
    for at, found in enumerate(ids):
        text = text.replace(found, f"id-{at + 1}") if found else text
    return text


@pytest.fixture(scope="module")
def seen() -> Iterator[dict[str, dict[str, list[str]]]]:
    """What was seen, by name and line; written anew behind the tests where that is asked for."""
    known: dict[str, dict[str, list[str]]] = yaml.safe_load(SEEN.read_text(encoding="utf-8")) if SEEN.exists() else {}
    found = {name: expanded(known.get(name, {}), LINES) for name in NAMES}
    yield found
    if UPDATE:
        written = {name: merged(by_line, LINES) for name, by_line in found.items()}
        SEEN.write_text(yaml.safe_dump(written, sort_keys=False, allow_unicode=True, width=124), encoding="utf-8")


@pytest.mark.parametrize(("row", "line"), PLAYED, ids=[f"{NAMES[ROWS.index(row)]}-{line}" for row, line in PLAYED])
def test_what_is_seen_is_what_is_said(
    row: Mapping[str, Any], line: str, every_line: Mapping[str, Engine], seen: dict[str, dict[str, list[str]]]
) -> None:
    found = trace(every_line[line], row, line)
    name = NAMES[ROWS.index(dict(row))]
    if UPDATE:
        seen[name][line] = found
    assert found == seen[name][line]


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_the_change_is_of_its_kind(row: Mapping[str, Any]) -> None:
    old = promised(version(row["step"], row.get("old")))
    new = promised(*([] if row["change"] == "gone" else [version(row["step"], row["change"])]))
    kinds = [one.kind for one in compare(old, new)]
    assert row["kind"] in kinds
    assert set(kinds) - {row["kind"]} <= {
        Kind.OUTPUT_RETYPED,
        Kind.TEXT,
        Kind.CONNECTION_REMOVED,
        Kind.KEY_MOVED,
        Kind.READS_RUN,
    }


def test_every_kind_has_a_run() -> None:
    assert {row["kind"] for row in ROWS} | WITHOUT_RUNS == set(Kind)
    assert len(set(NAMES)) == len(NAMES)
