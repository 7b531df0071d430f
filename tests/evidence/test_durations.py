"""The oracle knows time as the engines do: what was measured of hand-written durations is what it says of steps with one."""

from __future__ import annotations

import re

import pytest

from velasdk import Action, Context, Continue, Fail, Step, Suspend, Wait, http
from velasdk.agreement import compare
from velasdk.dialects import LINES
from velasdk.engine.client import Engine
from velasdk.engine.protocol import Event, EventName
from velasdk.histories import LONGEST, History, histories
from velasdk.histories.prediction import Predicted, predict
from velasdk.histories.reachable import Ending, reachable
from velasdk.scenarios import compiled_for
from velasdk.testing import Phase, Reason, Run

from .scenario import FOLDER, Scenario, events, read

REVIEW = "http://api/review"


class Opens(Step, name="opens"):
    """As `time-duration-opens.yaml` has it."""

    async def run(self, context: Context) -> Action:
        answer = await http.get(REVIEW)
        if answer.text == "pending" and answer.status == 200:
            return Suspend("cool-off", duration="10m", on_elapse="succeed", reason="it is only a delay")
        if answer.text == "busy":
            return Wait("busy")
        return Fail("rejected") if answer.text == "rejected" else Continue()


class Rechecks(Step, name="rechecks"):
    """As `time-duration-then-recheck.yaml` has it."""

    async def run(self, context: Context) -> Action:
        answer = await http.get(REVIEW)
        if answer.text == "pending" and answer.status == 200:
            return Suspend("cool-off", duration="10m")
        if answer.text == "busy":
            return Wait("busy")
        return Fail("rejected") if answer.text == "rejected" else Continue()


class Delay(Step, name="delay"):
    """Succeeds when its time is up."""

    async def run(self, context: Context) -> Action:
        return Suspend("cool-off", duration="10m", on_elapse="succeed", reason="it is only a delay")


class Polls(Step, name="polls"):
    """Is never done, and polls when its time is up."""

    async def run(self, context: Context) -> Action:
        return Suspend("cool-off", duration="10m")


MEASURED: dict[type[Step], Scenario] = {
    Opens: read(FOLDER / "time-duration-opens.yaml"),
    Rechecks: read(FOLDER / "time-duration-then-recheck.yaml"),
}
CASES = [(kind, at, name) for kind, scenario in MEASURED.items() for at, name in enumerate(scenario.rows)]
ids = [f"{kind.__name__.lower()}-{name}" for kind, _, name in CASES]


def happening(kind: type[Step], name: str) -> list[Event]:
    """The events of a measured run."""
    return [event for group in events(MEASURED[kind], MEASURED[kind].cases[name].events) for event in group]


def told(seen: Predicted) -> str:
    """What the page of the engines would say of one event."""
    state = f"{seen.state.phase.value}/{seen.state.reason.value}".rstrip("/")
    return f"{state}; {len(seen.requests)} request" if seen.requests else state


@pytest.mark.parametrize(("kind", "at", "name"), CASES, ids=ids)
def test_the_oracle_says_what_was_measured(kind: type[Step], at: int, name: str) -> None:
    step = compiled_for("1.11", kind).step
    for line, rows in MEASURED[kind].seen.items():
        measured = rows[at].replace("; the controller died", "").split(" > ")
        one_by_one = [entry for each in measured for entry in [re.sub(r"^\d+ x ", "", each)] * int(count(each))]
        assert list(map(told, predict(step, {}, happening(kind, name), line=line))) == one_by_one, line


def count(entry: str) -> str:
    """How often an entry was seen in a row."""
    found = re.match(r"(\d+) x ", entry)
    return found[1] if found else "1"


@pytest.mark.parametrize("kind", MEASURED)
def test_the_emitted_step_does_it_too(kind: type[Step], every_line: dict[str, Engine]) -> None:
    for line in LINES:
        for name in MEASURED[kind].rows:
            history = History({}, tuple(happening(kind, name)))
            assert compare(every_line[line], compiled_for(line, kind), history) == [], f"{name} on {line}"


@pytest.mark.parametrize(
    ("kind", "ending"), [(Delay, (Phase.SUCCEEDED, Reason.NONE)), (Polls, (Phase.RUNNING, Reason.WAIT))], ids=["delay", "polls"]
)
def test_what_is_drawn_lets_time_pass(kind: type[Step], ending: Ending) -> None:
    step = compiled_for("1.11", kind).step
    shapes = reachable(step, LONGEST)[ending]
    assert shapes and all(any(event.name is EventName.ADVANCE for event, _ in shape) for shape in shapes)
    drawn = histories(step, 40, per_branch=2, candidates=400)
    assert drawn.endings[ending] >= 4 and not drawn.unreached
    passed = {event.seconds for history in drawn.items for event in history.events if event.name is EventName.ADVANCE}
    assert passed == {300, 601}


def test_time_in_plain_python() -> None:
    run = Run(Opens())
    run.advance(hours=1)  # nothing has begun
    run.execute("pending")
    run.advance(minutes=9, seconds=59)
    run.resume()
    run.execute("pending")
    assert (run.phase, run.reason) == (Phase.SUSPENDING, Reason.SUSPEND)
    run.advance(seconds=1)
    run.execute("pending")
    assert run.phase is Phase.SUCCEEDED
    with pytest.raises(ValueError, match="time passes forwards"):
        run.advance(minutes=1, seconds=-60)
