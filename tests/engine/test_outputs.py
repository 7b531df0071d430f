"""What a step gives to later steps and what they take, on the real engine, whatever happens in between."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from tests.language import harness
from velasdk.agreement import STEP, play
from velasdk.engine import protocol as p
from velasdk.engine.client import Engine
from velasdk.engine.protocol import Answer, Event, Record, RunSpec
from velasdk.histories import History

MODELS = """
from enum import StrEnum
from velasdk import Action, Context, Continue, Fail, Model, Parameter, Step, Suspend, Wait, http, once, to_camel

class Row(Model, alias_generator=to_camel):
    row_id: int
    name: str | None = None

class Inner(Model):
    kind: str
    rows: list[Row] = []
    labels: dict[str, str] = {}

class Nested(Model, alias_generator=to_camel):
    inner_part: Inner
    shares: list[float] = []
"""
GIVE = harness.compiled(
    MODELS
    + '''
class State(StrEnum):
    OK = "ok"
    WAITING = "waiting"
    ASKING = "asking"
    FAILED = "failed"

class Given(Model, alias_generator=to_camel):
    text: str
    number: int
    yes: bool
    nothing: str | None
    rows: list[Row]
    nested: Nested
    no_rows: list[Row]
    no_labels: dict[str, str] = {}

class Reply(Model):
    state: State
    given: Given | None = None

class Give(Step, name="give"):
    """Give what the API says."""
    async def run(self, context: Context) -> Action:
        reply = await http.get("https://api.example/give", headers={"X-Key": context.idempotency_key}, reply=Reply)
        match reply.state:
            case State.OK:
                if reply.given is None:
                    return Fail("nothing to give")
                return Continue(outputs=reply.given)
            case State.WAITING:
                return Wait("not yet")
            case State.ASKING:
                return Suspend("somebody-gives")
            case State.FAILED:
                return Fail("nobody gives")
'''
)
TAKE = harness.compiled(
    MODELS
    + '''
class Taken(Model, alias_generator=to_camel):
    text: str | None
    number: int | None
    yes: bool | None
    nothing: str | None
    rows: list[Row]
    nested: Nested | None
    no_rows: list[Row]
    no_labels: dict[str, str]

class Ok(Model):
    ok: bool

class Take(Step, name="take", alias_generator=to_camel):
    """Send what another step gave."""
    text: str | None = Parameter(default=None, usage="Text")
    number: int | None = Parameter(default=None, usage="Number")
    yes: bool | None = Parameter(default=None, usage="Yes")
    nothing: str | None = Parameter(default=None, usage="Nothing")
    rows: list[Row] = Parameter(default=[], usage="Rows")
    nested: Nested | None = Parameter(default=None, usage="Nested")
    no_rows: list[Row] = Parameter(default=[], usage="No rows")
    no_labels: dict[str, str] = Parameter(default={}, usage="No labels")
    async def run(self, context: Context) -> Action:
        taken = Taken(
            text=self.text, number=self.number, yes=self.yes, nothing=self.nothing,
            rows=self.rows, nested=self.nested, no_rows=self.no_rows, no_labels=self.no_labels,
        )
        reply = await http.post("https://api.example/take", json=taken, reply=Ok)
        return Continue() if reply.ok else Fail("not taken")
'''
)
ODD = 'q"\\ \n\r\t\x00 é漢😀\u2028 \\(x) #"\\#(x)"# <&> \'\'\' """'
GIVEN: dict[str, Any] = {
    "text": ODD,
    "number": 1 - 10**15,
    "yes": True,
    "nothing": None,
    "rows": [{"rowId": 1, "name": ODD}, {"rowId": 2, "name": None}],
    "nested": {
        "innerPart": {"kind": "k", "rows": [{"rowId": 7, "name": ""}], "labels": {"x-y": "ä", "": "\\(x)", "a.b/c": "null"}},
        "shares": [0.5, 1, -2.25, 1e-7],
    },
    "noRows": [],
    "noLabels": {},
}
NAMES = tuple(GIVEN)
EMPTY: dict[str, Any] = {"text": "", "number": 0, "yes": False, "nothing": None, "rows": [], "noRows": [], "noLabels": {}}
EMPTY["nested"] = {"innerPart": {"kind": "", "rows": [], "labels": {}}, "shares": []}
OTHER: dict[str, Any] = {**GIVEN, "text": "other"}
DEFINITIONS = {"give": GIVE.template, "take": TAKE.template}
TAKEN = Answer.of({"ok": True})


def says(state: str, given: dict[str, Any] | None = None) -> Answer:
    """What the API answers to the first step."""
    return Answer.of({"state": state, "given": given})


def played(
    engine: Engine, *events: Event, names: Sequence[str] = NAMES, condition: str = "", place: str = ""
) -> tuple[Record, ...]:
    """A workflow in which the second step takes the outputs `names` of the first one."""
    first = {
        "name": "first",
        "type": "give",
        "outputs": [{"name": f"given-{name}", "valueFrom": f"output.{name}"} for name in names],
    }
    second = {"name": "second", "type": "take", "inputs": [{"from": f"given-{name}", "parameterKey": name} for name in names]}
    if condition:
        second["if"] = condition
    steps = [first, second]
    if "group" in place:
        steps = [{"name": "group", "type": "step-group", "subSteps": [first]}, second]
    return engine.run(RunSpec(DEFINITIONS, steps, events, application="application" in place))


def shown(record: Record, name: str) -> str:
    step = record.step(name)
    return f"{step.phase}/{step.reason}".rstrip("/") if step else "-"


def taken(records: Sequence[Record]) -> list[Any]:
    """What the second step sent."""
    return [json.loads(one.body) for record in records for one in record.requests if one.method == "POST"]


@pytest.mark.parametrize("place", ["alone", "in a group", "in an application", "in a group in an application"])
@pytest.mark.parametrize("given", [GIVEN, EMPTY], ids=["odd", "empty"])
def test_what_is_given_is_taken(engine: Engine, given: dict[str, Any], place: str) -> None:
    events = (p.reconcile(), p.reconcile(says("ok", given), TAKEN), p.reconcile(TAKEN))
    records = played(engine, *events, place=place)
    assert taken(records) == [given]
    assert records[-1].phase == "succeeded"
    assert records[-1].outputs == {f"given-{name}": value for name, value in given.items()}


BEFORE: dict[str, tuple[Event, ...]] = {
    "waiting": (p.reconcile(says("waiting")), p.reconcile(says("waiting"))),
    "suspended": (p.reconcile(says("asking")),),
    "suspended and resumed": (p.reconcile(says("asking")), p.resume(), p.reconcile(says("asking"))),
    "without a connection": (p.no_connection(), p.no_connection()),
    "an outage": (p.reconcile(Answer(503)),),
    "a new controller": (p.controller_restart(),),
    "a crash": (p.crash_after_request(), p.crash_before_status(says("waiting"))),
    "a crash after the same": (p.crash_before_status(says("ok", GIVEN), TAKEN),),
    "a restart": (p.reconcile(says("failed")), p.restart(), p.reconcile()),
}


@pytest.mark.parametrize("before", BEFORE)
def test_it_is_taken_whatever_came_before(engine: Engine, before: str) -> None:
    events = (p.reconcile(), *BEFORE[before], p.reconcile(says("ok", GIVEN), TAKEN))
    records = played(engine, *events)
    assert [shown(records[-1], name) for name in ("first", "second")] == ["succeeded", "succeeded"]
    assert taken(records)[-1] == GIVEN
    for record in records[: -1 if before != "a crash after the same" else 0]:
        variables: dict[str, Any] = record.outputs or {}
        assert not any(variables.values())
        assert shown(record, "second") in ("-", "skipped/Skip")


@pytest.mark.parametrize(
    ("last", "state", "message"),
    [
        ((p.reconcile(says("failed")),), "failed/Action", "nobody gives"),
        ((p.reconcile(says("ok")),), "failed/Action", "nothing to give"),
        ((p.reconcile(Answer(404)),), "failed/Action", "GET https://api.example/give answered 404"),
        ((p.no_connection(),) * 11, "failed/FailedAfterRetries", "function call error for getReply"),
    ],
    ids=["Fail", "another Fail", "refused", "ten failures"],
)
def test_a_step_that_fails_gives_null_and_says_why(engine: Engine, last: tuple[Event, ...], state: str, message: str) -> None:
    """Every output is null: without the fields the engine would show an error about them in place of our message."""
    records = played(engine, p.reconcile(), *last)
    first = records[-1].step("first")
    assert first is not None
    assert (shown(records[-1], "first"), shown(records[-1], "second")) == (state, "skipped/Skip")
    assert first.message.startswith(message)
    assert "output" not in first.message
    assert records[-1].outputs == {f"given-{name}": None for name in NAMES}


def test_a_later_step_that_runs_always_takes_null(engine: Engine) -> None:
    """Where its parameter may be None it is None; where not, nothing is sent and the step fails."""
    events = (p.reconcile(), p.reconcile(says("failed"), TAKEN), p.reconcile(TAKEN))
    optional = played(engine, *events, names=["text", "number", "nested"], condition="always")
    assert [(one["text"], one["number"], one["nested"]) for one in taken(optional)] == [(None, None, None)]
    assert [shown(optional[-1], name) for name in ("first", "second")] == ["failed/Action", "succeeded"]
    required = played(engine, *events, names=["rows"], condition="always")
    assert taken(required) == []
    assert shown(required[-1], "second") == "failed/Action"


ENDS = ["it gives", "it fails", "it waits", "it suspends", "an outage"]


@pytest.mark.parametrize("last", [says("ok", GIVEN), says("failed"), says("waiting"), says("asking"), Answer(503)], ids=ENDS)
def test_a_workflow_without_outputs_shows_the_same(engine: Engine, last: Answer) -> None:
    events = (p.reconcile(), p.reconcile(last), p.reconcile(last))
    steps = {"name": "first", "type": "give"}
    without = engine.run(RunSpec(DEFINITIONS, [steps], events))
    outputs = [{"name": f"given-{name}", "valueFrom": f"output.{name}"} for name in NAMES]
    given = engine.run(RunSpec(DEFINITIONS, [{**steps, "outputs": outputs}], events))
    for one, other in zip(without, given, strict=True):
        first, second = one.step("first"), other.step("first")
        assert first is not None
        assert second is not None
        assert (first.phase, first.reason, first.message) == (second.phase, second.reason, second.message)
        assert [request.url for request in one.requests] == [request.url for request in other.requests]
        assert not one.outputs


CRASHED = (p.reconcile(), p.crash_before_status(says("ok", GIVEN), TAKEN))
"""The outputs of the first step are stored, and the status does not show that it has succeeded."""


@pytest.mark.parametrize("other", [says("ok", OTHER), says("failed")], ids=["other outputs", "a Fail"])
def test_the_engine_does_not_survive_another_end_after_a_crash(engine: Engine, other: Answer) -> None:
    """A bug of KubeVela 1.11, which velasdk cannot mend: it panics at every reconcile, and each sends the requests again.

    The outputs are stored in the workflow's context before the run's status is written. When the controller dies in between
    and the next execution ends otherwise, storing fails as the values conflict, and of more than one output what is left
    is no value: the engine dereferences it. The run is stuck until the API says again what it said before the crash. A step
    is safe whose outputs depend only on what `once` remembers. `Player` calls such a run `wedged`, and predicts nothing.
    """
    times = 5
    records = played(engine, *CRASHED, *[p.reconcile(other, TAKEN)] * times, p.reconcile(says("ok", GIVEN), TAKEN))
    for record in records[2:-1]:
        assert record.error is not None
        assert "nil pointer dereference" in record.error
        assert [request.method for request in record.requests] == ["GET"]
        assert shown(record, "first") == "running/Wait"
        assert record.outputs == records[1].outputs
        assert not record.finished
    assert records[-1].error is None
    assert [shown(records[-1], name) for name in ("first", "second")] == ["succeeded", "succeeded"]


@pytest.mark.parametrize("other", [says("ok", OTHER), says("failed")], ids=["other outputs", "a Fail"])
def test_a_single_output_keeps_its_old_value_after_a_crash(engine: Engine, other: Answer) -> None:
    """With one output nothing is left to dereference: the step ends, with the engine's error for a message, and later
    steps take what was stored first."""
    records = played(engine, *CRASHED, p.reconcile(other), p.reconcile(TAKEN), names=["text"], condition="always")
    first = records[-1].step("first")
    assert first is not None
    assert [record.error for record in records] == [None] * 4
    assert "failed to set output given-text" in first.message
    assert first.phase == ("succeeded" if other == says("ok", OTHER) else "failed")
    assert taken(records)[-1]["text"] == ODD
    assert records[-1].outputs == {"given-text": ODD}


@pytest.mark.parametrize("other", [says("ok", OTHER), says("failed")], ids=["other outputs", "a Fail"])
def test_the_player_calls_it_wedged(engine: Engine, other: Answer) -> None:
    crash = p.crash_before_status(says("ok", GIVEN))
    stuck = play(engine, GIVE, History({}, (p.reconcile(), crash, p.reconcile(other))))
    assert [one.wedged for one in stuck.predicted] == [False, False, True]
    assert stuck.differences, "what is predicted for it is not what the engine shows"
    assert stuck.records[-1].error is not None
    fine = play(engine, GIVE, History({}, (p.reconcile(), crash, *crash_and_again())))
    assert not any(one.wedged for one in fine.predicted)
    assert not fine.differences
    assert fine.records[-1].step(STEP) is not None


def crash_and_again() -> tuple[Event, ...]:
    """Another crash, an outage and a wait, then the same outputs."""
    same = says("ok", GIVEN)
    return p.crash_before_status(same), p.reconcile(Answer(503)), p.reconcile(says("waiting")), p.reconcile(same)
