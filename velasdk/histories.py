"""Histories of one step: parameters and events, spread evenly over what the step can come to.

Candidates are drawn at random and told by Python and the oracle, in microseconds; one is kept when it adds to an outcome
or a branch that is not there often enough yet. The same seed gives the same histories.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any, TypeAlias

from pydantic import BaseModel

from . import ir
from .branches import branch_names
from .engine import protocol
from .engine.protocol import Answer, Event, EventName
from .oracle import Phase, Reason
from .prediction import Predicted, predict
from .replies import bad, valid
from .samples import Samples
from .schema import fields

LONGEST = 4
"""How many executions a history has at most, beside those that only wait until the step's id is recorded."""

URLS = ("https://api.example/reviews", "http://127.0.0.1:8080/v1?tenant=a%20b", "https://api.example:8443/a-b/c_d~e")
"""What a parameter that is part of an address is drawn from."""

Ending: TypeAlias = tuple[Phase, Reason]
"""The phase and the reason that a history ends in."""


@dataclass(frozen=True, slots=True)
class History:
    """A run to play: what the workflow gives the step, and what happens."""

    parameters: Mapping[str, Any]
    events: tuple[Event, ...]
    notes: tuple[str, ...] = ()
    """What is wrong with its mutated replies."""


@dataclass(frozen=True, slots=True)
class Histories:
    """Histories with what they cover: how often each ending and each branch occurs in them."""

    items: tuple[History, ...]
    endings: Mapping[Ending, int]
    branches: Mapping[str, int]

    @property
    def unreached(self) -> tuple[str, ...]:
        """Branches that no history takes."""
        return tuple(name for name, count in self.branches.items() if not count)


def histories(step: ir.StepOf, count: int = 300, seed: int = 0, *, per_branch: int = 10, candidates: int = 40_000) -> Histories:
    """`count` histories of `step`: a tenth for each ending that can be reached, each branch at least `per_branch` times.

    With more than ten endings each gets an equal part. At most `candidates` are tried: what is rarer than that stays
    short, and shows in `endings` and `branches`.
    """
    drawer = Drawer(step, Random(f"{seed} {step.name}"))
    drawn = [drawer.drawn() for _ in range(max(count, 300))]
    reachable = {ending_of(seen) for _, seen in drawn}
    part = count // max(10, len(reachable))
    endings: Counter[Ending] = Counter()
    branches: Counter[str] = Counter()
    wanted = branch_names(step)
    kept: list[History] = []
    later: list[tuple[History, list[Predicted]]] = []
    open_endings, open_branches = len(reachable) * part, len(wanted) * per_branch

    def keep(history: History, seen: list[Predicted]) -> None:
        nonlocal open_endings, open_branches
        kept.append(history)
        ending = ending_of(seen)
        if endings[ending] < part:
            open_endings -= 1
        endings[ending] += 1
        for name in sorted({one.branch for one in seen if one.branch}):
            if branches[name] < per_branch:
                open_branches -= 1
            branches[name] += 1

    for attempt in range(candidates):
        if len(kept) == count or (open_endings <= 0 and open_branches <= 0):
            break
        history, seen = drawn[attempt] if attempt < len(drawn) else drawer.drawn()
        names = {one.branch for one in seen if one.branch}
        rare = any(branches[name] < per_branch for name in names)
        if endings[ending_of(seen)] < part or rare:
            keep(history, seen)
        elif attempt < len(drawn):
            later.append((history, seen))
    for history, seen in later:
        if len(kept) < count:
            keep(history, seen)
    while len(kept) < count:
        keep(*drawer.drawn())
    return Histories(tuple(kept), dict(endings), {name: branches[name] for name in wanted})


def ending_of(seen: list[Predicted]) -> Ending:
    """The ending of a predicted history."""
    return seen[-1].state.phase, seen[-1].state.reason


class Drawer:
    """Draws histories of one step."""

    def __init__(self, step: ir.StepOf, rng: Random) -> None:
        self.step = step
        self.rng = rng
        constants = [part.value for part in ir.walk(step.body) if isinstance(part, ir.Const)]
        self.words = [value for value in constants if isinstance(value, str)]
        self.numbers = [value for value in constants if type(value) is int]
        self.calls = [part for part in ir.walk(step.body) if isinstance(part, ir.Call)]
        addresses = [part for call in self.calls for part in ir.walk(call.url)]
        self.addresses = {part.name for part in addresses if isinstance(part, ir.ParameterOf)}
        self.notes: list[str] = []

    def drawn(self) -> tuple[History, list[Predicted]]:
        """A history and what Python says of it."""
        history = self.history()
        return history, predict(self.step, history.parameters, history.events)

    def history(self) -> History:
        """A history, whatever it leads to."""
        self.notes = []
        parameters = self.parameters()
        words = [*self.words, *_texts(parameters)]
        samples = Samples(self.rng, words, self.numbers)
        return History(parameters, tuple(self._events(samples)), tuple(self.notes))

    def parameters(self) -> dict[str, Any]:
        """Parameters that fit the step."""
        samples = Samples(self.rng, self.words, self.numbers)
        given = samples.model(self.step.python)
        for one in fields(self.step.python):
            if one.wire in given and one.wire in self.addresses and isinstance(given[one.wire], str):
                given[one.wire] = self.rng.choice(URLS)
        return given

    def _events(self, samples: Samples) -> Iterator[Event]:
        yield from self._recorded()
        for number in range(self.rng.randint(1, LONGEST)):
            if number or self.rng.random() < 0.1:
                between = self.rng.choices(tuple(_BETWEEN), tuple(_BETWEEN.values()))[0]
                if between is not None:
                    yield Event(between)
                if between is EventName.RESTART:
                    yield from self._recorded()
            yield self._execution(samples)

    def _recorded(self) -> Iterator[Event]:
        """What happens until the run's status shows the id; seldom nothing, so that it is not there yet."""
        if self.step.reads_key:
            if self.rng.random() < 0.05:
                yield self.rng.choice((protocol.crash_before_status(), protocol.no_connection()))
            if self.rng.random() < 0.95:
                yield protocol.reconcile()

    def _execution(self, samples: Samples) -> Event:
        answers = [self._answer(call.reply, samples) for call in self.calls]
        made = (
            partial(protocol.reconcile, *answers),
            protocol.no_connection,
            partial(protocol.crash_before_status, *answers),
            partial(protocol.crash_after_request, *answers, n=self.rng.randint(1, max(1, len(self.calls)))),
        )
        return self.rng.choices(made, (86, 6, 4, 4))[0]()

    def _answer(self, model: type[BaseModel], samples: Samples) -> Answer:
        drawn = self.rng.choices((valid, bad), (7, 3))[0](model, samples)
        if drawn.mutation:
            self.notes.append(drawn.mutation)
        return drawn.answer


_BETWEEN: Mapping[EventName | None, int] = {
    None: 60,
    EventName.RESUME: 25,
    EventName.SUSPEND: 4,
    EventName.TERMINATE: 3,
    EventName.RESTART: 4,
    EventName.CONTROLLER_RESTART: 4,
}
"""What happens between two executions, and how often."""


def _texts(value: Any) -> Iterator[str]:
    """Every text in JSON data."""
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inner)
