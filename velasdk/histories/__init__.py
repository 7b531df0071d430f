"""Histories of one step: parameters and events, spread evenly over what the step can come to.

Candidates are drawn at random and told by Python and the oracle, in microseconds; one is kept when it adds to an outcome
or a branch that is not there often enough yet. The same seed gives the same histories.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from random import Random
from typing import Any, cast

from pydantic import BaseModel

from .. import ir
from ..engine import protocol
from ..engine.protocol import Answer, Event, EventName
from ..replies import bad, valid
from ..replies.samples import Samples
from ..schema import fields
from .branches import branch_names
from .prediction import Predicted, predict
from .reachable import Ending, Shape, reachable

LONGEST = 4
"""How many executions a history has at most, beside those that only wait until the step's id is recorded."""

KNOWN = 20
"""How many answers are remembered for each branch they led to."""

URLS = ("https://api.example/reviews", "http://127.0.0.1:8080/v1?tenant=a%20b", "https://api.example:8443/a-b/c_d~e")
"""What a parameter that is part of an address is drawn from."""


@dataclass(frozen=True, slots=True)
class History:
    """A run to play: what the workflow gives the step, and what happens."""

    parameters: Mapping[str, Any]
    events: tuple[Event, ...]
    notes: tuple[str, ...] = ()
    """What is wrong with its mutated replies."""


@dataclass(frozen=True, slots=True)
class Histories:
    """Histories with what they cover: how often each ending and each way through the step occurs."""

    items: tuple[History, ...]
    endings: Mapping[Ending, int]
    branches: Mapping[str, int]

    @property
    def unreached(self) -> tuple[str, ...]:
        """Branches that no history takes."""
        return tuple(name for name, count in self.branches.items() if not count)


def histories(step: ir.StepOf, count: int = 300, seed: int = 0, *, per_branch: int = 10, candidates: int = 20_000) -> Histories:
    """`count` histories of `step`: a tenth for each ending that can be reached, each branch at least `per_branch` times.

    With more than ten endings each gets an equal part. At most `candidates` are tried: what is rarer than that stays
    short, and shows in `endings` and `branches`.
    """
    drawer = Drawer(step, Random(f"{seed} {step.name}"))
    chosen = _Chosen(count, per_branch, ways(step), reachable(step, LONGEST))
    for _ in range(candidates):
        if len(chosen.items) == count or not (missing := chosen.missing()):
            break
        like = drawer.rng.choice(missing)
        history, seen = drawer.drawn(drawer.rng.choice(chosen.shapes[like]) if like is not None else ())
        if chosen.needs(seen):
            chosen.keep(history, seen)
    while len(chosen.items) < count:
        chosen.keep(*drawer.drawn())
    return Histories(tuple(chosen.items), dict(chosen.endings), {name: chosen.branches[name] for name in chosen.wanted})


class _Chosen:
    """The histories kept so far, and what is still wanted of the next."""

    def __init__(self, count: int, per_branch: int, wanted: tuple[str, ...], shapes: Mapping[Ending, list[Shape]]) -> None:
        self.per_branch, self.wanted, self.shapes = per_branch, wanted, shapes
        self.part = count // max(10, len(shapes))
        self.items: list[History] = []
        self.endings: Counter[Ending] = Counter(dict.fromkeys(shapes, 0))
        self.branches: Counter[str] = Counter()

    def missing(self) -> list[Ending | None]:
        """None while a way is not there often enough, then the endings that are not."""
        if any(self._short(name) for name in self.wanted):
            return [None]
        return [ending for ending in self.shapes if self.endings[ending] < self.part]

    def needs(self, seen: list[Predicted]) -> bool:
        """Whether a history that leads there is wanted."""
        missing, ending, taken = self.missing(), ending_of(seen), ways_in(seen)
        if missing != [None]:
            return ending in missing
        # An ending that is there often enough is taken only for the way that led to it, or little room is left at last.
        return any(map(self._short, taken)) and (self.endings[ending] < self.part or self._short(taken[-1]))

    def keep(self, history: History, seen: list[Predicted]) -> None:
        """Take the history."""
        self.items.append(history)
        self.endings[ending_of(seen)] += 1
        self.branches.update(set(ways_in(seen)))

    def _short(self, name: str) -> bool:
        return self.branches[name] < self.per_branch


PASSED = " once resumed"
"""What is added to the name of a branch that suspends, where the engine passes over its Suspend."""


def ways(step: ir.StepOf) -> tuple[str, ...]:
    """What each execution of `step` can do: its branches, and those that suspend once more where they do not."""
    return branch_names(step) + tuple(f"{name}{PASSED}" for name in branch_names(step, ir.SuspendOf))


def ways_in(seen: list[Predicted]) -> list[str]:
    """The ways that a predicted history takes, in order."""
    return [f"{one.branch}{PASSED}" if one.passed else one.branch for one in seen if one.branch]


def ending_of(seen: list[Predicted]) -> Ending:
    """The ending of a predicted history."""
    return seen[-1].state.phase, seen[-1].state.reason


class Drawer:
    """Draws histories of one step; with `tame`, for a person to read."""

    def __init__(self, step: ir.StepOf, rng: Random, *, tame: bool = False) -> None:
        self.step = step
        self.tame = tame
        self.rng = rng
        constants = [part.value for part in ir.walk(step.body) if isinstance(part, ir.Const)]
        texts = [value for value in constants if isinstance(value, str)]
        self.words = [text for text in texts if text.isalnum()] if tame else texts
        self.numbers = [value for value in constants if type(value) is int]
        self.calls = [part for part in ir.walk(step.body) if isinstance(part, ir.Call)]
        addresses = [part for call in self.calls for part in ir.walk(call.url)]
        self.addresses = {part.name for part in addresses if isinstance(part, ir.ParameterOf)}
        self.notes: list[str] = []
        self.known: dict[str, list[tuple[Answer, ...]]] = {}
        self.last: tuple[Answer, ...] = ()

    def drawn(self, shape: Shape = ()) -> tuple[History, list[Predicted]]:
        """A history and what Python says of it."""
        history = self.history(shape)
        seen = predict(self.step, history.parameters, history.events)
        for event, one in zip(history.events, seen, strict=True):
            if one.branch and event.answers and event.answers not in (known := self.known.setdefault(one.branch, [])):
                known.insert(self.rng.randint(0, len(known)), event.answers)
                del known[KNOWN:]
        return history, seen

    def history(self, shape: Shape = ()) -> History:
        """A history, whatever it leads to; the events of `shape` with other parameters and answers, if it is given."""
        self.notes, self.last = [], ()
        parameters = self.parameters()
        words = [*self.words, *_texts(parameters)]
        samples = Samples(self.rng, words, self.numbers, tame=self.tame)
        events = tuple(self._like(event, samples) for event in shape) or tuple(self._events(samples))
        return History(parameters, events, tuple(self.notes))

    def _like(self, event: Event, samples: Samples) -> Event:
        return replace(event, answers=self._answers(samples)) if event.answers else event

    def parameters(self) -> dict[str, Any]:
        """Parameters that fit the step."""
        samples = Samples(self.rng, self.words, self.numbers, tame=self.tame)
        given = samples.model(self.step.python)
        for one in fields(self.step.python):
            if one.wire in given and one.wire in self.addresses and isinstance(given[one.wire], str):
                given[one.wire] = URLS[0] if self.tame else self.rng.choice(URLS)
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
        answers = self._answers(samples)
        made = (
            partial(protocol.reconcile, *answers),
            protocol.no_connection,
            partial(protocol.crash_before_status, *answers),
            partial(protocol.crash_after_request, *answers, n=self.rng.randint(1, max(1, len(self.calls)))),
        )
        return self.rng.choices(made, (86, 6, 4, 4))[0]()

    def _answers(self, samples: Samples) -> tuple[Answer, ...]:
        """The answers of one execution: those of the one before, ones whose branch is known, or new ones."""
        kind = self.rng.choices(("same", "known", "new"), (25, 45, 30))[0]
        if kind == "known" and self.known:  # a branch that is hard to find is as likely as any other
            self.last = self.rng.choice(self.known[self.rng.choice(list(self.known))])
        elif kind != "same" or not self.last:
            self.last = tuple(self._answer(call.reply, samples) for call in self.calls)
        return self.last

    def _answer(self, model: type[BaseModel], samples: Samples) -> Answer:
        drawn = self.rng.choices((valid, bad), (10, 0) if self.tame else (7, 3))[0](model, samples)
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
    elif isinstance(value, dict):
        for inner in cast("dict[str, Any]", value).values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in cast("list[Any]", value):
            yield from _texts(inner)
